"""What the API says when something is wrong (接口报错): a message, a hint, and which fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from jixiao.errors import JixiaoError
from jixiao_web.pages.telling import told


class WrongFields(JixiaoError):
    """有的内容读不通。"""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__(english="Some fields cannot be read.")


def add_handlers(api: NinjaAPI) -> None:
    """Let every fault of a caller be answered in the same form."""

    def answer(
        request: HttpRequest, status: int, message: str, hint: str = "", **fields: str
    ) -> HttpResponse:
        content = {"message": message, "hint": hint, "fields": fields}
        return api.create_response(request, content, status=status)

    def unread(request: HttpRequest, error: Any) -> HttpResponse:
        fields = {".".join(map(str, each["loc"][1:])) or "body": str(each["msg"]) for each in error.errors}
        return answer(request, 422, _("有的内容读不通，见 fields。"), _("对照 /api/docs 改。"), **fields)

    def wrong(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(request, 422, told(error), **error.fields)

    def ours(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(request, 409, told(error))

    def unknown(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(request, 404, _("没有这一项，或您无权查看。"))

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(request, 403, _("您没有这项权限。"), _("需要时请综合办公室调整您的角色。"))

    def stranger(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(
            request,
            401,
            _("没有登录，或令牌无效、已到期。"),
            _("在“个人设置·接口令牌”里建一个，写在 Authorization: Bearer 后面。"),
        )

    def plain(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(request, error.status_code, str(error))

    for kind, handler in (
        (ValidationError, unread),
        (WrongFields, wrong),
        (JixiaoError, ours),
        (Http404, unknown),
        (PermissionDenied, refused),
        (AuthenticationError, stranger),
        (HttpError, plain),
    ):
        api.add_exception_handler(kind, handler)

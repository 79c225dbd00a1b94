"""The API as a whole (接口): OpenAPI at /api/openapi.json, to be read and tried at /api/docs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from ninja import NinjaAPI, Swagger
from ninja.openapi.docs import DocsBase
from ninja.renderers import JSONRenderer

from jixiao_web.api import (
    administration,
    checking,
    curves,
    documents,
    imports,
    notices,
    overview,
    payments,
    proofs,
    reports,
    rounds,
    tracking,
    treasury,
    weekly,
)
from jixiao_web.api.errors import add_handlers
from jixiao_web.api.security import Session, Token

DESCRIPTION = """Every screen's data and the check itself, with the same permissions as on the pages.

Make a token in the personal settings (个人设置 · 接口令牌) and send it as `Authorization: Bearer jx_…`.
Money is a string of yuan, rates are strings of percent, choices are the Chinese words of the workbook.
What goes wrong is told as `{message, hint, fields}` in the language of the account or of Accept-Language."""


class OwnDocs(Swagger):
    """Swagger's page from our own files, without inline script or style; strangers sign in first."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **arguments: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"{settings.LOGIN_URL}")
        return render(request, "api/docs.html", {"address": self.get_openapi_url(api, arguments)})


readable = JSONRenderer()
readable.json_dumps_params = {"ensure_ascii": False}  # people read it, too
docs: DocsBase = OwnDocs()
api = NinjaAPI(
    title="Jixiao 绩效跟踪",
    version="1",
    description=DESCRIPTION,
    auth=[Token(), Session()],
    urls_namespace="api",
    renderer=readable,
    docs=docs,
    docs_url="/docs",
)
for part in (
    overview,
    weekly,
    curves,
    payments,
    imports,
    treasury,
    rounds,
    notices,
    reports,
    documents,
    tracking,
    checking,
    proofs,
    administration,
):
    api.add_router("", part.router)
add_handlers(api)

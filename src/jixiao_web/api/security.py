"""Who calls (身份): the bearer of a token, or a session of the browser, with the rights of the pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import translation
from ninja.security import APIKeyCookie, HttpBearer

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import User
from jixiao_web.accounts.permissions import Predicate, has_any_role
from jixiao_web.accounts.selectors import actor_of, user_of_token
from jixiao_web.ledger.models import BudgetYear


class Token(HttpBearer):
    """`Authorization: Bearer jx_…`, a token from the personal settings."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The person as whom the bearer acts; answers are in the language of the account."""
        user = user_of_token(token)
        if user is None:
            return None
        request.user = user
        request.actor = actor_of(user)  # type: ignore[attr-defined]
        wanted = translation.get_language_from_request(request)
        translation.activate(wanted if "Accept-Language" in request.headers else user.language)
        return user


class Session(APIKeyCookie):
    """The session of somebody who is signed in; writing then needs the page's CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The person who is signed in."""
        return request.user if request.user.is_authenticated else None


def calling(request: HttpRequest, predicate: Predicate = has_any_role) -> Actor:
    """Who calls, if the predicate holds of them. Raises PermissionDenied."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not predicate(actor):
        raise PermissionDenied
    return actor


def year_of_call(
    request: HttpRequest, fiscal_year: int, predicate: Predicate = has_any_role
) -> tuple[Actor, BudgetYear]:
    """Who calls, and the year that the address names. Raises PermissionDenied, Http404."""
    actor = calling(request, predicate)
    year = BudgetYear.objects.filter(fiscal_year=fiscal_year).first()
    if year is None:
        raise Http404
    return actor, year

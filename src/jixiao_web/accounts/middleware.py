"""Gives each request its actor, in the actor's language."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from jixiao_web.accounts.selectors import actor_of, is_expired

LANGUAGE_COOKIE = "language"


class ActorMiddleware:
    """`request.actor` is who acts and as what; screens speak the account's language, or the cookie's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = request.COOKIES.get(LANGUAGE_COOKIE, "zh-hans")
        if user.is_authenticated:
            if is_expired(user):
                logout(request)
            else:
                language = user.language
                request.actor = SimpleLazyObject(lambda: actor_of(user))  # type: ignore[attr-defined]
        with translation.override(language if language in ("zh-hans", "en") else "zh-hans"):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "zh-hans")
        return response

"""Gives each request its actor, in the actor's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from jixiao_web.accounts.selectors import actor_of, is_expired

LANGUAGE_COOKIE = "language"
BEFORE_OWN_PASSWORD = ("change-password", "sign-out", "language", "large-type")
"""What may be done while the password is still the initial one."""


class ActorMiddleware:
    """`request.actor` is who acts and as what; screens speak the account's language, or the cookie's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, keywords: Any
    ) -> HttpResponse | None:
        """Let nobody go on with the password that somebody else has given them."""
        match = request.resolver_match
        user = request.user
        if not user.is_authenticated or not user.must_change_password:
            return None
        if match is not None and match.view_name in BEFORE_OWN_PASSWORD:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": reverse("change-password")})
        return redirect("change-password")

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

"""How a person wants to see the screens (显示方式): unit of money, language, size of type."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from jixiao_web.accounts.middleware import LANGUAGE_COOKIE
from jixiao_web.accounts.models import User
from jixiao_web.pages.context import SHOWN_UNITS
from jixiao_web.pages.way_back import way_back

A_YEAR = 365 * 24 * 60 * 60


@require_POST
def money_unit(request: HttpRequest) -> HttpResponse:
    """Show money in this unit from now on (单位); nothing that is kept changes."""
    response = _back(request)
    chosen = request.POST.get("unit", "")
    if chosen in {each.name for each in SHOWN_UNITS}:
        _remember(response, "money_unit", quote(chosen))
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak this language from now on (语言)."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in User.Language.values:
        _remember(response, LANGUAGE_COOKIE, chosen)
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Show everything larger, or as usual again (大字)."""
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(large_type=request.POST.get("large") == "1")
    return _back(request)


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax")


def _back(request: HttpRequest) -> HttpResponse:
    return way_back(request)

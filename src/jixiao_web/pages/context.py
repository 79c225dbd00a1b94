"""What every page shows around its own content (页面框架)."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from jixiao.quantity import WAN, YUAN
from jixiao.quantity.money import UNITS
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import is_coordinator
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.pages.menu import MENU, Section, sections_for
from jixiao_web.pages.words import script_words

SHOWN_UNITS = (WAN, YUAN)
ECHARTS = "vendored/echarts.min.js"


def shell(request: HttpRequest) -> dict[str, Any]:
    """The menu, its present place, the year, the date and the unit of money."""
    actor: Actor | None = getattr(request, "actor", None)
    year: BudgetYear | None = getattr(request, "year", None) or BudgetYear.objects.first()
    found: dict[str, Any] = {
        "money_unit": shown_unit(request),
        "money_units": SHOWN_UNITS,
        "as_of": getattr(request, "as_of", None),
        "budget_year": year,
        "large_type": bool(actor and actor.user.large_type),
        "kept_query": [
            (name, value) for name in request.GET if name != "as_of" for value in request.GET.getlist(name)
        ],
        "script_words": script_words(),
        "echarts": _echarts(),
    }
    if actor is None or year is None:
        return found
    sections = sections_for(actor)
    match = request.resolver_match
    here = match.view_name if match else ""
    current = next((each for each in sections if any(tab.view == here for tab in each.tabs)), None)
    if current is None and match and match.app_names:
        current = next((each for each in sections if _holds(each, match.app_names[0])), None)
    return found | {
        "actor": actor,
        "menu": [
            {
                "section": each,
                "address": _address(each.tabs_of(actor)[0].view, year),
                "is_here": each is current,
            }
            for each in sections
        ],
        "tabs": [
            {"tab": tab, "address": _address(tab.view, year), "is_here": tab.view == here}
            for tab in (current.tabs_of(actor) if current else ())
        ],
        "year_links": [
            {"year": each, "address": _same_page(request, each, current), "is_here": each == year}
            for each in BudgetYear.objects.all()
        ],
        "is_coordinator": is_coordinator(actor),
    }


def shown_unit(request: HttpRequest) -> Any:
    """The unit in which the screen shows money (单位): 万元, or what the person chose; display only."""
    chosen = unquote(request.COOKIES.get("money_unit", ""))
    return UNITS[chosen] if chosen in {each.name for each in SHOWN_UNITS} else WAN


def _same_page(request: HttpRequest, year: BudgetYear, section: Section | None) -> str:
    """This page in another year; the section's first where this one is about something of its own year."""
    match = request.resolver_match
    if match and set(match.kwargs) == {"fiscal_year"}:
        query = request.GET.copy()
        query.pop("as_of", None)
        address = reverse(match.view_name, args=[year.fiscal_year])
        return f"{address}?{query.urlencode()}" if query else address
    first = section or MENU[0]
    return _address(first.tabs[0].view, year)


@cache
def _echarts() -> str:
    """The library that draws the charts, where the build could fetch it."""
    return ECHARTS if finders.find(ECHARTS) else ""


def _holds(section: Section, app: str) -> bool:
    return any(tab.view.partition(":")[0] == app for tab in section.tabs)


def _address(view: str, year: BudgetYear) -> str:
    try:
        return reverse(view, args=[year.fiscal_year])
    except NoReverseMatch:
        return "#"

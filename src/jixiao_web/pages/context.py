"""What every page shows around its own content (页面框架)."""

from __future__ import annotations

from functools import cache, cached_property
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
from jixiao_web.rounds.selectors import unread_notices
from jixiao_web.work.selectors import count_of, counts_of

SHOWN_UNITS = (WAN, YUAN)
WORK = "work"
ECHARTS = "vendored/echarts.min.js"


def shell(request: HttpRequest) -> dict[str, Any]:
    """The menu, its present place, the year, the date and the unit of money.

    What only whole pages show is worked out when it is asked for: most answers to htmx are parts of pages.
    """
    actor: Actor | None = getattr(request, "actor", None)
    year: BudgetYear | None = getattr(request, "year", None) or BudgetYear.objects.first()
    found: dict[str, Any] = {
        "money_unit": shown_unit(request),
        "money_units": SHOWN_UNITS,
        "as_of": getattr(request, "as_of", None),
        "budget_year": year,
        "large_type": bool(actor and actor.user.large_type),
        "kept_query": lambda: _kept_query(request),
        "script_words": script_words,
        "echarts": _echarts,
    }
    if actor is not None:
        found |= {"actor": actor, "is_coordinator": is_coordinator(actor)}
    if actor is not None and year is not None:
        place = _Place(request, actor, year)
        found |= {
            "menu": lambda: place.menu,
            "tabs": lambda: place.tabs,
            "year_links": lambda: place.year_links,
            "notice_count": lambda: place.notice_count,
        }
    return found


class _Place:
    """Where in the menu a request is."""

    def __init__(self, request: HttpRequest, actor: Actor, year: BudgetYear) -> None:
        self.request, self.actor, self.year = request, actor, year
        match = request.resolver_match
        self.here = match.view_name if match else ""
        self.app = match.app_names[0] if match and match.app_names else ""

    @cached_property
    def sections(self) -> list[Section]:
        return sections_for(self.actor)

    @cached_property
    def current(self) -> Section | None:
        """The section of this page; of a page below a tab, that which has a tab of the same app."""
        exact = (each for each in self.sections if any(tab.view == self.here for tab in each.tabs))
        near = (each for each in self.sections if self.app and _holds(each, self.app))
        return next(exact, None) or next(near, None)

    @cached_property
    def waiting(self) -> int:
        """How many things wait for the actor."""
        return count_of(self.actor, self.year)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many items the lists of the work section hold, while it is open."""
        is_here = self.current is not None and self.current.name == WORK
        found = getattr(self.request, "work_items", None)
        return counts_of(self.actor, self.year, found) if is_here else {}

    @cached_property
    def notice_count(self) -> int:
        return unread_notices(self.actor).count()

    @cached_property
    def menu(self) -> list[dict[str, Any]]:
        return [
            {
                "section": each,
                "address": _address(each.tabs_of(self.actor)[0].view, self.year),
                "is_here": each is self.current,
                "count": self.waiting if each.name == WORK else 0,
            }
            for each in self.sections
        ]

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        return [
            {
                "tab": tab,
                "address": _address(tab.view, self.year),
                "is_here": tab.view == self.here,
                "count": self.counts.get(tab.view),
            }
            for tab in (self.current.tabs_of(self.actor) if self.current else ())
        ]

    @cached_property
    def year_links(self) -> list[dict[str, Any]]:
        return [
            {
                "year": each,
                "address": _same_page(self.request, each, self.current),
                "is_here": each == self.year,
            }
            for each in BudgetYear.objects.all()
        ]


def _kept_query(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name in request.GET if name != "as_of" for value in request.GET.getlist(name)]


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

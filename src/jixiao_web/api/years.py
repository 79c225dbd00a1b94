"""The ledger over the API (台账接口): years, totals, projects with their positions, every table, findings."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Router

from jixiao.catalogue import check_year
from jixiao.findings import Finding
from jixiao.tracking.glance import date_to_look_at, period_to
from jixiao.tracking.noun import attributes
from jixiao.tracking.year import TABLES
from jixiao_web.accounts.selectors import today
from jixiao_web.api.rights import visible
from jixiao_web.api.security import calling, year_of_call
from jixiao_web.api.shapes import (
    PAGES,
    Day,
    FindingPage,
    Limit,
    Offset,
    ProjectOut,
    ProjectPage,
    TotalsOut,
    Words,
    Year,
    YearOut,
    position_out,
)
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.selectors import before_in_sums, glance_at, kept, policy_of, year_before, year_of
from jixiao_web.ledger.services import state_of

router = Router(tags=["ledger"])


@router.get("/years", response=list[YearOut], summary="The budget years, latest first")
def years(request: HttpRequest) -> Any:
    """Every year that is there (年度)."""
    calling(request)
    return [
        {
            "fiscal_year": year.fiscal_year,
            "unit": year.unit.name,
            "short_name": year.unit.short_name,
            "is_closed": year.is_closed,
            "revision": year.revision,
        }
        for year in BudgetYear.objects.all()
    ]


@router.get("/years/{fiscal_year}/totals", response=TotalsOut, summary="The year at a glance")
def totals(request: HttpRequest, fiscal_year: Year, as_of: Day = None) -> Any:
    """The totals of the unit on a date (总览)."""
    _actor, year = year_of_call(request, fiscal_year)
    day = date_to_look_at(fiscal_year, as_of or today())
    found = glance_at(year, day).totals
    return {
        "fiscal_year": fiscal_year,
        "as_of": day,
        "totals": {name: position_out(standing) for name, standing in found.items()},
    }


@router.get("/years/{fiscal_year}/projects", response=ProjectPage, summary="Projects with their positions")
def projects(
    request: HttpRequest,
    fiscal_year: Year,
    q: Words = "",
    office: Words = "",
    as_of: Day = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:
    """The projects that the caller sees, in their order (项目)."""
    actor, year = year_of_call(request, fiscal_year)
    rows = table_of(year, "projects").filter(visible(actor, year, "projects"))
    rows = rows.filter(_with_words("projects", q))
    if office:
        rows = rows.filter(party=_sound(office))
    day = date_to_look_at(fiscal_year, as_of or today())
    glance = glance_at(year, day)
    items = [
        {**_out(row), "position": position_out(glance.standing(row))} for row in rows[offset : offset + limit]
    ]
    return {"count": rows.count(), "items": items}


@router.get("/years/{fiscal_year}/projects/{code}", response=ProjectOut, summary="One project")
def project(request: HttpRequest, fiscal_year: Year, code: str, as_of: Day = None) -> Any:
    """A project with its position; one that the caller does not see is as if it did not exist."""
    actor, year = year_of_call(request, fiscal_year)
    row = table_of(year, "projects").filter(visible(actor, year, "projects"), code=_sound(code)).first()
    if row is None:
        raise Http404
    glance = glance_at(year, date_to_look_at(fiscal_year, as_of or today()))
    return {**_out(row), "position": position_out(glance.standing(row))}


@router.get("/years/{fiscal_year}/findings", response=FindingPage, summary="What is wrong in the ledger")
def findings(
    request: HttpRequest, fiscal_year: Year, as_of: Day = None, limit: Limit = 100, offset: Offset = 0
) -> Any:
    """What the rules of the ledger find on a date, for those who see all offices (台账检查)."""
    _actor, year = year_of_call(request, fiscal_year, lambda actor: actor.sees_all_offices)
    day = date_to_look_at(fiscal_year, as_of or today())

    before = year_before(year)

    def check() -> tuple[Finding, ...]:
        content = year_of(year)
        return check_year(content, policy_of(year), period_to(content, day), before_in_sums(year)).findings

    found = kept(year, ("api.findings", day, before.revision if before else None), check)
    return {"count": len(found), "items": [_finding(each) for each in found[offset : offset + limit]]}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "expected": finding.expected,
        "hint": finding.hint,
        "places": [str(each) for each in finding.places],
    }


def _rows_of(table: str) -> Any:
    """The operation that lists a table."""

    def rows(
        request: HttpRequest, fiscal_year: Year, q: Words = "", limit: Limit = 100, offset: Offset = 0
    ) -> Any:
        actor, year = year_of_call(request, fiscal_year)
        found = table_of(year, table).filter(visible(actor, year, table)).filter(_with_words(table, q))
        if table == "entries":
            found = found.order_by("-date", "-id")
        return {"count": found.count(), "items": [_out(row) for row in found[offset : offset + limit]]}

    cls = TABLES[table]
    rows.__name__ = f"list_{table}"
    rows.__doc__ = f"The rows that the caller sees, in their order ({cls.sheet}). {cls.about}"
    return rows


for _table, _cls in TABLES.items():
    if _table != "projects":
        _name = "payments" if _table == "entries" else _table.replace("_", "-")
        router.get(
            f"/years/{{fiscal_year}}/{_name}",
            response=PAGES[_table],
            summary=_cls.english,
            operation_id=f"list_{_table}",
        )(_rows_of(_table))


def _with_words(table: str, text: str) -> Q:
    """The condition that each word stands in one of the text fields."""
    fields = [each.name for each in attributes(TABLES[table]) if each.base is str and not each.is_many]
    wanted = Q()
    for word in _sound(text).split()[:8]:
        one = Q()
        for name in fields:
            one |= Q(**{f"{name}__icontains": word})
        wanted &= one
    return wanted


def _sound(text: str) -> str:
    """A text without what no database takes."""
    return text.replace("\x00", " ")


def _out(row: Row) -> dict[str, Any]:
    return {"id": row.pk, "version": row.version, **state_of(row)}

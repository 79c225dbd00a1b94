"""From facts to a year (从报告到年度): what a report says, put together as the ledger of its unit.

What it says firmly is taken as printed, bound figures exactly; where two places differ, the table is taken
before prose and every such choice is a doubt; what it does not say stays empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from jixiao.facts.facts import Facts
from jixiao.facts.years.about import About, about
from jixiao.facts.years.amount import Amounts
from jixiao.facts.years.builder import Builder
from jixiao.facts.years.doubt import Doubt, Rule, doubt
from jixiao.facts.years.frame import add_frame, add_letters
from jixiao.facts.years.merging import merged
from jixiao.facts.years.money_lines import add_project
from jixiao.facts.years.remainder import add_unit
from jixiao.facts.years.rows import TableSaid, tables_said
from jixiao.facts.years.spoken import spoken_of
from jixiao.facts.years.sums import check_totals
from jixiao.facts.years.unit_totals import Part, Stage, Totals, totals_said
from jixiao.findings import Severity
from jixiao.tracking.year import Year


@dataclass(frozen=True, slots=True)
class YearRead:
    """What came of reading a report as a year (读出的年度).

    `year` is none where the report tells no fiscal year, or neither projects nor totals. `counts` says how
    many rows of each table were taken, `missing` what was looked for and not found.
    """

    year: Year | None
    doubts: tuple[Doubt, ...]
    counts: Mapping[str, int]
    missing: tuple[str, ...]
    as_of: dt.date | None = None


def year_of(facts: Facts, *, fiscal_year: int | None = None, as_of: dt.date | None = None) -> YearRead:
    """The year that a report tells; `fiscal_year` and `as_of` go before what it says itself."""
    said = about(facts, fiscal_year, as_of)
    if said.fiscal_year is None:
        return YearRead(None, (), {}, ("fiscal_year",))
    build = Builder(facts, Amounts(facts), said.fiscal_year, _as_of(said))
    _doubt_the_date(build, said)
    spoken = spoken_of(facts, said.fiscal_year)
    tables = tuple(tables_said(facts, said.fiscal_year))
    projects = merged(build, tables, spoken)
    totals = totals_said(facts, build.amounts, said.fiscal_year)
    if not projects and not _tells_the_unit(totals):
        return YearRead(None, (), {}, ("projects", "totals"), build.as_of)
    add_frame(build, said, projects)
    add_letters(build)
    for project in projects:
        add_project(build, project)
    for table in tables:
        check_totals(build, table)
    add_unit(build, totals, is_focus=any(table.is_focus for table in tables))
    build.doubt_unassigned_lines()
    build.doubt_the_rest()
    return YearRead(build.year(), tuple(build.doubts), build.counts(), _missing(build, tables), build.as_of)


def _tells_the_unit(totals: Totals) -> bool:
    """Whether basic and project expenditure are both told of one stage, as only a unit's report does."""
    return any((Part.BASIC, stage) in totals and (Part.PROJECT, stage) in totals for stage in Stage)


def _as_of(said: About) -> dt.date:
    if said.as_of is not None:
        return said.as_of
    assert said.fiscal_year is not None, "asked before"
    return dt.date(said.fiscal_year, 6, 30) if said.speaks_of_half else dt.date(said.fiscal_year, 12, 31)


def _doubt_the_date(build: Builder, said: About) -> None:
    if said.as_of is None:
        message = f"报告没有写明截至日期，按{build.as_of.month}月{build.as_of.day}日读入"
        build.doubts.append(doubt(Rule.ASSUMED, Severity.WARNING, message, hint="可用 --as-of 指定"))


def _missing(build: Builder, tables: tuple[TableSaid, ...]) -> tuple[str, ...]:
    """What was looked for and not found, in the order of the ledger."""
    counts = build.counts()
    looked_for = {
        "unit": build.is_nameless,
        "projects": not counts["projects"],
        "table": not tables,
        "approvals": not build.has_approval,
        "adjustments": bool(counts["adjustment_lines"]) and not counts["adjustments"],
        "totals": not build.has_totals,
        "spending": not counts["entries"],
    }
    return tuple(name for name, is_missing in looked_for.items() if is_missing)

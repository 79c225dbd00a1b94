"""Owners (归属): which projects a row of a year is about, and the year as if it held one of them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.budget import Adjustment
from jixiao.tracking.contract import PaymentTerm
from jixiao.tracking.execution import Entry
from jixiao.tracking.indicator import Indicator, IndicatorChange, Objective
from jixiao.tracking.project import Project
from jixiao.tracking.results import Output
from jixiao.tracking.year import Year


@dataclass(frozen=True)
class Owners:
    """The projects that the rows of a year are about."""

    year: Year

    def of(self, row: object) -> frozenset[str]:
        """The codes of the projects that a row is about; none where it is about the unit or another thing."""
        return frozenset(each for each in self._of(row) if each)

    def _of(self, row: object) -> Iterator[str]:
        match row:
            case Project():
                yield row.code
            case Adjustment():
                yield from self._letters.get(row.code, ())
            case Output():
                yield self._named.get(row.subject, row.subject)
            case PaymentTerm():
                yield self._contracts.get(row.contract, "")
            case Indicator() | Objective() | Statement():
                yield row.subject if row.subject in self.year.project_by_code else ""
            case Attainment() | IndicatorChange():
                subject = self._indicators.get(row.indicator, "")
                yield subject if subject in self.year.project_by_code else ""
            case _:
                yield getattr(row, "project", "")
                yield getattr(row, "giver", "")

    @cached_property
    def _letters(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for line in self.year.adjustment_lines:
            found[line.adjustment] |= {line.project, line.giver}
        return found

    @cached_property
    def _contracts(self) -> Mapping[str, str]:
        return {each.code: each.project for each in self.year.contracts}

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return {each.name: each.code for each in self.year.projects}

    @cached_property
    def _indicators(self) -> Mapping[str, str]:
        return {each.code: each.subject for each in self.year.indicators}


_OWN = (
    "approval_lines",
    "cost_standards",
    "contracts",
    "payment_terms",
    "sub_projects",
    "outputs",
    "evaluations",
    "shortcomings",
    "planned_events",
    "objectives",
    "indicators",
    "indicator_changes",
    "attainments",
    "statements",
)


def narrowed(year: Year, code: str, entries: Sequence[Entry] | None = None) -> Year:
    """The year as if it held this project alone, and the others whose money its letters move.

    `entries` are its payments, where others are to count than those that the year holds.
    """
    owners = Owners(year)
    lines = tuple(each for each in year.adjustment_lines if code in (each.project, each.giver))
    others = {each.project for each in lines} | {each.giver for each in lines} | {code}
    letters = {each.adjustment for each in lines}
    own: dict[str, Any] = {
        table: tuple(each for each in year.table(table) if code in owners.of(each)) for table in _OWN
    }
    paid = (each for each in year.entries if each.project == code) if entries is None else entries
    return replace(
        year,
        **own,
        projects=tuple(each for each in year.projects if each.code in others),
        adjustment_lines=lines,
        adjustments=tuple(each for each in year.adjustments if each.code in letters),
        entries=tuple(paid),
        themes=(),
        problems=(),
        measures=(),
        passages=(),
    )

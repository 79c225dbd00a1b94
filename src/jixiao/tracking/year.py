"""Year (年度): all nouns of one unit's budget year, as tables that refer to each other by key."""

from __future__ import annotations

import datetime as dt
import hashlib
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from jixiao.quantity import Money
from jixiao.tracking.attainment import Attainment, Inspection, Statement
from jixiao.tracking.basis import Citation, Period
from jixiao.tracking.budget import Adjustment, AdjustmentLine, Approval, ApprovalLine
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.execution import Entry
from jixiao.tracking.indicator import Indicator, IndicatorChange, Objective
from jixiao.tracking.noun import Noun, attributes, key_attribute
from jixiao.tracking.problem import Annex, Measure, Passage, Problem, Remark
from jixiao.tracking.project import Attention, CostStandard, Project, SubProject
from jixiao.tracking.results import Evaluation, Output, PlannedEvent, Shortcoming, Theme
from jixiao.tracking.unit import GroupMember, Party, Unit

FORMAT_VERSION = 1
"""The version of the form in which years are kept in files; older ones are read."""


@dataclass(frozen=True, kw_only=True)
class Year:
    """A budget year of one unit (年度). It may be incomplete and wrong; rules say so, not this class."""

    fiscal_year: int
    unit: Unit
    parties: tuple[Party, ...] = ()
    group_members: tuple[GroupMember, ...] = ()
    periods: tuple[Period, ...] = ()
    citations: tuple[Citation, ...] = ()
    projects: tuple[Project, ...] = ()
    sub_projects: tuple[SubProject, ...] = ()
    approvals: tuple[Approval, ...] = ()
    approval_lines: tuple[ApprovalLine, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    adjustment_lines: tuple[AdjustmentLine, ...] = ()
    entries: tuple[Entry, ...] = ()
    cost_standards: tuple[CostStandard, ...] = ()
    contracts: tuple[Contract, ...] = ()
    payment_terms: tuple[PaymentTerm, ...] = ()
    themes: tuple[Theme, ...] = ()
    outputs: tuple[Output, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    shortcomings: tuple[Shortcoming, ...] = ()
    planned_events: tuple[PlannedEvent, ...] = ()
    objectives: tuple[Objective, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    indicator_changes: tuple[IndicatorChange, ...] = ()
    attainments: tuple[Attainment, ...] = ()
    statements: tuple[Statement, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    problems: tuple[Problem, ...] = ()
    measures: tuple[Measure, ...] = ()
    passages: tuple[Passage, ...] = ()
    annexes: tuple[Annex, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def table(self, name: str) -> tuple[Noun, ...]:
        """The rows of the table of that field name (`projects`)."""
        rows: tuple[Noun, ...] = getattr(self, name)
        return rows

    @cached_property
    def project_by_code(self) -> Mapping[str, Project]:
        """The projects by code; of doubles the first."""
        return {project.code: project for project in reversed(self.projects)}

    @property
    def focus_projects(self) -> tuple[Project, ...]:
        """The focus projects (重点项目) in the order of their numbers."""
        return tuple(sorted((each for each in self.projects if _is_focus(each)), key=_order))

    @property
    def ordinary_projects(self) -> tuple[Project, ...]:
        """The other projects (一般项目), a remainder line among them."""
        return tuple(each for each in self.projects if not _is_focus(each))

    def period(self, code: str) -> Period | None:
        """The period of that code or name, if the year has it."""
        return next((each for each in self.periods if code in (each.code, each.name)), None)

    def visible_on(self, date: dt.date) -> Year:
        """The year as it could be seen on `date`: rows that came later, or had ended before, left out.

        A row is visible from the date that its noun declares (`appears`) up to the one where it `ends`,
        and only while the row that it is a part of is visible.
        """
        view = self._views.get(date)
        if view is None:
            view = self._views[date] = self._seen_on(date)
        return view

    @cached_property
    def _views(self) -> dict[dt.date, Year]:
        """The years that have been seen: each ledger of a report looks at the same."""
        return {}

    def _seen_on(self, date: dt.date) -> Year:
        kept: dict[str, tuple[Noun, ...]] = {}
        gone: dict[str, set[str]] = {}
        for name, cls in TABLES.items():
            rows = self.table(name)
            key = key_attribute(cls)
            parents = [
                (each.name, gone[each.column.refers])
                for each in attributes(cls)
                if each.column.is_parent and gone.get(each.column.refers)
            ]
            visible = _visible(rows, cls, date, parents)
            if key is not None:
                seen = {getattr(row, key.name) for row in visible}
                gone[cls.__name__] = {getattr(row, key.name) for row in rows} - seen
            kept[name] = visible
        return replace(self, **typing.cast(Any, kept))

    def rows(self) -> Iterator[tuple[str, Noun]]:
        """Every row with the name of its table."""
        for name in TABLES:
            for row in self.table(name):
                yield name, row


def _tables() -> dict[str, type[Noun]]:
    hints = typing.get_type_hints(Year)
    return {
        each.name: typing.get_args(hints[each.name])[0]
        for each in fields(Year)
        if typing.get_origin(hints[each.name]) is tuple
    }


TABLES: dict[str, type[Noun]] = _tables()
"""The tables of a year by field name: what every file format is derived from."""


def fingerprint(year: Year) -> str:
    """A digest of everything that the year holds; equal years have the same one.

    It is taken column by column, which for a hundred thousand payments is five times as quick as row by row.
    """
    digest = hashlib.sha256(f"{year.fiscal_year}{year.unit!r}".encode())
    for name, cls in TABLES.items():
        rows = year.table(name)
        for each in attributes(cls):
            values = map(attrgetter(each.name), rows)
            plain = None if each.is_many else _PLAIN.get(each.base)
            told = [None if value is None else plain(value) for value in values] if plain else list(values)
            digest.update(f"{name}.{each.name}{told!r}".encode())
    return digest.hexdigest()


_PLAIN: dict[type, Callable[[Any], int]] = {Money: attrgetter("fen"), dt.date: dt.date.toordinal}
"""What spells the values of a column quickly, where their own way is slow."""


def _visible(
    rows: tuple[Noun, ...], cls: type[Noun], date: dt.date, parents: Sequence[tuple[str, set[str]]]
) -> tuple[Noun, ...]:
    """Those of a table's rows that are there on `date`; `parents` are its parent fields with missing keys."""
    if cls.appears:
        starts = attrgetter(cls.appears)
        rows = tuple(row for row in rows if (day := starts(row)) is None or day <= date)
    if cls.ends:
        ends = attrgetter(cls.ends)
        rows = tuple(row for row in rows if (day := ends(row)) is None or day >= date)
    for name, missing in parents:
        rows = tuple(row for row in rows if getattr(row, name) not in missing)
    return rows


def _is_focus(project: Project) -> bool:
    return project.attention is Attention.FOCUS and not project.is_remainder


def _order(project: Project) -> tuple[bool, int, str]:
    return (project.number is None, project.number or 0, project.code)

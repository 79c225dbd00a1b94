"""Differences (差异): what is new, gone and changed between two states of one year, table by table.

A row with a key is the same row where the key is; any other is the same where nothing differs, and else
where what people know it by is the same (`KNOWN_BY`).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from jixiao.tracking.noun import Attribute, Noun, attributes, key_attribute
from jixiao.tracking.year import TABLES, Year

KNOWN_BY: dict[str, tuple[tuple[str, ...], ...]] = {
    "group_members": (("role", "who"),),
    "sub_projects": (("project", "name"),),
    "approval_lines": (("approval", "kind", "project", "fund", "source"),),
    "adjustment_lines": (("adjustment", "change", "kind", "project", "giver", "fund", "source"),),
    "entries": (
        ("voucher", "project", "date"),
        ("voucher", "amount"),
        ("date", "project", "kind", "payee", "purpose"),
    ),
    "cost_standards": (("project", "item"),),
    "payment_terms": (("contract", "name"),),
    "outputs": (("subject", "name", "as_of"), ("subject", "name")),
    "evaluations": (("project", "as_of"),),
    "shortcomings": (("project", "text"), ("project", "kind")),
    "planned_events": (("project", "name"),),
    "objectives": (("subject", "horizon", "since"), ("subject", "horizon")),
    "indicator_changes": (("indicator", "approved"), ("indicator", "approval")),
    "attainments": (("indicator", "as_of"),),
    "statements": (("subject", "as_of"),),
    "inspections": (("project", "date", "node"), ("project", "date")),
    "passages": (("section", "heading"),),
    "annexes": (("title",),),
    "remarks": (("subject", "text"), ("subject", "source")),
}
"""By what people know a row without a key, the surest first; an empty first field says nothing."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is there on both sides with other values (改动)."""

    old: Noun
    new: Noun

    @property
    def values(self) -> tuple[tuple[Attribute, Any, Any], ...]:
        """The fields that differ, with what they were and are."""
        return tuple(
            (each, old, new)
            for each in attributes(type(self.new))
            if (old := getattr(self.old, each.name)) != (new := getattr(self.new, each.name))
        )


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What differs in one table (一张表的差异); `is_reordered`: rows that stay stand in another order."""

    table: str
    new: tuple[Noun, ...]
    gone: tuple[Noun, ...]
    changed: tuple[Changed, ...]
    is_reordered: bool = False

    @property
    def count(self) -> int:
        """How many rows are new, gone or changed."""
        return len(self.new) + len(self.gone) + len(self.changed)


@dataclass(frozen=True)
class Differences:
    """What differs between two states of a year (差异): tables in which nothing does are left out."""

    unit: Changed | None
    tables: tuple[TableDifference, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return self.unit is not None or bool(self.tables)

    @cached_property
    def count(self) -> int:
        """How many rows differ."""
        return sum(each.count for each in self.tables) + (self.unit is not None)


def differences(old: Year, new: Year) -> Differences:
    """What is new, gone and changed from `old` to `new`."""
    found = (_difference(table, old.table(table), new.table(table)) for table in TABLES)
    return Differences(
        Changed(old.unit, new.unit) if old.unit != new.unit else None,
        tuple(each for each in found if each.count or each.is_reordered),
    )


def pairs(table: str, old: Sequence[Noun], new: Sequence[Noun]) -> dict[int, int]:
    """Which row of `old` each row of `new` is, by position; rows that are in one of them alone are left out.

    >>> from jixiao.tracking.problem import Annex
    >>> old = [Annex(title="一"), Annex(title="二")]
    >>> pairs("annexes", old, [Annex(title="二", form="x"), Annex(title="三")])
    {0: 1}
    """
    matched: dict[int, int] = {}
    for told in _tellers(table):
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        taken = set(matched.values())
        for place, row in enumerate(old):
            if place not in taken and (known := told(row)) is not None:
                waiting[known].append(place)
        for place, row in enumerate(new):
            if place in matched or (known := told(row)) is None:
                continue
            if waiting.get(known):
                matched[place] = waiting[known].popleft()
    return matched


def _tellers(table: str) -> Iterator[Any]:
    """Functions that say what a row is known by, the surest first."""
    cls = TABLES[table]
    key = key_attribute(cls)
    if key is not None:
        yield attrgetter(key.name)
        return
    names = [each.name for each in attributes(cls)]
    yield attrgetter(*names)
    for known in KNOWN_BY[table]:
        yield _teller(known)


def _teller(names: tuple[str, ...]) -> Any:
    first, whole = attrgetter(names[0]), attrgetter(*names)

    def told(row: Noun) -> Hashable | None:
        return whole(row) if first(row) not in ("", None) or len(names) == 1 else None

    return told


def _difference(table: str, old: Sequence[Noun], new: Sequence[Noun]) -> TableDifference:
    if old == new:
        return TableDifference(table, (), (), ())
    matched = pairs(table, old, new)
    kept = set(matched.values())
    places = [matched[place] for place in sorted(matched)]
    return TableDifference(
        table,
        tuple(row for place, row in enumerate(new) if place not in matched),
        tuple(row for place, row in enumerate(old) if place not in kept),
        tuple(
            Changed(old[before], new[after])
            for after, before in sorted(matched.items())
            if old[before] != new[after]
        ),
        places != sorted(places),
    )

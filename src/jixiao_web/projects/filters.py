"""The filter of the list of projects (筛选): what the address asks for, and what each choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from jixiao.tracking.policy import Band
from jixiao.tracking.results import ObjectiveState
from jixiao_web.projects.columns import BY_NAME, sort_key
from jixiao_web.projects.lines import Line
from jixiao_web.results.selectors import Progress

NO_OFFICE = "-"
"""Stands in an address for the projects of no office."""

ABSENT = "none"
"""Stands in an address for the projects whose light or state is not known."""

FLAGS = ("focus", "adjusted", "over", "behind", "found")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which projects are wanted, and in which order (筛选和排序)."""

    text: str = ""
    offices: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    sort: str = ""
    is_descending: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Filter:
        """The filter that an address asks for; what it does not know is left out."""
        sort = query.get("sort", "")
        name = sort.removeprefix("-")
        return cls(
            text=query.get("q", "").strip()[:100],
            offices=_chosen(query, "office"),
            bands=_chosen(query, "band"),
            lights=_chosen(query, "light"),
            states=_chosen(query, "state"),
            flags=frozenset(each for each in FLAGS if query.get(each) == "1"),
            sort=name if name in BY_NAME else "",
            is_descending=sort.startswith("-"),
        )

    def query(self) -> str:
        """The filter as the part of an address behind the question mark."""
        parts: list[tuple[str, str]] = [("q", self.text)] if self.text else []
        parts += [("office", each) for each in self.offices]
        parts += [("band", each) for each in self.bands]
        parts += [("light", each) for each in self.lights]
        parts += [("state", each) for each in self.states]
        parts += [(each, "1") for each in FLAGS if each in self.flags]
        if self.sort:
            parts.append(("sort", f"-{self.sort}" if self.is_descending else self.sort))
        return urlencode(parts)

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text or self.offices or self.bands or self.lights or self.states or self.flags)

    def toggled(self, flag: str) -> Filter:
        """With the flag the other way."""
        return replace(self, flags=self.flags ^ {flag})

    def with_office(self, office: str) -> Filter:
        """With the office wanted, or no longer wanted."""
        return replace(self, offices=_toggled(self.offices, office))

    def with_band(self, band: str) -> Filter:
        """With the band wanted, or no longer wanted."""
        return replace(self, bands=_toggled(self.bands, band))

    def with_light(self, light: str) -> Filter:
        """With the light wanted, or no longer wanted."""
        return replace(self, lights=_toggled(self.lights, light))

    def with_state(self, state: str) -> Filter:
        """With the state wanted, or no longer wanted."""
        return replace(self, states=_toggled(self.states, state))

    def sorted_by(self, column: str) -> Filter:
        """Sorted by a column: rising, then falling, then as usual."""
        if self.sort != column:
            return replace(self, sort=column, is_descending=False)
        if not self.is_descending:
            return replace(self, is_descending=True)
        return replace(self, sort="", is_descending=False)

    def cleared(self) -> Filter:
        """Without any wish but the order."""
        return Filter(sort=self.sort, is_descending=self.is_descending)

    def chosen(self, lines: Iterable[Line]) -> list[Line]:
        """The lines that are wanted, in the order that is wanted."""
        found = self.left(lines)
        if not self.sort:
            return found
        key = sort_key(BY_NAME[self.sort])
        known = [each for each in found if key(each) is not None]
        absent = [each for each in found if key(each) is None]
        return sorted(known, key=key, reverse=self.is_descending) + absent

    def facets(self, lines: Sequence[Line]) -> Facets:
        """How many lines each choice has among those that all other wishes leave."""
        offices: Counter[str] = Counter(_office(each) for each in replace(self, offices=()).left(lines))
        bands: Counter[Band] = Counter(each.band for each in replace(self, bands=()).left(lines))
        lights = Counter(each.objectives for each in replace(self, lights=()).left(lines))
        states = Counter(each.progress for each in replace(self, states=()).left(lines))
        flags = {}
        for flag in FLAGS:
            wanted = replace(self, flags=self.flags | {flag})
            flags[flag] = len(wanted.left(lines))
        return Facets(offices, bands, _counted(ObjectiveState, lights), _counted(Progress, states), flags)

    def left(self, lines: Iterable[Line]) -> list[Line]:
        """The lines that are wanted, in the order in which they come."""
        return [each for each in lines if self._holds(each)]

    def _holds(self, line: Line) -> bool:
        return (
            (not self.offices or _office(line) in self.offices)
            and (not self.bands or line.band.code in self.bands)
            and (not self.lights or _code(line.objectives) in self.lights)
            and (not self.states or _code(line.progress) in self.states)
            and all(_has(line, flag) for flag in self.flags)
            and (not self.text or self.text.casefold() in _words(line))
        )


@dataclass(frozen=True, slots=True)
class Facets:
    """How many projects each choice of the filter would leave (各项个数)."""

    offices: Mapping[str, int]
    bands: Mapping[Band, int]
    lights: Sequence[tuple[str, ObjectiveState | None, int]]
    states: Sequence[tuple[str, Progress | None, int]]
    flags: Mapping[str, int]


E = TypeVar("E", bound=Enum)


def _counted(choices: type[E], counts: Mapping[E | None, int]) -> list[tuple[str, E | None, int]]:
    """The choices that there are, in their order, with what stands for each in an address."""
    return [(_code(each), each, counts[each]) for each in (*choices, None) if counts[each]]


def _code(choice: Enum | None) -> str:
    return choice.name.lower() if choice else ABSENT


def _chosen(query: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, query.getlist(name))))


def _office(line: Line) -> str:
    return line.project.party or NO_OFFICE


def _has(line: Line, flag: str) -> bool:
    match flag:
        case "focus":
            return line.is_focus
        case "adjusted":
            return line.position.is_adjusted
        case "found":
            return line.findings > 0
        case "over":
            return line.position.is_overspent
        case _:
            return line.pace.is_behind and not line.project.is_remainder


def _words(line: Line) -> str:
    it = line.project
    return " ".join((it.name, it.party, it.code, it.official_code, it.person_in_charge)).casefold()


def _toggled(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one)

"""Merging (合并): a year is put back as it was before something took its place; what was done since stays.

There are three states of the year: `base`, as that something left it; `now`, as it is; `back`, as it was
before. What was done between `base` and `now` stays, field by field, unless `back` has yet another value
there: then that counts, and what was done since is told as lost. A row that would go stays where a row that
was written since refers to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from jixiao.tracking.differences import Changed, Differences, TableDifference, pairs
from jixiao.tracking.noun import Noun, attributes, key_attribute
from jixiao.tracking.year import TABLES, Year

N = TypeVar("N", bound=Noun)
Key = tuple[str, Any]
"""The class name of a noun and the key of a row: what a reference says."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A year that was put back (合并的结果).

    `places` holds, by table, where each row stands in `back`, nothing for rows that were written since.
    `kept` counts the rows of which something that was done since stays; `lost` is what does not.
    """

    year: Year
    places: dict[str, tuple[int | None, ...]]
    kept: int
    lost: Differences


def merged(*, base: Year, now: Year, back: Year) -> Merge:
    """The year as it was before, with what was done since."""
    tables = [_Table(name, base.table(name), now.table(name), back.table(name)) for name in TABLES]
    _keep_what_is_referred_to(tables)
    unit, lost_unit = _combined(base.unit, now.unit, back.unit)
    lost = [each.lost() for each in tables]
    rows: Any = {each.name: each.rows() for each in tables}
    return Merge(
        replace(back, unit=unit, **rows),
        {each.name: each.places() for each in tables},
        sum(each.kept for each in tables) + (unit != back.unit),
        Differences(lost_unit, tuple(each for each in lost if each.count)),
    )


@dataclass
class _Table:
    """A table on its way back."""

    name: str
    base: Sequence[Noun]
    now: Sequence[Noun]
    back: Sequence[Noun]
    old: dict[int, Noun] = field(default_factory=dict)  # by place in `back`
    added: list[Noun] = field(default_factory=list)  # since
    going: list[tuple[Noun, Noun]] = field(default_factory=list)  # as they were in `base`, as they are now
    staying: list[Noun] = field(default_factory=list)  # of these
    kept: int = 0
    lost_changes: list[Changed] = field(default_factory=list)
    lost_removals: list[Noun] = field(default_factory=list)

    def __post_init__(self) -> None:
        before = pairs(self.name, self.back, self.base)
        since = pairs(self.name, self.base, self.now)
        known = set(before.values())
        self.old = {place: row for place, row in enumerate(self.back) if place not in known}
        self._take_new([row for place, row in enumerate(self.now) if place not in since])
        for place, at in since.items():
            if at in before:
                self._combine(before[at], self.base[at], self.now[place])
            else:
                self.going.append((self.base[at], self.now[place]))
        for at in set(before) - set(since.values()):
            self._remove(before[at], self.base[at])

    def _take_new(self, rows: list[Noun]) -> None:
        """Rows that came since, unless one that comes back is the same row."""
        places = list(self.old)
        matched = pairs(self.name, [self.old[place] for place in places], rows)
        for number, row in enumerate(rows):
            if number not in matched:
                self.added.append(row)
                self.kept += 1
            elif row != (other := self.old[places[matched[number]]]):
                self.lost_changes.append(Changed(row, other))

    def _combine(self, place: int, base: Noun, now: Noun) -> None:
        self.old[place], lost = _combined(base, now, self.back[place])
        self.kept += self.old[place] != self.back[place]
        self.lost_changes += [lost] if lost else []

    def _remove(self, place: int, base: Noun) -> None:
        """A row that was removed since: it comes back only where it is another one than was removed."""
        if self.back[place] == base:
            self.kept += 1
        else:
            self.old[place] = self.back[place]
            self.lost_removals.append(self.back[place])

    def written_since(self) -> Iterator[Noun]:
        """The rows of which something that was done since stays."""
        yield from self.added
        yield from self.staying
        yield from (row for place, row in self.old.items() if row != self.back[place])

    def keep(self, wanted: set[Key]) -> bool:
        """Let those of the rows that would go stay that are wanted; whether there were any."""
        cls = TABLES[self.name]
        key = key_attribute(cls)
        if key is None:
            return False
        going, self.going = self.going, []
        for base, now in going:
            if (cls.__name__, getattr(now, key.name)) in wanted:
                self.staying.append(now)
                self.kept += base != now
            else:
                self.going.append((base, now))
        return len(self.going) < len(going)

    def rows(self) -> tuple[Noun, ...]:
        """The rows as they are to be: those of `back` in their order, then those that stay besides."""
        return (*(self.old[place] for place in sorted(self.old)), *self.staying, *self.added)

    def places(self) -> tuple[int | None, ...]:
        """Where each of them stands in `back`."""
        return (*sorted(self.old), *[None] * (len(self.staying) + len(self.added)))

    def lost(self) -> TableDifference:
        """What does not stay of what was done since: as it is now, and as it is to be."""
        gone = tuple(now for base, now in self.going if now != base)
        return TableDifference(self.name, tuple(self.lost_removals), gone, tuple(self.lost_changes))


def _keep_what_is_referred_to(tables: Sequence[_Table]) -> None:
    is_new = True
    while is_new:
        wanted = {key for table in tables for key in _references(table.written_since())}
        is_new = any(table.keep(wanted) for table in tables)


def _references(rows: Iterable[Noun]) -> Iterator[Key]:
    for row in rows:
        for each in attributes(type(row)):
            if each.column.targets:
                value = getattr(row, each.name)
                for one in value if each.is_many else (value,):
                    yield from ((target, one) for target in each.column.targets)


def _combined(base: N, now: N, back: N) -> tuple[N, Changed | None]:
    """The row with what was done since to fields in which nothing else comes back; and what is lost."""
    if now == base:
        return back, None
    stays, lost = {}, {}
    for each in attributes(type(now)):
        was, is_, before = (getattr(row, each.name) for row in (base, now, back))
        if is_ in (was, before):
            continue
        if before == was:
            stays[each.name] = is_
        else:
            lost[each.name] = before
    return replace(back, **stays), Changed(now, replace(now, **lost)) if lost else None

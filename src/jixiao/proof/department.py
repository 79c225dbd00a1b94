"""A department with its units (部门与所属单位): each figure of its document beside those that it adds up.

Whether the sums may be held against the department is settled here, once for all figures: all units of its
list are there, each document is of one of them, of the same year and kind. What stands against it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.facts.department.slot import Slot
from jixiao.facts.department.slots import Slots, slots_of
from jixiao.facts.department.unit_list import (
    department_name,
    kind_of,
    unit_list_of,
    whose,
    with_own_office,
)
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.gathered import Department, Gathered, UnitFigure
from jixiao.facts.naming.measured import Measure
from jixiao.facts.tables.values import name_of
from jixiao.facts.text.yearly import year_of

_KINDS = {"budget": "预算", "final": "决算", "evaluation": "绩效报告", "": "哪一种文件没有写明"}

_NO_UNIT = 20
"""One in how many figures of a unit may be more than the department's before it is taken for none."""


@dataclass(frozen=True)
class UnitDocument:
    """The document of a unit (所属单位的文件): under which name it is known, its file, its facts."""

    name: str
    file: str
    facts: Facts


def facts_of_department(facts: Facts, units: Sequence[UnitDocument]) -> Facts:
    """The facts of a department's document with what the documents of its units know of its figures."""
    year, kind = year_of(facts), kind_of(facts)
    known, doubts = _known(facts, units)
    alike = []
    for unit in known:
        when, what = year_of(unit.facts), kind_of(unit.facts)
        if when != year:
            doubts.append(f"《{unit.name}》是{_year(when)}的文件，本文是{_year(year)}的")
        elif what != kind:
            doubts.append(f"《{unit.name}》是{_KINDS[what]}，本文是{_KINDS[kind]}")
        else:
            alike.append(unit)
    own = slots_of(facts, year)
    theirs = []
    for unit in alike:
        slots = slots_of(unit.facts, year)
        if _is_larger(slots, own):
            doubts.append(f"《{unit.name}》有不少数比本文的大，不像是所属单位的文件")
        else:
            theirs.append((unit, slots))
    gathered = [*_gathered(own, theirs, is_complete=not doubts), *_rates(own, theirs, is_complete=not doubts)]
    if alike and not gathered:
        doubts.append("本文与所属单位的文件没有相同的栏目")
    gathered.sort(key=lambda each: each.stated.start)
    names = tuple(unit.name for unit in units)
    return replace(facts, department=Department(names, tuple(gathered), tuple(doubts)))


def _year(year: int) -> str:
    return f"{year}年" if year else "没有写明年份"


def _known(facts: Facts, units: Sequence[UnitDocument]) -> tuple[list[UnitDocument], list[str]]:
    """The documents that are of a unit of the list, all where it has none; and what is in doubt."""
    listed = unit_list_of(facts)
    if not listed.names:
        if not listed.count:
            return list(units), ["本文没有列出所属单位，文件齐不齐无从判断"]
        if len(units) != listed.count + listed.has_own_office:
            return list(units), [f"本文写有{listed.count}个所属单位，给出的文件是{len(units)}份"]
        return list(units), []
    doubts: list[str] = []
    own = department_name(facts)
    names = with_own_office(listed, own)
    found: dict[str, UnitDocument] = {}
    for unit in units:
        name = whose(unit.facts, unit.name, names, own)
        if not name:
            doubts.append(f"《{unit.name}》看不出是单位名单里的哪一个")
        elif name in found:
            doubts.append(f"《{unit.name}》《{found[name].name}》都像是“{name}”的文件")
        else:
            found[name] = unit
    missing = [name for name in names if name not in found]
    if missing:
        doubts.append(f"缺{'、'.join(f'“{name}”' for name in missing)}的文件")
    return list(found.values()), doubts


def _is_larger(unit: Slots, own: Slots) -> bool:
    """Whether a good part of what a unit prints is more than the department has: it is no unit of it."""
    shared = [
        (figures[0], own.figures[slot][0]) for slot, figures in unit.figures.items() if slot in own.figures
    ]
    pairs = [(part, whole) for part, whole in shared if part.unit == whole.unit]
    larger = sum(part.denoted.low > whole.allowed.high for part, whole in pairs)
    return larger * _NO_UNIT > len(pairs) and larger > 1


def _gathered(
    own: Slots, theirs: Sequence[tuple[UnitDocument, Slots]], *, is_complete: bool
) -> Iterator[Gathered]:
    for slot, figures in own.figures.items():
        parts, known = _parts(slot, figures[0], own, theirs)
        if parts:
            yield Gathered(
                _named(slot, figures[0]),
                figures[0],
                figures[1:],
                parts,
                is_complete=is_complete and known,
                is_net=slot.may_be_net or any(part.figure.mantissa < 0 for part in parts),
                is_fiscal=slot.is_fiscal,
            )


def _rates(
    own: Slots, theirs: Sequence[tuple[UnitDocument, Slots]], *, is_complete: bool
) -> Iterator[Gathered]:
    """The rates of execution that stand without their terms: what all units spent by what all of them had.

    All units must have computed theirs from the same two columns. Where the department prints the terms,
    these are held to the units instead.
    """
    for slot, (figure, terms) in own.rates.items():
        pairs = {slots.rates[slot][1] for _, slots in theirs if slot in slots.rates}
        if terms or len(pairs) != 1 or not all(pairs):
            continue
        (pair,) = pairs
        (above, knows_above), (below, knows_below) = (_parts(each, None, own, theirs) for each in pair)
        if above and below and knows_above and knows_below:
            yield Gathered(_named(slot, figure), figure, (), above, below, is_complete=is_complete)


def _parts(
    slot: Slot, stated: Mention | None, own: Slots, theirs: Sequence[tuple[UnitDocument, Slots]]
) -> tuple[tuple[UnitFigure, ...], bool]:
    """What the units print in the slot, and whether each prints it or is known to have nothing there."""
    parts: list[UnitFigure] = []
    known = True
    for unit, slots in theirs:
        figures = slots.figures.get(slot)
        if figures and (stated is None or figures[0].unit == stated.unit):
            figure = figures[0]
            place = replace(unit.facts.place(figure.start, figure.end), file=unit.file, flow=None)
            parts.append(UnitFigure(unit.name, place, figure))
        elif not slots.lacks(slot, own):
            known = False
    return tuple(parts), known


def _named(slot: Slot, figure: Mention) -> str:
    if figure.grid and figure.row:
        title = "".join(figure.grid.title.split())[-24:]
        return f"表“{title}”{name_of(figure.grid, figure.row, figure.column)}"
    measure = "" if slot.line.endswith(slot.column) or slot.column == Measure.AMOUNT.value else slot.column
    return slot.line.split("·")[-1] + measure

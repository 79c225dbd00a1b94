"""What a document prints in its slots (各栏目的数): of tables and of sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jixiao.facts.department.printed import Printed, Rate, printed_slots
from jixiao.facts.department.slot import Slot
from jixiao.facts.department.spoken import spoken_slots
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention


@dataclass(frozen=True)
class Slots:
    """What a document prints in its slots (各栏目的数).

    `figures` are those of a slot in the order of the text, all of which may be one value; a slot that is
    given several values is left out. `blanks` are printed and empty. `closed` are wholes that their printed
    parts add up to, so that nothing is missing there; `wholes` says of which wholes a slot is a part.
    `rates` are those of execution, with the slots of their terms where these are printed.
    """

    figures: Mapping[Slot, tuple[Mention, ...]]
    blanks: frozenset[Slot]
    closed: frozenset[Slot]
    wholes: Mapping[Slot, frozenset[Slot]]
    rates: Mapping[Slot, Rate]

    def lacks(self, slot: Slot, department: Slots) -> bool:
        """Whether the document would print something in the slot if there were anything, and prints nothing.

        The department's document says of which total the line is a part; here that total is the sum of other
        lines, or nothing itself.
        """
        return self._lacks(slot, department, frozenset())

    def _lacks(self, slot: Slot, department: Slots, seen: frozenset[Slot]) -> bool:
        if slot in self.blanks:
            return True
        if slot in self.figures or slot in seen:
            return False
        return any(
            whole in self.closed or self._lacks(whole, department, seen | {slot})
            for whole in department.wholes.get(slot, ())
        )


def slots_of(facts: Facts, year: int) -> Slots:
    """The slots of a document; `year` is its own, for what names none."""
    found: dict[Slot, list[Mention]] = defaultdict(list)
    blanks: set[Slot] = set()
    closed: set[Slot] = set()
    wholes: dict[Slot, set[Slot]] = defaultdict(set)
    rates: dict[Slot, Rate] = {}
    for each in _printed(facts, year):
        for slot, figure in each.figures:
            found[slot].append(figure)
        blanks |= each.blanks
        closed |= each.closed
        rates |= each.rates
        for part, whole in each.parts:
            wholes[part].add(whole)
    for slot, figure in spoken_slots(facts, year):
        found[slot].append(figure)
    return Slots(
        {slot: tuple(rows) for slot, rows in found.items() if _agree(rows)},
        frozenset(blanks - found.keys()),
        frozenset(closed),
        {part: frozenset(of) for part, of in wholes.items()},
        rates,
    )


def _printed(facts: Facts, year: int) -> Iterator[Printed]:
    for sheet in facts.sheets:
        found = printed_slots(sheet, year)
        if found:
            yield found


def _agree(rows: list[Mention]) -> bool:
    """Whether all figures may be one value, in one unit."""
    if len({figure.unit for figure in rows}) > 1:
        return False
    return max(each.denoted.low for each in rows) <= min(each.denoted.high for each in rows)

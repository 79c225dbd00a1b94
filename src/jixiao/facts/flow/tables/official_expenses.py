"""The “three public” expenses (“三公”经费): what their tables list, and what of it adds up to what.

Every budget and every final account prints this table, in one row or downwards, with headers of two or three
lines that are often read crosswise; so each column and row is known by the words that only it can have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.ordinals import ordinal_of


class Expense(Enum):
    """What a column or a row of the table holds (“三公”经费的项目)."""

    TOTAL = "合计"
    ABROAD = "因公出国（境）费"
    VEHICLES = "公务用车购置及运行维护费"
    PURCHASE = "公务用车购置费"
    RUNNING = "公务用车运行维护费"
    RECEPTION = "公务接待费"


_VEHICLE = r"公务(?:用)?车"
_END = r"(?:用|支出)?(?:[（(].*[）)])?$"
_NAMES = tuple(
    (expense, re.compile(name))
    for expense, name in (
        (Expense.RECEPTION, r"^公务接待(?:费|$)"),
        (Expense.ABROAD, r"^因公出国(?:（境）|\(境\)|境)?(?:经?费|支出|$)"),
        (Expense.VEHICLES, rf"{_VEHICLE}购置费?[及和与、]运行.*(?:小计|合计)"),
        (Expense.TOTAL, r"^(?:“?三公”?经费.*)?(?:支出)?(?:合计|总计|总额|预算数合计)$"),
        (Expense.TOTAL, r"^“?三公”?经费[^，]{0,12}(?:合计|总额|总计|支出)$"),
        (Expense.VEHICLES, r"^小计$"),
        (Expense.PURCHASE, rf"(?:{_VEHICLE}|^)购置费?(?![及和与、]){_END}"),
        (Expense.RUNNING, rf"(?:{_VEHICLE}|^)运行(?:维护)?费?{_END}"),
        (Expense.VEHICLES, rf"{_VEHICLE}(?:购置费?[及和与、]运行(?:维护)?)?费?{_END}"),
    )
)
_SUMS = (
    (Expense.TOTAL, (Expense.ABROAD, Expense.VEHICLES, Expense.RECEPTION)),
    (Expense.VEHICLES, (Expense.PURCHASE, Expense.RUNNING)),
)


@lru_cache(maxsize=4096)
def expense_of(parts: tuple[str, ...]) -> Expense | None:
    """Which expense the levels of a header, or the label of a row, name; none where they name none."""
    names = [_bare(part) for part in parts]
    return next((expense for expense, name in _NAMES if any(map(name.search, names))), None)


def _bare(words: str) -> str:
    """The words without what numbers or introduces them: 其中：（1）公务用车购置费."""
    words = squeezed(words)
    words = words.removeprefix("其中").lstrip("：:")
    ordinal = ordinal_of(words)
    return words[len(ordinal.text) :] if ordinal else words


def expense_sums(named: Sequence[Expense | None]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The sums among columns or rows that bear these names: the number of the whole, those of its parts.

    Each total begins a set, or ends the only one; a set without all three kinds, or with one of them twice,
    is left alone.
    """
    starts = [number for number, expense in enumerate(named) if expense is Expense.TOTAL]
    if len(starts) == 1 and not any(named[starts[0] + 1 :]):
        starts = [0]  # the total stands last
    for start, end in pairwise([*starts, len(named)]):
        own = _places(named, start, end)
        for whole, parts in _SUMS:
            if own and whole in own and all(part in own for part in parts):
                yield own[whole], tuple(own[part] for part in parts)


def _places(named: Sequence[Expense | None], start: int, end: int) -> Mapping[Expense, int]:
    found: dict[Expense, int] = {}
    for number in range(start, end):
        expense = named[number]
        if expense is None:
            continue
        if expense in found:
            return {}
        found[expense] = number
    return found if {Expense.ABROAD, Expense.VEHICLES, Expense.RECEPTION} <= found.keys() else {}

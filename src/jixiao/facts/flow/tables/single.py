"""Flattened tables of one row (单行表): numbers in the order of the columns, where they are as many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable
from jixiao.facts.flow.tables.headers import heads_of, joined_heads
from jixiao.facts.flow.tables.official_expenses import Expense, expense_of, expense_sums
from jixiao.facts.flow.tables.words import heads_labels, is_note, is_total

_FEWEST = 2  # numbers of a row with a label
_MOST_BEFORE = 3  # headers before the first total: sets of columns, or what heads the label
_FEWEST_ALONE = 6  # and of one without, which only the known form of 三公经费 has
_VEHICLES = re.compile(r"公务用车购置(?:及|和)运行(?:维护)?费?(?:预算数|决算数)?")
_OF_VEHICLES = re.compile(r"(?:小计|(?:公务用车)?购置费|(?:公务用车)?运行(?:维护)?费)(?:[（(].*[）)])?")
_ABROAD = re.compile(r"因公出国.*")
_TYPES = 3  # 小计, 购置费, 运行费


def single_row(cells: Sequence[RawCell]) -> RawTable | None:
    """The table of the cells where they are a header and one row; none where that is not certain."""
    words = list(takewhile(lambda cell: not cell.is_value, cells))
    numbers = list(takewhile(lambda cell: cell.is_value, cells[len(words) :]))
    rest = cells[len(words) + len(numbers) :]
    if not all(is_note(cell.text) for cell in rest):
        return None
    table = _of_expenses(words, numbers) or _by_names(words, numbers) or _labelled(words, numbers)
    if table:
        table.notes += [cell.fragments for cell in rest]
    return table


def _labelled(words: Sequence[RawCell], numbers: Sequence[RawCell]) -> RawTable | None:
    """A row whose label and numbers are as many as the headers, the first of which heads labels."""
    if len(numbers) < _FEWEST:
        return None
    for heads in joined_heads(words[:-1]):
        if len(heads) == len(numbers) + 1 and heads_labels(heads[0].text):
            return _table([[head.at(n) for n, head in enumerate(heads)]], [words[-1], *numbers])
    found = heads_of(words[:-1], codes=0, labels=1, values=len(numbers))
    return _table([[*found.groups], [*found.cells]], [words[-1], *numbers]) if found.groups else None


def _of_expenses(words: Sequence[RawCell], numbers: Sequence[RawCell]) -> RawTable | None:
    """The one row of 三公经费: 公务用车 reaches over its 小计, 购置费 and 运行费 in a third line.

    A first line names what each set of them is, 预算数 and 决算数, and what has a column of its own behind.
    """
    numbers = _without_numbering(numbers)
    if len(numbers) < _FEWEST_ALONE:
        return None
    for heads in joined_heads(words):
        texts = [squeezed(head.text) for head in heads]
        starts = [n for n, text in enumerate(texts) if is_total(text)]
        vehicles = [n for n, text in enumerate(texts) if _VEHICLES.fullmatch(text)]
        types = len(texts) - _TYPES * len(vehicles)
        sets = len(vehicles)
        are_sets = sets and sets == len(starts) == sum(bool(_ABROAD.fullmatch(text)) for text in texts)
        if not are_sets or not all(map(_OF_VEHICLES.fullmatch, texts[types:])):
            continue
        behind = heads[sets : starts[0]]
        columns = types - starts[0] + (_TYPES - 1) * sets
        if columns + len(behind) != len(numbers) or columns % sets:
            continue
        rows = _levels(heads, range(starts[0], types), vehicles, columns // sets)
        rows[0] += [cell.at(column, rows=_TYPES) for column, cell in enumerate(behind, columns)]
        return _table(rows, numbers)
    return None


def _by_names(words: Sequence[RawCell], numbers: Sequence[RawCell]) -> RawTable | None:
    """The row of 三公经费 below headers that each name one column, in whatever lines they are printed.

    A group, 公务用车 above its 小计, heads no column of its own; the numbers of the columns are passed over.
    """
    numbers = _without_numbering(numbers)
    if len(numbers) < _FEWEST_ALONE - 1:
        return None
    for heads in (*joined_heads(words), list(words)):
        named = [expense_of((head.text,)) for head in heads]
        first = next((n for n, expense in enumerate(named) if expense is Expense.TOTAL), None)
        if first is None or first > _MOST_BEFORE:
            continue
        label = heads[-1:] if named[-1] is None and heads_labels(squeezed(heads[0].text)) else []
        own = range(first, len(heads) - len(label))
        leaves = [n for n in own if not _is_group(heads, n)]
        if len(leaves) != len(numbers) or any(named[n] is None for n in leaves):
            continue
        if not any(expense_sums([named[n] for n in leaves])):
            continue
        table = _table([[heads[n].at(at + len(label)) for at, n in enumerate(leaves)]], [*label, *numbers])
        if label:
            table.rows[0].cells.insert(0, heads[0].at(0))
        return table
    return None


def _is_group(heads: Sequence[RawCell], n: int) -> bool:
    """Whether the header names 公务用车 altogether and its 小计 stands right behind."""
    names = [squeezed(head.text) for head in heads[n : n + 2]]
    return bool(_VEHICLES.fullmatch(names[0])) and names[1:] == ["小计"]


def _without_numbering(numbers: Sequence[RawCell]) -> Sequence[RawCell]:
    """The numbers behind those of the columns, 1, 2, 3 …, where these come first."""
    half = len(numbers) // 2
    counted = [number.text.strip() for number in numbers[:half]]
    is_numbering = half > 1 and counted == [str(n) for n in range(1, half + 1)] and len(numbers) % 2 == 0
    return numbers[half:] if is_numbering else numbers


def _levels(
    heads: Sequence[RawCell], second: range, vehicles: Sequence[int], width: int
) -> list[list[RawCell]]:
    """The three lines of the header: the sets, each of one width, what they hold, the kinds of vehicles."""
    first = [head.at(n * width, columns=width) for n, head in enumerate(heads[: len(vehicles)])]
    middle: list[RawCell] = []
    third: list[RawCell] = []
    kinds = iter(heads[second.stop :])
    column = 0
    for n in second:
        if n in vehicles:
            middle.append(heads[n].at(column, columns=_TYPES))
            third += [next(kinds).at(column + step) for step in range(_TYPES)]
            column += _TYPES
        else:
            middle.append(heads[n].at(column, rows=2))
            column += 1
    return [first, middle, third]


def _table(headers: Sequence[list[RawCell]], row: Sequence[RawCell]) -> RawTable:
    """The lines of the header, whose cells have their columns, and the row."""
    rows = [RawRow(header, is_header=True) for header in headers]
    return RawTable([*rows, RawRow([cell.at(n) for n, cell in enumerate(row)])], len(row))

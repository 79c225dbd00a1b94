"""Score forms among lines (散行的评分表): the block of money, and the indicators down to their total.

A text that was taken from pages has a cell, a piece of one or a whole row on each line, and sentences where
the form gives standards and reasons. The numbers show the rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.lines.furniture import Pages
from jixiao.facts.flow.pieces import Fragment, Line
from jixiao.facts.flow.raw import RawBlock, RawCell, cell_of
from jixiao.facts.flow.tables.funds import FIRST, WIDTH, funds_table, heads_funds
from jixiao.facts.flow.tables.scored import INDICATORS, LONGEST_HEADER, TOTAL, header_of, score_table

_WORD = re.compile(r"\S+")
_LABEL = re.compile(r"(?:项目|预算)?资金|[（(][万千]?元[）)]")
_LONGEST_FORM = 400  # lines
_LONGEST_FUNDS = 60
_LONGEST_LABEL = 12
_SCORES = 2  # lines behind the word for the total at most

_Stretch = tuple[list[int], RawBlock]


def scored_stretches(lines: Sequence[Line], pages: Pages) -> Iterator[tuple[int, _Stretch]]:
    """The stretches of lines that make a part of a score form, by their first line."""
    n = 0
    totals: list[int] | None = None
    while n < len(lines):
        body = lines[n].body
        found: _Stretch | None = None
        if "年初预算数" in body:
            found = _funds(lines, n, pages)
        elif body.partition(" ")[0] in INDICATORS:
            if totals is None:
                totals = [number for number, line in enumerate(lines) if TOTAL.match(squeezed(line.body))]
            at = bisect_left(totals, n)
            if at < len(totals) and totals[at] < n + _LONGEST_FORM:
                found = _scores(lines, n, pages)
        if found:
            yield found[0][0], found
            n = found[0][-1]
        n += 1


def _scores(lines: Sequence[Line], start: int, pages: Pages) -> _Stretch | None:
    """The indicators from here on, down to their total."""
    head = _kept(lines, start, start + LONGEST_HEADER, pages)
    if header_of([word for n in head for word in lines[n].body.split()]) is None:
        return None
    numbers = _down_to_total(lines, _kept(lines, start, start + _LONGEST_FORM, pages))
    table = score_table([cell for n in numbers for cell in _cells(lines[n])])
    return (numbers, table) if table else None


def _down_to_total(lines: Sequence[Line], numbers: list[int]) -> list[int]:
    """The lines down to the total with its scores; none where there is no total."""
    left = -1
    for at, n in enumerate(numbers):
        body = lines[n].body
        first, *others = body.split(maxsplit=1)
        if TOTAL.fullmatch(squeezed(body)):
            left = _SCORES
        elif TOTAL.fullmatch(first) and len(others) == 1:
            return numbers[: at + 1]
        elif left > 0:
            left -= 1
            if not left:
                return numbers[: at + 1]
    return []


def _funds(lines: Sequence[Line], start: int, pages: Pages) -> _Stretch | None:
    """The block of money whose headers begin on this line, with the lines that head its labels."""
    words = lines[start].body.split()
    first = next((n for n, word in enumerate(words) if FIRST.fullmatch(word)), None)
    if first is None or not all(map(_LABEL.search, words[:first])):
        return None
    head = _kept(lines, start, start + WIDTH, pages)
    if not heads_funds([word for n in head for word in lines[n].body.split()][first:]):
        return None
    numbers = _kept(lines, start, start + _LONGEST_FUNDS, pages)
    told = [(n, cell) for n in numbers for cell in _cells(lines[n])][first:]
    above = [] if first else _label_above(lines, start, pages)
    label = [cell for n in above for cell in _cells(lines[n])] + [*_cells(lines[start])][:first]
    table, taken = funds_table(label, [cell for _, cell in told])
    last = told[taken - 1][0]
    if table is None or (taken < len(told) and told[taken][0] == last):
        return None
    return [*above, *(n for n in numbers if n <= last)], table


def _label_above(lines: Sequence[Line], start: int, pages: Pages) -> list[int]:
    """The lines right above that head the labels: 项目资金, （万元）."""
    found: list[int] = []
    for n in range(start - 1, max(start - 4, -1), -1):
        if n in pages.furniture or not lines[n].body:
            continue
        if not _LABEL.match(lines[n].body) or len(lines[n].body) > _LONGEST_LABEL:
            break
        found.insert(0, n)
    return found


def _kept(lines: Sequence[Line], start: int, stop: int, pages: Pages) -> list[int]:
    """The lines of the range that hold text of the form."""
    return [n for n in range(start, min(stop, len(lines))) if lines[n].body and n not in pages.furniture]


def _cells(line: Line) -> Iterator[RawCell]:
    """The cells of a line that blanks part; a total whose letters are spaced is one."""
    if TOTAL.fullmatch(squeezed(line.body)):
        yield cell_of(Fragment(line, line.lead, line.lead + len(line.body)))
        return
    for word in _WORD.finditer(line.text):
        yield cell_of(Fragment(line, *word.span()))

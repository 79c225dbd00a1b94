"""Score forms among lines (散行的评分表): from the header with 分值 and 得分 down to the total.

A text that was taken from pages has a cell, a piece of one or a whole row on each line, and sentences where
the form gives standards and reasons. The numbers show the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.lines.furniture import Pages
from jixiao.facts.flow.pieces import Fragment, Line
from jixiao.facts.flow.raw import RawBlock, RawCell, cell_of
from jixiao.facts.flow.tables.scored import INDICATORS, LONGEST_HEADER, TOTAL, header_of, score_table

_WORD = re.compile(r"\S+")
_LONGEST_FORM = 400  # lines
_SCORES = 2  # lines behind the word for the total at most


def scored_stretches(lines: Sequence[Line], pages: Pages) -> Iterator[tuple[int, tuple[list[int], RawBlock]]]:
    """The stretches of lines that make a score form, by their first line."""
    n = 0
    while n < len(lines):
        first, _, _ = lines[n].body.partition(" ")
        if first in INDICATORS and _is_header(lines, n, pages):
            numbers = _down_to_total(lines, n, pages)
            table = score_table([cell for number in numbers for cell in _cells(lines[number])])
            if table:
                yield numbers[0], (numbers, table)
                n = numbers[-1]
        n += 1


def _is_header(lines: Sequence[Line], start: int, pages: Pages) -> bool:
    stop = min(len(lines), start + LONGEST_HEADER)
    words = [
        word for n in range(start, stop) if n not in pages.furniture for word in lines[n].body.split()
    ]
    return header_of(words) is not None


def _down_to_total(lines: Sequence[Line], start: int, pages: Pages) -> list[int]:
    """The lines from the header to the total with its scores; none where there is no total."""
    numbers = []
    left = -1
    for n in range(start, min(len(lines), start + _LONGEST_FORM)):
        body = lines[n].body
        if n in pages.furniture or not body:
            continue
        numbers.append(n)
        first, *others = body.split(maxsplit=1)
        if TOTAL.fullmatch(squeezed(body)):
            left = _SCORES
        elif TOTAL.fullmatch(first) and len(others) == 1:
            return numbers
        elif left > 0:
            left -= 1
            if not left:
                return numbers
    return []


def _cells(line: Line) -> Iterator[RawCell]:
    """The cells of a line that blanks part; a total whose letters are spaced is one."""
    if TOTAL.fullmatch(squeezed(line.body)):
        yield cell_of(Fragment(line, line.lead, line.lead + len(line.body)))
        return
    for word in _WORD.finditer(line.text):
        yield cell_of(Fragment(line, *word.span()))

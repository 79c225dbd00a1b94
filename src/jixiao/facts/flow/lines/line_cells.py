"""The cells in a line (行内单元格): numbers beside words or beside each other, with a blank between."""

from __future__ import annotations

import re
from itertools import pairwise

from jixiao.facts.flow.pieces import Fragment, Line
from jixiao.facts.flow.raw import RawCell, cell_of, line_cell

LONGEST_ROW = 1000
"""Characters of a line that may be a row of a table."""

_SIGNED = r"(?:[-+−－]?\(?\d[\d,，]*(?:\.\d+)?[%％‰]?\)?|[-—－])"
_NUMBER = re.compile(_SIGNED)
_ALL_NUMBERS = re.compile(rf"{_SIGNED}(?:\s+{_SIGNED})+")
_LABEL_THEN_NUMBERS = re.compile(
    rf"(?P<label>\S(?:.*?[^\d\s,.，％%年月第])?)\s+(?P<numbers>{_SIGNED}(?:\s+{_SIGNED})*)"
)
_NUMBERS_THEN_LABEL = re.compile(
    rf"(?P<numbers>{_SIGNED}(?:\s+{_SIGNED})*)\s+(?P<label>[^\d\s年月日亿万元个人家户项种次号％%—－-].*)"
)
_MAY_BE_PARTED = re.compile(r"\d[\d,.]*[%％‰)]?$|[-—－]$|^[-+−－(]?\d[\d,.]*[%％‰)]?\s|\d,\d{3}(?:\.\d+)?\s")
_LAST = frozenset(",.%％‰)-—－")
"""The signs besides digits with which a number ends, or which stand for none."""
GAP = re.compile(r"\s{2}|[\u3000\u2003]")
"""Blanks that part cells."""
_GLUED_AMOUNT = re.compile(r"(?<=[^\d,.\s-])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?=$|\s)")


def may_be_parted(line: Line, text: str) -> bool:
    """Whether a line with this text may hold more than one cell: a number, parted by a blank from others."""
    if len(text) > LONGEST_ROW or line.content.is_value:
        return False
    is_blank_within = len(text.split(None, 1)) > 1
    may_end = text[-1].isdecimal() or text[-1] in _LAST
    return (is_blank_within or may_end) and _MAY_BE_PARTED.search(text) is not None


def cells_of(fragment: Fragment, text: str) -> list[RawCell]:
    """The cells of a line without runs of blanks: numbers that one blank parts from words or numbers."""
    line, start, _ = fragment
    if line.content.is_value and len(text) == len(line.body):
        return [line_cell(fragment)]
    if len(text) > LONGEST_ROW or not _MAY_BE_PARTED.search(text) or GAP.search(text):
        return [cell_of(fragment)]
    if found := _NUMBERS_THEN_LABEL.fullmatch(text):
        label = Fragment(line, start + found.start("label"), start + found.end("label"))
        return [*_numbers(line, start, found["numbers"]), *cells_of(label, label.text)]
    if _ALL_NUMBERS.fullmatch(text):
        return _numbers(line, start, text)
    if found := _LABEL_THEN_NUMBERS.fullmatch(text):
        label = Fragment(line, start, start + found.end("label"))
        return [cell_of(label), *_numbers(line, start + found.start("numbers"), found["numbers"])]
    if found := _GLUED_AMOUNT.search(text):
        cuts = [0, found.start(), found.end(), len(text)]
        pieces = [Fragment(line, start + a, start + b) for a, b in pairwise(cuts) if text[a:b].strip()]
        rest = [each for piece in pieces[2:] for each in cells_of(piece, piece.text)]
        return [cell_of(pieces[0]), cell_of(pieces[1]), *rest]
    return [cell_of(fragment)]


def _numbers(line: Line, start: int, text: str) -> list[RawCell]:
    """The numbers of a text that begins at `start` in its line."""
    return [cell_of(Fragment(line, start + m.start(), start + m.end())) for m in _NUMBER.finditer(text)]

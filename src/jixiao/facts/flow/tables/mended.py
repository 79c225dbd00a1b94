"""Cells that a line end cut (折断的单元格): in a list, a bracket or a number, beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.facts.flow.cells import Content
from jixiao.facts.flow.raw import RawCell

_LONGEST = 80  # characters; a cell that goes on for longer is no cell

_UNFINISHED = re.compile(r"[、，,（(“《—\-]$")
_GOES_ON = re.compile(r"[、，,）)”》。]")
_CUT_NUMBER = re.compile(r"[-－]?\d{1,3}(?:,\d{3})*,(\d{0,2})")
_REST = re.compile(r"(\d{1,3})(?:\.\d+)?")
_GROUP = 3  # digits between separators


def mended(cells: Sequence[RawCell]) -> list[RawCell]:
    """The cells, those together that a line end cut in the middle of a list or a bracket."""
    found: list[RawCell] = []
    for cell in cells:
        before = found[-1].text if found else ""
        if len(before) > _LONGEST:
            found.append(cell)
            continue
        if _is_rest_of_number(before, cell.text):
            found[-1] = found[-1].with_more([cell])
            continue
        is_cut = bool(_UNFINISHED.search(before)) and len(before) > 1 and not found[-1].is_value
        if found and (is_cut or (_GOES_ON.match(cell.text) and cell.content is Content.WORDS)):
            found[-1] = found[-1].with_more([cell])
        else:
            found.append(cell)
    return found


def _is_rest_of_number(before: str, text: str) -> bool:
    """Whether the digits are the rest of a number that a line end cut within a group of three."""
    cut, rest = _CUT_NUMBER.fullmatch(before), _REST.fullmatch(text)
    return cut is not None and rest is not None and len(cut[1] + rest[1]) == _GROUP

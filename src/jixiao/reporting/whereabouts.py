"""Whereabouts (位置): where a finding stands, in words that a person finds it by, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.facts.facts import Facts
from jixiao.facts.flow.blocks import Headline
from jixiao.facts.flow.grid import Grid, GridCell
from jixiao.findings import Place

_TITLE = 18  # characters of a heading that are quoted
_BEFORE, _AFTER = 34, 22  # characters of the sentence that are quoted around a figure
_ENDS = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a figure stands (位置), and the words `before` and `after` it."""

    where: str
    before: str
    after: str


def whereabouts(facts: Facts, place: Place) -> Whereabouts:
    """Where the place is: page, line or cell of the file; heading; row and column of a table."""
    own = "" if place.paragraph is not None else str(place)
    if place.flow is None:
        return Whereabouts(own, "", "")
    start, end = place.flow
    found = facts.flow.cell_at(start)
    title = _heading(facts, start)
    if found:
        grid, cell = found
        told = _cell(grid, cell, is_named=bool(place.cell))
        words = " · ".join(filter(None, (own, title, told)))
        return Whereabouts(words, *_around_cell(facts, grid, cell, start, end))
    return Whereabouts(" · ".join(filter(None, (own, title))), *_around(facts, start, end))


def _heading(facts: Facts, start: int) -> str:
    block = facts.flow.block_at(start)
    if block is None:
        return ""
    headings = block.headings if not isinstance(block, Headline) else (*block.headings, block)
    return f"“{_shortened(headings[-1].title)}”" if headings and headings[-1].title else ""


def _cell(grid: Grid, cell: GridCell, *, is_named: bool) -> str:
    row = grid.rows[cell.row] if 0 <= cell.row < len(grid.rows) else None
    column = grid.columns[cell.column] if 0 <= cell.column < len(grid.columns) else None
    parts = [f"表“{_shortened(grid.title)}”" if grid.title and not is_named else "" if is_named else "表"]
    if row and row.label:
        parts.append(f"“{_shortened(row.label)}”行")
    if column and column.header:
        parts.append(f"“{_shortened(column.parts[-1])}”列")
    return "".join(parts) if len(parts) > 1 else parts[0]


def _around_cell(facts: Facts, grid: Grid, cell: GridCell, start: int, end: int) -> tuple[str, str]:
    before, after = facts.text[cell.start : start], facts.text[end : cell.end]
    if len(before) > _BEFORE:
        before = "…" + before[-_BEFORE:]
    if len(after) > _AFTER:
        after = after[:_AFTER] + "…"
    row = grid.rows[cell.row] if 0 <= cell.row < len(grid.rows) else None
    column = grid.columns[cell.column] if 0 <= cell.column < len(grid.columns) else None
    label = row.label if row and row.label and facts.text[cell.start : cell.end].strip() != row.label else ""
    header = column.parts[-1] if column and column.parts else ""
    heads = " ".join(filter(None, (_shortened(label), _shortened(header))))
    return (f"{heads}：{before}" if heads else before), after


def _around(facts: Facts, start: int, end: int) -> tuple[str, str]:
    block = facts.flow.block_at(start)
    low, high = (block.start, block.end) if block else (start, end)
    before = facts.text[max(low, start - _BEFORE) : start]
    is_cut = start - _BEFORE > low
    stops = list(_ENDS.finditer(before))
    if stops:
        before, is_cut = before[stops[-1].end() :], False
    after = facts.text[end : min(high, end + _AFTER)]
    stop = _ENDS.search(after)
    if stop:
        after = after[: stop.start() + (stop[0] != "\n")]
    elif end + _AFTER < high:
        after += "…"
    return _one_line(("…" if is_cut else "") + before), _one_line(after)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _shortened(text: str) -> str:
    text = _one_line(text).strip()
    return text if len(text) <= _TITLE else text[: _TITLE - 1] + "…"

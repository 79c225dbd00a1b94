"""Blocks of a sheet (工作表里的表): which of its cells are tables, and which are lines around them.

Rows that touch belong together. Above a table stand its title and its unit, below it its notes; each in a
single cell, or in several that name something with a colon (编制单位：…  单位：万元).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from jixiao.document.model import Block, Paragraph, ParagraphStyle, Sentence, Span, Table
from jixiao.document.place import CellPlace
from jixiao.document.readers.sheet import Merged, Place, Ranges, Sheet, TooMuch, cell_name, visible
from jixiao.document.readers.table_rows import GridCell, GridRow, table_of

_UNIT = re.compile(
    r"[(（\[【]?(?:金额|计量|货币|计价|数量)?单\s*位\s*[:：]\s*(?:人民币)?"
    r"(?:[百千万亿]*元|[百千万亿]*[人户个件辆张台套间次册宗家幢吨亩%％‰]|平方|公里|公顷|千米)[^:：]*"
)
_NOTE = re.compile(r"[*＊※]?(?:备?注|说明|资料来源|数据来源)\s*\d{0,2}\s*[:：、.]")
_DETAIL = re.compile(r"[^：:。]{2,12}[：:].{0,40}", re.DOTALL)
_FEWEST_ROWS = 2  # of a table
_LONGEST_LABEL = 24
_WIDEST = 3_000_000  # rows times columns of a table
_SPACERS = 2  # empty columns side by side that part two tables

Row = dict[int, str]


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """The tables of a sheet and the lines around them, from top to bottom."""
    rows: dict[int, Row] = defaultdict(dict)
    for (row, column), words in visible(sheet):
        rows[row][column] = words
    merged = {(each.top, each.left): each for each in sheet.merged}
    reached = _reached(sheet, rows)
    for band in _bands(sheet, sorted(rows), reached):
        for side in _sides(rows, band, merged, sheet):
            yield from _Band(sheet, side, merged).blocks()


def title_of(sheet: Sheet) -> str:
    """The title of the sheet: what stands alone in its first row; empty where a table begins at once."""
    first: list[str] = []
    at = -1
    for (row, _), words in visible(sheet):
        if first and row != at:
            break
        at = row
        first.append(words)
    return first[0].strip() if len(first) == 1 and not _UNIT.fullmatch(first[0]) else ""


def _reached(sheet: Sheet, rows: Mapping[int, Row]) -> Ranges:
    """Rows that merged cells with words reach down to."""
    last = max(rows, default=0)
    return _ranges(
        (each.top, min(each.bottom, last)) for each in sheet.merged if each.left in rows.get(each.top, ())
    )


def _ranges(found: Iterable[tuple[int, int]]) -> Ranges:
    ranges = Ranges()
    for first, last in sorted(found):
        ranges.add(first, last)
    return ranges


def _bands(sheet: Sheet, rows: Sequence[int], reached: Ranges) -> Iterator[list[int]]:
    """The rows that touch each other, hidden ones between them aside."""
    band: list[int] = []
    for row in rows:
        if band and any(
            each not in sheet.hidden_rows and each not in reached for each in range(band[-1] + 1, row)
        ):
            yield band
            band = []
        band.append(row)
    if band:
        yield band


def _sides(
    rows: Mapping[int, Row], band: Sequence[int], merged: Mapping[Place, Merged], sheet: Sheet
) -> list[dict[int, Row]]:
    """What stands side by side in a band, two empty columns or more between."""
    cells = [(row, column) for row in band for column in rows[row]]
    filled = _ranges(
        (column, merged[row, column].right if (row, column) in merged else column) for row, column in cells
    )
    starts: list[int] = []
    end = -1
    for first, last in filled:
        blank = sum(column not in sheet.hidden_columns for column in range(end + 1, first))
        if not starts or blank >= _SPACERS:
            starts.append(first)
        end = last
    sides: list[dict[int, Row]] = [{} for _ in starts]
    for row, column in cells:
        side = sides[bisect_right(starts, column) - 1]
        side.setdefault(row, {})[column] = rows[row][column]
    return sides


class _Band:
    """Rows that touch, and what they are."""

    def __init__(self, sheet: Sheet, rows: Mapping[int, Row], merged: Mapping[Place, Merged]) -> None:
        self._sheet = sheet
        self._rows = rows
        self._merged = merged

    def blocks(self) -> Iterator[Block]:
        """The lines above, the table, the lines below."""
        numbers = sorted(self._rows)
        first, last = 0, len(numbers)
        while first < last and self._is_line(numbers[first]):
            first += 1
        if last - first < _FEWEST_ROWS:
            for row in numbers:
                yield from self._paragraphs(row)
            return
        while last > first + 1 and self._is_below(numbers[last - 1]):
            last -= 1
        unit = ""
        for row in numbers[:first]:
            for column, words in sorted(self._rows[row].items()):
                if not unit and _UNIT.fullmatch("".join(words.split())):
                    unit = words.strip()
                else:
                    yield self._paragraph(row, column, self._style(row, words))
        notes = [
            self._paragraph(row, column, ParagraphStyle.NOTE)
            for row in numbers[last:]
            for column, words in sorted(self._rows[row].items())
            if _NOTE.match(words.strip())
        ]
        table = self._table(numbers[first:last])
        yield replace(table, unit_note=unit, notes=tuple(notes))
        for row in numbers[last:]:
            for column, words in sorted(self._rows[row].items()):
                if not _NOTE.match(words.strip()):
                    yield self._paragraph(row, column, ParagraphStyle.BODY)

    def _is_line(self, row: int) -> bool:
        """Whether the row is a line of words and no row of a table."""
        cells = self._rows[row]
        texts = [words.strip() for words in cells.values()]
        if len(texts) == 1:
            return not texts[0].replace(",", "").replace(".", "").isdecimal()
        return all(_UNIT.fullmatch("".join(text.split())) or _DETAIL.fullmatch(text) for text in texts)

    def _is_below(self, row: int) -> bool:
        """Whether the row stands below the table: a note, a line of names, a sentence."""
        texts = [words.strip() for words in self._rows[row].values()]
        return self._is_line(row) and (
            bool(_NOTE.match(texts[0]))
            or len(texts[0]) > _LONGEST_LABEL
            or any("：" in text for text in texts)
        )

    def _style(self, row: int, words: str) -> ParagraphStyle:
        titled = len(self._rows[row]) == 1 and "：" not in words and not words.rstrip().endswith("。")
        return ParagraphStyle.CAPTION if titled else ParagraphStyle.BODY

    def _paragraphs(self, row: int) -> Iterator[Paragraph]:
        for column, words in sorted(self._rows[row].items()):
            yield self._paragraph(row, column, self._style(row, words))

    def _paragraph(self, row: int, column: int, style: ParagraphStyle) -> Paragraph:
        return Paragraph((Sentence(self._spans(row, column)),), style)

    def _spans(self, row: int, column: int) -> tuple[Span, ...]:
        words = self._rows[row].get(column, "").strip()
        return (Span(words, place=CellPlace(self._sheet.name, cell_name(row, column))),) if words else ()

    def _table(self, numbers: Sequence[int]) -> Table:
        """The rows as a table; a column without words is none."""
        rows = [row for row in range(numbers[0], numbers[-1] + 1) if row not in self._sheet.hidden_rows]
        columns = sorted({column for row in numbers for column in self._rows[row]})
        if len(rows) * len(columns) > _WIDEST:
            raise TooMuch
        covered: set[Place] = set()
        claimed = 0  # cells, each as often as merged ones reach over it
        grid: list[GridRow] = []
        for row in rows:
            cells: GridRow = []
            for column in columns:
                if (row, column) in covered:
                    continue
                down, across = self._reach(row, column, rows, columns)
                claimed += len(down) * len(across)
                if claimed > _WIDEST:
                    raise TooMuch
                covered |= {(each, other) for each in down for other in across}
                spans = self._spans(row, column) if row in self._rows else ()
                cells.append(GridCell(spans, len(across), len(down)))
            grid.append(cells)
        return table_of(grid)

    def _reach(
        self, row: int, column: int, rows: Sequence[int], columns: Sequence[int]
    ) -> tuple[list[int], list[int]]:
        """The rows and columns that the cell reaches over, of those that are seen in the table."""
        merged = self._merged.get((row, column))
        if merged is None:
            return [row], [column]
        down = list(rows[bisect_left(rows, merged.top) : bisect_right(rows, merged.bottom)])
        across = list(columns[bisect_left(columns, merged.left) : bisect_right(columns, merged.right)])
        return down or [row], across or [column]

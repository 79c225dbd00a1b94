"""Tables of a page (版面上的表) as tables of a document, those that go on over pages put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jixiao.document.model import Cell, Column, Paragraph, Row, Table
from jixiao.document.readers.page_cells import AMOUNT, InkRow
from jixiao.document.readers.page_ink import Page

_SAME_EDGE = 5.0  # points by which a column's edge may differ from page to page
_MOST_HEADER_ROWS = 6
_TOTAL = re.compile(r".{0,8}(?:合计|总计|共计)")
_ORDINAL = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、](?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class InkTable:
    """A table as it stands on its page or pages; `xs` are the edges of its columns."""

    page: Page
    xs: list[float]
    rows: list[InkRow]
    top: float
    bottom: float
    unit_note: str = ""
    caption: str = ""
    notes: list[Paragraph] = field(default_factory=list)
    last_page: int = 0

    def __post_init__(self) -> None:
        self.last_page = self.last_page or self.page.number

    def goes_on_in(self, other: InkTable) -> bool:
        """Whether the other table, first on the page after, is the rest of this one.

        It has the same columns, or some of them are one there; a header of its own must be the same.
        """
        shift = other.xs[0] - self.xs[0]
        xs = [x - shift for x in other.xs]
        if abs(xs[-1] - self.xs[-1]) > _SAME_EDGE:
            return False
        if not (_among(xs, self.xs) or _among(self.xs, xs)):
            return False
        count = header_count(other.rows)
        if not count:
            return True
        return _words(other.rows[:count]) == _words(self.rows[: header_count(self.rows)])

    def append(self, other: InkTable) -> list[str]:
        """Take over the rows of the other one, and return what its header says, which is left out."""
        shift = other.xs[0] - self.xs[0]
        xs = [x - shift for x in other.xs]
        header = other.rows[: header_count(other.rows)]
        rows = other.rows[len(header) :]
        if len(xs) < len(self.xs):
            _spread(rows, xs, self.xs)
        elif len(xs) > len(self.xs):
            _spread(self.rows, self.xs, xs)
            self.xs = xs
        if rows and self.rows and _is_rest(self.rows[-1], rows[0]):
            _finish(self.rows[-1], rows.pop(0))
        self.rows += rows
        self.last_page, self.bottom = other.last_page, other.bottom
        return [text for row in header for text in row.texts if text]


def header_count(rows: Sequence[InkRow]) -> int:
    """How many rows at the top are the header (多级表头).

    The first one that has no figures but years; below a header that reaches over columns its parts; a row
    that numbers the columns.
    """
    if not rows or not _may_head(rows[0]):
        return 0
    count = 1
    reach = max((cell.rows for cell in rows[0].cells), default=1)
    while count < min(len(rows), _MOST_HEADER_ROWS):
        row, above = rows[count], rows[count - 1]
        parts = any(cell.columns > 1 for cell in above.cells) and not _holds_figures(row)
        if not (count < reach and not _holds_figures(row)) and not parts and not _numbers_columns(row):
            break
        reach = max([reach, *(count + cell.rows for cell in row.cells)])
        count += 1
    return count


def table_of(ink: InkTable) -> Table:
    """The table as the document holds it: its header among its rows."""
    count = header_count(ink.rows)
    widths = [right - left for left, right in pairwise(ink.xs)]
    names = _headers(ink.rows[:count], len(widths))
    columns = tuple(Column(name, max(width, 1.0)) for name, width in zip(names, widths, strict=True))
    rows = tuple(
        Row(
            tuple(Cell(cell.spans(row.page), columns=cell.columns, rows=cell.rows) for cell in row.cells),
            is_header=number < count,
            is_total=number >= count and _is_total(row),
        )
        for number, row in enumerate(ink.rows)
    )
    return Table(columns, rows, unit_note=ink.unit_note, notes=tuple(ink.notes), headed=False)


def _may_head(row: InkRow) -> bool:
    """Whether a row may begin a header: no figures, no ordinal in front, most of its cells filled."""
    texts = [text for text in row.texts if text]
    return 2 * len(texts) >= len(row.cells) > 0 and not _holds_figures(row) and not _ORDINAL.match(texts[0])


def _holds_figures(row: InkRow) -> bool:
    texts = [text.replace(" ", "") for text in row.texts]
    amounts = [text for text in texts if AMOUNT.fullmatch(text)]
    if not amounts or _numbers_columns(row):
        return False
    return not all(_YEAR.fullmatch(text) for text in amounts)


def _numbers_columns(row: InkRow) -> bool:
    """Whether the row numbers the columns: 栏次 1 2 3 4."""
    numbers = [int(text) for text in row.texts if text.isdecimal() and len(text) < 3]
    words = [text for text in row.texts if text and not text.isdecimal()]
    in_order = all(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) > 2 and numbers[0] == 1 and in_order and len(words) <= 2


def _headers(rows: Sequence[InkRow], columns: int) -> list[str]:
    """The name of each column: what stands above it, from the top down."""
    names: list[list[str]] = [[] for _ in range(columns)]
    for row in rows:
        if _numbers_columns(row):
            continue
        for cell in row.cells:
            text = cell.text.replace(" ", "").replace("\n", "")
            if not text or cell.columns >= columns:
                continue
            for column in range(cell.column, min(cell.column + cell.columns, columns)):
                names[column].append(text)
    return ["/".join(dict.fromkeys(parts)) for parts in names]


def _is_total(row: InkRow) -> bool:
    first = next((text for text in row.texts if text), "")
    return bool(_TOTAL.fullmatch(first.replace(" ", "")))


def _words(rows: Sequence[InkRow]) -> list[list[str]]:
    return [[text.replace(" ", "") for text in row.texts if text] for row in rows]


def _among(some: Sequence[float], all_: Sequence[float]) -> bool:
    return len(some) > 2 and all(min(abs(x - each) for each in all_) <= _SAME_EDGE for x in some)


def _spread(rows: Sequence[InkRow], xs: Sequence[float], wider: Sequence[float]) -> None:
    """Let cells of fewer columns reach over the columns that they are one of elsewhere."""
    places = [min(range(len(wider)), key=lambda index: abs(wider[index] - x)) for x in xs]
    for row in rows:
        for cell in row.cells:
            first, last = places[cell.column], places[cell.column + cell.columns]
            cell.column, cell.columns = first, last - first


def _is_rest(last: InkRow, first: InkRow) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before.

    Nothing stands in its first column, no figure anywhere, and words only where the row above has some.
    """
    texts = {cell.column: cell.text for cell in first.cells if cell.lines}
    above = {cell.column for cell in last.cells if cell.lines}
    return (
        bool(texts)
        and 0 not in texts
        and 0 in above
        and set(texts) <= above
        and not any(character.isdecimal() for text in texts.values() for character in text)
        and all(cell.rows == 1 for cell in (*last.cells, *first.cells))
    )


def _finish(last: InkRow, rest: InkRow) -> None:
    by_column = {cell.column: cell for cell in last.cells}
    for cell in rest.cells:
        if cell.lines:
            by_column[cell.column].rest.append((rest.page, cell))


def edges_of(columns: Sequence[tuple[float, float]]) -> list[float]:
    """The edges of columns that no lines part: in the middle between them."""
    middles = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    return [columns[0][0], *middles, columns[-1][1]]

"""Tables of a page (网页表格): their cells, and whether they are tables or only lay out the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.document.readers.html_tree import HIDDEN, Element, Words

_LONG_CELL = 60  # characters: a table of one row or column with more in a cell lays out the page
_PROSE_CELL = 200  # characters: a cell with more, and more than half of the table's, is the page's text
_SHORT_CELL = 40
_FEWEST_CELLS = 6  # with short words in most of so many, a table is one, whatever else it holds
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_CONTROLS = frozenset({"form", "h1", "h2", "article", "main", "nav", "header", "footer"})


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell and how many columns and rows it claims."""

    element: Element
    columns: int
    rows: int


@dataclass(slots=True)
class HtmlGrid:
    """A table taken apart: rows of cells, how many are its header, captions, and what is misplaced."""

    rows: list[list[HtmlCell]] = field(default_factory=list)
    header_rows: int = 0
    captions: list[Element] = field(default_factory=list)
    strays: list[Element] = field(default_factory=list)
    is_presentation: bool = False


def grid_of(table: Element) -> HtmlGrid:
    """The rows of a table that are shown."""
    grid = HtmlGrid(is_presentation=table.get("role") in ("presentation", "none"))
    in_header = True
    for row, in_head in _rows(table, grid, is_head=False):
        cells = [
            HtmlCell(each, _span(each, "colspan", 1), _span(each, "rowspan", 65_534))
            for each in row
            if not each.is_hidden
        ]
        is_header = in_head or (len(cells) > 1 and all(each.element.name == "th" for each in cells))
        in_header = in_header and is_header
        grid.header_rows += in_header
        grid.rows.append(cells)
    return grid


def _rows(holder: Element, grid: HtmlGrid, *, is_head: bool) -> Iterator[tuple[list[Element], bool]]:
    """The cells of each row, and whether it stands in the table's head; what is no cell goes to `strays`."""
    loose: list[Element] = []  # cells outside of any row make one
    for child in holder.children:
        if isinstance(child, Words):
            if child.text.strip() and not child.marks & HIDDEN:
                grid.strays.append(Element("p", child.start, children=[child]))
            continue
        if child.is_hidden:
            continue
        if child.name in ("td", "th"):
            loose.append(child)
            continue
        if loose:
            yield loose, is_head
            loose = []
        if child.name in _PARTS:
            yield from _rows(child, grid, is_head=child.name == "thead")
        elif child.name == "tr":
            yield _cells(child, grid), is_head
        elif child.name == "caption":
            grid.captions.append(child)
        else:
            grid.strays.append(child)
    if loose:
        yield loose, is_head


def _cells(row: Element, grid: HtmlGrid) -> list[Element]:
    cells = []
    for child in row.children:
        if isinstance(child, Words):
            if child.text.strip() and not child.marks & HIDDEN:
                grid.strays.append(Element("p", child.start, children=[child]))
        elif child.name in ("td", "th"):
            cells.append(child)
        elif not child.is_hidden:
            grid.strays.append(child)
    return cells


def is_layout(grid: HtmlGrid) -> bool:
    """Whether the table only lays out the page, its cells to be read one after the other."""
    cells = [cell for row in grid.rows for cell in row]
    if len(cells) < 2 or grid.is_presentation:
        return True
    sizes = [_size(cell.element) for cell in cells]
    whole, longest = sum(sizes), max(sizes)
    if longest > _PROSE_CELL and 2 * longest > whole:
        return True
    if longest > _LONG_CELL and (len(grid.rows) == 1 or all(len(row) < 2 for row in grid.rows)):
        return True
    if not any(_holds_more(cell.element) for cell in cells):
        return False
    short = sum(
        size <= _SHORT_CELL and not _holds_more(cell.element) for size, cell in zip(sizes, cells, strict=True)
    )
    return len(cells) < _FEWEST_CELLS or 5 * short < 4 * len(cells)


def _size(element: Element) -> int:
    """How many characters it holds, roughly: blanks at the ends of words do not count."""
    return sum(
        len(child.text.strip()) if isinstance(child, Words) else 0 if child.is_hidden else _size(child)
        for child in element.children
    )


def _holds_more(element: Element) -> bool:
    """Whether it holds what belongs to the layout of a page: another table, a form, a title."""
    return any(
        child.name == "table" or child.name in _CONTROLS or _holds_more(child)
        for child in element.children
        if isinstance(child, Element)
    )


def _span(cell: Element, name: str, whole: int) -> int:
    """How far a cell reaches; 0 stands for all the rows there are, what is no number for one."""
    text = cell.get(name).strip()
    return (int(text) or whole) if text.isdecimal() and len(text) < 6 else 1

"""Lines to blocks (由行到段): what a text, one line after the other, says as headings, paragraphs and tables.

Page furniture is dropped first, then wrapped lines are joined. What is prose then is told from what is
short; where numbers stand among the short lines there is a table, which the modules `table_*` put together
or, where nothing shows how, leave as loose lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum

from jixiao.document.model import ParagraphStyle
from jixiao.facts.cells import Content, width
from jixiao.facts.lines.furniture import Pages, pages_of
from jixiao.facts.lines.line_cells import cells_of
from jixiao.facts.lines.paragraphs import prose_blocks, short_block, without_lists
from jixiao.facts.lines.tabs import tabbed_stretches
from jixiao.facts.lines.unwrap import unwrapped
from jixiao.facts.ordinals import ordinal_of
from jixiao.facts.pieces import Fragment, Line, joined, whole
from jixiao.facts.raw import (
    Fragments,
    RawBlock,
    RawCell,
    RawHeadline,
    RawLoose,
    RawProse,
    RawTable,
    cell_of,
)
from jixiao.facts.tables.delimited import by_gaps, gap_table
from jixiao.facts.tables.stacked import cell_table
from jixiao.facts.tables.words import is_about, is_note, is_title, is_total, unit_line_within, units_in

_SENTENCE_END = re.compile(r"[。；！？]")
_GAP = re.compile(r"\s{2}|[\u3000\u2003]")
_WORDS = re.compile(r"\S+")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_PUNCTUATED = re.compile(r"[，。；！？]|[:：]$")
_LEADERS = re.compile(r"…{2,}|…\s?[（(]?\d{1,3}[）)]?$|\.{6,}|·{6,}|-{8,}")
_LONGEST_CELL = 60  # characters; longer lines are sentences
_FEWEST_VALUES = 3
_FEWEST_ROWS = 2
_MOST_ABOVE = 4
_WITHIN_CONTENTS = 6  # lines between lines of a table of contents that belong to it


class _Kind(Enum):
    PROSE = "prose"
    CONTENTS = "contents"
    TABLE = "table"  # its lines were put together by their tabs
    SHORT = "short"


class _Item:
    """A paragraph's lines, what kind of text they make, and the cells that they hold."""

    __slots__ = ("_cells", "fragments", "is_top", "kind", "number", "starts_page", "text")

    def __init__(
        self, number: int, fragments: Fragments, text: str, kind: _Kind, *, is_top: bool, starts_page: bool
    ) -> None:
        self.number = number
        self.fragments = fragments
        self.text = text
        self.kind = kind
        self.is_top = is_top  # of a page or of the document
        self.starts_page = starts_page
        self._cells: list[RawCell] | None = None

    @property
    def cells(self) -> list[RawCell]:
        """The cells that it holds."""
        if self._cells is None:
            is_one = len(self.fragments) == 1
            self._cells = cells_of(self.fragments[0], self.text) if is_one else [RawCell(self.fragments)]
        return self._cells

    @property
    def holds_number(self) -> bool:
        """Whether a number stands in it alone or beside words."""
        cells = self.cells
        return len(cells) > 1 or cells[0].content is Content.NUMBER

    @property
    def holds_value(self) -> bool:
        """Whether a number or the sign for none stands in it."""
        cells = self.cells
        return len(cells) > 1 or cells[0].is_value


def blocks_of(lines: Sequence[Line]) -> tuple[list[RawBlock], list[Fragment]]:
    """The blocks in order, and what was dropped as furniture of pages."""
    pages = pages_of(lines)
    tables = dict(tabbed_stretches(lines, pages))
    dropped = [whole(lines[n]) for n in sorted(pages.furniture) if lines[n].body]
    items = _items(lines, pages, {n for stretch, _ in tables.values() for n in stretch})
    _mark_contents(items)
    blocks: list[RawBlock] = []
    segment: list[_Item] = []
    for item in items:
        if item.kind is _Kind.SHORT:
            segment.append(item)
            continue
        blocks += _segment_blocks(segment, before=item.kind)
        segment = []
        match item.kind:
            case _Kind.PROSE:
                blocks += prose_blocks(item.fragments, item.text)
            case _Kind.CONTENTS:
                _add_contents(blocks, item.fragments)
            case _Kind.TABLE if item.number in tables:
                _, block = tables[item.number]
                if isinstance(block, RawTable):
                    block.above = taken_from(blocks) + block.above
                blocks.append(block)
    blocks += _segment_blocks(segment, before=None)
    return without_lists(blocks), dropped


def _items(lines: Sequence[Line], pages: Pages, in_tables: set[int]) -> list[_Item]:
    found = []
    spoken = False
    for chain in unwrapped(lines, pages):
        fragments = tuple(whole(lines[n]) for n in chain)
        text = joined(fragments)
        if chain[0] in in_tables:
            kind = _Kind.TABLE
        elif _LEADERS.search(text):
            kind = _Kind.CONTENTS
        else:
            kind = _Kind.PROSE if _is_prose(text, is_joined=len(chain) > 1) else _Kind.SHORT
        starts_page = chain[0] in pages.starts
        is_top = not spoken or starts_page
        found.append(_Item(chain[0], fragments, text, kind, is_top=is_top, starts_page=starts_page))
        spoken = spoken or kind is _Kind.PROSE
    return found


def _is_prose(text: str, *, is_joined: bool) -> bool:
    """Whether the text is sentences rather than a cell, a label or a heading."""
    if _SENTENCE_END.search(text) or (len(text) > 2 * _LONGEST_CELL and _WORD.search(text)):
        return True
    return (is_joined or width(text) > _LONGEST_CELL) and "，" in text


def _mark_contents(items: Sequence[_Item]) -> None:
    """Take what stands between lines of a table of contents for part of it."""
    latest = None
    for number, item in enumerate(items):
        if item.kind is not _Kind.CONTENTS:
            continue
        if latest is not None and number - latest <= _WITHIN_CONTENTS:
            for between in items[latest + 1 : number]:
                if between.kind is _Kind.SHORT:
                    between.kind = _Kind.CONTENTS
        latest = number


def _add_contents(blocks: list[RawBlock], fragments: Fragments) -> None:
    if not blocks or not isinstance(blocks[-1], RawLoose) or not blocks[-1].is_contents:
        blocks.append(RawLoose([], is_contents=True))
    last = blocks[-1]
    if isinstance(last, RawLoose):
        last.lines.append(fragments)


def taken_from(blocks: list[RawBlock]) -> list[Fragments]:
    """The title and unit that the last blocks turn out to be, now that a table follows; taken off them."""
    above: list[Fragments] = []
    titled = False
    while blocks and len(above) < _MOST_ABOVE:
        last = blocks[-1]
        if not isinstance(last, RawProse | RawHeadline) or (isinstance(last, RawHeadline) and last.body):
            break
        text = joined(last.fragments)
        if units_in(text) is None and not is_about(text):
            styled = last.fragments[0].line.style in (ParagraphStyle.CAPTION, ParagraphStyle.UNIT_NOTE)
            is_bare = not last.ordinal and len(text) <= _LONGEST_CELL and not _PUNCTUATED.search(text)
            if not (styled or is_title(text) or (is_bare and not titled)):
                break
            titled = True
        above.insert(0, last.fragments)
        blocks.pop()
    return above


def _segment_blocks(segment: Sequence[_Item], before: _Kind | None) -> list[RawBlock]:
    """The blocks of short lines that stand between paragraphs."""
    blocks: list[RawBlock] = []
    chunks = list(_chunks(segment))
    for number, chunk in enumerate(chunks):
        is_last = number + 1 == len(chunks)
        if sum(item.holds_number for item in chunk) >= _FEWEST_VALUES:
            blocks += _table_blocks(chunk, heads=is_last and before is _Kind.PROSE)
        else:
            empty = _empty_table(chunk)
            if empty:
                blocks.append(RawLoose([item.fragments for item in chunk[:empty]]))
            blocks += _short_blocks(chunk[empty:], heads=is_last and before is _Kind.PROSE)
    return blocks


def _empty_table(chunk: Sequence[_Item]) -> int:
    """How many lines at the start are the title and header of a table without rows."""
    if not _is_above(chunk[0]):
        return 0
    ends = (n for n, item in enumerate(chunk) if n and (item.starts_page or _is_section(item.text)))
    end = next(ends, len(chunk))
    return end if end > _FEWEST_ROWS else 0


def _is_section(text: str) -> bool:
    ordinal = ordinal_of(text)
    return bool(ordinal) and not is_title(text)


def _short_blocks(items: Sequence[_Item], *, heads: bool) -> list[RawBlock]:
    """The short lines as headings, paragraphs and loose numbers; `heads` is said of the last."""
    blocks: list[RawBlock] = []
    for number, item in enumerate(items):
        if item.holds_value and len(item.cells) == 1:
            blocks.append(RawLoose([item.fragments]))
            continue
        is_last = number + 1 == len(items)
        blocks.append(short_block(item.fragments, item.text, heads=heads and is_last, is_top=item.is_top))
    return blocks


def _chunks(segment: Sequence[_Item]) -> Iterator[list[_Item]]:
    """The segment, parted before the title of each table and behind its notes.

    Where a page says its table's title at the end, for its text comes in that order, the title belongs to
    what stands before it, and the table goes on where the next page begins without a unit.
    """
    chunk: list[_Item] = []
    has_cells = False
    for number, item in enumerate(segment):
        parts = _is_above(item) and not (_says_title_last(chunk) and _ends_page(segment, number))
        begins = item.starts_page and _is_above(item)
        if chunk and (begins or (has_cells and (parts or is_note(chunk[-1].text)))):
            yield chunk
            chunk, has_cells = [], False
        chunk.append(item)
        has_cells = has_cells or not _is_above(item)
    if chunk:
        yield chunk


def _says_title_last(chunk: Sequence[_Item]) -> bool:
    """Whether the lines begin a page, with numbers but no title."""
    if not chunk or not chunk[0].starts_page:
        return False
    first = next((n for n, item in enumerate(chunk) if item.holds_number), None)
    return first is not None and not any(is_title(item.text) for item in chunk[:first])


def _ends_page(segment: Sequence[_Item], number: int) -> bool:
    """Whether no number comes any more before the next page, of a line that does not begin one."""
    for at, item in enumerate(segment[number:]):
        if item.starts_page:
            return at > 0
        if item.holds_number:
            return False
    return True


def _is_above(item: _Item) -> bool:
    """Whether the line stands above a table: its title, its unit, whose it is."""
    text = item.text
    says_unit = units_in(text) is not None or (len(text) <= _LONGEST_CELL and unit_line_within(text))
    return bool(says_unit) or is_title(text) or is_about(text)


def _table_blocks(chunk: Sequence[_Item], *, heads: bool) -> list[RawBlock]:
    """What stands before a table, the table, and what stands behind it."""
    start = _where_the_table_starts(chunk)
    end = len(chunk)
    while (
        not _says_title_last(chunk)
        and end
        and not chunk[end - 1].holds_value
        and not is_total(chunk[end - 1].text)
    ):
        end -= 1
    rest = list(chunk[start:end])
    above: list[Fragments] = []
    while rest and _is_above(rest[0]):
        above.append(rest.pop(0).fragments)
    notes = [item.fragments for item in chunk[end:] if is_note(item.text)]
    behind = [item for item in chunk[end:] if not is_note(item.text)]
    blocks = _short_blocks(chunk[:start], heads=False)
    table = _table_of(rest)
    if table:
        table.above = above + table.above
        table.notes += notes
        blocks.append(table)
    else:
        blocks.append(RawLoose([*above, *(item.fragments for item in rest), *notes]))
    return blocks + _short_blocks(behind, heads=heads)


def _where_the_table_starts(chunk: Sequence[_Item]) -> int:
    """The first line of what belongs to the table: its title, or the line above its unit."""
    for n, item in enumerate(chunk):
        if item.holds_number:
            return 0
        if _is_above(item):
            is_titled = is_title(item.text) or n == 0 or ordinal_of(chunk[n - 1].text)
            return n if is_titled else n - 1
    return 0


def _table_of(items: Sequence[_Item]) -> RawTable | None:
    lines = [item.fragments[0].line for item in items if len(item.fragments) == 1]
    with_gaps = [line for line in lines if _GAP.search(line.body) and _has_gaps(line)]
    numbered = [item for item in items if item.holds_number]
    if len(with_gaps) >= _FEWEST_ROWS and 2 * len(with_gaps) >= len(numbered) and len(lines) == len(items):
        return gap_table(lines)
    split = _split_headers(items)
    return cell_table([cell for n, item in enumerate(items) for cell in split.get(n, item.cells)])


def _split_headers(items: Sequence[_Item]) -> dict[int, list[RawCell]]:
    """The cells of header lines whose words are as many as the cells of most rows, parted by a blank."""
    counted = Counter(len(item.cells) for item in items if len(item.cells) > 2)
    if not counted:
        return {}
    (wanted, often), *_ = counted.most_common(1)
    found: dict[int, list[RawCell]] = {}
    for n, item in enumerate(items):
        if item.holds_number:
            break
        if often >= _FEWEST_ROWS and len(item.fragments) == 1 and len(item.text.split()) == wanted:
            line, start, _ = item.fragments[0]
            found[n] = [
                cell_of(Fragment(line, start + word.start(), start + word.end()))
                for word in _WORDS.finditer(item.text)
            ]
    return found


def _has_gaps(line: Line) -> bool:
    cells = by_gaps(line)
    return len(cells) > 1 and any(cell.is_value for cell in cells)

"""Short lines between paragraphs (短行): headings, and tables where numbers stand among them.

The modules of `tables` put these together or, where nothing shows how, leave them as loose lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jixiao.facts.flow.lines.items import Item, Kind
from jixiao.facts.flow.lines.paragraphs import short_block
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.flow.pieces import Fragment
from jixiao.facts.flow.raw import (
    Fragments,
    RawBlock,
    RawCell,
    RawLoose,
    RawTable,
    cell_of,
)
from jixiao.facts.flow.tables.delimited import gap_table
from jixiao.facts.flow.tables.stacked import cell_table
from jixiao.facts.flow.tables.words import is_note, is_title, is_total

_WORDS = re.compile(r"\S+")
_FEWEST_VALUES = 3
_FEWEST_ROWS = 2


def segment_blocks(segment: Sequence[Item], before: Kind | None) -> list[RawBlock]:
    """The blocks of short lines that stand between paragraphs."""
    blocks: list[RawBlock] = []
    chunks = list(_chunks(segment))
    for number, chunk in enumerate(chunks):
        is_last = number + 1 == len(chunks)
        if sum(item.holds_number for item in chunk) >= _FEWEST_VALUES:
            blocks += _table_blocks(chunk, heads=is_last and before is Kind.PROSE)
        else:
            empty = _empty_table(chunk)
            if empty:
                blocks.append(RawLoose([item.fragments for item in chunk[:empty]]))
            blocks += _short_blocks(chunk[empty:], heads=is_last and before is Kind.PROSE)
    return blocks


def _empty_table(chunk: Sequence[Item]) -> int:
    """How many lines at the start are the title and header of a table without rows.

    Titles and a unit alone are no such table: they stand above one that was told apart by its tabs.
    """
    if not chunk[0].is_above or all(item.is_above for item in chunk):
        return 0
    ends = (n for n, item in enumerate(chunk) if n and (item.starts_page or _is_section(item.text)))
    end = next(ends, len(chunk))
    return end if end > _FEWEST_ROWS else 0


def _is_section(text: str) -> bool:
    ordinal = ordinal_of(text)
    return bool(ordinal) and not is_title(text)


def _short_blocks(items: Sequence[Item], *, heads: bool) -> list[RawBlock]:
    """The short lines as headings, paragraphs and loose numbers; `heads` is said of the last."""
    blocks: list[RawBlock] = []
    for number, item in enumerate(items):
        if item.holds_value and len(item.cells) == 1:
            blocks.append(RawLoose([item.fragments]))
            continue
        is_last = number + 1 == len(items)
        blocks.append(short_block(item.fragments, item.text, heads=heads and is_last, is_top=item.is_top))
    return blocks


def _chunks(segment: Sequence[Item]) -> Iterator[list[Item]]:
    """The segment, parted before the title of each table and behind its notes.

    Where a page says its table's title at the end, for its text comes in that order, the title belongs to
    what stands before it, and the table goes on where the next page begins without a unit.
    """
    chunk: list[Item] = []
    has_cells = False
    for number, item in enumerate(segment):
        parts = item.is_above and not (_says_title_last(chunk) and _ends_page(segment, number))
        begins = item.starts_page and item.is_above
        if chunk and (begins or (has_cells and (parts or is_note(chunk[-1].text)))):
            yield chunk
            chunk, has_cells = [], False
        chunk.append(item)
        has_cells = has_cells or not item.is_above
    if chunk:
        yield chunk


def _says_title_last(chunk: Sequence[Item]) -> bool:
    """Whether the lines begin a page, with numbers but no title."""
    if not chunk or not chunk[0].starts_page:
        return False
    first = next((n for n, item in enumerate(chunk) if item.holds_number), None)
    return first is not None and not any(is_title(item.text) for item in chunk[:first])


def _ends_page(segment: Sequence[Item], number: int) -> bool:
    """Whether no number comes any more before the next page, of a line that does not begin one."""
    for at, item in enumerate(segment[number:]):
        if item.starts_page:
            return at > 0
        if item.holds_number:
            return False
    return True


def _table_blocks(chunk: Sequence[Item], *, heads: bool) -> list[RawBlock]:
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
    while rest and rest[0].is_above:
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


def _where_the_table_starts(chunk: Sequence[Item]) -> int:
    """The first line of what belongs to the table: its title, or the line above its unit."""
    for n, item in enumerate(chunk):
        if item.holds_number:
            return 0
        if item.is_above:
            is_titled = is_title(item.text) or n == 0 or ordinal_of(chunk[n - 1].text)
            return n if is_titled else n - 1
    return 0


def _table_of(items: Sequence[Item]) -> RawTable | None:
    with_gaps = sum(item.has_gaps for item in items)
    numbered = sum(item.holds_number for item in items)
    are_lines = all(len(item.fragments) == 1 for item in items)
    if with_gaps >= _FEWEST_ROWS and 2 * with_gaps >= numbered and are_lines:
        return gap_table([item.fragments[0].line for item in items], [item.between_gaps for item in items])
    split = _split_headers(items)
    return cell_table([cell for n, item in enumerate(items) for cell in split.get(n, item.cells)])


def _split_headers(items: Sequence[Item]) -> dict[int, list[RawCell]]:
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

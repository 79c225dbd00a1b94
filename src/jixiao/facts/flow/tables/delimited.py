"""Tables whose rows are lines (按行排列的表): cells parted by tabs, or by runs of spaces.

The number of cells is that of most rows. A row with fewer has lost them to a merged cell: at the top to a
group of columns, at the bottom to the label of a total; where neither explains it, its numbers stay unplaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from jixiao.facts.flow.cells import Content, width
from jixiao.facts.flow.pieces import Fragment, Line
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable, cell_of
from jixiao.facts.flow.tables.words import is_subtotal, is_total

_MOSTLY = Fraction(3, 5)  # of the rows have as many cells as the header
_GAP = re.compile(r"[^\S\n]{2,}|[\u3000\u2003]+|\t[^\S\n]*")
PIPE = re.compile("[|｜│]")
"""The strokes that part cells."""
_SPREAD = re.compile(r"[\u4e00-\u9fff][^\S\n]+[\u4e00-\u9fff](?:[^\S\n]|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WIDE = re.compile(r"[^\x00-\u2e7f]+")  # ideographs and their marks, two columns each
_MOST_HEADERS = 4
_FEWEST_OF_ONE = 4  # cells of a table of one row


def by_tabs(line: Line) -> list[RawCell]:
    """The cells of a line between its tabs, empty ones included."""
    found, start = [], 0
    for piece in line.text.split("\t"):
        found.append(cell_of(Fragment(line, start, start + len(piece))))
        start += len(piece) + 1
    return found


def by_pipes(line: Line) -> list[RawCell]:
    """The cells of a line between its upright strokes, of which one may begin and one may end it."""
    start, end = line.lead, line.lead + len(line.body)
    cuts = [found.start() for found in PIPE.finditer(line.text)]
    begin = () if cuts[0] == start else (start - 1,)
    finish = () if cuts[-1] == end - 1 else (end,)
    return [cell_of(Fragment(line, left + 1, right)) for left, right in pairwise((*begin, *cuts, *finish))]


def by_gaps(line: Line) -> list[RawCell]:
    """The cells of a line between runs of two spaces or more.

    Single ideographs are spread over the width of a cell: 项　　目 is one.
    """
    text, start = line.text.rstrip(), line.lead
    found = []
    for gap in _GAP.finditer(text, start):
        if gap.start() - start == 1 and _SPREAD.match(text, gap.start() - 1):
            continue
        found.append(cell_of(Fragment(line, start, gap.start())))
        start = gap.end()
    found.append(cell_of(Fragment(line, start, len(text))))
    return found


def tab_table(lines: Sequence[Line]) -> RawTable | None:
    """The table that lines with tabs make up; none where they do not agree on its columns."""
    return _table([by_tabs(line) for line in lines], _count_of_fields)


def pipe_table(lines: Sequence[Line]) -> RawTable | None:
    """The table that lines with upright strokes make up; none where they do not agree on its columns."""
    return _table([cells for line in lines if (cells := by_pipes(line))], _count_of_fields)


def gap_table(lines: Sequence[Line], rows: list[list[RawCell]]) -> RawTable | None:
    """The table that lines with gaps, each with its cells, make up; none where they disagree on columns."""
    counts = Counter(len(row) for row in rows if _has_number(row))
    if not counts:
        return None
    wanted = max(count for count in counts if counts[count] >= 2 or count == max(counts))
    if not all(len(row) == wanted for row in rows if _has_number(row)):
        rows = _aligned(lines, rows, wanted) or rows
    return _table(rows, _count_of_fields)


def _table(rows: list[list[RawCell]], count: Callable[[Sequence[Sequence[RawCell]]], int]) -> RawTable | None:
    wanted = count(rows)
    if wanted < 2:
        return None
    rows = [_trimmed(row, wanted) for row in rows]
    top = _headers(rows)
    body = rows[top:]
    if not body or sum(len(row) == wanted for row in body) < _MOSTLY * len(body):
        return None
    labels = label_columns(body, wanted)
    table = RawTable([], wanted)
    table.rows += merged_headers(rows[:top], wanted, labels)
    for row in body:
        table.rows.append(placed_row(row, wanted, labels))
    return table


def _count_of_fields(rows: Sequence[Sequence[RawCell]]) -> int:
    """How many cells most rows with numbers have, trailing empty ones aside where not all rows have them."""
    full = [row for row in rows if _has_number(row)]
    if len(full) == 1:
        return _count_of_one(rows)
    if not full:
        return 0
    (fields, often), *_ = Counter(len(row) for row in full).most_common(1)
    used = max((_used(row) for row in rows if len(row) == fields), default=0)
    return used if 2 * often >= len(full) else 0


def _count_of_one(rows: Sequence[Sequence[RawCell]]) -> int:
    """How many cells the one row with numbers has, where it is the last and each row above has as many."""
    widths = {len(row) for row in rows}
    is_last = len(rows) > 1 and _has_number(rows[-1])
    return widths.pop() if is_last and len(widths) == 1 and len(rows[-1]) >= _FEWEST_OF_ONE else 0


def _used(row: Sequence[RawCell]) -> int:
    return next((n for n in range(len(row), 0, -1) if row[n - 1].content is not Content.EMPTY), 0)


def _trimmed(row: list[RawCell], wanted: int) -> list[RawCell]:
    """The row without empty cells behind the last column."""
    while len(row) > wanted and row[-1].content is Content.EMPTY:
        row = row[:-1]
    return row


def _has_number(row: Sequence[RawCell]) -> bool:
    return any(cell.content is Content.NUMBER and not _YEAR.fullmatch(cell.text) for cell in row)


def _headers(rows: Sequence[Sequence[RawCell]]) -> int:
    """How many rows at the top are headers: those before the first number, a lone label aside."""
    first = next((n for n, row in enumerate(rows) if _has_number(row)), len(rows))
    while first > 1 and sum(cell.content is not Content.EMPTY for cell in rows[first - 1]) < 2:
        first -= 1
    return first if first <= _MOST_HEADERS else 1


def label_columns(body: Sequence[Sequence[RawCell]], wanted: int) -> list[bool]:
    """For each column whether it holds words."""
    words, numbers = [0] * wanted, [0] * wanted
    for row in body:
        if len(row) == wanted:
            for n, cell in enumerate(row):
                words[n] += cell.content is Content.WORDS
                numbers[n] += cell.is_value
    return [word > number for word, number in zip(words, numbers, strict=True)]


def placed_row(row: list[RawCell], wanted: int, labels: Sequence[bool]) -> RawRow:
    """The row with the column of each cell; a total's label takes the place of ordinal and words."""
    if len(row) == wanted:
        return RawRow([cell.at(n) for n, cell in enumerate(row) if cell.content is not Content.EMPTY])
    leading = next((n for n in range(wanted) if not labels[n] and any(labels[:n])), 1)
    missing = wanted - len(row)
    if 0 < missing < max(leading, 2) and (is_total(row[0].text) or is_subtotal(row[0].text)):
        cells = [row[0].at(0, columns=missing + 1)]
        cells += [cell.at(n) for n, cell in enumerate(row[1:], missing + 1)]
        return RawRow([cell for cell in cells if cell.content is not Content.EMPTY])
    if row[0].content is Content.WORDS and labels[0]:
        row[0].at(0)
    return RawRow([cell for cell in row if cell.content is not Content.EMPTY])


def merged_headers(rows: Sequence[list[RawCell]], wanted: int, labels: Sequence[bool]) -> list[RawRow]:
    """The header rows; where one has lost cells, groups reach over the columns whose headers stand below."""
    placed = []
    spans: list[tuple[int, int]] = [(0, wanted)]
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else None
        cells = [cell for cell in row if cell.content is not Content.EMPTY]
        if len(row) == wanted:
            placed.append(RawRow([cell.at(n) for n, cell in enumerate(row) if cell in cells], is_header=True))
            spans = _groups(row, wanted)
            continue
        room = sum(end - start for start, end in spans)
        if len(cells) == room:
            columns = [column for start, end in spans for column in range(start, end)]
            placed.append(
                RawRow([cell.at(n) for n, cell in zip(columns, cells, strict=True)], is_header=True)
            )
            spans = []
            continue
        reaches = _reaches(cells, spans, labels, len(below) if below else 0, wanted)
        if reaches is None:
            placed.append(RawRow(cells, is_header=True))
            continue
        spans = []
        for cell, (start, end) in zip(cells, reaches, strict=True):
            is_leaf = end - start == 1
            cell.at(start, columns=end - start, rows=len(rows) - number if is_leaf else 1)
            if not is_leaf:
                spans.append((start, end))
        placed.append(RawRow(cells, is_header=True))
    return placed


def _groups(row: Sequence[RawCell], wanted: int) -> list[tuple[int, int]]:
    """The stretches of columns under each header that is followed by empty ones."""
    starts = [n for n, cell in enumerate(row) if cell.content is not Content.EMPTY]
    ends = [*starts[1:], wanted]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end - start > 1]


def _reaches(
    cells: Sequence[RawCell],
    spans: Sequence[tuple[int, int]],
    labels: Sequence[bool],
    below: int,
    wanted: int,
) -> list[tuple[int, int]] | None:
    """The columns of each header cell; none where more than one way would do.

    A header over a column of words is its own. Those over a stretch of numbers share it evenly, or all but
    one of them are totals, which have a column each.
    """
    if spans != [(0, wanted)]:
        return None
    stretches: list[list[int]] = []
    for column in range(wanted):
        if labels[column] or not stretches or labels[column - 1]:
            stretches.append([])
        stretches[-1].append(column)
    found: list[tuple[int, int]] = []
    rest = list(cells)
    for number, stretch in enumerate(stretches):
        later = len(stretches) - number - 1
        if labels[stretch[0]]:
            share = 1
        elif not any(not labels[other[0]] for other in stretches[number + 1 :]):
            share = len(rest) - later
        else:
            share = max(1, (len(cells) - sum(labels)) // sum(not labels[other[0]] for other in stretches))
        mine, rest = rest[:share], rest[share:]
        reach = _shared(mine, stretch)
        if not mine or reach is None:
            return None
        found += reach
    under = sum(end - start for start, end in found if end - start > 1)
    return found if not rest and under == below else None


def _shared(cells: Sequence[RawCell], stretch: Sequence[int]) -> list[tuple[int, int]] | None:
    """How the header cells share the stretch of columns."""
    start, count = stretch[0], len(stretch)
    if not cells:
        return None
    if count % len(cells) == 0:
        each = count // len(cells)
        return [(start + n * each, start + (n + 1) * each) for n in range(len(cells))]
    groups = [n for n, cell in enumerate(cells) if not is_total(cell.text) and not is_subtotal(cell.text)]
    if len(groups) != 1 or count <= len(cells):
        return None
    found = []
    for n in range(len(cells)):
        end = start + (count - len(cells) + 1 if n == groups[0] else 1)
        found.append((start, end))
        start = end
    return found


def _aligned(lines: Sequence[Line], rows: list[list[RawCell]], wanted: int) -> list[list[RawCell]] | None:
    """The rows with empty cells where a blank stands, by the places where columns are printed."""
    full = [(line, row) for line, row in zip(lines, rows, strict=True) if len(row) == wanted]
    if len(full) < 2:
        return None
    bounds = [[10**9, 0] for _ in range(wanted)]
    for line, row in full:
        for bound, cell in zip(bounds, row, strict=True):
            start, end = _printed(line, cell)
            bound[0], bound[1] = min(bound[0], start), max(bound[1], end)
    if any(left[1] > right[0] for left, right in pairwise(bounds)):
        return None
    filled = []
    for line, row in zip(lines, rows, strict=True):
        if len(row) >= wanted or not _has_number(row):
            filled.append(row)
            continue
        places: list[RawCell | None] = [None] * wanted
        for cell in row:
            start, end = _printed(line, cell)
            meets = [n for n, bound in enumerate(bounds) if start < bound[1] and bound[0] < end]
            if len(meets) != 1 or places[meets[0]] is not None:
                return None
            places[meets[0]] = cell
        blank = Fragment(line, 0, 0)
        filled.append([cell or RawCell((blank,), text="") for cell in places])
    return filled


def _printed(line: Line, cell: RawCell) -> tuple[int, int]:
    """Where the cell is printed in its line, in columns; here spaces count."""
    _, start, _ = cell.fragments[0]
    before = line.text[:start].expandtabs(8)
    at = 2 * len(before) - len(_WIDE.sub("", before))
    return at, at + max(width(cell.text), 1)

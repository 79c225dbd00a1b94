"""Tables with a cell on each line (一行一格的表): what is left where rows and columns were lost.

Labels and numbers alternate, and that is all there is to go by: a record is the lines of words, then the
numbers up to the next words. Codes and ordinals, which come before the words, are told from the numbers by
their forms and by counting up. Where most records have as many numbers, that is how many columns there
are; a record with fewer has blanks, and which of its columns are blank nothing tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import ColumnKind
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable
from jixiao.facts.flow.tables.evidence import first_is_sum, prints_blanks, total_is_full
from jixiao.facts.flow.tables.headers import Heads, heads_of
from jixiao.facts.flow.tables.labels import head_and_label, label_count, label_widths, unbroken
from jixiao.facts.flow.tables.leading import Record, take_codes
from jixiao.facts.flow.tables.mended import mended
from jixiao.facts.flow.tables.numbered import numbered_table
from jixiao.facts.flow.tables.regular import regular_table
from jixiao.facts.flow.tables.repeats import put_back, without_repeats
from jixiao.facts.flow.tables.sides import LEFT, RIGHT, Stacked, halved, said_side
from jixiao.facts.flow.tables.single import single_row
from jixiao.facts.flow.tables.words import is_title, is_total

_FEWEST = 3  # records that make a table
_RECURS = Fraction(1, 10)  # of the records must have as many numbers for that to be the number of columns
_LONGEST_UNNAMED = 20  # cells of a header of which nothing tells the columns
_NUMBERING = "栏次"  # the row that numbers the columns


def cell_table(cells: Sequence[RawCell]) -> RawTable | None:
    """The table that the cells make up, in reading order; none where nothing shows how."""
    kept, repeats = without_repeats(cells)
    table = regular_table(kept) or numbered_table(kept) or _recorded(mended(kept)) or single_row(kept)
    if table:
        put_back(table, repeats)
    return table


def _recorded(cells: Sequence[RawCell]) -> RawTable | None:
    head, records, tail = _records(cells)
    codes, kind = take_codes(records)
    if records and not records[0].numbers:
        records.pop(0)
    elif len(records) > 1:
        head, records[0].words = head_and_label(
            records, lambda words: _heads_and_columns(words, records, codes, 1)[0].are_named
        )
    if len(records) < 2:
        return None
    labels = label_count(records)
    heads, values = _heads_and_columns(head, records, codes, labels)
    exact = sum(len(record.numbers) == values for record in records)
    is_complete = exact == len(records) >= _FEWEST and values > 1
    known = heads.are_named or codes or heads.halves or is_complete
    if _is_of_targets(heads) or (not known and len(heads.cells) > _LONGEST_UNNAMED):
        return None
    if not values or len(records) < (2 if known else _FEWEST) or exact < (1 if heads.are_named else 2):
        return None
    blank = sum(len(record.words) - labels for record in records)
    if not known and (len(records) > 2 * exact or blank > len(records)):
        return None
    tail = _with_total(records, values, tail)
    is_double = bool(heads.halves) or _is_double(records)
    again = {squeezed(cell.text) for cell in heads.cells}
    widths = label_widths(records) if labels == 1 else [0] * len(records)
    rows = [
        row
        for record, widest in zip(records, widths, strict=True)
        for row in _rows(record, labels, again, widest)
    ]
    if any(is_title(cell.text) for cell in tail):
        rows.append(Stacked(tail, is_header=True))
        tail = []
    if is_double and labels == 1 and not codes:
        table = halved(rows, heads)
    else:
        is_partial = heads.is_partial or (
            not heads.are_named and _has_more_heads(rows, codes, labels, values)
        )
        has_blanks = not (is_complete and prints_blanks(records)) and not total_is_full(rows, values)
        is_partial = is_partial and has_blanks
        first_is_total = any(cell.column == codes + labels and is_total(cell.text) for cell in heads.cells)
        is_sum = not is_double and (is_partial or first_is_total or first_is_sum(records, values))
        table = _placed(rows, (codes, labels, values), heads, first=is_sum, others=not is_partial)
        table.leading = (kind,) * codes + (ColumnKind.LABEL,) * labels
        table.is_listing = is_double
    table.notes += [cell.fragments for cell in tail]
    return table


def _is_of_targets(heads: Heads) -> bool:
    """Whether the table is one of performance indicators, whose values are words as often as numbers."""
    texts = {squeezed(cell.text) for cell in heads.cells}
    return len(texts & {"一级指标", "二级指标", "三级指标", "指标值", "年度指标值", "绩效指标"}) > 1


def _has_more_heads(rows: Sequence[Stacked], codes: int, labels: int, values: int) -> bool:
    """Whether a header that stands behind the rows has more columns than any row has numbers."""
    return any(
        heads_of(row.words, codes=codes, labels=labels, values=values).is_partial
        for row in rows
        if row.is_header
    )


def _heads_and_columns(
    head: Sequence[RawCell], records: Sequence[Record], codes: int, labels: int
) -> tuple[Heads, int]:
    """The header with its columns, and how many columns of numbers there are.

    As many as the header names, where a record has so many; else as many as most have.
    """
    lengths = {len(record.numbers) for record in records}
    for values in sorted(lengths - {0}, reverse=True):
        is_most = values == max(lengths) and len(records) >= _FEWEST
        heads = heads_of(head, codes=codes, labels=labels, values=values, is_most=is_most)
        if heads.are_named:
            return heads, values
    values = _columns(records)
    return heads_of(head, codes=codes, labels=labels, values=values), values


def _is_double(records: Sequence[Record]) -> bool:
    """Whether two tables stand side by side: two labels begin with 一、, or both sides end with totals."""
    if any(record.codes for record in records):
        return False
    labels = [record.words[-1].text for record in records if record.words]
    ordinals = [ordinal_of(label) for label in labels]
    firsts = sum(1 for each in ordinals if each and each.level == 1 and each.number == 1)
    return firsts > 1 or (len(labels) > 1 and {said_side(label) for label in labels[-2:]} == {LEFT, RIGHT})


def _records(cells: Sequence[RawCell]) -> tuple[list[RawCell], list[Record], list[RawCell]]:
    """The words before the first numbers, the records, and the words behind the last numbers."""
    records: list[Record] = []
    words: list[RawCell] = []
    for cell in cells:
        if not cell.is_value:
            words.append(cell)
            continue
        if words or not records:
            records.append(Record(words))
            words = []
        records[-1].numbers.append(cell)
    return list(records[0].words) if records else [], records, words


def _columns(records: Sequence[Record]) -> int:
    """How many columns of numbers there are: the most numbers that records have, one record aside."""
    counted = Counter(len(record.numbers) for record in records)
    least = max(Fraction(2), _RECURS * len(records))
    return max((count for count, often in counted.items() if often >= least and count), default=0)


def _with_total(records: list[Record], values: int, tail: list[RawCell]) -> list[RawCell]:
    """Make a total a record whose numbers stand before its label at the end; the words that are left."""
    last = records[-1]
    if tail and len(last.numbers) == 2 * values and is_total(tail[0].text):
        records.append(Record([tail[0]], last.numbers[values:]))
        del last.numbers[values:]
        return tail[1:]
    return tail


def _rows(record: Record, labels: int, again: set[str], widest: int) -> list[Stacked]:
    """The rows of a record: a repeated header, labels that have no numbers, its own."""
    repeated = _repeated(record, again)
    rows = [Stacked(record.words[:repeated], is_header=True)] if repeated else []
    words = record.words[repeated:]
    if words and squeezed(words[-1].text) == _NUMBERING:
        return [*rows, Stacked(words, record.numbers, record.codes, is_header=True)]
    if not record.numbers and not words:
        return rows
    words = unbroken(words, widest) if labels == 1 else words
    rows += [Stacked([word]) for word in words[:-labels]]
    return [*rows, Stacked(words[-labels:], record.numbers, record.codes)]


def _placed(
    rows: Sequence[Stacked], counts: tuple[int, int, int], heads: Heads, *, first: bool, others: bool
) -> RawTable:
    """The table of the rows, each cell in its column where that is certain.

    `first`: that of a row with blanks is, for its first number; `others`: those of a full row are.
    """
    codes, labels, values = counts
    start = codes + labels
    table = RawTable([], start + values)
    table.rows += [RawRow(list(cells), is_header=True) for cells in (heads.groups, heads.cells) if cells]
    for row in rows:
        cells = [code.at(n) for n, code in enumerate(row.codes)]
        cells += row.words if row.is_header else [word.at(codes + n) for n, word in enumerate(row.words)]
        if len(row.numbers) == values and others:
            cells += [number.at(start + n) for n, number in enumerate(row.numbers)]
        else:
            if first and 0 < len(row.numbers) <= values:
                row.numbers[0].at(start)
            cells += row.numbers
        table.rows.append(RawRow(cells, is_header=row.is_header))
    return table


def _repeated(record: Record, again: set[str]) -> int:
    """How many words at the start repeat the header, or are one: nothing but codes comes behind it."""
    if not record.numbers:
        return 0 if record.codes else len(record.words)
    inside = [n for n, word in enumerate(record.words[:-1]) if squeezed(word.text) in again]
    return inside[-1] + 1 if len(inside) > 1 and 2 * len(inside) >= len(again) else 0

"""List reader (读清单): the rows of one list of somebody else's system, under whatever headers it has.

Two steps, with a person between them: `layout_of` says where the header is and what its columns seem to be;
`read_list` reads the rows by what the person made of it. A row that cannot be read keeps its findings to
itself, so the others go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.exchange.assembly import Assembly
from jixiao.exchange.grid import Grid
from jixiao.exchange.headers import Header, find_header, heading, words_of
from jixiao.exchange.reading import Rule, as_shown, found
from jixiao.exchange.rows import is_blank
from jixiao.exchange.sheet_reader import SheetReader
from jixiao.exchange.totals import Totals, is_part, is_total
from jixiao.findings import Finding, Severity
from jixiao.quantity import YUAN, Money, MoneyUnit
from jixiao.tracking.noun import Attribute

SAMPLES = 5
"""Rows of a list that are shown to whoever says what its columns are."""

_LONGEST_SAMPLE = 60
_DEEPEST_PLAIN_HEADER = 30


@dataclass(frozen=True, slots=True)
class ListLayout:
    """Where a list has its header, and what its columns seem to be (清单的样子); lists run by column."""

    sheet: str
    header_row: int  # the last row of the header, counted from 1
    first_column: int  # counted from 0
    titles: tuple[str, ...]  # as written
    guesses: tuple[str, ...]  # names of fields; empty where none is known
    unit: MoneyUnit | None  # of its amounts, where header or title say it
    samples: tuple[tuple[str, ...], ...]
    rows: int  # below the header, whatever they hold

    @property
    def signature(self) -> str:
        """A word that is the same for lists with the same headers, in whatever order."""
        words = sorted(heading(each).words for each in self.titles if each)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as it was read: values by field name, and what is wrong or doubtful about it."""

    number: int  # counted from 1
    values: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()  # the fields that held something unreadable


@dataclass(slots=True)
class ListReading:
    """What came of reading a list besides its rows, complete once they were read to the end."""

    left_out: list[tuple[int, str]] = field(default_factory=list)  # rows that are no data, and what they are
    findings: list[Finding] = field(default_factory=list)  # about the list as a whole


def layout_of(grid: Grid, attributes: Sequence[Attribute]) -> ListLayout | None:
    """How the list looks; none where the sheet has nothing that could be a header with rows below it."""
    header = find_header(grid, words_of(attributes)) or _plain_header(grid)
    if header is None or header.row + 1 >= grid.end_row:
        return None
    columns = range(grid.first_column, grid.end_column)
    money = next((column for column, each in header.fields.items() if each.base is Money), None)
    below = range(header.row + 1, grid.end_row)
    filled = (row for row in below if not all(is_blank(each) for each in grid.row(row)))
    return ListLayout(
        sheet=grid.name,
        header_row=header.row + 1,
        first_column=grid.first_column,
        titles=tuple(header.texts.get(column, "") for column in columns),
        guesses=tuple(header.fields[column].name if column in header.fields else "" for column in columns),
        unit=(header.units.get(money) if money is not None else None) or header.general_unit,
        samples=tuple(
            tuple(as_shown(each)[:_LONGEST_SAMPLE] for each in grid.row(row))
            for _, row in zip(range(SAMPLES), filled, strict=False)
        ),
        rows=len(below),
    )


def best_layout(grids: Sequence[Grid], attributes: Sequence[Attribute]) -> ListLayout | None:
    """The layout of the sheet whose header knows most; of equals the longest."""
    found_layouts = [layout for grid in grids if (layout := layout_of(grid, attributes))]
    return max(
        found_layouts, key=lambda each: (sum(bool(name) for name in each.guesses), each.rows), default=None
    )


def read_list(
    grid: Grid,
    header_row: int,
    columns: Mapping[int, Attribute],
    unit: MoneyUnit,
    reading: ListReading,
    *,
    file: str = "",
) -> Iterator[ListRow]:
    """The rows below the header, read by what each column is; rows of sums are checked and left out.

    `columns` are counted from 0 within the sheet. What concerns no single row is put into `reading`.
    """
    texts = {column: as_shown(grid.value(header_row - 1, column)).strip() for column in columns}
    units = {column: unit for column, each in columns.items() if each.base is Money}
    header = Header(header_row - 1, 1, texts, dict(columns), units)
    assembly = Assembly()
    sheet = SheetReader(grid, header, file, assembly)
    fields = sheet.fields()
    money = {each.attribute.column.label: each for each in fields if each.attribute.base is Money}
    totals = Totals(dict.fromkeys(money, unit))
    for number, cells in sheet.data_rows():
        if sheet.is_sum(cells):
            reading.left_out.append((number, "合计行，只核对"))
            sheet.check_total(totals, is_total(cells), money, number, cells)
            continue
        if is_part(cells) and not sheet.is_complete(cells):
            reading.left_out.append((number, "其中数，已含在上一行"))
            continue
        reading.findings += assembly.findings
        assembly.findings.clear()
        values = sheet.read_values(fields, number, cells)
        if not values and not sheet.failed:
            reading.left_out.append((number, "没有要读的内容"))
            continue
        totals.add({label: values[each.name] for label, each in money.items() if each.name in values})
        for label, each in money.items():
            if each.name in sheet.failed:
                totals.spoil(label)
        missing = [
            _missing(sheet, each.attribute, number)
            for each in fields
            if each.attribute.is_required
            and values.get(each.name) in (None, "")
            and each.name not in sheet.failed
        ]
        yield ListRow(number, values, (*assembly.findings, *missing), tuple(sorted(sheet.failed)))
        assembly.findings.clear()
    reading.findings += [*assembly.findings, *totals.finish()]
    reading.left_out += sheet.left_out


def _missing(sheet: SheetReader, attribute: Attribute, number: int) -> Finding:
    return found(
        Rule.REQUIRED,
        Severity.ERROR,
        f"“{attribute.column.label}”没有填",
        [sheet.place(number, attribute.name, "")],
        hint=f"补上{attribute.column.label}后再导入",
    )


def _plain_header(grid: Grid) -> Header | None:
    """The first row of nothing but different words, where no word in it is known."""
    for row in range(grid.first_row, min(grid.end_row, grid.first_row + _DEEPEST_PLAIN_HEADER)):
        words = [each.strip() for each in grid.row(row) if isinstance(each, str) and each.strip()]
        filled = [each for each in grid.row(row) if not is_blank(each)]
        if len(words) > 1 and len(words) == len(filled) and len(set(words)) == len(words):
            columns = range(grid.first_column, grid.end_column)
            return Header(row, 1, {column: as_shown(grid.value(row, column)).strip() for column in columns})
    return None


def usual_unit(layout: ListLayout) -> MoneyUnit:
    """The unit of its amounts where nothing says it: what finance systems write (元)."""
    return layout.unit or YUAN

"""Workbook (工作簿): any office's workbook read as a year, Jixiao's own form or the office's.

Each sheet is recognised by the unit's mapping, by its name, or by its header. What is read is described in
`sheet_reader`, `nine_columns` and `assembly`; everything that is wrong is found in one pass.
"""

from __future__ import annotations

import datetime as dt
import difflib
import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from jixiao.exchange.assembly import Assembly
from jixiao.exchange.derived import generated_key
from jixiao.exchange.fault import Fault
from jixiao.exchange.form_rows import read_rows
from jixiao.exchange.grid import Book, Grid
from jixiao.exchange.headers import Header, find_header, heading, vocabulary
from jixiao.exchange.mapping import (
    NINE_COLUMNS,
    Mapping,
    SheetMapping,
    attribute_named,
    find_mapping,
    form_named,
)
from jixiao.exchange.nine_columns import find_nine_columns
from jixiao.exchange.nine_reader import NineColumns
from jixiao.exchange.reading import Reading, Rule, found, quoted
from jixiao.exchange.records import read_version
from jixiao.exchange.sheet_forms import FORMS, GUIDE, VERSION_LABEL, Form
from jixiao.exchange.sheet_reader import SheetReader
from jixiao.exchange.tables import UNIT_TABLE
from jixiao.exchange.values import folded, reader
from jixiao.findings import Place, Severity
from jixiao.tracking.noun import Origin
from jixiao.tracking.year import Year
from jixiao.undisturbed import undisturbed

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=\s*(?:年|财年))")
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_UNIT_IN_TITLE = re.compile(
    r"^([\u4e00-\u9fff]{2,30}?(?:街道办事处|办事处|委员会|人民政府|局|中心|学校|医院))(?=\s*(?:20\d{2}|关于|年度|项目|预算))"
)
NAMELESS_UNIT = "本单位"


@dataclass(frozen=True, slots=True)
class Placement:
    """What a sheet was recognised as: a form, or the nine-column table (no form), with its header."""

    form: Form | None
    header: Header


def read_workbook(
    path: Path | str,
    mapping: Mapping | None = None,
    *,
    fiscal_year: int | None = None,
    seen: dt.date | None = None,
    before: Year | None = None,
) -> Reading:
    """The year that a workbook holds (.xlsx, .xls, .et, .ods, told by content).

    `mapping` gives the unit's own sheets and headers; without it the one kept beside the workbook, or the
    user's, is used. `fiscal_year` and `seen`, the date of a nine-column table, are for workbooks that do not
    say them. `before` is the year as it was, whose names still count for rows that were renamed. Raises
    UnreadableFile where the file is no workbook or cannot be opened.
    """
    file = Path(path)
    known = mapping or find_mapping(file) or Mapping()
    with undisturbed():
        return _WorkbookReader(Book(file), known, fiscal_year, seen, before).read()


class _WorkbookReader:
    """Reads the sheets of one workbook into one assembly."""

    def __init__(
        self,
        book: Book,
        mapping: Mapping,
        fiscal_year: int | None,
        seen: dt.date | None,
        before: Year | None = None,
    ) -> None:
        self.book = book
        self.mapping = mapping
        self.seen = seen
        self.assembly = Assembly()
        self.assembly.before = before
        self._fiscal_year = fiscal_year
        self._titles: list[str] = []
        self._tables: list[SheetReader] = []  # nine-column tables, read last

    def read(self) -> Reading:
        """Read all sheets, then put the year together."""
        for name in self.book.sheets:
            self._read_sheet(self.book.grid(name))
        self._settle_fiscal_year()
        told: dict[str, SheetReader] = {}
        for sheet in self._tables:
            NineColumns(sheet, self.assembly, self.seen, told).read()
        self._settle_unit()
        return self.assembly.finish()

    def _read_sheet(self, grid: Grid) -> None:
        mapped = self.mapping.sheet(grid.name)
        if mapped is not None and not mapped.table:
            return
        if folded(grid.name) == folded(GUIDE):
            self._read_guide(grid)
            return
        if not any(each != "" for row in grid.rows for each in row):
            return
        placement = placed(grid, mapped)
        if placement is None:
            self._report_unknown(grid, mapped)
            return
        if mapped is not None and mapped.money_unit is not None:
            placement.header.general_unit = mapped.money_unit
        sheet = SheetReader(grid, placement.header, self.book.name, self.assembly)
        if placement.form is None:
            self._tables.append(sheet)
        else:
            read_rows(placement.form, sheet)
        if placement.form is None or placement.form.name != grid.name:
            self._titles += [grid.name, *sheet.titles()]

    def _read_guide(self, grid: Grid) -> None:
        """Read the version of the form of the workbook."""
        for row in grid.rows:
            for cell, following in itertools.pairwise(row):
                if cell == VERSION_LABEL and isinstance(following, float | int) and following:
                    read_version(int(following), self.book.name)

    def _report_unknown(self, grid: Grid, mapped: SheetMapping | None) -> None:
        place = Place(self.book.name, grid.name)
        form = mapped.form if mapped is not None else form_named(grid.name)
        if form is not None or mapped is not None:
            wanted = form.attributes if form is not None else ()
            self.assembly.report(
                found(
                    Rule.MISSING_COLUMN,
                    Severity.ERROR,
                    f"表“{grid.name}”里找不到表头",
                    [place],
                    expected="一行表头，如 " + "、".join(each.column.label for each in wanted[:4])
                    if wanted
                    else "",
                    hint="请恢复表头，或用 jixiao year map 指明各栏",
                )
            )
            return
        self.assembly.report(
            found(
                Rule.UNKNOWN_SHEET,
                Severity.NOTICE,
                f"表“{grid.name}”不是台账的表，没有读入",
                [place],
                hint="需要读入的，请用 jixiao year map 指明它是哪张表；不需要的不用管",
            )
        )

    def _settle_fiscal_year(self) -> None:
        known = self.assembly.fiscal_year or self.mapping.fiscal_year or self._fiscal_year
        if known is None:
            titled = [int(match[1]) for words in self._titles for match in _YEAR.finditer(words)]
            named = [int(match[1]) for match in _YEAR_IN_NAME.finditer(self.book.name)]
            known = next(iter([*titled, *named]), None)
            if known is not None:
                self._notice(f"预算年度按{'标题' if titled else '文件名'}读作 {known} 年")
        self.assembly.fiscal_year = known

    def _settle_unit(self) -> None:
        """Take the unit from the mapping or from a title, where no sheet tells it."""
        if self.assembly.rows[UNIT_TABLE] or not self._tables:
            if not self.assembly.rows[UNIT_TABLE] and self.mapping.unit:
                self._add_unit(self.mapping.unit)
            return
        if self.mapping.unit:
            self._add_unit(self.mapping.unit)
            return
        match = next((each for words in self._titles if (each := _UNIT_IN_TITLE.search(words))), None)
        name = match[1] if match else NAMELESS_UNIT
        self._add_unit({"name": name, "short_name": name})
        self.assembly.report(
            found(
                Rule.DERIVED,
                Severity.WARNING,
                f"没有“单位”表，单位名称{'按标题读作' if match else '暂作'}{quoted(name)}",
                [Place(self.book.name)],
                hint="请在工作簿里加一张“单位”表，或在 jixiao year map 生成的对照文件里填写",
            )
        )

    def _add_unit(self, written: dict[str, str]) -> None:
        form = next(each for each in FORMS if each.table == UNIT_TABLE)
        known = {each.name: each for each in form.attributes}
        values = {}
        for name, value in written.items():
            attribute = attribute_named(known, name)
            if attribute is not None:
                try:
                    values[attribute.name] = reader(attribute)(value)
                except Fault as fault:
                    values[attribute.name] = fault.value or value
        self.assembly.add(
            UNIT_TABLE,
            values,
            Origin(self.book.name, UNIT_TABLE, 1),
            lambda row, name, quote: Place(self.book.name, UNIT_TABLE, name, str(quote)),
        )

    def _notice(self, message: str) -> None:
        place = Place(self.book.name)
        self.assembly.report(
            found(Rule.DERIVED, Severity.NOTICE, message, [place], hint="不对的，请在“单位”表填写年度")
        )


def placed(grid: Grid, mapped: SheetMapping | None = None) -> Placement | None:
    """What the sheet is, and where its header is; none where it is no table of a year."""
    own = mapped.columns if mapped is not None else {}
    row = mapped.header_row if mapped is not None else None
    if mapped is None or mapped.table == NINE_COLUMNS:
        nine = find_nine_columns(grid, own, row, fewest=2 if mapped is None else 1)
        if nine is not None:
            return Placement(None, nine)
        if mapped is not None:
            return None
    form = mapped.form if mapped is not None else form_named(grid.name)
    if form is not None:
        header = find_header(grid, vocabulary(form, own), row)
        return Placement(form, header) if header is not None else None
    best = _best_placement(grid)
    if best is None and (list_of_originals := find_nine_columns(grid, fewest=1)) is not None:
        return Placement(None, list_of_originals)
    return best


def _best_placement(grid: Grid) -> Placement | None:
    """The form that suits the header of a sheet of a strange name: all it requires, most columns."""
    best: tuple[tuple[bool, int], Placement] | None = None
    for form in FORMS:
        header = find_header(grid, vocabulary(form))
        if header is None:
            continue
        names = {each.name for each in header.fields.values()}
        required = {each.name for each in form.attributes if each.is_required and not generated_key(each)}
        known = len(header.fields)
        if not required <= names or known < 2 or known < len(header.unknown):
            continue
        score = (form.name in grid.name, known)
        if best is None or score > best[0]:
            best = (score, Placement(form, header))
    return best[1] if best is not None else None


def propose_mapping(path: Path | str) -> Mapping:
    """What the sheets and headers of a workbook seem to be, to be looked through and saved.

    Headers that are not known are entered as not read, with the most similar label as a suggestion.
    """
    book = Book(Path(path))
    remembered = find_mapping(path) or Mapping()
    sheets = {}
    for name in book.sheets:
        grid = book.grid(name)
        mapped = remembered.sheet(name)
        if mapped is not None or folded(name) == folded(GUIDE):
            if mapped is not None:
                sheets[name] = mapped
            continue
        sheets[name] = _proposed(grid)
    return Mapping(sheets, remembered.fiscal_year, remembered.unit)


def _proposed(grid: Grid) -> SheetMapping:
    placement = placed(grid)
    if placement is None:
        return SheetMapping()
    header, form = placement.header, placement.form
    labels = [each.column.label for each in form.attributes] if form is not None else []
    labels = labels or [each.column.label for each in header.fields.values()]
    columns = {_one_line(header.texts[column]): each.column.label for column, each in header.fields.items()}
    suggestions = {}
    for words in header.unknown.values():
        columns[_one_line(words)] = ""
        near = difflib.get_close_matches(heading(words).words, labels, n=1, cutoff=0.4)
        if near:
            suggestions[_one_line(words)] = near[0]
    return SheetMapping(
        form.name if form is not None else NINE_COLUMNS,
        header.row + 1,
        "",
        dict(columns),
        suggestions,
    )


def _one_line(words: str) -> str:
    return re.sub(r"\s+", "", words)

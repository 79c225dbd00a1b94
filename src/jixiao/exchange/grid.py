"""Grid (格子): the cells of a workbook's sheets, whatever kind of file it is, within limits.

The kind is told by content, not by suffix: an .et is built like an .xls or like an .xlsx, and systems hand
out web pages under the name of .xls.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TypeVar, cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from jixiao.containers.archive import Archive
from jixiao.containers.compound import MAGIC
from jixiao.errors import UnreadableFile
from jixiao.exchange import numbers
from jixiao.exchange.limits import LARGEST_FILE
from jixiao.exchange.refusals import ARCHIVE, damaged, encrypted, too_large
from jixiao.exchange.scan import Cell, Marks, Span
from jixiao.exchange.scan_ods import scan_ods
from jixiao.exchange.scan_xls import scan_xls
from jixiao.exchange.scan_xlsx import scan_xlsx

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
"""What the names of workbooks end in; what a file is, its content tells."""

WANTED = "请选择 .xlsx、.xls、.et 或 .ods 工作簿。"
SAVE_AS = "请在表格软件中打开，另存为 .xlsx 后再读。"

_TEXT_START = 4096

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Broken:
    """A formula that failed, or that no program has calculated (出错的公式)."""

    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass(slots=True)
class Grid:
    """The cells of one sheet; rows and columns are counted from 0, as in A1."""

    name: str
    rows: list[list[object]] = field(default_factory=list)
    first_row: int = 0
    first_column: int = 0
    merged: list[Span] = field(default_factory=list)

    @property
    def end_row(self) -> int:
        """The row after the last one."""
        return self.first_row + len(self.rows)

    @property
    def end_column(self) -> int:
        """The column after the last one."""
        return self.first_column + (len(self.rows[0]) if self.rows else 0)

    def row(self, row: int) -> list[object]:
        """The cells of a row, from `first_column` on; none outside."""
        index = row - self.first_row
        return self.rows[index] if 0 <= index < len(self.rows) else []

    def value(self, row: int, column: int) -> object:
        """What a cell holds; nothing outside."""
        cells = self.row(row)
        index = column - self.first_column
        return cells[index] if 0 <= index < len(cells) else ""

    def reach(self, cell: Cell) -> None:
        """Make the grid large enough to hold a cell; extents were checked when the file was scanned."""
        row, column = cell
        if not self.rows:
            self.first_row, self.first_column = row, column
        if column < self.first_column:
            self.rows = [[""] * (self.first_column - column) + cells for cells in self.rows]
            self.first_column = column
        if column >= self.end_column:
            more = column + 1 - self.end_column
            self.rows = [[*cells, *([""] * more)] for cells in self.rows]
        width = self.end_column - self.first_column if self.rows else 1
        if row < self.first_row:
            self.rows[:0] = [[""] * width for _ in range(self.first_row - row)]
            self.first_row = row
        self.rows += [[""] * width for _ in range(row + 1 - self.end_row)]

    def put(self, cell: Cell, value: object) -> None:
        """Replace what a cell holds, where it is inside."""
        row, column = cell[0] - self.first_row, cell[1] - self.first_column
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            self.rows[row][column] = value


def a1(row: int, column: int) -> str:
    """The name of a cell: C12."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


class Book:
    """A workbook whose sheets are read one at a time; `data` is its content where it was read already."""

    def __init__(self, path: PurePath, data: bytes | None = None) -> None:
        self.name = path.name
        data = _content(Path(path)) if data is None else data
        self._marks = _scanned(data, self.name)
        self._book: CalamineWorkbook = self._called(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))
        self.sheets = tuple(
            each.name for each in self._book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet
        )

    def grid(self, name: str) -> Grid:
        """The cells of the sheet of that name."""
        sheet = self._called(lambda: self._book.get_sheet_by_name(name))
        marks = self._marks.get(name, Marks())
        start = sheet.start or (0, 0)
        rows = cast("list[list[object]]", self._called(lambda: sheet.to_python(skip_empty_area=True)))
        merged = list(sheet.merged_cell_ranges or marks.merged)
        grid = Grid(name, rows, start[0], start[1], merged)
        for cell in marks.percent:
            _show_percent(grid, cell)
        for cell, width in marks.padded.items():
            _show_padded(grid, cell, width)
        for cell, truth in marks.truths.items():
            grid.put(cell, truth)
        for cell, shown in marks.broken.items():
            grid.reach(cell)
            grid.put(cell, Broken(shown))
        return grid

    def _called(self, read: Callable[[], T]) -> T:
        try:
            with _muted():
                return read()
        except PasswordError:
            raise encrypted(self.name) from None
        except (CalamineError, OSError, ValueError):
            raise damaged(self.name) from None
        except BaseException as error:
            if type(error).__name__ == "PanicException":  # the reader met what it never expected
                raise damaged(self.name) from None
            raise


@contextmanager
def _muted() -> Iterator[None]:
    """Keep the reader's own words about a broken file, which it prints past Python, off the screen."""
    with suppress(AttributeError, OSError, ValueError):  # there may be no screen at all
        sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _content(path: Path) -> bytes:
    if not path.exists():
        raise UnreadableFile(f"找不到文件：{path}", english=f"No such file: {path}")
    if not path.is_file():
        raise UnreadableFile(f"这不是文件：{path}", hint=WANTED, english=f"Not a file: {path}")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise too_large(path.name, size, LARGEST_FILE)
    if not size:
        raise UnreadableFile(f"{path.name} 是空文件。", hint=WANTED, english=f"{path.name} is empty.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"读不了 {path.name}：{error.strerror}。",
            hint="请确认有权限，且没有被别的程序独占。",
            english=f"Cannot read {path.name}: {error.strerror}.",
        ) from None


def _scanned(data: bytes, name: str) -> Mapping[str, Marks]:
    if data.startswith(MAGIC):
        return scan_xls(data, name)
    if data.startswith(b"PK"):
        archive = Archive.open(data, name, ARCHIVE)
        if "xl/workbook.xml" in archive.parts:
            return scan_xlsx(archive)
        if "content.xml" in archive.parts and b"spreadsheet" in archive.read("mimetype"):
            return scan_ods(archive)
        raise _no_workbook(name, _kind_of(archive))
    raise _no_workbook(name, _kind_by_start(data[:_TEXT_START]))


def _kind_of(archive: Archive) -> str:
    """What a packed file is instead of a workbook."""
    if "word/document.xml" in archive.parts:
        return "是 Word 文档"
    if "ppt/presentation.xml" in archive.parts:
        return "是演示文稿"
    if "xl/workbook.bin" in archive.parts:
        return "是二进制工作簿（.xlsb）"
    return "是压缩包" if "mimetype" not in archive.parts else "不是表格文件"


def _kind_by_start(start: bytes) -> str:
    """What a file is instead of a workbook, by its first bytes."""
    head = start.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")[:512].lower()
    if head.startswith(b"%pdf"):
        return "是 PDF"
    if head.startswith(b"{\\rtf"):
        return "是 RTF 文档"
    if b"<html" in head or b"<table" in head or b"<!doctype html" in head:
        return "其实是网页（系统导出的“假 Excel”）"
    if head.startswith(b"<?xml"):
        return "其实是 XML 表格"
    text = not any(byte < 9 or 13 < byte < 32 for byte in start)
    return "其实是文本（如 CSV）" if text else "不是表格文件，或已损坏"


def _no_workbook(name: str, kind: str) -> UnreadableFile:
    mendable = "其实是" in kind or ".xlsb" in kind
    return UnreadableFile(
        f"{name} {kind}，不是能读的工作簿。",
        hint=SAVE_AS if mendable else WANTED,
        english=f"{name} is not a workbook (.xlsx, .xls, .et, .ods).",
    )


def _show_percent(grid: Grid, cell: Cell) -> None:
    """Put what the cell shows: 0.8 under a percent format is 80%."""
    value = grid.value(*cell)
    if isinstance(value, float | int) and not isinstance(value, bool):
        number = numbers.exact(value)
        if number is not None:
            grid.put(cell, f"{(number * 100).normalize():f}%")


def _show_padded(grid: Grid, cell: Cell, width: int) -> None:
    """Put what the cell shows: 7 under the format 000 is 007."""
    value = grid.value(*cell)
    if isinstance(value, float | int) and not isinstance(value, bool):
        number = numbers.exact(value)
        if number is not None and number == number.to_integral_value() and number >= 0:
            grid.put(cell, f"{int(number):0{width}}")

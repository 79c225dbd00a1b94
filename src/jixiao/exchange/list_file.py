"""List file (清单文件): what other systems hand out, a workbook or a text with separators, as grids of cells.

Finance systems write .xlsx, .xls, .et and .csv, the last in GBK as often as in UTF-8, and pages of the web or
XML spreadsheets of 2003 under the name of .xls; the kind is told by content.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import PurePath

from jixiao.document.readers.html import source_of
from jixiao.errors import UnreadableFile
from jixiao.exchange.grid import Book, Grid
from jixiao.exchange.limits import LARGEST_FILE, MOST_CELLS
from jixiao.exchange.page_list import is_page, rows_of_page
from jixiao.exchange.refusals import too_large, too_many_cells
from jixiao.exchange.scan import Span
from jixiao.exchange.xml_list import is_xml_list, sheets_of_xml

SEPARATORS = "\t,;|，"
"""In the order of preference where several would part the lines alike."""

_GUARDED = re.compile(r'="(.*)"', re.DOTALL)  # how systems keep a spreadsheet from reading 001 as a number
_BINARY = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"<?xml")
_LOOKED_AT = 40  # lines by which the separator is judged


def grids_of(data: bytes, name: str) -> list[Grid]:
    """The sheets that hold anything, of a workbook, a text with separators or a page.

    Raises UnreadableFile where the file is none of them, is too large, or holds nothing.
    """
    if len(data) > LARGEST_FILE:
        raise too_large(name, len(data), LARGEST_FILE)
    if is_xml_list(data):
        grids = [_grid(rows, merged, title, name) for title, rows, merged in sheets_of_xml(data, name)]
    elif _is_text(data):
        grids = [_grid_of_text(source_of(data, name), name)]
    else:
        book = Book(PurePath(name), data)
        grids = [book.grid(each) for each in book.sheets]
    filled = [each for each in grids if each.rows]
    if not filled:
        raise UnreadableFile(
            f"{name} 里没有内容。", hint="请核对是不是导出了空表。", english=f"{name} holds nothing."
        )
    return filled


def _is_text(data: bytes) -> bool:
    start = data[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if start.startswith(tuple(each.lower() for each in _BINARY)):
        return False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(start) and not any(byte < 9 or 13 < byte < 32 for byte in start)


def _grid_of_text(text: str, name: str) -> Grid:
    merged: list[Span] = []
    if is_page(text):
        rows, merged = rows_of_page(text, name)
    else:
        rows = _separated(text, name)
    return _grid(rows, merged, PurePath(name).stem, name)


def _grid(rows: list[list[str]], merged: list[Span], title: str, name: str) -> Grid:
    """The rows as a sheet, each as wide as the widest, without empty ones at the end."""
    rows = [[_plain(each) for each in row] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise too_many_cells(name)
    filled: list[list[object]] = [[*row, *([""] * (width - len(row)))] for row in rows] if width else []
    return Grid(title, filled, merged=merged)


def _separated(text: str, name: str) -> list[list[str]]:
    separator = _separator(text.split("\n")[:_LOOKED_AT])
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise UnreadableFile(
            f"{name} 不是合乎格式的表格文本：{error}。",
            hint="请在表格软件中打开，另存为 .xlsx 后再传。",
            english=f"{name} is no well-formed table of text: save it as .xlsx.",
        ) from None


def _separator(lines: list[str]) -> str:
    """The sign that parts most lines into the same number of columns."""

    def merit(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if line.strip()]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) if usual else 0, usual)

    return max(SEPARATORS, key=merit)


def _plain(cell: str) -> str:
    """What a cell says, without what guards it against a spreadsheet."""
    trimmed = cell.strip()
    guarded = _GUARDED.fullmatch(trimmed)
    if guarded:
        return guarded[1].strip()
    return trimmed[1:] if trimmed.startswith("'") and trimmed[1:].isalnum() else trimmed

"""List file (清单文件): what other systems hand out, a workbook or a text with separators, as grids of cells.

Finance systems write .xlsx, .xls, .et and .csv, the last in GBK as often as in UTF-8; the kind is told by
content.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import PurePath

from jixiao.document.readers.decoding import decoded
from jixiao.errors import UnreadableFile
from jixiao.exchange.grid import Book, Grid
from jixiao.exchange.limits import LARGEST_FILE, MOST_CELLS
from jixiao.exchange.refusals import too_large

SEPARATORS = "\t,;|，"
"""In the order of preference where several would part the lines alike."""

_GUARDED = re.compile(r'="(.*)"', re.DOTALL)  # how systems keep a spreadsheet from reading 001 as a number
_BINARY = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"<html", b"<!doctype", b"<table", b"<?xml")
_LOOKED_AT = 40  # lines by which the separator is judged


def grids_of(data: bytes, name: str) -> list[Grid]:
    """The sheets that hold anything, of a workbook or a text with separators.

    Raises UnreadableFile where the file is neither, is too large, or holds nothing.
    """
    if len(data) > LARGEST_FILE:
        raise too_large(name, len(data), LARGEST_FILE)
    if _is_text(data):
        grids = [_grid_of_text(decoded(data, name), name)]
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
    lines = text.split("\n")
    separator = _separator(lines[:_LOOKED_AT])
    try:
        rows = [[_plain(each) for each in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise UnreadableFile(
            f"{name} 不是合乎格式的表格文本：{error}。",
            hint="请在表格软件中打开，另存为 .xlsx 后再传。",
            english=f"{name} is no well-formed table of text: save it as .xlsx.",
        ) from None
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise UnreadableFile(
            f"{name} 有 {len(rows)} 行、{width} 栏，超过 {MOST_CELLS // 10_000} 万格，没有读取。",
            hint="请分成几个文件。",
            english=f"{name} spans more than {MOST_CELLS} cells: part it.",
        )
    return Grid(PurePath(name).stem, [[*row, *([""] * (width - len(row)))] for row in rows] if width else [])


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

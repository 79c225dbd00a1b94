"""Scan of .xls and of .et that is built like it: the records of the workbook stream. Source: [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from jixiao.containers.compound import BrokenContainer, Compound
from jixiao.errors import UnreadableFile
from jixiao.exchange.limits import MOST_CHARACTERS
from jixiao.exchange.refusals import bomb, damaged, encrypted
from jixiao.exchange.scan import Marks, check_extent, is_percent, padding

_BOF, _EOF, _FILEPASS, _DIMENSIONS = 0x809, 0x0A, 0x2F, 0x200
_STRINGS, _CONTINUE = 0xFC, 0x3C
_BOUNDSHEET, _FORMAT, _XF = 0x85, 0x41E, 0xE0
_NUMBER, _RK, _LABEL, _STRING_CELL, _BOOLERR, _FORMULA, _MULRK = (
    0x203,
    0x27E,
    0x204,
    0xFD,
    0x205,
    0x06,
    0xBD,
)
_CELLS = frozenset({_NUMBER, _RK, _LABEL, _STRING_CELL, _BOOLERR, _FORMULA})
_BUILT_IN_PERCENT = frozenset({9, 10})
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

_MOST_ROWS, _MOST_COLUMNS = 65_536, 256

_PASSWORD_STREAMS = frozenset({"EncryptedPackage", "EncryptionInfo"})


def scan_xls(data: bytes, name: str) -> dict[str, Marks]:
    """The marks of each sheet by name. Raises UnreadableFile where the file cannot be read."""
    try:
        container = Compound(data)
        if container.names & _PASSWORD_STREAMS:
            raise encrypted(name)
        stream = next((each for each in ("Workbook", "Book") if each in container.names), None)
        if stream is None:
            raise UnreadableFile(
                f"{name} 不是表格文件{_kind(container.names)}。",
                hint="请选择 .xlsx、.xls、.et 或 .ods 工作簿。",
                english=f"{name} is not a workbook.",
            )
        return _Scan(container.read(stream), name).sheets()
    except (BrokenContainer, struct.error, LookupError, ValueError):
        raise damaged(name) from None


def _kind(streams: frozenset[str]) -> str:
    if "WordDocument" in streams:
        return "，是 Word 或 WPS 文字文档"
    return "，是演示文稿" if "PowerPoint Document" in streams else ""


class _Scan:
    """One pass over the records of a workbook stream."""

    def __init__(self, stream: bytes, name: str) -> None:
        self._stream = stream
        self._name = name
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._strings: list[memoryview] = []  # the table of strings, in the records that hold it
        self._lengths: list[int] = []  # of the strings, in characters
        self._characters = 0

    def sheets(self) -> dict[str, Marks]:
        starts: dict[str, int] = {}
        in_strings = False
        for kind, body in self._records(0):
            if kind == _STRINGS or (kind == _CONTINUE and in_strings):
                self._strings.append(body)
            in_strings = kind == _STRINGS or (kind == _CONTINUE and in_strings)
            if kind == _FILEPASS:
                raise encrypted(self._name)
            if kind == _FORMAT:
                self._codes[struct.unpack_from("<H", body)[0]] = _text(body, 2, wide_length=True)
            elif kind == _XF:
                self._styles.append(struct.unpack_from("<H", body, 2)[0])
            elif kind == _BOUNDSHEET:
                starts[_text(body, 6, wide_length=False)] = struct.unpack_from("<I", body)[0]
        declared = struct.unpack_from("<2I", self._strings[0])[1] if self._strings else 0
        if declared > sum(map(len, self._strings)):
            raise damaged(self._name)
        self._lengths = list(_string_lengths(self._strings))
        marks = {name: self._sheet(start) for name, start in starts.items()}
        check_extent(marks, self._name)
        return marks

    def _records(self, start: int) -> Iterator[tuple[int, memoryview]]:
        """The records of one substream."""
        stream, at, depth = memoryview(self._stream), start, 0
        while at + 4 <= len(stream):
            kind, length = struct.unpack_from("<2H", stream, at)
            depth += (kind == _BOF) - (kind == _EOF)
            if depth <= 1:  # charts are substreams within the sheet
                yield kind, stream[at + 4 : at + 4 + length]
            if depth <= 0:
                return
            at += 4 + length

    def _sheet(self, start: int) -> Marks:
        percent = {index for index, number in enumerate(self._styles) if self._is_percent(number)}
        padded = {
            index: width
            for index, number in enumerate(self._styles)
            if (width := padding(self._codes.get(number, "")))
        }
        marks = Marks()
        for kind, body in self._records(start):
            if kind == _DIMENSIONS:
                self._reach_as_declared(marks, body)
                continue
            if kind == _MULRK:
                row, first = struct.unpack_from("<2H", body)
                styles = [struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 2, 6)]
            elif kind in _CELLS:
                row, first, style = struct.unpack_from("<3H", body)
                styles = [style]
                if kind == _STRING_CELL:
                    self._count_characters(struct.unpack_from("<I", body, 6)[0])
                error = _error(kind, body)
                if error:
                    marks.broken[row, first] = error
            else:
                continue
            marks.reach(row, first + len(styles) - 1)
            for column, style in enumerate(styles, first):
                if style in percent:
                    marks.percent.add((row, column))
                elif style in padded:
                    marks.padded[row, column] = padded[style]
        return marks

    def _reach_as_declared(self, marks: Marks, body: memoryview) -> None:
        """Believe the extent that a sheet declares, for memory is taken for it."""
        top, bottom, left, right = struct.unpack_from("<2I2H", body)
        if not 0 <= bottom - top <= _MOST_ROWS or not 0 <= right - left <= _MOST_COLUMNS:
            raise damaged(self._name)
        if bottom > top and right > left:
            marks.reach(bottom - 1, right - 1)

    def _count_characters(self, index: int) -> None:
        """Count the words of a cell; each cell will hold a copy of its own."""
        self._characters += self._lengths[index] if index < len(self._lengths) else 0
        if self._characters > MOST_CHARACTERS:
            raise bomb(self._name)

    def _is_percent(self, number: int) -> bool:
        return number in _BUILT_IN_PERCENT or is_percent(self._codes.get(number, ""))


def _error(kind: int, body: memoryview) -> str:
    """The error that a cell shows; empty where it shows none."""
    if kind == _BOOLERR and body[7]:
        return _ERRORS.get(body[6], "#?")
    if kind == _FORMULA and bytes(body[12:14]) == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#?")
    return ""


def _string_lengths(records: list[memoryview]) -> Iterator[int]:
    """The lengths of the strings of the table; a string may run on in the next record, under a new flag."""
    number, at = 0, 8
    while number < len(records):
        body = records[number]
        if at + 3 > len(body):
            number, at = number + 1, 0
            continue
        length, flags = struct.unpack_from("<HB", body, at)
        at += 3
        runs, extra = 0, 0
        if flags & 0x08:
            runs, at = struct.unpack_from("<H", body, at)[0], at + 2
        if flags & 0x04:
            extra, at = struct.unpack_from("<I", body, at)[0], at + 4
        yield length
        left, size = length, 1 + (flags & 1)
        while left:
            here = min(left, (len(body) - at) // size)
            left, at = left - here, at + here * size
            if left:
                number += 1
                if number >= len(records):
                    return
                body, at = records[number], 1
                size = 1 + (body[0] & 1)
        skipped = runs * 4 + extra
        while skipped > len(body) - at and number + 1 < len(records):
            skipped -= len(body) - at
            number, at = number + 1, 0
            body = records[number]
        at += skipped


def _text(body: memoryview, at: int, *, wide_length: bool) -> str:
    """A string whose length is kept in one byte or two."""
    length = struct.unpack_from("<H" if wide_length else "<B", body, at)[0]
    at += 2 if wide_length else 1
    wide = body[at] & 1
    raw = bytes(body[at + 1 : at + 1 + length * (2 if wide else 1)])
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")

"""Sheets of an .xls workbook, and of an .et that is built like it (.xls、.et 的工作表). Source: [MS-XLS].

The records of the workbook's stream are read one after the other, BIFF8 and the older BIFF5; nothing is taken
on trust that the file says of its own size.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.containers.compound import BrokenContainer, Compound
from jixiao.document.readers.format_code import BUILT_IN, GENERAL
from jixiao.document.readers.number_format import shown, shown_text
from jixiao.document.readers.refusals import damaged, encrypted, other_kind
from jixiao.document.readers.sheet import Merged, Place, Room, Sheet

_BIFF8 = 0x600
_WORKSHEET = 0
_PASSWORD_STREAMS = frozenset({"EncryptedPackage", "EncryptionInfo"})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_ENCODINGS = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 65001: "utf-8"}


class _Kind:
    """The kinds of records that are looked at."""

    BOF, EOF = 0x809, 0x0A
    FILEPASS, CODEPAGE, DATEMODE, BOUNDSHEET = 0x2F, 0x42, 0x22, 0x85
    STRINGS, CONTINUE, FORMAT, STYLE = 0xFC, 0x3C, 0x41E, 0xE0
    NUMBER, SHORT_NUMBER, SHORT_NUMBERS = 0x203, 0x27E, 0xBD
    LABEL, SHARED_LABEL, RICH_LABEL, TRUTH = 0x204, 0xFD, 0xD6, 0x205
    FORMULA, WORDS_OF_FORMULA = 0x06, 0x207
    ROW, COLUMNS, MERGED = 0x208, 0x7D, 0xE5


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    start: int
    is_hidden: bool
    kind: int


def sheets_of_xls(data: bytes, name: str) -> list[Sheet]:
    """The sheets in their order. Raises UnreadableFile where they cannot be read, TooMuch beyond limits."""
    try:
        container = Compound(data)
        if container.names & _PASSWORD_STREAMS:
            raise encrypted(name)
        stream = next((each for each in ("Workbook", "Book") if each in container.names), None)
        if stream is None:
            raise other_kind(name, "表格文件", "a workbook")
        return _Book(container.read(stream), name).sheets()
    except (BrokenContainer, struct.error, IndexError, KeyError, ValueError):
        raise damaged(name) from None


class _Book:
    """One pass over the records that all sheets share."""

    def __init__(self, stream: bytes, name: str) -> None:
        self._stream = memoryview(stream)
        self._name = name
        self._is_biff8 = True
        self._encoding = "gb18030"
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._strings: list[str] = []
        self._since_1904 = False
        self._room = Room()

    def sheets(self) -> list[Sheet]:
        listed: list[_Listed] = []
        table: list[memoryview] = []
        in_table = False
        for kind, body in self._records(0):
            in_table = kind == _Kind.STRINGS or (kind == _Kind.CONTINUE and in_table)
            if in_table:
                table.append(body)
            match kind:
                case _Kind.BOF:
                    self._is_biff8 = struct.unpack_from("<H", body)[0] >= _BIFF8
                case _Kind.FILEPASS:
                    raise encrypted(self._name)
                case _Kind.CODEPAGE:
                    self._encoding = _ENCODINGS.get(struct.unpack_from("<H", body)[0], "gb18030")
                case _Kind.DATEMODE:
                    self._since_1904 = bool(body[0])
                case _Kind.FORMAT:
                    self._codes[struct.unpack_from("<H", body)[0]] = self._text(
                        body, 2, short=not self._is_biff8
                    )
                case _Kind.STYLE:
                    self._styles.append(struct.unpack_from("<H", body, 2)[0])
                case _Kind.BOUNDSHEET:
                    start, state, sort = struct.unpack_from("<IBB", body)
                    listed.append(_Listed(self._text(body, 6, short=True), start, bool(state & 3), sort))
                case _:
                    pass
        self._strings = list(_strings(table))
        if not listed:
            raise damaged(self._name)
        return [self._sheet(each) for each in listed if each.kind == _WORKSHEET]

    def _records(self, start: int) -> Iterator[tuple[int, memoryview]]:
        """The records of one substream; charts are substreams within it and are passed over."""
        stream, at, depth = self._stream, start, 0
        while at + 4 <= len(stream):
            kind, length = struct.unpack_from("<2H", stream, at)
            depth += (kind == _Kind.BOF) - (kind == _Kind.EOF)
            if depth <= 1:
                yield kind, stream[at + 4 : at + 4 + length]
            if depth <= 0:
                return
            at += 4 + length

    def _sheet(self, listed: _Listed) -> Sheet:
        sheet = Sheet(listed.name, is_hidden=listed.is_hidden)
        if listed.is_hidden:
            return sheet
        waiting: tuple[Place, int] | None = None  # a formula whose words come in the next record
        for kind, body in self._records(listed.start):
            match kind:
                case _Kind.NUMBER:
                    place, style = _cell(body)
                    self._put(sheet, place, self._number(struct.unpack_from("<d", body, 6)[0], style))
                case _Kind.SHORT_NUMBER:
                    place, style = _cell(body)
                    self._put(sheet, place, self._number(_rk(struct.unpack_from("<I", body, 6)[0]), style))
                case _Kind.SHORT_NUMBERS:
                    row, first = struct.unpack_from("<2H", body)
                    for index, at in enumerate(range(4, len(body) - 2, 6)):
                        style, value = struct.unpack_from("<HI", body, at)
                        self._put(sheet, (row, first + index), self._number(_rk(value), style))
                case _Kind.SHARED_LABEL:
                    place, style = _cell(body)
                    self._put(
                        sheet, place, self._worded(self._strings[struct.unpack_from("<I", body, 6)[0]], style)
                    )
                case _Kind.LABEL | _Kind.RICH_LABEL:
                    place, style = _cell(body)
                    self._put(sheet, place, self._worded(self._text(body, 6, short=False), style))
                case _Kind.TRUTH:
                    place, _ = _cell(body)
                    self._put(sheet, place, _truth(body[6], is_error=bool(body[7])))
                case _Kind.FORMULA:
                    place, style = _cell(body)
                    waiting = self._formula(sheet, place, style, body)
                case _Kind.WORDS_OF_FORMULA if waiting:
                    place, style = waiting
                    self._put(sheet, place, self._worded(self._text(body, 0, short=False), style))
                    waiting = None
                case _Kind.ROW:
                    row, flags = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, 12)[0]
                    if flags & 0x20:
                        sheet.hidden_rows.add(row, row)
                case _Kind.COLUMNS:
                    first, last, _, _, flags = struct.unpack_from("<5H", body)
                    if flags & 0x01:
                        sheet.hidden_columns.add(first, last)
                case _Kind.MERGED:
                    for at in range(2, 2 + 8 * struct.unpack_from("<H", body)[0], 8):
                        top, bottom, left, right = struct.unpack_from("<4H", body, at)
                        self._room.take()
                        sheet.merged.append(Merged(top, left, bottom, right))
                case _:
                    pass
        return sheet

    def _put(self, sheet: Sheet, place: Place, words: str) -> None:
        if words:
            self._room.take(words)
            sheet.cells[place] = words

    def _formula(self, sheet: Sheet, place: Place, style: int, body: memoryview) -> tuple[Place, int] | None:
        """Take the saved result of a formula; words come in a record of their own."""
        if bytes(body[12:14]) != b"\xff\xff":
            self._put(sheet, place, self._number(struct.unpack_from("<d", body, 6)[0], style))
        elif body[6] == 0:
            return place, style
        elif body[6] in (1, 2):
            self._put(sheet, place, _truth(body[8], is_error=body[6] == 2))
        return None

    def _code(self, style: int) -> str:
        number = self._styles[style] if style < len(self._styles) else 0
        return self._codes.get(number) or BUILT_IN.get(number, GENERAL)

    def _number(self, value: float, style: int) -> str:
        return shown(value, self._code(style), since_1904=self._since_1904)

    def _worded(self, words: str, style: int) -> str:
        return shown_text(words, self._code(style))

    def _text(self, body: memoryview, at: int, *, short: bool) -> str:
        """A string whose length is kept in one byte or in two."""
        length = body[at] if short else struct.unpack_from("<H", body, at)[0]
        at += 1 if short else 2
        if not self._is_biff8:
            return bytes(body[at : at + length]).decode(self._encoding, "replace")
        wide = body[at] & 1
        start = at + 1 + (2 if body[at] & 8 else 0) + (4 if body[at] & 4 else 0)
        raw = bytes(body[start : start + length * (1 + wide)])
        return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _cell(body: memoryview) -> tuple[Place, int]:
    """The place of a cell and the number of its style."""
    row, column, style = struct.unpack_from("<3H", body)
    return (row, column), style


def _rk(value: int) -> float:
    """A number in the short form: thirty bits, whole or of a float, perhaps in hundredths."""
    number: float
    if value & 2:
        number = (value >> 2) - (1 << 30 if value & 0x80000000 else 0)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))[0]
    return number / 100 if value & 1 else number


def _truth(value: int, *, is_error: bool) -> str:
    if is_error:
        return _ERRORS.get(value, "#?")
    return "TRUE" if value else "FALSE"


def _strings(records: list[memoryview]) -> Iterator[str]:
    """The table of strings; a string may go on in the next record, under a new flag of its width."""
    number, at = 0, 8
    while number < len(records):
        body = records[number]
        if at + 3 > len(body):
            number, at = number + 1, 0
            continue
        length, flags = struct.unpack_from("<HB", body, at)
        at += 3
        skipped = 0
        if flags & 0x08:
            skipped, at = 4 * struct.unpack_from("<H", body, at)[0], at + 2
        if flags & 0x04:
            skipped, at = skipped + struct.unpack_from("<I", body, at)[0], at + 4
        pieces: list[str] = []
        left, wide = length, flags & 1
        while left:
            here = min(left, (len(body) - at) // (1 + wide))
            raw = bytes(body[at : at + here * (1 + wide)])
            pieces.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            left, at = left - here, at + here * (1 + wide)
            if left:
                number += 1
                if number >= len(records):
                    break
                body, at = records[number], 1
                wide = body[0] & 1
        yield "".join(pieces)
        while skipped > len(body) - at and number + 1 < len(records):
            skipped -= len(body) - at
            number, at = number + 1, 0
            body = records[number]
        at += skipped

"""Sheets of an .xlsx workbook (.xlsx 的工作表). Source: ECMA-376 part 1, chapter 18.

Numbers are taken as the file writes them, not as floats, and shown by the format of their cell.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from jixiao.containers.archive import Archive
from jixiao.document.readers.format_code import BUILT_IN, GENERAL
from jixiao.document.readers.number_format import shown, shown_text
from jixiao.document.readers.refusals import damaged
from jixiao.document.readers.sheet import LAST_COLUMN, LAST_ROW, Room, Sheet, merged_of, place_of
from jixiao.document.readers.streamed import Streamed
from jixiao.document.readers.xml_parts import root_of

MOST_SHEETS = 200

_WORKBOOK = "xl/workbook.xml"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_RELATIONS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share."""

    archive: Archive
    strings: list[str]
    formats: list[str]  # by the number of the style
    since_1904: bool
    room: Room


def sheets_of_xlsx(archive: Archive) -> list[Sheet]:
    """The sheets in their order. Raises UnreadableFile where a part is not sound, TooMuch beyond limits."""
    workbook = root_of(archive, _WORKBOOK)
    properties = next((each for each in workbook if _local(each) == "workbookPr"), None)
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    book = _Book(archive, _strings(archive), _formats(archive), since_1904, Room())
    sheets = []
    for name, state, part in _parts(archive, workbook)[:MOST_SHEETS]:
        sheet = Sheet(name, is_hidden=state in ("hidden", "veryHidden"))
        if not sheet.is_hidden:
            _Reader(book, sheet, part)
        sheets.append(sheet)
    return sheets


def _parts(archive: Archive, workbook: etree._Element) -> list[tuple[str, str, str]]:
    """Name, state and part of each worksheet; sheets that are charts are none."""
    targets = {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))).lstrip("/")
        for each in (root_of(archive, _RELATIONS) if _RELATIONS in archive.parts else [])
    }
    found = []
    for each in workbook.iter():
        if _local(each) == "sheet":
            link = next((str(value) for key, value in each.items() if str(key).endswith("}id")), "")
            part = targets.get(link, "")
            if part in archive.parts and "chartsheet" not in part and "dialogsheet" not in part:
                found.append((each.get("name", ""), each.get("state", ""), part))
    if not found:
        raise damaged(archive.name)
    return found


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _formats(archive: Archive) -> list[str]:
    """The number format of each style."""
    if "xl/styles.xml" not in archive.parts:
        return []
    own: dict[str, str] = {}
    formats: list[str] = []
    for element in root_of(archive, "xl/styles.xml"):
        match _local(element):
            case "numFmts":
                own |= {each.get("numFmtId", ""): each.get("formatCode", "") for each in element}
            case "cellXfs":
                for style in element:
                    number = style.get("numFmtId", "0")
                    usual = BUILT_IN.get(int(number), GENERAL) if _is_count(number) else GENERAL
                    formats.append(own.get(number) or usual)
            case _:
                pass
    return formats


class _Strings(Streamed):
    """The table of strings; how Chinese and Japanese words are read aloud is not part of them."""

    def __init__(self, archive: Archive) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_open = False
        self._aloud = 0
        super().__init__(archive, "xl/sharedStrings.xml")

    def start(self, name: str, given: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "si":
                self._pieces = []
            case "t":
                self._is_open = not self._aloud
            case "rPh":
                self._aloud += 1
            case _:
                pass

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "si":
                self.found.append(_unescaped("".join(self._pieces)))
            case "t":
                self._is_open = False
            case "rPh":
                self._aloud -= 1
            case _:
                pass

    def words(self, words: str) -> None:
        if self._is_open:
            self._pieces.append(words)


def _strings(archive: Archive) -> list[str]:
    return _Strings(archive).found if "xl/sharedStrings.xml" in archive.parts else []


class _Reader(Streamed):
    """Reads the cells of a sheet."""

    def __init__(self, book: _Book, sheet: Sheet, part: str) -> None:
        self._book = book
        self._sheet = sheet
        self._row = self._column = -1
        self._given: Mapping[str, str] = {}
        self._in = ""  # the element whose words are wanted
        self._value: list[str] = []
        self._inline: list[str] = []
        self._has_formula = False
        self._aloud = 0
        super().__init__(book.archive, part)

    def start(self, name: str, given: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._open_cell(given)
            case "v":
                self._in = "v"
            case "t":
                self._in = "" if self._aloud else "t"
            case "f":
                self._has_formula = True
            case "rPh":
                self._aloud += 1
            case "row":
                self._open_row(given)
            case "col":
                self._hide_columns(given)
            case "mergeCell":
                merged = merged_of(given.get("ref", ""))
                if merged:
                    self._book.room.take()
                    self._sheet.merged.append(merged)
            case _:
                pass

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._close_cell()
            case "v" | "t":
                self._in = ""
            case "rPh":
                self._aloud -= 1
            case _:
                pass

    def words(self, words: str) -> None:
        if self._in == "v":
            self._value.append(words)
        elif self._in == "t":
            self._inline.append(words)

    def _open_row(self, given: Mapping[str, str]) -> None:
        number = given.get("r", "")
        self._row = int(number) - 1 if _is_count(number) else self._row + 1
        self._column = -1
        if given.get("hidden") in ("1", "true") and 0 <= self._row < LAST_ROW:
            self._sheet.hidden_rows.add(self._row, self._row)

    def _hide_columns(self, given: Mapping[str, str]) -> None:
        first, last = given.get("min", ""), given.get("max", "")
        if given.get("hidden") in ("1", "true") and _is_count(first) and _is_count(last):
            self._sheet.hidden_columns.add(int(first) - 1, int(last) - 1)

    def _open_cell(self, given: Mapping[str, str]) -> None:
        place = place_of(given.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        self._given = given
        self._value, self._inline, self._has_formula = [], [], False

    def _close_cell(self) -> None:
        if not (0 <= self._row < LAST_ROW and 0 <= self._column < LAST_COLUMN):
            return
        value = "".join(self._value)
        if not value and not self._inline:
            if self._has_formula:
                self._book.room.take()
                self._sheet.uncalculated.append((self._row, self._column))
            return
        words = self._shown(value)
        if words:
            self._book.room.take(words)
            self._sheet.cells[self._row, self._column] = words

    def _shown(self, value: str) -> str:
        """What the cell shows."""
        style = self._given.get("s", "0")
        index = int(style) if _is_count(style) else 0
        formats = self._book.formats
        code = formats[index] if index < len(formats) else GENERAL
        match self._given.get("t", "n"):
            case "s":
                number = int(value) if _is_count(value) else -1
                strings = self._book.strings
                return shown_text(strings[number], code) if 0 <= number < len(strings) else ""
            case "inlineStr":
                return shown_text(_unescaped("".join(self._inline)), code)
            case "str":
                return shown_text(_unescaped(value), code)
            case "b":
                return "TRUE" if value.strip() in ("1", "true") else "FALSE"
            case "e" | "d":
                return value
            case _:
                return shown(value, code, since_1904=self._book.since_1904)


def _unescaped(words: str) -> str:
    """The words with the characters that XML cannot hold: _x000D_ is the end of a line (ST_Xstring)."""
    if "_x" not in words:
        return words
    plain = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), words)
    return _UNSEEN.sub("", plain.replace("\r\n", "\n").replace("\r", "\n"))


def _is_count(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 8

"""Sheets of an .ods workbook (.ods 的工作表): the file itself tells what its cells show.

Source: OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.containers.archive import Archive
from jixiao.document.readers.refusals import encrypted
from jixiao.document.readers.sheet import LAST_COLUMN, LAST_ROW, Merged, Room, Sheet
from jixiao.document.readers.streamed import Streamed

_MOST_REPEATS = 2**24
_SKIPPED = ("office:annotation", "office:change-track-table-cell", "table:tracked-changes")


def sheets_of_ods(archive: Archive) -> list[Sheet]:
    """The sheets in their order.

    Raises UnreadableFile where the file is not sound or encrypted, TooMuch beyond limits.
    """
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise encrypted(archive.name)
    return _Content(archive).sheets


class _Content(Streamed):
    """One pass over the content."""

    def __init__(self, archive: Archive) -> None:
        self.sheets: list[Sheet] = []
        self._room = Room()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._rows = self._columns = 1  # repeats of the current row and cell
        self._given: Mapping[str, str] = {}
        self._lines: list[str] | None = None
        self._skipped = 0
        self._own_column = 0
        super().__init__(archive, "content.xml")

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name in _SKIPPED:
            self._skipped += 1
        if self._skipped:
            return
        match name:
            case "style:style":
                self._style = given.get("style:name", "")
            case "style:table-properties" if given.get("table:display") == "false":
                self._hidden_styles.add(self._style)
            case "table:table":
                hidden = given.get("table:style-name") in self._hidden_styles
                self.sheets.append(Sheet(given.get("table:name", ""), is_hidden=hidden))
                self._row = self._own_column = 0
            case "table:table-column" if self.sheets:
                self._open_columns(given)
            case "table:table-row" if self.sheets:
                self._rows, self._column = _count(given, "table:number-rows-repeated"), 0
                if given.get("table:visibility") in ("collapse", "filter"):
                    self.sheets[-1].hidden_rows.add(self._row, self._row + self._rows - 1)
            case "table:table-cell" | "table:covered-table-cell" if self.sheets:
                self._columns, self._given, self._lines = (
                    _count(given, "table:number-columns-repeated"),
                    given,
                    [],
                )
            case "text:p" | "text:h" if self._lines is not None:
                self._lines.append("")
            case "text:s":
                self.words(" " * min(_count(given, "text:c"), 100))
            case "text:tab" | "text:line-break":
                self.words(" ")
            case _:
                pass

    def words(self, words: str) -> None:
        if self._lines and not self._skipped:
            self._lines[-1] += words

    def end(self, name: str) -> None:
        if name in _SKIPPED:
            self._skipped -= 1
        elif self._skipped or not self.sheets:
            return
        elif name == "table:table-row":
            self._row += self._rows
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._close_cell()

    def _open_columns(self, given: Mapping[str, str]) -> None:
        last = self._own_column + _count(given, "table:number-columns-repeated") - 1
        if given.get("table:visibility") in ("collapse", "filter"):
            self.sheets[-1].hidden_columns.add(self._own_column, last)
        self._own_column = last + 1

    def _close_cell(self) -> None:
        sheet, words = self.sheets[-1], "\n".join(self._lines or ())
        first, self._column = self._column, self._column + self._columns
        down, across = (_count(self._given, f"table:number-{each}-spanned") for each in ("rows", "columns"))
        if down * across > 1:
            self._room.take()
            sheet.merged.append(Merged(self._row, first, self._row + down - 1, first + across - 1))
        self._lines = None
        if not words.strip() or sheet.is_hidden:
            return
        for row in range(self._row, min(self._row + self._rows, LAST_ROW)):
            for column in range(first, min(self._column, LAST_COLUMN)):
                self._room.take(words)
                sheet.cells[row, column] = words


def _count(given: Mapping[str, str], name: str) -> int:
    words = given.get(name, "1")
    return min(int(words), _MOST_REPEATS) if words.isascii() and words.isdigit() and len(words) < 12 else 1

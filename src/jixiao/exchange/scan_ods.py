"""Scan of .ods: cells are counted as they repeat. Source: OASIS OpenDocument 1.3, part 3."""

from __future__ import annotations

from xml.parsers import expat

from jixiao.containers.archive import Archive
from jixiao.exchange.limits import MOST_CELLS, MOST_CHARACTERS
from jixiao.exchange.refusals import bomb, damaged, encrypted
from jixiao.exchange.scan import Marks, check_extent

_FURTHEST = 2**24


def scan_ods(archive: Archive) -> dict[str, Marks]:
    """The marks of each sheet by name. Raises UnreadableFile where the file is damaged or beyond limits."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise encrypted(archive.name)
    content = _Content(archive)
    check_extent(content.marks, archive.name)
    return content.marks


class _Content:
    """One pass over content.xml."""

    def __init__(self, archive: Archive) -> None:
        self.marks: dict[str, Marks] = {}
        self._archive = archive
        self._sheet: Marks | None = None
        self._row = self._column = 0
        self._row_repeats = 1
        self._row_cells = 0  # with content in the current row
        self._text: list[str] | None = None  # of a cell whose words tell whether it is an error
        self._repeats = 0  # of the current cell
        self._characters = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            for chunk in archive.chunks("content.xml"):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it so
            parser.Parse(b"", True)  # noqa: FBT003
        except (expat.ExpatError, ValueError, LookupError):
            raise damaged(archive.name) from None

    def _refuse(self, *_: object) -> None:
        raise damaged(self._archive.name)

    def _start(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "table:table":
                self._sheet = self.marks.setdefault(given.get("table:name", ""), Marks())
                self._row = 0
            case "table:table-row":
                self._row_repeats = _count(given, "table:number-rows-repeated")
                self._column = self._row_cells = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._cell(given)

    def _cell(self, given: dict[str, str]) -> None:
        marks, repeats = self._sheet, _count(given, "table:number-columns-repeated")
        self._repeats = repeats * self._row_repeats
        if marks is None:
            return
        first, self._column = self._column, self._column + repeats
        kind = given.get("office:value-type")
        if kind or "table:formula" in given:
            self._row_cells += repeats
            last_row, last_column = self._row + self._row_repeats - 1, self._column - 1
            if self._row_repeats * self._row_cells > MOST_CELLS or last_row > _FURTHEST:
                raise bomb(self._archive.name)
            marks.reach(last_row, last_column)
        if kind in ("percentage", "boolean"):
            cells = {
                (row, column)
                for row in range(self._row, self._row + self._row_repeats)
                for column in range(first, self._column)
            }
            if kind == "boolean":
                marks.truths |= dict.fromkeys(cells, given.get("office:boolean-value") == "true")
            else:
                marks.percent |= cells
        self._text = [] if "table:formula" in given and kind in ("string", None) else None
        self._spanned(marks, first, given)

    def _spanned(self, marks: Marks, first: int, given: dict[str, str]) -> None:
        down, across = (_count(given, f"table:number-{each}-spanned") for each in ("rows", "columns"))
        if down * across > 1:
            marks.merged.append(((self._row, first), (self._row + down - 1, first + across - 1)))

    def _words(self, words: str) -> None:
        self._characters += len(words) * self._repeats
        if self._characters > MOST_CHARACTERS:
            raise bomb(self._archive.name)
        if self._text is not None:
            self._text.append(words)

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._row_repeats
            self._repeats = 0
        elif name == "table:table-cell" and self._text is not None and self._sheet is not None:
            shown = "".join(self._text).strip()
            if shown.startswith(("#", "Err:", "错误:")):
                self._sheet.broken[self._row, self._column - 1] = shown[:20]
            self._text = None


def _count(given: dict[str, str], name: str) -> int:
    words = given.get(name, "1")
    return min(int(words), _FURTHEST) if words.isascii() and words.isdigit() and len(words) < 12 else 1

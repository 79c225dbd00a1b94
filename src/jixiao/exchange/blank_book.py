"""Blank workbook (空白表): an .xlsx in which single cells are filled and everything else stays.

Only the cells that are filled are touched in the sheets' XML, so styles, merged cells, print areas,
drop-downs, shapes, stamps and macros remain as the bureau made them. Cached results of formulas are
dropped, and the spreadsheet is told to calculate on opening. Source: ECMA-376 part 1, 18.2 and 18.3.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from lxml import etree

from jixiao.containers.archive import Archive
from jixiao.document.writers.word_package import RELATION, Package, part_at, relations_of, serialized
from jixiao.errors import UnreadableFile
from jixiao.exchange.cells import Place, built_in_format, name_of, place_of
from jixiao.exchange.limits import LARGEST_FILE
from jixiao.exchange.refusals import ARCHIVE, damaged, encrypted, too_large

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = "xl/workbook.xml"

_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_BEFORE_CALCULATION = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
)


@dataclass
class BlankSheet:
    """A sheet of the blank."""

    name: str
    root: etree._Element
    shared: list[str]
    formats: list[str]
    _rows: dict[int, etree._Element] = field(default_factory=dict)
    _cells: dict[Place, etree._Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        row_number = 0
        for row in self.root.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row"):
            row_number = _whole(row.get("r")) or row_number + 1
            row.set("r", str(row_number))
            self._rows[row_number] = row
            column = 0
            for cell in row.iterfind(f"{{{MAIN}}}c"):
                place = place_of(cell.get("r", "")) or (row_number, column + 1)
                column = place[1]
                cell.set("r", name_of(place))
                self._cells[place] = cell

    @cached_property
    def merged(self) -> dict[Place, Place]:
        """For each cell that a merged one covers, its upper left corner."""
        found = {}
        for each in self.root.iterfind(f"{{{MAIN}}}mergeCells/{{{MAIN}}}mergeCell"):
            first, _, last = each.get("ref", "").partition(":")
            corner, end = place_of(first), place_of(last or first)
            if corner and end:
                for row in range(corner[0], end[0] + 1):
                    for column in range(corner[1], end[1] + 1):
                        found[row, column] = corner
        return found

    def content(self, place: Place) -> str:
        """What stands in the cell: a formula with its =, or the text; empty where there is nothing."""
        cell = self._cells.get(place)
        if cell is None:
            return ""
        formula = cell.find(f"{{{MAIN}}}f")
        if formula is not None:
            return f"={formula.text or ''}"
        value = cell.findtext(f"{{{MAIN}}}v", "")
        match cell.get("t", "n"):
            case "s":
                known = value.isdecimal() and int(value) < len(self.shared)
                return self.shared[int(value)].strip() if known else ""
            case "inlineStr":
                inline = cell.find(f"{{{MAIN}}}is")
                return _words(inline).strip() if inline is not None else ""
            case _:
                return value.strip()

    def shows(self, place: Place) -> str:
        """The number format with which the cell shows what is in it."""
        cell = self._cells.get(place)
        style = cell.get("s", "0") if cell is not None else self._inherited(place)
        return self.formats[int(style)] if style.isdecimal() and int(style) < len(self.formats) else ""

    def put(self, place: Place, value: Decimal | str) -> None:
        """Put a number or words into the cell, whose style stays."""
        cell = self._cell(place)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", "")
        if isinstance(value, Decimal):
            etree.SubElement(cell, f"{{{MAIN}}}v").text = f"{value:f}"
            return
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def forget_results(self) -> bool:
        """Drop the cached results of formulas; whether there were any formulas."""
        found = False
        for cell in self._cells.values():
            if cell.find(f"{{{MAIN}}}f") is not None:
                found = True
                for value in cell.findall(f"{{{MAIN}}}v"):
                    cell.remove(value)
                cell.attrib.pop("t", "")
        return found

    def _cell(self, place: Place) -> etree._Element:
        """The cell's element, made in its order where there is none yet."""
        if place in self._cells:
            return self._cells[place]
        row = self._row(place[0])
        cell = etree.Element(f"{{{MAIN}}}c", {"r": name_of(place)})
        style = self._inherited(place)
        if style != "0":
            cell.set("s", style)
        before = [each for each in row.iterfind(f"{{{MAIN}}}c") if _place(each)[1] < place[1]]
        row.insert(row.index(before[-1]) + 1 if before else 0, cell)
        row.attrib.pop("spans", "")  # no more than a hint, and wrong once a cell lies outside of it
        self._cells[place] = cell
        self._widen(place)
        return cell

    def _row(self, number: int) -> etree._Element:
        if number not in self._rows:
            data = self.root.find(f"{{{MAIN}}}sheetData")
            assert data is not None, "a worksheet has sheetData"
            row = etree.Element(f"{{{MAIN}}}row", {"r": str(number)})
            before = [each for each in self._rows if each < number]
            data.insert(data.index(self._rows[max(before)]) + 1 if before else 0, row)
            self._rows[number] = row
        return self._rows[number]

    def _inherited(self, place: Place) -> str:
        """The style that a cell has which is not written: its row's, else its column's."""
        row = self._rows.get(place[0])
        if row is not None and row.get("customFormat") in ("1", "true"):
            return row.get("s", "0")
        for column in self.root.iterfind(f"{{{MAIN}}}cols/{{{MAIN}}}col"):
            if _whole(column.get("min")) <= place[1] <= _whole(column.get("max")):
                return column.get("style", "0")
        return "0"

    def _widen(self, place: Place) -> None:
        """Let the declared extent of the sheet hold the cell."""
        extent = self.root.find(f"{{{MAIN}}}dimension")
        if extent is None:
            return
        first, _, last = extent.get("ref", "").partition(":")
        top, end = place_of(first) or place, place_of(last or first) or place
        corner = (min(top[0], place[0]), min(top[1], place[1]))
        extent.set("ref", f"{name_of(corner)}:{name_of((max(end[0], place[0]), max(end[1], place[1])))}")


class BlankBook:
    """The blank as a package of parts."""

    def __init__(self, path: Path) -> None:
        """Open the blank. Raises UnreadableFile where it is no .xlsx, wants a password, or is too large."""
        self.name = path.name
        archive = Archive.open(_data(path), path.name, ARCHIVE)
        if WORKBOOK not in archive.parts:
            raise UnreadableFile(
                f"{path.name} 不是 .xlsx 空白表。",
                hint="请在表格软件中打开，另存为 .xlsx。",
                english=f"{path.name} is no .xlsx workbook: save it as .xlsx.",
            )
        self._package = Package({name: archive.read(name) for name in archive.parts})
        self._workbook = self._parsed(WORKBOOK)
        self._sheets: dict[str, BlankSheet] = {}
        self._parts = self._sheet_parts()
        if not self._parts:
            raise UnreadableFile(
                f"{path.name} 里没有能填的工作表。",
                hint="请在表格软件中打开，另存为普通的 .xlsx（不是“严格”格式）。",
                english=f"{path.name} has no sheet to fill: save it as a plain .xlsx (not strict).",
            )

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the worksheets."""
        return tuple(self._parts)

    def sheet(self, name: str) -> BlankSheet:
        """The sheet of that name."""
        if name not in self._sheets:
            root = self._parsed(self._parts[name])
            if root.find(f"{{{MAIN}}}sheetData") is None:
                raise damaged(self.name)
            self._sheets[name] = BlankSheet(name, root, self._shared, self._formats)
        return self._sheets[name]

    def save(self, path: Path) -> None:
        """Write the workbook under that name, whole or not at all."""
        filled = set(self._sheets)
        calculates = [self.sheet(name).forget_results() for name in self.sheets]
        for name, has_formulas in zip(self.sheets, calculates, strict=True):
            if name in filled or has_formulas:
                self._package.parts[self._parts[name]] = serialized(self.sheet(name).root)
        if any(calculates):
            self._calculate_on_opening()
        self._package.write(path)

    def _calculate_on_opening(self) -> None:
        calculation = self._workbook.find(f"{{{MAIN}}}calcPr")
        if calculation is None:
            calculation = etree.Element(f"{{{MAIN}}}calcPr")
            names = [f"{{{MAIN}}}{each}" for each in _BEFORE_CALCULATION]
            before = [each for each in self._workbook if each.tag in names]
            self._workbook.insert(self._workbook.index(before[-1]) + 1 if before else 0, calculation)
        calculation.set("fullCalcOnLoad", "1")
        self._package.parts[WORKBOOK] = serialized(self._workbook)

    def _sheet_parts(self) -> dict[str, str]:
        links = relations_of(WORKBOOK)
        related = self._parsed(links) if links in self._package.parts else ()
        targets = {each.get("Id"): part_at(WORKBOOK, each.get("Target", "")) for each in related}
        found = {}
        for sheet in self._workbook.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet"):
            part = targets.get(sheet.get(f"{{{RELATION}}}id"), "")
            if posixpath.basename(posixpath.dirname(part)) == "worksheets" and part in self._package.parts:
                found[sheet.get("name", "")] = part
        return found

    @cached_property
    def _shared(self) -> list[str]:
        part = "xl/sharedStrings.xml"
        if part not in self._package.parts:
            return []
        return [_words(each) for each in self._parsed(part).iterfind(f"{{{MAIN}}}si")]

    @cached_property
    def _formats(self) -> list[str]:
        """The number format of each style."""
        part = "xl/styles.xml"
        if part not in self._package.parts:
            return []
        root = self._parsed(part)
        own = {
            each.get("numFmtId", ""): each.get("formatCode", "")
            for each in root.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
        }
        numbers = [each.get("numFmtId", "0") for each in root.iterfind(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")]
        return [own.get(each) or built_in_format(each) for each in numbers]

    def _parsed(self, part: str) -> etree._Element:
        data = self._package.parts[part]
        if b"<!DOCTYPE" in data:
            raise damaged(self.name)
        try:
            return etree.fromstring(data, _PARSER)
        except etree.XMLSyntaxError:
            raise damaged(self.name) from None


def _data(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise too_large(path.name, size, LARGEST_FILE)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"找不到空白表：{path}", english=f"No such file: {path}") from None
    except OSError as fault:
        raise UnreadableFile(f"读不了 {path.name}：{fault.strerror}。", hint="请核对路径和权限。") from None
    if data.startswith(_OLD_CONTAINER):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise encrypted(path.name)
        raise UnreadableFile(
            f"{path.name} 是旧格式（.xls、.et）。",
            hint="请在表格软件中打开，另存为 .xlsx。",
            english=f"{path.name} is of the old format: save it as .xlsx.",
        )
    return data


def _whole(number: str | None) -> int:
    """The number that an attribute holds; 0 where it holds none."""
    return int(number) if number and number.isdecimal() else 0


def _words(element: etree._Element) -> str:
    """The text of a string: of its runs, without the phonetic guides beside them."""
    guides = {text for guide in element.iter(f"{{{MAIN}}}rPh") for text in guide}
    return "".join(each.text or "" for each in element.iter(f"{{{MAIN}}}t") if each not in guides)


def _place(cell: etree._Element) -> Place:
    place = place_of(cell.get("r", ""))
    assert place is not None, "cells are named when the sheet is read"
    return place

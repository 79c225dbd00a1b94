"""Blank workbook (空白表): an .xlsx in which single cells are filled and everything else stays.

Only the cells that are filled are touched in the sheets' XML, so styles, merged cells, print areas,
drop-downs, shapes, stamps and macros remain as the bureau made them. Cached results of formulas are
dropped, and the spreadsheet is told to calculate on opening. Source: ECMA-376 part 1, 18.2 and 18.3.
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from pathlib import Path

from lxml import etree

from jixiao.containers.archive import Archive
from jixiao.document.writers.word_package import RELATION, Package, part_at, relations_of, serialized
from jixiao.errors import UnreadableFile
from jixiao.exchange.blank_sheet import MAIN, BlankSheet, words
from jixiao.exchange.cells import built_in_format
from jixiao.exchange.limits import LARGEST_FILE
from jixiao.exchange.refusals import ARCHIVE, damaged, encrypted, too_large

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
        return [words(each) for each in self._parsed(part).iterfind(f"{{{MAIN}}}si")]

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

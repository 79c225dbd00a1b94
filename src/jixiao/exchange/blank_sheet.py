"""Blank sheet (空白表的一张): single cells of a sheet are filled, everything else in its XML stays as it is.

Source: ECMA-376 part 1, 18.3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from lxml import etree

from jixiao.exchange.cells import Place, name_of, place_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


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
                return words(inline).strip() if inline is not None else ""
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


def _whole(number: str | None) -> int:
    """The number that an attribute holds; 0 where it holds none."""
    return int(number) if number and number.isdecimal() else 0


def words(element: etree._Element) -> str:
    """The text of a string: of its runs, without the phonetic guides beside them."""
    guides = {text for guide in element.iter(f"{{{MAIN}}}rPh") for text in guide}
    return "".join(each.text or "" for each in element.iter(f"{{{MAIN}}}t") if each not in guides)


def _place(cell: etree._Element) -> Place:
    place = place_of(cell.get("r", ""))
    assert place is not None, "cells are named when the sheet is read"
    return place

"""A list as XML Spreadsheet 2003 (XML表格): what older finance systems hand out, as sheets of text.

Cells say what kind they hold; numbers stay the digits that were written, a date loses its midnight. Entities
are refused, not resolved.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from jixiao.errors import UnreadableFile
from jixiao.exchange.limits import MOST_CELLS
from jixiao.exchange.refusals import too_many_cells
from jixiao.exchange.scan import Span

_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_SIGN = b"urn:schemas-microsoft-com:office:spreadsheet"
_LOOKED_AT = 4096
_MIDNIGHT = ("T00:00:00.000", "T00:00:00")


def is_xml_list(data: bytes) -> bool:
    """Whether the file is such a workbook."""
    head = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith(b"<?xml") and _SIGN in head


def sheets_of_xml(data: bytes, name: str) -> Iterator[tuple[str, list[list[str]], list[Span]]]:
    """Each sheet's name, its rows and the cells that reach over others.

    Raises UnreadableFile where the file is broken, declares entities, or holds too many cells.
    """
    if b"<!DOCTYPE" in data[:_LOOKED_AT] or b"<!ENTITY" in data:
        raise UnreadableFile(
            f"{name} 里有实体定义，不读。",
            hint="请在表格软件中打开，另存为 .xlsx 后再传。",
            english=f"{name} declares entities and is not read: save it as .xlsx.",
        )
    sheet = _Sheet(name)
    found: list[tuple[str, list[list[str]], list[Span]]] = []
    try:
        for event, element in etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        ):
            if event == "start" and element.tag == f"{_SHEET}Worksheet":
                sheet = _Sheet(name, element.get(f"{_SHEET}Name", ""))
            elif event == "end" and element.tag == f"{_SHEET}Row":
                sheet.add(element)
                element.clear()
            elif event == "end" and element.tag == f"{_SHEET}Worksheet":
                found.append((sheet.title, sheet.rows, sheet.merged))
                element.clear()
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            f"{name} 不是完整的 XML 表格：{error.msg}。",
            hint="请重新导出，或在表格软件中另存为 .xlsx。",
            english=f"{name} is no whole XML spreadsheet: export it again.",
        ) from None
    yield from found


class _Sheet:
    def __init__(self, name: str, title: str = "") -> None:
        self.title = title
        self.rows: list[list[str]] = []
        self.merged: list[Span] = []
        self._name, self._cells = name, 0

    def add(self, row: etree._Element) -> None:
        """Add a row at its place; rows that were left out stand empty."""
        number = _index(row, len(self.rows))
        self._count(number - len(self.rows))
        self.rows += [[] for _ in range(number - len(self.rows))]
        cells: list[str] = []
        for cell in row.iterchildren(f"{_SHEET}Cell"):
            column = _index(cell, len(cells))
            across, down = (_whole(cell.get(f"{_SHEET}{name}")) for name in ("MergeAcross", "MergeDown"))
            self._count(column - len(cells) + 1 + across)
            cells += [""] * (column - len(cells))
            cells += [_text(cell), *[""] * across]
            if across or down:
                self.merged.append(((number, column), (number + down, column + across)))
        self.rows.append(cells)

    def _count(self, cells: int) -> None:
        self._cells += max(cells, 0)
        if self._cells > MOST_CELLS:
            raise too_many_cells(self._name)


def _index(element: etree._Element, usual: int) -> int:
    """The place of a row or cell from 0: as it says, never before where one stands already."""
    told = _whole(element.get(f"{_SHEET}Index"))
    return max(told - 1, usual) if told else usual


def _whole(told: str | None) -> int:
    return int(told) if told and told.isdecimal() and len(told) < 8 else 0


def _text(cell: etree._Element) -> str:
    data = cell.find(f"{_SHEET}Data")
    if data is None:
        return ""
    words = "".join(map(str, data.itertext())).strip()
    if data.get(f"{_SHEET}Type") == "DateTime":
        for midnight in _MIDNIGHT:
            words = words.removesuffix(midnight)
        return words.replace("T", " ")
    return words

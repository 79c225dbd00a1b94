"""Workbooks to be proofed (要校核的工作簿): .xlsx, .xls, .et and .ods, every figure as it is printed.

Nothing here reads a ledger; that is `exchange`. What is hidden is not read, and `properties` say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jixiao.containers.archive import Archive
from jixiao.containers.compound import MAGIC
from jixiao.document.model import Block, Document, Heading
from jixiao.document.place import CellPlace
from jixiao.document.readers.refusals import PACKED, content_of, other_kind, too_large, without_text
from jixiao.document.readers.sheet import MOST_CELLS, Sheet, TooMuch, cell_name
from jixiao.document.readers.sheet_blocks import blocks_of, title_of
from jixiao.document.readers.workbook_ods import sheets_of_ods
from jixiao.document.readers.workbook_xls import sheets_of_xls
from jixiao.document.readers.workbook_xlsx import sheets_of_xlsx

_USUAL_NAME = re.compile(r"(?:Sheet|工作表|表|sheet)\s*\d*")
_MOST_NAMED = 20


def read_workbook(path: Path) -> Document:
    """The sheets of a workbook as headings, paragraphs and tables, each span with its sheet and cell.

    `properties` tell what was not read: `hidden` (sheets, rows and columns), `uncalculated` (formulas without
    a saved result). Raises UnreadableFile where the file is no workbook, damaged, encrypted or too large.
    """
    data = content_of(path)
    name = path.name
    try:
        sheets = _sheets(data, name)
        seen = [sheet for sheet in sheets if not sheet.is_hidden and sheet.cells]
        blocks = list(_blocks(seen))
    except TooMuch:
        limit = f"{MOST_CELLS // 10_000} 万格"
        raise too_large(name, f"超过 {limit}", f"more than {MOST_CELLS:,} cells") from None
    if not any(not isinstance(block, Heading) for block in blocks):
        raise without_text(name)
    title = next((found for sheet in seen if (found := title_of(sheet))), path.stem)
    return Document(title, tuple(blocks), properties=_properties(sheets))


def _sheets(data: bytes, name: str) -> list[Sheet]:
    if data.startswith(MAGIC):
        return sheets_of_xls(data, name)
    if data.startswith(b"PK"):
        archive = Archive.open(data, name, PACKED)
        if "xl/workbook.xml" in archive.parts:
            return sheets_of_xlsx(archive)
        if "content.xml" in archive.parts and "META-INF/manifest.xml" in archive.parts:
            return sheets_of_ods(archive)
    raise other_kind(name, "能读的工作簿（.xlsx、.xls、.et、.ods）", "a workbook (.xlsx, .xls, .et, .ods)")


def _blocks(sheets: list[Sheet]) -> Iterator[Block]:
    for sheet in sheets:
        if len(sheets) > 1 and not _USUAL_NAME.fullmatch(sheet.name):
            yield Heading(1, sheet.name, place=CellPlace(sheet.name, "A1"))
        yield from blocks_of(sheet)


def _properties(sheets: list[Sheet]) -> dict[str, str]:
    properties = {"sheets": str(len(sheets))}
    hidden = [words for sheet in sheets for words in _hidden(sheet)]
    if hidden:
        properties["hidden"] = "；".join(hidden[:_MOST_NAMED]) + ("等" if len(hidden) > _MOST_NAMED else "")
    cells = [
        f"{sheet.name}!{cell_name(row, column)}"
        for sheet in sheets
        for row, column in sheet.uncalculated
        if sheet.shows(row, column)
    ]
    if cells:
        more = f"等 {len(cells)} 格" if len(cells) > _MOST_NAMED else ""
        properties["uncalculated"] = "、".join(cells[:_MOST_NAMED]) + more
    return properties


def _hidden(sheet: Sheet) -> Iterator[str]:
    """What of the sheet is hidden although it holds words."""
    if sheet.is_hidden:
        yield f"工作表“{sheet.name}”"
        return
    rows = sorted({row for row, _ in sheet.cells if row in sheet.hidden_rows})
    columns = sorted({column for _, column in sheet.cells if column in sheet.hidden_columns})
    if rows:
        yield f"“{sheet.name}”第 {_counted([str(row + 1) for row in rows])} 行"
    if columns:
        names = [cell_name(0, column)[:-1] for column in columns]
        yield f"“{sheet.name}”第 {_counted(names)} 列"


def _counted(names: list[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + (f"等 {len(names)}" if len(names) > _MOST_NAMED else "")

"""Year file (年度文件): the one way in and out for every command, whatever file or folder keeps the year.

What reads and writes workbooks is loaded only when a workbook is asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import UnwritableFile
from jixiao.exchange.limits import LARGEST_JSON
from jixiao.exchange.reading import Reading
from jixiao.exchange.refusals import too_large
from jixiao.exchange.replacing import replacing
from jixiao.tracking.year import Year

if TYPE_CHECKING:
    from jixiao.exchange.mapping import Mapping
    from jixiao.exchange.workbook_writer import Marks

_START = 64
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*["}]')


def read_year(
    path: Path | str,
    mapping: Mapping | None = None,
    *,
    fiscal_year: int | None = None,
    seen: dt.date | None = None,
    before: Year | None = None,
) -> Reading:
    """The year that a workbook, a JSON file or a folder of TOML files holds, told by content.

    The further arguments are for workbooks (see `read_workbook`). Raises UnreadableFile where there is
    nothing to read, or it is of another kind.
    """
    file = Path(path)
    if file.is_dir():
        from jixiao.exchange.package import read_package

        return read_package(file)
    if file.is_file() and _is_json(file):
        from jixiao.exchange.as_json import from_json

        return from_json(_json_bytes(file), file.name)
    from jixiao.exchange.workbook import read_workbook

    return read_workbook(file, mapping, fiscal_year=fiscal_year, seen=seen, before=before)


def write_year(year: Year, path: Path | str, marks: Marks | None = None) -> None:
    """Write the year as what the path asks for: a workbook (.xlsx), JSON (.json), or else a folder of TOML.

    Only a workbook can show `marks`, remarks on its cells.

    Raises UnwritableFile, and then leaves no half-written file behind.
    """
    target = Path(path)
    match target.suffix.lower():
        case ".xlsx":
            from jixiao.exchange.workbook_writer import write_workbook

            write_workbook(year, target, marks)
        case ".json":
            from jixiao.exchange.as_json import to_json

            with replacing(target) as part:
                part.write_text(to_json(year), "utf-8", newline="\n")
        case "":
            from jixiao.exchange.package import write_package

            write_package(year, target)
        case suffix:
            raise UnwritableFile(
                f"不能写成 {suffix} 文件。",
                hint="可以写成 .xlsx、.json，或一个文件夹。",
                english=f"Cannot write {suffix}: choose .xlsx, .json or a folder.",
            )


def _is_json(file: Path) -> bool:
    if file.suffix.lower() == ".json":
        return True
    with file.open("rb") as opened:
        return _OBJECT.match(opened.read(_START)) is not None


def _json_bytes(file: Path) -> bytes:
    size = file.stat().st_size
    if size > LARGEST_JSON:
        raise too_large(file.name, size, LARGEST_JSON)
    return file.read_bytes()

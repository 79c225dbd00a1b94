"""Year file (年度文件): the one way in for every command, whatever kind of file or folder keeps the year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from jixiao.errors import UnreadableFile
from jixiao.exchange.as_json import from_json
from jixiao.exchange.limits import LARGEST_JSON, MB
from jixiao.exchange.mapping import Mapping
from jixiao.exchange.package import read_package
from jixiao.exchange.reading import Reading
from jixiao.exchange.workbook import read_workbook

_START = 64


def read_year(
    path: Path | str,
    mapping: Mapping | None = None,
    *,
    fiscal_year: int | None = None,
    seen: dt.date | None = None,
) -> Reading:
    """The year that a workbook, a JSON file or a folder of TOML files holds, told by content.

    The further arguments are for workbooks (see `read_workbook`). Raises UnreadableFile where there is
    nothing to read, or it is of another kind.
    """
    file = Path(path)
    if file.is_dir():
        return read_package(file)
    if file.is_file() and _is_json(file):
        return from_json(_json_bytes(file), file.name)
    return read_workbook(file, mapping, fiscal_year=fiscal_year, seen=seen)


def _is_json(file: Path) -> bool:
    if file.suffix.lower() == ".json":
        return True
    with file.open("rb") as opened:
        return opened.read(_START).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _json_bytes(file: Path) -> bytes:
    if file.stat().st_size > LARGEST_JSON:
        raise UnreadableFile(
            f"{file.name} 超过上限 {LARGEST_JSON // MB} MB，没有读取。",
            english=f"{file.name} is larger than {LARGEST_JSON // MB} MB.",
        )
    return file.read_bytes()

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile
from jixiao.exchange import read_year
from tests.exchange.files import PROJECT_SHEET, UNIT_SHEET, book, patched

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<c r="XFD1048576" s="0"><v>1</v></c>',
        b'<c s="0" r="XFD1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c r = "xfd1048576"><v>1</v></c>',
        b'<c\n  r="XFD1048576"><v>1</v></c>',
        b'<x:c xmlns:x="' + MAIN + b'" r="XFD1048576"><x:v>1</x:v></x:c>',
    ],
)
def test_a_far_cell_is_seen_however_it_is_spelled(tmp_path: Path, cell: bytes):
    path = book(tmp_path / "台账.xlsx", {"单位": UNIT_SHEET, "项目": PROJECT_SHEET})
    far = b'<row r="1048576">' + cell + b"</row></sheetData>"
    with pytest.raises(UnreadableFile, match="第 1048576 行、第 16384 列"):
        read_year(patched(path, {b"</sheetData>": far}))

"""Files that are no workbook, or would be the end of the machine: one sentence, soon, and no traceback."""

from __future__ import annotations

import os
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import pytest

from jixiao.containers.limits import MB
from jixiao.errors import UnreadableFile
from jixiao.exchange import read_year
from jixiao.exchange.limits import LARGEST_FILE
from jixiao.exchange.workbook import read_workbook
from tests.exchange.files import PROJECT_SHEET, UNIT_SHEET, book, patched

SOON = 20  # seconds, on the slowest machine; each takes a fraction of one


def workbook(path: Path) -> Path:
    return book(path / "台账.xlsx", {"单位": UNIT_SHEET, "项目": PROJECT_SHEET})


def refusal(path: Path) -> str:
    started = time.perf_counter()
    with pytest.raises(UnreadableFile) as caught:
        read_year(path)
    assert time.perf_counter() - started < SOON
    assert path.name in caught.value.message
    assert caught.value.english
    return str(caught.value)


def word_document(path: Path) -> None:
    docx.Document().save(str(path))


def old_word_document(path: Path) -> None:
    path.write_bytes(container({"WordDocument": b"x" * 5000}))


def password_protected(path: Path) -> None:
    path.write_bytes(container({"EncryptionInfo": b"x" * 300, "EncryptedPackage": b"x" * 5000}))


def password_protected_xls(path: Path) -> None:
    records = struct.pack("<2H", 0x809, 16) + bytes(16) + struct.pack("<2H", 0x2F, 6) + bytes(6)
    path.write_bytes(container({"Workbook": records.ljust(5000, b"\0")}))


def password_protected_zip(path: Path) -> None:
    workbook(path.parent).replace(path)
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    path.write_bytes(data)


def truncated(path: Path) -> None:
    data = workbook(path.parent).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def truncated_container(path: Path) -> None:
    path.write_bytes(container({"Workbook": b"x" * 50_000})[:4096])


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "甲")


def write(data: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("空.xlsx", write(b""), "是空文件"),
        ("文档.xlsx", word_document, "是 Word 文档"),
        ("旧文档.xls", old_word_document, "Word 或 WPS 文字文档"),
        ("密码.xlsx", password_protected, "设有打开密码"),
        ("密码.xls", password_protected_xls, "设有打开密码"),
        ("密码二.xlsx", password_protected_zip, "设有打开密码"),
        ("残缺.xlsx", truncated, "已损坏或不完整"),
        ("残缺.xls", truncated_container, "已损坏或不完整"),
        ("压缩包.xlsx", other_zip, "是压缩包"),
        ("文本.xlsx", write("项目,金额\n甲,1\n".encode("gbk")), "文本（如 CSV）"),
        ("网页.xls", write(b"<html><table><tr><td>1</td></tr></table></html>"), "其实是网页"),
        ("表格.xls", write(b"<?xml version='1.0'?><Workbook/>"), "XML 表格"),
        ("扫描件.xlsx", write(b"%PDF-1.7\n" + bytes(range(256))), "是 PDF"),
        ("公文.et", write(b"{\\rtf1 x}"), "是 RTF"),
        ("图片.xlsx", write(b"\x89PNG\r\n\x1a\n" + bytes(100)), "不是表格文件，或已损坏"),
        ("半个.xlsx", write(b"PK\x03\x04"), "已损坏或不完整"),
        ("半个.xls", write(bytes.fromhex("d0cf11e0a1b11ae1")), "已损坏或不完整"),
    ],
)
def test_what_is_no_workbook_gets_one_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], None], said: str
):
    make(tmp_path / name)
    message = refusal(tmp_path / name)
    assert said in message
    assert "\n" not in message


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path: Path):
    assert "找不到文件" in refusal(tmp_path / "没有.xlsx")


def test_the_suffix_does_not_matter(tmp_path: Path):
    path = workbook(tmp_path).rename(tmp_path / "台账.et")
    assert read_workbook(path).year is not None


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path):
    path = tmp_path / "大.xlsx"
    with path.open("wb") as opened:
        opened.truncate(50 * MB)
    assert "50 MB，超过上限 40 MB" in refusal(path)


def test_a_large_file_within_the_limit_is_read(tmp_path: Path):
    path = workbook(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as packed:
        packed.writestr("xl/media/image1.png", os.urandom(LARGEST_FILE - 1 * MB))
    assert read_workbook(path).year is not None


def bomb(path: Path, part: str, content: bytes, count: int) -> Path:
    """Add a part of `count` times `content`, which packs to next to nothing."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open(part, "w") as opened:
        for _ in range(count):
            opened.write(content)
    return path


def test_a_bomb_that_declares_itself_is_refused_by_its_declared_size(tmp_path: Path):
    path = bomb(workbook(tmp_path), "xl/worksheets/sheet9.xml", bytes(MB), 300)
    tracemalloc.start()
    assert "展开后过大" in refusal(path)
    assert tracemalloc.get_traced_memory()[1] < 20 * MB
    tracemalloc.stop()


def test_a_bomb_below_the_size_is_refused_by_its_ratio(tmp_path: Path):
    path = bomb(workbook(tmp_path), "xl/worksheets/sheet9.xml", bytes(MB), 60)
    assert "展开后过大" in refusal(path)


def test_a_bomb_that_lies_about_its_size_is_refused_while_it_is_unpacked(tmp_path: Path):
    """A part of 200 MB that declares 1,000 bytes, with the checksum of those."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = b"".join(packer.compress(bytes(MB)) for _ in range(200)) + packer.flush()
    path = workbook(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as opened:
        opened.writestr("xl/worksheets/sheet9.xml", packed)
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        start = (
            data.rindex(b"xl/worksheets/sheet9.xml") if offset else data.index(b"xl/worksheets/sheet9.xml")
        )
        start = data.rindex(signature, 0, start)
        struct.pack_into("<H", data, start + 8 + offset, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", data, start + 14 + offset, zlib.crc32(bytes(1000)))
        struct.pack_into("<I", data, start + 22 + offset, 1000)
    path.write_bytes(data)
    tracemalloc.start()
    assert "展开后过大" in refusal(path)
    assert tracemalloc.get_traced_memory()[1] < 20 * MB
    tracemalloc.stop()


def test_too_many_parts_are_refused(tmp_path: Path):
    path = workbook(tmp_path)
    with zipfile.ZipFile(path, "a") as packed:
        for number in range(2_100):
            packed.writestr(f"{number}", b"")
    assert "展开后过大" in refusal(path)


def test_more_than_a_million_blank_formatted_rows_are_refused(tmp_path: Path):
    rows = b"".join(
        b'<row r="%d" spans="1:9">%s</row>'
        % (row, b"".join(b'<c r="%c%d" s="1"/>' % (65 + column, row) for column in range(9)))
        for row in range(10, 20_000)
    )
    path = workbook(tmp_path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("xl/big.xml", "w") as opened,
    ):
        for _ in range(55):
            opened.write(rows)
    assert "空白行" in refusal(path)


def test_blank_formatted_rows_within_the_limit_are_read_over(tmp_path: Path):
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(10, 300_000))
    path = patched(workbook(tmp_path), {b"</sheetData>": rows + b"</sheetData>"})
    reading = read_workbook(path)
    assert reading.year is not None
    assert reading.findings == ()


def test_a_cell_at_the_far_end_of_a_sheet_is_refused_before_memory_is_taken(tmp_path: Path):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    message = refusal(patched(workbook(tmp_path), {b"</sheetData>": far}))
    assert "第 1048576 行、第 16384 列" in message
    assert "Ctrl+End" in message


def test_a_blank_formatted_cell_at_the_far_end_hurts_nobody(tmp_path: Path):
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert read_workbook(patched(workbook(tmp_path), {b"</sheetData>": far})).year is not None


def test_one_long_text_in_very_many_cells_is_refused(tmp_path: Path):
    strings = b"<si><t>" + b"x" * 200_000 + b"</t></si></sst>"
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>11</v></c></row>' % (row, row) for row in range(10, 9_000)
    )
    path = patched(workbook(tmp_path), {b"</sst>": strings, b"</sheetData>": cells + b"</sheetData>"})
    assert "展开后过大" in refusal(path)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def old_workbook(cells: bytes, strings: bytes = b"") -> bytes:
    """An .xls with one sheet of these records of cells, and this table of strings."""
    opening = struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 6)
    name = record(0x85, struct.pack("<IHBB", 0, 0, 3, 0) + b"abc")
    table = record(0xFC, strings) if strings else b""
    start = len(record(0x809, opening)) + len(name) + len(table) + len(record(0x0A))
    name = record(0x85, struct.pack("<IHBB", start, 0, 3, 0) + b"abc")
    sheet = record(0x809, struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 6)) + cells + record(0x0A)
    return container({"Workbook": record(0x809, opening) + name + table + record(0x0A) + sheet})


def test_one_long_text_in_very_many_cells_of_an_old_workbook_is_refused(tmp_path: Path):
    strings = struct.pack("<2IHB", 20_000, 1, 30_000, 0) + b"x" * 30_000
    cells = b"".join(record(0xFD, struct.pack("<3HI", row, 0, 0, 0)) for row in range(20_000))
    path = tmp_path / "台账.xls"
    path.write_bytes(old_workbook(cells, strings))
    assert "展开后过大" in refusal(path)


def test_cells_at_the_far_end_of_an_old_workbook_are_refused(tmp_path: Path):
    cells = b"".join(
        record(0x203, struct.pack("<3Hd", at, column, 0, 1.0)) for at, column in [(0, 0), (65535, 255)]
    )
    path = tmp_path / "台账.xls"
    path.write_bytes(old_workbook(cells))
    assert "第 65536 行、第 256 列" in refusal(path)


def test_what_makes_the_reader_of_cells_panic_leaves_nothing_on_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    path = tmp_path / "台账.xls"
    path.write_bytes(old_workbook(record(0xE5, struct.pack("<H", 5))))  # five merged cells, none given
    assert "已损坏" in refusal(path)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "cells",
    [
        record(0x200, struct.pack("<2I3H", 0, 0xFA000021, 0, 9, 0)),
        record(0x200, struct.pack("<2I3H", 0, 65_536, 0, 256, 0)),
        record(0x200, struct.pack("<2I3H", 9, 1, 9, 1, 0)),
    ],
)
def test_an_old_workbook_that_claims_more_cells_than_it_has_takes_no_memory(tmp_path: Path, cells: bytes):
    path = tmp_path / "台账.xls"
    path.write_bytes(old_workbook(cells))
    assert refusal(path)


def test_an_old_workbook_that_claims_more_strings_than_it_has_takes_no_memory(tmp_path: Path):
    path = tmp_path / "台账.xls"
    path.write_bytes(old_workbook(b"", struct.pack("<2IHB", 1, 0xFFFFFFF0, 1, 0) + b"x"))
    assert "已损坏" in refusal(path)


@pytest.mark.parametrize("offset", [40, 44, 64, 72])
def test_a_container_that_claims_more_sectors_than_it_has_takes_no_memory(tmp_path: Path, offset: int):
    data = bytearray(old_workbook(b""))
    struct.pack_into("<I", data, offset, 0xFFFFFFF0)
    path = tmp_path / "台账.xls"
    path.write_bytes(data)
    assert "已损坏" in refusal(path)


def test_a_stream_that_claims_more_than_the_file_takes_no_memory(tmp_path: Path):
    data = old_workbook(b"")
    path = tmp_path / "台账.xls"
    path.write_bytes(data.replace(struct.pack("<2I", 3, 4096), struct.pack("<2I", 3, 0xFFFFFFF0)))
    assert "已损坏" in refusal(path)


def test_strings_that_claim_to_be_many_take_no_memory(tmp_path: Path):
    path = patched(workbook(tmp_path), {b'uniqueCount="': b'uniqueCount="40000000'})
    assert "已损坏" in refusal(path)


def open_workbook(path: Path, table: str) -> Path:
    """An .ods with one sheet of these rows."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="甲">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return path


def cell(words: str, repeats: int) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeats}">'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize(
    "table",
    [
        f'<table:table-row table:number-rows-repeated="1000000">{cell("甲", 16000)}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="1000">{cell("甲" * 500_000, 1)}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="99999999">{cell("甲", 1)}</table:table-row>',
    ],
)
def test_cells_that_repeat_without_end_are_refused(tmp_path: Path, table: str):
    assert "展开后过大" in refusal(open_workbook(tmp_path / "台账.ods", table))


def test_an_encoding_that_does_not_exist_is_refused(tmp_path: Path):
    path = open_workbook(tmp_path / "台账.ods", "")
    path = patched(path, {b'<?xml version="1.0"?>': b'<?xml version="1.0" encoding="U-8"?>'})
    assert "已损坏" in refusal(path)


def test_blank_cells_may_repeat_to_the_end_of_the_sheet(tmp_path: Path):
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = (
        f"<table:table-row>{cell('甲', 1)}{blank}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048575">{blank}</table:table-row>'
    )
    reading = read_workbook(open_workbook(tmp_path / "台账.ods", rows))
    assert any("不是台账的表" in each.message for each in reading.findings)


def test_a_sheet_that_declares_more_than_it_holds_takes_no_memory(tmp_path: Path):
    path = patched(workbook(tmp_path), {b'<dimension ref="A1': b'<dimension ref="A1:XFD1048576" x="'})
    assert read_workbook(path).year is not None


@pytest.mark.parametrize("part", [b"<worksheet", b"<sst", b"<workbook", b"<styleSheet"])
def test_entity_bombs_are_refused(tmp_path: Path, part: bytes):
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%s;" % (b"%d" % (level - 1) if level > 1 else b"") * 10)
        for level in range(1, 12)
    )
    path = patched(workbook(tmp_path), {part: entities + b"]>" + part})
    assert "已损坏" in refusal(path)


@pytest.mark.parametrize(
    "change",
    [
        {b"<sheets>": b"<sheets"},
        {b"</worksheet>": b""},
        {b'r:id="rId1"': b'r:id="rId77"'},
        {b"<v>": b"<v><v>"},
        {b'r="A1"': b'r="!!"'},
        {b"<cellXfs": b"<cell"},
        {b't="s"': b't="zz"'},
        {b"<v>0</v>": b"<v>99999999</v>"},
        {b"<v>0</v>": b"<v>-1</v>"},
    ],
)
def test_a_damaged_part_never_leads_to_a_traceback(tmp_path: Path, change: dict[bytes, bytes]):
    path = patched(workbook(tmp_path), change)
    with suppress(UnreadableFile):  # or read, with whatever findings
        read_workbook(path)


def container(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, padded to the 4,096 bytes that keep them in sectors."""
    sector, end, free, fat_mark = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    counts = {name: -(-len(content) // sector) for name, content in padded.items()}
    tables = -(-(sum(counts.values()) + 1) // 127) + 1
    fat = [*[fat_mark] * tables, end]  # the table of sectors, then the directory
    starts = {}
    for name, count in counts.items():
        starts[name] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + count), end]
    fat += [free] * (tables * 128 - len(fat))
    entries = [_entry("Root Entry", 5, end, 0)]
    entries += [_entry(name, 2, starts[name], len(content)) for name, content in padded.items()]
    header = bytearray(sector)
    struct.pack_into("<8s16x5H6x", header, 0, bytes.fromhex("d0cf11e0a1b11ae1"), 62, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, tables, tables, 0, 4096, end, 0, end, 0)
    struct.pack_into("<109I", header, 76, *range(tables), *[free] * (109 - tables))
    body = [content.ljust(counts[name] * sector, b"\0") for name, content in padded.items()]
    table = struct.pack(f"<{len(fat)}I", *fat)
    return bytes(header) + table + b"".join(entries).ljust(sector, b"\0") + b"".join(body)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(words)] = words
    struct.pack_into("<HBB3I", entry, 64, len(words) + 2, kind, 1, *[0xFFFFFFFF] * 3)
    struct.pack_into("<2I", entry, 116, start, size)
    return bytes(entry)

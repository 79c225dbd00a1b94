"""Scan of .xlsx: the parts of the package, streamed and never held as a whole. Source: ECMA-376 part 1."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from jixiao.containers.archive import Archive
from jixiao.exchange.limits import MOST_CHARACTERS
from jixiao.exchange.refusals import bomb, damaged
from jixiao.exchange.scan import UNCALCULATED, Cell, Marks, check_extent, is_percent, padding

_BUILT_IN_PERCENT = frozenset({9, 10})
_DEFAULT_ROWS, _DEFAULT_COLUMNS = 99_999, 16  # what the search for far cells need not look at
_FAR = rb"[A-Za-z]{2,3}\d{1,7}|[Q-Zq-z]\d{1,7}|[A-Za-z]\d{6,7}"

# Nearly every program spells a cell `<c r="A1" …>`; in such text far cells are found seven times as quickly.
_USUAL_FAR = re.compile(rb'<c r="(' + _FAR + rb')"[^>]*(?<!/)>')
_UNUSUAL = re.compile(rb'<c(?: (?!r=")|[\t\r\n])')

_STRINGS = "xl/sharedStrings.xml"
_CLAIMED = re.compile(rb"""\buniqueCount\s*=\s*["']\s*\+?(\d+)""")


def scan_xlsx(archive: Archive) -> dict[str, Marks]:
    """The marks of each sheet by name. Raises UnreadableFile where the file is damaged or beyond limits."""
    for part in archive.parts:
        if part.endswith((".xml", ".rels")):
            _refuse_entities(archive, part)
    percent, padded = _formats(archive)
    longest = _longest_string(archive)
    marks: dict[str, Marks] = {}
    shared = 0
    for name, part in _sheets(archive).items():
        marks[name], used = _scan_sheet(archive, part, percent, padded)
        shared += used
    if shared * longest > MOST_CHARACTERS and _shared_characters(archive) > MOST_CHARACTERS:
        raise bomb(archive.name)
    check_extent(marks, archive.name)
    return marks


def _refuse_entities(archive: Archive, part: str) -> None:
    """Inflate the whole part, and refuse a document type: packages have none, bombs of entities do."""
    tail = b""
    for chunk in archive.chunks(part):
        if b"<!DOCTYPE" in tail + chunk[:16] or b"<!DOCTYPE" in chunk:
            raise damaged(archive.name)
        tail = chunk[-16:]


def _parsed(archive: Archive, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(archive.read(part), parser)
    except etree.XMLSyntaxError:
        raise damaged(archive.name) from None


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _part(archive: Archive, name: str) -> str | None:
    """The part of that name, however it is capitalized; none where there is none."""
    if name in archive.parts:
        return name
    return next((each for each in archive.parts if each.lower() == name.lower()), None)


def _sheets(archive: Archive) -> dict[str, str]:
    """The parts of the worksheets by the names of the sheets."""
    rels = "xl/_rels/workbook.xml.rels"
    targets = {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))).lstrip("/")
        for each in _parsed(archive, rels)
    }
    found = {}
    for sheet in _parsed(archive, "xl/workbook.xml").iter():
        if _local(sheet) == "sheet":
            link = next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
            part = _part(archive, targets.get(link, ""))
            if part is not None and "worksheets/" in part.lower():
                found[sheet.get("name", "")] = part
    return found


def _formats(archive: Archive) -> tuple[list[bytes], dict[bytes, int]]:
    """The style numbers that show percent, and those that pad numbers with zeros."""
    styles = _part(archive, "xl/styles.xml")
    if styles is None:
        return [], {}
    codes: dict[str, str] = {}
    percent: list[bytes] = []
    padded: dict[bytes, int] = {}
    for element in _parsed(archive, styles).iter():
        if _local(element) == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        if _local(element) == "cellXfs":
            for index, style in enumerate(element):
                number = style.get("numFmtId", "0")
                code = codes.get(number, "")
                if is_percent(code) or (number.isdigit() and int(number) in _BUILT_IN_PERCENT):
                    percent.append(b"%d" % index)
                elif padding(code):
                    padded[b"%d" % index] = padding(code)
    return percent, padded


def _longest_string(archive: Archive) -> int:
    """Bytes of the longest of the shared strings."""
    strings = _part(archive, _STRINGS)
    if strings is None:
        return 0
    longest = current = 0
    tail = b""
    for chunk in archive.chunks(strings):
        claimed = _CLAIMED.search(tail + chunk)
        if claimed and int(claimed[1][:20]) > archive.parts[strings].file_size:
            raise damaged(archive.name)  # nobody should take memory for so many
        tail = chunk[-64:]
        pieces = re.split(rb"<(?:\w+:)?si\b", chunk)
        longest = max(longest, current + len(pieces[0]), *(len(piece) for piece in pieces[1:]))
        current = current + len(pieces[0]) if len(pieces) == 1 else len(pieces[-1])
    return longest


def _shared_characters(archive: Archive) -> int:
    """Bytes of all shared strings, each as often as cells use it."""
    lengths = [
        len(each) for each in re.split(rb"<(?:\w+:)?si\b", archive.read(_part(archive, _STRINGS) or ""))[1:]
    ]
    total = 0
    for part in _sheets(archive).values():
        for block in _blocks(archive, part):
            for match in re.finditer(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>(\d{1,9})<""", block):
                index = int(match[1])
                total += lengths[index] if index < len(lengths) else 0
    return total


def _blocks(archive: Archive, part: str) -> Iterator[bytes]:
    """The part in pieces that end where a cell ends."""
    kept = b""
    for chunk in archive.chunks(part):
        kept += chunk
        cut = max(kept.rfind(b"/c>"), kept.rfind(b":c>")) + 3
        if cut > 2:
            yield kept[:cut]
            kept = kept[cut:]
    yield kept


def _scan_sheet(
    archive: Archive, part: str, percent: list[bytes], padded: dict[bytes, int]
) -> tuple[Marks, int]:
    """The marks of a sheet, and how many of its cells use shared strings."""
    marks = Marks(rows=_DEFAULT_ROWS, columns=_DEFAULT_COLUMNS)
    open_cell = rb"<(?:[A-Za-z]\w*:)?c\b"
    failed = re.compile(
        open_cell + rb"""([^>]*?\bt\s*=\s*["']e["'][^>]*)(?<!/)>(.*?)</(?:\w+:)?c>""",
        re.DOTALL,
    )
    idle = re.compile(
        open_cell + rb"([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>)\s*</(?:\w+:)?c>"
    )
    far = re.compile(open_cell + rb"""[^>]*?\br\s*=\s*["'](""" + _FAR + rb""")["'][^>]*(?<!/)>""")
    styles = [*percent, *padded]
    styled = re.compile(
        open_cell + rb"""([^>]*?\bs\s*=\s*["'](""" + b"|".join(styles) + rb""")["'][^>]*)(?<!/)>"""
    )
    shared = 0
    for block in _blocks(archive, part):
        shared += block.count(b't="s"') + block.count(b"t='s'")
        is_usual = b":c" not in block and _UNUSUAL.search(block) is None
        for match in (_USUAL_FAR if is_usual else far).finditer(block):
            marks.reach(*_position(match[1]))
        if b'"e"' in block or b"'e'" in block:
            for match in failed.finditer(block):
                text = re.search(rb"#[^<]+", match[2])
                marks.broken[_cell(match[1])] = text[0].decode("utf-8", "replace") if text else "#?"
        if b"f></" in block or b"/></" in block:
            for match in idle.finditer(block):
                marks.broken[_cell(match[1])] = UNCALCULATED
        if styles:
            for match in styled.finditer(block):
                if match[2] in padded:
                    marks.padded[_cell(match[1])] = padded[match[2]]
                else:
                    marks.percent.add(_cell(match[1]))
    return marks, shared


def _cell(tag: bytes) -> Cell:
    match = re.search(rb"""\br\s*=\s*["']([A-Za-z]{1,3}\d{1,7})["']""", tag)
    return _position(match[1]) if match else (0, 0)


def _position(reference: bytes) -> Cell:
    """Row and column of a reference such as C12."""
    column = row = 0
    for byte in reference.upper():
        if byte >= 65:
            column = column * 26 + byte - 64
        else:
            row = row * 10 + byte - 48
    return row - 1, column - 1

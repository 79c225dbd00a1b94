"""Font files (字体文件): names, weight and characters of each face, read from its tables.

OpenType 1.9: the table directory, `name`, `OS/2` and `cmap` (formats 4 and 12). A file that is damaged,
variable or of another kind has no faces; nobody's report fails for a broken font in a system folder.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

SUFFIXES = frozenset({".otf", ".ttf", ".ttc", ".otc"})

BOLD = 600
"""The least weight class that reads as bold."""

_SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true")
_FAMILY, _FULL, _TYPOGRAPHIC_FAMILY = 1, 4, 16
_ENCODINGS = {(1, 0): "mac_roman", (1, 25): "gb2312", (3, 3): "gb18030"}  # platform, encoding; else UTF-16
_MOST_FACES = 64
_LARGEST_TABLE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file (字面): `names` are its family and full names in every language."""

    path: Path
    index: int
    names: frozenset[str]
    weight: int
    is_italic: bool

    @property
    def is_bold(self) -> bool:
        """Whether it is drawn bold."""
        return self.weight >= BOLD


def faces_in(folder: Path) -> Iterator[Face]:
    """All faces of the font files in a folder and the folders below it, in the order of their paths."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            yield from faces(path)


@lru_cache(maxsize=4096)
def faces(path: Path) -> tuple[Face, ...]:
    """The faces of a font file; none where it is not one."""
    try:
        with path.open("rb") as file:
            return tuple(_face(path, index, file, start) for index, start in enumerate(_starts(file)))
    except (OSError, struct.error, ValueError):
        return ()


@lru_cache(maxsize=64)
def _runs(path: Path, index: int) -> tuple[list[int], list[int]]:
    """The characters of a face as runs: first and last code points, in ascending order."""
    with path.open("rb") as file:
        cmap = _table(file, _starts(file)[index], b"cmap")
    runs = sorted(_best_subtable(cmap))
    return [first for first, _ in runs], [last for _, last in runs]


def covered(face: Face, characters: Iterable[str]) -> set[str]:
    """Those of the characters for which the face has a glyph."""
    try:
        firsts, lasts = _runs(face.path, face.index)
    except (OSError, struct.error, ValueError, IndexError):
        return set()
    found = set()
    for each in characters:
        run = bisect_right(firsts, ord(each)) - 1
        if run >= 0 and ord(each) <= lasts[run]:
            found.add(each)
    return found


def _starts(file: BinaryIO) -> list[int]:
    """Where the faces of a file or collection begin."""
    signature, _, count = struct.unpack(">4sLL", file.read(12))
    if signature in _SIGNATURES:
        return [0]
    if signature != b"ttcf":
        raise ValueError("not a font file")
    return list(struct.unpack(f">{min(count, _MOST_FACES)}L", file.read(4 * min(count, _MOST_FACES))))


def _directory(file: BinaryIO, start: int) -> dict[bytes, tuple[int, int]]:
    """Where each table of a face begins, and how long it is."""
    file.seek(start + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    entries = struct.iter_unpack(">4s4xLL", file.read(16 * count))
    return {tag: (offset, min(length, _LARGEST_TABLE)) for tag, offset, length in entries}


def _table(file: BinaryIO, start: int, tag: bytes) -> bytes:
    found = _directory(file, start).get(tag)
    if found is None:
        raise ValueError(f"no table {tag!r}")
    offset, length = found
    file.seek(offset)
    return file.read(length)


def _face(path: Path, index: int, file: BinaryIO, start: int) -> Face:
    if b"fvar" in _directory(file, start):
        raise ValueError("a variable font prints in its thinnest weight")
    metrics = _table(file, start, b"OS/2")
    (weight,) = struct.unpack_from(">H", metrics, 4)
    (selection,) = struct.unpack_from(">H", metrics, 62)
    names = frozenset(_names(_table(file, start, b"name")))
    return Face(path, index, names, weight, is_italic=bool(selection & 1))


def _names(table: bytes) -> Iterator[str]:
    _, count, strings = struct.unpack_from(">HHH", table)
    for record in range(count):
        platform, encoding, _, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * record)
        if name in {_FAMILY, _FULL, _TYPOGRAPHIC_FAMILY}:
            raw = table[strings + offset : strings + offset + length]
            yield raw.decode(_ENCODINGS.get((platform, encoding), "utf-16-be"), "replace")


def _best_subtable(cmap: bytes) -> Iterator[tuple[int, int]]:
    """The runs of the subtable that knows all planes, else of the one for the first plane."""
    (count,) = struct.unpack_from(">2xH", cmap)
    offsets = {struct.unpack_from(">4xL", cmap, 4 + 8 * record)[0] for record in range(count)}
    by_format = {struct.unpack_from(">H", cmap, offset)[0]: offset for offset in sorted(offsets)}
    if 12 in by_format:
        yield from _format_12(cmap, by_format[12])
    elif 4 in by_format:
        yield from _format_4(cmap, by_format[4])


def _format_12(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">12xL", cmap, at)
    groups = cmap[at + 16 : at + 16 + 12 * count]
    for first, last, _ in struct.iter_unpack(">LLL", groups[: len(groups) // 12 * 12]):
        yield first, last


def _format_4(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">6xH", cmap, at)
    segments = doubled // 2
    lasts = struct.unpack_from(f">{segments}H", cmap, at + 14)
    firsts = struct.unpack_from(f">{segments}H", cmap, at + 16 + doubled)
    for first, last in zip(firsts, lasts, strict=True):
        if first <= last and first != 0xFFFF:
            yield first, last

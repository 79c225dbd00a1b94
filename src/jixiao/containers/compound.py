"""Compound files (.doc, .xls, .wps, .et, and packed files under a password): the streams of an OLE container.

Source: [MS-CFB]. Only what is needed to find a stream and to read it within the file's own size.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FREE_FROM = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_ENTRY = 128
_MINI_CUTOFF = 4096


class BrokenContainer(Exception):
    """The container is not as it should be. / 文件结构已损坏。"""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    start: int
    size: int


class Compound:
    """The streams of a compound file in memory. Raises BrokenContainer where it is damaged."""

    def __init__(self, data: bytes) -> None:
        if data[:8] != MAGIC or len(data) < 512:
            raise BrokenContainer
        self._data = data
        shift, mini_shift = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise BrokenContainer
        self._size = 1 << shift
        counts = (struct.unpack_from("<I", data, at)[0] for at in (40, 44, 64, 72))
        if any(count > len(data) // self._size for count in counts):
            raise BrokenContainer  # nobody should take memory for so many sectors
        directory, mini_fat, difat = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
        self._fat = self._read_fat(difat)
        entries = self._read_directory(self._chain(directory, self._fat))
        if any(entry.size > len(data) for entry in entries):
            raise BrokenContainer
        self._streams = {entry.name: entry for entry in entries}
        root = next((entry for entry in entries if entry.name == "Root Entry"), None)
        self._mini = self._chain(root.start, self._fat) if root and root.start < _FREE_FROM else b""
        self._mini_fat = _numbers(self._chain(mini_fat, self._fat)) if mini_fat < _FREE_FROM else ()

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams and storages."""
        return frozenset(self._streams)

    def read(self, name: str) -> bytes:
        """The content of a stream."""
        entry = self._streams[name]
        if entry.size < _MINI_CUTOFF:
            content = self._mini_chain(entry.start)
        else:
            content = self._chain(entry.start, self._fat)
        return content[: entry.size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise BrokenContainer
        return self._data[start : start + self._size]

    def _read_fat(self, difat: int) -> tuple[int, ...]:
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        seen = set()
        while difat < _FREE_FROM:
            if difat in seen:
                raise BrokenContainer
            seen.add(difat)
            block = _numbers(self._sector(difat))
            numbers += block[:-1]
            difat = block[-1]
        if sum(number < _FREE_FROM for number in numbers) > len(self._data) // self._size:
            raise BrokenContainer
        return tuple(
            entry for number in numbers if number < _FREE_FROM for entry in _numbers(self._sector(number))
        )

    def _chain(self, start: int, fat: tuple[int, ...]) -> bytes:
        pieces: list[bytes] = []
        number = start
        while number < _FREE_FROM:
            if number >= len(fat) or len(pieces) > len(fat):
                raise BrokenContainer
            pieces.append(self._sector(number))
            number = fat[number]
        return b"".join(pieces)

    def _mini_chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        number = start
        while number < _FREE_FROM:
            if number >= len(self._mini_fat) or len(pieces) > len(self._mini_fat):
                raise BrokenContainer
            pieces.append(self._mini[number * 64 : number * 64 + 64])
            number = self._mini_fat[number]
        return b"".join(pieces)

    def _read_directory(self, content: bytes) -> list[_Entry]:
        entries = []
        for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            if kind and 2 <= length <= 64:
                name = content[at : at + length - 2].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<2I", content, at + 116)
                entries.append(_Entry(name, start, size))
        return entries


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])

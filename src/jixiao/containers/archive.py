"""Packed files (.docx, .xlsx, .ods, .ofd): the parts of a zip archive, unpacked only within limits.

What the archive's directory declares is checked first, then every part is inflated by a counting reader that
keeps nothing and stops at the limit: neither a bomb that declares itself nor one that lies gets further.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jixiao.containers.limits import (
    GREATEST_RATIO,
    LARGEST_PART,
    MB,
    MOST_PARTS,
    MOST_UNPACKED,
    MUCH_UNPACKED,
)
from jixiao.errors import UnreadableFile

_CHUNK = 1 * MB
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")


@dataclass(frozen=True, slots=True)
class Refusals:
    """What to say of an archive that is not read: each takes the file's name and makes the error."""

    damaged: Callable[[str], UnreadableFile]
    encrypted: Callable[[str], UnreadableFile]
    bomb: Callable[[str], UnreadableFile]


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive in memory whose declared sizes are within limits."""

    name: str
    data: bytes
    parts: dict[str, zipfile.ZipInfo]
    refusals: Refusals

    @classmethod
    def open(cls, data: bytes, name: str, refusals: Refusals) -> Archive:
        """Read the directory of the archive. Raises UnreadableFile where it is damaged or beyond limits."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                infos = packed.infolist()
        except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError, EOFError):
            raise refusals.damaged(name) from None
        if len(infos) > MOST_PARTS:
            raise refusals.bomb(name)
        if any(info.flag_bits & 0x1 for info in infos):
            raise refusals.encrypted(name)
        declared = sum(info.file_size for info in infos)
        packed_size = sum(info.compress_size for info in infos) + 1
        if declared > MOST_UNPACKED or any(info.file_size > LARGEST_PART for info in infos):
            raise refusals.bomb(name)
        if declared > MUCH_UNPACKED and declared // packed_size > GREATEST_RATIO:
            raise refusals.bomb(name)
        return cls(name, data, {info.filename: info for info in infos}, refusals)

    def read(self, part: str) -> bytes:
        """The whole of a part. Raises UnreadableFile where it is missing or damaged."""
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """The part, piece by piece. Raises UnreadableFile where it is not what the directory declares."""
        info = self.parts.get(part)
        if info is None:
            raise self.refusals.damaged(self.name)
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            if len(packed) != info.file_size:
                raise self.refusals.damaged(self.name)
            yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
            return
        if info.compress_type != zipfile.ZIP_DEFLATED:
            raise self.refusals.damaged(self.name)
        yield from self._inflated(packed, info.file_size)

    def _inflated(self, packed: memoryview, declared: int) -> Iterator[bytes]:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        seen, at = 0, 0
        pending = b""
        while not inflater.eof:
            if not pending:
                pending = bytes(packed[at : at + _CHUNK])
                at += _CHUNK
            try:
                piece = inflater.decompress(pending, _CHUNK)
            except zlib.error:
                raise self.refusals.damaged(self.name) from None
            if not piece and not pending:
                raise self.refusals.damaged(self.name)
            pending = inflater.unconsumed_tail
            seen += len(piece)
            if seen > declared:
                raise self.refusals.bomb(self.name)
            if piece:
                yield piece
        if seen != declared:
            raise self.refusals.damaged(self.name)

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        """The bytes of the part as they lie in the archive."""
        start = info.header_offset
        header = self.data[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
            raise self.refusals.damaged(self.name)
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start += _LOCAL_HEADER.size + name_length + extra_length
        if start + info.compress_size > len(self.data):
            raise self.refusals.damaged(self.name)
        return memoryview(self.data)[start : start + info.compress_size]

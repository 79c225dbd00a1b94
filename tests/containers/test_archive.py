"""Packed files are opened within limits, and each refusal is in the words of who asked."""

from __future__ import annotations

import io
import zipfile

import pytest

from jixiao.containers.archive import Archive, Refusals
from jixiao.errors import UnreadableFile

SPOKEN = Refusals(
    damaged=lambda name: UnreadableFile(f"{name} 坏了"),
    encrypted=lambda name: UnreadableFile(f"{name} 锁了"),
    bomb=lambda name: UnreadableFile(f"{name} 太大"),
)


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_part_is_read_whole():
    archive = Archive.open(packed({"a/b.xml": b"<x/>" * 1000}), "甲.docx", SPOKEN)
    assert archive.read("a/b.xml") == b"<x/>" * 1000


def test_a_missing_part_is_a_damaged_file():
    archive = Archive.open(packed({"a": b"1"}), "甲.docx", SPOKEN)
    with pytest.raises(UnreadableFile, match=r"甲\.docx 坏了"):
        archive.read("b")


def test_what_is_no_archive_is_damaged():
    with pytest.raises(UnreadableFile, match="坏了"):
        Archive.open(b"PK\x03\x04 and no more", "甲.docx", SPOKEN)


def test_a_locked_part_is_told_from_a_damaged_one():
    data = bytearray(packed({"a": b"1"}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(UnreadableFile, match="锁了"):
        Archive.open(bytes(data), "甲.docx", SPOKEN)


def test_an_archive_that_would_unpack_a_thousandfold_is_not_unpacked():
    with pytest.raises(UnreadableFile, match="太大"):
        Archive.open(packed({"a": bytes(64 * 2**20)}), "甲.docx", SPOKEN)


def test_a_part_that_is_larger_than_it_declares_is_not_unpacked_further():
    data = bytearray(packed({"a": bytes(2**21)}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (2**20).to_bytes(4, "little")
    archive = Archive.open(bytes(data), "甲.docx", SPOKEN)
    with pytest.raises(UnreadableFile, match="太大"):
        archive.read("a")

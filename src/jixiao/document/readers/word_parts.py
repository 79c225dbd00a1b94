"""Parts of a Word file (.docx 的部件) that are read: text, notes, styles and lists, and the record."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element

from jixiao.containers.archive import Archive
from jixiao.containers.compound import MAGIC, BrokenContainer, Compound
from jixiao.containers.limits import MB
from jixiao.document.readers.refusals import PACKED, damaged, encrypted, other_kind, too_large
from jixiao.document.readers.word_runs import W
from jixiao.document.readers.xml_parts import tree_of
from jixiao.document.writers.word_package import part_at, relations_of
from jixiao.document.writers.word_record import Record
from jixiao.document.writers.word_xml import MAIN
from jixiao.errors import UnreadableFile

LARGEST_PART = 96 * MB  # a table of 100,000 rows and eight columns

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # ISO/IEC 29500 Strict


@dataclass(frozen=True, slots=True)
class WordParts:
    """The roots of the parts; none for one that the file does not have."""

    main: Element
    footnotes: Element | None
    endnotes: Element | None
    styles: Element | None
    numbering: Element | None
    record: Record | None

    @property
    def body(self) -> Element:
        """The element that holds the text."""
        body = self.main.find(f"{W}body")
        assert body is not None  # parts_of has looked
        return body


def parts_of(data: bytes, name: str) -> WordParts:
    """The parts of a Word file. Raises UnreadableFile where it is none, damaged, encrypted or too large."""
    if data.startswith(MAGIC):
        raise _old_or_encrypted(data, name)
    if not data.startswith(b"PK"):
        raise other_kind(name, " Word 文档（.docx）", "a Word file (.docx)")
    archive = Archive.open(data, name, PACKED)
    main = next((part for part in _related(archive, "", "officeDocument") if part in archive.parts), "")
    root = _root(archive, main) if main else None
    if root is None or root.tag != f"{W}document":
        raise other_kind(name, " Word 文档（.docx）", "a Word file (.docx)")
    if root.find(f"{W}body") is None:
        raise damaged(name)

    def related(kind: str) -> Element | None:
        return next(
            (_root(archive, part) for part in _related(archive, main, kind) if part in archive.parts), None
        )

    return WordParts(
        root,
        related("footnotes"),
        related("endnotes"),
        related("styles"),
        related("numbering"),
        _record(archive, main),
    )


def _old_or_encrypted(data: bytes, name: str) -> UnreadableFile:
    try:
        is_encrypted = "EncryptedPackage" in Compound(data).names
    except BrokenContainer:
        return damaged(name)
    return encrypted(name) if is_encrypted else other_kind(name, " Word 文档（.docx）", "a Word file (.docx)")


def _root(archive: Archive, part: str) -> Element:
    if archive.parts[part].file_size > LARGEST_PART:
        limit = LARGEST_PART // MB
        raise too_large(archive.name, f"的正文超过 {limit} MB", f"more than {limit} MB of text")
    content = archive.read(part)
    if _STRICT in content:
        content = content.replace(_STRICT, MAIN.encode())
    return tree_of(content, archive.name)


def _related(archive: Archive, source: str, kind: str) -> list[str]:
    """The parts to which `source` has a relation of that kind."""
    relations = relations_of(source)
    if relations not in archive.parts:
        return []
    return [
        part_at(source, each.get("Target", ""))
        for each in tree_of(archive.read(relations), archive.name)
        if each.get("Type", "").rpartition("/")[2] == kind and each.get("TargetMode") != "External"
    ]


def _record(archive: Archive, main: str) -> Record | None:
    """What the file recorded of its figures."""
    for part in _related(archive, main, "customXml"):
        if part in archive.parts and (record := Record.parse(archive.read(part))):
            return record
    return None

"""PDF with a text layer (有文字层的 PDF) as a document."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from jixiao.document.model import Document
from jixiao.document.readers.page_ink import REPLACEMENT, Page
from jixiao.document.readers.pages import document_of
from jixiao.document.readers.pdf_ink import MOST_GLYPHS, MOST_PAGES, MOST_SECONDS, Unread, pages_of
from jixiao.document.readers.refusals import (
    content_of,
    damaged,
    encrypted,
    other_kind,
    scanned,
    too_large,
    unmapped,
    without_text,
)
from jixiao.errors import UnreadableFile

_START = 1024  # bytes within which the mark of a PDF must stand
_FEWEST_GLYPHS = 20  # a page, on average, from which on a file of pictures has a text layer
_MOSTLY = 0.3  # of the glyphs: if so many are unknown, nothing can be read


def read_pdf(path: Path) -> Document:
    """The text and tables of a PDF, each span with its page and box.

    `properties` tell the pages, and as `unread` the pages that are pictures or broken. Raises UnreadableFile
    where the file is none, damaged, encrypted, a scan, or larger than `pdf_ink` allows.
    """
    data = content_of(path)
    name = path.name
    if b"%PDF-" not in data[:_START]:
        raise other_kind(name, " PDF", "a PDF")
    if find_spec("pypdfium2") is None:
        raise UnreadableFile(
            "没有安装读 PDF 的组件 pypdfium2。",
            hint="请运行 pip install pypdfium2。",
            english="pypdfium2, which reads PDF files, is not installed: pip install pypdfium2",
        )
    try:
        found = pages_of(data)
    except Unread as unread:
        raise _refusal(unread.why, name) from None
    pages = found.pages
    _require_text(pages, name)
    pictures = [page.number for page in pages if page.pictured and not page.glyphs]
    unread_pages = sorted({*pictures, *found.broken})
    properties = {"pages": str(len(pages))}
    if unread_pages:
        properties["unread"] = "、".join(map(str, unread_pages))
    return document_of(pages, path.stem, properties)


def _refusal(why: str, name: str) -> UnreadableFile:
    match why:
        case "encrypted":
            return encrypted(name)
        case "large":
            how = f"超过 {MOST_PAGES} 页或 {MOST_GLYPHS // 10_000} 万字"
            return too_large(name, how, f"more than {MOST_PAGES} pages or {MOST_GLYPHS} characters")
        case "slow":
            return too_large(
                name, f"过于复杂，{MOST_SECONDS} 秒读不完", f"{MOST_SECONDS} seconds did not suffice"
            )
        case _:
            return damaged(name)


def _require_text(pages: list[Page], name: str) -> None:
    glyphs = sum(len(page.glyphs) for page in pages)
    pictured = sum(page.pictured for page in pages)
    if not glyphs:
        raise scanned(name) if pictured else without_text(name)
    if pictured == len(pages) and glyphs < _FEWEST_GLYPHS * len(pages):
        raise scanned(name)
    unknown = sum(glyph.text == REPLACEMENT for page in pages for glyph in page.glyphs)
    if unknown > _MOSTLY * glyphs:
        raise unmapped(name)

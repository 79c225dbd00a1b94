"""Pages of the web (网页) as a document: the article, its headings, paragraphs, lists and tables.

The source may be of any encoding that Chinese sites use and as faulty as browsers bear. Navigation and what
else surrounds the article is left out; so is what the page does not show.
"""

from __future__ import annotations

import re
from pathlib import Path

from jixiao.containers.limits import MB
from jixiao.document.model import Document
from jixiao.document.readers.decoding import decoded
from jixiao.document.readers.html_article import article_of
from jixiao.document.readers.html_flow import flow_of
from jixiao.document.readers.html_tree import TooManyElements, page_of
from jixiao.document.readers.refusals import content_of, damaged, too_large, without_text

LARGEST_PAGE = 64 * MB

_HEAD = 4096  # bytes in which a page says its encoding
_CHARSET = re.compile(rb"""charset\s*+=\s*+["']?\s*+([\w-]+)|encoding\s*+=\s*+["']([\w-]+)""", re.IGNORECASE)


def read_html(path: Path) -> Document:
    """The article of a page; a place is that of the words in the source.

    Raises UnreadableFile where the file is missing, empty, no text, or larger than any report.
    """
    return _document(content_of(path), path)


def read_web_archive(path: Path) -> Document:
    """The article of a page that was saved with its pictures (.mht); places are those in the page's source.

    Raises UnreadableFile as `read_html` does, and where there is no page in the archive.
    """
    from email import message_from_bytes

    data = content_of(path)
    try:
        message = message_from_bytes(data)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    except RecursionError:  # parts within parts without end
        raise damaged(path.name) from None
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise damaged(path.name)
    return _document(content, path, declared=str(page.get_content_charset() or ""))


def source_of(data: bytes, name: str, *, declared: str = "") -> str:
    """The characters of a page, in the encoding that it or its archive says, where its bytes bear that.

    Raises UnreadableFile where the bytes are no text.
    """
    if not declared and (found := _CHARSET.search(data[:_HEAD])):
        declared = (found[1] or found[2]).decode("ascii", "replace")
    return decoded(data, name, declared=declared)


def _document(data: bytes, path: Path, *, declared: str = "") -> Document:
    if len(data) > LARGEST_PAGE:
        limit = LARGEST_PAGE // MB
        raise too_large(path.name, f"超过网页上限 {limit} MB", f"a page of more than {limit} MB")
    source = source_of(data, path.name, declared=declared)
    try:
        page = page_of(source)
    except TooManyElements:
        raise too_large(path.name, "的网页元素过多", "too many elements") from None
    title, items = article_of(page, flow_of(page.root, source))
    if not items:
        raise without_text(path.name)
    return Document(title or path.stem, tuple(item.block for item in items))

"""Parts of a package as trees (部件的 XML): no document type, no entity, nothing fetched."""

from __future__ import annotations

from lxml import etree

from jixiao.containers.archive import Archive
from jixiao.document.readers.refusals import damaged, too_large

MOST_MARKS = 8_000_000  # tags and attributes: each takes a hundred bytes and more once it is part of a tree


def root_of(archive: Archive, part: str) -> etree._Element:
    """The root of a part. Raises UnreadableFile where it is missing or no sound XML."""
    return tree_of(archive.read(part), archive.name)


def tree_of(content: bytes, name: str) -> etree._Element:
    """The root of XML that stands in the file `name`. Raises UnreadableFile: unsound, or too large."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise damaged(name)
    if content.count(b"<") + content.count(b"=") > MOST_MARKS:
        how = f"超过 {MOST_MARKS // 10_000} 万个标记"
        raise too_large(name, how, f"more than {MOST_MARKS:,} tags and attributes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise damaged(name) from None

"""Parts of a package as trees (部件的 XML): no document type, no entity, nothing fetched."""

from __future__ import annotations

from lxml import etree

from jixiao.containers.archive import Archive
from jixiao.document.readers.refusals import damaged


def root_of(archive: Archive, part: str) -> etree._Element:
    """The root of a part. Raises UnreadableFile where it is missing or no sound XML."""
    return tree_of(archive.read(part), archive.name)


def tree_of(content: bytes, name: str) -> etree._Element:
    """The root of XML that stands in the file `name`. Raises UnreadableFile where it is not sound."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise damaged(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise damaged(name) from None

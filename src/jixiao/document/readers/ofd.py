"""OFD (国家版式文件) as a document. Source: GB/T 33190-2016.

An OFD is an archive of XML: pages with text objects and paths at places in millimeters. What they put on a
page is turned into the same marks that a PDF gives, and read like them.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from jixiao.containers.archive import Archive
from jixiao.document.model import Document
from jixiao.document.readers.ofd_objects import MOST_MARKS, Ink, TooMuch, box_of, child, children, ink_of
from jixiao.document.readers.ofd_package import Package
from jixiao.document.readers.page_ink import Page, page_of
from jixiao.document.readers.pages import document_of
from jixiao.document.readers.refusals import (
    PACKED,
    content_of,
    damaged,
    encrypted,
    other_kind,
    scanned,
    too_large,
    without_text,
)

MOST_PAGES = 3_000

_MM = 72 / 25.4  # points
_A4 = (0.0, 0.0, 210.0, 297.0)


def read_ofd(path: Path) -> Document:
    """The text and tables of an OFD, each span with its page and box.

    `properties` tell the number of pages. Raises UnreadableFile where the file is none, damaged, encrypted,
    a scan, or too large.
    """
    data = content_of(path)
    name = path.name
    if not data.startswith(b"PK"):
        raise other_kind(name, " OFD", "an OFD")
    package = Package(Archive.open(data, name, PACKED))
    if package.find("OFD.xml") is None:
        raise other_kind(name, " OFD", "an OFD")
    try:
        pages = _pages(package)
    except TooMuch:
        how = f"超过 {MOST_PAGES} 页或 {MOST_MARKS // 10_000} 万字"
        raise too_large(name, how, f"more than {MOST_PAGES} pages or {MOST_MARKS} characters") from None
    if not any(page.glyphs for page in pages):
        raise scanned(name) if any(page.pictured for page in pages) else without_text(name)
    return document_of(pages, path.stem, {"pages": str(len(pages))})


def _pages(package: Package) -> list[Page]:
    pages: list[Page] = []
    marks = 0
    for base, root in _documents(package):
        common = child(root, "CommonData")
        usual = box_of(child(child(common, "PageArea"), "PhysicalBox")) or _A4
        units = _units(package, base, common)
        templates = {each.get("ID", ""): each.get("BaseLoc", "") for each in children(common, "TemplatePage")}
        for each in children(child(root, "Pages"), "Page"):
            if len(pages) >= MOST_PAGES:
                raise TooMuch
            found = package.load(base, each.get("BaseLoc", ""))
            if found is None:
                raise damaged(package.name)
            location, content = found
            box = box_of(child(child(content, "Area"), "PhysicalBox")) or usual
            ink = Ink(room=MOST_MARKS - marks)
            for template in children(content, "Template"):
                behind = package.load(base, templates.get(template.get("TemplateID", ""), ""))
                if behind:
                    ink_of(behind[1], units, ink)
            own = {**units, **_resources(package, location, children(content, "PageRes"))}
            ink_of(content, own, ink)
            marks += len(ink.marks)
            pages.append(_page(len(pages) + 1, box, ink))
    if not pages:
        raise damaged(package.name)
    return pages


def _documents(package: Package) -> list[tuple[str, etree._Element]]:
    """The documents of the package, each with where its file is."""
    found = package.load("", "OFD.xml")
    if found is None:
        raise damaged(package.name)
    if any(name.casefold().endswith("encryptions.xml") for name in package.names):
        raise encrypted(package.name)
    documents = []
    for body in children(found[1], "DocBody"):
        root = child(body, "DocRoot")
        document = package.load("", (root.text or "") if root is not None else "")
        if document is None:
            raise damaged(package.name)
        documents.append(document)
    return documents


def _units(package: Package, base: str, common: etree._Element | None) -> dict[str, etree._Element]:
    """The composite graphics of the document by their numbers."""
    files = [each for name in ("PublicRes", "DocumentRes") for each in children(common, name)]
    return _resources(package, base, files)


def _resources(package: Package, base: str, files: list[etree._Element]) -> dict[str, etree._Element]:
    units = {}
    for each in files:
        found = package.load(base, each.text or "")
        if found:
            for unit in children(child(found[1], "CompositeGraphicUnits"), "CompositeGraphicUnit"):
                units[unit.get("ID", "")] = unit
    return units


def _page(number: int, box: tuple[float, float, float, float], ink: Ink) -> Page:
    """The page in points."""
    left, top, width, height = box
    ink.place(-left, -top, _MM)
    pictured = ink.pictured > width * height / 2
    return page_of(number, (width * _MM, height * _MM), ink.marks, ink.rules, pictured=pictured)

"""Look into a Word file: its body, its words, the value of a setting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

from jixiao.document.layout import load_layout
from jixiao.document.model import Block, Document
from jixiao.document.writers.word import word_package
from jixiao.document.writers.word_package import Package
from jixiao.document.writers.word_xml import NAMESPACES
from tests.document.word_sample import sample

LAYOUT = load_layout()
W, R, WP = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("w", "r", "wp"))


@cache
def sample_package() -> Package:
    return word_package(sample(), LAYOUT)


def sample_body() -> etree._Element:
    return etree.fromstring(sample_package().parts["word/document.xml"])[0]


def sample_styles() -> dict[str, etree._Element]:
    root = etree.fromstring(sample_package().parts["word/styles.xml"])
    return {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}


def body_of(*blocks: Block) -> etree._Element:
    return etree.fromstring(word_package(Document("标题", blocks), LAYOUT).parts["word/document.xml"])[0]


def words(element: etree._Element) -> str:
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        each.text or "" if each.tag == f"{W}t" else marks.get(str(each.tag), "") for each in element.iter()
    )


def value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def named_parts(package: Package) -> Iterator[tuple[str, etree._Element]]:
    for name, data in package.parts.items():
        if name.endswith((".xml", ".rels")):
            yield name, etree.fromstring(data)

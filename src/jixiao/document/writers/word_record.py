"""Record (绑定记录): what a Word file knew of its figures when it was written, kept in a custom XML part.

So a file that comes back after weeks of editing can be compared with the ledger: which figures it
printed, which sentences were chosen, by which year. Word and LibreOffice both keep the part.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from lxml import etree

from jixiao.document.model import Document, Heading, Paragraph, Picture, Sentence, Span, Table
from jixiao.document.writers.printable import printable
from jixiao.document.writers.word_package import parsed, serialized

NAMESPACE = "urn:jixiao:bindings:1"
PROPERTIES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
ITEM_ID = "{9B3F0C52-6C1E-5E0B-9C51-6A6978696175}"  # any constant; Word wants one for every custom part

LONGEST_NAME = 20  # of a key inside a bookmark's name, which Word allows 40 characters

_Q = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """A bound figure as it was written: the tag of its control, its key in full, unit, ink and exact value.

    A figure in a cell of a table (`in_table`) is printed without its unit. `exact` is plain decimal text
    in the base unit (yuan, a ratio, a count), as in `Binding`.
    """

    tag: str
    key: str
    unit: str
    printed: str
    exact: str
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class RecordedSentence:
    """A sentence as it was written: what it speaks of, which pattern was chosen, its words.

    `words` stand before, between and after its bound figures, of which `figures` are the places in
    `Record.figures`.
    """

    key: str
    pattern: str
    words: tuple[str, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """All that a file recorded. `tables` and `pictures` are the keys of those that have one, in order.

    `properties` are those of the document: the period, date, outline and tone it was written for.
    """

    digest: str
    figures: tuple[RecordedFigure, ...] = ()
    sentences: tuple[RecordedSentence, ...] = ()
    tables: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)

    def tags(self, sentence: RecordedSentence) -> tuple[str, ...]:
        """Return the tags of a sentence's figures, in order."""
        return tuple(self.figures[place].tag for place in sentence.figures)

    def text(self, sentence: RecordedSentence) -> str:
        """Return a sentence as printed, its figures among its words."""
        inks = [self.figures[place].printed for place in sentence.figures]
        return "".join(chain.from_iterable(zip_longest(sentence.words, inks, fillvalue="")))

    @classmethod
    def of(cls, document: Document) -> Record:
        """Return what is to be recorded of a document; figures in the order of `Document.spans`."""
        figures: list[RecordedFigure] = []
        sentences: list[RecordedSentence] = []
        tables: list[str] = []
        pictures: list[str] = []

        def add(spans: tuple[Span, ...], *, in_table: bool = False) -> tuple[int, ...]:
            start = len(figures)
            for span in spans:
                if (bound := span.binding) is not None:
                    tag, key = printable(bound.key.tag), printable(str(bound.key))
                    printed, exact = printable(span.text), printable(bound.exact)
                    figures.append(RecordedFigure(tag, key, printable(bound.unit), printed, exact, in_table))
            return tuple(range(start, len(figures)))

        def say(spoken: tuple[Sentence, ...]) -> None:
            for sentence in spoken:
                places = add(sentence.spans)
                if sentence.key:
                    key, pattern = printable(sentence.key), printable(sentence.pattern)
                    words = tuple(map(printable, sentence.words))
                    sentences.append(RecordedSentence(key, pattern, words, places))

        for block in document.blocks:
            match block:
                case Heading():
                    say(block.body)
                case Paragraph():
                    say(block.sentences)
                case Table():
                    for row in block.rows:
                        for cell in row.cells:
                            add(cell.spans, in_table=True)
                    for note in block.notes:
                        say(note.sentences)
                    if block.key:
                        tables.append(block.key)
                case Picture() if block.key:
                    pictures.append(block.key)
                case _:
                    pass
        return cls(
            printable(document.digest),
            tuple(figures),
            tuple(sentences),
            tuple(map(printable, tables)),
            tuple(map(printable, pictures)),
            {printable(name): printable(value) for name, value in document.properties.items()},
        )

    def part(self) -> bytes:
        """Return the record as the bytes of a custom XML part."""
        root = parsed(f'<bindings xmlns="{NAMESPACE}"/>'.encode())
        root.set("digest", self.digest)
        for figure in self.figures:
            element = etree.SubElement(root, f"{_Q}figure", {"tag": figure.tag, "key": figure.key})
            for name, value in (("unit", figure.unit), ("exact", figure.exact)):
                if value:
                    element.set(name, value)
            if figure.in_table:
                element.set("in", "table")
            element.text = figure.printed
        for sentence in self.sentences:
            element = etree.SubElement(
                root, f"{_Q}sentence", {"key": sentence.key, "pattern": sentence.pattern}
            )
            element.text, *rest = sentence.words
            for place, words in zip(sentence.figures, rest, strict=True):
                etree.SubElement(element, f"{_Q}at", {"figure": str(place)}).tail = words
        for kind, keys in (("table", self.tables), ("picture", self.pictures)):
            for key in keys:
                etree.SubElement(root, f"{_Q}{kind}", {"key": key})
        for name, value in self.properties.items():
            etree.SubElement(root, f"{_Q}property", {"name": name}).text = value
        return serialized(root)

    @classmethod
    def parse(cls, data: bytes) -> Record | None:
        """Return the record that a custom XML part holds; none where it holds something else."""
        try:
            root = parsed(data)
        except etree.XMLSyntaxError:
            return None
        if root.tag != f"{_Q}bindings":
            return None
        figures = tuple(
            RecordedFigure(
                each.get("tag", ""),
                each.get("key", ""),
                each.get("unit", ""),
                each.text or "",
                each.get("exact", ""),
                each.get("in") == "table",
            )
            for each in root.iterfind(f"{_Q}figure")
        )
        sentences = tuple(
            RecordedSentence(
                each.get("key", ""),
                each.get("pattern", ""),
                (each.text or "", *(place.tail or "" for place in each.iterfind(f"{_Q}at"))),
                tuple(_place(place.get("figure", "")) for place in each.iterfind(f"{_Q}at")),
            )
            for each in root.iterfind(f"{_Q}sentence")
        )
        sentences = tuple(each for each in sentences if all(0 <= at < len(figures) for at in each.figures))
        tables, pictures = (
            tuple(each.get("key", "") for each in root.iterfind(f"{_Q}{kind}"))
            for kind in ("table", "picture")
        )
        properties = {each.get("name", ""): each.text or "" for each in root.iterfind(f"{_Q}property")}
        return cls(root.get("digest", ""), figures, sentences, tables, pictures, properties)


def _place(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def bookmark_name(kind: str, key: str, occurrence: int = 1) -> str:
    """Return the bookmark by which a table or picture is found again.

    It starts with _, so that Word does not list it, holds letters, digits and _ alone, as Word wants, and is
    never longer than Word's 40 characters.

    >>> bookmark_name("table", "focus"), bookmark_name("table", "focus", 2)
    ('_jixiao_table_focus', '_jixiao_table_focus_2')
    """
    plain = re.sub(r"[^A-Za-z0-9]", "_", key)
    if plain != key or len(key) > LONGEST_NAME:
        digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()[:8]
        plain = f"{plain[: LONGEST_NAME - 9]}_{digest}"
    return f"_jixiao_{kind}_{plain}" + (f"_{occurrence}" if occurrence > 1 else "")


def properties_part() -> bytes:
    """Return the part that names the record's kind, which Word wants beside every custom XML part."""
    namespace = f"{{{PROPERTIES_NAMESPACE}}}"
    root = etree.Element(
        f"{namespace}datastoreItem", {f"{namespace}itemID": ITEM_ID}, nsmap={"ds": PROPERTIES_NAMESPACE}
    )
    references = etree.SubElement(root, f"{namespace}schemaRefs")
    etree.SubElement(references, f"{namespace}schemaRef", {f"{namespace}uri": NAMESPACE})
    return serialized(root)

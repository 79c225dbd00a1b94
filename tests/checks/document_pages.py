"""The pages of document rules as tests: in each example the wrong figures are marked, ⟦12%⟧{GRO001: 20%}."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.catalogue import DOCUMENT_FAMILIES
from jixiao.document.model import Document, Paragraph, Sentence, Span
from jixiao.document.place import TextPlace
from jixiao.proof import Proof, proof_of
from tests.checks.pages import sections

NAMES = [family.__name__.rpartition(".")[2] for family in DOCUMENT_FAMILIES]

_EXAMPLE = re.compile(r"^```text\n(?P<text>.*?)^```\n(?P<told>(?:\n+> [^\n]*)*)", re.MULTILINE | re.DOTALL)
_MARK = re.compile(
    r"⟦(?P<quote>[^⟧]*)⟧\{(?P<code>[A-Z]{3}\d{3})(?: (?P<severity>[a-z]+))?(?:: (?P<expected>[^}]*))?\}"
)


@dataclass(frozen=True)
class Wanted:
    """A finding that an example must have: where it stands, its level and repair where the page says so."""

    code: str
    start: int
    quote: str
    severity: str
    expected: str


@dataclass(frozen=True)
class Example:
    """An example of a rule's page: its text without the marks, and the findings that it must have."""

    rule: str
    number: int
    text: str
    wanted: tuple[Wanted, ...]
    told: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}-{self.number}"


def examples() -> Iterator[Example]:
    for name in NAMES:
        for code, _, text in sections(name):
            for number, each in enumerate(_EXAMPLE.finditer(text), 1):
                told = tuple(line[2:] for line in each["told"].splitlines() if line.startswith("> "))
                yield example_of(code, number, each["text"], told)


def example_of(rule: str, number: int, text: str, told: tuple[str, ...] = ()) -> Example:
    """The example whose marks say what must be found."""
    clean, wanted, last = "", [], 0
    for mark in _MARK.finditer(text):
        clean += text[last : mark.start()]
        wanted.append(
            Wanted(mark["code"], len(clean), mark["quote"], mark["severity"] or "", mark["expected"] or "")
        )
        clean += mark["quote"]
        last = mark.end()
    return Example(rule, number, clean + text[last:], tuple(wanted), told)


def document_of(text: str) -> Document:
    """The text as a document, as the reader of text files makes it."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Paragraph((Sentence((Span(line, place=TextPlace(start)),)),)))
        start += len(line) + 1
    return Document("例", tuple(blocks))


def proof_of_text(text: str) -> Proof:
    """The proof of a text."""
    return proof_of(document_of(text))

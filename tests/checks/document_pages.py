"""The pages of document rules as tests: in each example the wrong figures are marked, ⟦12%⟧{GRO001: 20%}."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jixiao.catalogue import DOCUMENT_FAMILIES
from jixiao.document.model import Binding, Document, Paragraph, Sentence, Span
from jixiao.document.place import TextPlace
from jixiao.facts.facts import facts_of
from jixiao.measure import Key
from jixiao.narrative.facts import Facts as Ledger
from jixiao.proof import Proof, proof_of, proof_of_facts
from jixiao.proof.against import facts_against
from jixiao.proof.department import UnitDocument, facts_of_department
from jixiao.proof.same_unit import facts_after
from jixiao.tracking.policy import load_policy
from tests.checks.pages import Example as LedgerExample
from tests.checks.pages import sections, year_of

NAMES = [family.__name__.rpartition(".")[2] for family in DOCUMENT_FAMILIES]

_EXAMPLE = re.compile(
    r"^```text(?P<how> against| after| units)?\n(?P<text>.*?)^```\n(?P<told>(?:\n+> [^\n]*)*)",
    re.MULTILINE | re.DOTALL,
)
_PARTED = "\n========\n"
_BOUND = re.compile(r"‹(?P<key>[^ ›]+) (?P<ink>[^›]*)›")
_MARK = re.compile(
    r"⟦(?P<quote>[^⟧]*)⟧(?P<told>(?:\{[A-Z]{3}\d{3}(?: [a-z]+)?(?:: [^}]*)?\})+)",
)
_TOLD = re.compile(r"\{(?P<code>[A-Z]{3}\d{3})(?: (?P<severity>[a-z]+))?(?:: (?P<expected>[^}]*))?\}")


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
    how: str = ""

    def __str__(self) -> str:
        return f"{self.rule}-{self.number}"


def examples() -> Iterator[Example]:
    for name in NAMES:
        for code, _, text in sections(name):
            for number, each in enumerate(_EXAMPLE.finditer(text), 1):
                told = tuple(line[2:] for line in each["told"].splitlines() if line.startswith("> "))
                example = example_of(code, number, each["text"], told)
                yield replace(example, how=(each["how"] or "").strip())


def example_of(rule: str, number: int, text: str, told: tuple[str, ...] = ()) -> Example:
    """The example whose marks say what must be found."""
    clean, wanted, last = "", [], 0
    for mark in _MARK.finditer(text):
        clean += text[last : mark.start()]
        for each in _TOLD.finditer(mark["told"]):
            severity, expected = each["severity"] or "", each["expected"] or ""
            wanted.append(Wanted(each["code"], len(clean), mark["quote"], severity, expected))
        clean += mark["quote"]
        last = mark.end()
    return Example(rule, number, clean + text[last:], tuple(wanted), told)


def document_of(text: str, start: int = 0) -> Document:
    """The text as a document, as the reader of text files makes it."""
    blocks = []
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Paragraph((Sentence(tuple(_spans(line, start))),)))
        start += len(line) + 1
    return Document("例", tuple(blocks))


def proof_of_example(example: Example, folder: Path) -> Proof:
    """The proof of an example, against the year of `base.toml` where it says so.

    In such an example ‹project.P01/spent 100.00› is a figure bound to the ledger. One that says `after` holds
    two documents, the earlier one first, with a line of signs between them; one that says `units` those of a
    department and its units.
    """
    if example.how == "after":
        earlier, later = example.text.split(_PARTED)
        own = facts_of(document_of(later, len(earlier) + len(_PARTED)))
        return proof_of_facts(facts_after(own, [("上年文件", facts_of(document_of(earlier)))]))
    if example.how == "units":
        (_, department), *units = _parts(example.text)
        documents = [
            UnitDocument(text.partition("\n")[0], "", facts_of(document_of(text, start)))
            for start, text in units
        ]
        return proof_of_facts(facts_of_department(facts_of(document_of(department)), documents))
    if example.how != "against":
        return proof_of_text(example.text)
    year, period = year_of(LedgerExample(example.rule, example.number, (), "", ()), folder)
    ledger = Ledger(year, period, load_policy("national"), period.end)
    return proof_of_facts(facts_against(facts_of(document_of(example.text)), ledger))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The documents of an example, each with where it begins."""
    start = 0
    for part in text.split(_PARTED):
        yield start, part
        start += len(part) + len(_PARTED)


def _spans(line: str, start: int) -> Iterator[Span]:
    """The line as spans; a bound figure is one of its own, its marks are left out."""
    last = 0
    for bound in _BOUND.finditer(line):
        yield Span(line[last : bound.start()], place=TextPlace(start + last))
        binding = Binding(Key.parse(bound["key"]))
        yield Span(bound["ink"], binding, place=TextPlace(start + bound.start("ink")))
        last = bound.end()
    yield Span(line[last:], place=TextPlace(start + last))


def proof_of_text(text: str) -> Proof:
    """The proof of a text."""
    return proof_of(document_of(text))

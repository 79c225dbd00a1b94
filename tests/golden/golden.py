"""Golden documents (范本): sound ones written for the project, and the slips that spoil them.

A slip is a list of edits, each a phrase that stands once in the sound text and what is printed instead; the
marks of the rule pages, ⟦99.48%⟧{RAT001 error: 99.49%}, say what must be found.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.findings import Finding, Severity
from jixiao.proof import Proof
from tests.checks.document_pages import Wanted, example_of, proof_of_text

HERE = Path(__file__).parent
NAMES = sorted(file.parent.name for file in HERE.glob("*/sound.txt"))
LOUD = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True)
class Edit:
    """A phrase of the sound text, and what is printed instead, marked."""

    sound: str
    printed: str


@dataclass(frozen=True)
class Slip:
    """An error that somebody made (差错); `kind` is its number in the list of those that must be caught.

    `missed` says why the proof does not find it; one that `is_alone` spoils figures of another slip.
    """

    document: str
    number: int
    kind: int
    about: str
    edits: tuple[Edit, ...]
    missed: str = ""
    is_alone: bool = False

    def __str__(self) -> str:
        return f"{self.document}-{self.number:02}"


@cache
def sound_text(name: str) -> str:
    """The sound text of a golden document."""
    return (HERE / name / "sound.txt").read_text(encoding="utf-8")


@cache
def sound_proof(name: str) -> Proof:
    """The proof of a sound document."""
    return proof_of_text(sound_text(name))


def told(name: str) -> dict[str, Any]:
    """What is said of a golden document beside its text: its slips, and the notices that it has."""
    return tomllib.loads((HERE / name / "slips.toml").read_text(encoding="utf-8"))


def slips(name: str) -> Iterator[Slip]:
    """The slips of a golden document."""
    for number, each in enumerate(told(name)["slip"], 1):
        edits = tuple(Edit(*pair) for pair in each["edits"])
        yield Slip(
            name,
            number,
            each["kind"],
            each["about"],
            edits,
            each.get("missed", ""),
            each.get("alone", False),
        )


def spoiled(name: str, several: Sequence[Slip]) -> tuple[str, tuple[Wanted, ...]]:
    """The text with the slips in it, and what must be found there."""
    text = sound_text(name)
    places = []
    for slip in several:
        for edit in slip.edits:
            assert text.count(edit.sound) == 1, f"stands {text.count(edit.sound)} times: {edit.sound}"
            places.append((text.index(edit.sound), edit))
    places.sort(key=lambda each: each[0])
    marked, last = "", 0
    for at, edit in places:
        assert at >= last, f"touches another edit: {edit.sound}"
        marked += text[last:at] + edit.printed
        last = at + len(edit.sound)
    example = example_of(name, 0, marked + text[last:])
    return example.text, example.wanted


def loud(findings: Sequence[Finding]) -> list[Finding]:
    """The findings above a notice."""
    return [each for each in findings if each.severity in LOUD]

"""Checked (核过的文稿): a file, read and proofed, with everything that any form of report says of it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from jixiao.document.model import Document
from jixiao.document.place import TextPlace
from jixiao.document.readers.reading import read_document
from jixiao.document.readers.refusals import content_of
from jixiao.facts.facts import facts_of
from jixiao.findings import Confidence, Finding, Place, Relation, Severity
from jixiao.proof import Coverage, Proof, proof_of_facts
from jixiao.reporting.beside import Beside
from jixiao.reporting.conclusion import Conclusion, conclusion_of, consequence_of, is_decisive
from jixiao.reporting.settings import Settings, Suppression
from jixiao.reporting.whereabouts import Whereabouts, whereabouts

_SEVERITIES, _CONFIDENCES = tuple(Severity), tuple(Confidence)

_UNREAD = {  # what readers tell of a document in its properties, and how a report says it
    "unread": "第{what}页是图片或已损坏，没有读",
    "hidden": "隐藏的内容没有读：{what}",
    "uncalculated": "没有保存结果的公式没有读：{what}",
    "objects": "{what}个嵌入的对象没有读",
}


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding as it is reported (一处发现): its number, where it is, what conclusion it changes."""

    number: int
    finding: Finding
    at: Whereabouts
    consequence: str = ""

    @property
    def is_decisive(self) -> bool:
        """Whether the report must not go out with this."""
        return is_decisive(self.finding, self.consequence)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that the unit's settings keep silent, and why (不再提示的发现)."""

    finding: Finding
    suppression: Suppression


@dataclass(frozen=True)
class Checked:
    """What came of one file (核稿结果).

    `at_odds` counts the figures that findings accuse, among those not checkable. `unread` says what of the
    file could not be read; `line_starts` where the lines of a text begin, where it is one.
    """

    path: Path
    sha256: str
    title: str
    characters: int
    coverage: Coverage
    noted: tuple[Noted, ...]
    suppressed: tuple[Suppressed, ...]
    relations: tuple[Relation, ...]
    at_odds: int
    unread: tuple[str, ...]
    line_starts: tuple[int, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings of each severity there are, those without any among them."""
        found = Counter(each.finding.severity for each in self.noted)
        return {severity: found[severity] for severity in Severity}

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return self.counts[Severity.ERROR]

    @cached_property
    def conclusion(self) -> Conclusion:
        """Whether the report can go out."""
        return conclusion_of(self.noted)

    @property
    def brief(self) -> Brief:
        """What is kept once the findings have been told."""
        return Brief(self.path, self.conclusion, self.counts, self.coverage)


@dataclass(frozen=True, slots=True)
class Brief:
    """What is kept of a file whose findings have been told (核稿摘要)."""

    path: Path
    conclusion: Conclusion
    counts: Mapping[Severity, int]
    coverage: Coverage

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return self.counts[Severity.ERROR]


def checked(
    path: Path,
    settings: Settings | None = None,
    *,
    with_relations: bool = False,
    beside: Beside | None = None,
) -> tuple[Checked, Proof]:
    """The file read and proofed by the settings, held to what stands beside it.

    Raises UnreadableFile where it cannot be read.
    """
    settings = settings or Settings()
    data = content_of(path)
    document = read_document(path)
    facts = facts_of(document, settings.names)
    if beside:
        facts = beside.joined(facts, document, path)
    proof = proof_of_facts(facts)
    line_starts = _line_starts(data, path) if proof.findings and _is_text(document) else ()
    noted: list[tuple[Finding, Whereabouts, str]] = []
    suppressed: list[Suppressed] = []
    for found in proof.findings:
        finding = _lined(_leveled(found, settings), line_starts)
        at = whereabouts(proof.facts, finding.places[0]) if finding.places else Whereabouts("", "", "")
        why = settings.suppressed(finding, at.where, path)
        if why:
            suppressed.append(Suppressed(finding, why))
        else:
            noted.append((finding, at, consequence_of(finding, proof.facts)))
    noted.sort(key=_rank)
    starts = {mention.start for mention in proof.facts.mentions}
    result = Checked(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        title=document.title,
        characters=proof.characters,
        coverage=proof.coverage,
        noted=tuple(Noted(number, *each) for number, each in enumerate(noted, 1)),
        suppressed=tuple(suppressed),
        relations=proof.relations if with_relations else (),
        at_odds=len({case.accused.start for case in proof.settlement.cases} & starts),
        unread=unread(document),
        line_starts=line_starts,
    )
    return result, proof


def unread(document: Document) -> tuple[str, ...]:
    """What of the file was not read, in words: silence must never look like success."""
    told = document.properties
    return tuple(words.format(what=told[name]) for name, words in _UNREAD.items() if told.get(name))


def _leveled(finding: Finding, settings: Settings) -> Finding:
    severity = settings.severities.get(finding.rule)
    return replace(finding, severity=severity) if severity else finding


def _is_text(document: Document) -> bool:
    """Whether places count the characters of the file itself, a plain text."""
    return isinstance(next((span.place for span in document.spans()), None), TextPlace)


def _line_starts(data: bytes, path: Path) -> tuple[int, ...]:
    from jixiao.document.readers.decoding import decoded

    text = decoded(data, path.name)
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    return tuple(starts)


def _lined(finding: Finding, line_starts: tuple[int, ...]) -> Finding:
    if not line_starts:
        return finding
    return replace(finding, places=tuple(_with_line(place, line_starts) for place in finding.places))


def _with_line(place: Place, line_starts: tuple[int, ...]) -> Place:
    if place.line is not None or place.start is None or place.file:
        return place
    return replace(place, line=bisect_right(line_starts, place.start))


def _rank(each: tuple[Finding, Whereabouts, str]) -> tuple[int, bool, int, int]:
    """Gravest first; of errors those that change a conclusion first; then as the text goes."""
    finding, _, consequence = each
    start = finding.places[0].start if finding.places else 0
    return (
        _SEVERITIES.index(finding.severity),
        not consequence,
        _CONFIDENCES.index(finding.confidence),
        start or 0,
    )

"""Returned (返回稿): what people made of a report that went round as a Word file, held against its draft.

Each paragraph is found again by its words, figures apart. Where the words differ, theirs are given as an
edit: figures that are still bound, or that stand there as the draft prints them, become references again.
Figures that say something else than today's ledger are told, whether a hand typed them or time passed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.document.model import Document, Heading, PageBreak, Paragraph, Picture, Span, Table
from jixiao.document.readers.word_controls import read_bindings
from jixiao.document.readers.word_survey import Passage
from jixiao.errors import UnknownReference
from jixiao.measure import Key
from jixiao.narrative.edits import EditablePassage
from jixiao.narrative.facts import Facts
from jixiao.narrative.naming import described
from jixiao.narrative.references import reference_to, subject_of
from jixiao.narrative.report import Draft
from jixiao.tracking.prose import references

ALIKE = 0.45
"""Two paragraphs whose words agree this far, and best with each other, are one that was reworded."""

_DIGITS = re.compile(r"[0-9０-９][0-9０-９,，.．]*")
_SIGNIFICANT = 4
"""Characters of a paragraph below which its words say too little to find it again."""


@dataclass(frozen=True, slots=True)
class Drifted:
    """A figure of the returned file that is not what the ledger says today (与台账不一致的数)."""

    heading: str
    figure: str
    there: str
    ledger: str


@dataclass(frozen=True, slots=True)
class RewordedPassage:
    """A paragraph whose words came back changed (改过的段落); `edit` is theirs with references."""

    place: str
    heading: str
    ours: str
    theirs: str
    edit: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back (返回稿的变化): reworded, added and missing paragraphs; figures that drifted."""

    reworded: tuple[RewordedPassage, ...]
    added: tuple[str, ...]
    missing: tuple[EditablePassage, ...]
    drifted: tuple[Drifted, ...]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.reworded or self.added or self.missing or self.drifted)


def compare_returned(path: Path, draft: Draft, facts: Facts) -> Returned:
    """Hold a Word file that came back against the draft that went out, as the ledger prints it today.

    Raises UnreadableFile where it is no Word file that can be read.
    """
    theirs = [each for each in read_bindings(path).passages if not each.place.table and each.text.strip()]
    fixed = set(_fixed_words(draft.document))
    reworded: list[RewordedPassage] = []
    drifted: list[Drifted] = []
    missing: list[EditablePassage] = []
    added: list[str] = []
    unchanged = 0
    for our, their in _paired(draft.passages, theirs):
        if our is None:
            assert their is not None, "one of a pair is there"
            if len(their.text.strip()) >= _SIGNIFICANT and _masked(their.text) not in fixed:
                added.append(their.text.strip())
            continue
        if their is None:
            missing.append(our)
            continue
        edit, odd = _as_edit(our, their, facts)
        drifted += odd
        if _masked(_own_words(our, their)) == _masked(our.printed):
            unchanged += 1
        else:
            reworded.append(
                RewordedPassage(our.place, our.heading, our.printed, _own_words(our, their), edit)
            )
    return Returned(tuple(reworded), tuple(added), tuple(missing), tuple(drifted), unchanged)


def _paired(
    ours: Sequence[EditablePassage], theirs: Sequence[Passage]
) -> Iterator[tuple[EditablePassage | None, Passage | None]]:
    """The paragraphs of both in order, each with what became of it."""
    left, right = [_masked(each.printed) for each in ours], [_masked(each.text) for each in theirs]
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for tag, start, end, other, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(ours[start:end], theirs[other:other_end], strict=True)
            continue
        yield from _alike(ours[start:end], theirs[other:other_end])


def _alike(
    ours: Sequence[EditablePassage], theirs: Sequence[Passage]
) -> Iterator[tuple[EditablePassage | None, Passage | None]]:
    """Within a stretch that differs: each paragraph with the one most like it, in order."""
    taken: set[int] = set()
    for our in ours:
        words = _masked(our.printed)
        best, score = None, ALIKE
        for number, their in enumerate(theirs):
            if number in taken:
                continue
            found = difflib.SequenceMatcher(None, words, _masked(_own_words(our, their))).ratio()
            if found > score:
                best, score = number, found
        if best is None:
            yield our, None
        else:
            taken.add(best)
            yield our, theirs[best]
    for number, their in enumerate(theirs):
        if number not in taken:
            yield None, their


def _as_edit(our: EditablePassage, their: Passage, facts: Facts) -> tuple[str, list[Drifted]]:
    """Their words with references, and the figures among them that are not today's."""
    subject = subject_of(our.sentences)
    text = their.text
    cut = len(text) - len(_own_words(our, their))
    parts: list[str] = []
    odd: list[Drifted] = []
    end = cut
    known = {span.binding.key.tag: span.binding.key for span in _bound(our) if span.binding}
    for control in their.controls:
        key = known.get(control.name) or _key(control.name)
        if key is None or control.start < end:
            continue
        found = _printed(key, subject, facts)
        if found is None:
            continue
        reference, before, number, after = found
        words = text[end : control.start]
        parts.append(_rebound(words.removesuffix(before), our, subject, facts))
        end = control.end + (len(after) if text.startswith(after, control.end) else 0)
        parts.append(reference)
        if control.text != number:
            odd.append(Drifted(our.heading, described(facts, key), control.text, number))
    parts.append(_rebound(text[end:], our, subject, facts))
    return "".join(parts).strip(), odd


def _rebound(words: str, our: EditablePassage, subject: str, facts: Facts) -> str:
    """Words in which a figure that the draft prints, unit and all, is a reference again."""
    for span in _bound(our):
        assert span.binding is not None, "only bound spans were asked for"
        found = _printed(span.binding.key, subject, facts)
        if found is None:
            continue
        reference, before, number, after = found
        printed = re.compile(rf"(?<![\d.,{{]){re.escape(before + number + after)}(?![\d])")
        if len(printed.findall(words)) == 1:
            words = printed.sub(reference, words)
    return words


def _printed(key: Key, subject: str, facts: Facts) -> tuple[str, str, str, str] | None:
    """The reference to a fact, and what it prints: the words before its number, it, and those after."""
    text = reference_to(key, subject)
    named = references(text)
    if len(named) != 1:
        return None
    try:
        spans = facts.resolve(named[0], subject).spans()
    except UnknownReference:
        return None
    place = next((number for number, span in enumerate(spans) if span.binding), None)
    if place is None:
        return None
    before, after = spans[:place], spans[place + 1 :]
    return text, "".join(s.text for s in before), spans[place].text, "".join(s.text for s in after)


def _bound(our: EditablePassage) -> list[Span]:
    return [span for sentence in our.sentences for span in sentence.spans if span.binding]


def _own_words(our: EditablePassage, their: Passage) -> str:
    """Their paragraph without the run-in heading that stands before ours on the same line."""
    text = their.text.strip()
    heading = our.heading.strip().rstrip("。")
    if heading and text.startswith(heading) and not our.printed.startswith(heading):
        return text.removeprefix(heading).lstrip("。．. 　")
    return text


def _fixed_words(document: Document) -> Iterator[str]:
    """The words of a draft that nobody edits by the paragraph: headings, captions, notes, lines of forms."""
    for block in document.blocks:
        match block:
            case Heading():
                yield from map(_masked, [block.text, *block.text.splitlines()])
            case Paragraph():
                yield _masked(block.text)
            case Table():
                yield from map(
                    _masked, (block.caption, block.unit_note, *(note.text for note in block.notes))
                )
            case Picture():
                yield _masked(block.caption)
            case PageBreak():
                pass


def _masked(text: str) -> str:
    """The words of a text, whatever its figures say."""
    return _DIGITS.sub("0", "".join(text.split()))


def _key(name: str) -> Key | None:
    try:
        return Key.parse(name)
    except ValueError:
        return None

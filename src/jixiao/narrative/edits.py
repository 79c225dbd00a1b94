"""Edits (修改): paragraphs that people have rewritten, put into the place of those that the year would print.

A paragraph is known by its place: whom its first sentence speaks of and what it says of them
(`project.P07/money`), which stays the same when figures or other paragraphs change. An edit is plain text
with references: its figures follow the ledger like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jixiao.document.model import Block, Heading, Paragraph, ParagraphStyle, Sentence, Span
from jixiao.narrative.composer import Composer
from jixiao.narrative.references import editable_text, paragraph_of, subject_of
from jixiao.tracking.prose import paragraphs, references, typed_digits

_GAP = re.compile(r"【待补：([^【】]*)】")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[^）]{1,4}）|\d+[.．])")


@dataclass(frozen=True, slots=True)
class EditablePassage:
    """A paragraph that may be rewritten (可改的段落).

    `text` is what an editor starts from, `sentences` what is printed, `heading` that under which it stands.
    `is_edited` says that it is somebody's words; `generated` is what the year would print in its place.
    """

    place: str
    heading: str
    text: str
    sentences: tuple[Sentence, ...]
    is_edited: bool = False
    generated: str = ""

    @property
    def printed(self) -> str:
        """The words as printed."""
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Overtyped:
    """A figure of the ledger in whose place somebody has typed digits (手写代替的数)."""

    reference: str
    digits: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block with its place, where people may rewrite it."""

    block: Block
    place: str
    heading: str


def with_edits(
    blocks: Sequence[Block], composer: Composer, edits: Mapping[str, str]
) -> tuple[list[Block], list[EditablePassage]]:
    """The blocks with the edited paragraphs in their places, and every paragraph that may be edited.

    An edit of several lines becomes as many paragraphs, an empty one leaves its paragraph out. Edits whose
    place is not there any more are not printed: `unplaced` tells them.
    """
    made: list[Block] = []
    passages: list[EditablePassage] = []
    for each in _placed(blocks):
        sentences = _sentences(each.block)
        if not each.place:
            made.append(each.block)
            continue
        text = editable_text(sentences, composer.facts)
        edit = edits.get(each.place)
        if edit is None:
            made.append(each.block)
            passages.append(EditablePassage(each.place, each.heading, text, sentences, generated=text))
            continue
        rewritten = _rewritten(each, edit, composer)
        made += rewritten
        printed = tuple(sentence for block in rewritten for sentence in _sentences(block))
        passages.append(
            EditablePassage(each.place, each.heading, edit, printed, is_edited=True, generated=text)
        )
    return made, passages


def unplaced(edits: Mapping[str, str], passages: Sequence[EditablePassage]) -> list[str]:
    """The places of edits whose paragraph the report no longer has."""
    there = {each.place for each in passages}
    return [place for place in edits if place not in there]


def preview(text: str, place: str, composer: Composer) -> list[Paragraph]:
    """What a text would print in a place (预览)."""
    subject = _subject(place)
    return [
        Paragraph((Sentence(tuple(_spans(line, subject, place, composer))),)) for line in paragraphs(text)
    ]


def overtyped(before: str, after: str) -> list[Overtyped]:
    """The references of a text that gave way to digits typed by hand (改成了手写的数).

    A reference that went together with its clause, or moved, is not one of them.

    >>> overtyped("支出{实际支出}，执行率{执行率}。", "支出500万元，执行率{执行率}。")
    [Overtyped(reference='{实际支出}', digits='500')]
    """
    kept = Counter(each.text for each in references(after))
    told = Counter(typed_digits(before))
    typed = [digits for digits in typed_digits(after) if not _taken(told, digits)]
    gone = [each.text for each in references(before) if not _taken(kept, each.text)]
    return [Overtyped(reference, digits) for reference, digits in zip(gone, typed, strict=False)]


def _taken(counts: Counter[str], word: str) -> bool:
    """Whether the word is still there to be taken; it is taken."""
    counts[word] -= 1
    return counts[word] >= 0


def _spans(line: str, subject: str, where: str, composer: Composer) -> list[Span]:
    """A line with its references printed; what it still leaves open (【待补】) stays a gap."""
    spans: list[Span] = []
    for number, part in enumerate(_GAP.split(line)):
        if number % 2:
            spans.append(composer.gap(part, where))
        elif part:
            spans += composer.words(part, subject, where)
    return spans


def _placed(blocks: Sequence[Block]) -> Iterator[_Placed]:
    seen: Counter[str] = Counter()
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        sentences = _sentences(block)
        if not sentences or (isinstance(block, Paragraph) and block.style is not ParagraphStyle.BODY):
            yield _Placed(block, "", heading)
            continue
        key = next((each.key for each in sentences if each.key), "")
        name = key or f"unit/{_ORDINAL.sub('', heading)}"
        seen[name] += 1
        place = name if seen[name] == 1 else f"{name}#{seen[name]}"
        yield _Placed(block, place, heading)


def _rewritten(placed: _Placed, edit: str, composer: Composer) -> list[Block]:
    before = _sentences(placed.block)
    subject = subject_of(before)
    where = placed.heading or placed.place
    lines = [paragraph_of(_spans(line, subject, where, composer), before) for line in paragraphs(edit)]
    if isinstance(placed.block, Heading):
        body = lines[0].sentences if lines else ()
        return [replace(placed.block, body=body), *lines[1:]]
    return list(lines)


def _sentences(block: Block) -> tuple[Sentence, ...]:
    match block:
        case Heading():
            return block.body
        case Paragraph():
            return block.sentences
        case _:
            return ()


def _subject(place: str) -> str:
    return place.partition("#")[0].rpartition("/")[0].removeprefix("project.") or "unit"

"""Lost figures (丢失的绑定): figures whose controls a paste dropped, found again by their words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from jixiao.document.model import Document, Span
from jixiao.document.readers.word_controls import BoundFile, UnboundRange
from jixiao.document.readers.word_survey import Passage
from jixiao.document.writers.word_record import RecordedFigure
from jixiao.measure import Key
from jixiao.narrative.naming import measure_words, subject_name
from jixiao.narrative.refresh.inks import Inks
from jixiao.narrative.refresh.result import FigureChange, Refreshed

ENOUGH = 4
"""A figure is bound where its words score this much and more than anywhere else: 3 for the words right
before it, 3 for those right after it, 2 for the project's name, 2 for the measure's."""

_BEFORE, _AFTER, _NEAR = 4, 2, 16
"""Characters: of the words right before and right after, and within which the measure is named."""

_HEADING = 40
"""A paragraph shorter than this may be the heading that names the project."""


def bind_again(
    file: BoundFile, figures: Sequence[RecordedFigure], document: Document, inks: Inks
) -> Refreshed:
    """Bind every figure outside tables that was written and is bound no more; tell which were, which not.

    The old value must stand there, whole, unbound and with its unit.
    """
    result = Refreshed()
    around = _around(document)
    there = Counter(control.name for control in file.controls if not control.place.table)
    for figure in figures:
        if figure.in_table:
            continue
        if there[figure.tag]:
            there[figure.tag] -= 1
            continue
        key = inks.keys[figure.tag]
        now = inks.now(figure.tag, in_table=False) or ""
        found = sorted(_candidates(file, figure, key, inks, around), key=lambda each: -each[0])
        if not found or found[0][0] < ENOUGH or (len(found) > 1 and found[1][0] == found[0][0]):
            result.lost.append(FigureChange("", inks.describe(figure.tag), figure.printed, now))
            continue
        _, passage, start = found[0]
        change = FigureChange(str(passage.place), inks.describe(figure.tag), figure.printed, now)
        try:
            file.bind(passage, start, start + len(figure.printed), key)
        except UnboundRange:
            result.lost.append(change)
        else:
            result.rebound.append(change)
    return result


Around = dict[str, list[tuple[str, str]]]


def _candidates(
    file: BoundFile, figure: RecordedFigure, key: Key, inks: Inks, around: Around
) -> Iterator[tuple[int, Passage, int]]:
    """Where the old value stands unbound outside tables, with how well its words fit."""
    unit = "" if figure.unit in ("", "%") else f"(?=余?{re.escape(figure.unit)})"
    printed = re.compile(rf"(?<![\d,.]){re.escape(figure.printed)}(?![\d.]){unit}")
    name = subject_name(inks.facts, key)
    names = (name, name.replace("“", "‘").replace("”", "’"))
    heading = ""
    for passage in file.passages:
        if passage.place.table:
            continue
        if len(passage.text) < _HEADING:
            heading = passage.text
        for match in printed.finditer(passage.text):
            if any(each.start < match.end() and match.start() < each.end for each in passage.controls):
                continue
            before = passage.text[max(0, match.start() - _NEAR) : match.start()]
            score = 2 * any(each in passage.text or each in heading for each in names)
            score += 2 * any(word in before for word in measure_words(key))
            score += _neighbors(around.get(key.tag, ()), before, passage.text[match.end() :])
            yield score, passage, match.start()


def _neighbors(known: Sequence[tuple[str, str]], before: str, after: str) -> int:
    """How well the words on either side agree with those of the draft."""
    return max(
        (
            3 * (bool(left) and before.endswith(left)) + 3 * (bool(right) and after.startswith(right))
            for left, right in known
        ),
        default=0,
    )


def _around(document: Document) -> Around:
    """The words right before and after each bound figure of the draft's prose, by tag."""
    found: Around = defaultdict(list)
    for sentence in document.sentences():
        for number, span in enumerate(sentence.spans):
            if span.binding:
                before = _text(sentence.spans[:number])[-_BEFORE:]
                after = _text(sentence.spans[number + 1 :])[:_AFTER]
                found[span.binding.key.tag].append((before, after))
    return found


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)

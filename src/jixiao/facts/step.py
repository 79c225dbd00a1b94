"""Steps (两个比率之差): a rate, what it was before, and the percentage points between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.facts.change import Change, change_of
from jixiao.facts.mention import Mention
from jixiao.facts.sentence import Sentence
from jixiao.facts.turn import is_near, is_start, stands_beside, turn_of
from jixiao.numerals.token import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """A rate, what it was before, and the difference between them (百分点).

    `delta` is in percentage points, or in percent where the text says so.
    """

    now: Mention
    base: Mention
    delta: Change


def steps_of(sentence: Sentence) -> Iterator[Step]:
    """The differences of two printed rates: “由36.1%提高到38.4%，提高2.3个百分点”."""
    now: Mention | None = None
    base: Mention | None = None
    last: Mention | None = None
    for mention in sentence.mentions:
        if mention.kind is Kind.PERCENT:
            to = turn_of(mention.lead)
            change = change_of(mention) if not to else None
            if now and base and change and not change.subject and is_near(now, mention):
                if not change.is_yearly:
                    yield Step(now, base, change)
                now = base = last = None
                continue
            if now and stands_beside(mention) and is_near(now, mention):
                base = mention
                continue
            base = None
            if to and last and is_start(last.lead) and is_near(last, mention):
                base = last
            now = last = mention
        elif mention.kind is Kind.POINTS:
            change = change_of(mention)
            is_whole = change and not change.subject and not change.is_yearly
            if now and base and change and is_whole and is_near(now, mention):
                yield Step(now, base, change)
            now = base = last = None
        else:
            now = base = last = None

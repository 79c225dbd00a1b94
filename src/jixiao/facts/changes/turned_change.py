"""Changes told before their two values (先说增减后说起止): “较年初增加30户，由120户增至150户”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from jixiao.facts.changes.comparison import Comparison
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import Change, change_of
from jixiao.facts.naming.turn import is_near, is_start, turn_of
from jixiao.numerals.token import VALUES, Kind

_BARE = re.compile(
    "^[，,、]?(?:已|分别|总数|数量|总量|规模)?[由从](?:年初|上年|去年|原来|原|期初|上年同期|去年同期)?的?$"
)
_MOST = 2
"""Changes before the values: an amount and its rate."""


def turned_changes_of(sentences: Iterable[Sentence]) -> Iterator[Comparison]:
    """The changes of a sentence right behind which it says from what to what."""
    for sentence in sentences:
        mentions = sentence.mentions
        for number, (base, now) in enumerate(pairwise(mentions)):
            if not number or base.kind not in VALUES or base.unit != now.unit or now.kind is not base.kind:
                continue
            turn = turn_of(now.lead)
            if turn is None or not turn.is_bare or not turn.sign or not _BARE.match(base.lead):
                continue
            if not is_start(base.lead) or not is_near(base, now):
                continue
            delta, rate = _changes(mentions[max(0, number - _MOST) : number], base)
            if delta or rate:
                yield Comparison(now, delta, rate, base, is_named=True)


def _changes(before: list[Mention], base: Mention) -> tuple[Change | None, Change | None]:
    """The change in the unit of the values, and its rate, that stand right before them."""
    delta: Change | None = None
    rate: Change | None = None
    for mention in reversed(before):
        change = change_of(mention)
        if change is None or change.is_yearly or not is_near(mention, base):
            break
        if mention.kind is Kind.PERCENT and rate is None:
            rate = change
        elif mention.kind is base.kind and mention.unit == base.unit and delta is None:
            delta = change
        else:
            break
        if change.subject or change.comparator:
            break
    return delta, rate

"""Comparisons (比较): a value, by how much it changed and at what rate.

“收入120亿元，比上年增加20亿元，增长20%”: the value stands first, its change and rate follow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.facts.change import Change, change_of
from jixiao.facts.mention import Mention
from jixiao.facts.sentence import Sentence
from jixiao.numerals.token import Kind

_VALUES = frozenset([Kind.AMOUNT, Kind.COUNT, Kind.RATE])
_MOST_CLAUSES = 3
"""How many clauses after its value a change may stand: “120亿元，完成预算的98%，增加20亿元，增长20%”."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value, its change and its rate of change; `base` is the former value where it is printed."""

    now: Mention
    delta: Change | None
    rate: Change | None
    base: Mention | None = None


def comparisons_of(sentence: Sentence) -> Iterator[Comparison]:
    """The comparisons of a sentence; a change that names a subject of its own belongs to no value before."""
    now: Mention | None = None
    base: Mention | None = None
    delta: Change | None = None
    for mention in sentence.mentions:
        change = change_of(mention)
        if change is None or change.subject:
            if mention.kind in _VALUES:
                if now and mention.unit == now.unit and mention.lead[:1] in ("比", "较") and not delta:
                    base = mention
                else:
                    now, base, delta = (mention if change is None else None), None, None
            continue
        if now is None or not _is_near(now, mention):
            continue
        if mention.is_percent:
            yield Comparison(now, delta, change, base)
            delta = None
        elif mention.unit == now.unit and mention.kind is now.kind:
            delta = change


def _is_near(value: Mention, mention: Mention) -> bool:
    first, then = value.clause, mention.clause
    return first is not None and then is not None and 0 <= then.number - first.number <= _MOST_CLAUSES

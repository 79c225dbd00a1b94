"""Coverage (核对范围): how much of a document the proof can vouch for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jixiao.facts.facts import Facts, uncertain
from jixiao.facts.flow.mention import Mention
from jixiao.numerals.token import Kind


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read and what was verified (核对范围).

    `tokens` are all numbers, `classified` those recognised as what they are. `figures` say how much or how
    many: `verified` agree with another place, `single` are said once and nothing in the document speaks of
    them again, `uncheckable` could not be checked, by `reasons`. `doubts` say what could not be checked of
    the document as a whole, and why.
    """

    tokens: int
    classified: int
    figures: int
    verified: int
    single: int
    uncheckable: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    @property
    def share(self) -> int:
        """The share of figures that are verified, in whole percent, cut."""
        return self.verified * 100 // self.figures if self.figures else 0


def coverage_of(
    facts: Facts,
    verified: set[int],
    why_not: Iterable[tuple[Mention, str]],
    doubts: tuple[str, ...] = (),
) -> Coverage:
    """The coverage of a document, given where its verified figures begin and what could not be checked."""
    reasons: dict[int, str] = {}
    for mention, reason in (*why_not, *uncertain(facts)):
        if mention.start not in verified:
            reasons.setdefault(mention.start, reason)
    starts = {mention.start for mention in facts.mentions}
    sound = len(starts & verified)
    kept = {start: reason for start, reason in reasons.items() if start in starts}
    return Coverage(
        tokens=len(facts.tokens),
        classified=len(facts.tokens) - len(facts.tokens_of(Kind.NUMBER)),
        figures=len(starts),
        verified=sound,
        single=len(starts) - sound - len(kept),
        uncheckable=len(kept),
        reasons=dict(Counter(kept.values()).most_common()),
        doubts=doubts,
    )

"""Claims (推断): what a rule over documents says: these figures belong together, and so they must agree.

“Belongs together” and “agrees” are two questions. A rule answers the first, with the evidence that it has;
the judge answers the second, and the proof decides which figure of a claim that fails is accused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.checks.equation import Equation
from jixiao.checks.rule import Declaration
from jixiao.facts.facts import Facts
from jixiao.findings import Confidence, Place, Severity

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """Figures that belong together (推断的勾稽关系).

    `accuses` is the level at which the claim accuses where it fails; none: a guess, which counts where it
    holds and says nothing where it does not. `told` fills the rule's message. `witnesses` are phrases that
    the finding quotes besides its figures. `is_firm` says that the figures alone, whatever else they agree
    with, must agree here: the total below its column; a firm guess counts where it holds, however wide the
    slack of its figures.
    """

    rule: DocumentRule
    equation: Equation
    accuses: Severity | None
    told: Mapping[str, str] = field(default_factory=dict)
    witnesses: tuple[Range, ...] = ()
    confidence: Confidence = Confidence.HIGH
    is_firm: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A fault that no equation shows (写法或事实的毛病): a missing unit, a date that does not exist.

    The first place is accused; `repair` is what may stand there instead, letter for letter. One that
    `presumes` its figures right, and only wonders at them, says nothing where a relation accuses one of them.
    `elsewhere` are places of other documents.
    """

    rule: DocumentRule
    places: tuple[Range, ...]
    severity: Severity
    told: Mapping[str, str] = field(default_factory=dict)
    expected: str = ""
    repair: str = ""
    confidence: Confidence = Confidence.HIGH
    presumes: bool = False
    elsewhere: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Places that agree without an equation (相符): a count and the names that it counts.

    `elsewhere` are places of other documents.
    """

    rule: DocumentRule
    places: tuple[Range, ...]
    elsewhere: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Figures that the rule could not check, and why (未能核对); without places the whole document."""

    rule: DocumentRule
    reason: str
    places: tuple[Range, ...] = ()


Said = Claim | Slip | Tie | Unchecked

DocumentCheck = Callable[["DocumentRule", Facts], Iterable[Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRule(Declaration[DocumentCheck]):
    """A rule over a document (文稿规则).

    Its message may use {stated}, {arithmetic}, {expected} and {difference}, which the proof fills from the
    equation of a claim, besides what the claim tells.
    """

    first_version = "0.2.0"

    __hash__ = Declaration.__hash__

    def said(self, facts: Facts) -> Iterable[Said]:
        """What the rule has to say of a document."""
        return self.check(self, facts)

    def claim(
        self,
        equation: Equation,
        *,
        accuses: Severity | None = None,
        confidence: Confidence | None = None,
        witnesses: Sequence[Range] = (),
        is_firm: bool = False,
        **told: str,
    ) -> Claim:
        """The figures of the equation belong together; without `accuses` it is a guess."""
        return Claim(self, equation, accuses, told, tuple(witnesses), confidence or self.confidence, is_firm)

    def slip(
        self,
        places: Sequence[Range],
        *,
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        expected: str = "",
        repair: str = "",
        presumes: bool = False,
        elsewhere: Sequence[Place] = (),
        **told: str,
    ) -> Slip:
        """Something is wrong at the first place; `repair` may stand there instead, letter for letter."""
        return Slip(
            self,
            tuple(places),
            severity or self.severity,
            told,
            expected,
            repair,
            confidence or self.confidence,
            presumes,
            tuple(elsewhere),
        )

    def tie(self, *places: Range, elsewhere: Sequence[Place] = ()) -> Tie:
        """The places agree."""
        return Tie(self, places, tuple(elsewhere))

    def unchecked(self, reason: str, *places: Range) -> Unchecked:
        """The places could not be checked."""
        return Unchecked(self, reason, places)


document_rule = DocumentRule.declared

"""Rule (规则): one declaration, and one pure function that says what agrees and what does not.

    @rule("EXE001", "overspent", "支出超过调整后预算", Severity.ERROR, message="{who}支出{spent}…", …)
    def overspent(this: Rule, books: Books) -> Iterator[Outcome]: ...

Its page in `pages/<family>.md` says why it is there and holds examples that are run as its tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Self, TypeVar

from jixiao.checks.books import Books
from jixiao.findings import Abstention, Confidence, Finding, Place, Relation, Severity, Verdict

Outcome = Relation | Abstention

CheckT = TypeVar("CheckT", bound=Callable[..., Iterable[object]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Generic[CheckT]):
    """What every rule declares (规则的声明), and its check. Codes are never used again.

    `message` is filled with the words that the check gives; `reference` is the law or practice behind it;
    `since` the version that first had it; `english` says what the rule looks for.
    """

    first_version: ClassVar[str]
    """The version that first had rules of the kind."""

    code: str
    name: str
    title: str
    severity: Severity
    message: str
    hint: str
    reference: str
    confidence: Confidence
    since: str
    english: str
    check: CheckT

    def __hash__(self) -> int:
        return hash(self.code)

    @classmethod
    def declared(
        cls,
        code: str,
        name: str,
        title: str,
        severity: Severity,
        *,
        message: str,
        hint: str,
        reference: str,
        confidence: Confidence = Confidence.HIGH,
        since: str = "",
    ) -> Callable[[CheckT], Self]:
        """Make a check a rule; the first line of its docstring says in English what it looks for."""

        return lambda check: cls(
            code=code,
            name=name,
            title=title,
            severity=severity,
            message=message,
            hint=hint,
            reference=reference,
            confidence=confidence,
            since=since or cls.first_version,
            english=(check.__doc__ or "").strip().splitlines()[0],
            check=check,
        )


Check = Callable[["Rule", Books], Iterable[Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Declaration[Check]):
    """A rule over the ledger (台账规则)."""

    first_version = "0.1.0"

    __hash__ = Declaration.__hash__

    def outcomes(self, books: Books) -> Iterable[Outcome]:
        """What the rule has to say about a year."""
        return self.check(self, books)

    def sound(self, *places: Place) -> Relation:
        """A relation that holds."""
        return Relation(self.code, Verdict.SOUND, places)

    def wrong(
        self,
        places: Sequence[Place],
        *,
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        expected: str = "",
        **told: str,
    ) -> Relation:
        """A relation that does not hold; the place that is accused comes first, `told` fills the message.

        `severity` and `confidence` are the rule's own unless the case is another one.
        """
        finding = Finding(
            rule=self.code,
            severity=severity or self.severity,
            message=self.message.format_map(told),
            expected=expected,
            hint=self.hint,
            places=tuple(places),
            confidence=confidence or self.confidence,
        )
        mild = finding.severity in (Severity.NOTICE, Severity.STYLE)
        return Relation(self.code, Verdict.NOTICE if mild else Verdict.WRONG, finding.places, finding)

    def abstains(self, reason: str, places: Iterable[Place] = ()) -> Abstention:
        """What could not be checked, and why."""
        return Abstention(self.code, reason, tuple(places))


rule = Rule.declared

"""Findings (发现): what cannot be true in data or documents, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How bad it is if it is true (严重程度), worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    STYLE = "style"

    @property
    def chinese(self) -> str:
        """The word that a clerk reads."""
        return {"error": "错误", "warning": "存疑", "notice": "提示", "style": "文字"}[self.value]


class Confidence(Enum):
    """How sure we are (把握)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file (位置): sheet and cell of a workbook, or table and row of a package.

    `quote` is what stands there, letter for letter.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    quote: str = ""

    def __str__(self) -> str:
        """The place in words: 项目!C5."""
        where = "!".join(part for part in (self.sheet, self.cell) if part)
        return where or self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be (发现).

    `message` says what was found and, for arithmetic, the sum a clerk can redo; `expected` what should
    stand there; `hint` how to mend it. The first place is the one accused.
    """

    rule: str
    severity: Severity
    message: str
    expected: str = ""
    hint: str = ""
    places: tuple[Place, ...] = ()
    confidence: Confidence = Confidence.HIGH


class Verdict(Enum):
    """What became of a relation (勾稽结论)."""

    SOUND = "sound"
    NOTICE = "notice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Relation:
    """Places that a rule tied to each other, and whether they agree (勾稽关系).

    `finding` says how they do not; a sound relation has none.
    """

    rule: str
    verdict: Verdict
    places: tuple[Place, ...] = ()
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Abstention:
    """What a rule could not check, and why (未能核对): silence must never look like success."""

    rule: str
    reason: str
    places: tuple[Place, ...] = ()

"""Findings (发现): what cannot be true in data or documents, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """A place in a file (位置): a cell of a workbook, a row of a package, a figure or phrase of a document.

    `quote` is what stands there, letter for letter. In a document `start` and `end` count the characters of
    its text: of the file itself where it is text or HTML, else of the text as it was read; which paragraph
    and run (from its character `offset` on), page and box (points from the top left, x0 y0 x1 y1) or cell
    they are is told besides. `flow` is the range in the text as it was read, whatever the file. In a ledger
    `row` is the row itself.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    line: int | None = None
    part: str = ""
    paragraph: int | None = None
    run: int | None = None
    offset: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    flow: tuple[int, int] | None = field(default=None, repr=False, compare=False)
    row: object = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        """The place in words: 项目!C5, 第3页, 第12段."""
        where = "!".join(part for part in (self.sheet, self.cell) if part)
        if not where and self.page is not None:
            where = f"第{self.page}页"
        if not where and self.paragraph is not None:
            where = f"第{self.paragraph}段"
        if not where and self.line is not None:
            where = f"第{self.line}行"
        return where or self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be (发现).

    `message` says what was found and, for arithmetic, the sum a clerk can redo; `expected` what should
    stand there; `hint` how to mend it. The first place is the one accused. In a document `stated` is the ink
    that is accused, `arithmetic` the sum without its result, `cause` how the slip may have come about
    (漏万, 相邻数字颠倒), and `repair` what may stand there instead, letter for letter.
    """

    rule: str
    severity: Severity
    message: str
    expected: str = ""
    hint: str = ""
    places: tuple[Place, ...] = ()
    confidence: Confidence = Confidence.HIGH
    stated: str = ""
    arithmetic: str = ""
    repair: str = ""
    cause: str = ""


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

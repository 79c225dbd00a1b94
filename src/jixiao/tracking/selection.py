"""Selection (重点项目选取): which projects a round tracks closely, by criteria, and what share that covers.

The criteria propose; people decide, with a reason for each project that they take in or leave out. Money is
the original or the adjusted budget, and the share is of all project expenditure, a remainder line included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from jixiao.quantity import Money, Rate
from jixiao.tracking.project import Project


class Ground(Enum):
    """Why a project is proposed (列为重点的原因)."""

    AMOUNT = "金额较大"
    PUBLIC = "社会关注度高"
    POLICY = "重大政策"
    SHARE = "达到覆盖比例"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What makes a project a focus project (选取条件); a criterion that is absent proposes nothing.

    `top` is how many of the largest, `at_least` an amount, `share` the part of the whole budget that is to be
    covered; `public` and `policy` are the codes of projects that people marked so.
    """

    top: int | None = None
    at_least: Money | None = None
    share: Fraction | None = None
    public: frozenset[str] = frozenset()
    policy: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a project against the proposal (人工调整)."""

    is_focus: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A project with what is proposed and decided about it."""

    project: Project
    amount: Money
    grounds: tuple[Ground, ...] = ()
    decision: Decision | None = None

    @property
    def is_focus(self) -> bool:
        """Whether it becomes a focus project: as decided, else as proposed."""
        return self.decision.is_focus if self.decision else bool(self.grounds)

    @property
    def reason(self) -> str:
        """Why it is one, in the words that the ledger keeps; empty for an ordinary project."""
        if not self.is_focus:
            return ""
        own = [self.decision.reason] if self.decision and self.decision.reason else []
        return "、".join([*(each.value for each in self.grounds), *own])


@dataclass(frozen=True)
class Selection:
    """All projects, chosen or not, the largest first, and the whole of which they are parts (选取结果)."""

    choices: tuple[Choice, ...]
    whole: Money
    uncovered: Money = field(default=Money())

    @property
    def focus(self) -> tuple[Choice, ...]:
        """The focus projects."""
        return tuple(each for each in self.choices if each.is_focus)

    @property
    def ordinary(self) -> tuple[Choice, ...]:
        """The others, which stay covered as ordinary projects."""
        return tuple(each for each in self.choices if not each.is_focus)

    @property
    def covered(self) -> Money:
        """The budget of the focus projects together."""
        return Money.total(each.amount for each in self.focus)

    @property
    def share(self) -> Rate | None:
        """That ÷ the whole of project expenditure (覆盖比例); none where nothing is budgeted."""
        return self.covered.per(self.whole)


def select(
    projects: Iterable[Project],
    amounts: Mapping[str, Money],
    criteria: Criteria,
    decisions: Mapping[str, Decision] | None = None,
) -> Selection:
    """The selection that the criteria propose and the decisions settle.

    `amounts` is the budget by code. A remainder line stands for projects nobody can name: it is never chosen
    and is part of the whole. Projects of equal amounts come in the order of their codes.
    """
    rows = list(projects)
    named = sorted(
        (each for each in rows if not each.is_remainder),
        key=lambda each: (-_amount(amounts, each).fen, each.code),
    )
    whole = Money.total(_amount(amounts, each) for each in rows)
    grounds: dict[str, list[Ground]] = {each.code: [] for each in named}
    _by_amount(named, amounts, criteria, grounds)
    _by_marks(criteria.public, Ground.PUBLIC, grounds)
    _by_marks(criteria.policy, Ground.POLICY, grounds)
    decided = decisions or {}
    if criteria.share is not None:
        _by_share(named, amounts, criteria.share * whole.fen, grounds, decided)
    choices = tuple(
        Choice(each, _amount(amounts, each), tuple(grounds[each.code]), decided.get(each.code))
        for each in named
    )
    return Selection(choices, whole, whole - Money.total(each.amount for each in choices))


def _amount(amounts: Mapping[str, Money], project: Project) -> Money:
    return amounts.get(project.code, Money())


def _by_amount(
    named: Sequence[Project],
    amounts: Mapping[str, Money],
    criteria: Criteria,
    grounds: Mapping[str, list[Ground]],
) -> None:
    for place, project in enumerate(named):
        amount = _amount(amounts, project)
        if not amount:
            continue
        among_top = criteria.top is not None and place < criteria.top
        is_large = criteria.at_least is not None and amount >= criteria.at_least
        if among_top or is_large:
            grounds[project.code].append(Ground.AMOUNT)


def _by_marks(marked: Collection[str], ground: Ground, grounds: Mapping[str, list[Ground]]) -> None:
    for code, found in grounds.items():
        if code in marked:
            found.append(ground)


def _by_share(
    named: Sequence[Project],
    amounts: Mapping[str, Money],
    wanted: Fraction,
    grounds: Mapping[str, list[Ground]],
    decided: Mapping[str, Decision],
) -> None:
    """Add the next largest projects until what is wanted, in fen, is covered; decisions count as they are."""

    def is_focus(code: str) -> bool:
        return decided[code].is_focus if code in decided else bool(grounds[code])

    covered = sum(_amount(amounts, each).fen for each in named if is_focus(each.code))
    for project in named:
        amount = _amount(amounts, project)
        if covered >= wanted or not amount:
            return
        if project.code in decided or grounds[project.code]:
            continue
        grounds[project.code].append(Ground.SHARE)
        covered += amount.fen

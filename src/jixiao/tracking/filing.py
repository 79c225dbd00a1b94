"""Filing (填报流转): the states of what an office hands in for a round, and who may move it where.

One table says it all; screens, workbooks and the documentation are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FilingState(Enum):
    """How far a filing has come (填报状态)."""

    NOT_BEGUN = "未开始"
    DRAFT = "草稿"
    SENT = "已送出"
    PASSED = "已审核"
    TAKEN = "已采用"
    RETURNED = "被退回"


class FilingRole(Enum):
    """Who moves a filing (办理人)."""

    OFFICE = "填报部门经办人"
    HEAD = "填报部门负责人"
    COORDINATOR = "综合办公室"


class Act(Enum):
    """What is done with a filing (办理)."""

    SAVE = "暂存"
    SEND = "送审"
    TAKE_BACK = "取消送审"
    PASS = "审核通过"  # noqa: S105 - an act
    RETURN = "退回"
    TAKE_OVER = "采用并锁定"


@dataclass(frozen=True, slots=True)
class Move:
    """A legal move (一步): from any of the states, by one of the roles, to a state; some want a reason."""

    act: Act
    before: frozenset[FilingState]
    after: FilingState
    roles: frozenset[FilingRole]
    wants_reason: bool = False


_OFFICE, _HEAD, _COORDINATOR = FilingRole.OFFICE, FilingRole.HEAD, FilingRole.COORDINATOR
_ANYBODY = frozenset(FilingRole)
_S = FilingState

MOVES: tuple[Move, ...] = (
    Move(Act.SAVE, frozenset({_S.NOT_BEGUN, _S.DRAFT}), _S.DRAFT, _ANYBODY),
    Move(Act.SAVE, frozenset({_S.RETURNED}), _S.RETURNED, _ANYBODY),
    Move(Act.SEND, frozenset({_S.DRAFT, _S.RETURNED}), _S.SENT, _ANYBODY),
    Move(Act.TAKE_BACK, frozenset({_S.SENT, _S.PASSED}), _S.DRAFT, _ANYBODY),
    Move(Act.PASS, frozenset({_S.SENT}), _S.PASSED, frozenset({_HEAD})),
    Move(
        Act.RETURN,
        frozenset({_S.SENT, _S.PASSED, _S.TAKEN}),
        _S.RETURNED,
        frozenset({_HEAD, _COORDINATOR}),
        wants_reason=True,
    ),
    Move(Act.TAKE_OVER, frozenset({_S.SENT, _S.PASSED}), _S.TAKEN, frozenset({_COORDINATOR})),
)
"""Every legal move; what is not here is refused."""


def move(act: Act, state: FilingState) -> Move | None:
    """The move that an act makes from a state; none where it is not legal.

    >>> move(Act.PASS, FilingState.SENT).after.value
    '已审核'
    >>> move(Act.SAVE, FilingState.TAKEN)
    """
    return next((each for each in MOVES if each.act is act and state in each.before), None)

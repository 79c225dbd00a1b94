from __future__ import annotations

import pytest

from jixiao.tracking.filing import MOVES, Act, FilingRole, FilingState, move


@pytest.mark.parametrize(
    ("act", "state", "after"),
    [
        (Act.SAVE, FilingState.NOT_BEGUN, FilingState.DRAFT),
        (Act.SAVE, FilingState.RETURNED, FilingState.RETURNED),
        (Act.SEND, FilingState.DRAFT, FilingState.SENT),
        (Act.SEND, FilingState.RETURNED, FilingState.SENT),
        (Act.PASS, FilingState.SENT, FilingState.PASSED),
        (Act.TAKE_BACK, FilingState.PASSED, FilingState.DRAFT),
        (Act.TAKE_OVER, FilingState.PASSED, FilingState.TAKEN),
        (Act.RETURN, FilingState.TAKEN, FilingState.RETURNED),
    ],
)
def test_a_legal_move_leads_to_its_state(act: Act, state: FilingState, after: FilingState):
    found = move(act, state)
    assert found is not None
    assert found.after is after


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (Act.SAVE, FilingState.SENT),
        (Act.SAVE, FilingState.TAKEN),
        (Act.SEND, FilingState.NOT_BEGUN),
        (Act.PASS, FilingState.DRAFT),
        (Act.TAKE_OVER, FilingState.DRAFT),
        (Act.TAKE_BACK, FilingState.TAKEN),
        (Act.RETURN, FilingState.DRAFT),
    ],
)
def test_any_other_move_is_none(act: Act, state: FilingState):
    assert move(act, state) is None


def test_only_a_return_wants_a_reason_and_only_the_coordinator_locks():
    assert {each.act for each in MOVES if each.wants_reason} == {Act.RETURN}
    assert move(Act.TAKE_OVER, FilingState.SENT).roles == {FilingRole.COORDINATOR}  # type: ignore[union-attr]

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import WAN, Money
from jixiao.tracking.project import Project
from jixiao.tracking.selection import Criteria, Decision, Ground, select

AMOUNTS = {"A": 500, "B": 300, "C": 100, "D": 60, "E": 40, "R": 1000}
MONEY = {code: Money.of(amount, WAN) for code, amount in AMOUNTS.items()}
PROJECTS = [Project(code=code, name=code, is_remainder=code == "R") for code in AMOUNTS]


def chosen(criteria: Criteria, decisions: dict[str, Decision] | None = None) -> list[str]:
    return [each.project.code for each in select(PROJECTS, MONEY, criteria, decisions).focus]


def test_without_criteria_nothing_is_proposed():
    assert chosen(Criteria()) == []


def test_the_largest_are_proposed():
    assert chosen(Criteria(top=2)) == ["A", "B"]


def test_an_amount_is_met_by_what_equals_it():
    assert chosen(Criteria(at_least=Money.of(100, WAN))) == ["A", "B", "C"]


def test_marked_projects_are_proposed_with_their_ground():
    selection = select(PROJECTS, MONEY, Criteria(top=1, public=frozenset("AE"), policy=frozenset("E")))
    assert {each.project.code: each.grounds for each in selection.focus} == {
        "A": (Ground.AMOUNT, Ground.PUBLIC),
        "E": (Ground.PUBLIC, Ground.POLICY),
    }
    assert selection.focus[1].reason == "社会关注度高、重大政策"


def test_a_share_is_filled_up_by_the_next_largest():
    selection = select(PROJECTS, MONEY, Criteria(share=Fraction(2, 5)))
    assert [each.project.code for each in selection.focus] == ["A", "B"]
    assert selection.share is not None
    assert selection.share.value == Fraction(2, 5)


def test_a_remainder_is_never_chosen_and_counts_in_the_whole():
    selection = select(PROJECTS, MONEY, Criteria(share=Fraction(1)))
    assert [each.project.code for each in selection.focus] == ["A", "B", "C", "D", "E"]
    assert selection.whole == Money.of(2000, WAN)
    assert selection.uncovered == Money.of(1000, WAN)


def test_a_person_takes_in_and_leaves_out_with_a_reason():
    decisions = {"A": Decision(False, "上年已评价"), "E": Decision(True, "区委关注")}
    selection = select(PROJECTS, MONEY, Criteria(top=2), decisions)
    assert [each.project.code for each in selection.focus] == ["B", "E"]
    assert selection.focus[1].reason == "区委关注"
    assert "A" in [each.project.code for each in selection.ordinary]


def test_what_was_left_out_by_hand_is_made_up_by_the_next_ones():
    decisions = {"A": Decision(False, "上年已评价")}
    assert chosen(Criteria(share=Fraction(1, 5)), decisions) == ["B", "C"]


def test_a_project_without_a_budget_is_not_among_the_largest():
    projects = [Project(code="Z", name="Z")]
    selection = select(projects, {}, Criteria(top=5, at_least=Money(), share=Fraction(1, 2)))
    assert selection.focus == ()
    assert selection.share is None


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 10**9), min_size=1),
    st.integers(1, 100),
)
def test_a_share_is_reached_and_without_its_smallest_project_it_would_not_be(
    fen: dict[str, int], percent: int
):
    projects = [Project(code=code, name=code) for code in fen]
    amounts = {code: Money(each) for code, each in fen.items()}
    selection = select(projects, amounts, Criteria(share=Fraction(percent, 100)))
    if selection.share is None:
        assert not selection.focus
        return
    assert selection.share.value >= Fraction(percent, 100)
    without = selection.covered.fen - min(each.amount.fen for each in selection.focus)
    assert Fraction(without, selection.whole.fen) < Fraction(percent, 100)

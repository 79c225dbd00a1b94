from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.quantity import Money
from jixiao.tracking.budget import Change, ExpenditureKind, Source
from jixiao.tracking.ledger import PROJECTS, WITHOUT_ADVANCE, Ledger
from jixiao.tracking.policy import load_policy
from jixiao.tracking.project import Attention, Project
from jixiao.tracking.statistics import Statistics
from jixiao.tracking.year import Year
from tests.tracking.years import FULL_YEAR, YEAR_END, changed, granted, paid, stated, wan, year


def projects(*codes: str, **more: Any) -> tuple[Project, ...]:
    return tuple(Project(code=code, name=code, attention=Attention.FOCUS, **more) for code in codes)


def statistics(of: Year) -> Statistics:
    return Statistics(of.projects, Ledger(of, YEAR_END), load_policy("national"), FULL_YEAR)


def by_band(of: Year) -> dict[str, list[str]]:
    rows = statistics(of).by_band
    return {band.code: [each.code for each in found] for band, found in rows.items()}


def test_every_project_falls_into_one_band_and_empty_bands_stay():
    spent = {"A": "100", "B": "99.9999", "C": "90", "D": "89.9999", "E": "100.0001"}
    it = year(
        projects=projects(*spent, "F"),
        approval_lines=tuple(granted(100, code) for code in spent),
        entries=tuple(paid(amount, project=code) for code, amount in spent.items()),
    )
    assert by_band(it) == {"over": ["E"], "full": ["A"], "high": ["B", "C"], "low": ["D"], "none": ["F"]}
    alone = by_band(year(projects=projects("A")))
    assert list(alone) == ["over", "full", "high", "low", "none"]
    assert [codes for codes in alone.values() if codes] == [["A"]]


def test_a_project_of_which_only_a_later_statement_tells_has_no_rate_yet():
    it = year(
        projects=projects("A"),
        approval_lines=(granted(100, "A"),),
        entries=(stated(90, YEAR_END.replace(year=2020), "A"),),
    )
    assert by_band(it)["none"] == ["A"]


def test_adjusted_projects_are_those_with_changes_even_where_these_cancel_out():
    it = statistics(
        year(
            projects=projects("A", "B", "C"),
            approval_lines=(granted(100, "A"), granted(100, "B"), granted(100, "C")),
            adjustment_lines=(
                changed(Change.INCREASE, 5, "A"),
                changed(Change.INCREASE, 7, "B"),
                changed(Change.REDUCTION, 7, "B"),
            ),
        )
    )
    assert [each.code for each in it.adjusted] == ["A", "B"]
    assert it.adjusted_share is not None
    assert it.adjusted_share.percent() == Decimal("66.67")


@pytest.mark.parametrize(("change", "great"), [("20", False), ("20.0001", True)])
@pytest.mark.parametrize("kind", [Change.INCREASE, Change.REDUCTION])
def test_a_change_is_great_above_the_limit_of_the_policy(kind: Change, change: str, great: bool):
    it = statistics(
        year(
            projects=projects("A"),
            approval_lines=(granted(100, "A"),),
            adjustment_lines=(changed(kind, change, "A"),),
        )
    )
    assert bool(it.changed_greatly) == great


def test_a_project_added_in_the_year_is_adjusted_but_by_no_share():
    it = statistics(year(projects=projects("A"), adjustment_lines=(changed(Change.INCREASE, 5, "A"),)))
    assert it.adjusted
    assert not it.changed_greatly


def test_no_projects_have_no_share():
    assert statistics(year()).adjusted_share is None


def test_a_remainder_counts_in_totals_and_never_as_a_project():
    it = statistics(
        year(
            projects=projects("A") + projects("R", is_remainder=True),
            approval_lines=(granted(100, "A"), granted(900, "R")),
            adjustment_lines=(changed(Change.INCREASE, 500, "A"), changed(Change.INCREASE, 500, "R")),
        )
    )
    assert it.count == 1
    assert [each.code for each in it.adjusted] == [each.code for each in it.changed_greatly] == ["A"]
    assert it.total.original == wan(1000)


def test_the_share_of_a_group_depends_on_the_denominator_that_is_named():
    it = year(
        projects=projects("A"),
        approval_lines=(
            granted(30, "A"),
            granted(30, "B"),
            granted(15, "B", source=Source.ADVANCE),
            granted(25, "", kind=ExpenditureKind.BASIC),
        ),
    )
    group = statistics(it)
    own = Ledger(it, YEAR_END, WITHOUT_ADVANCE).of_kind(ExpenditureKind.PROJECT)
    shares = [
        group.share_of(own),
        group.share_of(Ledger(it, YEAR_END, PROJECTS).of_unit()),
        group.share_of(Ledger(it, YEAR_END).of_unit()),
        group.share_of(Ledger(year(), YEAR_END).of_unit()),
    ]
    assert [share.percent() if share else None for share in shares] == [
        50,
        40,
        30,
        None,
    ]


def test_a_group_leaves_out_what_moved_inside_it():
    it = statistics(
        year(
            projects=projects("A", "B"),
            approval_lines=(granted(10, "A"), granted(10, "B")),
            adjustment_lines=(changed(Change.TRANSFER, 4, "A", giver="B"),),
        )
    )
    assert it.total.increases == Money()
    assert len(it.adjusted) == 2

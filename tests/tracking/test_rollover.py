from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jixiao.example import example_year
from jixiao.narrative.report import chosen_period, write_report
from jixiao.quantity import Money
from jixiao.tracking.basis import Citation, Rank
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.project import Attention, Duration
from jixiao.tracking.prose import LAST_YEARS
from jixiao.tracking.results import BalanceUse, Evaluation
from jixiao.tracking.rollover import RollOver, next_year, proposed_roll_over, successors
from jixiao.tracking.unit import Party, PartyKind
from jixiao.tracking.year import TABLES, Year

YEAR = example_year()
LAST_DAY = dt.date(2019, 12, 31)
PLAN = RollOver(frozenset({"P01", "P10"}), {"P10": Money.of("66.23")})
NEXT = next_year(YEAR, PLAN)


def office(name: str, *heirs: str, until: dt.date | None = None) -> Party:
    return Party(name=name, kind=PartyKind.OFFICE, successors=heirs, valid_to=until)


def test_the_projects_that_go_on_keep_their_codes_and_remember_their_names():
    assert [each.code for each in NEXT.projects] == ["P01", "P10"]
    assert NEXT.projects[0].predecessors == (YEAR.project_by_code["P01"].name,)
    assert NEXT.fiscal_year == 2020


def test_amounts_and_results_begin_anew():
    for table in ("entries", "adjustments", "adjustment_lines", "outputs", "evaluations", "shortcomings"):
        assert NEXT.table(table) == (), table
    for each in NEXT.projects:
        assert (each.number, each.attention, each.selected_for) == (None, Attention.ORDINARY, "")
    assert all(each.base is None and each.rate for each in NEXT.cost_standards)


def test_what_is_carried_over_is_budget_of_the_next_year_and_not_its_original():
    position = Ledger(NEXT, dt.date(2020, 1, 1)).of("P10")
    assert position.carried_over == position.adjusted == Money.of("66.23")
    assert position.original == Money()


def test_nothing_carried_over_makes_no_approval():
    assert next_year(YEAR, RollOver(frozenset({"P01"}))).approvals == ()


def test_every_text_comes_along_as_a_draft_of_last_year():
    texts = [
        *(text for each in NEXT.projects for text in (each.purpose, each.content, each.results)),
        *(each.text for rows in (NEXT.themes, NEXT.problems, NEXT.measures, NEXT.passages) for each in rows),
    ]
    lines = [line for text in texts for line in text.splitlines()]
    assert lines
    assert all(line.startswith(LAST_YEARS) and line.count(LAST_YEARS) == 1 for line in lines)


def test_a_report_of_the_next_year_shows_last_years_words_as_gaps_and_cannot_be_final():
    draft = write_report(NEXT, chosen_period(NEXT))
    wanting = [each for each in draft.gaps if "上年文字" in each.what]
    assert wanting
    assert not draft.is_complete
    marked = [span for span in draft.document.spans() if "上年文字" in span.text]
    assert marked
    assert all(span.is_gap for span in marked)
    assert LAST_YEARS not in "".join(span.text for span in draft.document.spans())


def test_a_text_that_somebody_has_looked_at_prints_as_this_years():
    looked_at = replace(
        NEXT, passages=tuple(replace(each, text=each.text.replace(LAST_YEARS, "")) for each in NEXT.passages)
    )
    places = {
        each.where for each in write_report(looked_at, chosen_period(looked_at)).gaps if "上年" in each.what
    }
    assert not any(place.startswith("组织实施") for place in places)


def test_periods_move_by_a_year():
    assert [(each.code, each.start.year, each.end.isoformat()) for each in NEXT.periods] == [
        ("full-year", 2020, "2020-12-31"),
        ("half-year", 2020, "2020-06-30"),
    ]


def test_documents_no_longer_in_force_and_last_years_notice_stay_behind():
    def document(code: str, **more: object) -> Citation:
        return Citation(code=code, rank=Rank.DISTRICT, **more)  # type: ignore[arg-type]

    year = replace(
        YEAR,
        citations=(
            document("D1"),
            document("D2", in_force_to=LAST_DAY),
            document("D3", is_call=True),
            document("D4", in_force_to=dt.date(2020, 1, 1)),
        ),
        projects=(replace(YEAR.projects[0], citations=("D1", "D2")),),
    )
    following = next_year(year, PLAN)
    assert [each.code for each in following.citations] == ["D1", "D4"]
    assert following.projects[0].citations == ("D1",)


def test_contracts_that_run_on_come_along_with_what_is_still_to_be_paid():
    contract = Contract(code="C1", project="P01", subject="运维", ends_on=dt.date(2020, 6, 30))
    year = replace(
        YEAR,
        contracts=(
            contract,
            replace(contract, code="C2", ends_on=LAST_DAY),
            replace(contract, code="C3", project="P02"),
        ),
        payment_terms=(
            PaymentTerm(contract="C1", name="首付款", paid=Money.of(1)),
            PaymentTerm(contract="C1", name="尾款"),
            PaymentTerm(contract="C2", name="尾款"),
        ),
    )
    following = next_year(year, PLAN)
    assert [each.code for each in following.contracts] == ["C1"]
    assert [(each.contract, each.name) for each in following.payment_terms] == [("C1", "尾款")]


def test_an_office_that_was_renamed_is_followed_to_its_last_name():
    year = replace(
        YEAR,
        parties=(
            office("甲办", "乙办", until=dt.date(2019, 6, 30)),
            office("乙办", "丙办", until=LAST_DAY),
            office("丙办"),
            office("丁办"),
        ),
        projects=(replace(YEAR.projects[0], party="甲办"), replace(YEAR.projects[9], party="丁办")),
    )
    plan = replace(PLAN, offices=proposed_roll_over(year).offices)
    following = next_year(year, plan)
    assert plan.offices == {"甲办": "丙办", "乙办": "丙办"}
    assert [each.party for each in following.projects] == ["丙办", "丁办"]
    assert [each.name for each in following.parties] == ["丙办", "丁办"]


def test_of_an_office_that_was_divided_somebody_is_asked_who_goes_on():
    year = replace(
        YEAR,
        parties=(office("甲办", "乙办", "丙办", until=LAST_DAY), office("乙办"), office("丙办")),
        projects=(replace(YEAR.projects[0], party="甲办"),),
    )
    assert successors(year) == {"甲办": ("乙办", "丙办")}
    plan = proposed_roll_over(year)
    following = next_year(year, replace(plan, projects=frozenset({"P01"})))
    (remark,) = following.remarks
    assert "甲办分为乙办、丙办，执行部门暂作乙办" in remark.text


def test_offices_that_follow_each_other_in_a_circle_end_the_search():
    year = replace(
        YEAR, parties=(office("甲办", "乙办", until=LAST_DAY), office("乙办", "甲办", until=LAST_DAY))
    )
    assert successors(year) == {}


def test_continuing_projects_and_balances_said_to_be_carried_over_are_proposed():
    year = replace(
        YEAR,
        projects=tuple(
            replace(each, duration=Duration.CONTINUING) if each.code == "P02" else each
            for each in YEAR.projects
        ),
        evaluations=(Evaluation(project="P10", balance_use=BalanceUse.CARRIED_OVER),),
    )
    plan = proposed_roll_over(year)
    continuing = {each.code for each in year.projects if each.duration is Duration.CONTINUING}
    assert "P02" in continuing
    assert plan.projects == continuing | {"P10"}
    assert plan.carried == {"P10": Ledger(year, LAST_DAY).of("P10").balance}


def test_the_example_year_proposes_nothing_that_nobody_said():
    assert proposed_roll_over(YEAR).carried == {}


@pytest.mark.parametrize("table", list(TABLES))
def test_a_year_of_which_nothing_goes_on_can_still_be_begun(table: str):
    assert isinstance(next_year(YEAR, RollOver(frozenset())).table(table), tuple)


def test_a_second_roll_over_marks_nothing_twice():
    following = next_year(replace(NEXT), replace(PLAN, carried={}))
    assert isinstance(following, Year)
    assert all(LAST_YEARS * 2 not in each.text for each in following.passages)

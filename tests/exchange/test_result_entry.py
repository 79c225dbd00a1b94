from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.exchange.result_entry import Entered, Wanted, entered
from jixiao.quantity import Money, Precision
from jixiao.tracking.results import BalanceReason, ObjectiveState, ShortcomingKind

END = dt.date(2019, 12, 31)
OUTPUT = {"name": "巡视", "amount": "1,200", "unit": "次", "precision": "余", "planned": "1000", "as_of": ""}
COMPLETE: dict[str, Any] = {
    "outputs": [OUTPUT],
    "results": "巡视{成果.巡视}。",
    "objectives": "已实现",
    "shortcomings": [{"kind": "执行进度", "text": "启动偏晚。", "is_internal": "是"}],
}


def read(raw: dict[str, Any], **wanted: Any) -> Entered:
    return entered(raw, Wanted(END, **wanted))


def paths(found: Entered) -> list[str]:
    return [each.path for each in found.to_mend]


def test_what_is_complete_is_read_into_the_values_of_the_nouns():
    found = read(COMPLETE)
    assert found.is_complete
    assert found.outputs[0].values["amount"] == Decimal(1200)
    assert found.outputs[0].values["precision"] is Precision.OVER
    assert found.outputs[0].values["as_of"] == END
    assert found.evaluation["objectives"] is ObjectiveState.MET
    assert found.shortcomings[0].values["kind"] is ShortcomingKind.PROGRESS
    assert found.shortcomings[0].values["is_internal"] is True


def test_zero_is_a_value_and_blank_is_a_gap():
    assert read(COMPLETE | {"outputs": [OUTPUT | {"amount": "0"}]}).is_complete
    for blank in ("", " ", "-", "—", "/"):
        found = read(COMPLETE | {"outputs": [OUTPUT | {"amount": blank}]})
        assert paths(found) == ["outputs.0.amount"]
        assert found.to_mend[0].is_gap


def test_a_row_that_only_has_what_was_given_ahead_is_no_row():
    row = {"name": "", "amount": "", "unit": "次", "planned": "9", "row": 3, "version": 1}
    assert len(read(COMPLETE | {"outputs": [OUTPUT, row]}).outputs) == 1


def test_no_outputs_has_to_be_said():
    assert paths(read(COMPLETE | {"outputs": []})) == ["no_outputs"]
    assert read(COMPLETE | {"outputs": [], "no_outputs": "1"}).is_complete


def test_a_number_that_is_none_is_told_where_it_stands():
    found = read(COMPLETE | {"outputs": [OUTPUT | {"amount": "约三百"}]})
    assert paths(found) == ["outputs.0.amount"]
    assert "数量不是一个数" in found.to_mend[0].message


def test_two_outputs_of_one_name_are_not_taken():
    found = read(COMPLETE | {"outputs": [OUTPUT, OUTPUT | {"name": " 巡视 "}]})
    assert paths(found) == ["outputs.1.name"]


def test_a_date_after_the_period_is_not_taken():
    found = read(COMPLETE | {"outputs": [OUTPUT | {"as_of": "2020-1-5"}]})
    assert paths(found) == ["outputs.0.as_of"]


def test_a_balance_wants_its_reason_and_a_low_rate_its_explanation():
    assert paths(read(COMPLETE, balance=Money.of(100), is_low=True)) == ["balance_reason", "explanation"]
    told = COMPLETE | {"balance_reason": "进度滞后", "explanation": "因招标推迟"}
    found = read(told, balance=Money.of(100), is_low=True)
    assert found.is_complete
    assert found.evaluation["balance_reason"] is BalanceReason.DELAY


def test_a_theme_has_outputs_and_a_text_alone():
    found = read({"outputs": [OUTPUT], "results": "平稳。"}, is_theme=True)
    assert found.is_complete
    assert found.texts == {"results": "平稳。"}
    assert paths(read({"outputs": [OUTPUT]}, is_theme=True)) == ["results"]


def test_money_may_say_its_unit():
    assert read(COMPLETE | {"forecast": "12.5万元"}).evaluation["forecast"] == Money.of(125_000)


def test_rows_keep_the_identity_of_the_ledgers_rows():
    found = read(COMPLETE | {"outputs": [OUTPUT | {"row": "7", "version": 2}]})
    assert (found.outputs[0].row, found.outputs[0].version) == (7, 2)


WORDS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["1", "0", "-", "是", "约", "2019-13-1"]))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "outputs": st.lists(
                st.dictionaries(st.sampled_from([*OUTPUT, "scope", "note", "row"]), WORDS), max_size=3
            ),
            "shortcomings": st.lists(
                st.dictionaries(st.sampled_from(["kind", "text", "is_internal"]), WORDS), max_size=3
            ),
            "results": WORDS,
            "objectives": WORDS,
            "forecast": WORDS,
            "balance_reason": WORDS,
        },
    )
)
def test_whatever_is_typed_is_read_or_remarked(raw: dict[str, Any]):
    found = read(raw, balance=Money(1))
    assert all(each.message for each in found.remarks)


@pytest.mark.parametrize("field", ["objectives", "balance_reason", "balance_use"])
def test_a_word_that_is_no_choice_names_the_choices(field: str):
    found = read(COMPLETE | {field: "大概"})
    assert paths(found) == [field]
    assert "应为" in found.to_mend[0].message

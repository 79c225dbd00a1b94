from __future__ import annotations

import re

import pytest
from django.utils import translation

from jixiao.quantity import WAN, Money
from jixiao.tracking.budget import Change
from jixiao_web.ledger.forms import RowForm
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import row_of


def line_form(year: BudgetYear, **typed: object) -> RowForm:
    names = ("change", "project", "requested", "seen", "reason")
    return RowForm({"change": "追加", **typed}, year=year, table="adjustment_lines", names=names, unit=WAN)


def test_a_field_reads_what_the_workbook_would_read_in_its_cell(year: BudgetYear):
    form = line_form(year, project="P01", requested="1,956.24", seen="2019-06-30")
    assert form.is_valid(), form.errors
    assert form.values["requested"] == Money.of("1956.24", WAN)
    assert form.values["change"] is Change.INCREASE


@pytest.mark.parametrize("typed", ["十个", "1.2.3", "12%", "1e400", "∞", "-"])
def test_what_is_no_amount_is_refused_beside_the_field_and_kept(year: BudgetYear, typed: str):
    form = line_form(year, requested=typed)
    if form.is_valid():
        assert form.values["requested"] is None
    else:
        assert list(form.errors) == ["requested"]
    assert form["requested"].value() == typed


def test_a_project_that_is_not_there_cannot_be_chosen(year: BudgetYear):
    assert "project" in line_form(year, project="没有的").errors


def test_what_a_form_shows_it_reads_back(year: BudgetYear):
    for table in ("projects", "adjustments", "contracts", "entries", "outputs", "payment_terms"):
        row = row_of(year, table)
        if row is None:
            continue
        shown = RowForm(year=year, table=table, row=row)
        data = {name: value for name, value in shown.initial.items() if value not in (None, False)}
        form = RowForm(data, year=year, table=table, row=row)
        assert form.is_valid(), (table, form.errors)
        assert form.values == {name: getattr(row, name) for name in form.values}


def test_labels_and_choices_speak_the_language_of_the_reader(year: BudgetYear):
    with translation.override("en"):
        form = RowForm(year=year, table="adjustments", names=("state",))
        assert form["state"].label == "State"
        assert "In system" in str(form["state"])
    with translation.override("zh-hans"):
        assert "系统已调、文未到" in str(RowForm(year=year, table="adjustments", names=("state",))["state"])


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("date", "2019-2-30", "2019-2 has no day 30: it ends with 28."),
        ("date", "明天", "This is no date: write 2019-8-21."),
        ("amount", "一百", "This is no amount: write a number such as 1,956.24."),
        ("amount", "1.234", "Finer than a fen"),
        ("nature", "赠送", ""),
    ],
)
def test_what_cannot_be_read_is_said_in_the_language_of_the_reader(
    name: str, typed: str, told: str, year: BudgetYear
):
    given = {"kind": "项目支出", "nature": "支付", "date": "2019-3-1", "amount": "5", name: typed}
    with translation.override("en"):
        form = RowForm(given, year=year, table="entries")
        assert not form.is_valid()
        said = str(form.errors[name])
    assert told in said
    assert not re.search("[一-鿿]", said.replace(typed, "").replace("元", ""))

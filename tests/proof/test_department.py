"""A department held to its units: what is compared, what is accused, and when nothing may be said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import pytest

from jixiao.facts.facts import facts_of
from jixiao.findings import Finding, Severity
from jixiao.proof import Proof, proof_of_facts
from jixiao.proof.department import UnitDocument, facts_of_department
from tests.checks.document_pages import document_of
from tests.department import CULTURE, LIBRARY, NAME, department, document, money, units

_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*\.\d\d(?![\d%])")


def proof(own: str, theirs: Mapping[str, str]) -> Proof:
    documents = [
        UnitDocument(name, f"{name}.txt", facts_of(document_of(text))) for name, text in theirs.items()
    ]
    return proof_of_facts(facts_of_department(facts_of(document_of(own)), documents))


def found(own: str, theirs: Mapping[str, str]) -> list[Finding]:
    return [each for each in proof(own, theirs).findings if each.rule.startswith("DEP")]


def sums(own: str, theirs: Mapping[str, str]) -> int:
    return sum(each.rule == "DEP001" for each in proof(own, theirs).relations)


def test_a_department_that_adds_up_its_units_is_silent_and_verified():
    result = proof(department(), units())
    assert not result.findings
    assert not result.coverage.doubts
    ties = [each for each in result.relations if each.rule == "DEP001"]
    assert len(ties) > 50
    assert {place.file for each in ties for place in each.places} == {
        "",
        "局本级.txt",
        "图书馆.txt",
        "文化馆.txt",
    }


@pytest.mark.parametrize("name", ["", *units()])
def test_every_amount_that_is_damaged_is_found_and_only_there(name: str):
    texts = {"": department(), **units()}
    amounts = [each for each in _AMOUNT.finditer(texts[name]) if each[0] != "0.00"]
    assert len(amounts) > 40
    for amount in amounts:
        damaged = money(Decimal(amount[0].replace(",", "")) + Decimal("10.00"))
        text = f"{texts[name][: amount.start()]}{damaged}{texts[name][amount.end() :]}"
        (finding,) = found(text if not name else texts[""], {**units(), **({name: text} if name else {})})
        assert finding.rule == "DEP001", amount
        assert "差10.00" in finding.message
        assert all(
            f"（《{unit}》）" in finding.message for unit in units() if f"{unit}.txt" in _files(finding)
        )


def _files(finding: Finding) -> set[str]:
    return {place.file for place in finding.places}


def test_a_slip_that_runs_through_the_totals_is_told_once():
    text = department()
    for sound, printed in (
        ("2210201\t住房公积金\t98.47\t98.47", "2210201\t住房公积金\t89.47\t89.47"),
        ("22102\t住房改革支出\t98.47\t98.47", "22102\t住房改革支出\t89.47\t89.47"),
        ("221\t住房保障支出\t98.47\t98.47", "221\t住房保障支出\t89.47\t89.47"),
    ):
        assert sound in text
        text = text.replace(sound, printed)
    (finding,) = found(text, units())
    assert "另有5处的差额相同" in finding.message
    assert finding.arithmetic == "62.18（《局本级》）＋20.88（《图书馆》）＋15.41（《文化馆》）"


def test_less_than_the_sum_is_a_doubt_where_payments_between_units_may_have_been_left_out():
    text = department().replace("2024年度收入总计1,360.13万元", "2024年度收入总计1,350.13万元")
    (finding,) = found(text, units())
    assert finding.severity is Severity.WARNING
    text = department().replace("公务接待费\t2.00\t1.40", "公务接待费\t2.00\t1.30")
    (finding,) = found(text, units())
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("own", "theirs", "doubt"),
    [
        (department(), {"局本级": units()["局本级"], "图书馆": units()["图书馆"]}, "缺“南屏市江北区文化馆”"),
        (department(), {**units(), "少年宫": document("南屏市江北区少年宫", CULTURE)}, "《少年宫》看不出"),
        (department(), {**units(), "图书馆（终稿）": units()["图书馆"]}, "都像是“南屏市江北区图书馆”"),
        (
            department(),
            {**units(), "图书馆": units()["图书馆"].replace("2024", "2023")},
            "《图书馆》是2023年的文件，本文是2024年的",
        ),
        (
            department(),
            {**units(), "图书馆": units()["图书馆"].replace("决算", "预算")},
            "《图书馆》是预算，本文是决算",
        ),
        (department(listed=""), units(), "没有列出所属单位"),
        (
            department(listed="\n本部门决算包括局本级以及下属3家预算单位的收支。\n"),
            units(),
            "写有3个所属单位，给出的文件是3份",
        ),
    ],
)
def test_what_stands_against_the_sums_is_told_and_nothing_is_accused(
    own: str, theirs: Mapping[str, str], doubt: str
):
    damaged = own.replace("公务接待费\t2.00\t1.40", "公务接待费\t2.00\t1.90")
    result = proof(damaged, theirs)
    assert not [each for each in result.findings if each.rule.startswith("DEP")]
    assert any(doubt in each for each in result.coverage.doubts)
    assert sums(own, theirs) == 0


def test_a_document_with_larger_figures_is_not_taken_for_a_units():
    theirs = dict(units())
    theirs["图书馆"] = _AMOUNT.sub(
        lambda each: money(Decimal(each[0].replace(",", "")) * 20), theirs["图书馆"]
    )
    result = proof(department(), theirs)
    assert not [each for each in result.findings if each.rule.startswith("DEP")]
    assert any("《图书馆》有不少数比本文的大" in doubt for doubt in result.coverage.doubts)


def test_less_than_one_unit_is_an_error_though_others_are_missing():
    theirs = {name: text for name, text in units().items() if name != "文化馆"}
    text = department().replace("公务接待费\t2.00\t1.40", "公务接待费\t2.00\t1.04")
    (finding,) = found(text, theirs)
    assert finding.rule == "DEP002"
    assert "小于《局本级》一个单位的1.20" in finding.message


def test_a_list_without_the_own_office_wants_its_document_all_the_same():
    listed = "\n二、部门决算单位构成\n\n所属单位包括：南屏市江北区图书馆、南屏市江北区文化馆。\n"
    assert not proof(department(listed), units()).coverage.doubts
    theirs = {name: text for name, text in units().items() if name != "局本级"}
    (doubt,) = proof(department(listed), theirs).coverage.doubts
    assert "缺“本级”的文件" in doubt


def test_the_own_office_may_go_by_the_name_of_the_department():
    listed = f"\n二、部门决算单位构成\n\n纳入编制范围的单位包括：{NAME}、{LIBRARY}、区文化馆。\n"
    theirs = {**units(), "本局": units()["局本级"].replace("（本级）", "")}
    del theirs["局本级"]
    assert not proof(department(listed), theirs).coverage.doubts


def test_where_hardly_any_sum_holds_the_basis_is_another_one():
    theirs = dict(units())
    theirs["图书馆"] = _AMOUNT.sub(
        lambda each: money(Decimal(each[0].replace(",", "")) * 2), theirs["图书馆"]
    )
    result = proof(department(), theirs)
    assert not [each for each in result.findings if each.rule.startswith("DEP")]
    assert any("口径可能不同" in reason for reason in result.coverage.reasons) or result.coverage.doubts

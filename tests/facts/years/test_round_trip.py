"""A report that is written from a year and read again tells the same year, within what it prints."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.catalogue import check_year
from jixiao.document.layout import load_layout
from jixiao.document.model import Document
from jixiao.document.readers import read_document
from jixiao.document.writers import write
from jixiao.example import example_year
from jixiao.exchange import read_year
from jixiao.exchange.report_file import write_read
from jixiao.facts.facts import facts_of
from jixiao.facts.years import YearRead, year_of
from jixiao.findings import Severity
from jixiao.narrative.report import full_year, write_report
from jixiao.quantity import WAN, Money
from jixiao.tracking.budget import Change
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.policy import load_policy
from jixiao.tracking.position import Position
from jixiao.tracking.year import Year
from tests.narrative.small_year import changed, granted, paid, project, report
from tests.narrative.small_year import year as small_year

YEAR_END = dt.date(2019, 12, 31)


def read(path: Path) -> tuple[Year, YearRead]:
    told = year_of(facts_of(read_document(path)))
    assert told.year is not None, told.missing
    return told.year, told


def printed(document: Document, path: Path) -> None:
    write(document, path, load_layout())


def shown(position: Position) -> list[str]:
    amounts = (position.original, position.increases, position.reductions, position.adjusted, position.spent)
    return [f"{each.rounded_in(WAN):f}" for each in amounts]


def table(year: Year, date: dt.date) -> list[tuple[object, ...]]:
    """The nine columns of a year's focus projects, as they print."""
    ledger = Ledger(year, date)
    return [
        (each.number, each.name, each.party, *shown(ledger.of(each.code))) for each in year.focus_projects
    ]


@pytest.fixture(scope="module", params=[".docx", ".html", ".md", ".pdf"])
def again(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Year, YearRead]:
    """The example year, written as a report in one form and read from it."""
    example = example_year()
    path = tmp_path_factory.mktemp("report") / f"报告{request.param}"
    printed(write_report(example, full_year(example)).document, path)
    return read(path)


class TestExample:
    def test_projects_offices_and_the_nine_columns_are_the_same(self, again: tuple[Year, YearRead]):
        assert table(again[0], YEAR_END) == table(example_year(), YEAR_END)

    def test_totals_basic_expenditure_and_the_other_projects_are_the_same(self, again: tuple[Year, YearRead]):
        one, other = (Ledger(year, YEAR_END) for year in (again[0], example_year()))
        assert shown(one.of_unit())[3:] == shown(other.of_unit())[3:]
        assert one.of_unit().original == other.of_unit().original
        rest = again[0].ordinary_projects
        assert [each.is_remainder for each in rest] == [True]
        assert abs((one.of(rest[0].code).adjusted - other.of("P99").adjusted).yuan) <= 200

    def test_unit_letters_and_period_are_the_same(self, again: tuple[Year, YearRead]):
        year, example = again[0], example_year()
        told = [(each.requested, each.request_number, each.state, each.title) for each in year.adjustments]
        assert told == [
            (each.requested, each.request_number, each.state, each.title) for each in example.adjustments
        ]
        (approval,), (known,) = year.approvals, example.approvals
        assert (approval.title, approval.number, approval.issuer) == (known.title, known.number, known.issuer)
        names = ("name", "short_name", "self_reference", "finance_bureau", "finance_bureau_name", "policy")
        assert [getattr(year.unit, each) for each in names] == [getattr(example.unit, each) for each in names]
        assert year.periods[0] == example.periods[0]

    def test_the_reasons_of_the_changes_are_the_same(self, again: tuple[Year, YearRead]):
        known = {each.project: each.reason for each in example_year().adjustment_lines if each.reason}
        told = {each.project: each.reason for each in again[0].adjustment_lines if each.reason}
        assert told.items() <= known.items()
        assert len(told) >= 10

    def test_nothing_contradicts_itself(self, again: tuple[Year, YearRead]):
        told = [each.finding.message for each in again[1].doubts if each.finding.severity is Severity.WARNING]
        assert [each for each in told if "属于哪份函件" not in each] == []

    def test_the_ledger_that_was_read_holds_no_error(self, again: tuple[Year, YearRead]):
        year = again[0]
        checked = check_year(year, load_policy(year.unit.policy), year.periods[0])
        assert [each for each in checked.findings if each.severity is Severity.ERROR] == []


def test_figures_of_our_own_word_file_are_exact(tmp_path: Path):
    example = example_year()
    printed(write_report(example, full_year(example)).document, tmp_path / "报告.docx")
    year, _ = read(tmp_path / "报告.docx")
    one, other = (Ledger(each, YEAR_END) for each in (year, example))
    for known in example.projects:
        position, expected = one.of(known.code), other.of(known.code)
        assert (position.original, position.adjusted, position.spent) == (
            expected.original,
            expected.adjusted,
            expected.spent,
        )


@pytest.mark.parametrize("name", ["年度.xlsx", "年度.json", "年度"])
def test_the_file_that_is_written_is_a_year_again(tmp_path: Path, name: str):
    example = example_year()
    printed(write_report(example, full_year(example)).document, tmp_path / "报告.html")
    year, told = read(tmp_path / "报告.html")
    write_read(told, tmp_path / name)
    reading = read_year(tmp_path / name)
    assert reading.errors == ()
    assert reading.year == year


amounts = st.integers(100, 10_000_000)


@st.composite
def tracked(draw: st.DrawFn) -> Year:
    """A small year whose amounts are whole ten thousandths: what 万元 with two decimals tells in full."""
    count = draw(st.integers(3, 6))
    projects = tuple(
        project(f"P{number:02}", f"第{number}类保障经费", number=number) for number in range(1, count + 1)
    )
    lines, changes, entries = [], [], []
    for each in projects:
        original = draw(amounts)
        lines.append((each.code, original))
        change = draw(st.sampled_from([None, Change.INCREASE, Change.REDUCTION]))
        amount = draw(st.integers(1, original - 1)) if change else 0
        if change:
            changes.append(changed(change, _wan(amount), each.code))
        adjusted = original + (amount if change is Change.INCREASE else -amount)
        entries.append(paid(Money.of(_wan(draw(st.integers(0, adjusted))), WAN), each.code))
    return small_year(
        projects=projects,
        approval_lines=tuple(granted(_wan(amount), code) for code, amount in lines),
        adjustment_lines=tuple(changes),
        entries=tuple(entries),
    )


def _wan(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


@settings(max_examples=25)
@given(year=tracked())
def test_any_year_that_prints_in_full_is_read_as_it_was(year: Year, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("small") / "报告.md"
    printed(report(year).document, path)
    again, told = read(path)
    date = dt.date(2024, 12, 31)
    assert table(again, date) == table(year, date)
    wrong = [
        each.finding.message for each in told.doubts if each.finding.rule in ("REP001", "REP002", "REP003")
    ]
    assert wrong == []

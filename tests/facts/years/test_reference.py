"""The report of a real unit, where reference material is at hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from jixiao.document.readers import read_document
from jixiao.example import example_year
from jixiao.facts.facts import facts_of
from jixiao.facts.years import YearRead, year_of
from jixiao.findings import Severity
from jixiao.quantity import WAN
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.year import Year


def read(reference: Path) -> tuple[Year, YearRead]:
    (path,) = (reference / "seed").glob("*.txt")
    told = year_of(facts_of(read_document(path)))
    assert told.year is not None
    return told.year, told


def test_every_printed_cell_of_the_twenty_projects_comes_out(reference: Path):
    year, _ = read(reference)
    example, date = example_year(), dt.date(2019, 12, 31)
    one, other = Ledger(year, date), Ledger(example, date)
    assert [(each.code, each.name, each.party) for each in year.focus_projects] == [
        (each.code, each.name, each.party) for each in example.focus_projects
    ]
    for project in example.focus_projects:
        told, known = one.of(project.code), other.of(project.code)
        for measure in ("original", "increases", "reductions", "adjusted", "spent"):
            assert getattr(told, measure).rounded_in(WAN) == getattr(known, measure).rounded_in(WAN)
        assert told.execution_rate is not None
        assert known.execution_rate is not None
        assert told.execution_rate.percent() == known.execution_rate.percent()


def test_the_whole_unit_comes_out_to_the_last_digit(reference: Path):
    year, _ = read(reference)
    date = dt.date(2019, 12, 31)
    one, other = Ledger(year, date).of_unit(), Ledger(example_year(), date).of_unit()
    assert (one.original, one.adjusted, one.spent) == (other.original, other.adjusted, other.spent)


def test_letters_and_reasons_come_out(reference: Path):
    year, _ = read(reference)
    example = example_year()
    told = [(each.requested, each.request_number, each.title) for each in year.adjustments]
    assert told == [(each.requested, each.request_number, each.title) for each in example.adjustments]
    with_reason = {each.project for each in year.adjustment_lines if each.reason}
    assert len(with_reason) == 11
    assert {each.adjustment for each in year.adjustment_lines} == {""}


def test_what_is_doubtful_is_told(reference: Path):
    _, told = read(reference)
    doubts = [each for each in told.doubts if each.finding.severity is Severity.WARNING]
    assert [(each.finding.rule, each.subject) for each in doubts] == [
        ("REP001", "P18"),  # another office
        ("REP001", "P20"),  # yuan for 万元
        ("REP003", ""),  # the total
        ("REP006", ""),  # which letter
    ]
    total = doubts[2].finding
    assert "12,505.92万元" in total.message
    assert "13,112.03万元，差606.11万元" in total.message
    rounded = {each.subject for each in told.doubts if each.finding.rule == "REP002" and each.subject}
    assert rounded == {"P03", "P05", "P07"}

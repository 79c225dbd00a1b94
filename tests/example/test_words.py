"""The example's words: references in place of figures, a neutral tone, and sentences of its own."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile
from jixiao.example import FOLDER, example_year
from jixiao.narrative.facts import Facts
from jixiao.tracking.noun import attributes
from jixiao.tracking.policy import load_policy
from jixiao.tracking.prose import paragraphs, pieces, references
from jixiao.tracking.year import TABLES, Year

HEADINGS = [("themes", "heading"), ("passages", "heading"), ("problems", "heading"), ("measures", "heading")]
HEAVY = re.compile("严重|违规|违法使用|失控|造假|挪用|不力|滞留|虚报")
LONGEST_RUN = 12

# Names of places, slogans and campaigns, which have no other words.
NAMES = [
    "习近平新时代中国特色社会主义思想",
    "不忘初心、牢记使命",
    "街道吹哨、部门报到",
    "一带一路”国际合作高峰论坛",
    "社区夏日文化广场",
    "信访维稳、禁毒教育、交通安全、治安防范",
]


def prose(year: Year) -> Iterator[tuple[str, str, str]]:
    """Every text of the year with the place and subject of it."""
    for name, row in year.rows():
        subject = str(getattr(row, "project", "") or getattr(row, "code", "") or "unit")
        if name in ("problems", "measures"):
            subject = "focus"
        for each in attributes(type(row)):
            text = getattr(row, each.name)
            if each.column.is_prose and text:
                yield f"{name} {subject} {each.name}", "unit" if name == "passages" else subject, text


def headings(year: Year) -> list[str]:
    return [getattr(row, field) for table, field in HEADINGS for row in year.table(table)]


@pytest.fixture(scope="module")
def facts(year: Year) -> Facts:
    period = year.period("full-year")
    assert period is not None
    return Facts(year, period, load_policy(year.unit.policy), dt.date(2019, 12, 31))


def printed(text: str, subject: str, facts: Facts) -> str:
    return "".join(
        piece if isinstance(piece, str) else facts.resolve(piece, subject).printed for piece in pieces(text)
    )


def test_no_digit_stands_in_any_text(year: Year):
    words = [(place, re.sub(r"\{[^{}]*\}", "", text)) for place, _, text in prose(year)]
    words += [("heading", text) for text in headings(year)]
    assert not [
        (place, text)
        for place, text in words
        if any(unicodedata.category(character) in ("Nd", "No") for character in text)
    ]


def test_every_reference_is_known_and_has_a_value(year: Year, facts: Facts):
    found = [(place, each, subject) for place, subject, text in prose(year) for each in references(text)]
    assert len(found) > 200
    assert not [
        (place, each.text) for place, each, subject in found if not facts.resolve(each, subject).printed
    ]


def test_quantities_print_as_the_source_hedges_them(year: Year, facts: Facts):
    texts = {place: printed(text, subject, facts) for place, subject, text in prose(year)}
    assert "104个基层党组织、3,700余名在职党员" in texts["themes T1 text"]
    assert "提出建议近100条" in texts["themes T1 text"]
    assert "累计服务23,245人次，其中日间照料435人次" in texts["projects P01 results"]
    assert "拆除违法建设76处、10,293.47平方米" in texts["themes T3 text"]
    assert "码放共享单车约1,459,281辆" in texts["projects P03 results"]
    assert "服务费标准为4,000元/人·月" in texts["projects P02 content"]
    assert "北片56条、213,402.12㎡，合同金额1,536.48万元" in texts["projects P03 content"]


def test_no_paragraph_is_longer_than_a_reader_bears(year: Year, facts: Facts):
    lines = [
        (place, line)
        for place, subject, text in prose(year)
        for line in paragraphs(printed(text, subject, facts))
    ]
    assert not [(place, len(line)) for place, line in lines if len(line) > 350]


def test_every_focus_project_tells_why_what_and_what_came_of_it(year: Year):
    assert len(year.focus_projects) == 20
    assert not [
        each.code for each in year.focus_projects if not (each.purpose and each.content and each.results)
    ]


def test_every_focus_project_is_evaluated_in_a_row_or_in_words(year: Year):
    rated = {each.project for each in year.evaluations if each.objectives}
    assert not [each.code for each in year.focus_projects if each.code not in rated and not each.evaluation]


def test_every_output_of_a_theme_is_told(year: Year):
    codes = {each.code for each in year.themes}
    told = "".join(each.text for each in year.themes)
    assert not [
        (each.subject, each.name)
        for each in year.outputs
        if each.subject in codes and f"{{成果.{each.name}}}" not in told
    ]


def test_words_of_guilt_are_not_used(year: Year):
    assert not [(place, text) for place, _, text in prose(year) if HEAVY.search(text)]


def test_problems_name_no_office_outside_the_internal_remark(year: Year):
    names = [each.name for each in year.parties] + [each.name for each in year.projects]
    external = [each.heading + each.text for each in year.problems]
    external += [each.heading + each.text for each in year.measures]
    assert not [(name, text) for name in names for text in external if name in text]


def test_problem_and_measure_headings_are_parallel(year: Year):
    for table in (year.problems, year.measures):
        words = [each.heading for each in table]
        assert all(8 <= len(word) <= 16 for word in words)
        assert len({word[:2] for word in words}) == len(words)
        assert len({word[-2:] for word in words}) == len(words)


def test_every_problem_is_answered_by_a_measure(year: Year):
    answered = {code for each in year.measures for code in each.problems}
    assert answered == {each.code for each in year.problems}


def test_suppliers_bear_made_up_names(year: Year):
    named = [each.supplier for each in year.contracts if each.supplier]
    assert sorted(named) == sorted(f"服务商{letter}" for letter in "甲乙丙丁戊己庚辛壬癸")
    files = sorted(FOLDER.glob("*/*.toml"))
    assert files
    assert not [file.name for file in files if "有限公司" in file.read_text("utf-8")]


def test_remarks_keep_what_the_source_prints_otherwise(year: Year):
    kept = "".join(each.text for each in year.remarks)
    values = "12,505.92 93.55% 100% 10.29 平安建设办公室 879.78元 607期 89人 实行"
    assert not [value for value in values.split() if value not in kept]
    assert all(each.source for each in year.remarks)


def test_an_unknown_example_is_refused_with_the_known_ones():
    with pytest.raises(UnreadableFile, match="yuetan-2019"):
        example_year("nowhere-1999")


def test_no_sentence_is_taken_from_the_source(year: Year, reference: Path):
    """No run of more than twelve characters, titles of documents and names left aside."""
    source = "\n".join(file.read_text("utf-8") for file in sorted((reference / "seed").glob("*.txt")))
    names = [name for each in year.citations for name in (each.title, each.number, each.issuer)]
    names += [name for each in year.approvals for name in (each.title, each.number, each.issuer)]
    names += [each.title for each in year.adjustments] + [each.title for each in year.annexes]
    names += [each.name for each in year.projects] + [each.name for each in year.parties]
    names += [year.unit.name, *NAMES]
    known = set(runs(source, names))
    texts = [
        (f"{table} {each.name}", getattr(row, each.name))
        for table in TABLES
        for row in year.table(table)
        for each in attributes(type(row))
        if each.base is str and not each.is_many and getattr(row, each.name)
    ]
    assert known
    assert not [(place, run) for place, text in texts for run in runs(text, names) if run in known]


def runs(text: str, names: list[str]) -> Iterator[str]:
    """Every run of characters that is too long to be chance; names and references break it."""
    words = re.sub(r"\{[^{}]*\}", "\0", re.sub(r"[ \t\r]", "", text))
    for name in sorted(filter(None, names), key=len, reverse=True):
        words = words.replace(name, "\0")
    for start in range(len(words) - LONGEST_RUN):
        run = words[start : start + LONGEST_RUN + 1]
        if "\0" not in run and "\n" not in run:
            yield run

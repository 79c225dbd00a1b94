from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile
from jixiao.findings import Confidence, Finding, Place, Severity
from jixiao.reporting.conclusion import Conclusion, consequence_of
from jixiao.reporting.settings import Settings, Suppression
from tests.reporting.files import SOUND, STYLE, TABLE, WRONG_RATE, check, page_file, text_file, word_file


def test_a_sound_report_can_go_out(tmp_path: Path):
    found, _ = check(text_file(tmp_path, SOUND))
    assert found.conclusion is Conclusion.READY
    assert found.conclusion.told(found.errors) == "可以报"
    assert not found.noted


def test_an_error_is_mended_first_and_style_does_not_count(tmp_path: Path):
    found, _ = check(text_file(tmp_path, WRONG_RATE, STYLE))
    assert found.conclusion is Conclusion.MEND
    assert found.conclusion.told(found.errors) == "改后再报（1处）"
    assert found.noted[0].finding.severity is Severity.ERROR


def test_a_wrong_total_changes_the_conclusion_and_comes_first(tmp_path: Path):
    found, _ = check(word_file(tmp_path))
    assert [each.finding.stated for each in found.noted[:2]] == ["320.00", "18.3%"]
    assert found.noted[0].consequence == "合计"
    assert found.conclusion is Conclusion.UNFIT


def test_many_errors_are_no_mending(tmp_path: Path):
    lines = [
        WRONG_RATE.replace("120.0", f"{120 + number}.0").replace("2024", f"{2000 + number}")
        for number in range(16)
    ]
    found, _ = check(text_file(tmp_path, *lines))
    assert found.errors > 10
    assert found.conclusion is Conclusion.UNFIT


def test_a_figure_of_a_sentence_is_found_by_line_heading_and_the_words_around_it(tmp_path: Path):
    found, _ = check(text_file(tmp_path, SOUND, WRONG_RATE))
    at = found.noted[0].at
    assert "第3行" in at.where
    assert "收支情况" in at.where
    assert at.before.endswith("增长")
    assert at.after == "。"
    assert found.noted[0].finding.places[0].line == 3


def test_a_figure_of_a_table_is_found_by_row_and_column(tmp_path: Path):
    found, _ = check(word_file(tmp_path))
    assert "“合计”行“支出（万元）”列" in found.noted[0].at.where


def test_the_file_is_identified_by_its_bytes(tmp_path: Path):
    path = text_file(tmp_path, SOUND, encoding="gb18030")
    assert check(path)[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_place_of_a_text_counts_line_ends_as_one(tmp_path: Path):
    path = tmp_path / "r.txt"
    path.write_bytes(f"一、收支情况\r\n{WRONG_RATE}\r\n".encode("gb18030"))
    place = check(path)[0].noted[0].finding.places[0]
    text = f"一、收支情况\n{WRONG_RATE}\n"
    assert text[place.start : place.end] == place.quote == "18.3%"


def test_a_place_of_a_page_is_one_of_its_source(tmp_path: Path):
    path = page_file(tmp_path)
    place = check(path)[0].noted[0].finding.places[0]
    assert path.read_text(encoding="utf-8")[place.start : place.end] == "18.3%"
    assert place.line == 2


def test_a_place_of_a_word_file_names_the_run_and_the_character(tmp_path: Path):
    place = check(word_file(tmp_path))[0].noted[1].finding.places[0]
    assert (place.part, place.paragraph, place.run, place.offset) == ("body", 2, 2, 0)


def test_a_suppressed_finding_is_counted_and_not_told(tmp_path: Path):
    settings = Settings((Suppression("可比价增长", rule="GRO001", quote="18.3%"),))
    found, _ = check(text_file(tmp_path, WRONG_RATE), settings)
    assert found.conclusion is Conclusion.READY
    assert [each.suppression.reason for each in found.suppressed] == ["可比价增长"]


def test_a_level_is_the_unit_s_own(tmp_path: Path):
    settings = Settings(severities={"GRO001": Severity.NOTICE})
    found, _ = check(text_file(tmp_path, WRONG_RATE), settings)
    assert [each.finding.severity for each in found.noted] == [Severity.NOTICE]
    assert found.conclusion is Conclusion.READY


def test_numbers_within_the_unit_s_names_are_no_figures(tmp_path: Path):
    path = text_file(tmp_path, "“百家365社区”项目投入500万元。")
    assert check(path)[0].coverage.figures == 2
    assert check(path, Settings(names=("百家365社区",)))[0].coverage.figures == 1


def test_figures_are_verified_single_or_not_checkable(tmp_path: Path):
    coverage = check(word_file(tmp_path))[0].coverage
    assert coverage.figures == coverage.verified + coverage.single + coverage.uncheckable


def test_what_cannot_be_read_is_an_error_of_the_operator(tmp_path: Path):
    with pytest.raises(UnreadableFile):
        check(tmp_path / "missing.docx")


@pytest.mark.parametrize(
    ("line", "stated", "repair", "consequence"),
    [
        ("预算执行率100%。", "100%", "98.31%", "执行率档次"),
        ("预算执行率97.31%。", "97.31%", "98.31%", ""),
        ("预算执行率85.00%。", "85.00%", "98.31%", "执行率档次"),
        ("支出合计500万元。", "500万元", "600万元", "合计"),
        ("共计13个社区。", "13个", "12个", ""),
        ("道路支出500万元。", "500万元", "600万元", ""),
        ("收入增长。", "增长", "下降", "增减方向"),
    ],
)
def test_a_finding_changes_a_conclusion_by_total_band_or_direction(
    tmp_path: Path, line: str, stated: str, repair: str, consequence: str
):
    _, proof = check(text_file(tmp_path, line))
    start = proof.facts.text.index(stated)
    place = Place(quote=stated, flow=(start, start + len(stated)))
    finding = Finding("XXX001", Severity.ERROR, "", places=(place,), stated=stated, repair=repair)
    assert consequence_of(finding, proof.facts) == consequence


def test_nothing_but_what_we_are_sure_of_keeps_a_report_back():
    from jixiao.reporting.conclusion import is_decisive

    assert is_decisive(Finding("XXX001", Severity.ERROR, ""), "合计")
    assert not is_decisive(Finding("XXX001", Severity.ERROR, "", confidence=Confidence.LOW), "合计")


def test_the_table_of_the_tests_is_wrong_in_one_place():
    assert sum(float(row[2]) for row in TABLE[1:-1]) == 310

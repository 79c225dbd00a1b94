"""Today's ledger in a report that people have edited: figures follow, words stay."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument

from jixiao.document.layout import load_layout
from jixiao.document.readers.word_controls import read_bindings
from jixiao.document.writers import write
from jixiao.narrative.refresh import NotOurs, Refreshed, refresh_file
from jixiao.narrative.report import full_year, write_report
from jixiao.tracking.budget import Change
from jixiao.tracking.year import Year
from tests.narrative.small_year import changed, granted, paid, project, wan, year

LAYOUT = load_layout()
NAMES = ("保洁经费", "绿化经费")


def ledger(spent: str = "92.5", other: str = "50", **more: Any) -> Year:
    return year(
        projects=tuple(
            project(code, name, number=n, results="全年支出{实际支出}，清扫{成果.清扫}。")
            for n, (code, name) in enumerate(zip(("P01", "P02"), NAMES, strict=True), start=1)
        ),
        approval_lines=(granted("100"), granted("50", "P02")),
        entries=(paid(wan(spent)), paid(wan(other), "P02")),
        **more,
    )


def written(tmp_path: Path, of: Year | None = None) -> Path:
    made = of or ledger()
    path = tmp_path / "report.docx"
    write(write_report(made, full_year(made)).document, path, LAYOUT)
    return path


def refreshed(path: Path, today: Year) -> Refreshed:
    return refresh_file(path, today, path, layout=LAYOUT)


def lines(path: Path) -> list[str]:
    return [passage.text for passage in read_bindings(path).passages]


def prose(path: Path) -> str:
    return "\n".join(each.text for each in read_bindings(path).passages if not each.place.table)


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Edit the file as a person would in Word, by paragraphs and their XML."""
    word = WordDocument(str(path))
    change(word)
    word.save(str(path))


def words_of(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph._p.iter() if each.tag.endswith("}t"))


def money_paragraph(word: Any, name: str) -> Any:
    return next(
        each for each in word.paragraphs if f"“{name}”" in words_of(each) and "年初预算" in words_of(each)
    )


def paste_as_plain_text(paragraph: Any, text: str) -> None:
    """What a paste that keeps text only does: the words stay, the controls are gone."""
    for child in list(paragraph._p):
        if not child.tag.endswith("}pPr"):
            paragraph._p.remove(child)
    paragraph.add_run(text)


def comments(path: Path) -> list[str]:
    return [comment.text for comment in WordDocument(str(path)).comments]


def test_an_unchanged_ledger_changes_nothing(tmp_path: Path):
    path = written(tmp_path)
    before = lines(path)
    result = refreshed(path, ledger())
    assert lines(path) == before
    assert result == Refreshed()


def test_a_changed_payment_shows_everywhere_it_should_and_nowhere_else(tmp_path: Path):
    path = written(tmp_path)
    before = lines(path)
    result = refreshed(path, ledger("93.5"))
    after = lines(path)
    assert after == lines(written(tmp_path, ledger("93.5")))
    assert {change.figure for change in result.changed} >= {"保洁经费的实际支出", "重点项目的实际支出"}
    assert not any("绿化经费" in change.figure for change in result.changed)
    touched = [old for old, new in zip(before, after, strict=True) if old != new]
    assert touched
    assert not any("绿化经费" in line for line in touched)


def test_edited_prose_survives(tmp_path: Path):
    path = written(tmp_path)
    edit(path, lambda word: money_paragraph(word, "保洁经费").add_run("办公室另有说明。"))
    refreshed(path, ledger("93.5"))
    assert "实际支出93.50万元，预算执行率93.50%，结余6.50万元。办公室另有说明。" in prose(path)


def test_a_figure_typed_over_by_hand_is_listed_and_follows_the_ledger(tmp_path: Path):
    path = written(tmp_path)

    def overtype(word: Any) -> None:
        for text in money_paragraph(word, "保洁经费")._p.iter():
            if text.tag.endswith("}t") and text.text == "92.50":
                text.text = "99.00"

    edit(path, overtype)
    result = refreshed(path, ledger())
    assert [(each.figure, each.old, each.new) for each in result.overtyped] == [
        ("保洁经费的实际支出（原印92.50）", "99.00", "92.50")
    ]
    assert "99.00万元" not in prose(path)
    assert result.changed == []


def test_figures_whose_controls_a_paste_dropped_are_bound_again_by_their_words(tmp_path: Path):
    path = written(tmp_path)

    def paste(word: Any) -> None:
        paragraph = money_paragraph(word, "保洁经费")
        paste_as_plain_text(paragraph, words_of(paragraph))

    edit(path, paste)
    result = refreshed(path, ledger("93.5"))
    assert "实际支出93.50万元，预算执行率93.50%，结余6.50万元" in prose(path)
    assert "保洁经费的实际支出" in {each.figure for each in result.rebound}
    assert result.lost == []


def test_a_sentence_written_anew_is_bound_by_project_measure_and_old_value(tmp_path: Path):
    path = written(tmp_path)
    edit(
        path,
        lambda word: paste_as_plain_text(
            money_paragraph(word, "保洁经费"),
            "“保洁经费”一年下来，按年初预算100.00万元安排，结余7.50万元，预算执行率为92.50%，平稳。",
        ),
    )
    result = refreshed(path, ledger("93.5"))
    assert "结余6.50万元，预算执行率为93.50%，平稳。" in prose(path)
    assert {each.figure for each in result.lost} == {"保洁经费的实际支出"}


def test_a_number_that_nothing_identifies_is_not_bound_but_listed(tmp_path: Path):
    path = written(tmp_path)
    edit(path, lambda word: paste_as_plain_text(money_paragraph(word, "保洁经费"), "花了92.50万元。"))
    result = refreshed(path, ledger("93.5"))
    assert "花了92.50万元。" in prose(path)
    assert "保洁经费的实际支出" in {each.figure for each in result.lost}


def test_other_words_are_proposed_in_a_comment_and_not_written(tmp_path: Path):
    path = written(tmp_path)
    today = ledger("80", adjustment_lines=(changed(Change.REDUCTION, "20", reason="人数减少"),))
    result = refreshed(path, today)
    assert "年度内未作调整，截至2024年12月31日实际支出80.00万元" in prose(path)
    proposed = "因人数减少，调减20.00万元，调整后预算80.00万元，截至2024年12月31日已全部支出"
    assert any(proposed in comment for comment in comments(path))
    assert any(proposed in each.sentence for each in result.reworded)


def test_refreshing_twice_does_not_pile_up_comments(tmp_path: Path):
    path = written(tmp_path)
    today = ledger("80", adjustment_lines=(changed(Change.REDUCTION, "20", reason="人数减少"),))
    refreshed(path, today)
    once = comments(path)
    refreshed(path, today)
    assert sorted(comments(path)) == sorted(once)


def test_a_project_that_changed_its_band_is_proposed_to_be_moved(tmp_path: Path):
    path = written(tmp_path)
    result = refreshed(path, ledger("80"))
    assert any("宜移到“预算执行率不足90%的1个项目情况如下：”之下" in each for each in comments(path))
    assert refreshed(path, ledger("80")).reworded == result.reworded, "until somebody moves it"


def test_words_that_were_taken_over_are_not_proposed_again(tmp_path: Path):
    path = written(tmp_path)
    today = ledger("80", adjustment_lines=(changed(Change.REDUCTION, "20", reason="人数减少"),))
    proposals = [each.sentence for each in refreshed(path, today).reworded]
    proposed = next(each for each in proposals if each.startswith("由城市管理办公室组织实施的“保洁经费”"))
    edit(path, lambda word: paste_as_plain_text(money_paragraph(word, "保洁经费"), proposed))
    again = refreshed(path, today)
    assert proposed not in {each.sentence for each in again.reworded}


def test_a_word_file_that_is_no_report_of_ours_is_refused(tmp_path: Path):
    path = tmp_path / "other.docx"
    WordDocument().save(str(path))
    with pytest.raises(NotOurs, match="绑定记录"):
        refreshed(path, ledger())


def test_a_figure_in_yuan_stays_in_yuan_while_the_words_beside_it_do(tmp_path: Path):
    path = written(tmp_path, ledger("99.9999"))
    assert "除结余1.00元外" in prose(path)
    result = refreshed(path, ledger("99.5"))
    assert "除结余5,000.00元外" in prose(path)
    assert any("结余0.50万元" in each.sentence for each in result.reworded)


def test_tables_are_made_anew(tmp_path: Path):
    path = written(tmp_path)
    refreshed(path, ledger("93.5"))
    cells = [each.text for each in read_bindings(path).passages if each.place.table]
    assert "93.50" in cells
    assert "92.50" not in cells


@pytest.mark.needs("soffice")
def test_a_round_trip_through_libreoffice_keeps_the_figures_bound(tmp_path: Path):
    path = written(tmp_path)
    out = tmp_path / "round"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    result = refreshed(out / path.name, ledger("93.5"))
    assert "实际支出93.50万元，预算执行率93.50%，结余6.50万元" in prose(out / path.name)
    assert result.lost == []
    assert result.overtyped == []

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordFile

from jixiao.document.layout import load_layout
from jixiao.document.writers import write
from jixiao.example import example_year
from jixiao.narrative.facts import Facts
from jixiao.narrative.report import Draft, chosen_period, write_report
from jixiao.narrative.returned import compare_returned
from jixiao.quantity import Money
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year


@pytest.fixture(scope="module")
def year() -> Year:
    return example_year()


def drafted(year: Year) -> tuple[Draft, Facts]:
    period = chosen_period(year)
    return write_report(year, period), Facts(year, period, load_policy(year.unit.policy), period.end)


@pytest.fixture(scope="module")
def sent(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sent") / "report.docx"
    write(drafted(year)[0].document, path, load_layout("gbt-9704"))
    return path


def edited(sent: Path, folder: Path, old: str, new: str) -> Path:
    """The file after somebody replaced words in one paragraph, in its own runs or by plain text."""
    word = WordFile(str(sent))
    for paragraph in word.paragraphs:
        if old in paragraph.text:
            for run in paragraph.runs:
                if old in run.text:
                    run.text = run.text.replace(old, new)
    path = folder / "back.docx"
    word.save(str(path))
    return path


def test_what_nobody_touched_came_back_unchanged(year: Year, sent: Path):
    draft, facts = drafted(year)
    back = compare_returned(sent, draft, facts)
    assert not back, back
    assert back.unchanged == len(draft.passages)


def test_reworded_prose_comes_back_as_an_edit_whose_figures_are_references(
    year: Year, sent: Path, tmp_path: Path
):
    draft, facts = drafted(year)
    back = compare_returned(edited(sent, tmp_path, "调整后部门预算总额", "经调整部门预算为"), draft, facts)
    assert len(back.reworded) == 1
    told = back.reworded[0]
    assert told.place == "unit/adjusted"
    assert "经调整部门预算为{调整后预算}" in told.edit
    again = write_report(year, chosen_period(year), edits={told.place: told.edit})
    printed = next(each.printed for each in again.passages if each.place == told.place)
    assert printed == told.theirs
    assert not back.drifted


def test_figures_that_are_not_todays_are_told(year: Year, sent: Path):
    entries = tuple(
        replace(each, amount=Money(each.amount.fen + 1_000_000)) if each.project == "P10" else each
        for each in year.entries
    )
    draft, facts = drafted(replace(year, entries=entries))
    back = compare_returned(sent, draft, facts)
    assert not back.reworded
    told = {(each.figure, each.there, each.ledger) for each in back.drifted}
    assert ("社区党组织服务群众经费的实际支出", "383.77", "384.77") in told


def test_text_pasted_without_its_controls_is_bound_again(year: Year, sent: Path, tmp_path: Path):
    draft, facts = drafted(year)
    word = WordFile(str(sent))
    for paragraph in word.paragraphs:
        controls = paragraph._p.xpath("./w:sdt")
        if controls and "结余" in "".join(paragraph._p.xpath(".//w:t/text()")):
            text = "".join(paragraph._p.xpath(".//w:t/text()"))
            for child in list(paragraph._p):
                if not child.tag.endswith("pPr"):
                    paragraph._p.remove(child)
            paragraph.add_run(text + "新加一句。")
    path = tmp_path / "pasted.docx"
    word.save(str(path))
    back = compare_returned(path, draft, facts)
    assert back.reworded
    for each in back.reworded:
        assert "{" in each.edit
        assert each.edit.endswith("新加一句。")


def test_added_and_missing_paragraphs_are_told(year: Year, sent: Path, tmp_path: Path):
    draft, facts = drafted(year)
    word = WordFile(str(sent))
    body = [each for each in word.paragraphs if each.text.startswith("绩效跟踪是预算绩效管理的重要一环")]
    body[0].insert_paragraph_before("主要领导要求补充的一段话，原来没有。")
    last = next(each for each in word.paragraphs if each.text.startswith("对跟踪发现的问题"))
    body[0]._p.getparent().remove(last._p)  # type: ignore[union-attr]
    path = tmp_path / "changed.docx"
    word.save(str(path))
    back = compare_returned(path, draft, facts)
    assert back.added == ("主要领导要求补充的一段话，原来没有。",)
    assert [each.place for each in back.missing] == ["unit/组织实施概述·2"]

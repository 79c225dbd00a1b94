from __future__ import annotations

from jixiao.document.model import Cell, Document, Heading, Paragraph, Row, Sentence, Span, Table
from jixiao.document.model import Column as TableColumn
from jixiao.example import example_year
from jixiao.reporting.fragment import Fragment, Standing, fragment_of, words_of

YEAR = example_year()
FULL_YEAR = next(each for each in YEAR.periods if each.code == "full-year")
MONEY = "年初预算117.94万元，调减5.02万元，调整后预算112.92万元，全年实际支出112.33万元，执行率99.50%。"


def told(fragment: Fragment) -> dict[str, tuple[Standing, str]]:
    return {each.text: (each.standing, each.expected) for each in fragment.figures}


def test_figures_of_money_are_those_of_the_project_it_speaks_of():
    found = told(fragment_of(MONEY, YEAR, FULL_YEAR, "P05"))
    assert found["117.94万元"] == (Standing.SAME, "117.94万元")
    assert found["99.50%"] == (Standing.DIFFERENT, "99.48%")


def test_outputs_that_are_named_are_held_to_the_ledger():
    found = told(fragment_of("现有康复站6个，学员50名，另有志愿者8名。", YEAR, FULL_YEAR, "P05"))
    assert found["6个"] == (Standing.DIFFERENT, "5个")
    assert found["50名"] == (Standing.SAME, "50名")
    assert found["8名"][0] is Standing.UNKNOWN


def test_a_project_whose_name_does_not_say_that_it_is_one_is_known_all_the_same():
    found = told(fragment_of("全年实际支出165.70万元。", YEAR, FULL_YEAR, "P02"))
    assert found["165.70万元"][0] is Standing.SAME


def test_the_words_come_back_as_they_were_written():
    text = "一、完成情况\n" + MONEY + "\n学员50名，\t详见附件"
    assert fragment_of(text, YEAR, FULL_YEAR, "P05").text == text


def test_another_project_that_is_named_keeps_its_own_figures():
    text = "“社区治安环境保安服务费”项目全年实际支出1.00万元。"
    (figure,) = fragment_of(text, YEAR, FULL_YEAR, "P05").different
    assert "社区治安环境保安服务费" in figure.name


def test_a_fragment_of_no_project_is_read_by_the_names_in_it():
    text = "“残疾人职业康复劳动项目”全年实际支出112.33万元。有8名工作人员。"
    assert [each.standing for each in fragment_of(text, YEAR, FULL_YEAR).figures] == [
        Standing.SAME,
        Standing.UNKNOWN,
    ]


def test_the_words_of_a_file_are_its_lines():
    table = Table((TableColumn("甲"),), (Row((Cell((Span("一"),)), Cell((Span("二"),)))),))
    blocks = (
        Heading(1, "一、概况", (Sentence((Span("见下。"),)),)),
        Paragraph((Sentence((Span("支出。"),)),)),
        table,
    )
    assert words_of(Document("", blocks)) == "一、概况见下。\n支出。\n一\t二"


def test_nothing_comes_of_nothing():
    assert fragment_of(" \n ", YEAR, FULL_YEAR, "P05").paragraphs == ()

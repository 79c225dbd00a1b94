from __future__ import annotations

import pytest

from jixiao.facts.budgets.band import Counting
from jixiao.facts.budgets.statement import Statement
from jixiao.facts.facts import Facts, facts_of
from jixiao.facts.naming.measured import Measure
from jixiao.facts.naming.naming import label_of, name_of
from tests.facts.telling import text_document as document_of

TABLE = """单位：万元
序号\t执行部门\t项目名称\t年初预算\t追加\t追减\t调整后预算\t实际支出\t执行率
1\t城管科\t道路保洁经费\t318.40\t-\t20.00\t298.40\t295.42\t99.00%
2\t民政科\t老年食堂补贴\t96.25\t12.50\t-\t108.75\t101.30\t93.15%
3\t文化科\t社区书屋建设\t64.80\t-\t-\t64.80\t51.84\t80.00%
合计\t479.45\t12.50\t20.00\t471.95\t448.56\t95.04%
"""


def facts(text: str) -> Facts:
    return facts_of(document_of(text))


def told(text: str) -> list[tuple[str, Measure, str, bool]]:
    spoken: list[Statement] = list(facts(text).statements.spoken)
    return [(it.path[-1], it.measure, it.figure.text, it.is_firm) for it in spoken]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("“‘无围墙’站点年租金项目”", "无围墙站点年租金"),
        ("《社区报》编辑印刷费", "社区报编辑印刷费"),
        ("道路保洁 项目经费", "道路保洁"),
        ("一、教育支出", "教育支出"),
        ("项目支出", "项目支出"),
    ],
)
def test_one_thing_has_one_name(words: str, name: str):
    assert name_of(words) == name


def test_a_label_keeps_the_word_project():
    assert label_of("（一）项目支出") == "项目支出"


@pytest.mark.parametrize(
    ("words", "measure", "is_firm"),
    [
        ("年初预算金额120万元", Measure.ORIGINAL, True),
        ("年中因面积增加追加预算120万元", Measure.INCREASE, True),
        ("调减项目经费120万元", Measure.REDUCTION, True),
        ("预算调整后金额120万元", Measure.ADJUSTED, True),
        ("截至2023年12月31日实际支出金额120万元", Measure.SPENT, True),
        ("预算执行率98.04%", Measure.RATE, True),
        ("截至2023年10月31日实际支出金额120万元", Measure.SPENT, False),
        ("9月实际支出120万元", Measure.SPENT, False),
        ("其中设备实际支出120万元", Measure.SPENT, False),
        ("计划支出金额120万元", Measure.SPENT, False),
        ("实际支出约120万元", Measure.SPENT, False),
    ],
)
def test_the_words_before_a_figure_say_what_it_measures(words: str, measure: Measure, is_firm: bool):
    assert [(each[1], each[3]) for each in told(f"“道路保洁项目”，{words}。")] == [(measure, is_firm)]


def test_a_verb_behind_the_figure_says_it_too():
    assert told("“道路保洁项目”将尾款75万元进行调减。") == [("道路保洁", Measure.REDUCTION, "75万元", True)]


def test_words_that_name_no_measure_say_nothing():
    assert told("“道路保洁项目”合同金额120万元，项目总投资300万元，占预算的40%。") == []


def test_a_figure_speaks_of_the_project_named_last():
    text = "“道路保洁项目”实际支出10万元；“公厕维护项目”实际支出20万元，执行率98%。"
    assert [each[0] for each in told(text)] == ["道路保洁", "公厕维护", "公厕维护"]


def test_projects_named_together_leave_open_whose_figure_it_is():
    assert [each[3] for each in told("“道路保洁项目”、“公厕维护项目”实际支出20万元。")] == [False]


def test_an_item_of_the_classification_is_known_by_its_path():
    spoken = facts("“教育支出（类）普通教育（款）小学教育（项）”481.53万元，主要用于运转。").statements.spoken
    assert [(it.path, it.measure, it.is_firm) for it in spoken] == [
        (("教育支出", "普通教育", "小学教育"), Measure.AMOUNT, True)
    ]


def test_a_heading_says_of_which_item_its_paragraph_speaks():
    text = "1、教育支出（类）普通教育（款）小学教育（项）。\n全年预算为52.00万元，支出决算为51.32万元。"
    assert [each[:3] for each in told(text)] == [
        ("小学教育", Measure.ADJUSTED, "52.00万元"),
        ("小学教育", Measure.SPENT, "51.32万元"),
    ]


def test_a_statement_faces_the_cells_of_its_row_and_measure():
    document = facts(TABLE + "1.“老年食堂补贴项目”年初预算金额96.25万元，实际支出101.3万元。")
    faced = [
        (it.figure.text, [entry.figure.text for entry in entries])
        for it, entries in document.statements.faced
    ]
    assert faced == [("96.25万元", ["96.25"]), ("101.3万元", ["101.30"])]


def test_another_year_is_no_counterpart():
    document = facts(
        "2023年重点项目支出明细见下表：\n" + TABLE + "“老年食堂补贴项目”2022年实际支出88.6万元。"
    )
    assert list(document.statements.faced) == []


def test_a_table_of_projects_knows_offices_and_its_total():
    (table,) = facts(TABLE).project_tables
    assert [project.name for project in table.projects] == ["道路保洁经费", "老年食堂补贴", "社区书屋建设"]
    assert all(project.office for project in table.projects)
    assert table.total is not None
    assert table.total.figures[Measure.SPENT].text == "448.56"


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        ("预算执行率100%的项目有7个", [1000000], [999999]),
        ("预算执行率90%以上的项目有7个", [900000, 1000000], [899999]),
        ("预算执行率低于90%的项目有7个", [899999, 0], [900000]),
        ("预算执行率超过90%的项目有7个", [900001], [900000]),
        ("预算执行率在60%至90%的项目有7个", [600000, 900000], [599999, 900001]),
    ],
)
def test_a_band_holds_the_rates_that_its_words_say(words: str, inside: list[int], outside: list[int]):
    ((_, (count,)),) = facts(words + "。").project_counts
    assert count.counting is Counting.BAND
    assert count.band is not None
    assert all(count.band.holds(rate) for rate in inside)
    assert not any(count.band.holds(rate) for rate in outside)


def test_projects_of_a_kind_are_told_from_all_of_them():
    ((_, counts),) = facts("本年度跟踪的20个项目中，有13个项目涉及预算调整，占项目总数的65%。").project_counts
    assert [(count.figure.text, count.counting) for count in counts] == [
        ("20个", Counting.ALL),
        ("13个", Counting.ADJUSTED),
    ]
    assert counts[1].share is not None


@pytest.mark.parametrize(
    "opening", ["1.道路保洁经费。", "（一）道路保洁经费项目\n", "二、道路保洁经费：", "道路保洁经费，"]
)
def test_a_project_of_a_table_that_opens_a_paragraph_needs_no_quotes(opening: str):
    document = facts(TABLE + opening + "年初预算金额318.4万元，实际支出295.42万元。")
    assert [it.path for it, _ in document.statements.faced] == [("道路保洁经费",), ("道路保洁经费",)]


def test_an_amount_without_a_year_is_that_of_the_latest_column():
    text = (
        "2023年一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t2022年执行数\t2023年预算数\n"
        "213\t农林水支出\t1820.40\t1905.60\n21301\t农业农村\t1320.30\t1396.30\n"
        "2130101\t行政运行\t820.10\t856.30\n2130108\t病虫害控制\t500.20\t540.00\n"
        "1.农林水（类）农业农村（款）行政运行（项）820.10万元。"
    )
    faced = [[entry.figure.text for entry in entries] for _, entries in facts(text).statements.faced]
    assert faced == [["856.30"]]

from __future__ import annotations

from jixiao.facts.budgets.budget_line import Line, is_one_line
from jixiao.facts.facts import facts_of
from tests.facts.telling import text_document as document_of

TABLE = """2024年全市一般公共预算收入执行表
单位：万元
项目\t2023年完成数\t2024年完成数
一般公共预算收入\t141,620\t153,218
税收收入\t88,010\t93,400
非税收入\t53,610\t59,818
"""


def lines(text: str) -> list[Line]:
    return [it.line for it in facts_of(document_of(text + "\n" + TABLE)).spoken_lines]


def test_a_line_takes_scope_account_and_year_from_the_words_around_it():
    text = "2024年，全市一般公共预算收入完成15.32亿元，其中税收收入9.34亿元。"
    assert lines(text) == [
        Line("一般公共预算收入", "全市", "一般公共预算", 2024),
        Line("税收收入", "全市", "一般公共预算", 2024),
    ]


def test_the_year_of_a_comparison_is_not_that_of_the_line():
    text = "2025年全市一般公共预算收入安排195亿元，比2024年预计数增长1.5%，其中税收收入94亿元。"
    assert [line.year for line in lines(text)] == [2025, 2025]


def test_the_heading_says_of_what_a_paragraph_speaks():
    text = "三、东湖新区2024年预算执行情况\n一般公共预算收入完成2.40亿元。"
    assert [line.scope for line in lines(text)] == ["东湖新区"]


def test_changes_and_shares_are_no_lines():
    assert lines("税收收入增加3亿元，非税收入占比20%，比上年税收收入8亿元多。") == []


def test_lines_of_other_scopes_accounts_or_years_are_other_lines():
    line = Line("税收收入", "全市", "一般公共预算", 2024)
    assert is_one_line(line, line._replace(year=0))
    assert not is_one_line(line, line._replace(scope="市级"))
    assert not is_one_line(line, line._replace(account="政府性基金"))
    assert not is_one_line(line, line._replace(year=2023))

"""Lines that a page wrapped are one paragraph again; lines that are paragraphs stay apart."""

from __future__ import annotations

import re

from jixiao.facts.flow.cells import width
from tests.facts.telling import dropped, flow, prose

PARAGRAPHS = [
    (
        "为做好本年度的预算绩效管理，我街道成立了由主要领导任组长的工作小组，定期听取各科室的汇报，"
        "对执行偏慢的项目逐个分析原因，并将整改情况纳入年终考核，全年共召开专题会议12次。"
    ),
    (
        "截至年底，全年预算安排3,518.85万元，实际支出3,402.17万元，预算执行率为96.68%，比上年同期提高"
        "1.24个百分点，其中基本支出1,210.00万元，项目支出2,192.17万元，均已按合同约定支付完毕。"
    ),
    (
        "下一步，我街道将继续细化预算编制，加强项目前期论证，完善合同条款，并且重视服务对象的满意度"
        "调查，使有限的资金用在居民最需要的地方，同时公开绩效结果，接受居民和社会各界的监督。"
    ),
]


UNIT = re.compile(r"(?:[\d.,%]+|.)[，。、；%]*")


def wrapped(paragraph: str, columns: int = 56, indent: str = "") -> str:
    """The paragraph in lines as a page sets it: numbers whole, no line beginning with a comma."""
    lines = [""]
    for unit in UNIT.findall(indent + paragraph):
        if width(lines[-1].replace("　", "一") + unit) > columns:
            lines.append("")
        lines[-1] += unit
    return "\n".join(lines)


def test_lines_cut_at_one_width_are_one_paragraph() -> None:
    text = "\n".join(map(wrapped, PARAGRAPHS))
    assert prose(flow(text)) == PARAGRAPHS


def test_an_indent_begins_a_paragraph() -> None:
    text = "\n".join(wrapped(each, indent="　　") for each in PARAGRAPHS)
    assert prose(flow(text)) == PARAGRAPHS


def test_a_passage_of_two_lines_is_one_paragraph() -> None:
    assert prose(flow(wrapped(PARAGRAPHS[1], columns=100))) == [PARAGRAPHS[1]]


def test_items_of_one_width_without_closing_marks_stay_apart() -> None:
    items = [
        "道路养护项目预算120.50万元，支出118.20万元，执行率98.09%",
        "绿化养护项目预算220.50万元，支出218.20万元，执行率98.96%",
        "公厕维护项目预算320.50万元，支出318.20万元，执行率99.28%",
        "河道清淤项目预算420.50万元，支出418.20万元，执行率99.45%",
        "社区食堂项目预算520.50万元，支出518.20万元，执行率99.56%",
    ]
    for count in (2, 3, 5):
        assert prose(flow("\n".join(items[:count]))) == items[:count]


def test_first_lines_that_lost_their_indent_do_not_tell_the_width() -> None:
    short = [each[: each.index("，", 36)] + "。" for each in PARAGRAPHS] * 3
    lines = [wrapped("一一" + each, columns=56)[2:] for each in short]
    assert prose(flow("\n".join([*lines, wrapped(PARAGRAPHS[0])]))) == [*short, PARAGRAPHS[0]]


def test_a_parenthesis_goes_on_in_the_next_line() -> None:
    lines = ["全年受理诉求46653件（其中电话诉求41424件、网络诉求", "5229件），办结46653件。"]
    assert prose(flow("\n".join(lines))) == ["".join(lines)]


def test_blank_lines_between_all_lines_part_nothing() -> None:
    text = "\n\n".join(map(wrapped, PARAGRAPHS)).replace("\n", "\n\n")
    assert prose(flow(text)) == PARAGRAPHS


def test_blank_lines_between_paragraphs_part_them() -> None:
    assert prose(flow("\n\n".join(PARAGRAPHS))) == PARAGRAPHS


def test_items_behind_dashes_stay_apart() -> None:
    items = [
        "——一般公共服务支出1650万元，增长40.78%，主要是人员经费增加；",
        "——农林水支出1094万元，增长0.8%。",
    ]
    text = "\n".join([*map(wrapped, PARAGRAPHS), *(wrapped(each) for each in items)])
    assert prose(flow(text))[-2:] == items


def test_lines_of_unlike_width_are_paragraphs_of_their_own() -> None:
    lines = [
        "我街道全年预算安排3,518.85万元，比上年增加218.85万元，增长6.63%。",
        "其中，基本支出安排1,210.00万元，主要用于人员工资和日常办公，比上年略有增加，增加的原因是人员变动。",
        "项目支出安排2,308.85万元，用于环境整治。",
        "年中追加90.00万元，调整后预算3,608.85万元，调整的原因是区里统一安排的老旧小区改造提前开工。",
    ]
    assert prose(flow("\n".join(lines))) == lines


def test_lines_with_commas_of_half_width_are_one_paragraph() -> None:
    narrow = [each.replace("，", ",") for each in PARAGRAPHS]
    assert prose(flow("\n".join(map(wrapped, narrow)))) == narrow


def test_a_number_that_a_line_end_cut_is_whole_again() -> None:
    text = "\n".join(wrapped(each, columns=52) for each in PARAGRAPHS)
    assert "3,518.85万元" in flow(text).text


def test_a_page_number_within_a_sentence_is_dropped() -> None:
    lines = "\n".join(map(wrapped, PARAGRAPHS)).split("\n")
    lines[5:5] = ["— 3 —"]
    read = flow("\n".join(lines))
    assert prose(read) == PARAGRAPHS
    assert dropped(read) == ["— 3 —"]


def test_a_running_head_and_a_page_number_within_a_sentence_are_dropped() -> None:
    pages = []
    body = "\n".join(map(wrapped, PARAGRAPHS * 4)).split("\n")
    for number in range(0, len(body), 10):
        pages += [
            "山前街道二〇二三年度绩效自评报告",
            *body[number : number + 10],
            f"第{number // 10 + 1}页",
        ]
    read = flow("\n".join(pages))
    assert prose(read) == PARAGRAPHS * 4
    assert "山前街道二〇二三年度绩效自评报告" in dropped(read)


def test_a_numbered_item_begins_a_paragraph() -> None:
    items = [f"{n}.{text}" for n, text in enumerate(PARAGRAPHS, 1)]
    read = flow("\n".join(map(wrapped, items)))
    assert prose(read) == items
    assert [each.ordinal.number for each in read.prose if each.ordinal] == [1, 2, 3]


def test_what_follows_an_item_belongs_to_it() -> None:
    item, other, last = (f"{PARAGRAPHS[0]}", PARAGRAPHS[1], PARAGRAPHS[2])
    read = flow("\n".join([f"1.{item}", other, f"2.{last}", other]))
    first, second, third, fourth = read.prose
    assert second.item is first
    assert fourth.item is third


def test_lines_cut_at_one_number_of_characters_are_one_paragraph() -> None:
    for indent in ("", "　　"):
        texts = [indent + paragraph for paragraph in PARAGRAPHS * 2]
        lines = [text[at : at + 28] for text in texts for at in range(0, len(text), 28)]
        assert prose(flow("\n".join(lines))) == PARAGRAPHS * 2


def test_a_number_cut_at_the_end_of_a_line_is_whole_again_in_a_text_of_few_lines() -> None:
    lines = [
        "全年政府采购支出总额1,231.50万元，其中货物支出2",
        "14.30万元、工程支出602.80万元",
        "、服务支出414.40万元。",
    ]
    assert "214.30万元、工程支出602.80万元、服务支出" in flow("\n".join(lines)).text


def test_an_amount_that_begins_a_line_goes_on_with_the_sentence_before() -> None:
    lines = ["街道本年度决算收入总额为2,866.40万元，支出总额为", "2,790.10万元，年末结转76.30万元。"]
    assert "支出总额为2,790.10万元，年末结转" in flow("\n".join(lines)).text

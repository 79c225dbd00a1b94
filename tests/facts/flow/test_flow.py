"""The flow keeps what the document says, and knows of every character where it stood."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document.model import Binding, Document, Paragraph, Sentence, Span
from jixiao.document.place import TextPlace, WordPlace
from jixiao.facts import Flow, Grid, Loose, Prose, flow_of
from jixiao.measure import Key
from tests.facts.telling import dropped, flow, prose, text_document

LINES = st.sampled_from(
    [
        *[
            "",
            "　　",
            "一、基本情况",
            "（一）预算安排",
            "1.年初预算",
            "第一部分 概况",
            "附件1：项目表",
            "目录",
        ],
        *[
            "项目",
            "预算数",
            "决算数",
            "科目编码",
            "收入",
            "支出",
            "合计",
            "其中：人员经费",
            "单位：万元",
            "表1 收支总表",
        ],
        *[
            "1",
            "2",
            "3",
            "201",
            "20103",
            "12.50",
            "3,518.85",
            "-",
            "98.31%",
            "（12.5）",
            "- 3 -",
            "第4页",
            "12个",
        ],
        *[
            "路灯\t12.00\t11.50",
            "公园\t\t3.00",
            "\t河道",
            "街巷    4.00    3.00",
            "食堂 4.00 3.00",
            "注：本表为决算数。",
        ],
        "全年共安排资金3,518.85万元，实际支出3,402.17万元，执行率为96.68%，比上年提高",
        "1.24个百分点，好于预期，主要原因是项目开工早、合同支付及时。",
        "（二）加强组织领导。我街道成立了工作小组，由主要领导任组长。",
        "一、基本情况…………3",
        "some words in Latin script that a line end",
        "山前街道绩效自评报告",
    ]
)


def whole_text(read: Flow) -> list[str]:
    """Each block's text, that of the halves of a table once."""
    ranges = dict.fromkeys((block.start, block.end) for block in read.blocks)
    return [read.text[start:end] for start, end in ranges]


@given(st.lists(LINES, max_size=60))
@settings(max_examples=300, deadline=None)
def test_every_character_of_the_flow_is_that_of_its_place(lines: list[str]) -> None:
    text = "\n".join(lines)
    read = flow(text)
    shown = 0
    for start, stretch in read.pieces.within(0, len(read.text)):
        place = stretch.place
        assert isinstance(place, TextPlace)
        length = len(stretch.text)
        assert read.text[start : start + length] == text[place.start : place.start + length]
        shown += length
    assert shown == sum(not sign.isspace() for sign in read.text) + sum(
        sign.isspace() for _, each in read.pieces.within(0, len(read.text)) for sign in each.text
    )


@given(st.lists(LINES, max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_nothing_comes_twice(lines: list[str]) -> None:
    read = flow("\n".join(lines))
    said = [sign for line in lines for sign in line if not sign.isspace()]
    kept = [sign for sign in "".join([read.text, *dropped(read)]) if not sign.isspace()]
    assert sorted(kept) == sorted(said)


@given(st.lists(LINES, max_size=60))
@settings(max_examples=300, deadline=None)
def test_blocks_stand_in_order_and_cells_within_them(lines: list[str]) -> None:
    read = flow("\n".join(lines))
    assert "".join("".join(whole_text(read)).split()) == "".join(read.text.split())
    for before, after in zip(read.blocks, read.blocks[1:], strict=False):
        assert before.end <= after.start or (before.start, before.end) == (after.start, after.end)
    for grid in read.grids:
        for number, row in enumerate(grid.rows):
            assert row.index == number
            assert row.parent is None or row.parent < number
            for cell in (*row.cells, *row.unplaced):
                if cell:
                    assert grid.start <= cell.start <= cell.end <= grid.end
                    assert cell.row == number


def test_offsets_reach_over_a_line_break_and_over_a_page_number() -> None:
    sentence = "全年共安排资金{}万元，实际支出3,402.17万元，执行率为96.68%，比上年同期有所提"
    lines = [sentence.format(f"3,5{n}8.85") + "\n高，好于预期，主要原因是项目开工早。" for n in range(5)]
    lines[2] = lines[2].replace("\n", "\n- 4 -\n")
    text = "\n".join(lines)
    read = flow(text)
    at = read.text.index("提高", read.text.index("3,528.85"))
    found = read.offsets(at, at + 2)
    assert found
    assert text[found[0] : found[1]] == "提\n- 4 -\n高"
    assert [stretch.text for stretch in read.place(at, at + 2)] == ["提", "高"]


def test_blanks_around_digits_are_no_part_of_the_prose() -> None:
    text = "2019 年，全年预算安排 3,518.85 万元，实际支出 3,402.17 万元，执行率 96.68 %，共 12 项。"
    read = flow(text)
    assert prose(read) == ["2019年，全年预算安排3,518.85万元，实际支出3,402.17万元，执行率96.68 %，共12项。"]
    at = read.text.index("3,518.85万元")
    offsets = read.offsets(at, at + len("3,518.85万元"))
    assert offsets
    assert text[slice(*offsets)] == "3,518.85 万元"


def test_ideographs_that_stand_apart_one_by_one_are_words() -> None:
    text = "中央财政收入 比 去 年 同 期 增 加 205.5 亿元，张三 李四参加。"
    assert prose(flow(text)) == ["中央财政收入比去年同期增加205.5亿元，张三 李四参加。"]


def test_the_blank_behind_the_number_of_a_heading_stays() -> None:
    text = "3 年度工作成效明显，全年完成 5 项。"
    assert prose(flow(text)) == ["3 年度工作成效明显，全年完成5项。"]


def test_offsets_are_none_where_the_document_was_no_text() -> None:
    span = Span("全年支出12.50万元。", place=WordPlace(3, 2))
    read = flow_of(Document("", (Paragraph((Sentence((span,)),)),)))
    assert read.offsets(0, 4) is None
    (stretch,) = read.place(2, 4)
    assert stretch.place == WordPlace(3, 2, 2)


def test_bound_figures_know_their_spans() -> None:
    binding = Binding(Key("unit", "spent"), "万元", "125000")
    spans = (Span("全年支出"), Span("12.50", binding), Span("万元。"))
    read = flow_of(Document("", (Paragraph((Sentence(spans),)),)))
    ((start, end, span),) = read.bound()
    assert (read.text[start:end], span.binding) == ("12.50", binding)
    assert read.span_at(start) is span


def test_a_place_is_found_in_its_block_and_cell() -> None:
    read = flow(
        "全年情况如下，详见下表所列各项。\n项目\t预算数\n路灯\t12.00\n公园\t3.00\n注：未含上年结转。\n35.6"
    )
    at = read.text.index("12.00")
    found = read.cell_at(at + 2)
    assert found
    grid, cell = found
    assert grid.text_of(cell) == "12.00"
    assert isinstance(read.block_at(at), Grid)
    assert isinstance(read.block_at(0), Prose)
    assert isinstance(read.block_at(read.text.index("35.6")), Loose)
    assert read.block_at(len(read.text) + 5) is None
    assert read.cell_at(0) is None


def test_a_text_of_nothing_is_an_empty_flow() -> None:
    for text in ("", "\n\n", "　\n \t \n"):
        read = flow_of(text_document(text))
        assert (read.text, read.blocks) == ("", ())

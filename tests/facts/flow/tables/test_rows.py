"""How deep rows stand, and what they are part of: by code, indent, ordinal, mark and 其中."""

from __future__ import annotations

from jixiao.facts import Grid, RowKind
from tests.facts.telling import only_grid


def tree(grid: Grid) -> list[tuple[str, str]]:
    """Each row below the header with the row that it is part of."""
    return [(row.label, grid.rows[row.parent].label if row.parent is not None else "") for row in grid.body]


def table(*lines: tuple[str, int]) -> Grid:
    return only_grid("\n".join(["项目\t预算数\t决算数", *(f"{name}\t{n}.00\t{n}.50" for name, n in lines)]))


def test_indents_make_a_tree() -> None:
    grid = table(
        ("税收收入", 90), ("　　增值税", 60), ("　　企业所得税", 30), ("非税收入", 20), ("　　罚没收入", 20)
    )
    assert tree(grid) == [
        ("税收收入", ""),
        ("增值税", "税收收入"),
        ("企业所得税", "税收收入"),
        ("非税收入", ""),
        ("罚没收入", "非税收入"),
    ]


def test_ordinals_make_a_tree() -> None:
    grid = table(
        ("一、税收收入", 90), ("1.增值税", 60), ("2.企业所得税", 30), ("二、非税收入", 20), ("1.罚没收入", 20)
    )
    assert [row.level for row in grid.body] == [0, 1, 1, 0, 1]
    assert tree(grid)[4] == ("1.罚没收入", "二、非税收入")


def test_marks_make_a_tree() -> None:
    grid = table(
        ("地区生产总值", 90), ("#第一产业", 10), ("#第二产业", 50), ("##工业", 40), ("#第三产业", 30)
    )
    assert tree(grid) == [
        ("地区生产总值", ""),
        ("#第一产业", "地区生产总值"),
        ("#第二产业", "地区生产总值"),
        ("##工业", "#第二产业"),
        ("#第三产业", "地区生产总值"),
    ]


def test_qizhong_is_part_of_the_row_above() -> None:
    grid = table(("基本支出", 90), ("其中：人员经费", 60), ("项目支出", 30))
    assert grid.body[1].is_among
    assert tree(grid)[1] == ("其中：人员经费", "基本支出")


def test_totals_and_subtotals_are_told_by_their_labels() -> None:
    grid = table(("路灯", 10), ("公园", 20), ("小计", 30), ("河道", 5), ("本年支出合计", 35))
    kinds = [row.kind for row in grid.body]
    assert kinds == [RowKind.DATA, RowKind.DATA, RowKind.SUBTOTAL, RowKind.DATA, RowKind.TOTAL]


def test_a_total_ends_what_stood_above() -> None:
    grid = table(
        ("一、税收收入", 90), ("1.增值税", 90), ("收入合计", 90), ("2.上年结余", 20), ("二、调入资金", 5)
    )
    assert tree(grid)[3] == ("2.上年结余", "")


def test_what_qizhong_lists_stands_beside_the_first() -> None:
    grid = table(
        ("基金收入", 90), ("其中：保险费收入", 60), ("　　　　财政补贴收入", 20), ("　　　　利息收入", 10)
    )
    assert [each for _, each in tree(grid)] == ["", "基金收入", "基金收入", "基金收入"]


def test_a_total_may_be_what_qizhong_is_part_of() -> None:
    grid = table(("合计", 90), ("其中：保险费收入", 60), ("　　　财政补贴收入", 20), ("一、医保基金", 50))
    assert [each for _, each in tree(grid)] == ["", "合计", "合计", ""]


def test_a_complement_is_part_of_the_same_whole() -> None:
    grid = table(("常住人口", 90), ("其中：城镇", 60), ("乡村", 30), ("其中：男性", 46), ("女性", 44))
    assert [each for _, each in tree(grid)] == ["", *["常住人口"] * 4]


def test_what_is_left_in_the_end_is_no_part_of_the_year() -> None:
    grid = table(
        ("一、本年收支结余", 90), ("年末滚存结余", 600), ("二、本年收支结余", 10), ("年末滚存结余", 70)
    )
    assert [each for _, each in tree(grid)] == [""] * 4

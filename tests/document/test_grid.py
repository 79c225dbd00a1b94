from __future__ import annotations

from jixiao.document.grid import body_rows, column_shares, header_rows, placed
from jixiao.document.model import Cell, Column, Row, Span, Table


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Span(text),), columns=columns, rows=rows)


def places(rows: list[Row], columns: int) -> list[list[tuple[int, str, int, int]]]:
    return [
        [(each.column, each.cell.text, each.cell.columns, each.cell.rows) for each in row]
        for row in placed(rows, columns)
    ]


def test_a_cell_below_one_that_reaches_down_stands_beside_it():
    rows = [Row((cell("资金", rows=2), cell("年初"))), Row((cell("支出"),))]
    assert places(rows, 2) == [[(0, "资金", 1, 2), (1, "年初", 1, 1)], [(1, "支出", 1, 1)]]


def test_a_short_row_is_filled_and_a_long_one_cut():
    rows = [Row((cell("甲"),)), Row((cell("乙"), cell("丙"), cell("丁")))]
    assert places(rows, 2) == [[(0, "甲", 1, 1), (1, "", 1, 1)], [(0, "乙", 1, 1), (1, "丙", 1, 1)]]


def test_no_cell_reaches_over_an_edge_or_into_another():
    rows = [Row((cell("甲"), cell("乙", rows=9))), Row((cell("丙", columns=5),))]
    assert places(rows, 3) == [
        [(0, "甲", 1, 1), (1, "乙", 1, 2), (2, "", 1, 1)],
        [(0, "丙", 1, 1), (2, "", 1, 1)],
    ]


def test_header_rows_are_the_columns_headers_and_header_rows_at_the_top():
    columns = (Column("序号"), Column("金额"))
    second, data = Row((cell("（一）"), cell("万元")), is_header=True), Row((cell("1"), cell("2")))
    headed = Table(columns, (second, data))
    assert [[each.text for each in row.cells] for row in header_rows(headed)] == [
        ["序号", "金额"],
        ["（一）", "万元"],
    ]
    assert body_rows(headed) == (data,)
    bare = Table(columns, (data,), headed=False)
    assert header_rows(bare) == ()
    assert body_rows(bare) == (data,)


def test_columns_that_claim_no_width_share_it_equally():
    columns = (Column("甲", 0), Column("乙", 0))
    assert column_shares(Table(columns, ())) == [0.5, 0.5]
    assert column_shares(Table((), ())) == []

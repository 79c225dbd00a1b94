from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import UnreadableFile
from jixiao.exchange.grid import Grid
from jixiao.exchange.list_file import grids_of
from jixiao.exchange.list_reader import ListReading, ListRow, best_layout, layout_of, read_list, usual_unit
from jixiao.quantity import WAN, YUAN, Money, MoneyUnit
from jixiao.tracking.execution import Entry
from jixiao.tracking.noun import attributes
from tests.exchange.files import book

KNOWN = attributes(Entry)
BY_NAME = {each.name: each for each in KNOWN}
HEAD = ["支付日期", "支付凭证号", "项目名称", "收款人名称", "摘要", "支付金额（元）"]
ROWS = [
    ["2019-03-05", "0001", "宣传经费", "某公司", "印刷", "12,000.00"],
    ["2019-04-18", "0002", "垃圾分类", "某中心", "补贴", "8600.50"],
]


def text_of(rows: list[list[str]], separator: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(rows)
    return written.getvalue()


def rows_of(grid: Grid, unit: MoneyUnit | None = None) -> tuple[list[ListRow], ListReading]:
    layout = layout_of(grid, KNOWN)
    assert layout is not None
    columns = {
        layout.first_column + index: BY_NAME[name] for index, name in enumerate(layout.guesses) if name
    }
    reading = ListReading()
    rows = list(read_list(grid, layout.header_row, columns, unit or usual_unit(layout), reading))
    return rows, reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_a_text_is_read_in_whatever_encoding_and_separator_it_came(encoding: str, separator: str):
    (grid,) = grids_of(text_of([HEAD, *ROWS], separator).encode(encoding), "支付.csv")
    rows, _ = rows_of(grid)
    assert [row.values["amount"] for row in rows] == [Money.of("12000"), Money.of("8600.50")]
    assert rows[0].values["date"] == dt.date(2019, 3, 5)
    assert rows[1].values["project"] == "垃圾分类"
    assert rows[0].values["voucher"] == "0001"


def test_a_workbook_is_read_by_the_same_way(tmp_path: Path):
    cells: list[list[object]] = [
        ["支付明细表"],
        ["单位：万元"],
        ["日期", "金额", "项目"],
        [dt.date(2019, 3, 5), 1.2, "宣传经费"],
    ]
    (grid,) = grids_of(book(tmp_path / "a.xlsx", {"明细": cells}).read_bytes(), "a.xlsx")
    layout = layout_of(grid, KNOWN)
    assert layout is not None
    assert (layout.header_row, layout.unit, layout.guesses) == (3, WAN, ("date", "amount", "project"))
    rows, _ = rows_of(grid)
    assert rows[0].values == {
        "date": dt.date(2019, 3, 5), "amount": Money.of("12000"), "project": "宣传经费"
    }  # fmt: skip


def test_the_sheet_whose_header_knows_most_is_taken():
    other = Grid("说明", [["支付日期", "怎么填"], ["a", "b"]])
    rows: list[list[object]] = [[*HEAD], *[list[object](row) for row in ROWS]]
    right = Grid("明细", rows)
    layout = best_layout([other, right], KNOWN)
    assert layout is not None
    assert layout.sheet == "明细"


def test_headers_that_nothing_knows_are_still_shown_to_be_mapped():
    layout = layout_of(Grid("表", [[*"甲乙丙"], ["2019-1-1", "3", "x"]]), KNOWN)
    assert layout is not None
    assert layout.titles == ("甲", "乙", "丙")
    assert layout.guesses == ("", "", "")
    assert layout.samples == (("2019-1-1", "3", "x"),)


def test_the_same_headers_in_another_order_have_the_same_signature():
    one, other = (
        layout_of(Grid("表", [[*head], ["x"] * len(head)]), KNOWN)
        for head in (list(HEAD), list(reversed(HEAD)))
    )
    assert one is not None
    assert other is not None
    assert one.signature == other.signature


def test_rows_of_sums_are_checked_and_never_read():
    (grid,) = grids_of(text_of([HEAD, *ROWS, ["合计", "", "", "", "", "20601.50"]]).encode(), "支付.csv")
    rows, reading = rows_of(grid)
    assert len(rows) == 2
    assert [each for _, each in reading.left_out] == ["合计行，只核对"]
    assert "相差 1.00 元" in reading.findings[0].message


def test_a_faulty_row_says_its_cell_and_the_others_are_read():
    bad = ["2019-02-30", "0003", "宣传经费", "某公司", "印刷", "一万"]
    (grid,) = grids_of(text_of([HEAD, ROWS[0], bad, ROWS[1]]).encode(), "支付.csv")
    rows, _ = rows_of(grid)
    assert [row.unread for row in rows] == [(), ("amount", "date"), ()]
    assert [each.places[0].cell for each in rows[1].findings] == ["A3", "F3"]
    assert not rows[0].findings


def test_a_missing_amount_is_a_fault_of_its_row():
    (grid,) = grids_of(text_of([HEAD, ["2019-03-05", "1", "宣传经费", "a", "b", ""]]).encode(), "支付.csv")
    rows, _ = rows_of(grid)
    assert "没有填" in rows[0].findings[0].message


def test_guards_against_spreadsheets_are_taken_off():
    text = '支付日期,凭证号,金额\n2019-03-05,"=""0001""",5\n2019-03-06,\'0002,6\n2019-03-07,\t0003,7\n'
    (grid,) = grids_of(text.encode("gbk"), "支付.csv")
    rows, _ = rows_of(grid)
    assert [row.values["voucher"] for row in rows] == ["0001", "0002", "0003"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"%PDF-1.4",
        b"PK\x03\x04junk",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk",
        b"\x00\x01\x02",
        b"<html>",
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(data: bytes):
    with pytest.raises(UnreadableFile) as refused:
        grids_of(data, "x.csv")
    assert refused.value.message.endswith("。")


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes):
    try:
        grids = grids_of(data, "x.csv")
    except UnreadableFile:
        return
    for grid in grids:
        if layout_of(grid, KNOWN):
            rows_of(grid)


amounts = st.integers(-(10**12), 10**12).map(Money)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf"]), max_size=12
)


@given(
    st.permutations(HEAD),
    st.lists(
        st.tuples(st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 31)), amounts), min_size=1, max_size=8
    ),
    st.sampled_from(
        ["{0.year}-{0.month}-{0.day}", "{0.year}年{0.month}月{0.day}日", "{0:%Y%m%d}", "{0:%Y/%m/%d}"]
    ),
    st.sampled_from(["{:f}", "{:,.2f}", "¥{:,.2f}"]),
)
def test_whatever_the_order_and_the_spelling_the_same_payments_are_read(
    head: list[str], payments: list[tuple[dt.date, Money]], day: str, amount: str
):
    rows = []
    for number, (date, money) in enumerate(payments):
        told = dict(zip(HEAD, ["", f"V{number}", "某项目", "某人", "某事", ""], strict=True))
        told[HEAD[0]], told[HEAD[5]] = day.format(date), amount.format(money.yuan)
        rows.append([told[each] for each in head])
    (grid,) = grids_of(text_of([list(head), *rows]).encode("gb18030"), "支付.csv")
    read, _ = rows_of(grid, YUAN)
    assert [(row.values["date"], row.values["amount"]) for row in read] == payments


@given(st.lists(st.lists(texts, min_size=6, max_size=6), min_size=1, max_size=6))
def test_messy_rows_are_read_or_say_why_not_but_none_is_lost_in_silence(rows: list[list[str]]):
    (grid,) = grids_of(text_of([HEAD, *rows]).encode("utf-8"), "支付.csv")
    if layout_of(grid, KNOWN) is None:
        return
    read, reading = rows_of(grid)
    told = {row.number for row in read} | {number for number, _ in reading.left_out}
    header = layout_of(grid, KNOWN)
    assert header is not None
    for number in range(header.header_row, grid.end_row):
        if any(str(cell).strip(" \u3000-—–−－/\\／…*") for cell in grid.row(number)):
            assert number + 1 in told
    for row in read:
        assert row.findings or {"date", "amount"} <= row.values.keys()

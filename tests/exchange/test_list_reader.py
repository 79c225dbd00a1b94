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


def page_of(cells: list[list[str]], *, before: str = "") -> str:
    """A list as many systems hand it out: a page of the web under the name of .xls."""
    rows = "".join("<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>\n" for row in cells)
    return f'<html><meta charset="gb2312"><body>{before}<table border=1>{rows}</table></body></html>'


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_a_page_under_the_name_of_a_workbook_is_read_as_a_spreadsheet_program_lays_it_out(encoding: str):
    guarded = [['="0001"' if each == "0001" else each for each in row] for row in ROWS]
    text = page_of([[*HEAD[:-1], "金额"], *guarded], before="<p>支付明细表<p>单位：万元")
    (grid,) = grids_of(text.encode(encoding), "支付.xls")
    layout = layout_of(grid, KNOWN)
    assert layout is not None
    assert (layout.header_row, layout.unit) == (3, WAN)
    rows, _ = rows_of(grid)
    assert [row.values["amount"] for row in rows] == [Money.of("120000000"), Money.of("86005000")]
    assert (rows[0].values["date"], rows[0].values["voucher"]) == (dt.date(2019, 3, 5), "0001")


def test_cells_of_a_page_that_reach_over_others_leave_them_empty():
    text = (
        "<table><tr><td colspan=3>支付明细<tr><td>项目名称<td>支付日期<td>金额"
        "<tr><td rowspan=2>宣传经费<td>2019-03-05<td>1,200.50<tr><td>2019-03-06<td>7</table>"
    )
    (grid,) = grids_of(text.encode(), "支付.xls")
    assert grid.merged == [((0, 0), (0, 2)), ((2, 0), (3, 0))]
    rows, _ = rows_of(grid)
    assert [row.values["project"] for row in rows] == ["宣传经费", "宣传经费"]
    assert rows[1].values["amount"] == Money.of(7)


def test_a_page_keeps_the_cents_that_a_cell_does_not_show_and_its_tables_may_stand_within_another():
    inner = "<table><tr><td>支付日期<td>金额<tr><td>2019-03-05<td x:num='1234.56'>1,234.6</table>"
    (grid,) = grids_of(f"<table><tr><td>{inner}</td></tr></table>".encode(), "支付.xls")
    rows, _ = rows_of(grid)
    assert [row.values["amount"] for row in rows] == [Money.of("1234.56")]


@pytest.mark.parametrize("cell", ["<td colspan=99999 rowspan=0>", "<td colspan=99999>"])
def test_a_page_that_spans_more_than_any_list_is_refused(cell: str):
    with pytest.raises(UnreadableFile, match="万格"):
        grids_of(("<table>" + f"<tr>{cell}1<td>2" * 100 + "</table>").encode(), "支付.xls")


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


@given(st.sampled_from([b"", b"<table><tr><td rowspan=3>"]), st.binary(max_size=400))
def test_no_bytes_break_the_reader(beginning: bytes, data: bytes):
    try:
        grids = grids_of(beginning + data, "x.csv")
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

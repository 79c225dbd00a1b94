from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from jixiao.quantity import WAN, YUAN, Money, Rate
from jixiao.tracking.execution import Nature
from jixiao_web.pages.sheets import SheetColumn, as_workbook, sheet_response


def cell_of(value: Any, **given: Any) -> Any:
    """The cell that a value becomes."""
    content = as_workbook([SheetColumn[Any]("栏", lambda row: row)], [value], title="表", **given)
    return openpyxl.load_workbook(io.BytesIO(content)).active.cell(4, 1)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "kept", "shown"),
    [
        (Money.of("1956.24", WAN), 1956.24, "#,##0.00"),
        (Money(), 0, "#,##0.00"),
        (Money.of("-0.01"), -0.000001, "#,##0.00"),
        (Rate(1, 3), 0.333333, "0.00%"),
        (dt.date(2019, 12, 31), dt.datetime(2019, 12, 31), "yyyy-mm-dd"),  # noqa: DTZ001 - what openpyxl gives
        (Decimal("72.50"), 72.5, "General"),
        (7, 7, "General"),
    ],
)
def test_numbers_and_dates_keep_their_type(value: Any, kept: Any, shown: str):
    cell = cell_of(value)
    assert (cell.value, cell.number_format) == (kept, shown)


@pytest.mark.parametrize(
    "text", ["=1+1", "007", "http://a.b/c", "+8613", "@x", "622202123456789012", " 月坛"]
)
def test_text_stays_text_whatever_it_begins_with(text: str):
    cell = cell_of(text)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("value", [None, "", ()])
def test_absent_is_an_empty_cell_and_never_zero(value: Any):
    assert cell_of(value).value is None


def test_a_number_that_a_cell_cannot_hold_is_written_whole_as_text():
    assert cell_of(Money(123456789012345678), unit=YUAN).value == "1234567890123456.78"


def test_choices_and_truths_speak_the_language_of_the_reader():
    assert (cell_of(Nature.PAYMENT).value, cell_of(value=True).value) == ("支付", "是")
    with translation.override("en"):
        assert cell_of(Nature.PAYMENT).value == "Payment"


def test_a_workbook_holds_title_unit_head_rows_and_total_in_the_order_seen():
    columns = [
        SheetColumn[tuple[str, int]]("项目", lambda row: row[0]),
        SheetColumn("元", lambda row: row[1]),
    ]
    content = as_workbook(
        columns,
        [("乙", 2), ("甲", 1)],
        title="支付[1/2]",
        unit=YUAN,
        total=["合计", 3],
        note="截至 2019-12-31",
    )
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][0] == "支付[1/2]"
    assert "截至 2019-12-31" in str(rows[1][0])
    assert "元" in str(rows[1][0])
    assert rows[2:] == [("项目", "元"), ("乙", 2), ("甲", 1), ("合计", 3)]
    assert sheet.title == "支付_1_2_"


def test_a_list_without_rows_is_a_workbook_still():
    content = as_workbook([SheetColumn[Any]("栏", lambda row: row)], [], title="空")
    assert openpyxl.load_workbook(io.BytesIO(content)).active.max_row == 3  # type: ignore[union-attr]


def test_a_download_bears_its_name_and_the_day():
    response = sheet_response("支付/明细", [SheetColumn[Any]("栏", lambda row: row)], [1])
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "%2F" not in response.headers["Content-Disposition"]

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from jixiao.exchange.holiday_list import HolidayList, read_holiday_file, read_holidays

CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20200124
DTEND;VALUE=DATE:20200126
SUMMARY:春节
  休
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20200119
DTEND;VALUE=DATE:20200120
SUMMARY:春节（班）
END:VEVENT
END:VCALENDAR
"""


def told(found: HolidayList) -> list[tuple[str, bool, str]]:
    return [(each.date.isoformat(), each.is_workday, each.name) for each in found.days]


def test_a_calendar_tells_its_days_without_the_day_after():
    assert told(read_holidays(CALENDAR)) == [
        ("2020-01-19", True, "春节"),
        ("2020-01-24", False, "春节"),
        ("2020-01-25", False, "春节"),
    ]


def test_lines_as_a_notice_writes_them_are_read():
    found = read_holidays("2020年5月1日至2020年5月5日 劳动节 放假\n2020年5月9日（星期六） 上班")
    assert [each.is_workday for each in found.days] == [False] * 5 + [True]
    assert found.days[0].name == "劳动节"


def test_a_workbook_is_read_with_real_dates(tmp_path: Path):
    book = openpyxl.Workbook()
    for row in (["日期", "类型", "名称"], [dt.date(2020, 1, 1), "休", "元旦"], ["20200119", "班", "春节"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "days.xlsx")
    found = read_holiday_file(tmp_path / "days.xlsx")
    assert told(found) == [("2020-01-01", False, "元旦"), ("2020-01-19", True, "春节")]
    assert found.unread == ()


def test_a_text_of_an_old_program_is_read(tmp_path: Path):
    (tmp_path / "days.csv").write_bytes("日期,名称\r\n2020-01-01,元旦\r\n".encode("gb18030"))
    assert told(read_holiday_file(tmp_path / "days.csv")) == [("2020-01-01", False, "元旦")]


def test_rows_that_say_no_day_are_reported_not_dropped():
    found = read_holidays("日期,名称\n2020-01-01,元旦\n2020-02-30,没有这天\n待定,中秋")
    assert [(each.number, each.words) for each in found.unread] == [
        (3, "2020-02-30 没有这天"),
        (4, "待定 中秋"),
    ]


def test_a_span_that_no_holiday_has_is_reported():
    assert read_holidays("2020-01-01至2021-01-01 元旦").unread


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_reported(text: str):
    read_holidays(text)

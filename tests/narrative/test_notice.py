from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from jixiao.document.layout import load_layout
from jixiao.document.model import Heading, Paragraph, Table
from jixiao.document.readers.reading import read_document
from jixiao.document.writers import write
from jixiao.example import example_year
from jixiao.narrative.notice import FOCUS, ORDINARY, THEME, Asked, Round, reminder, round_notice

YEAR = example_year()
FULL_YEAR = next(each for each in YEAR.periods if each.code == "full-year")
ROUND = Round(
    due=dt.date(2020, 1, 3),
    as_of=dt.date(2019, 12, 31),
    asked=[
        Asked("城市管理办公室", "路灯", FOCUS),
        Asked("市民服务中心", "就业", ORDINARY),
        Asked("", "民生", THEME),
    ],
    issuer="综合办公室",
)
DATED = dt.date(2019, 12, 20)


def lines(told: Round) -> list[str]:
    document = round_notice(YEAR, FULL_YEAR, told, dated=DATED).document
    return [
        each.text for each in document.blocks if isinstance(each, Heading | Paragraph) and each.text.strip()
    ]


def test_a_notice_says_to_whom_what_and_until_when():
    told = lines(ROUND)
    assert told[0].replace("\n", "") == "关于报送2019年全年财政支出绩效跟踪材料的通知"
    assert told[1] == "城市管理办公室、市民服务中心："
    assert "2个项目，其中重点项目1个，以及整体成效主题1个" in told[3]
    assert "截至2019年12月31日" in told[4]
    assert "请于2020年1月3日前" in told[5]
    assert told[-4:-2] == ["综合办公室", "2019年12月20日"]


def test_a_notice_lacks_nothing_that_it_must_say():
    assert round_notice(YEAR, FULL_YEAR, ROUND, dated=DATED).gaps == ()


def test_what_was_not_given_is_not_mentioned():
    assert not any("联系" in line or "四、" in line for line in lines(ROUND))
    told = lines(replace(ROUND, contact="王一", phone="6000", more="附照片。"))
    assert "四、其他要求。附照片。" in told
    assert "联系人：王一，联系电话：6000" in told


def test_the_annex_lists_what_each_office_reports_on():
    document = round_notice(YEAR, FULL_YEAR, ROUND, dated=DATED).document
    table = document.blocks[-1]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["1", "城市管理办公室", "路灯", "重点"],
        ["2", "市民服务中心", "就业", "一般"],
        ["3", "—", "民生", "主题"],
    ]


def test_a_notice_comes_back_from_word_as_it_was_written(tmp_path: Path):
    document = round_notice(YEAR, FULL_YEAR, ROUND, dated=DATED).document
    write(document, tmp_path / "notice.docx", load_layout("gbt-9704"))
    assert "绩效跟踪材料的通知" in read_document(tmp_path / "notice.docx").title.replace("\n", "")


def test_a_reminder_names_what_is_missing_and_the_working_days_left():
    told = reminder("甲办公室", "2019年全年绩效跟踪材料", dt.date(2020, 1, 3), 2, ["路灯", "绿化"])
    assert "1月3日（周五）报送，还有2个工作日" in told
    assert "待报2项：路灯、绿化。" in told


def test_a_reminder_after_the_date_asks_for_another_one_instead_of_blaming():
    told = reminder("甲办公室", "材料", dt.date(2020, 1, 2), -1, ["路灯"])
    assert "原定1月2日（周四）报送，已过1个工作日；需要延期请告知" in told
    assert not any(word in told for word in ("逾期", "未按", "务必", "请您", "！"))


def test_a_reminder_names_only_as_many_as_a_message_can_hold():
    told = reminder("甲办公室", "材料", dt.date(2020, 1, 2), 0, [f"项目{each}" for each in range(9)])
    assert "待报9项：项目0、项目1、项目2、项目3、项目4等。" in told

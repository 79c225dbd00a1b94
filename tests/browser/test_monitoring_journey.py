"""Monitoring of the invented unit: from the notice to locked forms, on screen and by workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.browser.site import Site, Stage, served, stage_in
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]

PROJECT, CODE = "老旧楼道修缮", "P05"
SAID: dict[str, dict[str, str]] = {
    "修缮总成本": {"完成值": "120", "完成目标可能性": "确定能"},
    "修缮楼道": {
        "完成值": "5",
        "全年预计值": "12",
        "完成目标可能性": "有可能",
        "偏差原因": "制度保障、人员保障",
        "原因说明": "招标流程比计划晚一个月，施工随之推迟。",
    },
    "完工时间": {"完成情况": "五栋已完工，其余在施工", "完成目标可能性": "确定能"},
    "管理维护机制": {
        "达成程度": "部分达成年度指标并具有一定效果",
        "完成目标可能性": "确定能",
        "偏差原因": "其他",
        "原因说明": "维护协议正在与社区协商。",
    },
    "居民满意度": {"完成值": "91", "完成目标可能性": "确定能"},
}
"""What is said of each indicator, by the labels of its fields."""

TEXTS = {
    "制度建设": "有修缮项目管理办法。",
    "项目管理": "每周召开监理例会。",
    "财务管理": "按进度付款，专账核算。",
    "绩效目标执行出现的偏差": "修缮进度慢于计划。",
    "项目实施存在的问题": "招标组织偏晚。",
    "纠偏整改措施": "增加施工班组。",
    "整改建议": "下年提前招标。",
}
RESULTS = "已修缮楼道，其余在施工。"
WHY = "工程款按完工进度支付，招标推迟使支付随之推迟。"


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The invented unit before anybody has filled in anything."""
    with stage_in(tmp_path_factory.mktemp("invented"), "shifan-2023") as stage:
        yield stage


def announced(site: Site, visitor: Bring) -> tuple[Visitor, str]:
    """A round of the months to July, announced; the path of what it asks for."""
    coordinator = visitor(site, "coordinator")
    page = coordinator.visit("/2023/rounds/open/", name="monitoring-round")
    page.get_by_label("名称").fill("1—7月绩效监控")
    page.get_by_label("期间").select_option("seven-months")
    page.get_by_label("各部门报送日期").fill("2030-08-20")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="发通知").click()
    page.get_by_role("button", name="发出").click()
    page.get_by_text("已发出").wait_for()
    number = page.url.rstrip("/").rsplit("/", 1)[-1]
    return coordinator, f"/2023/results/{number}"


def collected(site: Site, visitor: Bring, coordinator: Visitor, at: str) -> None:
    """The head passes what was sent, the coordinator takes it over; then it is locked."""
    head = visitor(site, "office_head")
    page = head.visit(f"{at}/project/{CODE}/", name="monitoring-read")
    page.get_by_role("button", name="通过").click()
    page.get_by_text("已通过").wait_for()
    page = coordinator.visit(f"{at}/project/{CODE}/take/", name="monitoring-take")
    page.get_by_role("button", name="采用入台账").click()
    page.get_by_text("已采用").first.wait_for()
    page = visitor(site, "clerk").visit(f"{at}/project/{CODE}/", name="monitoring-locked")
    assert page.get_by_role("button", name="送审").count() == 0
    page = coordinator.visit("/2023/monitoring/?as_of=2023-07-31", name="monitoring-lights")
    assert page.get_by_role("row", name=PROJECT).get_by_text("黄").count()


def form_of(visitor: Visitor, at: str, to: Path) -> dict[str, Any]:
    """The cells of the official form as it stands."""
    page = visitor.visit(f"{at}/project/{CODE}/", name="monitoring-form")
    with page.expect_download() as sent:
        page.get_by_role("link", name=".xlsx").click()
    sent.value.save_as(to)
    sheet = openpyxl.load_workbook(to).worksheets[0]
    return {
        each.coordinate: each.value for row in sheet.iter_rows() for each in row if each.value is not None
    }


def typed(page: Page) -> None:
    """Fill in the page as a clerk does."""
    page.get_by_label("完成情况", exact=True).first.fill(RESULTS)
    page.get_by_label("本期没有数量").check()
    page.locator("[name=objectives]").select_option("部分实现")
    page.locator("[name=explanation]").fill(WHY)
    for name, fields in SAID.items():
        row = page.locator(".indicator-rows tbody tr", has_text=name)
        for label, value in fields.items():
            if label == "偏差原因":
                for each in value.split("、"):
                    row.get_by_label(each, exact=True).check()
                continue
            box = row.get_by_label(re.compile(rf"^{label}(（.*）)?$"))
            if box.evaluate("it => it.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)
    for label, value in TEXTS.items():
        page.get_by_label(label, exact=True).fill(value)


def put_into(book: Workbook) -> None:
    """Fill in the workbook that went out."""

    def put(sheet: str, row: int, label: str, value: str) -> None:
        column = next(cell.column for cell in book[sheet][3] if cell.value == label)
        number = value if not value.isdecimal() else int(value)
        book[sheet].cell(row, column).value = number

    def row_of(sheet: str, *words: str) -> int:
        rows = enumerate(book[sheet].iter_rows(min_row=4), start=4)
        return next(number for number, row in rows if set(words) <= {str(each.value) for each in row})

    texts = row_of("完成情况", PROJECT)
    said = {"完成情况": RESULTS, "本期没有数量": "是", "目标完成情况": "部分实现", "原因说明": WHY}
    for label, value in said.items():
        put("完成情况", texts, label, value)
    for name, fields in SAID.items():
        for label, value in fields.items():
            put("指标", row_of("指标", PROJECT, name), label, value)
    for label, value in TEXTS.items():
        put("情况说明", row_of("情况说明", PROJECT), label, value)


def test_monitoring_on_screen_and_by_workbook_ends_in_the_same_form(
    invented: Stage, visitor: Bring, tmp_path: Path
):
    with served(invented, tmp_path / "screen") as site:
        coordinator, at = announced(site, visitor)
        clerk = visitor(site, "clerk")
        page = clerk.visit(f"{at}/project/{CODE}/", name="monitoring-entry")
        visitor(site, "clerk", PHONE).visit(f"{at}/project/{CODE}/", name="monitoring-entry-phone")
        typed(page)
        page.get_by_role("button", name="送审").click()
        page.get_by_text(f"已送审：{PROJECT}").wait_for()
        collected(site, visitor, coordinator, at)
        on_screen = form_of(coordinator, at, tmp_path / "screen.xlsx")

    with served(invented, tmp_path / "workbook") as site:
        coordinator, at = announced(site, visitor)
        page = coordinator.visit(f"{at}/import/", name="monitoring-import")
        with page.expect_download() as sent:
            page.get_by_role("row", name=PROJECT).get_by_role("link", name="下载").click()
        sent.value.save_as(tmp_path / "out.xlsx")
        book = openpyxl.load_workbook(tmp_path / "out.xlsx")
        put_into(book)
        book.save(tmp_path / "back.xlsx")
        page.locator("#file").set_input_files(tmp_path / "back.xlsx")
        page.get_by_role("button", name="核对").click()
        page.get_by_text("指标 · 修缮楼道").wait_for()
        coordinator.look("monitoring-review")
        page.get_by_role("button", name="导入", exact=True).click()
        page.get_by_text("已导入并送审").first.wait_for()
        collected(site, visitor, coordinator, at)
        by_workbook = form_of(coordinator, at, tmp_path / "workbook.xlsx")

    assert on_screen == by_workbook
    assert "5栋" in on_screen.values()
    assert "招标流程比计划晚一个月，施工随之推迟。" in on_screen.values()


def test_the_unit_reports_on_its_own_indicators(invented: Stage, tmp_path: Path, visitor: Bring):
    with served(invented, tmp_path / "data", has_worker=True) as site:
        coordinator, at = announced(site, visitor)
        page = coordinator.visit(f"{at}/unit/unit/", name="unit-entry")
        page.get_by_label("完成值").first.fill("3")
        page.get_by_role("button", name="暂存").click()
        page.get_by_text("已暂存：部门整体").wait_for()
        assert page.get_by_label("完成值").first.input_value() == "3"
        coordinator.visit(f"/2023/results/?round={at.rsplit('/', 1)[-1]}", name="unit-in-the-list")
        phone = visitor(site, "coordinator", PHONE)
        phone.visit(f"{at}/unit/unit/", name="unit-entry-phone")

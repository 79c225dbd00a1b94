"""Somebody without an account: named, sent a workbook, and what comes back is looked at and taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.browser.conftest import PHONE
from tests.browser.site import Site
from tests.browser.test_results_journey import opened
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
PROJECT = "街区环境综合整治"


def filled_in(path: Path) -> Path:
    """The workbook as its person sends it back: with words for its project, and a number that is none."""
    book = openpyxl.load_workbook(path)
    for name, label, value in (("完成情况", "完成情况", "工作簿里写的。"), ("成果", "数量", "约三十")):
        column = next(cell.column for cell in book[name][3] if cell.value == label)
        book[name].cell(4, column).value = value
    book.save(path)
    return path


def test_somebody_without_an_account_reports_by_workbook(
    own_site: Site, visitor: Callable[..., Visitor], tmp_path: Path
):
    coordinator, round_path = opened(own_site, visitor)
    at = f"/2019/results/{round_path.strip('/').rsplit('/', 1)[-1]}"
    page = coordinator.visit(f"{at}/respondents/")
    page.get_by_label(f"填报人 {PROJECT}").fill("王芳")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已改 1 项的填报人").wait_for()

    page = coordinator.visit(f"{at}/import/")
    with page.expect_download() as sent:
        page.get_by_role("row", name="王芳").get_by_role("link", name="下载").click()
    assert sent.value.suggested_filename.endswith("-王芳.xlsx")
    sent.value.save_as(tmp_path / "王芳.xlsx")

    page = coordinator.visit(f"{at}/project/P17/")
    page.get_by_label("完成情况", exact=True).fill("屏幕上后来写的。")
    page.get_by_text("已暂存").first.wait_for()

    page = coordinator.visit(f"{at}/import/")
    page.locator("#file").set_input_files(filled_in(tmp_path / "王芳.xlsx"))
    page.get_by_role("button", name="核对").click()
    page.get_by_text("别人也改过").first.wait_for()
    page.get_by_text("成果!E4").first.wait_for()
    coordinator.look("workbook-review")
    review = page.url.removeprefix(own_site.address)
    visitor(own_site, "coordinator", PHONE).visit(review, name="workbook-review-phone")
    page.get_by_label("工作簿里写的。").check()
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_text("已存入草稿").wait_for()
    page.locator(".toast").get_by_role("button", name="撤销").click()
    page.get_by_text("已撤销").first.wait_for()
    page.get_by_text("别人也改过").first.wait_for()
    results = coordinator.visit(f"{at}/project/P17/").get_by_label("完成情况", exact=True)
    assert results.input_value() == "屏幕上后来写的。"

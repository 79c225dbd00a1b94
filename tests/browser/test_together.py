"""Many forms in one table: kept while one types, pasted from a spreadsheet, one reason for many; and a form
copied cell by cell into another system."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import PHONE
from tests.browser.site import Site
from tests.browser.test_results_journey import PROJECT, opened
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]

PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_many_forms_are_filled_in_together(own_site: Site, visitor: Bring):
    opened(own_site, visitor)
    clerk = visitor(own_site, "clerk")
    page = clerk.visit("/2019/results/")
    page.get_by_role("link", name="集中填报").click()
    clerk.look("together")

    typed = page.get_by_label(f"{PROJECT} 原因说明")
    typed.fill("雨季停工。")
    page.get_by_text("已暂存").wait_for()
    page.reload()
    assert typed.input_value() == "雨季停工。"

    reasons = page.locator("textarea[name$=':explanation']")
    first = reasons.first
    first.evaluate("(field) => field.focus()")
    page.evaluate(f"([text]) => ({PASTE})(document.activeElement, text)", ["甲。\t1\n乙。\t2\n"])
    assert [reasons.nth(0).input_value(), reasons.nth(1).input_value()] == ["甲。", "乙。"]
    page.get_by_role("button", name="暂存").click()
    page.get_by_text("个项目", exact=False).first.wait_for()
    assert reasons.nth(1).input_value() == "乙。"

    page.get_by_label("全选").check()
    page.get_by_label("填到哪一栏").select_option(label="原因说明")
    page.get_by_label("内容", exact=True).fill("据实发放。")
    page.get_by_label("已有内容的也换掉").check()
    page.get_by_role("button", name="填入勾选的").click()
    page.get_by_text("填入").first.wait_for()
    assert {each.input_value() for each in reasons.all()} == {"据实发放。"}

    page.get_by_role("link", name="指标", exact=True).click()
    clerk.look("together-indicators")
    page.get_by_role("link", name="文字", exact=True).click()
    clerk.look("together-words")
    phone = visitor(own_site, "clerk", PHONE)
    phone.visit(page.url.removeprefix(own_site.address), name="together-phone")


def test_a_form_is_copied_cell_by_cell(own_site: Site, visitor: Bring):
    opened(own_site, visitor)
    clerk = visitor(own_site, "clerk", permissions=["clipboard-read", "clipboard-write"])
    page = clerk.visit("/2019/results/")
    page.get_by_role("link", name=PROJECT, exact=True).click()
    page.get_by_role("link", name="逐格复制").click()
    clerk.look("cells")
    held = "navigator.clipboard.readText()"
    page.keyboard.press("Enter")
    page.get_by_text("已复制 项目名称").wait_for()
    assert page.evaluate(held) == PROJECT
    page.keyboard.press("Enter")
    page.get_by_text("已复制 主管部门").wait_for()
    page.get_by_role("button", name="981.88").first.click()
    page.get_by_text("已复制 项目资金 · 年度资金总额 · 年初预算数").wait_for()
    assert page.evaluate(held) == "981.88"
    phone = visitor(own_site, "clerk", PHONE)
    phone.visit(page.url.removeprefix(own_site.address), name="cells-phone")

"""From the finance system's export to the figures of the year, and the whole way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.needs("chromium")
Bring = Callable[..., Visitor]
EXPORT = """\
记账日期,凭证号,项目,金额（元）,收款人,摘要
2019-03-20,记-0311,街道街巷准物业管理服务,1200000.00,服务商乙,一季度物业费
2019-06-21,记-0656,月坛地区保洁经费,"2,500,000.00",服务商丁,上半年保洁
2019-06-30,记-0701,没有登记的项目,1000.00,某公司,杂费
"""


def test_payments_are_imported_change_the_year_and_are_taken_back(
    own_site: Site, visitor: Bring, tmp_path: Path
):
    export = tmp_path / "支付明细.csv"
    export.write_text(EXPORT, encoding="gb18030")
    leader = visitor(own_site, "leader")
    statement = leader.visit("/2019/overview/", name="overview-before").locator("#conclusion")
    expect(statement).to_contain_text("38,768.14")

    finance = visitor(own_site, "finance")
    page = finance.visit("/2019/payments/batches/", name="import")
    assert "还没有选文件" in page.locator(".file-picker").inner_text()
    page.locator("input[type=file]").set_input_files(export)
    assert "还没有选文件" not in page.locator(".file-picker").inner_text()
    page.get_by_role("button", name="读取").click()
    check = page.get_by_role("button", name="核对各行")
    expect(check).to_be_visible(timeout=20_000)
    finance.look("import-columns")
    check.click()
    expect(page.get_by_text("没有登记的项目").first).to_be_visible(timeout=20_000)
    finance.look("import-preview")
    page.get_by_label("用逐笔支付代替").check()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已入账").first).to_be_visible(timeout=20_000)
    finance.look("import-done")

    # 38,768.14 − 1,956.24 − 992.17 + 120.00 + 250.00 + 0.10; the last is of the unit, of no project yet
    leader.page.reload()
    expect(statement).not_to_contain_text("38,768.14")
    expect(statement).to_contain_text("36,189.83")

    page.get_by_role("link", name="撤销批次").click()
    finance.look("import-undo")
    page.get_by_role("button", name="撤销批次").click()
    expect(page.get_by_text("这一批已经撤销").first).to_be_visible(timeout=20_000)
    leader.page.reload()
    expect(statement).to_contain_text("38,768.14")


def test_a_clerk_has_no_way_into_the_import(site: Site, visitor: Bring):
    visitor(site, "clerk").visit("/2019/payments/batches/", status=403)

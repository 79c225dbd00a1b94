"""From the payments to the issued report, as each person of the chain walks it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordFile
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]
EXPORT = """\
记账日期,凭证号,项目,金额（元）,收款人,摘要
2019-06-21,记-0656,月坛地区保洁经费,"2,500,000.00",服务商丁,上半年保洁
"""
GAP = "情况说明"
SIGNERS = ("coordinator", "office_head", "finance", "deputy_leader", "leader")


def test_a_year_goes_from_its_payments_to_the_report_that_went_out(
    own_site: Site, visitor: Bring, tmp_path: Path
):
    _payments_change_the_overview(own_site, visitor, tmp_path)

    coordinator = visitor(own_site, "coordinator")
    page = coordinator.visit("/", name="work-before-the-report")
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="报告").click()
    page.get_by_role("row", name="全年").get_by_role("button", name="起草").click()
    page.wait_for_url("**/reports/*/")
    coordinator.look("report")
    address = page.url.removeprefix(own_site.address)
    _prose_is_rewritten(coordinator, page)
    _typed_digits_are_asked_about(coordinator, page)

    page.get_by_role("link", name="版本").click()
    page.get_by_label("说明").fill("送签前")
    page.get_by_role("button", name="存一版").click()
    coordinator.look("report-versions")
    page.get_by_role("link", name="与现在比").click()
    coordinator.look("report-compare")
    page.goto(f"{own_site.address}{address}")
    _the_desk_finds_the_typed_figure(coordinator, page)

    page.goto(f"{own_site.address}{address}")
    page.get_by_role("link", name="送签").click()
    page.get_by_role("button", name="送签").click()
    expect(page.get_by_role("alert")).to_contain_text(GAP)
    coordinator.look("report-wanting")
    page.locator(".plain-list").get_by_role("link", name=GAP).click()
    _rewrite(
        page, page.locator(".passage:target"), lambda text: text.replace(f"【待补：{GAP}】", "付款在年末")
    )
    page.get_by_role("link", name="送签").click()
    page.get_by_role("button", name="送签").click()
    coordinator.look("report-sign")
    for name in SIGNERS:
        signer = visitor(own_site, name)
        desk = signer.visit("/", name=f"work-{name}")
        desk.get_by_role("row", name="签批").get_by_role("link", name="签批").last.click()
        desk.get_by_role("button", name="同意", exact=True).click()
        signer.look(f"signed-{name}")

    page.reload()
    page.get_by_label("发文字号").fill("月办函〔2020〕3号")
    page.get_by_label("成文日期").fill("2020-01-08")
    page.get_by_role("button", name="印发").click()
    page.get_by_role("heading", name="月办函〔2020〕3号").wait_for(timeout=60_000)
    coordinator.look("report-issued")
    item = page.locator(".file-list li", has_text=".docx").first
    told = item.locator("code").inner_text()
    with page.expect_download() as download:
        item.get_by_role("link").click()
    content = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(content).hexdigest().startswith(told)
    printed = [each.text for each in WordFile(io.BytesIO(content)).paragraphs]
    assert any("另行说明。" in each for each in printed)
    assert any("1,234.56万元" in each for each in printed)
    coordinator.visit("/2019/reports/issued/", name="reports-issued")
    visitor(own_site, "outsider").visit(address, status=403)


def _payments_change_the_overview(site: Site, visitor: Bring, folder: Path) -> None:
    leader = visitor(site, "leader")
    statement = leader.visit("/2019/overview/", name="overview-before").locator("#conclusion")
    expect(statement).to_contain_text("38,768.14")
    export = folder / "支付明细.csv"
    export.write_text(EXPORT, encoding="gb18030")
    finance = visitor(site, "finance")
    page = finance.visit("/2019/payments/batches/", name="import")
    page.locator("input[type=file]").set_input_files(export)
    page.get_by_role("button", name="读取").click()
    page.get_by_role("button", name="核对各行").click(timeout=20_000)
    page.get_by_label("用逐笔支付代替").check(timeout=20_000)
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已入账").first).to_be_visible(timeout=20_000)
    leader.page.reload()
    expect(statement).to_contain_text("38,025.97")  # 38,768.14 − 992.17 + 250.00


def _prose_is_rewritten(coordinator: Visitor, page: Page) -> None:
    paragraph = page.locator(".passage", has_text="社区党组织服务群众经费").first
    paragraph.scroll_into_view_if_needed()
    place = paragraph.get_attribute("id")
    editor = _open(page, paragraph)
    text = editor.get_by_label("文字")
    before = text.input_value()
    assert "{" in before
    text.fill(before + "另行说明。")
    editor.locator(".printed", has_text="另行说明。").wait_for()
    coordinator.look("report-editor")
    editor.get_by_role("button", name="保存").click()
    page.locator(f"div#{place}", has_text="另行说明。").wait_for()


def _typed_digits_are_asked_about(coordinator: Visitor, page: Page) -> None:
    paragraph = page.locator(".passage", has_text="另行说明。").first
    place = paragraph.get_attribute("id")
    editor = _open(page, paragraph)
    text = editor.get_by_label("文字")
    before = text.input_value()
    reference = before[before.index("{") : before.index("}") + 1]
    text.fill(before.replace(reference, "1,234.56万元", 1))
    editor.get_by_role("button", name="保存").click()
    editor.get_by_text("是台账错了").wait_for()
    coordinator.forgive("422")
    coordinator.look("report-typed-digits")
    editor.get_by_role("button", name="只改这里的文字").click()
    page.locator(f"div#{place}", has_text="1,234.56万元").wait_for()


def _the_desk_finds_the_typed_figure(coordinator: Visitor, page: Page) -> None:
    page.get_by_role("button", name="核稿").click()
    finding = page.locator(".card", has_text="1,234.56").first
    finding.wait_for(timeout=60_000)
    coordinator.look("report-on-the-desk")


def _rewrite(page: Page, paragraph: Locator, changed: Callable[[str], str]) -> None:
    place = paragraph.get_attribute("id")
    editor = _open(page, paragraph)
    text = editor.get_by_label("文字")
    text.fill(changed(text.input_value()))
    editor.get_by_role("button", name="保存").click()
    page.locator(f"div#{place}").wait_for()


def _open(page: Page, paragraph: Locator) -> Locator:
    place = paragraph.get_attribute("id")
    paragraph.get_by_role("link", name="改写").click()
    return page.locator(f"form#{place}")


def test_who_has_no_part_in_it_is_refused(own_site: Site, visitor: Bring):
    coordinator = visitor(own_site, "coordinator")
    page = coordinator.visit("/2019/reports/", name="reports")
    page.get_by_role("row", name="全年").get_by_role("button", name="起草").click()
    page.wait_for_url("**/reports/*/")
    address = page.url.removeprefix(own_site.address)
    visitor(own_site, "outsider").visit(address, status=403)
    reader = visitor(own_site, "reviewer")
    seen = reader.visit(address, name="report-reviewer")
    assert seen.get_by_role("link", name="改写").count() == 0
    paragraph = seen.locator(".passage").first
    paragraph.locator("summary").click()
    paragraph.get_by_label("批注").fill("请补充依据。")
    paragraph.get_by_role("button", name="写批注").click()
    seen.locator("#comments", has_text="请补充依据。").wait_for()
    reader.look("report-remark")

"""From the ledger to the issued report, as each person of the chain walks it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.needs("chromium")
Bring = Callable[..., Visitor]
SIGNERS = ("coordinator", "office_head", "finance", "deputy_leader", "leader")


def test_a_report_is_drafted_rewritten_signed_issued_and_downloaded(own_site: Site, visitor: Bring):
    coordinator = visitor(own_site, "coordinator")
    page = coordinator.visit("/2019/reports/", name="reports")
    page.get_by_role("row", name="全年").get_by_role("button", name="起草").click()
    coordinator.look("report")
    address = page.url.removeprefix(own_site.address)

    paragraph = page.locator(".passage", has_text="社区党组织服务群众经费").first
    paragraph.scroll_into_view_if_needed()
    place = paragraph.get_attribute("id")
    paragraph.get_by_role("link", name="改写").click()
    editor = page.locator(f"form#{place}")
    text = editor.get_by_label("文字")
    before = text.input_value()
    assert "{" in before
    text.fill(before + "另行说明。")
    editor.locator(".printed", has_text="另行说明。").wait_for()
    coordinator.look("report-editor")
    editor.get_by_role("button", name="保存").click()
    page.locator(f"div#{place}", has_text="另行说明。").wait_for()

    paragraph = page.locator(f"div#{place}")
    paragraph.get_by_role("link", name="改写").click()
    editor = page.locator(f"form#{place}")
    reference = before[before.index("{") : before.index("}") + 1]
    editor.get_by_label("文字").fill(before.replace(reference, "1,234.56万元", 1))
    editor.get_by_role("button", name="保存").click()
    editor.get_by_text("是台账错了").wait_for()
    coordinator.forgive("422")
    coordinator.look("report-typed-digits")
    editor.get_by_role("button", name="只改这里的文字").click()
    page.locator(f"div#{place}", has_text="1,234.56万元").wait_for()

    page.goto(f"{own_site.address}{address}versions/")
    page.get_by_label("说明").fill("送签前")
    page.get_by_role("button", name="存一版").click()
    coordinator.look("report-versions")
    page.get_by_role("link", name="与现在比").click()
    coordinator.look("report-compare")

    page.goto(f"{own_site.address}{address}sign/")
    page.get_by_role("button", name="送签").click()
    coordinator.look("report-sign")
    for name in SIGNERS:
        signer = visitor(own_site, name)
        desk = signer.visit(f"{address}sign/", name=f"sign-{name}")
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
    assert content.startswith(b"PK")
    coordinator.visit("/2019/reports/issued/", name="reports-issued")


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

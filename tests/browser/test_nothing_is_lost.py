"""What was typed survives: an expired session, two editors, the back button, a second press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]
FORM = "/2019/projects/edit/P03"


def test_a_session_that_expires_in_the_middle_of_a_form_costs_nothing(own_site: Site, visitor: Bring):
    somebody = visitor(own_site, "coordinator")
    page = somebody.visit(FORM, checks_access=False)
    page.get_by_label("受益对象").fill("背街小巷的居民")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    somebody.forgive("403")
    page.get_by_label("用户名").fill("coordinator")
    page.get_by_label("密码").fill("coordinator-password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("已填回上次没有保存的内容")).to_be_visible()
    expect(page.get_by_label("受益对象")).to_have_value("背街小巷的居民")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".toast")).to_contain_text("已保存")
    page.goto(f"{own_site.address}{FORM}")
    expect(page.get_by_label("受益对象")).to_have_value("背街小巷的居民")
    expect(page.get_by_text("已填回上次没有保存的内容")).to_have_count(0)


def test_two_editors_of_one_row_choose_field_by_field(own_site: Site, visitor: Bring):
    first, second = visitor(own_site, "coordinator"), visitor(own_site, "english")
    mine = first.visit(FORM, checks_access=False)
    theirs = second.visit(FORM, checks_access=False)
    theirs.get_by_label("Contacts").or_(theirs.locator("#id_beneficiaries")).first.fill("全体居民")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.locator(".toast")).to_be_visible()
    mine.locator("#id_beneficiaries").fill("沿街商户")
    mine.get_by_role("button", name="保存").click()
    expect(mine.get_by_text("有人同时改了").first).to_be_visible()
    first.forgive("409")
    first.look("conflict")
    expect(mine.get_by_role("row", name="受益对象")).to_contain_text("全体居民")
    expect(mine.get_by_role("row", name="受益对象")).to_contain_text("沿街商户")
    mine.get_by_role("button", name="按选定的保存").click()
    expect(mine.locator(".toast")).to_contain_text("已保存")
    mine.goto(f"{own_site.address}{FORM}")
    expect(mine.locator("#id_beneficiaries")).to_have_value("沿街商户")


def test_an_act_is_undone_from_its_toast(own_site: Site, visitor: Bring):
    somebody = visitor(own_site, "coordinator")
    page = somebody.visit(FORM, checks_access=False)
    before = page.locator("#id_beneficiaries").input_value()
    page.locator("#id_beneficiaries").fill("改错了")
    page.get_by_role("button", name="保存").click()
    page.locator(".toast").get_by_role("button", name="撤销").click()
    page.goto(f"{own_site.address}{FORM}")
    expect(page.locator("#id_beneficiaries")).to_have_value(before)


def test_two_presses_and_the_back_button_write_once(own_site: Site, visitor: Bring):
    page = visitor(own_site, "coordinator").visit(FORM, checks_access=False)
    page.locator("#id_beneficiaries").fill("居民和商户")
    page.get_by_role("button", name="保存").dblclick()
    expect(page.locator(".toast")).to_contain_text("已保存")
    page.go_back()
    page.reload()
    expect(page.locator("#id_beneficiaries")).to_have_value("居民和商户")
    page.goto(f"{own_site.address}/history/")
    assert page.locator("table.trail tbody tr", has_text="coordinator").count() == 1


def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(own_site: Site, visitor: Bring):
    somebody = visitor(own_site, "coordinator")
    page = somebody.visit(FORM, checks_access=False)
    page.locator("#id_name").fill("")
    page.locator("#id_beneficiaries").fill("居民")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#id_name")).to_have_attribute("aria-invalid", "true")
    somebody.forgive("422")
    somebody.look("form-with-error")
    expect(page.locator("#id_beneficiaries")).to_have_value("居民")
    expect(page.locator(".form-errors")).to_be_focused()
    page.keyboard.press("Alt+n")
    expect(page.locator("#id_name")).to_be_focused()

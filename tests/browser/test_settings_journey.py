"""Beginning an installation, keeping accounts, the year as a workbook, the trail, search and help."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, PHONE, ZOOMED
from tests.browser.site import Site, nothing_in, served
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]
PASSWORDS = {"password1": "a-good-one-2026", "password2": "a-good-one-2026"}
SCREENS = (
    "/people/",
    "/people/new/",
    "/people/1/",
    "/settings/",
    "/settings/password/",
    "/history/",
    "/2019/offices/",
    "/2019/offices/new/",
    "/2019/workbook/",
    "/2019/next/",
    "/2019/closing/",
    "/2019/search/?q=物业",
    "/help/results/",
)


@pytest.mark.parametrize("size", [DESKTOP, ZOOMED, PHONE], ids=["desktop", "zoomed", "phone"])
def test_the_screens_of_the_settings_can_be_read_by_all(site: Site, visitor: Bring, size: tuple[int, int]):
    somebody = visitor(site, "coordinator", size)
    for path in SCREENS:
        somebody.visit(path)


def test_the_screens_of_the_settings_can_be_read_in_english(site: Site, visitor: Bring):
    somebody = visitor(site, "english")
    for path in SCREENS:
        page = somebody.visit(path, name=f"english-{path}")
        assert page.get_attribute("html", "lang") == "en"


def test_an_empty_installation_is_begun_by_who_reads_the_console(chromium: Browser, axe: str, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with nothing_in(tmp_path / "empty") as stage, served(stage, tmp_path / "data") as site:
        page = chromium.new_page()
        newcomer = Visitor(site, page, axe)
        newcomer.visit("/", name="begin")
        expect(page.get_by_role("heading", name="首次设置")).to_be_visible()
        log = (site.data / "server.log").read_text("utf-8")
        code = re.findall(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}", log)[-1]
        typed = {
            "code": "ABCD-ABCD-ABCD",
            "name": "某街道办事处",
            "offices": "综合办公室\n城市管理办公室",
            "username": "zhang",
            "full_name": "张三",
            **PASSWORDS,
        }
        for name, words in typed.items():
            page.locator(f"[name={name}]").fill(words)
        before = len(newcomer.complaints)
        page.get_by_role("button", name="开始使用").click()
        expect(page.get_by_text("设置码不对").first).to_be_visible()
        newcomer.forgive("422", since=before)
        newcomer.look("begin-wrong")
        expect(page.get_by_label("姓名")).to_have_value("张三")
        for name, words in {"code": code, **PASSWORDS}.items():
            page.locator(f"[name={name}]").fill(words)
        page.get_by_role("button", name="开始使用").click()
        expect(page.get_by_text("城市管理办公室").first).to_be_visible()
        newcomer.look("begun")
        page.close()


def test_a_newcomer_gets_an_account_and_chooses_a_password_of_their_own(
    own_site: Site, visitor: Bring, chromium: Browser, axe: str
):
    coordinator = visitor(own_site, "coordinator")
    page = coordinator.visit("/people/new/")
    page.locator("[name=username]").fill("li.si")
    page.locator("[name=full_name]").fill("李四")
    page.get_by_label("城市管理办公室").check()
    page.get_by_role("button", name="建账号").click()
    password = page.locator("[data-shown-once] code").inner_text()
    coordinator.look("new-account")
    page.reload()
    expect(page.locator("[data-shown-once]")).to_have_count(0)

    theirs = chromium.new_page()
    newcomer = Visitor(own_site, theirs, axe)
    newcomer.visit("/sign-in/")
    theirs.locator("[name=username]").fill("li.si")
    theirs.locator("[name=password]").fill(password)
    theirs.get_by_role("button", name="登录", exact=True).click()
    expect(theirs.get_by_text("换成自己的，才能继续")).to_be_visible()
    newcomer.look("first-password")
    theirs.locator("[name=old_password]").fill(password)
    for name in ("new_password1", "new_password2"):
        theirs.locator(f"[name={name}]").fill("my-own-2019-one")
    theirs.get_by_role("button", name="改密码").click()
    expect(theirs.get_by_role("link", name="待办").first).to_be_visible()
    theirs.close()


def test_the_year_goes_out_as_a_workbook_and_comes_back_changed_and_back_again(
    own_site: Site, visitor: Bring, tmp_path: Path
):
    coordinator = visitor(own_site, "coordinator")
    page = coordinator.visit("/2019/workbook/")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载工作簿").click()
    file = tmp_path / "年.xlsx"
    download.value.save_as(file)
    book = openpyxl.load_workbook(file)
    cell = next(cell for row in book["项目"].iter_rows() for cell in row if cell.value == "辖区老年人")
    cell.value = "辖区老年人和残疾人"
    book.save(file)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="看差异").click()
    put = page.get_by_role("button", name="换入 1 处")
    expect(put).to_be_visible(timeout=30_000)
    expect(page.locator("ins", has_text="和残疾人")).to_be_visible()
    coordinator.look("workbook-differences")
    put.click()
    expect(page.get_by_text("已换入")).to_be_visible(timeout=30_000)
    coordinator.look("workbook-in-place")
    page.get_by_role("button", name="撤销换入").click()
    expect(page.get_by_text("已撤销").first).to_be_visible()
    coordinator.look("workbook-undone")


def test_a_slash_finds_and_the_question_mark_explains(site: Site, visitor: Bring):
    clerk = visitor(site, "clerk")
    page = clerk.visit("/2019/projects/")
    page.locator("main").click(position={"x": 2, "y": 2})
    page.keyboard.press("/")
    page.keyboard.type("物业")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("物业")
    clerk.look("found")
    clerk.visit("/2019/payments/")
    page.locator("a.help-link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("支付")
    clerk.look("help")


def test_programs_have_a_page_to_try_the_api(site: Site, visitor: Bring):
    page = visitor(site, "finance").visit("/api/docs", checks_access=False)
    expect(page.locator(".opblock").first).to_be_visible()

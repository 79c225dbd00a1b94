"""From the year's conclusion to a project and back, with the keyboard, as a leader reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]
PAGES = (
    "/2019/projects/of/P03",
    "/2019/projects/edit/P03",
    "/2019/projects/new/",
    "/2019/projects/parts/planned_events/new/P03",
    "/2019/projects/?office=城市管理办公室&sort=-spent",
    "/2019/projects/?q=没有的项目",
    "/2019/overview/week/?since=2019-06-01",
    "/2019/overview/?as_of=2019-06-30",
    "/2019/reports/weekly/",
)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_projects_can_be_read_by_all(site: Site, visitor: Bring, size: tuple[int, int]):
    somebody = visitor(site, "coordinator", size)
    for path in PAGES:
        somebody.visit(path)


def test_a_leader_reads_from_the_conclusion_to_the_project(site: Site, visitor: Bring):
    leader = visitor(site, "leader")
    page = leader.visit("/2019/overview/")
    page.locator("#conclusion a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("社区党组织服务群众经费")
    expect(page.locator(".equation")).to_contain_text("85.28%")
    expect(page.locator(".chart svg")).to_be_visible()
    leader.look("project")
    page.get_by_role("button", name="表").click()
    expect(page.get_by_role("cell", name="383.77").first).to_be_visible()


def test_a_figure_says_where_it_comes_from_and_gives_the_focus_back(site: Site, visitor: Bring):
    page = visitor(site, "leader").visit("/2019/overview/")
    rate = page.get_by_role("button", name="98.31%")
    rate.click()
    expect(page.locator(".fig-pop")).to_contain_text("38,768.14 ÷ 39,433.42")
    page.keyboard.press("Escape")
    expect(page.locator(".fig-pop")).to_have_count(0)
    expect(rate).to_be_focused()


def test_the_sheet_is_filtered_added_up_and_walked_by_the_keyboard_alone(site: Site, visitor: Bring):
    leader = visitor(site, "leader")
    page = leader.visit("/2019/projects/focus/")
    page.keyboard.press("f")
    page.keyboard.type("社区", delay=20)
    expect(page.locator("#projects tbody tr")).to_have_count(4)
    expect(page.locator("#projects tfoot")).to_contain_text("5,440.70")
    expect(page.locator("#text-filter")).to_be_focused()
    page.locator("#projects tbody tr").first.locator("td").nth(2).click()
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-selection]")).to_contain_text("求和 945.70")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("社区党组织服务群众经费")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_contain_text("社区教育经费")


def test_what_is_searched_is_suggested_and_opened_by_the_keyboard_alone(site: Site, visitor: Bring):
    leader = visitor(site, "leader")
    page = leader.visit("/2019/overview/")
    field = page.get_by_role("combobox", name="搜索")
    page.keyboard.press("/")
    page.keyboard.type("物业")
    expect(page.get_by_role("option").first).to_contain_text("P03 街道街巷准物业管理服务")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("P03")
    leader.look("suggestions")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("管理")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("街道街巷准物业管理服务")


def test_columns_are_chosen_and_moved_and_the_export_follows(own_site: Site, visitor: Bring):
    page = visitor(own_site, "finance").visit("/2019/projects/")
    page.get_by_role("button", name="列 ").click()
    page.get_by_role("button", name="支出 上移").click()
    page.get_by_role("checkbox", name="成果").uncheck()
    page.get_by_role("button", name="保存").click()
    heads = page.locator("#projects thead th").all_inner_texts()
    assert heads.index("支出") == heads.index("调整后预算") - 1
    assert "成果" not in heads
    with page.expect_download() as download:
        page.get_by_role("link", name="导出所见").click()
    assert download.value.suggested_filename.endswith(".xlsx")

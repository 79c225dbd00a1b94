"""The parts that pages are made of, each at work in the gallery."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, ZOOMED
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]


@pytest.fixture
def gallery(workshop: Site, visitor: Bring) -> Page:
    """The gallery, seen by the coordinator."""
    return visitor(workshop, "coordinator").visit("/gallery/", checks_access=False)


@pytest.mark.parametrize("size", [DESKTOP, ZOOMED, PHONE], ids=["desktop", "zoomed", "phone"])
@pytest.mark.parametrize("who", ["coordinator", "english"])
def test_every_component_can_be_read_by_all(workshop: Site, visitor: Bring, who: str, size: tuple[int, int]):
    visitor(workshop, who, size).visit("/gallery/", name=f"gallery-{who}")


def test_the_gallery_is_for_developers_alone(site: Site, visitor: Bring):
    visitor(site, "coordinator").visit("/gallery/", status=404)


def test_a_figure_says_where_it_comes_from_and_gives_the_focus_back(gallery: Page):
    figure = gallery.locator("button.fig").first
    figure.click()
    popover = gallery.get_by_role("dialog")
    expect(popover).to_contain_text("西财预〔2019〕32号")
    expect(figure).to_have_attribute("aria-expanded", "true")
    gallery.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    expect(figure).to_be_focused()


def test_the_sheet_is_one_tab_stop_and_is_walked_by_arrows(gallery: Page):
    assert gallery.locator("#sheet [tabindex='0']").count() == 1
    gallery.locator("#sheet tbody td").first.click()
    gallery.keyboard.press("ArrowDown")
    gallery.keyboard.press("End")
    expect(gallery.locator("#sheet .cursor")).to_contain_text("黄")
    gallery.keyboard.press("Control+Home")
    expect(gallery.locator("#sheet .cursor")).to_have_text("3")


def test_a_range_of_cells_is_added_up_exactly(gallery: Page):
    gallery.locator("#sheet tbody tr").nth(0).locator("td.num").nth(3).click()
    gallery.keyboard.press("Shift+ArrowDown")
    gallery.keyboard.press("Shift+ArrowDown")
    told = gallery.locator("[data-selection]")
    expect(told).to_contain_text("选中 3 格：计数 3")
    expect(told).to_contain_text("2,519.15")
    expect(told).to_contain_text("839.72")


def test_a_range_of_cells_is_copied_for_a_spreadsheet(workshop: Site, visitor: Bring):
    somebody = visitor(workshop, "coordinator", permissions=["clipboard-read", "clipboard-write"])
    page = somebody.visit("/gallery/", checks_access=False)
    page.locator("#sheet tbody tr").nth(1).locator("td.num").nth(3).click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+c")
    expect(page.locator(".toast")).to_contain_text("已复制 4 格")
    assert page.evaluate("navigator.clipboard.readText()") == "112.91\t112.33\n450.00\t383.77"


def test_what_was_typed_is_there_again_after_the_page_was_lost(gallery: Page):
    field = gallery.locator("#id_name")
    field.fill("社区教育经费")
    field.blur()
    gallery.once("dialog", lambda dialog: dialog.accept())
    gallery.goto(gallery.url.replace("/gallery/", "/gallery/?clean=1"))
    expect(gallery.locator("#id_name")).to_have_value("社区教育经费")
    expect(gallery.get_by_text("已填回上次没有保存的内容")).to_be_visible()
    gallery.get_by_role("button", name="不要了").click()
    expect(gallery.locator("#id_name")).to_have_value("宣传经费")


def test_leaving_with_something_unsaved_asks_first(gallery: Page):
    asked = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    gallery.on("dialog", stay)
    gallery.locator("#id_name").fill("改了")
    gallery.locator(".brand").click()
    gallery.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert "/gallery/" in gallery.url


def test_a_dialog_keeps_the_focus_and_gives_it_back(gallery: Page):
    opener = gallery.get_by_role("button", name="撤销批次…")
    opener.click()
    expect(gallery.get_by_role("button", name="取消")).to_be_focused()
    gallery.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_the_keys_are_listed_and_can_be_switched_off(gallery: Page):
    gallery.keyboard.press("?")
    dialog = gallery.get_by_role("dialog", name="快捷键")
    expect(dialog).to_contain_text("Ctrl")
    dialog.get_by_role("button", name="关掉单字母快捷键").click()
    gallery.keyboard.press("Escape")
    gallery.keyboard.press("?")
    expect(gallery.get_by_role("dialog")).to_have_count(0)


def test_letters_in_a_field_are_letters(gallery: Page):
    gallery.locator("#id_name").fill("")
    gallery.locator("#id_name").type("?gw/j")
    expect(gallery.locator("#id_name")).to_have_value("?gw/j")
    expect(gallery.get_by_role("dialog")).to_have_count(0)


def test_a_letter_of_an_input_method_does_nothing(gallery: Page):
    gallery.evaluate(
        "document.body.dispatchEvent("
        "new KeyboardEvent('keydown', {key: '?', bubbles: true, isComposing: true}))"
    )
    expect(gallery.get_by_role("dialog")).to_have_count(0)


def test_what_opens_from_a_bar_closes_by_escape(gallery: Page):
    menu = gallery.locator(".bar-1-end details").last
    menu.locator("summary").click()
    expect(menu.get_by_role("button", name="退出")).to_be_visible()
    gallery.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")


def test_a_toast_can_be_put_away(gallery: Page):
    expect(gallery.locator(".toast")).to_contain_text("已认领 1 笔支付")
    gallery.locator(".toast [data-close]").click()
    expect(gallery.locator(".toast")).to_have_count(0)


def test_large_type_makes_everything_larger(workshop: Site, visitor: Bring):
    page = visitor(workshop, "clerk").visit("/gallery/", checks_access=False)
    small = page.evaluate("document.querySelector('.menu a').getBoundingClientRect().height")
    page.evaluate("document.documentElement.classList.add('large')")
    assert page.evaluate("document.querySelector('.menu a').getBoundingClientRect().height") > small


def test_a_chart_and_its_table_take_turns(gallery: Page):
    panel = gallery.locator(".panel", has=gallery.locator("[data-chart=waterfall]"))
    expect(panel.locator("svg").first).to_be_visible()
    expect(panel.locator("table")).to_be_hidden()
    panel.get_by_role("button", name="表").click()
    expect(panel.locator("table")).to_be_visible()
    expect(panel.locator(".chart")).to_be_hidden()


def test_a_chart_is_whole_on_paper(gallery: Page):
    expect(gallery.locator("[data-chart=progress] svg")).to_have_attribute(
        "viewBox", re.compile(r"0 0 \d+ \d+")
    )
    gallery.emulate_media(media="print")
    box = gallery.locator("[data-chart=progress] svg").bounding_box()
    panel = gallery.locator(".panel", has=gallery.locator("[data-chart=progress]")).bounding_box()
    assert box
    assert panel
    assert box["height"] > 100
    assert box["x"] + box["width"] <= panel["x"] + panel["width"] + 1
    assert gallery.locator(".bar-1").is_hidden()


def test_without_the_library_the_tables_remain(workshop: Site, visitor: Bring):
    somebody = visitor(workshop, "coordinator")
    somebody.page.route("**/echarts.min.js", lambda route: route.abort())
    somebody.page.goto(f"{workshop.address}/gallery/")
    expect(somebody.page.get_by_text("图没有画出来").first).to_be_visible()
    assert somebody.page.locator(".chart + .no-chart + table").first.is_visible()
    somebody.forgive("ERR_FAILED")

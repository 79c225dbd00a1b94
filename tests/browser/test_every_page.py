"""Every page of the menu, for every role: it opens, in order, and the browser has nothing to complain of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, ZOOMED
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.web.conftest import CAST

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]
ROLES = sorted(set(CAST) - {"outsider"})


def walk(visitor: Visitor, name: str, *, checks_access: bool) -> int:
    """Open every page of the menu and all its tabs, as the person sees them; return how many there were."""
    page = visitor.page
    page.goto(f"{visitor.site.address}/")
    waiting = addresses(page, ".menu a")
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        visitor.visit(path, name=f"{name}-{path}", checks_access=checks_access)
        waiting = addresses(page, ".tabs a") + waiting
    return len(seen)


def addresses(page: Page, selector: str) -> list[str]:
    """Where these links lead; each leads somewhere."""
    found = page.eval_on_selector_all(selector, "all => all.map(each => each.getAttribute('href'))")
    assert all(each.startswith("/") for each in found), f"{page.url}: {found}"
    return [str(each) for each in found]


@pytest.mark.parametrize("who", ROLES)
def test_every_page_that_the_menu_shows_opens(site: Site, visitor: Bring, who: str):
    assert walk(visitor(site, who), who, checks_access=False) > 10


@pytest.mark.parametrize("size", [DESKTOP, ZOOMED, PHONE], ids=["desktop", "zoomed", "phone"])
def test_every_page_of_the_coordinator_can_be_read_by_all(site: Site, visitor: Bring, size: tuple[int, int]):
    walk(visitor(site, "coordinator", size), "coordinator", checks_access=True)


def test_every_page_can_be_read_in_english(site: Site, visitor: Bring):
    somebody = visitor(site, "english")
    walk(somebody, "english", checks_access=True)
    assert somebody.page.get_attribute("html", "lang") == "en"


def test_an_outsider_is_refused_and_told_so(site: Site, visitor: Bring):
    somebody = visitor(site, "outsider")
    page = somebody.visit("/", status=403)
    assert "没有这项权限" in page.inner_text("main")


def test_an_address_that_does_not_exist_leads_on(site: Site, visitor: Bring):
    page = visitor(site, "clerk").visit("/2019/nothing-of-the-kind/", status=404)
    assert page.locator("main a.btn.primary").is_visible()

"""Every page of the menu, for every role: it opens, in order, and the browser has nothing to complain of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import DESKTOP, PHONE, ZOOMED
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.web.conftest import CAST

pytestmark = pytest.mark.needs("chromium")
Bring = Callable[..., Visitor]
ROLES = sorted(set(CAST) - {"outsider"})


def pages_of(visitor: Visitor) -> list[str]:
    """The addresses of the menu and of all its tabs, as the person sees them."""
    found: dict[str, None] = {}
    visitor.page.goto(f"{visitor.site.address}/")
    links = "elements => elements.map(each => each.getAttribute('href'))"
    for address in visitor.page.eval_on_selector_all(".menu a", links):
        assert address.startswith("/"), f"a word of the menu leads to {address}"
        found[address] = None
        visitor.page.goto(f"{visitor.site.address}{address}")
        for tab in visitor.page.eval_on_selector_all(".tabs a", links):
            assert tab.startswith("/"), f"a tab of {address} leads to {tab}"
            found[tab] = None
    return list(found)


@pytest.mark.parametrize("who", ROLES)
def test_every_page_that_the_menu_shows_opens(site: Site, visitor: Bring, who: str):
    somebody = visitor(site, who)
    pages = pages_of(somebody)
    assert len(pages) > 10
    for path in pages:
        somebody.visit(path, checks_access=False, name=f"{who}-{path}")


@pytest.mark.parametrize("size", [DESKTOP, ZOOMED, PHONE], ids=["desktop", "zoomed", "phone"])
def test_every_page_of_the_coordinator_can_be_read_by_all(site: Site, visitor: Bring, size: tuple[int, int]):
    somebody = visitor(site, "coordinator", size)
    for path in pages_of(somebody):
        somebody.visit(path)


def test_every_page_can_be_read_in_english(site: Site, visitor: Bring):
    somebody = visitor(site, "english")
    for path in pages_of(somebody):
        page = somebody.visit(path, name=f"english-{path}")
        assert page.get_attribute("html", "lang") == "en"


def test_an_outsider_is_refused_and_told_so(site: Site, visitor: Bring):
    somebody = visitor(site, "outsider")
    page = somebody.visit("/", status=403)
    assert "没有这项权限" in page.inner_text("main")


def test_an_address_that_does_not_exist_leads_on(site: Site, visitor: Bring):
    page = visitor(site, "clerk").visit("/2019/nothing-of-the-kind/", status=404)
    assert page.locator("main a.btn.primary").is_visible()

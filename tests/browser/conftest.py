"""A real Chromium before the real site: served by the processes that serve it in production.

The stage is set once; a test that changes something asks for `own_site`, a copy of it with somebody who does
the long work. Where the environment variable JIXIAO_SCREENSHOTS names a folder, each page that a test visits
leaves its picture there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from jixiao_web.frontend.fetch import FOR_TESTS, NotFetched, fetch
from tests.browser.site import Site, Stage, served, stage_in
from tests.browser.visitor import Visitor

DESKTOP = (1366, 768)
ZOOMED = (1093, 614)
PHONE = (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What changes nothing in the database is the same on each."""
    for item in items:
        if {"site", "workshop"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.one_database)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core; nothing on the second database, where it would find the same."""
    if os.environ.get("JIXIAO_TEST_DATABASE"):
        return ""
    try:
        fetch(for_tests=True)
    except NotFetched as error:
        pytest.skip(f"needs axe-core: {str(error).splitlines()[-1]}")
    return (FOR_TESTS / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium, which asks nothing of a network by itself.

    It is gone with the last test of a file: the loop by which it is driven stops tests of Django.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The data of the site as the tests find it, and everybody's session."""
    with stage_in(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture(scope="session")
def site(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site for tests that change nothing."""
    with served(stage, tmp_path_factory.mktemp("site") / "data") as site:
        yield site


@pytest.fixture(scope="session")
def workshop(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as developers run it, with the gallery of all components."""
    with served(stage, tmp_path_factory.mktemp("workshop") / "data", JIXIAO_DEBUG="1") as site:
        yield site


@pytest.fixture
def own_site(stage: Stage, tmp_path: Path) -> Iterator[Site]:
    """A site for one test alone, which may change it."""
    with served(stage, tmp_path / "data", has_worker=True) as site:
        yield site


@pytest.fixture
def visitor(chromium: Browser, axe: str) -> Iterator[Callable[..., Visitor]]:
    """Brings somebody of the cast before a site: `visitor(site, "clerk", PHONE)`.

    A zoomed page is the page of the desktop with less room: there only its width is looked at.
    """
    opened: list[tuple[BrowserContext, Visitor]] = []

    def bring(site: Site, who: str = "", size: tuple[int, int] = DESKTOP, **options: Any) -> Visitor:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="en-GB" if who == "english" else "zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        if who:
            context.add_cookies([{"name": "sessionid", "value": site.sessions[who], "url": site.address}])
        opened.append((context, Visitor(site, context.new_page(), "" if size == ZOOMED else axe)))
        return opened[-1][1]

    yield bring
    for context, visitor in opened:
        context.close()
        assert visitor.complaints == []

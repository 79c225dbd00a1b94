"""A real Chromium before the real site: served by the process that serves it in production.

The stage is set once; a test that changes something asks for `own_site`, a copy of it. Where the environment
variable JIXIAO_SCREENSHOTS names a folder, each page that a test visits leaves its picture there.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from jixiao_web.frontend.fetch import FOR_TESTS, NotFetched, fetch

ROOT = Path(__file__).parents[2]
DESKTOP = (1366, 768)
ZOOMED = (1093, 614)
PHONE = (390, 844)
LONGEST_START = 30
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: its address, its data, and the session of everybody of the cast."""

    address: str
    data: Path
    sessions: dict[str, str]


@dataclass
class Visitor:
    """Somebody before the screen; what their browser complains of is collected, and fails the test."""

    site: Site
    page: Page
    axe: str
    complaints: list[str] = field(default_factory=list)

    def visit(self, path: str, *, status: int = 200, name: str = "", checks_access: bool = True) -> Page:
        """Open a page and look whether anything is wrong with it."""
        before = len(self.complaints)
        answer = self.page.goto(f"{self.site.address}{path}")
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        if status >= 400:
            self._forgive(before, str(status))
        self.look(name or path, checks_access=checks_access)
        return self.page

    def look(self, name: str, *, checks_access: bool = True) -> None:
        """Wait for the page to be still; then nothing may be wrong with it."""
        self.page.wait_for_load_state("load")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self.picture(name)
        if checks_access:
            self.complaints += [f"{name}: {each}" for each in self.violations()]
        width = self.page.viewport_size or {"width": 0}
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > width["width"]:
            self.complaints.append(f"{name}: {wide} px wide on a screen of {width['width']}")
        assert self.complaints == []

    def violations(self) -> list[str]:
        """What axe-core holds to be a serious or critical fault."""
        self.page.evaluate(self.axe)
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
        )
        return [
            f"{each['id']}: {node['target']} {node['failureSummary']}"
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]

    def picture(self, name: str) -> None:
        """Leave a picture, where somebody wants pictures."""
        folder = os.environ.get("JIXIAO_SCREENSHOTS")
        if folder:
            width = (self.page.viewport_size or {"width": 0})["width"]
            plain = name.strip("/").replace("/", "-").replace("?", "_") or "home"
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{plain}-{width}.png")

    def _forgive(self, since: int, told: str) -> None:
        """A page that is refused on purpose makes the browser say so."""
        self.page.wait_for_load_state("load")
        self.complaints[since:] = [each for each in self.complaints[since:] if told not in each]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    try:
        fetch(for_tests=True)
    except NotFetched as error:
        pytest.skip(f"needs axe-core: {str(error).splitlines()[-1]}")
    return (FOR_TESTS / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium, which asks nothing of a network by itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The data of the site as the tests find it, and everybody's session."""
    folder = tmp_path_factory.mktemp("stage")
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.stage"],
        cwd=ROOT,
        env=_environment(folder),
        check=True,
        capture_output=True,
        text=True,
    )
    return folder, json.loads(told.stdout)


@pytest.fixture(scope="session")
def site(stage: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site for tests that change nothing."""
    with _serve(stage, tmp_path_factory.mktemp("site") / "data") as served:
        yield served


@pytest.fixture(scope="session")
def workshop(stage: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as developers run it, with the gallery of all components."""
    with _serve(stage, tmp_path_factory.mktemp("workshop") / "data", JIXIAO_DEBUG="1") as served:
        yield served


@pytest.fixture
def own_site(stage: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Site]:
    """A site for one test alone."""
    with _serve(stage, tmp_path / "data") as served:
        yield served


@pytest.fixture
def visitor(chromium: Browser, axe: str) -> Iterator[Callable[..., Visitor]]:
    """Brings somebody of the cast before a site: `visitor(site, "clerk", PHONE, language="en")`."""
    opened: list[tuple[BrowserContext, Visitor]] = []

    def bring(
        site: Site,
        who: str = "",
        size: tuple[int, int] = DESKTOP,
        *,
        language: str = "zh-hans",
        **options: Any,
    ) -> Visitor:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="en-GB" if language == "en" else "zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        cookies = {"language": language} | ({"sessionid": site.sessions[who]} if who else {})
        context.add_cookies(
            [{"name": name, "value": value, "url": site.address} for name, value in cookies.items()]
        )
        visitor = Visitor(site, context.new_page(), axe)
        _listen(visitor)
        opened.append((context, visitor))
        return visitor

    yield bring
    for context, visitor in opened:
        context.close()
        assert visitor.complaints == []


def _listen(visitor: Visitor) -> None:
    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visitor.complaints.append(f"{visitor.page.url}: {message.type} {message.text}")

    def request(asked: Request) -> None:
        if not asked.url.startswith((visitor.site.address, "data:", "blob:")):
            visitor.complaints.append(f"{visitor.page.url} asks another host: {asked.url}")

    visitor.page.on("console", console)
    visitor.page.on("pageerror", lambda error: visitor.complaints.append(f"{visitor.page.url}: {error}"))
    visitor.page.on("request", request)


@contextmanager
def _serve(stage: tuple[Path, dict[str, str]], data: Path, **settings: str) -> Iterator[Site]:
    shutil.copytree(stage[0], data)
    port = _free_port()
    log = data / "server.log"
    with log.open("wb") as told:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"),
                *(
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(port),
                    "--no-access-log",
                    "jixiao_web.wsgi:application",
                ),
            ],
            cwd=ROOT,
            env=_environment(data) | settings,
            stdout=told,
            stderr=told,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address, server, log)
        yield Site(address, data, stage[1])
    finally:
        server.terminate()
        server.wait(10)


def _environment(data: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JIXIAO_", "DATABASE_"))
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "jixiao_web.settings",
        "JIXIAO_DATA": str(data),
        "JIXIAO_DEMO": "1",
        "JIXIAO_DEBUG": "",
        "JIXIAO_SECRET_KEY": "for the tests alone",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/favicon.ico", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the site did not start:\n{log.read_text('utf-8', 'replace')}")

"""Somebody before the screen, whose browser must have nothing to complain of."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.site import Site

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@dataclass
class Visitor:
    """Somebody before the screen; what their browser complains of is collected, and fails the test."""

    site: Site
    page: Page
    axe: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._see)

    def visit(self, path: str, *, status: int = 200, name: str = "", checks_access: bool = True) -> Page:
        """Open a page and look whether anything is wrong with it."""
        before = len(self.complaints)
        answer = self.page.goto(f"{self.site.address}{path}")
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        if status >= 400:
            self.forgive(str(status), since=before)
        self.look(name or path, checks_access=checks_access)
        return self.page

    def look(self, name: str, *, checks_access: bool = True) -> None:
        """Wait for the page to be still; then nothing may be wrong with it."""
        self.page.wait_for_load_state("networkidle" if self.page.locator(".chart").count() else "load")
        self.picture(name)
        if checks_access and self.axe:
            self.complaints += [f"{name}: {each}" for each in self.violations()]
        size = self.page.viewport_size or {"width": 0}
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            self.complaints.append(f"{name}: {width} px wide on a screen of {size['width']}")
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

    def forgive(self, told: str, *, since: int = 0) -> None:
        """A page that is refused on purpose makes the browser say so: forget it."""
        self.page.wait_for_load_state("load")
        self.complaints[since:] = [each for each in self.complaints[since:] if told not in each]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {message.type} {message.text}")

    def _see(self, asked: Request) -> None:
        if not asked.url.startswith((self.site.address, "data:", "blob:")):
            self.complaints.append(f"{self.page.url} asks another host: {asked.url}")

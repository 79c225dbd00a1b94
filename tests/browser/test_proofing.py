"""The proofing desk in a real browser: bring a file, read it beside its findings, decide, take it away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, ZOOMED
from tests.browser.site import Site, Stage, served
from tests.browser.visitor import Visitor
from tests.reporting.files import SOUND, STYLE, WRONG_RATE, text_file, word_file

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.one_database]
Bring = Callable[..., Visitor]
DONE = 30_000


@pytest.fixture(scope="module")
def desk(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with somebody who proofs; each test brings papers of its own."""
    with served(stage, tmp_path_factory.mktemp("desk") / "data", has_worker=True) as site:
        yield site


def proofed(visitor: Visitor, path: Path) -> Page:
    """Send a file from the desk, and wait for what comes of it."""
    page = visitor.visit("/2019/proofing/", checks_access=False)
    page.set_input_files('input[type="file"]', str(path))
    page.get_by_role("button", name=re.compile("开始核稿|Proof it")).click()
    page.locator(".desk, .job .error-text").first.wait_for(timeout=DONE)
    return page


@pytest.mark.parametrize("size", [DESKTOP, ZOOMED, PHONE], ids=["desktop", "zoomed", "phone"])
def test_the_desk_can_be_read_by_all(desk: Site, visitor: Bring, tmp_path: Path, size: tuple[int, int]):
    somebody = visitor(desk, "clerk", size)
    proofed(somebody, word_file(tmp_path))
    somebody.look("proofing-run")
    for rest in ("", "runs/", "rules/", "rules/TAB001/"):
        somebody.visit(f"/2019/proofing/{rest}")


def test_a_paper_is_worked_through_by_keys_alone(desk: Site, visitor: Bring, tmp_path: Path):
    somebody = visitor(desk, "coordinator")
    page = proofed(somebody, word_file(tmp_path))
    expect(page.locator(".card.current .number")).to_have_text("1")
    expect(page.locator("mark.accused.on")).to_have_text("320.00")
    page.keyboard.press("j")
    expect(page.locator(".card.current .number")).to_have_text("2")
    expect(page.locator("mark.accused.on").first).to_be_in_viewport()
    page.keyboard.press("k")
    before = len(somebody.complaints)
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    expect(page.locator(".card.current .error-text")).to_contain_text("判为无误要写理由")
    somebody.forgive("422", since=before)
    page.keyboard.type("另有一行没有列出")
    page.keyboard.press("Enter")
    expect(page.locator("#tallies")).to_contain_text("判为无误 1")
    expect(page.locator(".card.current .number")).to_have_text("2")
    page.keyboard.press("a")
    expect(page.locator("#tallies")).to_contain_text("已采纳 1")
    expect(page.locator("#tallies")).to_contain_text("未处理 0")
    with page.expect_download(timeout=DONE) as download:
        page.get_by_role("button", name="写批注稿").click()
    document = docx.Document(str(download.value.path()))
    assert [each.text.splitlines()[0][:4] for each in document.comments] == ["【错误】"]
    assert "<w:ins " in document.element.xml
    somebody.look("proofing-decided")


def test_a_reply_is_whole_when_it_is_seen_however_slow_the_machine(
    desk: Site, visitor: Bring, tmp_path: Path
):
    somebody = visitor(desk, "clerk")
    page = proofed(somebody, word_file(tmp_path))
    page.evaluate(
        """() => {
          let settled = 0;
          window.late = 0;
          document.addEventListener("htmx:afterSettle", () => { settled += 1; });
          document.addEventListener("htmx:afterSwap", () => {
            const before = settled;
            queueMicrotask(() => setTimeout(() => { if (settled === before) window.late += 1; }));
          });
        }"""
    )
    before = len(somebody.complaints)
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    expect(page.locator(".card.current .error-text")).to_contain_text("判为无误要写理由")
    somebody.forgive("422", since=before)
    assert page.evaluate("window.late") == 0


def test_text_and_findings_lead_to_each_other(desk: Site, visitor: Bring, tmp_path: Path):
    page = proofed(visitor(desk, "clerk"), word_file(tmp_path))
    page.locator("article mark.accused", has_text="18").first.click()
    expect(page.locator(".card.current .number")).to_have_text("2")
    page.locator(".card.current .jump").nth(1).click()
    page.get_by_role("button", name="只看有发现的段").click()
    expect(page.get_by_text(SOUND)).to_be_hidden()
    page.get_by_role("button", name="全文").click()
    expect(page.locator("article")).to_contain_text("10.0%")
    expect(page.locator(".map a")).to_have_count(2)
    page.get_by_label("标出已核数字").uncheck()
    expect(page.locator("article")).to_have_class(re.compile("no-sound"))


def test_the_next_version_keeps_what_was_decided_and_is_compared(desk: Site, visitor: Bring, tmp_path: Path):
    somebody = visitor(desk, "clerk")
    page = proofed(somebody, text_file(tmp_path, WRONG_RATE, STYLE, name="半年报告（第1稿）.txt"))
    page.keyboard.press("d")
    page.keyboard.type("可比价增长")
    page.keyboard.press("Enter")
    expect(page.locator("#tallies")).to_contain_text("判为无误 1")
    page.get_by_text("重新核稿").click()
    page.set_input_files("#version-file", str(text_file(tmp_path, WRONG_RATE, name="半年报告（第2稿）.txt")))
    page.get_by_role("button", name="送核下一版").click()
    page.locator(".desk").wait_for(timeout=DONE)
    expect(page.locator(".bar-2")).to_contain_text("第 2 版")
    expect(page.locator("#tallies")).to_contain_text("判为无误 1")
    page.get_by_role("link", name="与第 1 版比较").click()
    expect(page.locator("main")).to_contain_text("删去")
    somebody.look("proofing-compare")


def test_a_scan_is_answered_with_one_sentence(desk: Site, visitor: Bring, tmp_path: Path):
    scan = tmp_path / "扫描.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    somebody = visitor(desk, "reviewer")
    page = proofed(somebody, scan)
    expect(page.locator(".error-text")).to_contain_text("扫描.png 是扫描件（图片），没有文字层")
    expect(page.get_by_role("link", name="换一个文件")).to_be_visible()
    somebody.look("proofing-scan")


def test_the_desk_speaks_english(desk: Site, visitor: Bring, tmp_path: Path):
    somebody = visitor(desk, "english")
    page = proofed(somebody, word_file(tmp_path))
    expect(page.locator(".cover")).to_contain_text("Verified")
    page.keyboard.press("a")
    expect(page.locator("#f1 .tag")).to_have_text("Accepted")
    expect(page.locator("#f1 .title")).to_contain_text("is not the sum of the rows that it adds up: 320.00")
    somebody.look("proofing-english")

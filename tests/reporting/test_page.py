from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html as tree

from jixiao.reporting.page import page_of
from jixiao.reporting.settings import Settings, Suppression
from tests.reporting.files import SOUND, STYLE, WRONG_RATE, check, text_file, word_file


def page(path: Path, settings: Settings | None = None) -> str:
    return page_of(*check(path, settings))


def parsed(text: str) -> Any:
    return tree.fromstring(text)


def test_the_page_needs_nothing_else(tmp_path: Path):
    text = page(word_file(tmp_path))
    assert not re.findall(r"""(?:src|href)=["'](?!#)""", text)
    assert "@import" not in text
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_every_mark_leads_to_its_finding_and_back(tmp_path: Path):
    root = parsed(page(word_file(tmp_path)))
    ids = {each.get("id") for each in root.iter() if each.get("id")}
    links = [each.get("href")[1:] for each in root.iter("a") if each.get("href")]
    assert set(links) <= ids
    assert {f"f{number}" for number in (1, 2)} <= set(links)
    assert {"p1-0", "p2-0"} <= set(links)


def test_the_text_of_the_report_is_all_there(tmp_path: Path):
    root = parsed(page(word_file(tmp_path)))
    for tag in root.xpath("//article//a[contains(@class, 'tag')]"):
        tag.text = ""
    text = "".join(root.xpath("//article")[0].itertext())
    for words in ("一、收支情况", WRONG_RATE[:-1], SOUND, "绿化", "320.00"):
        assert words in text


def test_a_mark_stands_on_the_figure_with_its_level(tmp_path: Path):
    root = parsed(page(text_file(tmp_path, WRONG_RATE, STYLE)))
    marks = {each.text_content(): each.get("class") for each in root.xpath("//article//mark")}
    assert marks["18.3%"] == "accused error"
    assert marks["截止"] == "accused style"
    assert marks["120.0亿元"].startswith("operand")


def test_verified_figures_are_marked(tmp_path: Path):
    root = parsed(page(text_file(tmp_path, SOUND)))
    assert [each.text for each in root.xpath("//article//span[@class='sound']")] == [
        "220.0亿元",
        "20.0亿元",
        "10.0%",
    ]


def test_a_report_without_findings_says_that_this_proves_nothing(tmp_path: Path):
    text = page(text_file(tmp_path, SOUND))
    assert "可以报" in text
    assert "没有发现不等于都对" in text


def test_what_is_suppressed_is_named_with_its_reason(tmp_path: Path):
    text = page(text_file(tmp_path, WRONG_RATE), Settings((Suppression("可比价<b>", rule="GRO001"),)))
    assert "不再提示 1 处" in text
    assert html.escape("可比价<b>") in text


def test_words_of_the_report_cannot_become_markup(tmp_path: Path):
    text = page(text_file(tmp_path, "<script>alert(1)</script>" + WRONG_RATE))
    assert "<script>alert" not in text


@pytest.mark.needs("chromium")
def test_a_browser_runs_it_without_a_word_of_complaint(tmp_path: Path):
    path = tmp_path / "核稿.html"
    path.write_text(page(word_file(tmp_path)), encoding="utf-8")
    said = subprocess.run(
        [
            *(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={tmp_path / 'profile'}",
            ),
            *(
                "--window-size=1366,768",
                "--enable-logging=stderr",
                "--virtual-time-budget=2000",
                "--dump-dom",
                path.as_uri(),
            ),
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert 'class="card error current open"' in said.stdout or "card error open current" in said.stdout
    assert "CONSOLE" not in said.stderr
    assert said.stdout.count('aria-expanded="true"') == 1

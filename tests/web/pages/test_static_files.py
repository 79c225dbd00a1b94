"""What is served needs no browser of this year, no other host, and no exception from the security policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.templatetags.static import static
from django.test import Client

import jixiao_web
from jixiao_web.pages import stamp

pytestmark = pytest.mark.one_database

ROOT = Path(jixiao_web.__file__).parent
STYLES = sorted(ROOT.rglob("static/**/*.css"))
SCRIPTS = sorted(ROOT.rglob("static/**/*.js"))
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))


def named(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", STYLES, ids=named(STYLES))
def test_a_style_sheet_asks_no_more_than_chromium_92_knows(path: Path):
    text = without_comments(path.read_text("utf-8"))
    too_new = re.findall(
        r"light-dark\(|oklch\(|oklab\(|color-mix\(|:has\(|@container|@layer|@scope|text-wrap|field-sizing|"
        r"\bd[vs]vh|\d[sld]v[hw]\b|\binset-area|anchor-name|@property|accent-colour|:popover-open|@starting-style|&\s*[.:\[>]",
        text,
    )
    assert too_new == []
    depth = 0
    for character in re.sub(r"@media[^{]*\{|@supports[^{]*\{|@page[^{]*\{", "", text):
        depth += (character == "{") - (character == "}")
        assert depth <= 1, f"{path.name}: a rule inside a rule"


@pytest.mark.parametrize("path", STYLES, ids=named(STYLES))
def test_a_style_sheet_names_no_other_host(path: Path):
    assert re.findall(r"https?:|@import|//[a-z]", without_comments(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named(SCRIPTS))
def test_a_script_runs_no_text_as_code_or_markup(path: Path):
    text = path.read_text("utf-8")
    found = re.findall(
        r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|"
        r"setAttribute\(\"style\"",
        text,
    )
    assert found == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named(SCRIPTS))
def test_a_script_asks_no_more_than_chromium_92_knows(path: Path):
    text = path.read_text("utf-8")
    found = re.findall(
        r"structuredClone|Object\.hasOwn|\.findLast\(|\.toSorted\(|\.toReversed\(|\.toSpliced\(|Object\.groupBy|"
        r"Promise\.withResolvers|static \{|showPopover|/v[;,)]|\.isWellFormed",
        text,
    )
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named(TEMPLATES))
def test_a_template_holds_no_inline_style_or_script(path: Path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|hx-on|hx-vars|[\"']js:", text) == []
    for attributes in re.findall(r"<script([^>]*)>", text):
        assert "src=" in attributes or "application/json" in attributes


@pytest.mark.parametrize("path", TEMPLATES, ids=named(TEMPLATES))
def test_a_template_names_no_other_host(path: Path):
    assert re.findall(r"(?:src|href)=[\"']https?://", path.read_text("utf-8")) == []


def test_every_icon_that_is_asked_for_is_drawn():
    drawn = set(
        re.findall(r'<symbol id="([^"]+)"', (ROOT / "pages/static/pages/icons.svg").read_text("utf-8"))
    )
    asked = {
        (name, path.relative_to(ROOT).as_posix())
        for path in TEMPLATES
        for name in re.findall(r"\{% icon ['\"]([^'\"]+)['\"]", path.read_text("utf-8"))
    }
    assert {each for each in asked if each[0] not in drawn} == set()


def test_every_static_file_that_a_template_names_is_there():
    here = {
        path.relative_to(folder).as_posix()
        for folder in ROOT.glob("*/static")
        for path in folder.rglob("*.*")
    }
    asked = {
        name
        for path in TEMPLATES
        for name in re.findall(r"\{% static ['\"]([^'\"]+)['\"]", path.read_text("utf-8"))
        if not name.startswith(("django_htmx/", "vendored/", "ninja/"))
    }
    assert asked - here == set()


def test_a_browser_keeps_what_it_was_served(db: None, client: Client):
    answer = client.get(static("pages/tokens.css"))
    assert b"".join(answer).startswith(b"/*")
    assert "immutable" in answer["Cache-Control"]
    answer.close()


def test_another_file_has_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stamp, "ROOT", tmp_path)
    style = tmp_path / "pages/static/pages/tokens.css"
    style.parent.mkdir(parents=True)
    style.write_text("a")
    before = stamp.stamp()
    style.write_text("b")
    assert stamp.stamp() != before

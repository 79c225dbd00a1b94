"""What the pages show is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.cli.conftest import Jixiao, jixiao

__all__ = ["jixiao"]

ROOT = Path(__file__).parent.parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
READMES = ("README.md", "README.zh-CN.md")
SCREEN = 70  # lines of source that render as about one screen


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("name", READMES)
def test_the_first_thing_in_a_readme_is_what_the_command_really_prints(
    jixiao: Jixiao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = text.split("```")[1].strip("\n").splitlines()
    monkeypatch.chdir(tmp_path)
    said = jixiao(*shlex.split(shown[0].removeprefix("$ jixiao ")))
    assert said.code == 0, said.err
    rest = said.lines
    for line in shown[1:]:
        if line == "…":
            continue
        assert line in rest, f"not printed, or not in this order: {line}"
        rest = rest[rest.index(line) + 1 :]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_about_one_screen(name: str):
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= SCREEN


def test_both_readmes_say_the_same_things():
    shapes = [
        [
            (re.match("#+", line) or [""])[0] or line.split("`")[1]
            for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
            if line.startswith(("#", "| `"))
        ]
        for name in READMES
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    broken = [
        link for link in links if link[0] != "#" and not (page.parent / unquote(link.split("#")[0])).exists()
    ]
    assert broken == []


def commands() -> list[tuple[str, str]]:
    """Every command line that a page shows, with the page's name."""
    return [
        (named(page), line.strip().removeprefix("$ "))
        for page in PAGES
        for block in re.findall(r"```\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for line in block.splitlines()
        if line.strip().removeprefix("$ ").startswith("jixiao ")
    ]


@pytest.mark.parametrize(("page", "line"), commands())
def test_every_command_that_a_page_shows_exists_with_its_options(jixiao: Jixiao, page: str, line: str):
    words = shlex.split(line, comments=True)[1:]
    name = words[:2] if words[0] == "year" else words[:1]
    help_page = jixiao(*name, "--help").out
    assert help_page, page
    known = {*re.findall(r"(?<![\w-])--?[a-z][\w-]*", help_page), "--lang"}
    assert {word for word in words if re.fullmatch("--?[a-z][a-z-]*", word)} <= known


def packages(text: str) -> set[str]:
    return set(re.findall(r"\b(?:libreoffice-\w+|poppler-utils|chromium|fonts-[\w-]+)\b", text))


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_contributors_are_told_of_every_package_that_the_proof_installs(name: str):
    proof = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    installed = re.search(r"^packages=\((.*)\)$", proof, flags=re.MULTILINE)
    assert installed is not None
    assert packages((ROOT / name).read_text(encoding="utf-8")) == packages(installed[1])

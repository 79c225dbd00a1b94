from __future__ import annotations

import ast
import inspect
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from jixiao import cli
from jixiao.cli.app import app
from jixiao.cli.language import counted, say, speak, without_language
from jixiao.cli.words import CHINESE

SOURCES = sorted(Path(inspect.getfile(cli)).parent.glob("*.py"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    speak("en")
    yield
    speak("en")


def said_by_code() -> Iterator[str]:
    """Every text that is handed to `say` or `counted` as it stands in the code."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            told = {"say": node.args[:1], "counted": node.args[1:]}.get(node.func.id, [])
            for argument in told:
                for each in choices(argument):
                    yield each.value


def choices(argument: ast.expr) -> Iterator[Any]:
    """The texts that an argument may be: itself, or either side of a condition."""
    if isinstance(argument, ast.Constant):
        yield argument
    elif isinstance(argument, ast.IfExp):
        yield from choices(argument.body)
        yield from choices(argument.orelse)


def said_by_help() -> Iterator[str]:
    """Every text of the help pages; a shell that adds commands brings their words along."""
    waiting: list[Any] = [typer.main.get_command(app)]
    while waiting:
        command = waiting.pop()
        if command.callback and not command.callback.__module__.startswith("jixiao.cli"):
            continue
        waiting += getattr(command, "commands", {}).values()
        yield from (" ".join(part.split()) for part in (command.help or "").split("\n\n") if part.strip())
        yield from (each.help for each in command.params)


def test_all_that_is_said_has_its_chinese():
    assert {*said_by_code(), *said_by_help()} - CHINESE.keys() == set()


def test_nothing_is_translated_that_nobody_says():
    handed_on = {  # texts that reach `say` through a table
        name
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(name := node.value, str)
        and source.name != "words.py"
    }
    assert CHINESE.keys() - {*said_by_code(), *said_by_help(), *handed_on} == set()


@pytest.mark.parametrize(("english", "chinese"), CHINESE.items())
def test_both_languages_have_the_same_slots(english: str, chinese: str):
    assert slots(english) == slots(chinese)


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "JIXIAO_LANG": "zh"}, "zh"),
        (["--lang", "en"], {"JIXIAO_LANG": "zh"}, "en"),
        (["track", "year.xlsx", "--lang=zh"], {}, "zh"),
    ],
)
def test_the_argument_speaks_before_the_environment(
    arguments: list[str], environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("locale.getlocale", lambda _: (None, None))
    assert without_language(arguments, environment)[0] == language


def test_a_system_without_such_variables_is_asked_for_its_locale(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("locale.getlocale", lambda _: ("Chinese (Simplified)_China", "936"))
    assert without_language([], {})[0] == "zh"


def test_what_stands_behind_two_dashes_is_no_option():
    assert without_language(["explain", "--", "--lang"], {"LANG": "C"})[1] == ["explain", "--", "--lang"]


def test_counting_knows_one_and_many():
    assert counted(1, "{n} row", "{n} rows") == "1 row"
    assert counted(1200, "{n} row", "{n} rows") == "1,200 rows"
    speak("zh")
    assert counted(1, "{n} row", "{n} rows") == "1 行"


def test_a_text_without_slots_may_hold_braces():
    assert say("COMMAND …") == "COMMAND …"

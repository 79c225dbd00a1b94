"""The program as a user starts it: languages, encodings, ways to fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.cli import running
from jixiao.cli.width import width
from jixiao.errors import JixiaoError, PolicyError
from tests.cli.conftest import Jixiao

PROGRAM = (sys.executable, "-m", "jixiao")


def started(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)], env=kept | environment, capture_output=True, check=False
    )


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "zh_CN.UTF-8"])
def test_chinese_is_written_as_utf_8_in_every_locale(example_workbook: Path, locale: str):
    done = started("track", example_workbook, LC_ALL=locale)
    assert done.returncode == 0
    assert "月坛街道" in done.stdout.decode("utf-8")


def test_a_terminal_of_another_chinese_encoding_is_respected(example_workbook: Path):
    done = started("track", example_workbook, PYTHONIOENCODING="gbk")
    text = done.stdout.decode("gbk")
    assert "月坛街道" in text
    assert "######" in text, "blocks take two columns there"


def test_nobody_hears_of_a_reader_that_has_gone_away(example_workbook: Path):
    process = subprocess.Popen(
        [*PROGRAM, "track", str(example_workbook)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_an_interruption_ends_with_130(jixiao: Jixiao, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jixiao.cli.loading.load_year", interrupted)
    said = jixiao("track", "year.xlsx")
    assert (said.code, said.out) == (130, "")
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("arguments", "language", "told"),
    [
        (["trakc"], "en", "There is no command trakc. Did you mean track?"),
        (["trakc"], "zh", "没有 trakc 这个命令。 是不是 track？"),
        (["track", "a", "b"], "en", "There is one argument too many: b"),
        (["track", "a", "b"], "zh", "多了参数：b"),
        (["track", "a", "--sinse", "x"], "en", "There is no option --sinse. Did you mean --since?"),
        (["track", "a", "--since"], "zh", "--since 后面要跟一个值。"),
        (["track"], "zh", "缺少 YEAR："),
        (["year"], "zh", ""),
    ],
)
def test_what_is_mistyped_is_said_in_the_users_language(
    jixiao: Jixiao, arguments: list[str], language: str, told: str
):
    said = jixiao(*arguments, "--lang", language)
    assert said.code == 2
    assert told in said.err
    assert "Traceback" not in said.err


def test_without_a_command_the_help_is_shown(jixiao: Jixiao):
    assert jixiao().out == jixiao("--help").out


@pytest.mark.parametrize(
    "command", ["", "report", "forms", "letter", "track", "year map", "year check", "explain", "example"]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_help_fits_the_terminal(jixiao: Jixiao, command: str, language: str):
    said = jixiao(*command.split(), "--help", "--lang", language)
    assert said.code == 0
    examples = said.lines.index("Examples" if language == "en" else "示例") if command else None
    assert max(map(width, said.lines[:examples])) <= 80
    assert ("Usage: " if language == "en" else "用法：") in said.lines[0]


def test_an_error_of_the_core_says_its_kind_in_english(jixiao: Jixiao):
    assert jixiao("track", "nothing.xlsx").err.startswith("Error: ")
    told = running.told(PolicyError("找不到提纲“x”。"))
    assert told == "A policy, outline or layout file is not as expected. 找不到提纲“x”。"
    assert running.told(JixiaoError("坏了", english="It broke.")) == "It broke."


def test_rules_are_listed_and_explained(jixiao: Jixiao):
    listed = jixiao("rules")
    assert listed.code == 0
    code = next(line for line in listed.lines if line.startswith("  ")).split()[0]
    explained = jixiao("explain", code.lower())
    assert explained.out.startswith(f"## {code} ")
    unknown = jixiao("explain", "XYZ999")
    assert unknown.code == 2
    assert "XYZ999" in unknown.err


def test_the_version_is_told(jixiao: Jixiao):
    assert jixiao("--version").out.startswith("jixiao ")


def test_help_does_not_load_what_only_commands_need():
    heavy = {"rich.table", "lxml", "openpyxl", "docx", "typst", "python_calamine", "jixiao.tracking"}
    script = (
        "import sys; from jixiao.cli.running import run; run(['--help']); print(*sys.modules, sep=chr(10))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert heavy & set(done.stdout.splitlines()) == set()

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from jixiao.cli.program import program, typed


def test_a_program_on_the_path_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["/usr/bin/jixiao"])
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/jixiao")
    assert program() == ["jixiao"]


def test_another_of_that_name_on_the_path_is_not_taken_for_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["/home/clerk/.venv/bin/jixiao"])
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/jixiao")
    assert program() == ["/home/clerk/.venv/bin/jixiao"]


def test_a_module_is_called_as_a_module(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["/lib/jixiao/__main__.py"])
    assert program()[1:] == ["-m", "jixiao"]


@pytest.mark.skipif(sys.platform == "win32", reason="quoting is the shell's")
def test_a_path_with_blanks_can_be_pasted_into_a_shell():
    assert shlex.split(typed("jixiao", "track", Path("/绩效 跟踪/year.xlsx"))) == [
        "jixiao",
        "track",
        "/绩效 跟踪/year.xlsx",
    ]

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from jixiao.cli.running import run
from jixiao.example import example_year
from jixiao.exchange import write_workbook


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Jixiao = Callable[..., Said]


@pytest.fixture
def jixiao(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Jixiao:
    """Call the program with arguments, in English and 80 columns unless the test says otherwise."""
    for name in ("JIXIAO_LANG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str | Path) -> Said:
        code = run([str(each) for each in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def example_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example year as a workbook, to be read only."""
    path = tmp_path_factory.mktemp("example") / "年度.xlsx"
    write_workbook(example_year(), path)
    return path


def words(text: str) -> str:
    """The text in one line, however it was broken."""
    return re.sub(r"\s+", " ", text)

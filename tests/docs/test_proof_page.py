"""The page on proofing a report: its settings are read, its Python runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jixiao.reporting.settings import load_settings
from tests.reporting.files import WRONG_RATE, text_file

PAGE = (Path(__file__).parent.parent.parent / "docs" / "howto" / "proof-a-report.md").read_text("utf-8")


def shown(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)
    assert found is not None
    return found[1]


def test_the_settings_of_the_page_are_settings(tmp_path: Path):
    (tmp_path / "jixiao.toml").write_text(shown("toml"), encoding="utf-8")
    settings = load_settings(tmp_path / "jixiao.toml")
    assert [each.rule for each in settings.suppressions] == ["GRO001"]
    assert settings.severities
    assert settings.names == ("百家365社区",)


def test_three_lines_of_python_proof_a_report(tmp_path: Path):
    told: dict[str, Any] = {"path": text_file(tmp_path, WRONG_RATE)}
    exec(shown("python"), told)
    assert [each.rule for each in told["proof"].findings] == ["GRO001"]
    assert told["proof"].relations
    assert told["proof"].coverage.figures == 3

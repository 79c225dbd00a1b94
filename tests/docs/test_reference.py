"""The generated pages say what the code does, and every condition and content has its words."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from jixiao.narrative.sections import CONTENTS
from jixiao.narrative.situation import SITUATIONS

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.fixture(scope="module")
def generator() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "generate.py"))


def test_every_condition_of_a_project_is_explained(generator: dict[str, Any]):
    assert set(generator["PROJECT_WORDS"]) == set(SITUATIONS)


def test_every_condition_of_other_patterns_is_explained(generator: dict[str, Any]):
    asked = {name for names in generator["group_conditions"]().values() for name in names}
    assert set(generator["GROUP_WORDS"]) == asked


def test_every_content_of_an_outline_is_explained(generator: dict[str, Any]):
    assert set(generator["CONTENT_WORDS"]) == set(CONTENTS)


def test_the_generated_pages_are_those_that_stand_in_the_folder(generator: dict[str, Any]):
    stale = [
        name
        for name, text in generator["pages"]().items()
        if (DOCS / "reference" / name).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run .venv/bin/python docs/generate.py"

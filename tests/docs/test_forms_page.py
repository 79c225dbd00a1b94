"""The examples of the page on forms can be used as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao.exchange.blank_mapping import load_blank_mapping
from jixiao.narrative.forms import filled_forms, load_form
from jixiao.narrative.forms.scopes import SCOPES
from jixiao.narrative.forms.vocabulary import unknown_references
from jixiao.narrative.letters import load_letter, write_letter
from jixiao.narrative.report import full_year
from tests.narrative.forms.test_words import facts_of
from tests.narrative.small_year import year

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "forms.md"
KINDS = ("表样", "对照", "函样")
EXAMPLES = re.findall(r"```toml (\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def example(kind: str, folder: Path) -> Path:
    path = folder / "own.toml"
    path.write_text(dict(EXAMPLES)[kind], encoding="utf-8")
    return path


def test_the_page_shows_one_of_each_kind():
    assert {kind for kind, _ in EXAMPLES} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_read_without_a_fault(kind: str, tmp_path: Path):
    path = example(kind, tmp_path)
    match kind:
        case "表样":
            assert load_form(path).parts
        case "对照":
            assert load_blank_mapping(path).sheets
        case _:
            assert load_letter(path).lines


def test_the_form_and_the_letter_can_be_printed(tmp_path: Path):
    of = year()
    (form,) = filled_forms(load_form(example("表样", tmp_path)), facts_of(of))
    assert form.rows[0].cells[2].columns == 1
    assert write_letter(load_letter(example("函样", tmp_path)), of, full_year(of)).document.blocks


def test_every_word_that_the_page_names_is_one():
    told = PAGE.read_text(encoding="utf-8").split("## 取数的词")[1].split("## 填")[0]
    scopes = [SCOPES["项目"], SCOPES["成果"]]
    assert not unknown_references(told, *scopes)

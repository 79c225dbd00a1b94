"""A form is drawn as text; what cannot be a form is refused with everything that is wrong with it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from jixiao.errors import PolicyError
from jixiao.narrative.forms import Form, load_form
from jixiao.narrative.forms.layout import Extent, extents

HEAD = 'name = "own"\ntitle = "表"\nwidths = [1, 1]\n'
SHIPPED = sorted(each.name.removesuffix(".toml") for each in (files("jixiao.policies") / "forms").iterdir())


def drawn(folder: Path, text: str, head: str = HEAD) -> Form:
    path = folder / "own.toml"
    path.write_text(head + text, encoding="utf-8")
    return load_form(path)


def refused(folder: Path, text: str, head: str = HEAD) -> str:
    with pytest.raises(PolicyError) as refusal:
        drawn(folder, text, head)
    return str(refusal.value)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_layout_that_ships_can_be_used_and_names_its_source(name: str):
    form = load_form(name)
    assert form.name == name
    assert form.source


def test_a_list_and_a_sheet_for_each_project_are_both_layouts():
    assert load_form("tracking-list").landscape
    assert not load_form("tracking-list").one_per_project
    assert load_form("tracking-analysis").one_per_project


def test_bars_at_the_edges_are_for_the_eye(tmp_path: Path):
    form = drawn(tmp_path, '[[parts]]\nrows = """\n| 甲 | |\n乙|\n"""\n')
    assert form.parts[0].rows == (("甲", ""), ("乙", ""))


def test_a_cell_that_continues_others_makes_a_rectangle_with_them():
    found = extents([["甲", "乙", "<"], ["^", "^", "<"], ["丙", "<", ""]])
    assert found == {
        (0, 0): Extent(2, 1),
        (0, 1): Extent(2, 2),
        (2, 0): Extent(1, 2),
        (2, 2): Extent(1, 1),
    }


@pytest.mark.parametrize("grid", [[["甲", "<"], ["^", ""]], [["<", "甲"]], [["^"]]])
def test_what_is_no_rectangle_is_no_cell(grid: list[list[str]]):
    with pytest.raises(ValueError, match="第1行第1格"):
        extents(grid)


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path):
    told = refused(
        tmp_path,
        'colour = "red"\nunit = "美元"\nprojects = "some"\n'
        '[[parts]]\neach = "没有这张表"\nblank = 0\nrows = "| 一格 |"\n[[parts]]\nheight = 3\n',
        'title = "表"\nwidths = [1, -1]\n',
    )
    for fault in (
        "不认识的项“colour”",
        "缺少“name”",
        "美元",
        "some",
        "大于零",
        "没有这张表",
        "blank 应为1以上的整数",
        "第1段 第1行有1格，widths 有2栏",
        "第2段 不认识的项“height”",
        "第2段 缺少“rows”",
    ):
        assert fault in told


def test_a_reference_that_can_name_nothing_is_refused_with_its_place(tmp_path: Path):
    told = refused(tmp_path, '[[parts]]\nrows = "| {年初预标} | {执行率} |"\n')
    assert "第1段 的引用{年初预标}不认识" in told
    assert "{执行率}" not in told


def test_a_projects_own_columns_cannot_be_named_where_no_project_is_told(tmp_path: Path):
    rows = 'rows = "| {项目负责人} | {合同金额} |"\n'
    assert "{项目负责人}" in refused(tmp_path, f"[[parts]]\n{rows}")
    assert "{合同金额}" in refused(tmp_path, f'[[parts]]\neach = "项目"\n{rows}')
    assert drawn(tmp_path, f'[[parts]]\neach = "合同"\n{rows}').parts[0].each


@pytest.mark.parametrize("word", ["备注", "note", "仅供内部", "内部说明"])
def test_notes_and_what_is_internal_cannot_be_named(tmp_path: Path, word: str):
    for each in ("项目", "不足", "问题"):
        part = f'[[parts]]\neach = "{each}"\nrows = "| {{{word}}} | |"\n'
        assert f"{{{word}}}不认识" in refused(tmp_path, part)


def test_remarks_cannot_be_listed(tmp_path: Path):
    assert "存疑" in refused(tmp_path, '[[parts]]\neach = "存疑"\nrows = "| {说明} | |"\n')


def test_a_layout_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(PolicyError, match="tracking-list"):
        load_form("tracking-lost")


@pytest.mark.parametrize(
    "text", ["widths = 3", "parts = []\nwidths = [true]", "parts = [1]", "title = [1]", "words = 1"]
)
def test_values_of_another_kind_are_refused_in_words(tmp_path: Path, text: str):
    assert "处不对" in refused(tmp_path, f"{text}\n", "")

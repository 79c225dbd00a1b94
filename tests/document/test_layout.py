from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from jixiao.document.layout import load_layout, tracking
from jixiao.errors import PolicyError

SHIPPED = (files("jixiao.policies") / "layouts" / "gbt-9704.toml").read_text("utf-8")


def test_the_layout_of_official_papers_has_22_lines_a_page():
    layout = load_layout()
    page, body = layout.page, layout.styles["body"]
    height = (page.height_mm - page.top_mm - page.bottom_mm) * 72 / 25.4
    assert height // body.line_pt == 22


def test_28_characters_fill_a_line():
    layout = load_layout()
    page, body = layout.page, layout.styles["body"]
    width = (page.width_mm - page.left_mm - page.right_mm) * 72 / 25.4
    line = 28 * (body.size_pt + tracking(layout, body))
    assert width - 0.2 < line <= width


def test_only_text_of_the_bodys_size_is_set_closer():
    layout = load_layout()
    assert tracking(layout, layout.styles["table"]) == 0
    few = replace(layout, page=replace(layout.page, characters=10))
    assert tracking(few, few.styles["body"]) == 0, "no text is torn apart to fill a line"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[styles.note]", "[styles.other]", "缺少样式：note"),
        ('align = "right"', 'align = "middle"', "middle"),
        ("width_mm = 210", "", "width_mm"),
        ('name = "gbt-9704"', "name = ", "无法使用"),
        ("size_pt = 22", "size = 22", "size"),
    ],
)
def test_a_layout_that_a_writer_could_not_use_is_refused(tmp_path: Path, old: str, new: str, said: str):
    path = tmp_path / "own.toml"
    assert old in SHIPPED
    path.write_text(SHIPPED.replace(old, new), "utf-8")
    with pytest.raises(PolicyError, match=said):
        load_layout(path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"styles = 3", b""])
def test_a_file_that_is_no_layout_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(PolicyError, match="版式文件"):
        load_layout(path)


def test_a_layout_that_is_not_there_is_named():
    with pytest.raises(PolicyError, match="no-such-layout"):
        load_layout("no-such-layout")

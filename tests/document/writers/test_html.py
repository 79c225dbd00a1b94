from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from jixiao.document.layout import load_layout
from jixiao.document.model import Column, Document, Heading, Paragraph, Picture, Span, Table
from jixiao.document.writers.html import render_html, write_html
from jixiao.document.writers.html_style import layout_css
from jixiao.document.writers.picture import BrokenPicture
from tests.document.sample import HOSTILE, form, paragraph, sample

LAYOUT = load_layout()


def page(*blocks: object) -> html.HtmlElement:
    if blocks:
        return html.document_fromstring(render_html(Document("测试", blocks), LAYOUT))  # type: ignore[arg-type]
    return html.document_fromstring(render_html(sample(), LAYOUT))


def found(root: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    elements = root.xpath(path)
    assert isinstance(elements, list)
    return elements


class TestSelfContained:
    def test_nothing_is_fetched_and_nothing_runs(self):
        text = render_html(sample(), LAYOUT)
        without_text = re.sub(r">[^<]*<", "><", text)
        outside = re.findall(r"""(?:src|href|action|data|poster)\s*=\s*["']([^"']*)""", without_text)
        assert all(each.startswith("#") or each == "data:," for each in outside)
        assert not re.search(r"@import|url\(|<script|<iframe|<object|\son\w+=", without_text)
        addresses = set(re.findall(r"https?://[\w./]+", without_text))
        assert addresses <= {"http://www.w3.org/2000/svg"}

    def test_it_is_the_same_every_time(self):
        assert render_html(sample(), LAYOUT) == render_html(sample(), LAYOUT)

    def test_no_element_bears_a_style_of_its_own(self):
        assert not found(page(), "//*[@style]")

    def test_identities_are_unique(self):
        identities = [each.get("id") for each in found(page(), "//*[@id]")]
        assert len(identities) == len(set(identities))

    def test_a_layout_cannot_break_out_of_the_style_element(self):
        css = layout_css(replace(LAYOUT, page_number='</style><script>"{page}"'))
        assert "<" not in css


class TestText:
    def test_marks_print_as_they_are(self):
        root = page()
        assert HOSTILE in str(root.xpath("string(//article)"))
        assert not found(root, "//article//script")

    def test_a_title_with_tags_stays_a_title(self):
        text = render_html(Document('</title><b>"', (paragraph("x"),), author='"><b>'), LAYOUT)
        assert "<b>" not in text

    def test_the_page_is_chinese_and_named(self):
        root = page()
        assert root.get("lang") == "zh-Hans"
        assert found(root, "//title")[0].text == sample().title

    def test_control_characters_and_halves_of_characters_do_not_break_the_file(self, tmp_path: Path):
        write_html(Document("a\x00b", (paragraph("支\x07出\ud800"),)), tmp_path / "a.html", LAYOUT)
        assert "支出" in (tmp_path / "a.html").read_text("utf-8")


class TestStructure:
    def test_headings_are_headings_and_the_contents_lead_to_them(self):
        root = page()
        assert len(found(root, "//h1")) == 1
        assert [each.text for each in found(root, "//h2")][:2] == [
            "一、绩效跟踪工作组织实施情况",
            "二、预算批复、调整和执行情况",
        ]
        links = [each.get("href") for each in found(root, "//nav//a")]
        assert len(links) >= 6
        assert all(found(root, f"//*[@id='{link[1:]}']") for link in links if link)

    def test_a_run_in_heading_is_a_heading_and_shares_its_line(self):
        run_in = found(page(), "//div[contains(@class, 'run-in')]")[0]
        assert [each.tag for each in run_in] == ["h3", "p"]

    def test_a_short_text_has_no_table_of_contents(self):
        assert not found(page(Heading(0, "函"), paragraph("正文。")), "//nav")

    def test_tables_have_caption_head_and_scope(self):
        table = found(page(), "//table")[0]
        assert "重点跟踪项目预算支出明细表" in str(table.xpath("string(caption)"))
        assert "单位：万元" in str(table.xpath("string(caption)"))
        assert {each.get("scope") for each in found(table, "thead//th")} == {"col"}
        total = found(table, "tbody/tr[@class='total']")[0]
        assert total[0].get("colspan") == "3"
        assert total[0].get("scope") == "row"

    def test_labels_of_a_form_head_their_rows(self):
        cells = found(page(form()), "//tbody//th")
        assert {(each.get("scope"), each.get("rowspan")) for each in cells} == {
            ("row", None),
            ("rowgroup", "3"),
        }

    def test_each_row_fills_the_table(self):
        for table in found(page(), "//table"):
            columns = len(found(table, "colgroup/col"))
            cells = found(table, ".//*[self::td or self::th]")
            area = sum(int(each.get("colspan", "1")) * int(each.get("rowspan", "1")) for each in cells)
            assert area == columns * len(found(table, ".//tr"))


class TestFigures:
    def test_a_bound_figure_carries_its_exact_value_and_its_key(self):
        figure = next(each for each in found(page(), "//data") if each.text == "97.71%")
        assert figure.get("value") == "0.97714659"
        assert figure.get("data-key") == "focus/execution_rate@2023-12-31"
        assert "可查出处" in (figure.get("title") or "")

    def test_a_gap_is_marked(self):
        marks = found(page(paragraph("资金", Span("【待补】", is_gap=True))), "//mark")
        assert [each.text for each in marks] == ["【待补】"]


class TestPictures:
    def test_a_chart_is_an_image_with_words(self):
        pictures = found(page(), "//*[local-name()='svg']")
        assert len(pictures) == 3
        for each in pictures:
            assert each.get("role") == "img"
            assert found(each, "*[local-name()='title']")[0].text
            assert found(each, "*[local-name()='desc']")[0].text

    def test_words_are_supplied_where_the_drawing_has_none(self):
        svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
        text = render_html(Document("测试", (Picture(svg, "一个方块"),)), LAYOUT)
        assert "<title>一个方块</title>" in text
        assert "<desc>一个方块</desc>" in text

    def test_a_drawing_that_runs_or_loads_something_is_disarmed(self):
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()">'
            '<script>x()</script><image href="http://a/b.png"/><use xlink:href="http://a/b.svg#c"/>'
            '<rect fill="url(http://a/b)" style="fill:red"/><style>@import "x"</style></svg>'
        )
        text = render_html(Document("测试", (Picture(svg, "图"),)), LAYOUT)
        drawing = text[text.index("<svg") : text.index("</svg>")]
        assert not re.search(r"script|image|http://a|onload|style|import", drawing)

    def test_an_entity_is_not_expanded_from_a_file(self):
        svg = '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text></svg>'
        host = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "\0"
        text = render_html(Document("测试", (Picture(svg, "图"),)), LAYOUT)
        assert host not in text

    @pytest.mark.parametrize("svg", ["", "<svg", "<html/>", "不是图"])
    def test_what_is_no_drawing_is_refused_by_name(self, svg: str, tmp_path: Path):
        with pytest.raises(BrokenPicture, match="图"):
            write_html(Document("测试", (Picture(svg, "图"),)), tmp_path / "a.html", LAYOUT)
        assert not list(tmp_path.iterdir())


def test_the_sheet_follows_the_layout():
    css = layout_css(LAYOUT)
    assert "@page{size:210mm 297mm;margin:37mm 26mm 35mm 28mm}" in css
    assert "@page landscape{size:297mm 210mm;margin:28mm 37mm 26mm 35mm}" in css
    assert 'content:"— " counter(page) " —"' in css


def test_what_a_reader_may_find_in_a_strange_file_is_written():
    headings = [Heading(level, f"标题{level}") for level in range(9)]
    empty = [Paragraph(()), Table((), ()), Table((Column("", 0),), ())]
    assert len(found(page(*headings, *empty), "//table")) == 2

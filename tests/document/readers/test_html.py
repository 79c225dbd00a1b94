"""Pages of the web as governments publish them: the article apart from the rest, with true places."""

from __future__ import annotations

import time
from contextlib import suppress
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document.model import Document, Heading, Paragraph, ParagraphStyle
from jixiao.document.place import HtmlPlace
from jixiao.document.readers.html import read_html, read_web_archive
from jixiao.errors import UnreadableFile
from tests.document.readers.paper import lines, rows_of, tables_of

FIRST = "截至2023年12月31日，全年支出38,768.14万元，占调整后预算39,433.42万元的98.31%。"
SECOND = "其中：基本支出1,290.25万元，项目支出700.00万元，比上年增长5.20%。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>清河街道2023年度预算执行情况报告_清河区人民政府</title>
<style>p {{ color: red 12 }}</style><script>var a = "<p>99</p>";</script></head><body>
<div class="header"><a href="/">首页</a><a href="/zwgk">政务公开</a> 今天是2024年3月1日，星期五</div>
<div class="nav"><ul><li><a href="1">要闻（12）</a></li><li><a href="2">公告（34）</a></li></ul></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/y">预决算</a></div>
<div class="main"><h1>清河街道2023年度预算执行情况报告</h1>
<div class="info">发布时间：2024-03-01 09:30 来源：财政所 浏览次数：<span>567</span> 【打印】【关闭】</div>
<div class="content"><p>{FIRST}</p><p style="text-align: right">{SECOND}</p>
<table><tr><th>项目</th><th>支出（万元）</th></tr><tr><td>基本支出</td><td>1,290.25</td></tr>
<tr><td>项目支出</td><td>700.00</td></tr></table><p>附件：<a href="a.pdf">决算表.pdf</a></p></div></div>
<div class="share">分享到：微信 <a href="x">微博</a></div>
<div class="footer">主办单位：清河街道 版权所有 京ICP备05000001号
网站标识码1101080001 电话：010-12345678</div>
</body></html>"""


def read(folder: Path, page: str | bytes, name: str = "页.html") -> Document:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_html(path)


def article(folder: Path, content: str) -> Document:
    """What is read of a page that has this content behind a sentence."""
    return read(folder, f"<html><body><div><p>{FIRST}</p>{content}<p>{SECOND}</p></div></body></html>")


def said(folder: Path, content: str) -> list[str]:
    found = lines(article(folder, content))
    assert (found[0], found[-1]) == (FIRST, SECOND)
    return found[1:-1]


class TestArticle:
    def test_it_is_read_apart_from_what_surrounds_it(self, tmp_path: Path):
        document = read(tmp_path, PAGE)
        assert lines(document) == [
            "# 清河街道2023年度预算执行情况报告",
            FIRST,
            SECOND,
            "项目|支出（万元）",
            "基本支出|1,290.25",
            "项目支出|700.00",
            "附件：决算表.pdf",
        ]
        assert document.title == "清河街道2023年度预算执行情况报告"

    def test_a_page_whose_parts_have_no_names_is_told_by_what_it_says(self, tmp_path: Path):
        bare = PAGE
        for name in ("header", "nav", "location", "main", "info", "content", "share", "footer"):
            bare = bare.replace(f' class="{name}"', "")
        assert lines(read(tmp_path, bare)) == lines(read(tmp_path, PAGE))

    def test_an_article_in_a_part_that_is_called_furniture_is_not_lost(self, tmp_path: Path):
        assert FIRST in lines(read(tmp_path, PAGE.replace('class="content"', 'class="print-link-footer"')))

    def test_headings_amid_an_article_belong_to_it_whatever_their_class(self, tmp_path: Path):
        headings = '<h2 class="heading-1">一、概况</h2><h3 class="head print">（一）支出</h3>'
        assert said(tmp_path, headings) == ["### 一、概况", "#### （一）支出"]

    @pytest.mark.parametrize(
        "sentence",
        [
            "新建长者食堂5家，完成无障碍改造98处。",
            "查处侵权假冒案件12件，罚没款3.5万元；",
            "主办单位：市教育局，承办单位：区教育局，经费98万元。",
            "（三）无障碍环境建设",
            "本网站访问量1,200万人次，转载5万次。",
        ],
    )
    def test_a_sentence_that_speaks_of_what_pages_have_around_them_is_kept(
        self, tmp_path: Path, sentence: str
    ):
        assert said(tmp_path, f"<p>{sentence}</p>") == [sentence]
        last = read(tmp_path, f"<html><body><p>{FIRST}</p><p>{SECOND}</p><p>{sentence}</p></body></html>")
        assert lines(last)[-1] == sentence or "。" not in sentence

    def test_a_unit_in_a_part_that_is_called_furniture_is_kept(self, tmp_path: Path):
        assert said(tmp_path, '<div class="table-top"><p>单位：万元</p></div>') == ["单位：万元"]

    def test_an_article_laid_out_by_a_table_is_text(self, tmp_path: Path):
        menu = '<td><a href="1">要闻</a></td>'
        page = f"<table><tr>{menu}<td><p>{FIRST}</p><p>{FIRST}</p><p>{SECOND}</p></td></tr></table>"
        document = read(tmp_path, page)
        assert not tables_of(document)
        assert lines(document)[-3:] == [FIRST, FIRST, SECOND]

    def test_what_a_page_does_not_show_is_not_read(self, tmp_path: Path):
        hidden = (
            '<p style="display: none">密1</p><p hidden>密2</p><!-- <p>密3</p> -->'
            "<template><p>密4</p></template><noscript>密5</noscript>"
            '<select><option>密6</option></select><p>甲<span style="visibility:hidden">密7</span>乙</p>'
        )
        assert said(tmp_path, hidden) == ["甲乙"]


class TestWords:
    def test_entities_are_the_characters_that_they_stand_for(self, tmp_path: Path):
        assert said(tmp_path, "<p>3&sup2;&nbsp;&#37;&#x4E07;元&lt;5&gt;A&amp;B &unknown; &#0;</p>") == [
            "3²\xa0%万元<5>A&B &unknown; \ufffd"
        ]

    def test_white_space_is_as_browsers_show_it(self, tmp_path: Path):
        page = "<p>  全年\n 支出\n38,768.14 \t 万元 in\nall </p><pre>a  b\nc</pre>"
        assert said(tmp_path, page) == ["全年支出 38,768.14 万元 in all", "a  b\nc"]

    def test_characters_that_browsers_do_not_show_part_no_figure(self, tmp_path: Path):
        page = "<p>\x0498\u200b.31\x1c万元\u00ad</p>"
        assert said(tmp_path, page) == ["98.31万元"]

    def test_a_figure_cut_by_tags_is_whole(self, tmp_path: Path):
        assert said(tmp_path, "<p><b>38,</b><span>768</span>.<font>14</font>万元</p>") == ["38,768.14万元"]

    def test_a_raised_number_is_a_note_and_no_digit_of_a_figure(self, tmp_path: Path):
        assert said(tmp_path, "<p>增长5.2%<sup>1</sup>，3<sup>2</sup></p>") == ["增长5.2%¹，3²"]

    def test_a_break_parts_lines_and_headings_have_their_level(self, tmp_path: Path):
        document = article(tmp_path, "<h3>一、概况</h3><p>甲<br>乙</p>")
        assert lines(document)[1:-1] == ["#### 一、概况", "甲", "乙"]
        assert isinstance(document.blocks[1], Heading)

    def test_numbered_lists_have_their_numbers(self, tmp_path: Path):
        page = '<ol start="3"><li>甲</li><li value="7">乙</li></ol><ol type="a"><li>丙</li></ol>'
        assert said(tmp_path, page + "<ul><li>丁</li></ul>") == ["3. 甲", "7. 乙", "a. 丙", "丁"]

    def test_how_a_paragraph_is_set_is_kept_where_it_says_something(self, tmp_path: Path):
        blocks = article(tmp_path, '<center><p>题</p></center><p align="right">落款</p>').blocks[1:-1]
        styles = [each.style for each in blocks if isinstance(each, Paragraph)]
        assert styles == [ParagraphStyle.CENTERED, ParagraphStyle.RIGHT]


class TestTables:
    def rows(self, folder: Path, table: str) -> list[str]:
        return rows_of(tables_of(article(folder, table))[0])

    def test_merged_cells_stand_once_and_reach(self, tmp_path: Path):
        table = (
            "<table><tr><td rowspan=2>项目</td><td colspan=2>预算</td></tr>"
            "<tr><td>年初</td><td>调整后</td></tr><tr><td>甲</td><td>1.00</td><td>2.00</td></tr></table>"
        )
        [found] = tables_of(article(tmp_path, table))
        assert rows_of(found) == ["项目|预算", "年初|调整后", "甲|1.00|2.00"]
        assert [column.header for column in found.columns] == ["项目", "预算/年初", "预算/调整后"]

    def test_end_tags_that_are_forgotten_are_concluded(self, tmp_path: Path):
        assert self.rows(tmp_path, "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>") == ["甲|1", "乙|2"]

    def test_a_table_without_rows_around_its_cells_is_a_row(self, tmp_path: Path):
        table = "<table><td>甲</td><td>1</td><tr><td>乙</td><td>2</td></tr></table>"
        assert self.rows(tmp_path, table) == ["甲|1", "乙|2"]

    def test_paragraphs_in_a_cell_stand_on_lines_of_their_own(self, tmp_path: Path):
        table = "<table><tr><td>甲</td><td><p>1</p><p>2</p></td></tr><tr><td>乙</td><td>3</td></tr></table>"
        assert self.rows(tmp_path, table) == ["甲|1\n2", "乙|3"]

    def test_a_caption_is_that_of_the_table(self, tmp_path: Path):
        rows = "<tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr>"
        table = f"<table><caption>支出表</caption>{rows}</table>"
        assert tables_of(article(tmp_path, table))[0].caption == "支出表"

    def test_a_claim_to_reach_over_millions_does_no_harm(self, tmp_path: Path):
        table = "<table>" + "<tr><td colspan=99999 rowspan=65534>甲</td><td>1</td></tr>" * 300 + "</table>"
        started = time.process_time()
        self.rows(tmp_path, table)
        assert time.process_time() - started < 10


class TestBadMarkup:
    def test_tags_that_close_nothing_or_the_wrong_thing_lose_no_words(self, tmp_path: Path):
        page = "</div></p><p>甲<b>1<i>2</b>3</i></span>4<p>乙</table></td>5"
        assert "".join("".join(said(tmp_path, page)).split()) == "甲1234乙5"

    def test_a_bracket_that_opens_no_tag_is_a_character(self, tmp_path: Path):
        assert said(tmp_path, "<p>1<2，3 < 4，a<b且5>4</p>")[0].startswith("1<2，3 < 4，a")

    def test_a_quote_that_does_not_end_swallows_no_page(self, tmp_path: Path):
        assert "乙2" in "".join(said(tmp_path, "<p class=\"x>甲1</p><p title='y>乙2</p><p>丙3</p>"))

    @pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
    @pytest.mark.parametrize("declared", ["utf-8", "gb2312", "nonsense"])
    def test_a_page_is_decoded_whatever_it_says_of_itself(self, tmp_path: Path, encoding: str, declared: str):
        page = PAGE.replace('charset="utf-8"', f'charset="{declared}"').encode(encoding)
        assert lines(read(tmp_path, page))[1] == FIRST


class TestPlaces:
    def hold(self, folder: Path, page: str) -> int:
        document = read(folder, page)
        source = page.replace("\r\n", "\n").replace("\r", "\n")
        exact = 0
        for span in document.spans():
            assert isinstance(span.place, HtmlPlace)
            assert span.place.line == source.count("\n", 0, span.place.start) + 1
            exact += source[span.place.start :].startswith(span.text.rstrip("\n"))
        return exact

    def test_every_span_is_the_source_from_its_place_on(self, tmp_path: Path):
        assert self.hold(tmp_path, PAGE) == len(list(read(tmp_path, PAGE).spans()))

    def test_lines_that_end_as_on_windows_count_as_one_character(self, tmp_path: Path):
        page = PAGE.replace("\n", "\r\n")
        assert self.hold(tmp_path, page) == len(list(read(tmp_path, PAGE).spans()))

    def test_behind_an_entity_or_white_space_a_new_span_begins(self, tmp_path: Path):
        page = f"<p>{FIRST}</p><p>支出&nbsp;98.31\n  %&amp;5.2%</p><p>{SECOND}</p>"
        spans = [span for span in read(tmp_path, page).spans() if span.text in ("98.31", "5.2%")]
        assert [page[span.place.start :][:4] for span in spans if isinstance(span.place, HtmlPlace)] == [
            "98.3",
            "5.2%",
        ]


class TestWebArchives:
    def test_the_page_in_an_archive_is_read(self, tmp_path: Path):
        archive = MIMEMultipart("related")
        archive.attach(MIMEText(PAGE.replace("utf-8", "gb2312"), "html", "gb18030"))
        archive.attach(MIMEText("body {}", "css"))
        (tmp_path / "页.mht").write_bytes(archive.as_bytes())
        assert FIRST in lines(read_web_archive(tmp_path / "页.mht"))

    @pytest.mark.parametrize("data", [b"MIME-Version: 1.0\n\nno page", b"\xff" * 50])
    def test_an_archive_without_a_page_is_refused(self, tmp_path: Path, data: bytes):
        (tmp_path / "页.mht").write_bytes(data)
        with pytest.raises(UnreadableFile):
            read_web_archive(tmp_path / "页.mht")


class TestHostilePages:
    def seconds(self, folder: Path, page: str) -> float:
        started = time.process_time()
        with suppress(UnreadableFile):
            read(folder, page)
        return time.process_time() - started

    @pytest.mark.parametrize(
        "page",
        [
            "<div>" * 200_000 + "甲1",
            "<table><tr><td>" * 20_000 + "甲1",
            "<p>甲1" * 50_000,
            "<a href='" * 100_000,
            "<" * 200_000,
            "&" * 1_000_000,
            "<b>" * 200_000 + "甲1" + "</b>" * 200_000,
            "</p>" * 200_000,
            "<!--" * 200_000,
            "<td>1" * 100_000,
            "<li>" * 100_000,
            "甲" * 1_000_000 + "1" * 1_000_000,
            "<p " + "a=b " * 200_000 + ">甲1",
            '<p style="' + "display" * 100_000 + '">甲1',
        ],
    )
    def test_a_page_of_repeats_takes_no_quadratic_time(self, tmp_path: Path, page: str):
        assert self.seconds(tmp_path, page) < 15

    @settings(max_examples=80)
    @given(st.lists(st.sampled_from(PAGE.replace("<", "\0<").replace(">", ">\0").split("\0")), max_size=40))
    def test_any_jumble_of_tags_is_read_or_refused_in_words(
        self, tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
    ):
        with suppress(UnreadableFile):
            read(tmp_path_factory.mktemp("jumble"), "".join(pieces))

    @settings(max_examples=80)
    @given(at=st.integers(0, len(PAGE)), junk=st.binary(max_size=8), end=st.integers(0, len(PAGE)))
    def test_a_mutated_or_cut_page_is_read_or_refused_in_words(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes, end: int
    ):
        data = PAGE.encode()
        with suppress(UnreadableFile):
            read(tmp_path_factory.mktemp("mutated"), (data[:at] + junk + data[at:])[: max(end * 2, 1)])

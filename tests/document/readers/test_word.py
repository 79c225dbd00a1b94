"""Word files as other programs write them: what of them is text, in which order, and where it stands."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.document.model import Document, Heading, PageBreak, Paragraph, ParagraphStyle
from jixiao.document.place import WordPlace
from jixiao.document.readers import word as reader
from jixiao.document.readers.word import read_word
from jixiao.document.writers.word import write_word
from jixiao.errors import UnreadableFile
from tests.document.readers.paper import lines, rows_of, tables_of
from tests.document.readers.word_file import (
    W,
    cell,
    control,
    packed,
    para,
    read,
    row,
    run,
    styled,
    table,
)
from tests.document.word_look import LAYOUT
from tests.document.word_sample import sample


def text(folder: Path, body: str, parts: dict[str, str] | None = None) -> list[str]:
    return lines(read(folder, body, parts))


class TestOrder:
    def test_paragraphs_and_tables_come_in_the_order_of_the_text(self, tmp_path: Path):
        body = para("支出98.31万元。") + table(row("甲", "1"), row("乙", "2")) + para("见上表。")
        assert text(tmp_path, body) == ["支出98.31万元。", "甲|1", "乙|2", "见上表。"]

    def test_headings_have_the_level_of_their_style_or_of_the_style_it_is_based_on(self, tmp_path: Path):
        own = '<w:outlineLvl w:val="2"/>'
        body = (
            styled("a3", "报告")
            + styled("1", "一、概况")
            + styled("1x", "二、支出")
            + para("1.明细", properties=own)
        )
        assert text(tmp_path, body) == ["# 报告", "## 一、概况", "## 二、支出", "#### 1.明细"]

    def test_a_paragraph_in_a_heading_s_style_that_is_a_sentence_and_more_is_none(self, tmp_path: Path):
        body = styled("1", "一、概况。全年支出98.31万元，") + para("完")
        assert text(tmp_path, body) == ["一、概况。全年支出98.31万元，", "完"]

    def test_a_heading_in_the_first_words_of_a_paragraph_keeps_its_body(self, tmp_path: Path):
        body = para(run("一、核对。", '<w:rStyle w:val="10"/>'), "按月核对98.31万元。")
        [heading] = read(tmp_path, body).blocks
        assert isinstance(heading, Heading)
        assert (heading.level, heading.text) == (1, "一、核对。")
        assert "".join(span.text for span in heading.spans) == "按月核对98.31万元。"

    def test_tables_of_contents_are_left_out(self, tmp_path: Path):
        assert text(tmp_path, styled("TOC1", "一、概况\t1") + para("正文")) == ["正文"]

    def test_pages_that_end_are_told(self, tmp_path: Path):
        page = '<w:r><w:br w:type="page"/></w:r>'
        body = (
            para("甲")
            + para(page, "乙", properties="<w:pageBreakBefore/>")
            + para("丙", properties="<w:sectPr/>")
            + para("丁", page)
            + para(page)
            + '<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>'
        )
        turned = [block.landscape for block in read(tmp_path, body).blocks if isinstance(block, PageBreak)]
        assert turned == [False, True]
        said = [block.text for block in read(tmp_path, body).blocks if isinstance(block, Paragraph)]
        assert said == ["甲", "乙", "丙", "丁"]

    def test_how_a_paragraph_is_set_is_kept_where_it_says_something(self, tmp_path: Path):
        body = para("落款", properties='<w:jc w:val="right"/>') + para(
            "居中", properties='<w:jc w:val="center"/>'
        )
        styles = [block.style for block in read(tmp_path, body).blocks if isinstance(block, Paragraph)]
        assert styles == [ParagraphStyle.RIGHT, ParagraphStyle.CENTERED]


class TestTables:
    def test_merged_cells_stand_once(self, tmp_path: Path):
        body = table(
            row(cell("项目", merge="restart"), cell("预算", span=2), cell("支出", merge="restart")),
            row(cell(merge="continue"), "年初", "调整后", cell("不见", merge="continue")),
            row("甲", "1.00", "2.00", "3.00"),
        )
        [found] = tables_of(read(tmp_path, body))
        assert rows_of(found) == ["项目|预算|支出", "年初|调整后", "甲|1.00|2.00|3.00"]
        assert [(each.columns, each.rows) for each in found.rows[0].cells] == [(1, 2), (2, 1), (1, 2)]
        assert [column.header for column in found.columns] == ["项目", "预算/年初", "预算/调整后", "支出"]

    def test_a_row_that_begins_further_right_leaves_its_first_columns_free(self, tmp_path: Path):
        body = table(row("甲", "1", "2"), row("3", "4", properties='<w:gridBefore w:val="1"/>'))
        assert rows_of(tables_of(read(tmp_path, body))[0]) == ["甲|1|2", "|3|4"]

    def test_a_table_within_a_cell_follows_the_table(self, tmp_path: Path):
        inner = table(row("丙", "3"), row("丁", "4"))
        body = table(row("甲", cell(para("1"), inner, "<w:p/>")), row("乙", "2"))
        assert text(tmp_path, body) == ["甲|1", "乙|2", "丙|3", "丁|4"]

    def test_a_table_of_one_cell_is_a_frame(self, tmp_path: Path):
        assert text(tmp_path, table(row(cell("甲1", "乙2")))) == ["甲1", "乙2"]

    def test_rows_that_changes_took_away_are_none(self, tmp_path: Path):
        body = table(
            row("甲", "1"),
            row("乙", "2", properties='<w:del w:id="1" w:author="a"/>'),
            row("丙", "3", properties='<w:ins w:id="2" w:author="a"/>'),
        )
        assert text(tmp_path, body) == ["甲|1", "丙|3"]

    def test_rows_that_the_file_repeats_on_each_page_are_the_header(self, tmp_path: Path):
        body = table(row("2023年", "2024年", properties="<w:tblHeader/>"), row("1", "2"))
        assert [each.is_header for each in tables_of(read(tmp_path, body))[0].rows] == [True, False]

    def test_a_file_that_repeats_but_the_first_row_of_a_header_marks_too_few(self, tmp_path: Path):
        body = table(
            row(cell("项目", merge="restart"), cell("预算", span=2), properties="<w:tblHeader/>"),
            row(cell(merge="continue"), "年初", "调整后"),
            row("甲", "1.00", "2.00"),
        )
        assert [each.is_header for each in tables_of(read(tmp_path, body))[0].rows] == [True, True, False]

    def test_paragraphs_of_a_cell_stand_on_lines_of_their_own(self, tmp_path: Path):
        assert text(tmp_path, table(row("甲", cell("1户", "2户")), row("乙", "3"))) == ["甲|1户\n2户", "乙|3"]


class TestChanges:
    def test_what_was_put_in_is_read_and_what_was_taken_out_is_not(self, tmp_path: Path):
        body = para(
            "支出",
            '<w:del w:id="1" w:author="a"><w:r><w:delText>97</w:delText></w:r></w:del>',
            f'<w:ins w:id="2" w:author="a">{run("98")}</w:ins>',
            "万元",
        )
        document = read(tmp_path, body)
        assert lines(document) == ["支出98万元"]
        assert document.properties["changes"] == "2"

    def test_what_was_moved_stands_where_it_went(self, tmp_path: Path):
        body = para(f"<w:moveFrom>{run('移走')}</w:moveFrom>", "甲") + para(
            f"<w:moveTo>{run('移走')}</w:moveTo>", "乙"
        )
        assert text(tmp_path, body) == ["甲", "移走乙"]

    def test_paragraphs_whose_end_was_taken_away_are_one(self, tmp_path: Path):
        merged = "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>"
        gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>删</w:delText></w:r></w:del>'
        body = para("支出98", properties=merged) + para(gone, properties=merged) + para("万元。") + para("完")
        assert text(tmp_path, body) == ["支出98万元。", "完"]


class TestHiddenWords:
    def test_hidden_runs_are_not_read_whoever_hides_them(self, tmp_path: Path):
        body = (
            para("甲", run("密", "<w:vanish/>"), run("密", '<w:rStyle w:val="goneChar"/>'), "1")
            + styled("gone", "密", run("乙", '<w:vanish w:val="0"/>'))
            + styled("gone", "密")
        )
        document = read(tmp_path, body)
        assert lines(document) == ["甲1", "乙"]
        assert document.properties["hidden"] == "4 字"

    def test_words_of_a_placeholder_are_none(self, tmp_path: Path):
        empty = (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt>"
        )
        assert text(tmp_path, para("甲", empty, "乙")) == ["甲乙"]


MARK = "<w:r><w:footnoteRef/></w:r>"
FOOTNOTES = (
    '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    f'<w:footnote w:id="1">{para(MARK, "按调整后预算39,433.42万元计算。")}</w:footnote>'
    f'<w:footnote w:id="2">{para("没有人提到")}</w:footnote>'
)


class TestUnread:
    def test_formulas_and_embedded_files_are_counted(self, tmp_path: Path):
        math = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
        assert read(tmp_path, para("甲", math, "<w:r><w:object/></w:r>")).properties == {"objects": "2"}


class TestNotes:
    def test_a_footnote_follows_the_paragraph_that_refers_to_it_without_its_number(self, tmp_path: Path):
        body = para("执行率98.31%", '<w:r><w:footnoteReference w:id="1"/></w:r>', "。") + para("完")
        document = read(tmp_path, body, {"footnotes": FOOTNOTES})
        assert lines(document) == ["执行率98.31%。", "按调整后预算39,433.42万元计算。", "完"]
        note = document.blocks[1]
        assert isinstance(note, Paragraph)
        assert note.style is ParagraphStyle.NOTE
        assert note.spans[0].place == WordPlace(2, 2, 0, "footnotes")

    def test_a_footnote_of_a_cell_follows_the_table(self, tmp_path: Path):
        noted = cell(para("98.31%", '<w:r><w:footnoteReference w:id="1"/></w:r>'))
        body = table(row("执行率", noted), row("甲", "1")) + para("完")
        assert text(tmp_path, body, {"footnotes": FOOTNOTES})[2] == "按调整后预算39,433.42万元计算。"

    def test_endnotes_stand_at_the_end(self, tmp_path: Path):
        body = para("甲", '<w:r><w:endnoteReference w:id="5"/></w:r>') + para("乙")
        parts = {"endnotes": f'<w:endnote w:id="5">{para("数据来源：决算。")}</w:endnote>'}
        assert text(tmp_path, body, parts) == ["甲", "乙", "数据来源：决算。"]


def box(content: str) -> str:
    """A text box as Word writes it: once for new programs, once for old ones."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


class TestTextBoxes:
    def test_a_text_box_is_read_once_behind_the_paragraph_that_holds_it(self, tmp_path: Path):
        document = read(tmp_path, para("甲", box(para("框中5.2万元"))) + para("乙"))
        assert lines(document) == ["甲", "框中5.2万元", "乙"]
        places = [span.place for span in document.spans()]
        assert places == [WordPlace(1, 1), WordPlace(1, 1, 0, "textbox"), WordPlace(2, 1)]

    def test_a_box_of_old_programs_alone_is_read_too(self, tmp_path: Path):
        inside = f"<w:txbxContent>{para('旧框1')}</w:txbxContent>"
        old = f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"
        assert text(tmp_path, para(old) + para("乙")) == ["旧框1", "乙"]

    def test_a_table_in_a_box_is_a_table(self, tmp_path: Path):
        assert text(tmp_path, para(box(table(row("甲", "1"), row("乙", "2"))))) == ["甲|1", "乙|2"]


def level(number: int, form: str, words: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + "</w:abstractNum>"
    + f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "&#xF0B7;")}</w:abstractNum>'
    + f'<w:abstractNum w:abstractNumId="2">{level(0, "chineseCounting", "第%1章")}'
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    + "</w:lvlOverride></w:num>"
)


def item(words: str, deep: int = 0, number: int = 1, more: str = "") -> str:
    named = f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number}"/></w:numPr>{more}'
    return para(words, properties=named) if words else para(properties=named)


class TestNumbers:
    def text(self, folder: Path, *items: str) -> list[str]:
        return text(folder, "".join(items), {"numbering": LISTS})

    def test_automatic_numbers_are_words_as_printed(self, tmp_path: Path):
        items = (
            item("概况"),
            item("支出", 1),
            item("收入", 1),
            item("5户", 2),
            item("问题"),
            item("其一", 1),
        )
        said = self.text(tmp_path, *items)
        assert said == ["一、概况", "（一）支出", "（二）收入", "1. 5户", "二、问题", "（一）其一"]

    def test_bullets_are_no_words(self, tmp_path: Path):
        assert self.text(tmp_path, item("甲", number=2)) == ["甲"]

    def test_levels_that_are_legal_print_digits(self, tmp_path: Path):
        assert self.text(tmp_path, item("总则", number=3), item("范围", 1, 3)) == ["第一章 总则", "1.1 范围"]

    def test_a_list_that_begins_anew_counts_from_one(self, tmp_path: Path):
        items = (item("甲"), item("乙"), item("丙", number=4), item("丁", number=4))
        assert self.text(tmp_path, *items) == ["一、甲", "二、乙", "一、丙", "二、丁"]

    def test_blank_items_count_and_deleted_ones_do_not(self, tmp_path: Path):
        deleted = item("", more='<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>')
        assert self.text(tmp_path, item("甲"), item(""), deleted, item("乙")) == ["一、甲", "二、", "三、乙"]

    def test_a_style_may_number_its_paragraphs(self, tmp_path: Path):
        style = (
            '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="条"/>'
            '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        body = styled("n", "甲") + para("乙") + styled("n", "丙")
        none = para("丁", properties='<w:pStyle w:val="n"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        said = text(tmp_path, body + none, {"numbering": LISTS, "styles": style})
        assert said == ["（一）甲", "乙", "（二）丙", "丁"]

    def test_the_number_stands_before_the_run_that_it_belongs_to(self, tmp_path: Path):
        spans = list(read(tmp_path, item("概况"), {"numbering": LISTS}).spans())
        assert [span.place for span in spans] == [WordPlace(1, 1, -2), WordPlace(1, 1, 0)]

    @pytest.mark.needs("soffice")
    def test_they_are_those_that_another_program_prints(self, tmp_path: Path):
        items = (
            *(item("概况"), item("支出", 1), item("收入", 1), item("5户", 2), item("6户", 2), para("散")),
            *(item("问题"), item("其一", 1), item("甲", 2), item("总则", number=3), item("细则", number=3)),
            *(item("新", number=4), item("新二", number=4), item("旧"), item("子", 1)),
        )
        said = self.text(tmp_path, *items)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        called = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)]
        subprocess.run([*called, str(tmp_path / "报告.docx")], check=True, capture_output=True)
        printed = (tmp_path / "报告.txt").read_text("utf-8-sig").splitlines()
        assert ["".join(each.split()) for each in printed] == ["".join(each.split()) for each in said]


class TestBindings:
    def test_a_report_that_comes_back_knows_which_figure_is_which(self, tmp_path: Path):
        write_word(sample(), tmp_path / "报告.docx", LAYOUT)
        found = [span for span in read_word(tmp_path / "报告.docx").spans() if span.binding]
        wanted = [span for span in sample().spans() if span.binding]
        assert [(each.text, each.binding) for each in found] == [(each.text, each.binding) for each in wanted]

    def test_blocks_come_back_as_they_were_written(self, tmp_path: Path):
        write_word(sample(), tmp_path / "报告.docx", LAYOUT)
        document = read_word(tmp_path / "报告.docx")
        headings = [(each.level, each.text) for each in document.blocks if isinstance(each, Heading)]
        assert headings == [(each.level, each.text) for each in sample().blocks if isinstance(each, Heading)]
        assert document.title == sample().title

    @pytest.mark.parametrize(
        ("tag", "alias"), [("focus/spent@2024-12-31", ""), ("", "focus/spent@2024-12-31")]
    )
    def test_a_tag_or_an_alias_that_spells_a_key_binds(self, tmp_path: Path, tag: str, alias: str):
        body = para("支出", control(tag, run("2,1") + run("51.27"), alias), "万元")
        bound = [span for span in read(tmp_path, body).spans() if span.binding]
        assert [span.text for span in bound] == ["2,151.27"]
        assert str(bound[0].binding.key) == "focus/spent@2024-12-31"  # type: ignore[union-attr]
        assert bound[0].place == WordPlace(1, 2)

    def test_controls_of_others_bind_nothing(self, tmp_path: Path):
        assert not any(span.binding for span in read(tmp_path, para(control("日期", run("2024年")))).spans())

    def test_a_control_around_a_cell_or_a_paragraph_binds_its_words(self, tmp_path: Path):
        around_cell = control("focus/spent", cell("98.31"))
        body = table(row("支出", around_cell), row("甲", "1")) + control("focus/count", para("3"))
        bound = [span.text for span in read(tmp_path, body).spans() if span.binding]
        assert bound == ["98.31", "3"]


def repacked(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return out.getvalue()


class TestRefusals:
    def refusal(self, folder: Path, data: bytes) -> str:
        (folder / "报告.docx").write_bytes(data)
        with pytest.raises(UnreadableFile) as caught:
            read_word(folder / "报告.docx")
        assert caught.value.english
        return caught.value.message

    def test_a_file_without_words(self, tmp_path: Path):
        assert "没有文字" in self.refusal(tmp_path, packed("<w:p/>"))

    def test_a_file_of_pictures_is_a_scan(self, tmp_path: Path):
        assert "扫描件" in self.refusal(tmp_path, packed(para("<w:r><w:drawing/></w:r>")))

    def test_entities_are_refused(self, tmp_path: Path):
        bomb = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'
        data = repacked(packed(para("甲")), "word/document.xml", lambda part: bomb + part)
        assert "已损坏" in self.refusal(tmp_path, data)

    def test_a_bomb_is_refused_by_what_it_would_unpack_to(self, tmp_path: Path):
        data = repacked(packed(para("甲")), "word/document.xml", lambda part: part + b" " * (100 * 2**20))
        assert "过大" in self.refusal(tmp_path, data)

    @pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
    def test_a_part_that_is_no_xml_is_damage(self, tmp_path: Path, part: str):
        data = repacked(packed(para("甲")), part, lambda old: old[: len(old) // 2])
        assert "已损坏" in self.refusal(tmp_path, data)

    def test_an_archive_of_other_things_is_no_word_file(self, tmp_path: Path):
        data = repacked(packed(para("甲")), "_rels/.rels", lambda old: old.replace(b"officeDocument", b"x"))
        assert "不是 Word 文档" in self.refusal(tmp_path, data)

    def test_the_strict_variant_is_read(self, tmp_path: Path):
        strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        data = repacked(packed(para("甲")), "word/document.xml", lambda old: old.replace(W.encode(), strict))
        (tmp_path / "报告.docx").write_bytes(data)
        assert lines(read_word(tmp_path / "报告.docx")) == ["甲"]


class TestSize:
    def seconds(self, folder: Path, body: str) -> tuple[float, Document]:
        path = folder / "报告.docx"
        path.write_bytes(packed(body))
        started = time.process_time()
        document = read_word(path)
        return time.process_time() - started, document

    def test_a_table_of_twenty_thousand_rows_is_read_in_seconds(self, tmp_path: Path):
        body = table(*[row("项目", f"{number}.00", "1") for number in range(20_000)])
        seconds, document = self.seconds(tmp_path, body)
        assert len(tables_of(document)[0].rows) == 20_000
        assert seconds < 20

    def test_more_paragraphs_than_any_report_has_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(reader, "MOST_PARAGRAPHS", 3)
        with pytest.raises(UnreadableFile, match="万段"):
            read(tmp_path, para("甲") * 4)

    def test_tables_within_tables_are_read_down_to_where_xml_itself_ends(self, tmp_path: Path):
        body = para("底")
        for _ in range(60):
            body = table(row(cell("甲", body, "<w:p/>"), "1"), row("乙", "2"))
        assert self.seconds(tmp_path, body)[0] < 10

    def test_cells_that_claim_to_reach_over_everything_do_no_harm(self, tmp_path: Path):
        body = table(*[row(cell("甲", span=99_999, merge="restart"), "1") for _ in range(300)])
        assert self.seconds(tmp_path, body)[0] < 10

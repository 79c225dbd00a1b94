"""A Word file that came back: what is read of its bound figures, and edits that touch nothing else."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from jixiao.document.model import Document, Paragraph, Sentence, Span
from jixiao.document.readers.word_controls import BoundFile, UnboundRange, read_bindings
from jixiao.document.readers.word_runs import cut, fragment, paragraph_text, pieces, runs_between
from jixiao.document.readers.word_survey import Place
from jixiao.document.writers.word import word_package, write_word
from jixiao.document.writers.word_package import Package
from jixiao.document.writers.word_record import Record
from jixiao.document.writers.word_xml import WORD_2012
from jixiao.errors import UnreadableFile
from jixiao.measure import Key
from tests.document.word_look import LAYOUT, R, W, named_parts, sample_package, value, words
from tests.document.word_sample import (
    TOTALS,
    chart,
    figure,
    focus_table,
    paragraph,
    sample,
    sentence,
)
from tests.document.word_schema import disorder

MAIN = "word/document.xml"


@pytest.fixture
def written(tmp_path: Path) -> BoundFile:
    write_word(sample(), tmp_path / "报告.docx", LAYOUT)
    return read_bindings(tmp_path / "报告.docx")


def edited(path: Path, change: Callable[[str], str], document: Document | None = None) -> BoundFile:
    """The document after somebody's program changed the XML of its body."""
    package = word_package(document or sample(), LAYOUT)
    before = package.parts[MAIN].decode()
    after = change(before)
    assert after != before
    package.parts[MAIN] = after.encode()
    package.write(path)
    return read_bindings(path)


def saved(file: BoundFile, path: Path) -> BoundFile:
    file.save(path)
    for name, root in named_parts(Package.read(path)):
        assert disorder(root) == [], name
    return read_bindings(path)


def passage_with(file: BoundFile, text: str):
    return next(passage for passage in file.passages if text in passage.text)


def control_of(file: BoundFile, name: str):
    return next(control for control in file.controls if control.name == name)


SIX = dt.datetime(2025, 1, 6, 9, 30, tzinfo=dt.UTC)
SPENT = "focus/spent@2024-12-31"


# -- what is read


def test_every_bound_figure_is_found_in_order_with_what_it_says(written: BoundFile) -> None:
    bound = [span for span in sample().spans() if span.binding]
    assert [(each.tag, each.alias, each.text) for each in written.controls] == [
        (span.binding.key.tag, span.binding.key.tag, span.text) for span in bound if span.binding
    ]


def test_the_record_comes_back_as_it_was_written(written: BoundFile) -> None:
    record = Record.of(sample())
    assert written.record == record
    assert record.digest == "5f1d"
    spent = next(each for each in record.figures if each.tag == SPENT)
    assert (spent.key, spent.unit, spent.printed, spent.exact) == (SPENT, "万元", "2,151.27", "21512700")
    money = next(each for each in record.sentences if each.key == "focus/money")
    assert money.pattern == "M5"
    assert record.text(money) == "调整后预算2,178.20万元，实际支出2,151.27万元，预算执行率98.76%。"
    assert record.tags(money)[1] == SPENT
    assert record.tables == ("focus", "form.P03", "focus")
    assert record.pictures == ("offices",)


def test_a_figure_says_where_it_stands_and_where_in_its_paragraph(written: BoundFile) -> None:
    spent = control_of(written, SPENT)
    passage = passage_with(written, "调整后预算2,178.20万元")
    assert str(spent.place) == "第3段"
    assert passage.text[spent.start : spent.end] == "2,151.27"
    first = control_of(written, "project.P01/original@2024-12-31")
    assert first.place == Place(1, table=1, row=2, column=4)
    assert str(first.place) == "第1张表第2行第4列"


def test_a_column_is_counted_by_the_grid_where_cells_reach_over_several(written: BoundFile) -> None:
    totals = [each.place for each in written.controls if each.tag == "focus/original@2024-12-31"]
    assert [place.column for place in totals if place.table] == [4, 4]


def test_a_control_of_the_users_own_is_not_taken_for_a_figure(tmp_path: Path) -> None:
    def retag(xml: str) -> str:
        return xml.replace(f'<w:tag w:val="{SPENT}"/>', '<w:tag w:val="签发人"/>').replace(
            f'<w:alias w:val="{SPENT}"/>', '<w:alias w:val="签发人"/>'
        )

    file = edited(tmp_path / "a.docx", retag)
    assert SPENT not in {each.name for each in file.controls}
    assert "实际支出2,151.27万元" in passage_with(file, "调整后预算").text


def test_without_tags_as_libreoffice_leaves_it_the_alias_names_the_figure(tmp_path: Path) -> None:
    file = edited(tmp_path / "a.docx", lambda xml: re.sub(r"<w:tag [^>]*/>", "", xml))
    assert [each.name for each in file.controls] == [each.tag for each in Record.of(sample()).figures]


def test_what_tracked_changes_deleted_is_not_read(tmp_path: Path) -> None:
    removed = '<w:del w:id="900" w:author="张三"><w:r><w:delText>旧话</w:delText></w:r></w:del>'
    moved = '<w:moveFrom w:id="901" w:author="张三"><w:r><w:t>搬走的话</w:t></w:r></w:moveFrom>'
    added = '<w:ins w:id="902" w:author="张三"><w:r><w:t>新话</w:t></w:r></w:ins>'
    file = edited(
        tmp_path / "a.docx", lambda xml: xml.replace("<w:sdt>", removed + moved + added + "<w:sdt>", 1)
    )
    passage = passage_with(file, "新话")
    assert passage.text.startswith("本单位对新话3个")
    assert passage.controls[0].start == len("本单位对新话")


def test_an_emptied_control_says_nothing_whatever_its_placeholder_says(tmp_path: Path) -> None:
    file = edited(
        tmp_path / "a.docx",
        lambda xml: re.sub(r"(<w:id w:val=\"1\"/>)", r"\1<w:showingPlcHdr/>", xml, count=1),
    )
    assert file.controls[0].text == ""
    assert passage_with(file, "个重点项目").text.startswith("本单位对个重点项目")


def test_controls_around_a_paragraph_or_a_cell_as_word_makes_them_are_read(tmp_path: Path) -> None:
    def widen(xml: str) -> str:
        root = etree.fromstring(xml.encode())
        control = next(
            each
            for each in root.iter(f"{W}sdt")
            if value(each.find(f"{W}sdtPr/{W}tag")).startswith("project.P01/orig")
        )
        cell = next(control.iterancestors(f"{W}tc"))
        holder, content = control.getparent(), control.find(f"{W}sdtContent")
        assert holder is not None
        assert content is not None
        for run in list(content):
            control.addprevious(run)
        cell.addprevious(control)
        content.append(cell)
        return etree.tostring(root, encoding="unicode")

    file = edited(tmp_path / "a.docx", widen)
    control = control_of(file, "project.P01/original@2024-12-31")
    assert (control.text, control.place.row, control.place.column) == ("118.00", 2, 4)
    assert len(file.controls) == len(Record.of(sample()).figures)
    file.print_figure(control, "119.00")
    again = saved(file, tmp_path / "b.docx")
    assert control_of(again, "project.P01/original@2024-12-31").text == "119.00"


def test_a_control_around_a_whole_paragraph_is_read_and_printed_over(tmp_path: Path) -> None:
    def widen(xml: str) -> str:
        lone = re.search(r"<w:p>(?:(?!<w:p>).)*?本图数据与明细表一致。.*?</w:p>", xml)
        assert lone is not None
        properties = (
            '<w:sdtPr><w:alias w:val="unit/said"/><w:tag w:val="unit/said"/><w:id w:val="7001"/></w:sdtPr>'
        )
        return xml.replace(
            lone[0], f"<w:sdt>{properties}<w:sdtContent>{lone[0]}{lone[0]}</w:sdtContent></w:sdt>"
        )

    file = edited(tmp_path / "a.docx", widen)
    held = [control for control in file.controls if control.name == "unit/said"]
    assert [(each.text, each.start) for each in held] == [("本图数据与明细表一致。", 0)]
    file.print_figure(held[0], "本图数据已核对。")
    again = saved(file, tmp_path / "b.docx")
    assert [each.text for each in again.passages[-2:]] == ["本图数据已核对。", ""]


def test_a_file_without_a_record_still_gives_its_figures(tmp_path: Path) -> None:
    package = word_package(sample(), LAYOUT)
    package.parts["customXml/item1.xml"] = b"<other/>"
    package.write(tmp_path / "a.docx")
    file = read_bindings(tmp_path / "a.docx")
    assert file.record is None
    assert len(file.controls) == len(Record.of(sample()).figures)


# -- printing over a figure


def test_a_figure_is_printed_over_and_all_else_stays_to_the_byte(written: BoundFile, tmp_path: Path) -> None:
    written.print_figure(control_of(written, SPENT), "2,160.00")
    again = saved(written, tmp_path / "b.docx")
    texts = [each.text for each in again.controls if each.tag == SPENT]
    assert texts == ["2,160.00", "2,151.27", "2,151.27"]
    assert "实际支出2,160.00万元" in passage_with(again, "调整后预算").text
    before, after = Package.read(written.path), Package.read(again.path)
    assert list(before.parts) == list(after.parts)
    assert [name for name in before.parts if before.parts[name] != after.parts[name]] == [MAIN]


def test_a_file_that_nobody_edits_is_saved_to_the_byte(written: BoundFile, tmp_path: Path) -> None:
    written.save(tmp_path / "b.docx")
    assert Package.read(tmp_path / "b.docx") == Package.read(written.path)


def test_split_runs_become_one_and_keep_how_the_first_was_set(tmp_path: Path) -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    split = f"<w:r>{bold}<w:t>2,1</w:t></w:r><w:r>{bold}<w:t>51.</w:t></w:r><w:r><w:t>27</w:t></w:r>"
    file = edited(tmp_path / "a.docx", lambda xml: xml.replace("<w:r><w:t>2,151.27</w:t></w:r>", split, 1))
    control = control_of(file, SPENT)
    assert control.text == "2,151.27"
    file.print_figure(control, "9.99")
    content = control.element.find(f"{W}sdtContent")
    assert content is not None
    (run,) = content.findall(f"{W}r")
    assert words(run) == "9.99"
    assert run.find(f"{W}rPr/{W}b") is not None


def test_an_emptied_control_is_filled_and_no_longer_gray(tmp_path: Path) -> None:
    def empty(xml: str) -> str:
        return xml.replace('<w:id w:val="1"/>', '<w:id w:val="1"/><w:showingPlcHdr/>', 1).replace(
            "<w:r><w:t>3</w:t></w:r>",
            '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>单击此处输入</w:t></w:r>',
            1,
        )

    file = edited(tmp_path / "a.docx", empty)
    file.print_figure(file.controls[0], "4")
    again = saved(file, tmp_path / "b.docx")
    assert again.controls[0].text == "4"
    assert again.controls[0].element.find(f".//{W}rStyle") is None


def test_printing_mends_the_tag_and_the_hidden_appearance(tmp_path: Path) -> None:
    file = edited(tmp_path / "a.docx", lambda xml: re.sub(r"<w:tag [^>]*/>|<w15:appearance [^>]*/>", "", xml))
    file.print_figure(control_of(file, SPENT), "1.00")
    control = control_of(saved(file, tmp_path / "b.docx"), SPENT)
    assert control.tag == control.alias == SPENT
    assert control.element.find(f"{W}sdtPr/{{{WORD_2012}}}appearance") is not None


# -- binding words


def test_words_are_bound_where_a_paste_dropped_the_control(written: BoundFile, tmp_path: Path) -> None:
    passage = passage_with(written, "截至2024年12月31日")
    start = passage.text.index("12月")
    written.bind(passage, start, start + 2, Key("unit", "month"))
    again = saved(written, tmp_path / "b.docx")
    bound = control_of(again, "unit/month")
    assert bound.text == "12"
    assert bound.start == start
    assert passage_with(again, "截至2024年").text == passage.text
    ids = [value(each) for each in etree.fromstring(Package.read(again.path).parts[MAIN]).iter(f"{W}id")]
    assert len(ids) == len(set(ids))


def test_words_over_several_runs_are_bound_and_keep_how_they_are_set(tmp_path: Path) -> None:
    runs = (
        '<w:r><w:rPr><w:b/></w:rPr><w:t>截至20</w:t></w:r><w:bookmarkStart w:id="990" w:name="某处"/>'
        '<w:r><w:t>24年</w:t></w:r><w:bookmarkEnd w:id="990"/>'
        "<w:r><w:t>12月31日，各项目支出情况见下表。</w:t></w:r>"
    )  # fmt: skip
    file = edited(
        tmp_path / "a.docx",
        lambda xml: re.sub(
            r"<w:r>(?:(?!<w:r>).)*截至2024年12月31日，各项目支出情况见下表。</w:t></w:r>", runs, xml
        ),
    )
    passage = passage_with(file, "截至2024年")
    file.bind(passage, 2, 6, Key("unit", "year"))
    again = saved(file, tmp_path / "b.docx")
    bound = control_of(again, "unit/year")
    assert bound.text == "2024"
    assert [run.find(f"{W}rPr/{W}b") is not None for run in bound.element.iter(f"{W}r")] == [True, False]
    content = bound.element.find(f"{W}sdtContent")
    assert content is not None
    assert {each.tag for each in content} == {f"{W}r"}
    assert passage_with(again, "截至2024年").text == passage.text


@pytest.mark.parametrize("reach", [(3, 6), (4, 5), (4, 5 + 1)])
def test_words_that_are_bound_already_are_not_bound_again(written: BoundFile, reach: tuple[int, int]) -> None:
    passage = passage_with(written, "本单位对3个")
    with pytest.raises(UnboundRange, match="第3段"):
        written.bind(passage, *reach, Key("a", "b"))


def test_words_across_a_tracked_change_a_field_or_nothing_are_refused(tmp_path: Path) -> None:
    added = '<w:ins w:id="902" w:author="张三"><w:r><w:t>20</w:t></w:r></w:ins>'
    begin, separate, finish = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = "<w:r><w:instrText> DATE </w:instrText></w:r>"
    field = f"{begin}{code}{separate}<w:r><w:t>24</w:t></w:r>{finish}"
    file = edited(
        tmp_path / "a.docx",
        lambda xml: re.sub(
            r"<w:r>((?:(?!<w:r>).)*?)截至2024年12月31日",
            rf"<w:r>\1截至</w:t></w:r>{added}{field}<w:r><w:t>年12月31日",
            xml,
        ),
    )
    passage = passage_with(file, "截至2024年")
    for start, end in ((1, 4), (4, 7), (3, 5), (2, 2)):
        with pytest.raises(UnboundRange):
            file.bind(passage, start, end, Key("a", "b"))
    file.bind(passage, 2, 4, Key("inside", "insertion"))
    assert control_of(file, "inside/insertion").text == "20"


# -- comments


def test_a_comment_stands_on_the_words_and_python_docx_reads_it(written: BoundFile, tmp_path: Path) -> None:
    passage = passage_with(written, "现将有关情况报告如下")
    start = passage.text.index("现将")
    written.annotate(passage, start, start + 4, "应改为：\n现将全年情况报告如下。", date=SIX)
    written.annotate(passage, 0, 0, "整段的意见")
    again = saved(written, tmp_path / "b.docx")
    found = list(docx.Document(str(again.path)).comments)
    assert [(each.author, each.text) for each in found] == [
        ("绩效", "应改为：\n现将全年情况报告如下。"),
        ("绩效", "整段的意见"),
    ]
    assert found[0].timestamp == SIX
    assert found[1].timestamp is None
    assert commented(again, "0") == "现将有关"
    assert commented(again, "1") == passage.text


def commented(file: BoundFile, number: str) -> str:
    body = etree.fromstring(Package.read(file.path).parts[MAIN])
    said, inside = [], False
    for element in body.iter():
        if element.get(f"{W}id") == number and element.tag in (
            f"{W}commentRangeStart",
            f"{W}commentRangeEnd",
        ):
            inside = element.tag == f"{W}commentRangeStart"
        elif inside and element.tag == f"{W}t":
            said.append(element.text or "")
    return "".join(said)


def test_a_comment_on_a_bound_figure_stays_outside_its_control(written: BoundFile, tmp_path: Path) -> None:
    control = control_of(written, SPENT)
    passage = passage_with(written, "调整后预算2,178.20万元")
    written.annotate(passage, control.start + 1, control.end - 1, "手工改过")
    again = saved(written, tmp_path / "b.docx")
    assert commented(again, "0") == "2,151.27"
    for each in again.controls:
        assert not list(
            each.element.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
        )


def test_a_second_refresh_takes_its_own_comments_away_and_leaves_peoples(
    written: BoundFile, tmp_path: Path
) -> None:
    passage = passage_with(written, "现将有关情况报告如下")
    written.annotate(passage, 0, 2, "程序的意见")
    file = saved(written, tmp_path / "b.docx")
    package = Package.read(file.path)
    package.parts["word/comments.xml"] = package.parts["word/comments.xml"].replace(
        "绩效".encode(), "李四".encode()
    )
    package.write(file.path)
    file = read_bindings(file.path)
    file.annotate(passage_with(file, "现将有关情况报告如下"), 2, 4, "程序的意见")
    assert file.clear_annotations() == 1
    assert file.clear_annotations() == 0
    again = saved(file, tmp_path / "c.docx")
    assert [each.author for each in docx.Document(str(again.path)).comments] == ["李四"]
    assert commented(again, "0") == passage.text[:2]
    assert commented(again, "1") == ""
    assert passage_with(again, "现将有关").text == passage.text


# -- tables and pictures


def test_a_table_is_replaced_wherever_its_key_stands_as_wide_as_it_was(
    written: BoundFile, tmp_path: Path
) -> None:
    changed = focus_table(times=1, totals=("9,999.99", *TOTALS[1:]))
    assert written.replace_table("focus", changed, LAYOUT) == 2
    assert written.replace_table("gone", changed, LAYOUT) == 0
    again = saved(written, tmp_path / "b.docx")
    document = docx.Document(str(again.path))
    first, _, second = document.tables
    assert [len(table.rows) for table in (first, second)] == [5, 5]
    assert [words(row.cells[3]._tc) for row in second.rows][-1] == "9,999.99"
    widths = [
        sum(int(each.get(f"{W}w", "0")) for each in table._tbl.iter(f"{W}gridCol"))
        for table in (first, second)
    ]
    before = [
        sum(int(each.get(f"{W}w", "0")) for each in table._tbl.iter(f"{W}gridCol"))
        for table in docx.Document(str(written.path)).tables
    ]
    assert widths == [before[0], before[2]]
    assert again.replace_table("focus", changed, LAYOUT) == 2
    tree = etree.fromstring(Package.read(again.path).parts[MAIN])
    for ids in (
        [value(each) for each in tree.iter(f"{W}id")],
        [each.get(f"{W}id") for each in tree.iter(f"{W}bookmarkStart")],
    ):
        assert len(ids) == len(set(ids))


def test_a_comment_on_a_replaced_table_moves_to_its_first_cell(written: BoundFile, tmp_path: Path) -> None:
    passage = next(each for each in written.passages if each.place.table == 1 and each.text == "市民服务中心")
    written.annotate(passage, 0, 2, "名称待核")
    written.replace_table("focus", focus_table(times=1), LAYOUT)
    again = saved(written, tmp_path / "b.docx")
    tree = etree.fromstring(Package.read(again.path).parts[MAIN])
    (reference,) = tree.iter(f"{W}commentReference")
    assert words(next(reference.iterancestors(f"{W}tc"))) == "序号"


def test_a_replaced_table_wears_the_styles_as_the_file_calls_them(tmp_path: Path) -> None:
    package = word_package(sample(), LAYOUT)
    styles = package.parts["word/styles.xml"].decode()
    styles = styles.replace('w:styleId="TableText"', 'w:styleId="a7"').replace(
        'w:val="TableText"', 'w:val="a7"'
    )
    styles = re.sub(r'<w:style [^>]*w:styleId="TableTotal".*?</w:style>', "", styles)
    package.parts["word/styles.xml"] = styles.encode()
    package.parts[MAIN] = package.parts[MAIN].decode().replace('w:val="TableText"', 'w:val="a7"').encode()
    package.write(tmp_path / "a.docx")
    file = read_bindings(tmp_path / "a.docx")
    file.replace_table("focus", focus_table(times=1), LAYOUT)
    again = Package.read(saved(file, tmp_path / "b.docx").path)
    known = etree.fromstring(again.parts["word/styles.xml"])
    named = {each.get(f"{W}styleId"): each for each in known.iter(f"{W}style")}
    worn = {value(each) for each in etree.fromstring(again.parts[MAIN]).iter(f"{W}pStyle")}
    assert "a7" in worn
    assert "TableText" not in worn
    assert worn <= set(named)
    assert value(named["TableTotal"].find(f"{W}basedOn")) == "a7"


def test_a_picture_is_drawn_anew_in_its_frame(written: BoundFile, tmp_path: Path) -> None:
    changed = replace(chart(200), alternative="年初预算2,300.00万元")
    assert written.replace_picture("offices", changed, LAYOUT) == 1
    assert written.replace_picture("gone", changed, LAYOUT) == 0
    again = Package.read(saved(written, tmp_path / "b.docx").path)
    tree = etree.fromstring(again.parts[MAIN])
    (drawing,) = tree.iter(f"{W}drawing")
    xml = etree.tostring(drawing).decode()
    sizes = set(re.findall(r'cx="(\d+)" cy="(\d+)"', xml))
    assert len(sizes) == 1
    width, height = map(int, sizes.pop())
    assert width == 156 * 36_000
    assert height == pytest.approx(width * 200 / 442, rel=0.01)
    blip = next(drawing.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
    shown = again.target(MAIN, blip.get(f"{R}embed", ""))
    assert again.parts[shown] != sample_package().parts["word/media/image1.png"]
    assert [name for name in again.parts if name.startswith("word/media/")] == [shown]
    assert "2,300.00" in etree.tostring(drawing, encoding="unicode")


# -- the record


def test_a_new_record_takes_the_place_of_the_old(written: BoundFile, tmp_path: Path) -> None:
    written.keep_record(replace(Record.of(sample()), digest="neu"))
    again = saved(written, tmp_path / "b.docx")
    assert again.record is not None
    assert again.record.digest == "neu"
    before, after = Package.read(written.path), Package.read(again.path)
    assert [name for name in before.parts if before.parts[name] != after.parts[name]] == [
        "customXml/item1.xml"
    ]


def test_a_file_that_lost_its_record_gets_a_new_one(tmp_path: Path) -> None:
    write_word(Document("函", (paragraph("报送函"),)), tmp_path / "a.docx", LAYOUT)
    file = read_bindings(tmp_path / "a.docx")
    assert file.record is None
    file.keep_record(Record.of(sample()))
    assert saved(file, tmp_path / "b.docx").record == Record.of(sample())
    assert docx.Document(str(tmp_path / "b.docx")).paragraphs[0].text == "报送函"


def test_other_custom_parts_are_left_alone(tmp_path: Path) -> None:
    package = word_package(Document("函", (paragraph("报送函"),)), LAYOUT)
    package.parts["customXml/item1.xml"] = b"<bibliography/>"
    package.relate(MAIN, "customXml", "customXml/item1.xml")
    package.write(tmp_path / "a.docx")
    file = read_bindings(tmp_path / "a.docx")
    file.keep_record(Record.of(sample()))
    again = Package.read(saved(file, tmp_path / "b.docx").path)
    assert again.parts["customXml/item1.xml"] == b"<bibliography/>"
    assert read_bindings(tmp_path / "b.docx").record == Record.of(sample())


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=10))
def test_a_record_survives_whatever_its_words_are(printed: str, digest: str, pattern: str) -> None:
    spoken = Sentence((Span(printed), figure("1", "某项目", "spent")), "some/key", pattern)
    record = Record.of(Document("题", (Paragraph((spoken,)),), digest=digest))
    again = Record.parse(record.part())
    assert again is not None
    assert again.sentences == record.sentences
    assert again.figures == record.figures


# -- words and runs


@given(st.lists(st.text("收支12,.% \n", max_size=6), max_size=6), st.integers(0, 40), st.integers(0, 40))
def test_cutting_runs_never_changes_the_words(texts: list[str], start: int, end: int) -> None:
    content = "".join(
        "<w:r><w:rPr><w:b/></w:rPr>"
        + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in text.split("\n"))
        + "</w:r>"
        for text in texts
    )
    paragraph_element = fragment(f"<w:p>{content}</w:p>")
    whole = paragraph_text(paragraph_element)
    cut_runs = runs_between(paragraph_element, start, end)
    assert paragraph_text(paragraph_element) == whole == "".join(texts)
    assert "".join(map(words, cut_runs)) == whole[start:end]
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in paragraph_element)


def test_a_place_between_two_runs_needs_no_cut() -> None:
    paragraph_element = fragment("<w:p><w:r><w:t>一二</w:t></w:r><w:r><w:t>三</w:t></w:r></w:p>")
    cut(paragraph_element, 2)
    assert [piece.text for piece in pieces(paragraph_element)] == ["一二", "三"]


# -- files that cannot be read


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "不是完好的"),
        (b"PK\x03\x04rubbish", "不是完好的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "打开密码"),
    ],
)
def test_a_file_that_is_no_docx_says_what_to_do(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(UnreadableFile, match=told):
        read_bindings(tmp_path / "a.docx")


def test_a_missing_file_a_zip_without_a_document_and_broken_xml_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="打不开"):
        read_bindings(tmp_path / "无.docx")
    with zipfile.ZipFile(tmp_path / "zip.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(UnreadableFile, match=r"不是 \.docx"):
        read_bindings(tmp_path / "zip.docx")
    package = word_package(sample(), LAYOUT)
    for data in (b"<w:document", b"<document/>"):
        package.parts[MAIN] = data
        package.write(tmp_path / "broken.docx")
        with pytest.raises(UnreadableFile, match=r"正文|普通"):
            read_bindings(tmp_path / "broken.docx")


def test_a_file_that_would_unpack_beyond_measure_is_refused_before_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/{number}.xml", bytes(100 * 1024 * 1024))
    with pytest.raises(UnreadableFile, match="256 MB"):
        read_bindings(tmp_path / "bomb.docx")


def test_an_entity_in_the_file_is_not_expanded(tmp_path: Path) -> None:
    package = word_package(sample(), LAYOUT)
    (tmp_path / "secret").write_text("机密")
    declared = f'<!DOCTYPE w:document [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    xml = package.parts[MAIN].decode().replace("<w:document", declared + "<w:document", 1)
    package.parts[MAIN] = xml.replace("现将有关情况", "&e;", 1).encode()
    package.write(tmp_path / "a.docx")
    assert not [each for each in read_bindings(tmp_path / "a.docx").passages if "机密" in each.text]


# -- LibreOffice


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, commented, as LibreOffice saves it as .docx again."""
    folder = tmp_path_factory.mktemp("office")
    document = sample()
    long = figure("7", "project." + "一个名称很长的社区基础设施改造提升项目" * 4, "count")
    write_word(
        replace(document, blocks=(*document.blocks, paragraph(sentence("另有", long, "项。")))),
        folder / "报告.docx",
        LAYOUT,
    )
    file = read_bindings(folder / "报告.docx")
    file.annotate(passage_with(file, "现将有关"), 0, 4, "批注也要留下")
    file.save(folder / "报告.docx")
    office = [
        shutil.which("soffice") or "",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
    ]
    subprocess.run(
        [*office, "--convert-to", "docx", "--outdir", folder / "back", folder / "报告.docx"],
        check=True,
        capture_output=True,
    )
    return folder / "back" / "报告.docx"


@pytest.mark.needs("soffice")
def test_libreoffice_keeps_the_record_and_every_figures_name(returned: Path) -> None:
    file = read_bindings(returned)
    assert file.record is not None
    assert len(file.controls) > 200
    assert [each.name for each in file.controls] == [each.tag for each in file.record.figures]
    assert [each.text for each in file.controls] == [each.printed for each in file.record.figures]


@pytest.mark.needs("soffice")
def test_a_file_from_libreoffice_can_be_edited_in_every_way(returned: Path, tmp_path: Path) -> None:
    file = read_bindings(returned)
    file.print_figure(control_of(file, SPENT), "2,160.00")
    passage = passage_with(file, "截至2024年12月31日")
    file.bind(passage, 2, 6, Key("unit", "year"))
    assert file.replace_table("focus", focus_table(times=1), LAYOUT) == 2
    assert file.replace_table("form.P03", focus_table(times=1), LAYOUT) == 1
    assert file.replace_picture("offices", chart(200), LAYOUT) == 1
    assert file.clear_annotations() == 1
    file.annotate(passage_with(file, "现将有关"), 0, 4, "新的批注")
    file.save(tmp_path / "b.docx")
    again = read_bindings(tmp_path / "b.docx")
    assert control_of(again, SPENT).text == "2,160.00"
    assert control_of(again, SPENT).tag == SPENT
    assert control_of(again, "unit/year").text == "2024"
    document = docx.Document(str(tmp_path / "b.docx"))
    assert [each.text for each in document.comments] == ["新的批注"]
    worn = {p.style.name for p in document.tables[0].rows[-1].cells[0].paragraphs if p.style}
    assert worn == {"表格合计"}

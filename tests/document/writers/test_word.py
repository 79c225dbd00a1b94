"""A document written as .docx: its words, its bound figures, and the soundness of the file."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from jixiao.document.model import (
    Document,
    Heading,
    Paragraph,
    Picture,
    Sentence,
    Span,
)
from jixiao.document.writers import UnknownFormat, write
from jixiao.document.writers.picture import BrokenPicture
from jixiao.document.writers.printable import printable
from jixiao.document.writers.word import word_package, write_word
from jixiao.document.writers.word_package import CONTENT_TYPES, TYPES, Package, part_at, relations_of
from jixiao.document.writers.word_xml import NAMESPACES, WORD_2012
from jixiao.measure import LONGEST
from tests.document.word_look import (
    LAYOUT,
    WP,
    W,
    body_of,
    named_parts,
    sample_body,
    sample_package,
    sample_styles,
    value,
    words,
)
from tests.document.word_sample import figure, paragraph, sample, sentence
from tests.document.word_schema import disorder


@pytest.fixture(scope="module")
def package() -> Package:
    return sample_package()


@pytest.fixture(scope="module")
def body() -> etree._Element:
    return sample_body()


@pytest.fixture(scope="module")
def styles() -> dict[str, etree._Element]:
    return sample_styles()


def test_all_words_are_there_in_order(body: etree._Element) -> None:
    printed = words(body)
    place = 0
    for span in sample().spans():
        place = printed.index(span.text, place) + len(span.text)


def test_python_docx_reads_title_author_language_and_date(tmp_path: Path) -> None:
    write_word(sample(), tmp_path / "报告.docx", LAYOUT)
    properties = docx.Document(str(tmp_path / "报告.docx")).core_properties
    assert properties.title == "南桥街道办事处2024年度财政支出绩效跟踪报告"
    assert (properties.author, properties.language, properties.subject) == (
        "南桥街道办事处",
        "zh-CN",
        "绩效跟踪",
    )
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2024-12-31"


def test_headings_wear_the_styles_that_the_navigation_pane_lists(tmp_path: Path) -> None:
    write_word(sample(), tmp_path / "r.docx", LAYOUT)
    document = docx.Document(str(tmp_path / "r.docx"))
    found = [
        (p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")
    ]
    assert found[0] == ("Heading 1", "一、跟踪工作组织情况")
    assert ("Heading 3", "1.批复与调整") in found
    assert {name for name, _ in found} == {f"Heading {level}" for level in range(1, 5)}


def test_a_run_in_heading_wears_the_linked_style_that_the_table_of_contents_finds(
    body: etree._Element, styles: dict[str, etree._Element]
) -> None:
    run = next(run for run in body.iter(f"{W}r") if words(run) == "（一）按月核对进度。")
    worn = value(run.find(f"{W}rPr/{W}rStyle"))
    assert value(styles[worn].find(f"{W}link")) == "Heading2"
    assert value(styles["Heading2"].find(f"{W}link")) == worn


def test_a_line_break_in_a_title_or_cell_becomes_words_own(body: etree._Element) -> None:
    assert "南桥街道办事处\n2024年度财政支出绩效跟踪报告" in words(body)
    assert body.find(f".//{W}t[.='\n']") is None


@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_text_survives_but_what_xml_cannot_hold(text: str) -> None:
    paragraphs = list(body_of(Paragraph((Sentence((Span(text),)),))).iter(f"{W}p"))
    assert words(paragraphs[0]) == printable(text)


def test_each_bound_figure_is_a_hidden_control_named_by_its_key(body: etree._Element) -> None:
    bound = [span for span in sample().spans() if span.binding]
    controls = list(body.iter(f"{W}sdt"))
    assert len(controls) == len(bound) > 100
    for control, span in zip(controls, bound, strict=True):
        assert span.binding is not None
        properties = control.find(f"{W}sdtPr")
        assert properties is not None
        named = [value(properties.find(f"{W}{name}")) for name in ("alias", "tag")]
        assert named == [span.binding.key.tag] * 2
        appearance = properties.find(f"{{{WORD_2012}}}appearance")
        assert appearance is not None
        assert appearance.get(f"{{{WORD_2012}}}val") == "hidden"
        assert {etree.QName(each).localname for each in properties} == {
            "alias",
            "tag",
            "id",
            "appearance",
            "text",
        }
        assert words(control) == span.text


def test_the_schema_of_2012_may_be_passed_over_by_older_programs(package: Package) -> None:
    root = etree.fromstring(package.parts["word/document.xml"])
    assert root.get(f"{{{NAMESPACES['mc']}}}Ignorable") == "w15"
    assert root.nsmap["w15"] == WORD_2012


def test_no_tag_is_longer_than_word_allows_and_long_ones_stay_apart() -> None:
    long = "project." + "一个名称很长的社区基础设施改造提升项目" * 4
    tags = [value(each) for each in body_of(
        paragraph(sentence(figure("1", long, "spent"), figure("2", long, "adjusted")))
    ).iter(f"{W}tag")]  # fmt: skip
    assert len(set(tags)) == 2
    assert all(len(tag) <= LONGEST for tag in tags)


def test_a_bound_figure_sets_no_font_of_its_own(body: etree._Element) -> None:
    for control in body.iter(f"{W}sdt"):
        assert not list(control.iter(f"{W}rFonts", f"{W}sz", f"{W}b", f"{W}color"))


def test_a_gap_is_highlighted_and_nothing_else_is(body: etree._Element) -> None:
    marked = [words(run) for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]
    assert marked == ["【待补：批复文号】", "【待补：未完成原因】"]


def test_every_part_has_its_elements_in_the_order_of_the_schema(package: Package) -> None:
    for name, root in named_parts(package):
        assert disorder(root) == [], name


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(package: Package) -> None:
    known = etree.fromstring(package.parts[CONTENT_TYPES])
    defaults = {each.get("Extension") for each in known.iter(f"{{{TYPES}}}Default")}
    overrides = {each.get("PartName", "").lstrip("/") for each in known.iter(f"{{{TYPES}}}Override")}
    assert overrides <= set(package.parts)
    for name in package.parts:
        assert name in overrides or name.rsplit(".", 1)[-1] in defaults
        if relations_of(name) in package.parts:
            for relation in etree.fromstring(package.parts[relations_of(name)]):
                assert part_at(name, relation.get("Target", "")) in package.parts


def test_every_relation_id_that_the_body_uses_exists(package: Package, body: etree._Element) -> None:
    relations = etree.fromstring(package.parts["word/_rels/document.xml.rels"])
    known = {each.get("Id") for each in relations}
    r = f"{{{NAMESPACES['r']}}}"
    used = {
        each.get(f"{r}{name}") for each in body.iter() for name in ("id", "embed") if each.get(f"{r}{name}")
    }
    assert used <= known


def test_ids_of_controls_bookmarks_and_drawings_are_unique(body: etree._Element) -> None:
    controls = [value(each) for each in body.iter(f"{W}id")]
    bookmarks = [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkStart")]
    drawings = [each.get("id") for each in body.iter(f"{WP}docPr")]
    for ids in (controls, bookmarks, drawings):
        assert len(ids) == len(set(ids)) > 0


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        write_word(sample(), tmp_path / name, LAYOUT)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_document_without_figures_records_nothing() -> None:
    package = word_package(Document("函", (paragraph("现将报告报送你局。"),)), LAYOUT)
    assert not [name for name in package.parts if name.startswith("customXml")]


def test_an_empty_document_is_still_a_word_file(tmp_path: Path) -> None:
    write_word(Document("空", ()), tmp_path / "空.docx", LAYOUT)
    assert [p.text for p in docx.Document(str(tmp_path / "空.docx")).paragraphs] == [""]


def test_a_document_that_cannot_be_written_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_text("旧稿")
    with pytest.raises(BrokenPicture):
        write_word(Document("图", (Picture("<svg", "坏图"),)), path, LAYOUT)
    assert path.read_text() == "旧稿"
    assert list(tmp_path.iterdir()) == [path]


def test_the_ending_of_the_name_decides_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    assert write(Document("一", (Heading(1, "一、"),)), tmp_path / "报告.DOCX", LAYOUT) == ""
    assert zipfile.is_zipfile(tmp_path / "报告.DOCX")
    with pytest.raises(UnknownFormat, match=r"\.odt"):
        write(Document("一", ()), tmp_path / "报告.odt", LAYOUT)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The sample as LibreOffice prints it, one text a page."""
    folder = tmp_path_factory.mktemp("office")
    write_word(sample(), folder / "报告.docx", LAYOUT)
    office = [
        shutil.which("soffice") or "",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
    ]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", folder, folder / "报告.docx"],
        check=True,
        capture_output=True,
    )
    made = subprocess.run(
        ["pdftotext", "-layout", folder / "报告.pdf", "-"], check=True, capture_output=True, text=True
    )
    return made.stdout.split("\f")[:-1]


@pytest.mark.needs("soffice", "pdftotext")
def test_libreoffice_prints_every_bound_figure_and_every_word(pages: list[str]) -> None:
    printed = re.sub(r"\s", "", "".join(pages))
    for span in sample().spans():
        if span.binding:
            assert span.text in printed
    for said in (
        "按月核对进度。各办公室按月核对支付进度，遇有偏差先查原因、再定办法，",
        "——合同、验收单一项不缺……",
        "图1各部门预算与支出",
    ):
        assert said in printed


@pytest.mark.needs("soffice", "pdftotext")
def test_libreoffice_repeats_the_header_and_numbers_every_page_once(pages: list[str]) -> None:
    assert sum("序" in page and "执行率" in page for page in pages) >= 4
    for number, page in enumerate(pages, start=1):
        assert re.search(rf"—\s*{number}\s*—", re.sub(r"\s+", " ", page)), number

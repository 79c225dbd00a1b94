from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document.model import Document
from jixiao.document.place import PagePlace
from jixiao.document.readers.ofd import read_ofd
from jixiao.errors import UnreadableFile
from tests.document.readers.ofd_sample import NAMES, content, line, ofd, packed, parts, text
from tests.document.readers.paper import lines, tables_of

PROSE = ["全年支出38,768.14万元，占调整后预算39,433.42万元的98.31%，", "比上年增长5.20%。"]


def read(data: bytes, folder: Path) -> Document:
    path = folder / "报告.ofd"
    path.write_bytes(data)
    return read_ofd(path)


def refusal(data: bytes, folder: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(data, folder)
    return caught.value


def table(top: float, rows: list[list[str]]) -> list[str]:
    xs, height = [30, 80, 120, 160], 8
    ys = [top + height * number for number in range(len(rows) + 1)]
    drawn = [line(xs[0], y, xs[-1], y) for y in ys] + [line(x, ys[0], x, ys[-1]) for x in xs]
    return drawn + [
        text(xs[column] + 2, ys[row] + 6, words, 3.5)
        for row, cells in enumerate(rows)
        for column, words in enumerate(cells)
    ]


def test_lines_become_paragraphs_and_cells_a_table_over_two_pages(tmp_path: Path):
    header, first, second = ["项目", "预算", "支出"], ["保洁", "12.00", "11.50"], ["合计", "12.00", "11.50"]
    one = content(
        text(60, 30, "2023年度执行情况报告", 7),
        text(36.4, 50, PROSE[0]),
        text(28, 58, PROSE[1]),
        text(140, 68, "单位：万元", 3.5),
        *table(70, [header, first]),
        text(98, 285, "— 1 —", 4),
    )
    other = content(*table(30, [header, second]), text(98, 285, "— 2 —", 4))
    document = read(ofd(one, other), tmp_path)
    assert lines(document) == [
        "# 2023年度执行情况报告",
        "".join(PROSE),
        *("|".join(row) for row in (header, first, second)),
    ]
    assert tables_of(document)[0].unit_note == "单位：万元"
    assert document.properties == {"pages": "2"}


def test_a_box_is_where_the_figure_stands_in_points(tmp_path: Path):
    span = list(read(ofd(content(text(100, 100, "支出38.14万元", 10))), tmp_path).spans())[1]
    assert span.text == "38.14"
    assert isinstance(span.place, PagePlace)
    mm = 72 / 25.4
    assert span.place.box == pytest.approx((120 * mm, 91.4 * mm, 145 * mm, 101.4 * mm), abs=0.2)


def test_steps_may_be_told_by_their_number(tmp_path: Path):
    page = content(
        '<ofd:TextObject Boundary="20 20 100 10" Size="5" Font="1">'
        '<ofd:TextCode X="0" Y="5" DeltaX="g 4 2.5 5">38.14万元</ofd:TextCode></ofd:TextObject>'
    )
    assert lines(read(ofd(page), tmp_path)) == ["38.14万元"]


def test_templates_blocks_and_composite_objects_are_read(tmp_path: Path):
    template = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    common = f"{template}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    resources = (
        f"<ofd:Res {NAMES}><ofd:CompositeGraphicUnits>"
        f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{text(0, 10, "图样三3")}</ofd:Content>'
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    page = content(
        f"<ofd:PageBlock>{text(30, 60, '正文二2')}</ofd:PageBlock>",
        '<ofd:CompositeObject ResourceID="5" Boundary="30 80 50 50" CTM="1 0 0 1 0 0"/>',
        template='<ofd:Template TemplateID="7"/>',
    )
    files = parts(
        page,
        common=common,
        **{"Tpls/Tpl_0/Content.xml": content(text(30, 30, "底图一1")), "PublicRes.xml": resources},
    )
    assert lines(read(packed(files), tmp_path)) == ["底图一1", "正文二2", "图样三3"]


def test_paths_are_found_however_the_producer_writes_them(tmp_path: Path):
    files = parts(content(text(30, 60, "正文1")))
    files["OFD.xml"] = files["OFD.xml"].replace("Doc_0/Document.xml", "/doc_0\\Document.xml")
    files["Doc_0/Document.xml"] = files["Doc_0/Document.xml"].replace("Pages/Page_0", "Doc_0/Pages/Page_0")
    assert lines(read(packed(files), tmp_path)) == ["正文1"]


def test_text_that_is_not_shown_is_not_read(tmp_path: Path):
    page = content(text(30, 60, "看得见1"), text(30, 80, "看不见2", Visible="false"))
    assert lines(read(ofd(page), tmp_path)) == ["看得见1"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "空文件"),
            (b"%PDF-1.7", "不是 OFD"),
            (packed({"word/document.xml": "<a/>"}), "不是 OFD"),
            (b"PK\x03\x04broken", "已损坏"),
            (ofd(content(text(30, 30, "一1")))[:-40], "已损坏"),
            (packed({"OFD.xml": "<broken"}), "已损坏"),
            (packed(parts(content("<ofd:TextObject>"))), "已损坏"),
            (ofd(content('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>')), "扫描件"),
            (ofd(content()), "没有文字"),
            (packed({**parts(content()), "Doc_0/Encryptions.xml": "<a/>"}), "密码"),
        ],
    )
    def test_one_sentence_says_why(self, tmp_path: Path, data: bytes, words: str):
        error = refusal(data, tmp_path)
        assert words in error.message
        assert error.english


class TestHostileFiles:
    def test_entities_are_refused(self, tmp_path: Path):
        page = '<!DOCTYPE a [<!ENTITY b "12">]>' + content(text(30, 30, "一1"))
        assert "已损坏" in refusal(ofd(page), tmp_path).message

    def test_a_bomb_is_refused_by_what_it_would_unpack_to(self, tmp_path: Path):
        files: dict[str, str | bytes] = dict(parts(content(text(30, 30, "一1"))))
        files["Doc_0/Pages/Page_0/Content.xml"] = b" " * (80 * 2**20)
        assert "展开后过大" in refusal(packed(files), tmp_path).message

    def test_graphics_that_hold_each_other_without_end_are_refused(self, tmp_path: Path):
        holds = '<ofd:CompositeObject ResourceID="5" Boundary="0 0 9 9"/>' * 10
        resources = (
            f"<ofd:Res {NAMES}><ofd:CompositeGraphicUnits>"
            f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{holds}</ofd:Content></ofd:CompositeGraphicUnit>'
            "</ofd:CompositeGraphicUnits></ofd:Res>"
        )
        common = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        files = parts(content(holds), common=common, **{"PublicRes.xml": resources})
        started = time.monotonic()
        assert "超过" in refusal(packed(files), tmp_path).message
        assert time.monotonic() - started < 30

    def test_steps_without_number_make_no_marks(self, tmp_path: Path):
        page = content(
            '<ofd:TextObject Boundary="20 20 100 10" Size="5">'
            '<ofd:TextCode X="0" Y="5" DeltaX="g 999999999 2.5">38.14</ofd:TextCode></ofd:TextObject>'
        )
        assert lines(read(ofd(page), tmp_path)) == ["38.14"]

    @pytest.mark.parametrize("number", ["nan", "inf", "1e999", "-", "", "9" * 400])
    def test_numbers_that_are_none_do_no_harm(self, tmp_path: Path, number: str):
        page = content(
            f'<ofd:TextObject Boundary="{number} 20 100 10" Size="{number}" CTM="1 {number} 0 1 0 0">'
            f'<ofd:TextCode X="{number}" Y="5" DeltaX="{number}">38.14</ofd:TextCode></ofd:TextObject>',
            text(30, 60, "正文1"),
        )
        assert "正文1" in "".join(lines(read(ofd(page), tmp_path)))

    @settings(max_examples=60)
    @given(at=st.integers(0, 10**6), bytes_=st.binary(min_size=1, max_size=8), cut=st.integers(0, 10**6))
    def test_a_mutated_or_cut_file_is_read_or_refused_in_words(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, bytes_: bytes, cut: int
    ):
        data = bytearray(WHOLE)
        data[at % len(data) : at % len(data) + len(bytes_)] = bytes_
        if cut % 2:
            del data[cut % len(data) :]
        with suppress(UnreadableFile):
            read(bytes(data), tmp_path_factory.mktemp("mutated"))

    @settings(max_examples=60)
    @given(at=st.integers(0, 10**6), words=st.text(max_size=12))
    def test_a_page_with_anything_in_it_is_read_or_refused_in_words(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, words: str
    ):
        page = content(text(30, 60, PROSE[0]), *table(70, [["项目", "1"], ["甲", "2"]]))
        place = at % len(page)
        files: dict[str, str | bytes] = dict(parts("x"))
        files["Doc_0/Pages/Page_0/Content.xml"] = (page[:place] + words + page[place + 3 :]).encode(
            "utf-8", "surrogatepass"
        )
        with suppress(UnreadableFile):
            read(packed(files), tmp_path_factory.mktemp("anything"))


WHOLE = ofd(content(text(30, 60, PROSE[0]), *table(70, [["项目", "1"], ["甲", "2"]])))

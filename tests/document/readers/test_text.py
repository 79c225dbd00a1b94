"""Texts of every encoding that Chinese offices send, and what is no text."""

from __future__ import annotations

import codecs
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document.model import Document
from jixiao.document.place import TextPlace
from jixiao.document.readers import text as reader
from jixiao.document.readers.decoding import decoded
from jixiao.document.readers.text import read_text
from jixiao.errors import UnreadableFile
from tests.document.readers.paper import lines

PROSE = "截至2023年12月31日，全年支出38,768.14万元，占调整后预算的98.31％；新增面积1，200㎡。"
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


def read(folder: Path, data: bytes) -> Document:
    path = folder / "报告.txt"
    path.write_bytes(data)
    return read_text(path)


def refusal(folder: Path, data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(folder, data)
    assert caught.value.english
    return caught.value


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16-le", "utf-16-be"])
    def test_a_text_is_read_whatever_its_encoding(self, tmp_path: Path, encoding: str):
        said = PROSE.replace("㎡", "平方米") if encoding == "gbk" else PROSE
        assert lines(read(tmp_path, said.encode(encoding))) == [said]

    @pytest.mark.parametrize("encoding", sorted(MARKED))
    def test_a_mark_at_the_start_settles_the_encoding_and_is_no_character(
        self, tmp_path: Path, encoding: str
    ):
        [span] = read(tmp_path, MARKED[encoding] + PROSE.encode(encoding)).spans()
        assert (span.text, span.place) == (PROSE, TextPlace(0))

    def test_big5_is_read_too(self, tmp_path: Path):
        said = "全年預算執行情況報告，支出三千萬元，佔預算百分之九十八。"
        assert lines(read(tmp_path, said.encode("big5"))) == [said]

    def test_characters_that_only_gb18030_has_are_kept(self, tmp_path: Path):
        said = f"{PROSE}由䶮先生负责"
        assert lines(read(tmp_path, said.encode("gb18030"))) == [said]

    def test_a_single_fault_in_a_gbk_text_costs_one_character(self, tmp_path: Path):
        data = PROSE.encode("gb18030")
        [said] = lines(read(tmp_path, data + b"\xff" + data))
        assert said.startswith(PROSE)
        assert said.count("万元") == 2

    def test_a_text_that_is_cut_within_a_character_is_read_up_to_there(self, tmp_path: Path):
        assert lines(read(tmp_path, PROSE.encode()[:-1]))[0][:-1] == PROSE[:-1]

    def test_what_a_page_says_of_its_encoding_counts_where_it_is_true(self):
        assert decoded(PROSE.encode("gb18030"), "页", declared="gb2312") == PROSE
        assert decoded(PROSE.encode(), "页", declared="gb2312") == PROSE
        assert decoded(PROSE.encode("gb18030"), "页", declared="utf-8") == PROSE

    @settings(max_examples=60)
    @given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=30, max_size=80))
    def test_utf_8_always_comes_back(self, said: str):
        assert decoded(said.encode(), "文本") == said


class TestPlaces:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_a_line_end_counts_as_one_character(self, tmp_path: Path, end: str):
        document = read(tmp_path, f"甲1{end}{end}  乙22{end}丙".encode())
        assert [(span.text, span.place) for span in document.spans()] == [
            ("甲1", TextPlace(0)),
            ("  乙22", TextPlace(4)),
            ("丙", TextPlace(10)),
        ]

    @settings(max_examples=60)
    @given(st.text("甲1.,，\t \n\r　", min_size=1, max_size=60))
    def test_every_span_is_the_text_from_its_place_on(
        self, tmp_path_factory: pytest.TempPathFactory, said: str
    ):
        folder = tmp_path_factory.mktemp("places")
        with suppress(UnreadableFile):
            whole = said.replace("\r\n", "\n").replace("\r", "\n")
            for span in read(folder, said.encode()).spans():
                assert isinstance(span.place, TextPlace)
                assert whole[span.place.start :].startswith(span.text)


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "空文件"),
            (b" \r\n\t\n", "没有文字"),
            (codecs.BOM_UTF8, "没有文字"),
            (bytes(range(256)) * 20, "不是文本"),
            (b"\x89PNG\r\n\x1a\n" + bytes(500), "不是文本"),
        ],
    )
    def test_one_sentence_says_why(self, tmp_path: Path, data: bytes, words: str):
        assert words in refusal(tmp_path, data).message

    def test_more_text_than_any_report_has_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(reader, "LARGEST_TEXT", 1 << 20)
        assert "超过文本上限" in refusal(tmp_path, b"1" * ((1 << 20) + 1)).message
        monkeypatch.setattr(reader, "MOST_LINES", 10)
        assert "万行" in refusal(tmp_path, b"1\n" * 12).message


class TestHostileFiles:
    def test_ten_million_digits_are_read_in_seconds(self, tmp_path: Path):
        started = time.process_time()
        [span] = read(tmp_path, b"7" * 10_000_000).spans()
        assert len(span.text) == 10_000_000
        assert time.process_time() - started < 10

    @settings(max_examples=100)
    @given(st.binary(min_size=1, max_size=400))
    def test_any_bytes_are_a_text_or_refused_in_words(
        self, tmp_path_factory: pytest.TempPathFactory, data: bytes
    ):
        with suppress(UnreadableFile):
            read(tmp_path_factory.mktemp("bytes"), data)

"""Any file that a report may come in: told by its content, read, or refused in one sentence."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from jixiao.containers.compound import Compound
from jixiao.document.model import Document
from jixiao.document.readers import office
from jixiao.document.readers.kinds import Kind, kind_of
from jixiao.document.readers.reading import SUFFIXES, read_document
from jixiao.document.writers.word import write_word
from jixiao.errors import UnreadableFile
from tests.document.readers.ofd_sample import content, ofd, text
from tests.document.readers.paper import lines
from tests.document.readers.pdf_sample import locked, one_page, scan, words
from tests.document.readers.word_file import packed, para, row, table
from tests.document.word_look import LAYOUT
from tests.document.word_sample import sample

SAID = "全年支出98.31万元。"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small file of each kind, by its usual ending."""
    folder = tmp_path_factory.mktemp("files")
    book = xlsxwriter.Workbook(str(folder / "表.xlsx"))
    book.add_worksheet().write_column(0, 0, [SAID, SAID])
    book.close()
    return {
        ".txt": SAID.encode("gb18030"),
        ".html": f"<!DOCTYPE html><html><body><p>{SAID}</p></body></html>".encode(),
        ".docx": packed(para(SAID)),
        ".xlsx": (folder / "表.xlsx").read_bytes(),
        ".pdf": one_page(words(80, 700, "Spent 98.31 of 100.00 in 2023")),
        ".ofd": ofd(content(text(20, 40, SAID))),
    }


def put(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def refusal(path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.english
    assert caught.value.message.count("。") == 1
    return caught.value


class TestContent:
    @pytest.mark.parametrize("ending", [".txt", ".html", ".docx", ".xlsx", ".pdf", ".ofd"])
    def test_a_file_is_read_under_its_name_and_without_one(
        self, tmp_path: Path, files: dict[str, bytes], ending: str
    ):
        for name in (f"报告{ending}", f"报告{ending.upper()}", "报告", "报告.bak"):
            assert "98.31" in "".join(lines(read_document(put(tmp_path, name, files[ending]))))

    @pytest.mark.parametrize(
        ("name", "ending", "words"),
        [
            ("报告.docx", ".pdf", "PDF"),
            ("报告.pdf", ".docx", "Word 文档"),
            ("报告.xlsx", ".docx", "Word 文档"),
            ("报告.docx", ".xlsx", "工作簿"),
            ("报告.txt", ".pdf", "PDF"),
            ("报告.ofd", ".pdf", "PDF"),
            ("报告.docx", ".html", "网页"),
            ("报告.xls", ".html", "网页"),
            ("报告.docx", ".txt", "纯文本"),
            ("报告.html", ".ofd", "OFD"),
        ],
    )
    def test_a_wrong_name_is_told_with_what_the_file_really_is(
        self, tmp_path: Path, files: dict[str, bytes], name: str, ending: str, words: str
    ):
        message = refusal(put(tmp_path, name, files[ending])).message
        assert words in message
        assert Path(name).suffix in message

    @pytest.mark.parametrize("name", ["报告.xls", "报告.et", "报告.xlsm"])
    def test_workbooks_go_by_any_name_of_a_workbook(self, tmp_path: Path, files: dict[str, bytes], name: str):
        assert lines(read_document(put(tmp_path, name, files[".xlsx"])))

    def test_a_piece_of_a_page_is_a_page_if_it_is_called_one(self, tmp_path: Path):
        assert lines(read_document(put(tmp_path, "页.html", f"<p>{SAID}</p>".encode()))) == [SAID]

    def test_markdown_is_text_without_its_marks(self, tmp_path: Path):
        assert lines(read_document(put(tmp_path, "报告.md", f"# 报告\n\n{SAID}".encode()))) == [
            "报告",
            SAID,
        ]

    def test_names_that_a_search_looks_for_are_in_small_letters(self):
        assert {".docx", ".pdf", ".ofd", ".html", ".xlsx", ".et", ".wps", ".txt"} <= SUFFIXES
        assert all(each == each.lower() and each.startswith(".") for each in SUFFIXES)


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "data", "words"),
        [
            ("报告.docx", b"", "空文件"),
            ("报告.docx", b"PK\x03\x04" + bytes(range(200)), "已损坏"),
            ("报告.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "已损坏"),
            ("报告.docx", bytes(range(256)) * 4, "已损坏"),
            ("报告.pdf", b"\x00\x01\x02" * 99, "已损坏"),
            ("报告.txt", bytes(range(256)) * 4, "不是文本"),
            ("报告.pdf", b"%PDF-1.7\n" + bytes(300), "已损坏"),
            ("报告", b"\x89PNG\r\n\x1a\n" + bytes(300), "扫描件"),
            ("报告.jpg", b"\xff\xd8\xff\xe0" + bytes(300), "扫描件"),
            ("报告.pdf", b"\xff\xd8\xff\xe0" + bytes(300), "图片"),
            ("报告.rar", b"Rar!\x1a\x07\x00" + bytes(300), "压缩包"),
        ],
    )
    def test_one_sentence_says_why(self, tmp_path: Path, name: str, data: bytes, words: str):
        assert words in refusal(put(tmp_path, name, data)).message

    def test_a_missing_file_and_a_folder(self, tmp_path: Path):
        with pytest.raises(UnreadableFile, match="找不到"):
            read_document(tmp_path / "没有.docx")
        with pytest.raises(UnreadableFile, match="不是文件"):
            read_document(tmp_path)

    def test_a_scan_and_a_locked_pdf(self, tmp_path: Path):
        assert "扫描件" in refusal(put(tmp_path, "报告.pdf", scan())).message
        assert "密码" in refusal(put(tmp_path, "报告.pdf", locked(b"secret"))).message

    def test_an_archive_of_files_is_no_report(self, tmp_path: Path):
        with zipfile.ZipFile(tmp_path / "报告.zip", "w") as archive:
            archive.writestr("报告.txt", SAID)
        assert "压缩包" in refusal(tmp_path / "报告.zip").message
        (tmp_path / "报告.zip").rename(tmp_path / "报告.docx")
        assert "压缩包" in refusal(tmp_path / "报告.docx").message

    @pytest.mark.parametrize("at", [0.2, 0.5, 0.9])
    @pytest.mark.parametrize("ending", [".docx", ".xlsx", ".ofd"])
    def test_a_file_that_was_cut_off_is_damaged(
        self, tmp_path: Path, files: dict[str, bytes], ending: str, at: float
    ):
        data = files[ending]
        assert "已损坏" in refusal(put(tmp_path, f"报告{ending}", data[: int(len(data) * at)])).message


class TestImports:
    def test_nothing_heavy_is_loaded_before_a_file_needs_it(self):
        heavy = ("lxml", "pypdfium2", "python_calamine", "email", "subprocess")
        code = (
            "import sys; from jixiao.document.readers import reading;"
            f"print([each for each in {heavy} if each in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"


class TestOlderFiles:
    def old(self, folder: Path, kind: str) -> bytes:
        """A report as LibreOffice saves it in an older format."""
        write_word(sample(), folder / "旧.docx", LAYOUT)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        called = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*called, str(folder / "旧.docx")], check=True, capture_output=True)
        return (folder / f"旧.{kind}").read_bytes()

    def figures(self, document: Document) -> list[str]:
        return [span.text for span in document.spans() if "." in span.text and span.text.isascii()]

    @pytest.mark.needs("soffice")
    def test_a_doc_and_a_wps_are_read_as_the_docx_that_they_were(self, tmp_path: Path):
        data = self.old(tmp_path, "doc")
        assert kind_of(data) is Kind.OLD_WORD
        found = read_document(put(tmp_path, "报告.wps", data))
        assert self.figures(found) == self.figures(read_document(tmp_path / "旧.docx"))
        assert found.title == sample().title

        start = Compound(data).read("WordDocument")[:12]
        locked = data.replace(start, start[:11] + bytes([start[11] | 1]))
        assert "密码" in refusal(put(tmp_path, "报告.doc", locked)).message

    @pytest.mark.needs("soffice")
    def test_an_rtf_is_read(self, tmp_path: Path):
        data = b"{\\rtf1\\ansi spent 98.31 yuan\\par of 100.00}"
        assert lines(read_document(put(tmp_path, "报告.rtf", data))) == ["spent 98.31 yuan", "of 100.00"]

    def test_without_libreoffice_one_sentence_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(office, "program", lambda: None)
        assert "LibreOffice" in refusal(put(tmp_path, "报告.rtf", b"{\\rtf1 98}")).message

    def test_a_converter_that_finds_no_end_is_ended(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        sleeper = tmp_path / "soffice"
        sleeper.write_text(f"#!{shutil.which('sh')}\nsleep 60\n")
        sleeper.chmod(0o755)
        monkeypatch.setattr(office, "program", lambda: str(sleeper))
        monkeypatch.setattr(office, "MOST_SECONDS", 0.2)
        assert "转换不完" in refusal(put(tmp_path, "报告.rtf", b"{\\rtf1 98}")).message

    def test_a_converter_that_fails_is_damage(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(office, "program", lambda: shutil.which("true"))
        assert "已损坏" in refusal(put(tmp_path, "报告.rtf", b"{\\rtf1 98}")).message


def test_a_table_in_a_word_file_is_read(tmp_path: Path):
    data = packed(table(row("甲", "1"), row("乙", "2")))
    assert lines(read_document(put(tmp_path, "报告.docx", data))) == ["甲|1", "乙|2"]

from __future__ import annotations

import datetime as dt
import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from jixiao.document.readers.reading import read_document
from jixiao.document.writers.word_package import Package
from jixiao.document.writers.word_xml import MAIN as MAIN_NAMESPACE
from jixiao.errors import UnreadableFile
from jixiao.reporting.annotated import AUTHOR, annotated
from tests.reporting.files import (
    SOUND,
    STYLE,
    WRONG_RATE,
    check,
    page_file,
    text_file,
    word_file,
    workbook_file,
)

DATE = dt.datetime(2025, 1, 8, 9, 30, tzinfo=dt.UTC)
MAIN = "word/document.xml"


def returned(path: Path, *, suggest: bool = False) -> bytes:
    """The annotated file."""
    return annotated(*check(path), suggest=suggest, date=DATE)


def commented(data: bytes) -> dict[str, str]:
    """The comments of a file, each by the words that it stands on."""
    document = docx.Document(BytesIO(data))
    texts = {each.comment_id: each.text for each in document.comments}
    found = {}
    for number, text in texts.items():
        words, inside = "", False
        for element in document.element.body.iter():
            if element.tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd")):
                if element.get(qn("w:id")) == str(number):
                    inside = element.tag == qn("w:commentRangeStart")
            elif inside and element.tag in (qn("w:t"), qn("w:delText")):
                words += element.text or ""
        found[words] = text
    return found


def text_of(path: Path) -> str:
    return "\n".join(span.text for span in read_document(path).spans())


def test_comments_stand_on_exactly_the_figures(tmp_path: Path):
    comments = commented(returned(word_file(tmp_path)))
    assert list(comments) == ["320.00", "18.3%"]
    assert comments["18.3%"].startswith("【错误】增长18.3%，按20.0亿元÷（120.0亿元－20.0亿元）应为20.0%")
    assert "建议：改为 20.0%" in comments["18.3%"]
    assert comments["18.3%"].endswith("规则 GRO001")


def test_nothing_but_the_comments_is_changed(tmp_path: Path):
    path = word_file(tmp_path)
    before, after = zipfile.ZipFile(path), zipfile.ZipFile(BytesIO(returned(path)))
    touched = {MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels"}
    for name in before.namelist():
        if name not in touched:
            assert after.read(name) == before.read(name), name
    assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
    kept = re.sub(rb"<w:comment[^>]*/>|<w:r></w:r>|<w:r><w:comment[^>]*/></w:r>", b"", after.read(MAIN))
    runs = re.findall(rb"<w:t[ >][^<]*", kept)
    assert b"".join(re.findall(rb">([^<]*)", b"".join(runs))).decode() == "".join(
        each.text or "" for each in docx.Document(str(path)).element.body.iter(qn("w:t"))
    )


def test_runs_keep_their_looks(tmp_path: Path):
    document = docx.Document(BytesIO(returned(word_file(tmp_path))))
    looks = [(run.text, run.bold, run.italic) for run in document.paragraphs[1].runs if run.text]
    assert ("18", True, None) in looks
    assert (".3", None, True) in looks
    assert ("%", None, None) in looks


def test_a_suggestion_is_a_tracked_change_and_reads_as_mended(tmp_path: Path):
    path = tmp_path / "改过.docx"
    path.write_bytes(returned(word_file(tmp_path), suggest=True))
    assert "增长20.0%。" in text_of(path).replace("\n", "")
    assert "18.3%" not in {each.finding.stated for each in check(path)[0].noted}
    body = docx.Document(str(path)).element.body
    assert "".join(each.text for each in body.iter(qn("w:delText"))).startswith("18.3%")
    assert {each.get(qn("w:author")) for each in body.iter(qn("w:ins"), qn("w:del"))} == {AUTHOR}


def test_without_the_wish_nothing_is_suggested(tmp_path: Path):
    body = docx.Document(BytesIO(returned(word_file(tmp_path)))).element.body
    assert not list(body.iter(qn("w:ins"), qn("w:del")))


def test_a_second_check_replaces_the_comments_of_the_first_and_keeps_those_of_people(tmp_path: Path):
    path = word_file(tmp_path)
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[1].runs[0], text="请核", author="王")
    document.save(str(path))
    once = tmp_path / "一.docx"
    once.write_bytes(returned(path))
    again = docx.Document(BytesIO(returned(once)))
    assert sorted(each.author for each in again.comments) == sorted(["王", AUTHOR, AUTHOR])


def test_a_figure_in_a_tracked_insertion_or_a_link_keeps_a_sound_file(tmp_path: Path):
    path = word_file(tmp_path)
    document = docx.Document(str(path))
    paragraph = document.paragraphs[1]._p
    for run in list(paragraph.iterchildren(qn("w:r")))[1:4]:
        inserted = run.makeelement(qn("w:ins"), {qn("w:id"): "90", qn("w:author"): "王"})
        run.addprevious(inserted)
        inserted.append(run)
    document.save(str(path))
    data = returned(path)
    assert "18.3%" in commented(data)
    marks = docx.Document(BytesIO(data)).element.body.iter(qn("w:commentReference"))
    assert all(mark.getparent().getparent().tag == qn("w:p") for mark in marks)


@pytest.mark.parametrize(
    "file", [workbook_file, page_file, lambda folder: text_file(folder, WRONG_RATE, STYLE)]
)
def test_a_file_of_another_kind_comes_back_as_a_word_file_of_its_text(tmp_path: Path, file):
    path = file(tmp_path)
    found, _ = check(path)
    comments = commented(returned(path))
    assert list(comments) == [each.finding.places[0].quote for each in found.noted]


def test_a_text_that_was_set_anew_reads_as_before(tmp_path: Path):
    path = text_file(tmp_path, WRONG_RATE, SOUND)
    new = tmp_path / "新.docx"
    new.write_bytes(returned(path))
    assert [each.finding.stated for each in check(new)[0].noted] == ["18.3%"]


def test_what_no_place_is_known_of_is_said_all_the_same(tmp_path: Path):
    from dataclasses import replace

    found, proof = check(word_file(tmp_path))
    lost = replace(found.noted[0], finding=replace(found.noted[0].finding, places=()))
    data = annotated(replace(found, noted=(lost,)), proof, date=DATE)
    assert len(commented(data)) == 1


def test_a_file_whose_other_parts_are_broken_is_said_to_be_damaged(tmp_path: Path):
    path = word_file(tmp_path)
    whole = zipfile.ZipFile(BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, b"<Types" if name == "[Content_Types].xml" else whole.read(name))
    with pytest.raises(UnreadableFile, match=r"报告\.docx 已损坏"):
        returned(path)


@pytest.mark.parametrize("part", ["footnotes", "textbox"])
def test_what_stands_in_a_note_or_a_box_is_commented_where_it_hangs(tmp_path: Path, part: str):
    path = tmp_path / "注.docx"
    path.write_bytes(noted_file(word_file(tmp_path), part))
    found, _ = check(path)
    places = [each.finding.places[0] for each in found.noted]
    assert part in {place.part for place in places}
    assert len(commented(returned(path, suggest=True))) == len(places)


def noted_file(path: Path, part: str) -> bytes:
    """The report with a sentence that is wrong in a footnote or a text box."""
    package = Package.read(path)
    words = f"<w:p><w:r><w:t>{WRONG_RATE.replace('18.3', '17.7')}</w:t></w:r></w:p>"
    if part == "footnotes":
        hook = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        package.parts["word/footnotes.xml"] = (
            f'<w:footnotes xmlns:w="{MAIN_NAMESPACE}"><w:footnote w:id="2">{words}</w:footnote></w:footnotes>'
        ).encode()
        package.declare(
            "word/footnotes.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        )
        package.relate(MAIN, "footnotes", "word/footnotes.xml")
    else:
        hook = (
            '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            f"{words}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    body = package.parts[MAIN].decode()
    package.parts[MAIN] = body.replace("全年平稳。</w:t></w:r>", f"全年平稳。</w:t></w:r>{hook}").encode()
    return package.packed()


@pytest.mark.needs("soffice")
def test_libreoffice_opens_it_with_its_comments_in_place(tmp_path: Path):
    path = tmp_path / "批注.docx"
    path.write_bytes(returned(word_file(tmp_path), suggest=True))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = (tmp_path / "批注.fodt").read_text(encoding="utf-8")
    assert text.count("<office:annotation ") == 2
    assert text.count("<text:insertion>") >= 1
    marked = re.sub(r"<office:annotation .*?</office:annotation>", "⟦", text, flags=re.DOTALL)
    marked = re.sub(r"<office:annotation-end[^>]*>", "⟧", marked.replace("<text:change", "<"))
    assert re.search(r"增长⟦.*?20\.0%⟧", re.sub(r"<[^>]*>", "", marked))

"""What stands in a file is read once it is kept, and found by those alone who may open it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from jixiao_web.accounts.actor import Actor
from jixiao_web.files import reading, schedule
from jixiao_web.files.models import FileText, StoredFile
from jixiao_web.files.services import keep, remove, restore
from jixiao_web.jobs.models import Job
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.search.selectors import search
from tests.web.conftest import CAST, OFFICE

Acting = Callable[[str], Actor]


@pytest.fixture(autouse=True)
def kept_here(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def word() -> bytes:
    written, file = docx.Document(), io.BytesIO()
    written.add_paragraph("经第三方测评，银杏大道改造一期满意度为百分之九十二。")
    written.add_table(1, 2).cell(0, 1).text = "古树复壮"
    written.save(file)
    return file.getvalue()


def sheet() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["银杏大道", "古树复壮"])  # type: ignore[union-attr]
    book.save(file)
    return file.getvalue()


def pdf(text: str = "Ginkgo avenue rebuilt in 2019") -> bytes:
    """A page with a line of text, or a picture of a page without one."""
    drawn = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else "72 72 400 600 re f"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = "".join(f"{number} 0 obj{part}endobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF".encode()


def kept(year: BudgetYear, name: str, content: bytes, *, office: str = OFFICE) -> StoredFile:
    return keep(
        actor=None,
        name=name,
        content=content,
        kind="projects.paper",
        year=year,
        office=office,
        subject="projects/1",
    )


def found(actor: Actor, year: BudgetYear, text: str) -> list[tuple[str, str]]:
    groups = search(actor=actor, year=year, text=text)
    return [(hit.title, hit.text) for group in groups if group.name == "files" for hit in group.hits]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("测评.docx", word(), "银杏大道 古树"),
        ("清单.xlsx", sheet(), "银杏大道 古树"),
        ("scan.pdf", pdf(), "ginkgo 2019"),
    ],
)
def test_what_stands_in_a_file_is_found_by_those_who_may_open_it(
    year: BudgetYear, actor: Acting, name: str, content: bytes, words: str
):
    kept(year, name, content)
    assert found(actor("coordinator"), year, words) == []
    run_waiting()
    who_found = {who for who in CAST if found(actor(who), year, words)}
    assert who_found == {
        "clerk",
        "office_head",
        "deputy_leader",
        "coordinator",
        "finance",
        "leader",
        "reviewer",
    }
    ((title, text),) = found(actor("clerk"), year, f"{words} {name[:2]}")
    assert title == name
    assert words.split(maxsplit=1)[0] in text.casefold()


def test_the_same_content_is_read_once_and_found_in_the_file_that_one_may_open(
    year: BudgetYear, actor: Acting, monkeypatch: pytest.MonkeyPatch
):
    kept(year, "甲.docx", content := word(), office="市民服务中心")
    kept(year, "乙.docx", content)
    assert Job.objects.count() == 1
    run_waiting()
    assert FileText.objects.count() == 1
    assert [title for title, _ in found(actor("clerk"), year, "古树")] == ["乙.docx"]
    assert [title for title, _ in found(actor("other_clerk"), year, "古树")] == ["甲.docx"]


def test_a_removed_file_is_not_found_until_it_is_restored(year: BudgetYear, actor: Acting):
    file = kept(year, "测评.docx", word())
    run_waiting()
    remove(actor=actor("coordinator"), file=file)
    assert found(actor("coordinator"), year, "古树") == []
    restore(actor=actor("coordinator"), file=file)
    assert found(actor("coordinator"), year, "古树")


def test_words_that_blanks_part_are_found_and_a_long_file_is_read_to_a_bound(
    year: BudgetYear, actor: Acting, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "LONGEST", 12)
    content = "银杏 大　道改造工程。古树复壮在很后面的地方".encode()
    file = keep(actor=None, name="报告.txt", content=content, kind="proofing.document", year=year)
    run_waiting()
    text = FileText.objects.get(sha256=file.sha256)
    assert text.is_cut
    assert text.text == "银杏大道改造工程。古树复"


@pytest.mark.parametrize("content", [pdf(""), b"%PDF-1.7 broken", b"%PDF-"])
def test_why_a_file_cannot_be_searched_is_said_beside_it(
    year: BudgetYear, browser: Callable[[str], object], content: bytes
):
    row = year_row(year)
    keep(
        actor=None,
        name="扫描.pdf",
        content=content,
        kind="projects.paper",
        year=year,
        office=OFFICE,
        subject=f"projects/{row}",
    )
    run_waiting()
    assert FileText.objects.get().fault
    assert Job.objects.get().state == "done"
    shown = browser("clerk").get("/2019/projects/of/P03").content.decode()  # type: ignore[attr-defined]
    assert "里面的字搜不到" in shown


def year_row(year: BudgetYear) -> int:
    from jixiao_web.ledger.models import table_of

    return int(table_of(year, "projects").get(code="P03").pk)


def test_a_file_that_ends_its_reader_is_not_tried_again_before_the_next_night(
    year: BudgetYear, monkeypatch: pytest.MonkeyPatch
):
    class Killed(BaseException):
        """As if the process were gone."""

    def kill(_path: Path) -> None:
        raise Killed

    monkeypatch.setattr(reading, "read_document", kill)
    file = kept(year, "测评.docx", word())
    with pytest.raises(Killed):
        reading.read(file)
    monkeypatch.undo()
    assert not reading.unread().exists()
    schedule.read_what_nobody_has_read()
    assert not reading.unread().exists()
    FileText.objects.update(read_at="2019-01-01T00:00+08:00")
    Job.objects.all().delete()
    schedule.read_what_nobody_has_read()
    run_waiting()
    assert "古树" in FileText.objects.get().text


def test_pictures_and_what_the_system_makes_are_not_read(year: BudgetYear):
    kept(year, "照片.png", b"\x89PNG\r\n\x1a\n" + bytes(20))
    keep(actor=None, name="2019.json", content=b"{}", kind="start.previous", year=year)
    assert not reading.unread().exists()

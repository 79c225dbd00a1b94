from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import Client, RequestFactory

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role
from jixiao_web.files import services
from jixiao_web.files.content import clean_name
from jixiao_web.files.errors import FileRefused
from jixiao_web.files.kinds import SCANS, FileKind, kinds
from jixiao_web.files.models import StoredFile
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture(autouse=True)
def scans(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    kinds()["test.scan"] = FileKind(
        "test.scan",
        "扫描件",
        may_read=lambda actor, file: actor.sees_all_offices or file.office in actor.offices,
        may_add=lambda actor, year, subject: actor.has(Role.COORDINATOR, Role.CLERK),
        types=SCANS,
        office_of=lambda year, subject: "城市管理办公室",
    )
    yield
    del kinds()["test.scan"]


@pytest.fixture
def scan(actor: Callable[[str], Actor]) -> StoredFile:
    return services.keep(
        actor=actor("coordinator"),
        name="2019年批复（一）.pdf",
        content=PDF,
        kind="test.scan",
        subject="documents/1",
        office="城市管理办公室",
    )


def test_a_file_comes_back_as_it_was_under_its_own_name(scan: StoredFile, browser: Callable[[str], Client]):
    answer = browser("clerk").get(f"/files/{scan.pk}/")
    assert answer.getvalue() == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''2019%E5%B9%B4")


def test_a_scan_may_be_shown_in_the_browser(scan: StoredFile, browser: Callable[[str], Client]):
    answer = browser("clerk").get(f"/files/{scan.pk}/?inline")
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"].startswith("inline")


def test_a_page_that_somebody_uploads_is_never_run(
    actor: Callable[[str], Actor], browser: Callable[[str], Client]
):
    kinds()["test.any"] = FileKind("test.any", "任何", may_read=lambda actor, file: True)
    page = services.keep(
        actor=actor("clerk"), name="a.html", content=b"<script>alert(1)</script>", kind="test.any"
    )
    answer = browser("clerk").get(f"/files/{page.pk}/?inline")
    del kinds()["test.any"]
    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_file_of_an_office_does_not_exist_for_another(scan: StoredFile, browser: Callable[[str], Client]):
    told = {
        "clerk": 200,
        "office_head": 200,
        "leader": 200,
        "reviewer": 200,
        "other_clerk": 404,
        "outsider": 403,
    }
    for name, status in told.items():
        answer = browser(name).get(f"/files/{scan.pk}/")
        assert answer.status_code == status, name
        assert status != 200 or answer.getvalue() == PDF
    assert Client().get(f"/files/{scan.pk}/").status_code == 302


def test_the_same_content_lies_there_once(scan: StoredFile, actor: Callable[[str], Actor]):
    again = services.keep(actor=actor("clerk"), name="副本.pdf", content=PDF, kind="test.scan")
    assert again.content.name == scan.content.name


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("空.pdf", b"", "“空.pdf”是空文件（0 字节）。"),
        ("批复.pdf", b"not a pdf", "“批复.pdf”的内容是其他文件，这里只收"),
        ("批复.pdf", PNG, "“批复.pdf”的后缀是 .pdf，内容却是PNG 图片。 把后缀改为 .png 再传。"),
    ],
)
def test_a_file_that_will_not_do_is_refused_with_the_way_out(
    db: None, actor: Callable[[str], Actor], name: str, content: bytes, told: str
):
    with pytest.raises(FileRefused) as caught:
        services.keep(actor=actor("clerk"), name=name, content=content, kind="test.scan")
    assert told in str(caught.value)
    assert not StoredFile.objects.exists()


def test_a_file_beyond_the_limit_is_refused_and_leaves_nothing_behind(
    settings: object, actor: Callable[[str], Actor], tmp_path: Path
):
    settings.LARGEST_FILE = 3 << 20  # type: ignore[attr-defined]
    with pytest.raises(FileRefused, match="超过 3 MB"):
        services.keep(actor=actor("clerk"), name="大.pdf", content=PDF + bytes(4 << 20), kind="test.scan")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\用户\\批复.pdf", "批复.pdf"),
        ("../../etc/passwd", "passwd"),
        ("批复\u202efdp.exe", "批复fdp.exe"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_bSet-Cookie_ x.pdf"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
        ("..", "文件"),
    ],
)
def test_names_are_cleaned(given: str, kept: str):
    assert clean_name(given) == kept


def test_files_are_uploaded_to_a_subject_by_those_who_may(year: BudgetYear, browser: Callable[[str], Client]):
    def told() -> dict[str, object]:
        return {
            "kind": "test.scan",
            "subject": "documents/7",
            "year": "2019",
            "next": "/there/",
            "office": "市民服务中心",
            "file": [SimpleUploadedFile("一.pdf", PDF), SimpleUploadedFile("二.png", PNG)],
        }

    assert browser("reviewer").post("/files/upload/", told()).status_code == 403
    answer = browser("clerk").post("/files/upload/", told())
    assert answer["Location"] == "/there/"
    kept = StoredFile.objects.filter(subject="documents/7", year=year)
    assert {(each.name, each.office) for each in kept} == {
        ("一.pdf", "城市管理办公室"),
        ("二.png", "城市管理办公室"),
    }
    elsewhere = browser("clerk").post("/files/upload/", told() | {"next": "https://elsewhere.example/"})
    assert elsewhere["Location"] == "/"


def test_a_removed_file_can_be_brought_back(scan: StoredFile, browser: Callable[[str], Client]):
    assert browser("office_head").post(f"/files/{scan.pk}/remove/").status_code == 403
    browser("coordinator").post(f"/files/{scan.pk}/remove/")
    scan.refresh_from_db()
    assert scan.removed_at is not None
    browser("coordinator").post(f"/files/{scan.pk}/restore/")
    scan.refresh_from_db()
    assert scan.removed_at is None


def test_removing_a_file_is_undone_where_it_was_removed(
    year: BudgetYear, scan: StoredFile, browser: Callable[[str], Client]
):
    client = browser("coordinator")
    page = client.post(f"/files/{scan.pk}/remove/", {"next": "/2019/work/"}, follow=True).content.decode()
    undo = f"/history/{Entry.objects.get(act='file.remove').pk}/undo/"
    assert f'action="{undo}"' in page
    client.post(undo)
    scan.refresh_from_db()
    assert scan.removed_at is None


def test_the_list_shows_what_the_reader_may_see_and_a_form_to_those_who_may_add(
    scan: StoredFile, actor: Callable[[str], Actor]
):
    template = engines["django"].from_string(
        '{% include "files/list.html" with kind="test.scan" subject="documents/1" %}'
    )
    shown = {}
    for name in ("clerk", "office_head", "other_clerk"):
        request = RequestFactory().get("/somewhere/")
        request.actor = actor(name)  # type: ignore[attr-defined]
        page = template.render({}, request)
        shown[name] = ("2019年批复（一）.pdf" in page, 'type="file"' in page)
    assert shown == {"clerk": (True, True), "office_head": (True, False), "other_clerk": (False, True)}

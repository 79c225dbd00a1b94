"""Files, search and the trail over the API (附件、搜索、办理记录接口)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from ninja import Field, Query, Router, Schema

from jixiao_web.api.security import calling, year_of_call
from jixiao_web.api.shapes import Limit, Number, Offset, Words, Year, page_shape, yuan
from jixiao_web.files.models import StoredFile
from jixiao_web.files.selectors import files_saying, may_read
from jixiao_web.history.acts import act_word
from jixiao_web.history.models import Entry
from jixiao_web.overview.week import acts_since
from jixiao_web.search.query import Query as Sought
from jixiao_web.search.selectors import search

router = Router(tags=["documents"])
ANY_CONTENT: dict[int, Any] = {
    200: {
        "description": "OK",
        "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class FileOut(Schema):
    """A file that somebody attached or the system made (文件)."""

    id: int
    name: str
    kind: str
    subject: str = Field(description="The row it belongs to, as table/id, where it belongs to one.")
    office: str
    size: int
    sha256: str
    media_type: str
    added_at: dt.datetime
    added_by: str


class HitOut(Schema):
    """Something that was found (一条结果): what it is called, where the words stand, its page."""

    kind: str
    title: str
    text: str
    address: str
    amount: str | None = Field(description="Yuan.")


class ActOut(Schema):
    """An act of one person (一条办理记录), and the rows that it changed as they were and are."""

    id: int
    at: dt.datetime
    by: str = Field(description="Empty: the system itself.")
    act: str
    words: str = Field(description="What the act is called.")
    subject: str
    project: str
    summary: str
    reason: str
    is_undone: bool
    changes: list[dict[str, Any]]


FilePage = page_shape("File", FileOut)
ActPage = page_shape("Act", ActOut)


@router.get("/years/{fiscal_year}/files", response=FilePage, summary="Files")
def files(
    request: HttpRequest, fiscal_year: Year, q: Words = "", limit: Limit = 100, offset: Offset = 0
) -> Any:
    """The files that the caller may open, latest first; `q` looks in their names and contents (附件)."""
    actor, year = year_of_call(request, fiscal_year)
    found = [each for each in files_saying(Sought(q).words, year) if may_read(actor, each)]
    return {"count": len(found), "items": [_file_out(each) for each in found[offset : offset + limit]]}


@router.get("/files/{file_id}", summary="The content of a file", openapi_extra={"responses": ANY_CONTENT})
def file(request: HttpRequest, file_id: Number) -> HttpResponseBase:
    """The file as it was kept; one that the caller may not open is as if it did not exist."""
    actor = calling(request)
    found = StoredFile.objects.select_related("year").filter(pk=file_id).first()
    if found is None or not may_read(actor, found):
        raise Http404
    try:
        opened = found.content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(opened, as_attachment=True, filename=found.name, content_type=found.media_type)


@router.get("/years/{fiscal_year}/search", response=list[HitOut], summary="Search everything")
def look(request: HttpRequest, fiscal_year: Year, q: Annotated[str, Query(max_length=200)]) -> Any:
    """Where each of the words stands, kind by kind, up to twenty of a kind (搜索)."""
    actor, year = year_of_call(request, fiscal_year)
    return [
        {
            "kind": group.name,
            "title": hit.title,
            "text": hit.text,
            "address": hit.address,
            "amount": None if hit.amount is None else yuan(hit.amount),
        }
        for group in search(actor=actor, year=year, text=q)
        for hit in group.hits
    ]


@router.get("/years/{fiscal_year}/history", response=ActPage, summary="Who did what")
def history(
    request: HttpRequest,
    fiscal_year: Year,
    since: Annotated[dt.date, Query(description="What was done after this day.")],
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:
    """The acts on projects that the caller sees, latest first, as on the page of the week (办理记录).

    Of a year that is over, those of the last seven days.
    """
    actor, year = year_of_call(request, fiscal_year)
    found = acts_since(actor, year, since)
    return {"count": found.count(), "items": [_act_out(each) for each in found[offset : offset + limit]]}


def _file_out(found: StoredFile) -> dict[str, Any]:
    return {
        "id": found.pk,
        "name": found.name,
        "kind": found.kind,
        "subject": found.subject,
        "office": found.office,
        "size": found.size,
        "sha256": found.sha256,
        "media_type": found.media_type,
        "added_at": found.added_at,
        "added_by": str(found.added_by or ""),
    }


def _act_out(found: Entry) -> dict[str, Any]:
    return {
        "id": found.pk,
        "at": found.at,
        "by": str(found.actor or ""),
        "act": found.act,
        "words": act_word(found.act),
        "subject": found.subject,
        "project": found.project,
        "summary": found.summary,
        "reason": found.reason,
        "is_undone": found.undone_by_id is not None,
        "changes": found.changes,
    }

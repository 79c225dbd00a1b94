"""Reports over the API (报告接口): as they are printed now, their versions, signatures and remarks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import Number, Year
from jixiao_web.reports.models import Report, Version
from jixiao_web.reports.permissions import may_read
from jixiao_web.reports.selectors import draft_of, latest_version, paragraphs_of, reports_of, standing_of

router = Router(tags=["reports"])


class ReportOut(Schema):
    """A report (报告)."""

    id: int
    period: str
    state: str
    number: str
    dated: dt.date | None
    issued_at: dt.datetime | None


class PassageOut(Schema):
    """A paragraph of a report (段落)."""

    place: str
    heading: str
    text: str = Field(description="As it was written, with references to figures.")
    printed: str = Field(description="As it is printed.")


class VersionOut(Schema):
    """A version that was kept (一版)."""

    number: int
    note: str
    made_at: dt.datetime
    made_by: str
    gaps: int = Field(description="Places that the ledger had still to fill.")
    digest: str
    file: int | None = Field(description="The number of its file.")


class StepOut(Schema):
    """A step of the chain of signatures on the latest version (签批环节)."""

    name: str
    role: str
    decision: str = Field(description="Empty where nobody has decided.")
    by: str
    at: dt.datetime | None
    reason: str
    is_next: bool


class RemarkOut(Schema):
    """A remark on a report or one of its paragraphs (批注)."""

    place: str
    text: str
    made_at: dt.datetime
    made_by: str
    is_settled: bool


class WholeReportOut(ReportOut):
    """A report with what its page shows."""

    passages: list[PassageOut]
    versions: list[VersionOut]
    chain: list[StepOut]
    remarks: list[RemarkOut]


@router.get("/years/{fiscal_year}/reports", response=list[ReportOut], summary="The reports of a year")
def reports(request: HttpRequest, fiscal_year: Year) -> Any:
    """Each period's report and how far it has come (报告)."""
    _actor, year = year_of_call(request, fiscal_year, may_read)
    return [_head(each) for each in reports_of(year)]


@router.get("/years/{fiscal_year}/reports/{report_id}", response=WholeReportOut, summary="One report")
def report(request: HttpRequest, fiscal_year: Year, report_id: Number) -> Any:
    """A report as it is printed now, with its versions, signatures and remarks (一份报告)."""
    _actor, year = year_of_call(request, fiscal_year, may_read)
    found = Report.objects.filter(year=year, pk=report_id).first()
    if found is None:
        raise Http404
    found.year = year
    latest = latest_version(found)
    return {
        **_head(found),
        "passages": paragraphs_of(draft_of(found)),
        "versions": [_version(each) for each in found.versions.select_related("made_by")],
        "chain": [] if latest is None else [_step(each) for each in standing_of(latest)],
        "remarks": [
            {
                "place": each.place,
                "text": each.text,
                "made_at": each.made_at,
                "made_by": str(each.made_by),
                "is_settled": each.settled_at is not None,
            }
            for each in found.comments.select_related("made_by")
        ],
    }


@router.get(
    "/years/{fiscal_year}/reports/{report_id}/versions/{number}",
    response=list[PassageOut],
    summary="A version of a report",
)
def version(request: HttpRequest, fiscal_year: Year, report_id: Number, number: Number) -> Any:
    """The paragraphs of a version as they were kept (一版的文字)."""
    _actor, year = year_of_call(request, fiscal_year, may_read)
    found = Version.objects.filter(report__year=year, report=report_id, number=number).first()
    if found is None:
        raise Http404
    return found.paragraphs


def _head(found: Report) -> dict[str, Any]:
    return {
        "id": found.pk,
        "period": found.period,
        "state": found.state,
        "number": found.number,
        "dated": found.dated,
        "issued_at": found.issued_at,
    }


def _version(found: Version) -> dict[str, Any]:
    return {
        "number": found.number,
        "note": found.note,
        "made_at": found.made_at,
        "made_by": str(found.made_by or ""),
        "gaps": found.gaps,
        "digest": found.digest,
        "file": found.file_id,
    }


def _step(standing: Any) -> dict[str, Any]:
    signature = standing.signature
    return {
        "name": standing.step.name,
        "role": standing.step.role,
        "decision": signature.decision if signature else "",
        "by": (signature.signer or str(signature.by)) if signature else "",
        "at": signature.at if signature else None,
        "reason": signature.reason if signature else "",
        "is_next": standing.is_next,
    }

"""Importing payments over the API (支付导入接口): the steps of the page, each with its state."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Field, File, Query, Router, Schema, UploadedFile

from jixiao.quantity import Money
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import Predicate
from jixiao_web.api.errors import WrongFields
from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import Failure, JobOut, Limit, Number, Offset, Year, page_shape, yuan
from jixiao_web.api.tracking import job_out
from jixiao_web.pages.telling import told
from jixiao_web.payments import services
from jixiao_web.payments.errors import BadColumns
from jixiao_web.payments.models import Batch, LineKind
from jixiao_web.payments.permissions import may_write_payments, sees_all_payments
from jixiao_web.payments.preview import LineShown, line_shown
from jixiao_web.payments.selectors import batches, project_names

router = Router(tags=["payments"])


class ImportOut(Schema):
    """A file of the finance system on its way into the ledger (导入批次)."""

    id: int
    file: str
    state: str = Field(description="reading, mapping, checking, ready, writing, written, undone or dropped")
    titles: list[str] = Field(description="The headers of its columns.")
    columns: dict[str, str] = Field(description="The field that each column is, by the column's number.")
    unit: str
    summary: dict[str, Any] = Field(description="Counts and sums by kind of row: new, changed, duplicate …")
    job: JobOut | None


ImportPage = page_shape("Import", ImportOut)


class DifferenceOut(Schema):
    """A field in which the file says otherwise than the ledger (差异)."""

    field: str
    before: str | None
    after: str | None


class LineOut(Schema):
    """A row of the file, and what it is to the ledger (行)."""

    number: int
    kind: Literal[tuple(LineKind.values)]  # type: ignore[valid-type]
    date: dt.date | None
    voucher: str
    said: str = Field(description="The project as the file names it.")
    project: str = Field(description="Its code; empty where nobody has claimed the row.")
    payee: str
    purpose: str
    amount: str | None = Field(description="Yuan, negative for a refund; absent where it cannot be read.")
    cell: str = Field(description="Where the row stands in the file.")
    reason: str = Field(description="Why it is what it is, where that is not plain.")
    differences: list[DifferenceOut]
    payment: int | None = Field(description="The number of the payment that it repeats or changes.")
    is_written: bool = Field(description="Whether confirming writes it; of a written import, has written.")


LinePage = page_shape("Line", LineOut)
Kind = Annotated[LineKind | None, Query(description="Rows of this kind alone.")]


class ColumnsIn(Schema):
    """What each column is."""

    columns: dict[str, str] = Field(description='By the column\'s number: {"0": "date", "3": "amount"}.')
    unit: str = Field("元", max_length=10, description="元 or 万元")


class ConfirmIn(Schema):
    """How a batch is to be written."""

    replaces_statements: bool = False


@router.post(
    "/years/{fiscal_year}/payments/imports",
    response={200: ImportOut, 409: Failure},
    summary="Bring a file of payments",
)
def bring(request: HttpRequest, fiscal_year: Year, file: File[UploadedFile]) -> Any:
    """Take a file and have it read; nothing is written before `confirm`."""
    actor, year = year_of_call(request, fiscal_year, may_write_payments)
    return _out(services.begin_import(actor=actor, year=year, name=file.name or "", content=file.read()))


@router.get("/years/{fiscal_year}/payments/imports", response=ImportPage, summary="Imports of payments")
def listing(request: HttpRequest, fiscal_year: Year, limit: Limit = 100, offset: Offset = 0) -> Any:
    """Every import, latest first, for those who see all payments (导入批次)."""
    _actor, year = year_of_call(request, fiscal_year, sees_all_payments)
    found = batches(year)
    return {"count": found.count(), "items": [_out(each) for each in found[offset : offset + limit]]}


@router.get(
    "/years/{fiscal_year}/payments/imports/{batch_id}",
    response=ImportOut,
    summary="How far an import has come",
)
def show(request: HttpRequest, fiscal_year: Year, batch_id: Number) -> Any:
    """The import with what would be written."""
    return _out(_batch(request, fiscal_year, batch_id, sees_all_payments)[1])


@router.get(
    "/years/{fiscal_year}/payments/imports/{batch_id}/lines",
    response=LinePage,
    summary="The rows of an import",
)
def lines(
    request: HttpRequest,
    fiscal_year: Year,
    batch_id: Number,
    kind: Kind = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:
    """The rows of a file as its preview has them, in their order, before and after it was written (行)."""
    _actor, batch = _batch(request, fiscal_year, batch_id, sees_all_payments)
    found = batch.lines.filter(kind=kind) if kind else batch.lines.all()
    names = project_names(batch.year)
    items = [_line_out(line_shown(each, names)) for each in found[offset : offset + limit]]
    return {"count": found.count(), "items": items}


@router.post(
    "/years/{fiscal_year}/payments/imports/{batch_id}/columns",
    response={200: ImportOut, 409: Failure, 422: Failure},
    summary="Say what each column is",
)
def columns(request: HttpRequest, fiscal_year: Year, batch_id: Number, wanted: ColumnsIn) -> Any:
    """Name the columns and have the rows compared with the ledger; it is remembered for such headers."""
    actor, batch = _batch(request, fiscal_year, batch_id)
    titles = batch.layout.get("titles", [])
    known = {int(number): name for number, name in wanted.columns.items() if _is_column(number, len(titles))}
    try:
        services.map_columns(actor=actor, batch=batch, columns=known, unit=wanted.unit)
    except BadColumns as error:
        raise WrongFields({"columns": told(error)}) from error
    return _out(batch)


@router.post(
    "/years/{fiscal_year}/payments/imports/{batch_id}/confirm",
    response={200: ImportOut, 409: Failure},
    summary="Write an import into the ledger",
)
def confirm(request: HttpRequest, fiscal_year: Year, batch_id: Number, wanted: ConfirmIn) -> Any:
    """Have it written; confirming again does nothing."""
    actor, batch = _batch(request, fiscal_year, batch_id)
    services.confirm(actor=actor, batch=batch, replaces_statements=wanted.replaces_statements)
    return _out(batch)


def _is_column(number: str, count: int) -> bool:
    return number.isdecimal() and len(number) < 6 and int(number) < count


def _batch(
    request: HttpRequest, fiscal_year: int, batch_id: int, predicate: Predicate = may_write_payments
) -> tuple[Actor, Batch]:
    actor, year = year_of_call(request, fiscal_year, predicate)
    batch = batches(year).select_related("year").filter(pk=batch_id).first()
    if batch is None:
        raise Http404
    return actor, batch


def _out(batch: Batch) -> dict[str, Any]:
    return {
        "id": batch.pk,
        "file": batch.file.name,
        "state": batch.state,
        "titles": batch.layout.get("titles", []),
        "columns": batch.columns,
        "unit": batch.unit,
        "summary": batch.summary,
        "job": job_out(batch.job) if batch.job else None,
    }


def _line_out(shown: LineShown) -> dict[str, Any]:
    line = shown.line
    return {
        "number": line.number,
        "kind": line.kind,
        "date": shown.date,
        "voucher": line.values.get("voucher", ""),
        "said": line.said,
        "project": line.values.get("project", ""),
        "payee": line.values.get("payee", ""),
        "purpose": line.values.get("purpose", ""),
        "amount": None if line.amount is None else yuan(line.amount),
        "cell": line.cell,
        "reason": line.reason,
        "differences": [
            {"field": each.name, "before": _told(each.before), "after": _told(each.after)}
            for each in shown.differences
        ],
        "payment": line.entry_id,
        "is_written": shown.is_written,
    }


def _told(value: Any) -> str | None:
    if value is None:
        return None
    return yuan(value) if isinstance(value, Money) else str(value)

"""Preview (预览): the lines of a batch as a person looks at them before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.utils.translation import gettext as _

from jixiao.quantity import YUAN, Money
from jixiao.tracking.execution import Entry
from jixiao.tracking.noun import attributes
from jixiao_web.ledger.forms import label_of
from jixiao_web.pages.sheets import SheetColumn, sheet_response
from jixiao_web.payments.comparing import is_readable, is_written
from jixiao_web.payments.models import Batch, BatchState, Line, LineKind
from jixiao_web.payments.naming import Named
from jixiao_web.payments.reading import naming_of
from jixiao_web.payments.selectors import aliases_of

MOST_GROUPS = 100
_LABELS = {each.name: each for each in attributes(Entry)}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the file says otherwise than the ledger (差异)."""

    name: str
    label: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class LineShown:
    """A row of the file as the preview shows it."""

    line: Line
    name: str
    differences: tuple[Difference, ...]
    is_written: bool
    is_readable: bool

    @property
    def date(self) -> dt.date | None:
        """The day, where it could be read."""
        told = self.line.values.get("date")
        return dt.date.fromisoformat(told) if told else None


def line_shown(line: Line, names: Mapping[str, tuple[str, str]]) -> LineShown:
    """The line with the name of its project and what it would change."""
    project = line.values.get("project", "")
    return LineShown(
        line=line,
        name=names.get(project, (project, ""))[0],
        differences=tuple(_differences(line, names)) if line.kind == LineKind.CHANGED else (),
        is_written=is_written(line),
        is_readable=is_readable(line),
    )


def lines_sheet(batch: Batch, kind: str, lines: Sequence[LineShown]) -> HttpResponse:
    """The lines of one kind as a spreadsheet."""
    columns: list[SheetColumn[LineShown]] = [
        SheetColumn(_("行"), lambda each: each.line.number, 8),
        SheetColumn(_("日期"), lambda each: each.date, 12),
        SheetColumn(_("凭证号"), lambda each: each.line.values.get("voucher", ""), 18),
        SheetColumn(_("文件里的项目"), lambda each: each.line.said, 30),
        SheetColumn(_("项目"), lambda each: each.name, 30),
        SheetColumn(_("收款人"), lambda each: each.line.values.get("payee", ""), 28),
        SheetColumn(_("用途"), lambda each: each.line.values.get("purpose", ""), 32),
        SheetColumn(_("金额"), lambda each: each.line.amount, 18),
        SheetColumn(_("单元格"), lambda each: each.line.cell, 10),
        SheetColumn(_("说明"), lambda each: each.line.reason, 50),
    ]
    name = f"{batch.file.name.rpartition('.')[0]}-{LineKind(kind).label}"
    return sheet_response(name, columns, lines, unit=YUAN)


def _differences(line: Line, names: Mapping[str, tuple[str, str]]) -> list[Difference]:
    told = []
    for name, held in line.before.items():
        if name not in _LABELS or name not in line.values or (name == "project" and not line.values[name]):
            continue
        before, after = held, line.values[name]
        if name == "amount":
            before, after = _money(held), abs(line.amount) if line.amount else None
        elif name == "project":
            before, after = names.get(held, (held, ""))[0], names.get(after, (after, ""))[0]
        if before != after:
            told.append(Difference(name, label_of(_LABELS[name]), before, after))
    return told


def _money(held: Any) -> Money:
    """The amount: whole fen in a preview, yuan in the state of a row that was changed."""
    return Money(held) if isinstance(held, int) else Money.of(held)


def preview_of(batch: Batch, names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Counts and sums by kind, and what writing would do."""
    kinds = batch.summary.get("kinds", {})
    empty = {"count": 0, "fen": 0, "left_out": 0}
    shown = [
        {
            "kind": kind,
            "count": kinds.get(kind.value, empty)["count"],
            "left_out": kinds.get(kind.value, empty)["left_out"],
            "amount": Money(kinds.get(kind.value, empty)["fen"]),
        }
        for kind in LineKind
    ]
    usual = (LineKind.NEW, LineKind.UNCLAIMED, LineKind.CHANGED)
    count = sum(
        each["count"] - each["left_out"] if each["kind"] in usual else each["left_out"] for each in shown
    )
    return {
        "kinds": shown,
        "write_count": count,
        "statements": [
            {
                **each,
                "name": names.get(each["project"], (each["project"], ""))[0],
                "date": dt.date.fromisoformat(each["date"]),
                "stated": Money(each["stated"]),
                "amount": Money(each["fen"]),
            }
            for each in batch.summary.get("statements", ())
        ],
        "left_out": batch.summary.get("left_out", {}),
        "findings": batch.summary.get("findings", []),
        "moved": batch.summary.get("moved", False),
        "is_ready": batch.state == BatchState.READY,
    }


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """Rows that name a project by the same words (认领), and the projects that they may mean."""

    said: str
    count: int
    amount: Money
    proposals: tuple[Named, ...]


def said_groups(batch: Batch) -> list[SaidGroup]:
    """The unclaimed rows by the words that they say, the most money first."""
    naming = naming_of(batch.year, aliases_of(batch.year))
    sums = (
        batch.lines.filter(kind=LineKind.UNCLAIMED)
        .order_by()
        .values_list("said")
        .annotate(count=Count("id"), amount=Sum("amount"))
        .order_by("-amount")[:MOST_GROUPS]
    )
    return [
        SaidGroup(said, count, amount or Money(), tuple(naming.proposals(said) if said else ()))
        for said, count, amount in sums
    ]

"""Reads payments (支付): lists that stay quick, their totals, imports and what nobody has claimed yet."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import Abs
from django.http import QueryDict
from django.utils.http import urlencode

from jixiao.quantity import Money
from jixiao.tracking.budget import ExpenditureKind
from jixiao.tracking.execution import Nature
from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.fields import MoneyField
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import kept
from jixiao_web.payments.models import Batch, BatchState, Posting, ProjectAlias, TreasuryStatement
from jixiao_web.payments.permissions import sees_all_payments

SORTS = ("date", "project", "voucher", "payee", "amount")
PAGE = 100


@dataclass(frozen=True, slots=True)
class Total:
    """How many payments, and how much they come to, refunds taken off (合计); statements are only counted."""

    count: int
    amount: Money
    statements: int = 0


@dataclass(frozen=True)
class Wanted:
    """Which payments are looked at, and in which order (筛选); it stands in the address."""

    words: str = ""
    project: str = ""
    office: str = ""
    month: int = 0
    batch: int = 0
    nature: str = ""
    is_unclaimed: bool = False
    sort: str = "-date"
    allowed: tuple[str, ...] | None = field(default=None, compare=True)

    @classmethod
    def of(cls, query: QueryDict, allowed: tuple[str, ...] | None = None) -> Wanted:
        """What the address asks for; what it asks in vain is left out."""

        def said(name: str) -> str:
            return query.get(name, "").replace("\x00", "").strip()[:200]

        sort, month, batch, nature = (said(each) for each in ("sort", "month", "batch", "nature"))
        return cls(
            words=said("q")[:100],
            project=said("project"),
            office=said("office"),
            month=int(month) if month.isdecimal() and 1 <= int(month[:4]) <= 12 else 0,
            batch=int(batch[:12]) if batch.isdecimal() else 0,
            nature=nature if nature in Nature.__members__ else "",
            is_unclaimed=query.get("unclaimed", "") == "1",
            sort=sort if sort.removeprefix("-") in SORTS else "-date",
            allowed=allowed,
        )

    def query(self, **changes: Any) -> str:
        """The address's query for the same with these changes."""
        held: dict[str, Any] = {
            "q": self.words,
            "project": self.project,
            "office": self.office,
            "month": self.month,
            "batch": self.batch,
            "nature": self.nature,
            "unclaimed": "1" if self.is_unclaimed else "",
            "sort": "" if self.sort == "-date" else self.sort,
        } | changes
        return urlencode({name: value for name, value in held.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was filtered."""
        return bool(
            self.words
            or self.project
            or self.office
            or self.month
            or self.batch
            or self.nature
            or self.is_unclaimed
        )


SIGNED = Case(
    When(nature=Nature.REFUND, then=-Abs(F("amount"))),
    When(nature=Nature.PAYMENT, then=F("amount")),
    default=0,
    output_field=MoneyField(),
)
"""What a row adds to the sum of payments; statements are sums themselves and add nothing."""


def payments(year: BudgetYear, wanted: Wanted, as_of: dt.date) -> QuerySet[Any]:
    """The payments that are wanted, up to the date, in their order."""
    rows = table_of(year, "entries").filter(date__lte=as_of)
    if wanted.allowed is not None:
        rows = rows.filter(project__in=wanted.allowed)
    if wanted.project:
        rows = rows.filter(project=wanted.project)
    if wanted.office:
        rows = rows.filter(project__in=table_of(year, "projects").filter(party=wanted.office).values("code"))
    if wanted.month:
        first = dt.date(year.fiscal_year, wanted.month, 1)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        rows = rows.filter(date__gte=first, date__lte=last)
    if wanted.batch:
        rows = rows.filter(pk__in=Posting.objects.filter(batch_id=wanted.batch).values("entry_id"))
    if wanted.nature:
        rows = rows.filter(nature=Nature[wanted.nature])
    if wanted.is_unclaimed:
        rows = rows.filter(_UNCLAIMED)
    if wanted.words:
        rows = rows.filter(
            Q(voucher__icontains=wanted.words)
            | Q(payee__icontains=wanted.words)
            | Q(purpose__icontains=wanted.words)
            | Q(note__icontains=wanted.words)
            | Q(project__in=table_of(year, "projects").filter(name__icontains=wanted.words).values("code"))
        )
    return rows.order_by(wanted.sort, "-id" if wanted.sort.startswith("-") else "id")


def total(year: BudgetYear, wanted: Wanted, as_of: dt.date) -> Total:
    """What the wanted payments come to; kept until the year changes."""
    key = ("payments", wanted, as_of)
    return kept(year, key, lambda: _total(payments(year, wanted, as_of).order_by()))


def _total(rows: QuerySet[Any]) -> Total:
    found = rows.aggregate(
        count=Count("id"), amount=Sum(SIGNED), statements=Count("id", filter=Q(nature=Nature.CUMULATIVE))
    )
    return Total(found["count"], found["amount"] or Money(), found["statements"])


_UNCLAIMED = Q(project="", kind=ExpenditureKind.PROJECT) & ~Q(nature=Nature.CUMULATIVE)


def unclaimed(year: BudgetYear) -> QuerySet[Any]:
    """The payments that nobody has claimed for a project yet (待认领); they count in none until then."""
    rows: QuerySet[Any] = table_of(year, "entries").filter(_UNCLAIMED)
    return rows


def unclaimed_total(year: BudgetYear) -> Total:
    """How many there are, and what they come to; kept until the year changes."""
    return kept(year, "payments-unclaimed", lambda: _total(unclaimed(year).order_by()))


def projects_of_offices(year: BudgetYear, actor: Actor) -> tuple[str, ...] | None:
    """The projects whose payments the actor may see; none where it is all of them."""
    if sees_all_payments(actor):
        return None
    codes = table_of(year, "projects").filter(party__in=actor.offices).values_list("code", flat=True)
    return tuple(codes)


def project_names(year: BudgetYear) -> dict[str, tuple[str, str]]:
    """Name and office of each project, by code, in the order of the projects."""
    return {
        code: (name, party)
        for code, name, party in table_of(year, "projects").values_list("code", "name", "party")
    }


def batches(year: BudgetYear) -> QuerySet[Batch]:
    """The imports of a year, latest first."""
    return Batch.objects.filter(year=year).select_related("file", "made_by", "job")


def written_batches(year: BudgetYear) -> QuerySet[Batch]:
    """The imports that are in the ledger."""
    return batches(year).filter(state=BatchState.WRITTEN)


def statements_of(year: BudgetYear) -> QuerySet[TreasuryStatement]:
    """What the treasury says of a year, latest first, without what was removed."""
    found = TreasuryStatement.objects.filter(year=year, file__removed_at=None)
    return found.select_related("file", "made_by")


def said_of(entries: list[int]) -> Mapping[int, str]:
    """How the files named the projects of these payments."""
    rows = Posting.objects.filter(entry_id__in=entries).values_list("entry_id", "line__said")
    return {entry: said for entry, said in rows if said}


def aliases_of(year: BudgetYear) -> dict[str, str]:
    """The words by which projects have been claimed."""
    return dict(ProjectAlias.objects.filter(year=year).values_list("words", "project"))

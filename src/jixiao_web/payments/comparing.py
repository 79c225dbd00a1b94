"""Comparing (核对): the lines of a batch against the ledger as it is now, and what writing them would do."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from jixiao.exchange.list_reader import ListReading
from jixiao.tracking.budget import ExpenditureKind
from jixiao.tracking.execution import Entry, Nature
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.payments.matching import Candidate, Known, match
from jixiao_web.payments.models import Batch, Line, LineKind
from jixiao_web.payments.reading import entry_of

WRITTEN_KINDS = (LineKind.NEW, LineKind.UNCLAIMED, LineKind.CHANGED)
"""What is written unless somebody leaves it out; the other kinds are only where somebody says so."""
MOST_TOLD = 20
_COMPARED = ("date", "amount", "project", "payee", "purpose")
_SEEN_TABLES = ("entries", "projects")


def revisions(year: BudgetYear) -> dict[str, str]:
    """At which revision the tables are that lines are compared with."""
    return {table: year.revision_of(table) for table in _SEEN_TABLES}


def compare(year: BudgetYear, lines: Sequence[Line], known: Iterable[Known] | None = None) -> None:
    """Say of each line that can be read what it is to the ledger; those left out stay so.

    `known` are the payments that it may be, absent all of the year.
    """
    readable = [each for each in lines if not is_faulty(each)]
    entries = [entry_of(each) for each in readable]
    rows = [_candidate(line, entry) for line, entry in zip(readable, entries, strict=True)]
    for line, entry, found in zip(
        readable, entries, match(rows, _known(year) if known is None else known), strict=True
    ):
        line.kind = found.kind
        line.entry_id, line.entry_version, line.before = None, None, {}
        if found.entry is not None:
            line.entry_id, line.entry_version = found.entry.id, found.entry.version
        if found.entry is not None and found.kind is LineKind.CHANGED:
            line.before = _before(found.entry, entry)
        if found.repeats:
            line.reason = _("与第 %(row)s 行完全相同") % {"row": found.repeats}


def is_faulty(line: Line) -> bool:
    """Whether the line is no payment as it stands, or so doubtful that somebody has to say yes."""
    return line.kind == LineKind.FAULTY


def is_readable(line: Line) -> bool:
    """Whether it could be written at all."""
    return bool(line.values.get("date")) and line.amount is not None


def is_written(line: Line) -> bool:
    """Whether the line goes into the ledger as things stand."""
    usual = line.kind in WRITTEN_KINDS
    return usual is not line.is_left_out and (usual or is_readable(line))


def _candidate(line: Line, entry: Entry) -> Candidate:
    sign = -1 if entry.nature is Nature.REFUND else 1
    return Candidate(
        number=line.number,
        nature=entry.nature,
        date=entry.date,
        project=entry.project,
        voucher=entry.voucher,
        payee=entry.payee,
        purpose=entry.purpose,
        fen=sign * entry.amount.fen,
        is_claimed=bool(entry.project) or entry.kind is ExpenditureKind.BASIC,
    )


def _known(year: BudgetYear, **wanted: Any) -> Iterable[Known]:
    names = ("id", "version", "nature", "date", "project", "voucher", "payee", "purpose", "amount")
    rows = table_of(year, "entries").filter(**wanted).order_by("position", "id")
    for pk, version, nature, *told, amount in rows.values_list(*names).iterator(2_000):
        date, project, voucher, payee, purpose = told
        fen = -abs(amount.fen) if nature is Nature.REFUND else amount.fen
        yield Known(pk, version, nature, date, project, voucher, payee, purpose, fen)


def _before(known: Known, entry: Entry) -> dict[str, Any]:
    """What the payment is in the ledger where the row says otherwise, in plain words."""
    held: dict[str, Any] = {
        "date": known.date.isoformat(),
        "amount": abs(known.fen) if known.nature is Nature.REFUND else known.fen,
        "project": known.project,
        "payee": known.payee,
        "purpose": known.purpose,
    }
    now: dict[str, Any] = {name: getattr(entry, name) for name in _COMPARED}
    now["date"], now["amount"] = entry.date.isoformat(), entry.amount.fen
    return {name: value for name, value in held.items() if value != now[name]}


def summary_of(year: BudgetYear, lines: Sequence[Line], reading: ListReading) -> dict[str, Any]:
    """Counts and sums by kind, what was left out of the file, which statements hold its payments already."""
    counts = {kind.value: {"count": 0, "fen": 0, "left_out": 0} for kind in LineKind}
    for line in lines:
        held = counts[line.kind]
        held["count"] += 1
        held["fen"] += line.amount.fen if line.amount else 0
        held["left_out"] += line.is_left_out
    return {
        "kinds": counts,
        "statements": _statements(year, lines),
        "left_out": dict(Counter(why for _number, why in reading.left_out)),
        "findings": [each.message for each in reading.findings][:MOST_TOLD],
    }


def summarize(batch: Batch) -> None:
    """Count the kept lines of a batch again, after some of them changed."""
    counts = {kind.value: {"count": 0, "fen": 0, "left_out": 0} for kind in LineKind}
    sums = (
        batch.lines.order_by()
        .values("kind")
        .annotate(count=Count("id"), sum=Sum("amount"), out=Count("id", filter=Q(is_left_out=True)))
    )
    for each in sums:
        fen = each["sum"].fen if each["sum"] else 0
        counts[each["kind"]] = {"count": each["count"], "fen": fen, "left_out": each["out"]}
    statements = batch.summary.get("statements")
    if table_of(batch.year, "entries").filter(nature=Nature.CUMULATIVE).exists():
        statements = _statements(batch.year, batch.lines.all())
    batch.summary = {**batch.summary, "kinds": counts, "statements": statements or []}
    batch.save(update_fields=["summary"])


def _statements(year: BudgetYear, lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The cumulative statements in which payments of the file are contained: they would change no sum."""
    names = ("id", "kind", "project", "fund", "source", "date", "amount")
    stated = defaultdict(list)
    for pk, kind, project, fund, source, date, amount in (
        table_of(year, "entries").filter(nature=Nature.CUMULATIVE).values_list(*names)
    ):
        stated[kind, project, fund, source].append((date, pk, amount))
    if not stated:
        return []
    held: dict[int, dict[str, Any]] = {}
    for line in lines:
        if not is_written(line) or not is_readable(line):
            continue
        entry = entry_of(line)
        if entry.nature is Nature.CUMULATIVE:
            continue
        for date, pk, amount in stated.get((entry.kind, entry.project, entry.fund, entry.source), ()):
            if entry.date <= date:
                found = held.setdefault(pk, _statement(pk, entry.project, date, amount))
                found["count"] += 1
                found["fen"] += line.amount.fen
    return sorted(held.values(), key=lambda each: (each["project"], each["date"]))


def _statement(pk: int, project: str, date: dt.date, amount: Any) -> dict[str, Any]:
    return {
        "id": pk,
        "project": project,
        "date": date.isoformat(),
        "stated": amount.fen,
        "count": 0,
        "fen": 0,
    }


def refresh(batch: Batch) -> list[Line]:
    """Compare the lines of a batch again, keep what has changed, and return those that are other now."""
    lines = list(batch.lines.all())
    moved = _kept(lines, lambda: compare(batch.year, lines))
    batch.seen = revisions(batch.year)
    batch.save(update_fields=["seen"])
    summarize(batch)
    return moved


def compare_claimed(batch: Batch, lines: Sequence[Line]) -> None:
    """Compare lines again whose project is known now, with payments that no other line was found to be."""
    others = batch.lines.exclude(entry_id=None).values_list("entry_id", flat=True)
    taken = set(others)
    vouchers = {voucher for line in lines if (voucher := line.values.get("voucher"))}
    known = [each for each in _known(batch.year, voucher__in=vouchers) if each.id not in taken]
    _kept(lines, lambda: compare(batch.year, lines, known))
    Line.objects.bulk_update(lines, ["values"], batch_size=200)
    summarize(batch)


def _kept(lines: Sequence[Line], comparing: Callable[[], None]) -> list[Line]:
    before = {line.pk: (line.kind, line.entry_id, line.entry_version) for line in lines}
    comparing()
    moved = [each for each in lines if before[each.pk] != (each.kind, each.entry_id, each.entry_version)]
    changed = ["kind", "entry_id", "entry_version", "before", "reason"]
    Line.objects.bulk_update(moved, changed, batch_size=200)
    return moved

"""Writes payments (支付): files of the finance system step by step into the ledger, and claims."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jixiao.exchange.headers import heading
from jixiao.exchange.values import folded
from jixiao.quantity.money import UNITS
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.services import keep
from jixiao_web.history.models import Entry as TrailEntry
from jixiao_web.history.services import record
from jixiao_web.jobs.models import State
from jixiao_web.jobs.services import enqueue
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.payments.comparing import compare_claimed, summarize
from jixiao_web.payments.errors import BadColumns, BatchMoved, NotAllowed
from jixiao_web.payments.files import EXPORT
from jixiao_web.payments.models import (
    Batch,
    BatchState,
    HeaderMapping,
    Line,
    LineKind,
    Posting,
    ProjectAlias,
)
from jixiao_web.payments.permissions import may_write_payments
from jixiao_web.payments.reading import FIELDS, NEEDED

UNITS_OF_EXPORTS = ("元", "万元")
OPEN = (
    BatchState.READING,
    BatchState.MAPPING,
    BatchState.CHECKING,
    BatchState.READY,
    BatchState.WRITING,
)
"""States of a batch that nothing of is in the ledger yet."""


@transaction.atomic
def begin_import(*, actor: Actor, year: BudgetYear, name: str, content: bytes) -> Batch:
    """Take a file of the finance system; reading it is a job. The same file in the making is not taken twice.

    Raises NotAllowed, FileRefused.
    """
    refuse_stranger(actor)
    digest = hashlib.sha256(content).hexdigest()
    BudgetYear.objects.select_for_update().get(pk=year.pk)
    begun = Batch.objects.filter(year=year, file__sha256=digest, state__in=OPEN, made_by=actor.user).first()
    if begun is not None:
        return begun
    file = keep(actor=actor, name=name, content=content, kind=EXPORT, year=year)
    batch = Batch.objects.create(year=year, file=file, made_by=actor.user)
    _enqueue(actor, batch, "payments.read")
    return batch


def remembered(signature: str) -> HeaderMapping | None:
    """What somebody has said before of a file with these headers."""
    return HeaderMapping.objects.filter(signature=signature).first()


@transaction.atomic
def map_columns(*, actor: Actor, batch: Batch, columns: Mapping[int, str], unit: str) -> None:
    """Say what each column is, and remember it for files with the same headers; comparing is a job.

    Raises BadColumns where date or amount has no column, or one field two; BatchMoved.
    """
    refuse_stranger(actor)
    told = {index: name for index, name in columns.items() if name in FIELDS}
    _refuse_gaps(list(told.values()), unit)
    moved = Batch.objects.filter(
        pk=batch.pk, state__in=(BatchState.MAPPING, BatchState.READY, BatchState.CHECKING)
    ).update(
        columns={str(index): name for index, name in told.items()},
        unit=unit,
        state=BatchState.CHECKING,
        is_remembered=False,
    )
    if not moved:
        raise BatchMoved(english="This import is not at this step any more.")
    batch.refresh_from_db()
    titles = batch.layout["titles"]
    HeaderMapping.objects.update_or_create(
        signature=batch.layout["signature"],
        defaults={
            "columns": {heading(titles[index]).words: name for index, name in told.items()},
            "unit": unit,
            "changed_by": actor.user,
        },
    )
    _enqueue(actor, batch, "payments.check")
    record(
        actor=actor,
        act="payment.map",
        year=batch.year,
        subject=batch.subject,
        summary="、".join(f"{titles[index]}→{name}" for index, name in told.items()),
    )


def _refuse_gaps(names: Collection[str], unit: str) -> None:
    missing = [FIELDS[each].column.label for each in NEEDED if each not in names]
    if missing:
        english = [FIELDS[each].column.english for each in NEEDED if each not in names]
        raise BadColumns(
            f"还没有指明哪一栏是{'、'.join(missing)}。", english=f"Say which column is: {', '.join(english)}."
        )
    doubles = sorted({FIELDS[each].column.label for each in names if list(names).count(each) > 1})
    if doubles:
        raise BadColumns(
            f"有两栏都对照成了{'、'.join(doubles)}，只能留一栏。",
            english="Two columns stand for the same thing; keep one.",
        )
    if unit not in UNITS_OF_EXPORTS or unit not in UNITS:
        raise BadColumns(
            "还没有说金额的单位：元还是万元。", english="Say the unit of the amounts: 元 or 万元."
        )


@transaction.atomic
def decide(*, actor: Actor, batch: Batch, numbers: Collection[int], is_left_out: bool) -> None:
    """Turn around what would be done with rows (see Line). Raises BatchMoved."""
    refuse_stranger(actor)
    held = _held(batch, BatchState.READY)
    Line.objects.filter(batch=held, number__in=list(numbers)).update(is_left_out=is_left_out)
    summarize(held)


@transaction.atomic
def assign(*, actor: Actor, batch: Batch, said: str, project: str, is_remembered: bool = True) -> int:
    """Claim the rows of a preview that name a project so (认领); return how many. Raises BatchMoved."""
    refuse_stranger(actor)
    held = _held(batch, BatchState.READY)
    lines = list(held.lines.filter(kind=LineKind.UNCLAIMED, said=said))
    for line in lines:
        line.values = {**line.values, "project": project}
    if said and is_remembered:
        remember_alias(year=held.year, said=said, project=project)
    compare_claimed(held, lines)
    return len(lines)


def remember_alias(*, year: BudgetYear, said: str, project: str) -> None:
    """Take these words for that project from now on."""
    ProjectAlias.objects.update_or_create(year=year, words=folded(said)[:200], defaults={"project": project})


@transaction.atomic
def confirm(*, actor: Actor, batch: Batch, replaces_statements: bool) -> bool:
    """Have the batch written, by a job; return whether that was news: confirming again does nothing."""
    refuse_stranger(actor)
    first = Batch.objects.filter(pk=batch.pk, state=BatchState.READY).update(
        state=BatchState.WRITING, replaces_statements=replaces_statements
    )
    batch.refresh_from_db()
    if first:
        _enqueue(actor, batch, "payments.write")
    return bool(first)


@transaction.atomic
def step_back(*, actor: Actor, batch: Batch) -> None:
    """Bring a batch whose job came to nothing back to the step before it."""
    refuse_stranger(actor)
    if batch.job is None or batch.job.state not in (State.FAILED, State.CANCELED):
        return
    back = {BatchState.CHECKING: BatchState.MAPPING, BatchState.WRITING: BatchState.READY}
    if batch.state in back:
        Batch.objects.filter(pk=batch.pk, state=batch.state).update(state=back[BatchState(batch.state)])


@transaction.atomic
def drop(*, actor: Actor, batch: Batch) -> None:
    """Give up a batch that nothing of is in the ledger; its file stays in the archive."""
    refuse_stranger(actor)
    droppable = [each for each in OPEN if each is not BatchState.WRITING]
    if Batch.objects.filter(pk=batch.pk, state__in=droppable).update(state=BatchState.DROPPED):
        record(
            actor=actor,
            act="payment.drop_import",
            year=batch.year,
            subject=batch.subject,
            summary=batch.file.name,
        )


@transaction.atomic
def claim(
    *, actor: Actor, year: BudgetYear, entries: Collection[int], project: str, said: str = ""
) -> TrailEntry | None:
    """Claim payments for a project (认领), remembering `said` as its name; none where none were left."""
    refuse_stranger(actor)
    rows = list(table_of(year, "entries").filter(pk__in=list(entries), project=""))
    if not rows:
        return None
    entry = write(
        actor=actor,
        year=year,
        act="payment.claim",
        changes=[Change("entries", {"project": project}, row.pk, row.version) for row in rows],
        project=project,
        summary=_("认领 %(count)s 笔") % {"count": len(rows)},
    )
    if said:
        remember_alias(year=year, said=said, project=project)
    return entry


def refuse_stranger(actor: Actor) -> None:
    """Raises NotAllowed where the actor does not write payments."""
    if not may_write_payments(actor):
        raise NotAllowed(english="Payments are registered by finance and the coordinator.")


def _held(batch: Batch, state: BatchState) -> Batch:
    held = Batch.objects.select_for_update().select_related("year").filter(pk=batch.pk, state=state).first()
    if held is None:
        raise BatchMoved(english="This import is not at this step any more.")
    return held


def _enqueue(actor: Actor, batch: Batch, kind: str) -> None:
    arguments: dict[str, Any] = {"batch_id": batch.pk}
    batch.job = enqueue(actor=actor, kind=kind, arguments=arguments, year=batch.year)
    batch.save(update_fields=["job"])


def claimed_since(batch: Batch) -> int:
    """How many payments of the batch were claimed after it was written: undoing it loses that."""
    unclaimed = Posting.objects.filter(batch=batch, line__kind=LineKind.UNCLAIMED).values("entry_id")
    return table_of(batch.year, "entries").filter(pk__in=unclaimed).exclude(project="").count()

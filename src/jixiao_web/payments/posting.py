"""Posting (入账): a confirmed batch becomes payments of the ledger, an undone one leaves it, all or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.tracking.execution import Entry
from jixiao.tracking.noun import attributes
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.services import record
from jixiao_web.jobs.bodies import Running
from jixiao_web.ledger.models import MODELS, Row, table_of
from jixiao_web.ledger.selectors import noun_of
from jixiao_web.ledger.services import add_rows, hold, state_of, touch, values_from
from jixiao_web.payments.comparing import is_written, refresh, revisions
from jixiao_web.payments.errors import BatchMoved, CannotUndoBatch
from jixiao_web.payments.models import Batch, BatchState, Line, LineKind, Posting
from jixiao_web.payments.reading import entry_of

STEP = 2_000
"""Rows that go to the database at once, and between two words of progress."""

_NAMES = [each.name for each in attributes(Entry)]


def post(*, actor: Actor, batch: Batch, running: Running) -> bool:
    """Write a batch that was confirmed; return whether it was written.

    Where the ledger has changed since the preview so that any line is something else now, nothing is written
    and the preview is shown again. A batch that was written already stays as it is.
    """
    with transaction.atomic():
        year = hold(batch.year)
        batch = Batch.objects.select_for_update().select_related("file").get(pk=batch.pk)
        batch.year = year
        if batch.state == BatchState.WRITTEN:
            return True
        if batch.state != BatchState.WRITING:
            raise BatchMoved(english="This import is not at this step any more.")
        if batch.seen != revisions(year) and refresh(batch):
            batch.state = BatchState.READY
            batch.summary = {**batch.summary, "moved": True}
            batch.save(update_fields=["state", "summary"])
            return False
        _write(actor, batch, running)
    return True


def _write(actor: Actor, batch: Batch, running: Running) -> None:
    lines = [each for each in batch.lines.all() if is_written(each)]
    changed = [each for each in lines if each.kind == LineKind.CHANGED]
    added = [each for each in lines if each.kind != LineKind.CHANGED]
    done = 0
    if batch.replaces_statements:
        _replace_statements(batch)
    for some in _in_steps(added):
        entries = [entry_of(each) for each in some]
        rows = add_rows(actor=actor, year=batch.year, table="entries", nouns=entries)
        Posting.objects.bulk_create(
            [
                Posting(batch=batch, line=line, entry_id=row.pk, version=row.version)
                for line, row in zip(some, rows, strict=True)
            ],
            batch_size=STEP,
        )
        done += len(some)
        running.progress(done, len(lines), _("写入支付"))
    for some in _in_steps(changed):
        _change(actor, batch, some)
        done += len(some)
        running.progress(done, len(lines), _("改动支付"))
    fen = sum(each.amount.fen for each in added)
    record(
        actor=actor,
        act="payment.import",
        year=batch.year,
        subject=batch.subject,
        summary=f"{batch.file.name}：+{len(added)}，±{len(changed)}",
    )
    touch(batch.year, ["entries"])
    batch.state, batch.written_at = BatchState.WRITTEN, timezone.now()
    batch.summary = {
        **batch.summary,
        "written": {"added": len(added), "changed": len(changed), "fen": fen},
        "moved": False,
    }
    batch.save(update_fields=["state", "written_at", "summary", "replaced"])


def _change(actor: Actor, batch: Batch, lines: Sequence[Line]) -> None:
    """Give payments that the ledger has what the file says of them; what it does not say stays."""
    model = MODELS["entries"]
    held = model.objects.in_bulk([each.entry_id for each in lines])
    rows, postings = [], []
    for line in lines:
        row = held[line.entry_id]
        before, entry = state_of(row), entry_of(line)
        for name in line.values:
            if name != "project" or entry.project:
                setattr(row, name, getattr(entry, name))
        row.version += 1
        row.changed_by = actor.user
        line.before = before
        rows.append(row)
        postings.append(Posting(batch=batch, line=line, entry_id=row.pk, version=row.version, is_new=False))
    model.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*_NAMES, "version", "changed_by", "changed_at"],
        batch_size=500,
    )
    Line.objects.bulk_update(lines, ["before"], batch_size=200)
    Posting.objects.bulk_create(postings, batch_size=STEP)


def _replace_statements(batch: Batch) -> None:
    ids = [each["id"] for each in batch.summary.get("statements", ())]
    rows = list(table_of(batch.year, "entries").filter(pk__in=ids))
    batch.replaced = [
        {"id": row.pk, "position": row.position, "version": row.version, "state": state_of(row)}
        for row in rows
    ]
    table_of(batch.year, "entries").filter(pk__in=[row.pk for row in rows]).delete()


def _in_steps(lines: Sequence[Line]) -> Iterator[list[Line]]:
    left = iter(lines)
    while some := list(islice(left, STEP)):
        yield some


def edited_since(batch: Batch) -> list[int]:
    """The numbers of the file's rows whose payments somebody has changed or removed since.

    That a payment was claimed for a project is no reason against taking it back.
    """
    mine = Posting.objects.filter(batch=batch)
    rows = table_of(batch.year, "entries").filter(pk__in=mine.values("entry_id"))
    versions = dict(rows.values_list("pk", "version"))
    moved = [
        (pk, number)
        for pk, version, number in mine.values_list("entry_id", "version", "line__number")
        if versions.get(pk) != version
    ]
    if not moved:
        return []
    postings = mine.filter(entry_id__in=[pk for pk, _number in moved]).select_related("line")
    lines = {each.entry_id: each.line for each in postings if each.is_new}
    held = table_of(batch.year, "entries").in_bulk([pk for pk, _number in moved])
    return sorted(
        number for pk, number in moved if pk not in lines or not _is_as_written(held.get(pk), lines[pk])
    )


def _is_as_written(row: Row | None, line: Line) -> bool:
    if row is None:
        return False
    said, now = entry_of(line), noun_of(row)
    assert isinstance(now, Entry)
    return now == (said if said.project else replace(said, project=now.project))


@transaction.atomic
def take_back(*, actor: Actor, batch: Batch) -> None:
    """Undo a whole batch (整批撤销): its payments go, those that it changed are as they were before.

    Raises CannotUndoBatch where any of them was changed since; BatchMoved where it is not in the ledger.
    """
    year = hold(batch.year)
    batch = Batch.objects.select_for_update().select_related("file").get(pk=batch.pk)
    batch.year = year
    if batch.state != BatchState.WRITTEN:
        raise BatchMoved(english="This import is not in the ledger.")
    edited = edited_since(batch)
    if edited:
        told = "、".join(str(each) for each in edited[:10])
        raise CannotUndoBatch(
            f"文件第 {told} 行的支付入账后又改过，共 {len(edited)} 笔，不能整批撤销。",
            hint="请逐笔处理，或先把这些改动撤销。",
            english=f"{len(edited)} payments were changed since (rows {told}): undo those changes first.",
        )
    new = Posting.objects.filter(batch=batch, is_new=True).values("entry_id")
    gone, _by_table = table_of(year, "entries").filter(pk__in=new).delete()
    changed = list(Posting.objects.filter(batch=batch, is_new=False).select_related("line"))
    _put_back(actor, batch, changed)
    _restore_statements(actor, batch)
    Posting.objects.filter(batch=batch).delete()
    record(
        actor=actor,
        act="payment.undo_import",
        year=year,
        subject=batch.subject,
        summary=f"{batch.file.name}：-{gone}，±{len(changed)}",
    )
    touch(year, ["entries"])
    batch.state, batch.undone_at, batch.replaced = BatchState.UNDONE, timezone.now(), []
    batch.save(update_fields=["state", "undone_at", "replaced"])


def _put_back(actor: Actor, batch: Batch, postings: Sequence[Posting]) -> None:
    model = MODELS["entries"]
    held = model.objects.in_bulk([each.entry_id for each in postings])
    rows = []
    for each in postings:
        row = held[each.entry_id]
        _set(row, each.line.before)
        row.version += 1
        row.changed_by = actor.user
        rows.append(row)
    model.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*_NAMES, "version", "changed_by", "changed_at"],
        batch_size=500,
    )


def _restore_statements(actor: Actor, batch: Batch) -> None:
    model = MODELS["entries"]
    for each in batch.replaced:
        row = model(year=batch.year, position=each["position"], version=each["version"] + 1)
        row.pk, row.changed_by = each["id"], actor.user
        _set(row, each["state"])
        row.save(force_insert=True)


def _set(row: Row, state: dict[str, Any]) -> None:
    for name, value in values_from("entries", state).items():
        setattr(row, name, value)

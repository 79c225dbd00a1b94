"""The long work of importing payments (后台任务): reading a file, comparing its rows, writing them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jixiao.exchange.headers import heading
from jixiao.undisturbed import undisturbed
from jixiao_web.accounts.actor import Actor
from jixiao_web.jobs.bodies import Running, body
from jixiao_web.payments.comparing import compare, revisions, summary_of
from jixiao_web.payments.errors import NotAllowed
from jixiao_web.payments.models import Batch, BatchState, Line
from jixiao_web.payments.permissions import may_write_payments
from jixiao_web.payments.posting import post
from jixiao_web.payments.reading import layout_of_file, lines_of_file, naming_of
from jixiao_web.payments.selectors import aliases_of
from jixiao_web.payments.services import remembered


@body("payments.read", title=_("读取支付文件"))
def read(running: Running, *, batch_id: int) -> dict[str, Any]:
    """Find the header of the file and what its columns are, as was said before of such headers."""
    batch = _batch(batch_id)
    _actor(running)
    if batch.state != BatchState.READING:
        return _address(batch)
    batch.layout = layout_of_file(_content(batch), batch.file.name)
    known = remembered(batch.layout["signature"])
    titles, guesses = batch.layout["titles"], batch.layout["guesses"]
    if known is not None:
        said = [known.columns.get(heading(title).words, "") if title else "" for title in titles]
        batch.columns = {str(index): name for index, name in enumerate(said) if name}
        batch.unit = batch.layout["unit"] or known.unit
    else:
        batch.columns = {str(index): name for index, name in enumerate(guesses) if name}
        batch.unit = batch.layout["unit"]
    batch.is_remembered = known is not None
    Batch.objects.filter(pk=batch.pk, state=BatchState.READING).update(
        layout=batch.layout,
        columns=batch.columns,
        unit=batch.unit,
        is_remembered=batch.is_remembered,
        state=BatchState.MAPPING,
    )
    return _address(batch)


@body("payments.check", title=_("核对支付文件"))
def check(running: Running, *, batch_id: int) -> dict[str, Any]:
    """Read every row, compare it with the ledger, and keep what it is for the preview."""
    batch = _batch(batch_id)
    _actor(running)
    if batch.state != BatchState.CHECKING:
        return _address(batch)
    with undisturbed():
        _check(batch, running)
    return _address(batch)


def _check(batch: Batch, running: Running) -> None:
    naming = naming_of(batch.year, aliases_of(batch.year))
    lines, reading = lines_of_file(batch, _content(batch), naming, running)
    running.progress(len(lines), len(lines), str(_("与台账比对")))
    compare(batch.year, lines)
    batch.summary = summary_of(batch.year, lines, reading)
    batch.seen = revisions(batch.year)
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.state != BatchState.CHECKING or held.columns != batch.columns or held.unit != batch.unit:
            return
        held.lines.all().delete()
        Line.objects.bulk_create(lines, batch_size=2_000)
        held.summary, held.seen, held.state = batch.summary, batch.seen, BatchState.READY
        held.save(update_fields=["summary", "seen", "state"])


@body("payments.write", title=_("写入支付"))
def write(running: Running, *, batch_id: int) -> dict[str, Any]:
    """Write a confirmed batch into the ledger."""
    batch = _batch(batch_id)
    with undisturbed():
        post(actor=_actor(running), batch=batch, running=running)
    return _address(batch)


def _batch(batch_id: int) -> Batch:
    return Batch.objects.select_related("year", "file").get(pk=batch_id)


def _actor(running: Running) -> Actor:
    actor = running.actor
    if actor is None or not may_write_payments(actor):
        raise NotAllowed(english="Payments are registered by finance and the coordinator.")
    return actor


def _content(batch: Batch) -> bytes:
    with batch.file.content.open("rb") as opened:
        content: bytes = opened.read()
    return content


def _address(batch: Batch) -> dict[str, Any]:
    return {"address": reverse("payments:batch", args=[batch.year.fiscal_year, batch.pk])}

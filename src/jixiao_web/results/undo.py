"""What can be undone of collecting (撤销采用、撤销导入): ledger or forms go back, and what was done waits."""

from __future__ import annotations

from django.db import transaction

from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger import services
from jixiao_web.results.models import Form, State
from jixiao_web.results.returning import undo_import


@transaction.atomic
def undo_take(*, actor: Actor, entry: Entry) -> Entry:
    """Put the ledger back and the form among those that wait. Raises CannotUndo, YearIsClosed."""
    if entry.changes:
        undone = services.undo(actor=actor, entry=entry)
    else:
        undone = record(
            actor=actor, act="undo", year=entry.year, subject=entry.subject, summary=entry.summary
        )
        entry.undone_by = undone
        entry.save(update_fields=["undone_by"])
    for form in Form.objects.select_for_update().filter(entry=entry, state=State.TAKEN):
        form.state = State.PASSED if form.passed_by_id else State.SENT
        form.entry, form.taken_at = None, None
        form.version += 1
        form.save()
    return undone


UNDO = {"results.take": undo_take, "results.import": undo_import}

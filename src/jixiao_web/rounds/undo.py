"""What can be undone of rounds (撤销): freezing puts the ledger's marks back and opens the selection."""

from __future__ import annotations

from django.db import transaction

from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger import services
from jixiao_web.rounds.models import Round


@transaction.atomic
def undo_freeze(*, actor: Actor, entry: Entry) -> Entry:
    """Put the marks back and release the list. Raises CannotUndo, YearIsClosed."""
    if entry.changes:
        undone = services.undo(actor=actor, entry=entry)
    else:
        undone = record(
            actor=actor, act="undo", year=entry.year, subject=entry.subject, summary=entry.summary
        )
        entry.undone_by = undone
        entry.save(update_fields=["undone_by"])
    number = entry.subject.removeprefix("rounds.round/")
    for round_ in Round.objects.select_for_update().filter(pk=int(number)):
        round_.frozen, round_.frozen_at, round_.frozen_by = [], None, None
        round_.version += 1
        round_.save()
    return undone


UNDO = {"selection.freeze": undo_freeze}

"""What can be undone with files (撤销移除): a removed file comes back to where it was."""

from __future__ import annotations

from django.db import transaction

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.models import StoredFile
from jixiao_web.files.services import TABLE
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger.errors import CannotUndo


@transaction.atomic
def undo_remove(*, actor: Actor, entry: Entry) -> Entry:
    """Bring a removed file back. Raises CannotUndo where it is there again."""
    numbers = [each["id"] for each in entry.changes if each.get("table") == TABLE]
    if not StoredFile.objects.filter(pk__in=numbers).exclude(removed_at=None).update(removed_at=None):
        raise CannotUndo("这个文件已经在了。", english="The file is there again already.")
    undone = record(actor=actor, act="undo", year=entry.year, subject=entry.subject, summary=entry.summary)
    entry.undone_by = undone
    entry.save(update_fields=["undone_by"])
    return undone


UNDO = {"file.remove": undo_remove}

"""Reads files (文件)."""

from __future__ import annotations

from django.db.models import QuerySet

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.kinds import kinds
from jixiao_web.files.models import StoredFile
from jixiao_web.ledger.models import BudgetYear


def files_about(subject: str, *, kind: str = "", year: BudgetYear | None = None) -> QuerySet[StoredFile]:
    """The files of a subject that were not removed, latest first."""
    found = StoredFile.objects.filter(subject=subject, removed_at=None).select_related("added_by", "year")
    found = found.filter(kind=kind) if kind else found
    return found.filter(year=year) if year else found


def may_read(actor: Actor, file: StoredFile) -> bool:
    """Whether the actor may read the file, as its kind has it; who brought it may, while they take part."""
    kind = kinds().get(file.kind)
    is_own = file.added_by_id == actor.user.pk and bool(actor.posts)
    return is_own or (kind is not None and kind.may_read(actor, file))


def may_remove(actor: Actor, file: StoredFile) -> bool:
    """Whether the actor may take the file off its subject: whoever may add one there."""
    kind = kinds().get(file.kind)
    return kind is not None and kind.may_add(actor, file.year, file.subject)

"""Reads files (文件)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.kinds import kinds
from jixiao_web.files.models import FileText, StoredFile
from jixiao_web.ledger.models import BudgetYear


def files_about(subject: str, *, kind: str = "", year: BudgetYear | None = None) -> QuerySet[StoredFile]:
    """The files of a subject that were not removed, latest first."""
    found = StoredFile.objects.filter(subject=subject, removed_at=None).select_related("added_by", "year")
    found = found.filter(kind=kind) if kind else found
    return found.filter(year=year) if year else found


def files_saying(words: Iterable[str], year: BudgetYear) -> QuerySet[StoredFile]:
    """The files of a year, or of none, in whose name or content each word stands, latest first."""
    found = StoredFile.objects.filter(Q(year=year) | Q(year=None), removed_at=None)
    for word in words:
        said = FileText.objects.filter(text__icontains=word).values("sha256")
        found = found.filter(Q(name__icontains=word) | Q(sha256__in=said))
    return found.select_related("year", "added_by")


def texts_of(files: Iterable[StoredFile]) -> dict[str, FileText]:
    """What was read of the files, by their digest."""
    return {each.sha256: each for each in FileText.objects.filter(sha256__in={file.sha256 for file in files})}


def may_read(actor: Actor, file: StoredFile) -> bool:
    """Whether the actor may read the file, as its kind has it; who brought it may, while they take part."""
    kind = kinds().get(file.kind)
    is_own = file.added_by_id == actor.user.pk and bool(actor.posts)
    return is_own or (kind is not None and kind.may_read(actor, file))


def may_remove(actor: Actor, file: StoredFile) -> bool:
    """Whether the actor may take the file off its subject: whoever may add one there."""
    kind = kinds().get(file.kind)
    return kind is not None and kind.may_add(actor, file.year, file.subject)

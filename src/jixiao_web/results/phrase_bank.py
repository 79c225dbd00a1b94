"""Writes the phrase bank (常用语): sentences that an office uses again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.results.models import Phrase, PhraseField
from jixiao_web.results.permissions import may_write


@transaction.atomic
def add_phrase(*, actor: Actor, office: str, field: PhraseField, text: str) -> Phrase:
    """Put a sentence into the phrase bank of an office; the one that is there already stays alone."""
    if not may_write(actor, office):
        raise PermissionDenied
    made, is_new = Phrase.objects.get_or_create(
        office=office, field=field, text=text.strip()[:500], defaults={"created_by": actor.user}
    )
    if is_new:
        record(actor=actor, act="phrase.add", subject=f"results.phrase/{made.pk}", summary=made.text)
    return made


@transaction.atomic
def drop_phrase(*, actor: Actor, phrase: Phrase) -> Entry | None:
    """Take a sentence out of the phrase bank; none where it was gone already."""
    if not may_write(actor, phrase.office):
        raise PermissionDenied
    before = {"office": phrase.office, "field": phrase.field, "text": phrase.text}
    told, number = f"results.phrase/{phrase.pk}", phrase.pk
    if not Phrase.objects.filter(pk=phrase.pk).delete()[0]:
        return None
    changes = [{"table": "results.phrase", "id": number, "before": before, "after": None}]
    return record(actor=actor, act="phrase.drop", subject=told, summary=phrase.text, changes=changes)

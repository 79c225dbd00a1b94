"""What can be undone in reporting (撤销): taking over, importing, naming who reports, dropping a phrase."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger import services
from jixiao_web.ledger.errors import CannotUndo
from jixiao_web.results.models import Form, Phrase, Respondent, State
from jixiao_web.results.respondents import set_respondent
from jixiao_web.results.returning import undo_import


@transaction.atomic
def undo_take(*, actor: Actor, entry: Entry) -> Entry:
    """Put the ledger back and the form among those that wait. Raises CannotUndo, YearIsClosed."""
    undone = services.undo(actor=actor, entry=entry) if entry.changes else _undone(actor, entry)
    for form in Form.objects.select_for_update().filter(entry=entry, state=State.TAKEN):
        form.state = State.PASSED if form.passed_by_id else State.SENT
        form.entry, form.taken_at = None, None
        form.version += 1
        form.save()
    return undone


@transaction.atomic
def undo_names(*, actor: Actor, entry: Entry) -> Entry:
    """Name those again who were named before. Raises CannotUndo where others were named since."""
    named = {f"{kind}/{code}": name for kind, code, name in _named(entry)}
    for each in entry.changes:
        if named.get(each["id"], "") != _name(each["after"]):
            raise CannotUndo("之后又改过填报人。", english="Somebody has changed the names since.")
    for each in entry.changes:
        kind, _slash, code = each["id"].partition("/")
        assert entry.year is not None
        set_respondent(entry.year, kind, code, _name(each["before"]))
    return _undone(actor, entry)


@transaction.atomic
def undo_drop(*, actor: Actor, entry: Entry) -> Entry:
    """Put a phrase back into the bank."""
    for each in entry.changes:
        Phrase.objects.get_or_create(**each["before"], defaults={"created_by": entry.actor})
    return _undone(actor, entry)


def _named(entry: Entry) -> Iterable[tuple[str, str, str]]:
    return Respondent.objects.filter(year=entry.year).values_list("kind", "code", "name")


def _name(version: dict[str, str] | None) -> str:
    return version["name"] if version else ""


def _undone(actor: Actor, entry: Entry) -> Entry:
    undone = record(actor=actor, act="undo", year=entry.year, subject=entry.subject, summary=entry.summary)
    entry.undone_by = undone
    entry.save(update_fields=["undone_by"])
    return undone


UNDO = {
    "results.take": undo_take,
    "results.import": undo_import,
    "results.name_respondent": undo_names,
    "phrase.drop": undo_drop,
}

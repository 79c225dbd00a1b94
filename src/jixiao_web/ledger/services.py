"""Writes the ledger (台账): one transaction, one entry in the trail, one revision more for the year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from jixiao.exchange.fault import Fault
from jixiao.exchange.values import plain, reader
from jixiao.quantity import YUAN
from jixiao.tracking.noun import Noun, attributes, key_attribute
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import TABLES, Year
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import User
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger.errors import CannotUndo, ChangedMeanwhile, DoubleKey, YearIsClosed
from jixiao_web.ledger.models import (
    MODELS,
    BudgetYear,
    Row,
    new_revision,
    table_of,
)
from jixiao_web.ledger.replacing import BATCH, replace_table
from jixiao_web.ledger.revisions import projects_paid, words_of_payments


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of one row (一处改动).

    A new row has no `row_id`; `values` absent means that the row goes. `version` is the one that the editor
    saw, absent where nobody could have changed it meanwhile.
    """

    table: str
    values: Mapping[str, Any] | None
    row_id: int | None = None
    version: int | None = None


@transaction.atomic
def open_year(*, actor: Actor | None, fiscal_year: int, unit: Unit) -> BudgetYear:
    """Open a budget year that holds nothing yet."""
    budget_year = BudgetYear.objects.create(fiscal_year=fiscal_year, unit_facts=_unit_facts(unit))
    record(actor=actor, act="year.open", year=budget_year, summary=str(fiscal_year))
    return budget_year


@transaction.atomic
def describe_unit(*, actor: Actor, year: BudgetYear, unit: Unit) -> None:
    """Change the unit's names and its policy for a year."""
    locked = _locked(year)
    locked.unit_facts = _unit_facts(unit)
    locked.save(update_fields=["unit_facts"])
    record(actor=actor, act="unit.describe", year=year, summary=unit.name)
    touch(year)


@transaction.atomic
def write(
    *,
    actor: Actor | None,
    year: BudgetYear,
    act: str,
    changes: Iterable[Change],
    summary: str = "",
    reason: str = "",
    project: str = "",
    subject: str = "",
    on_behalf_of: User | None = None,
) -> Entry:
    """Apply changes to rows of a year, all or none, as one act in the trail.

    Raises YearIsClosed; ChangedMeanwhile where a row is not at the version that the editor saw; DoubleKey
    where a new row bears a key that is taken.
    """
    _locked(year)
    done = [_apply(actor, year, each) for each in changes]
    if not subject and len(done) == 1:
        subject = f"{done[0]['table']}/{done[0]['id']}"
    entry = record(
        actor=actor,
        act=act,
        year=year,
        subject=subject,
        project=project,
        summary=summary,
        reason=reason,
        changes=done,
        on_behalf_of=on_behalf_of,
    )
    touch(year, {each["table"] for each in done}, payments_of=projects_paid(done))
    return entry


@transaction.atomic
def undo(*, actor: Actor, entry: Entry) -> Entry:
    """Put back what an act had changed.

    Raises CannotUndo where it holds no rows, was undone before, or somebody has changed the rows since.
    """
    if entry.year is None or not entry.changes or entry.undone_by_id:
        raise CannotUndo
    year = _locked(entry.year)
    back = []
    for each in reversed(entry.changes):
        row = table_of(year, each["table"]).filter(pk=each["id"]).first()
        if (None if row is None else state_of(row)) != each["after"]:
            raise CannotUndo(english="The rows were changed again; this cannot be undone.")
        back.append(_put_back(actor, year, row, each))
    undone = record(
        actor=actor,
        act="undo",
        year=year,
        subject=entry.subject,
        project=entry.project,
        summary=entry.summary,
        changes=back,
    )
    entry.undone_by = undone
    entry.save(update_fields=["undone_by"])
    touch(entry.year, {each["table"] for each in back}, payments_of=projects_paid(back))
    return undone


@transaction.atomic
def replace_year(
    *,
    actor: Actor | None,
    year: BudgetYear,
    content: Year,
    tables: Sequence[str] = tuple(TABLES),
    act: str = "year.replace",
    summary: str = "",
    subject: str = "",
    numbers: Mapping[str, Sequence[int | None]] | None = None,
) -> Entry:
    """Put the tables of `content` in the place of the year's own; the year stays what it is called.

    A row that is the same in both (`differences.pairs`) keeps its number, so that what is attached to it
    stays there; `numbers` are those that rows of `content` had before, for rows that come back, and nothing
    for rows that had none.
    """
    _locked(year)
    for table in tables:
        replace_table(actor, year, table, content.table(table), (numbers or {}).get(table, ()))
    year.unit_facts = _unit_facts(content.unit)
    year.save(update_fields=["unit_facts"])
    entry = record(actor=actor, act=act, year=year, summary=summary or ", ".join(tables), subject=subject)
    touch(year)
    return entry


def add_rows(
    *, actor: Actor | None, year: BudgetYear, table: str, nouns: Iterable[Noun], first: int | None = None
) -> list[Row]:
    """Add many rows at once and return them; the caller's act is what the trail tells.

    To be called within a transaction that ends with `touch`.
    """
    model = MODELS[table]
    start = _next_position(year, table) if first is None else first
    names = [each.name for each in attributes(model.noun)]
    user = actor.user if actor else None
    rows = [
        model(
            year=year,
            position=start + number,
            changed_by=user,
            **{name: getattr(noun, name) for name in names},
        )
        for number, noun in enumerate(nouns)
    ]
    made: list[Row] = model.objects.bulk_create(rows, batch_size=BATCH)
    return made


def hold(year: BudgetYear) -> BudgetYear:
    """The year, held against other writers until the transaction ends (锁定). Raises YearIsClosed."""
    return _locked(year)


def touch(
    year: BudgetYear, tables: Iterable[str] | None = None, *, payments_of: Collection[str] | None = None
) -> None:
    """Give the year another revision: whatever was derived from it is derived anew.

    `tables` are those that changed; all may have where nobody says. `payments_of` are the projects whose
    payments changed, where they are few. To be called in the transaction of the change, before which the
    year was locked.
    """
    revision = new_revision()
    words = {"*": revision}
    if tables is not None:
        held: dict[str, str] = BudgetYear.objects.values_list("table_revisions", flat=True).get(pk=year.pk)
        words = {**held, **dict.fromkeys(tables, revision)}
        if "entries" in words and words["entries"] == revision:
            words = words_of_payments(words, revision, payments_of)
    BudgetYear.objects.filter(pk=year.pk).update(revision=revision, table_revisions=words)
    year.refresh_from_db()


def state_of(row: Row) -> dict[str, Any]:
    """The values of a row as the trail keeps them."""
    return {each.name: _plain(getattr(row, each.name)) for each in attributes(row.noun)}


def state_of_noun(noun: Noun) -> dict[str, Any]:
    """The values of a noun in the same form."""
    return {each.name: _plain(getattr(noun, each.name)) for each in attributes(type(noun))}


def values_from(table: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row that the trail, or a form, holds as plain text.

    Raises jixiao.exchange.fault.Fault where a text is no value of its field.
    """
    return {
        each.name: _value(each, state[each.name])
        for each in attributes(MODELS[table].noun)
        if each.name in state
    }


def _value(each: Any, told: Any) -> Any:
    if told is None:
        return None
    if each.base is bool and isinstance(told, bool):
        return told
    if each.base is str and not each.is_many:
        return str(told)
    if each.is_many and isinstance(told, (list, tuple)):
        return tuple(told) if each.base is str else tuple(each.base(part) for part in told)
    try:
        return reader(each, YUAN)(told)
    except Fault as fault:
        if fault.value is None:
            raise
        return fault.value  # read, with a doubt that its first writer has answered


def _plain(value: Any) -> Any:
    told = plain(value)
    return told.isoformat() if hasattr(told, "isoformat") else told


def _apply(actor: Actor | None, year: BudgetYear, change: Change) -> dict[str, Any]:
    model = MODELS[change.table]
    user = actor.user if actor else None
    if change.row_id is None:
        assert change.values is not None, "a new row has values"
        _refuse_double(year, change.table, change.values)
        row = model(year=year, position=_next_position(year, change.table), changed_by=user, **change.values)
        row.save(force_insert=True)
        return {"table": change.table, "id": row.pk, "before": None, "after": state_of(row)}
    found = table_of(year, change.table).filter(pk=change.row_id).first()
    if found is None or (change.version is not None and found.version != change.version):
        raise ChangedMeanwhile(found, {}, dict(change.values or {}))
    before = state_of(found)
    if change.values is None:
        found.delete()
        return {"table": change.table, "id": change.row_id, "before": before, "after": None}
    key = key_attribute(model.noun)
    if key and key.name in change.values and change.values[key.name] != getattr(found, key.name):
        _refuse_double(year, change.table, change.values)
    for name, value in change.values.items():
        setattr(found, name, value)
    found.version += 1
    found.changed_by = user
    found.save()
    return {"table": change.table, "id": found.pk, "before": before, "after": state_of(found)}


def _put_back(actor: Actor, year: BudgetYear, row: Row | None, change: dict[str, Any]) -> dict[str, Any]:
    model, table = MODELS[change["table"]], change["table"]
    if change["before"] is None:
        assert row is not None, "the state was compared"
        row.delete()
    elif row is None:
        values = values_from(table, change["before"])
        row = model(year=year, position=_next_position(year, table), **values)
        row.pk, row.changed_by = change["id"], actor.user
        row.save(force_insert=True)
    else:
        for name, value in values_from(table, change["before"]).items():
            setattr(row, name, value)
        row.version += 1
        row.changed_by = actor.user
        row.save()
    return {"table": table, "id": change["id"], "before": change["after"], "after": change["before"]}


def _locked(year: BudgetYear) -> BudgetYear:
    """The year, held against other writers until the transaction ends. Raises YearIsClosed."""
    locked = BudgetYear.objects.select_for_update().get(pk=year.pk)
    if locked.is_closed:
        raise YearIsClosed(english="The accounts of this year are closed; it takes no more changes.")
    return locked


def _next_position(year: BudgetYear, table: str) -> int:
    last = table_of(year, table).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _refuse_double(year: BudgetYear, table: str, values: Mapping[str, Any]) -> None:
    key = key_attribute(MODELS[table].noun)
    if key is None or key.name not in values:
        return
    taken = values[key.name]
    if table_of(year, table).filter(**{key.name: taken}).exists():
        raise DoubleKey(
            f"{MODELS[table].noun.sheet}里已经有“{taken}”。",
            hint=f"换一个{key.column.label}。",
            english=f"{taken!r} is there already.",
        )


def _unit_facts(unit: Unit) -> dict[str, Any]:
    return {each.name: _plain(getattr(unit, each.name)) for each in attributes(Unit)}

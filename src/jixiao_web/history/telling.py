"""Telling (记录的说法): an entry of the trail as people read it, in the words of the noun's columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jixiao.quantity import Money
from jixiao.tracking.noun import Attribute, Noun, attributes, key_attribute, name_attribute
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.acts import act_word
from jixiao_web.history.models import Entry
from jixiao_web.history.permissions import may_undo
from jixiao_web.history.undoing import can_undo
from jixiao_web.ledger.forms import label_of, word_of
from jixiao_web.ledger.models import MODELS

ABSENT = "—"
MOST_ROWS = 20
"""Rows of one act that are told in full; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value that became another (一处改动), in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What became of one row (一行的改动): `kind` is new, gone or changed."""

    kind: str
    table: str
    name: str
    values: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the trail in words (一条记录)."""

    entry: Entry
    act: str
    rows: tuple[ToldRow, ...]
    more: int
    may_undo: bool

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return self.entry.undone_by_id is not None


def lines_of(entries: Iterable[Entry], actor: Actor | None = None) -> list[Line]:
    """The entries in words; with an actor, also whether they may undo each."""
    return [line_of(each, actor) for each in entries]


def line_of(entry: Entry, actor: Actor | None = None) -> Line:
    """One entry in words."""
    rows = rows_in_words(entry.changes[:MOST_ROWS])
    return Line(
        entry,
        act_word(entry.act),
        tuple(rows),
        max(0, len(entry.changes) - MOST_ROWS),
        actor is not None and can_undo(entry) and may_undo(actor, entry),
    )


def rows_in_words(changes: Iterable[dict[str, Any]]) -> list[ToldRow]:
    """What became of rows, as the trail keeps it, in words."""
    return [row for row in map(_row, changes) if row is not None]


def _row(change: dict[str, Any]) -> ToldRow | None:
    model = MODELS.get(str(change.get("table")))
    if model is None:
        return None
    noun, before, after = model.noun, change.get("before"), change.get("after")
    state = after or before or {}
    kind = "new" if before is None else "gone" if after is None else "changed"
    return ToldRow(kind, sheet_of(noun), _name(noun, state), tuple(_values(noun, before, after)))


def sheet_of(noun: type[Noun]) -> str:
    """What a table is called, in the reader's language."""
    return noun.english if get_language() == "en" else noun.sheet


def _name(noun: type[Noun], state: dict[str, Any]) -> str:
    known = [each for each in (key_attribute(noun), name_attribute(noun)) if each]
    known = known or [each for each in attributes(noun) if each.base is str][:2]
    return " ".join(str(state[each.name]) for each in known if state.get(each.name))


def _values(noun: type[Noun], before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterable[Told]:
    """What changed; of a row that came or went, what it holds besides its defaults."""
    for each in attributes(noun):
        old = (before or {}).get(each.name)
        new = (after or {}).get(each.name)
        if before is not None and after is not None:
            if old != new:
                yield Told(label_of(each), in_words(each, old), in_words(each, new))
            continue
        held = old if after is None else new
        if held in (None, "", [], False) or _is_default(each, held):
            continue
        told = in_words(each, held)
        yield Told(label_of(each), told if after is None else "", "" if after is None else told)


def _is_default(each: Attribute, held: Any) -> bool:
    default = each.default
    return bool(held == (default.value if isinstance(default, Enum) else default))


def in_words(each: Attribute, value: Any) -> str:
    """A value of the ledger, or as the trail keeps it, as people read it; money in yuan."""
    if value is None or value == "" or value == [] or value == ():
        return ABSENT
    if isinstance(value, (list, tuple)):
        return "、".join(in_words(each, part) for part in value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Money):
        return f"{value.yuan:,.2f}"
    if isinstance(value, Enum):
        return word_of(value)
    if isinstance(value, (dt.date, Decimal)):
        return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()
    if each.base is Money:
        return f"{Decimal(str(value)):,.2f}"
    if issubclass(each.base, Enum):
        try:
            return word_of(each.base(value))
        except ValueError:
            return str(value)
    return str(value)

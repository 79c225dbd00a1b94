"""Three versions of an entry (填报内容的三方对照): what went out, what stands there now, what came back.

Parts are compared, not whole entries: a text, a field of the evaluation, a row of outputs or shortcomings.
What one side alone has changed needs no choice; what both have changed differently does, and until somebody
chooses, what stands there now stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from jixiao.exchange import numbers
from jixiao.exchange.fault import Fault
from jixiao.exchange.indicator_entry import ATTAINED
from jixiao.exchange.result_entry import OUTPUT, PLAIN, SHORTCOMING, identity_of, is_blank
from jixiao.exchange.values import folded
from jixiao.tracking.attainment import Attainment
from jixiao.tracking.noun import attributes
from jixiao.tracking.results import Evaluation, Output, Shortcoming

TABLES: Mapping[str, tuple[str, Sequence[str]]] = {
    "outputs": ("name", OUTPUT),
    "shortcomings": ("text", SHORTCOMING),
    "indicators": ("code", ATTAINED),
}
"""The tables of an entry: the field by which people know a row, and all fields."""

_NUMBERS = frozenset(
    each.name
    for noun in (Output, Evaluation, Shortcoming, Attainment)
    for each in attributes(noun)
    if each.base is Decimal
)

Value = str | Mapping[str, Any] | None


class Side(Enum):
    """Who has changed a part since the workbook went out (谁改过)."""

    NEITHER = "neither"
    BACK = "back"
    NOW = "now"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Part:
    """A text, a field or a row in its three versions (一处), and who has changed it.

    A row that is not there is absent. `table` is empty for what stands alone; `at` is the number of the row
    in what came back.
    """

    table: str
    name: str
    was: Value
    now: Value
    back: Value
    side: Side
    at: int | None = None

    @classmethod
    def of(cls, table: str, name: str, versions: tuple[Value, Value, Value], at: int | None = None) -> Part:
        """The part of these versions: what went out, what stands there now, what came back."""
        return cls(table, name, *versions, _side(*(_said(each, table) for each in versions)), at)

    def value(self, is_chosen: bool) -> Value:  # noqa: FBT001 - whether what came back was chosen
        """What becomes of it."""
        takes = self.side is Side.BACK or (self.side is Side.BOTH and is_chosen)
        if takes and isinstance(self.now, Mapping) and isinstance(self.back, Mapping):
            return {**self.back, **identity_of(self.now)}
        return self.back if takes else self.now


def parts(was: Mapping[str, Any], now: Mapping[str, Any], back: Mapping[str, Any]) -> list[Part]:
    """Every part that any of the three versions has, those of now first in their order.

    What came back says nothing of a part that it has no room for: that stays as it is now. So does a row of
    an indicator that did not come back: indicators are approved, and nobody who fills in takes one out.
    """
    found = [
        Part.of("", name, (_plain(name, was), _plain(name, now), _plain(name, back if name in back else was)))
        for name in PLAIN
        if any(name in each for each in (was, now, back))
    ]
    for table, (name, _fields) in TABLES.items():
        came_back = back if table in back else was
        old, new, returned = (_by_key(each.get(table) or (), name) for each in (was, now, came_back))
        for key in dict.fromkeys((*new, *returned, *old)):
            gone, stands = (each[key][1] if key in each else None for each in (old, new))
            at, came = returned.get(key, (None, None))
            if came is not None:
                came = {**(gone or stands or {}), **came}
            elif table == "indicators":
                came = gone
            called = str((came or stands or gone or {}).get(name) or "")
            found.append(Part.of(table, called, (gone, stands, came), at))
    return found


def merged(found: Iterable[tuple[Part, bool]]) -> dict[str, Any]:
    """The entry that the parts make together, each with whether what came back was chosen in a contest."""
    content: dict[str, Any] = {table: [] for table in TABLES}
    for part, is_chosen in found:
        value = part.value(is_chosen)
        if not part.table:
            content[part.name] = value
        elif value is not None:
            content[part.table].append(dict(value))  # type: ignore[arg-type]
    return content


def _plain(name: str, content: Mapping[str, Any]) -> str:
    told = str(content.get(name) or "")
    return "1" if name == "no_outputs" and told else told


def _by_key(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, tuple[int, Mapping[str, Any]]]:
    """The rows by what tells them apart: the ledger's row that they are about, else their words."""
    found: dict[str, tuple[int, Mapping[str, Any]]] = {}
    for number, row in enumerate(rows):
        if is_blank(row) and not row.get("code"):
            continue
        key = f"#{row['row']}" if row.get("row") else folded(str(row.get(name) or ""))
        while key in found:
            key += "+"
        found[key] = (number, row)
    return found


def _side(was: Any, now: Any, back: Any) -> Side:
    """Who has changed a part, by what its versions say."""
    if now == back:
        return Side.NEITHER
    if back == was:
        return Side.NOW
    return Side.BACK if now == was else Side.BOTH


def _said(value: Value, table: str) -> Any:
    """What a value says, however a program on the way has written it."""
    if value is None or isinstance(value, str):
        return _words(value or "")
    told = {name: _words(str(value.get(name) or "")) for name in TABLES[table][1]}
    return {name: _number(each) if name in _NUMBERS else each for name, each in told.items() if each} or ""


def _words(words: str) -> str:
    return "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").strip().split("\n"))


def _number(words: str) -> Decimal | str:
    try:
        return numbers.number(words)
    except Fault:
        return words

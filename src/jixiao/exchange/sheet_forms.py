"""Forms (表样): how the tables of a year look as sheets, derived from the nouns.

Above the header stands what explains it: the sheet's purpose, and what to put into each column. A reader
looks for the header, so whatever stands above is never taken for data.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property

from jixiao.exchange.tables import FISCAL_YEAR, NOUNS, UNIT_TABLE, WHOLE_UNIT_WORDS
from jixiao.exchange.values import NO, YES, plain
from jixiao.quantity import Money
from jixiao.tracking.noun import Attribute, Noun, attributes, key_attribute, name_attribute
from jixiao.tracking.unit import WHOLE_UNIT, Unit

GUIDE = "填表说明"
VERSION_LABEL = "格式版本"
REQUIRED_MARK = "*"

TITLE_ROW, HINT_ROW, HEADER_ROW = 0, 1, 2
FIRST_ROW = HEADER_ROW + 1
LAST_ROW = 1_048_575  # of a sheet, counted from 0

_WIDEST_NAME = 30  # characters of a name that still reads well in a drop-down list


@dataclass(frozen=True)
class Form:
    """The sheet of one table."""

    table: str
    noun: type[Noun]

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.noun.sheet

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """The columns in their order; the unit's row begins with the fiscal year."""
        known = attributes(self.noun)
        return (FISCAL_YEAR, *known) if self.table == UNIT_TABLE else known

    @property
    def frozen_columns(self) -> int:
        """How many columns stay in sight: up to the name, where it stands near the left edge."""
        name = name_attribute(self.noun) or key_attribute(self.noun)
        index = self.attributes.index(name) if name in self.attributes else 0
        return index + 1 if index < 3 else 1


FORMS = tuple(Form(table, noun) for table, noun in NOUNS.items())
FORM_BY_NOUN = {form.noun.__name__: form for form in FORMS}


def header(attribute: Attribute) -> str:
    """The header of a column: label, unit, and a mark where it must be filled in: 金额（元）*."""
    unit = "元" if attribute.base is Money else attribute.column.unit
    shown = attribute.column.label + (f"（{unit}）" if unit else "")
    return shown + (REQUIRED_MARK if attribute.is_required else "")


def hint(attribute: Attribute) -> str:
    """What to put into the column, in a few words."""
    words = [attribute.column.help or _kind_hint(attribute)]
    if attribute.is_required:
        words.insert(0, "必填")
    elif attribute.default not in (None, "", (), False):
        words.append(f"空白为“{plain(attribute.default)}”")
    return "，".join(word for word in words if word)


def _kind_hint(attribute: Attribute) -> str:
    base = attribute.base
    if attribute.is_many:
        words = "、".join(member.value for member in base) if issubclass(base, Enum) else ""
        return f"可多个，用顿号隔开：{words}" if words else "可多个，用顿号隔开"
    if attribute.column.refers:
        return "从列表选"
    if base is bool:
        return f"{YES} 或 {NO}"
    if base is dt.date:
        return "如 2019-8-21"
    if base is Money:
        return "元，只填数"
    if base in (int, Decimal):
        return "只填数"
    if issubclass(base, Enum):
        return "从列表选"
    return "文字，数字写成{引用}" if attribute.column.is_prose else ""


def choices(attribute: Attribute) -> tuple[str, ...]:
    """The words that a cell of the column may hold, where they are few and known."""
    if attribute.is_many:
        return ()
    if attribute.base is bool:
        return (YES, NO)
    if issubclass(attribute.base, Enum):
        return tuple(member.value for member in attribute.base)
    return ()


def width(attribute: Attribute) -> int:
    """The width of the column in characters."""
    base = attribute.base
    if attribute.column.is_prose:
        return 50
    if base is Money:
        content = 18
    elif base is dt.date:
        content = 12
    elif issubclass(base, Enum):
        content = max(2 * len(member.value) for member in base) + 4
    elif base in (bool, int):
        content = 8
    elif attribute.column.is_name or attribute.column.refers:
        content = 30
    else:
        content = 20 if base is str else 12
    return max(content, 2 * len(header(attribute)) + 3)


def lines(words: str, breadth: int) -> int:
    """How many lines the words take in a column of that breadth; a Chinese character is two wide."""
    return sum(
        max(1, math.ceil(sum(1 if each < "\u2000" else 2 for each in line) / (breadth * 0.92)))
        for line in words.split("\n")
    )


def note(attribute: Attribute) -> str:
    """The remark on the header of a column."""
    many = "可多个，用顿号或换行隔开。" if attribute.is_many and "可多个" not in attribute.column.help else ""
    return f"{attribute.column.label}：{attribute.column.help}。{many}".replace("。。", "。")


class Callings:
    """What references show: the name of the row where names tell the rows apart, else its key."""

    def __init__(self, rows: Mapping[type[Noun], Sequence[Noun]]) -> None:
        self._names: dict[str, dict[str, str]] = {}
        self._keys: dict[str, set[str]] = {Unit.__name__: set(WHOLE_UNIT_WORDS)}
        for noun, each in rows.items():
            key = key_attribute(noun)
            if key is not None:
                self._keys[noun.__name__] = {getattr(row, key.name) for row in each}
                self._names[noun.__name__] = _names(noun, key, each)

    def of(self, attribute: Attribute) -> Mapping[str, str]:
        """What the references of a column show, by key; a key that is not there stands for itself."""
        found: dict[str, str] = {}
        if not attribute.is_many:
            for target in attribute.column.targets:
                found |= self._names.get(target, {})
        keys = set[str]().union(*(self._keys.get(target, ()) for target in attribute.column.targets))
        names = set(found.values())
        shown = {} if len(names) < len(found) or names & keys else found
        return (
            shown | {WHOLE_UNIT: WHOLE_UNIT_WORDS[0]} if Unit.__name__ in attribute.column.targets else shown
        )

    def shows_names(self, noun: type[Noun]) -> bool:
        """Whether references to the noun show names."""
        name = name_attribute(noun)
        return name is not None and name.is_required and bool(self._names.get(noun.__name__, True))


def _names(noun: type[Noun], key: Attribute, rows: Sequence[Noun]) -> dict[str, str]:
    """What the rows are called, by key; nothing where names would not tell them apart."""
    name = name_attribute(noun)
    if name is None or not name.is_required:
        return {}
    called = {getattr(row, key.name): getattr(row, name.name) for row in rows}
    names = set(called.values())
    unclear = len(names) < len(rows) or names & set(called)
    return {} if unclear or any(len(each) > _WIDEST_NAME for each in names) else called

"""Nouns (台账的名词): how the tables of a year are declared, once, for every form in which a year is kept.

A noun is a frozen dataclass; each field is a `column` with its Chinese header, its English name and what
a clerk must know to fill it in. Workbook, JSON, JSON Schema and package are derived from these
declarations. A noun validates form, never relations: a year may be incomplete and wrong.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, TypeVar, dataclass_transform

from jixiao.quantity import Money

N = TypeVar("N", bound="Noun")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a noun was read (出处): file, sheet or table, and the row there (counted from 1)."""

    file: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """How a field is shown and read (栏)."""

    label: str
    english: str
    help: str = ""
    synonyms: tuple[str, ...] = ()  # other headers under which offices keep it
    refers: str = ""  # the class name of the noun whose key stands here; of several, joined by "|"
    is_parent: bool = False  # the row exists only as part of that noun
    is_key: bool = False
    is_name: bool = False  # what people call the row; a reference may say it instead of the key
    is_prose: bool = False  # words with references to figures
    is_in_year: bool = False  # a date that as a rule lies in the fiscal year
    unit: str = ""  # of a number; money needs none
    words: Mapping[str, str] = field(default_factory=dict)  # other words for the values of an Enum

    @property
    def targets(self) -> tuple[str, ...]:
        """The class names of the nouns that a reference may name."""
        return tuple(self.refers.split("|")) if self.refers else ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of a noun with everything needed to read, write and describe it."""

    name: str
    column: Column
    base: type  # str int bool Decimal Money datetime.date or an Enum
    is_many: bool  # a tuple of `base`
    is_required: bool
    default: Any  # as the field has it; None where required


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A row of the year; `origin` is where it was read and no part of its identity."""

    origin: Origin | None = field(default=None, compare=False, repr=False)

    sheet: ClassVar[str] = ""
    english: ClassVar[str] = ""
    about: ClassVar[str] = ""
    appears: ClassVar[str] = ""  # the date field from which the row is visible
    ends: ClassVar[str] = ""  # the date field after which it no longer is


def column(
    label: str,
    english: str,
    *,
    default: Any = MISSING,
    help: str = "",  # noqa: A002 - the word that a clerk knows
    synonyms: tuple[str, ...] = (),
    refers: str = "",
    is_parent: bool = False,
    is_key: bool = False,
    is_name: bool = False,
    is_prose: bool = False,
    is_in_year: bool = False,
    unit: str = "",
    words: Mapping[str, str] | None = None,
) -> Any:
    """Declare a field of a noun; without `default` it is required."""
    shown = Column(
        label,
        english,
        help,
        synonyms,
        refers,
        is_parent,
        is_key,
        is_name,
        is_prose,
        is_in_year,
        unit,
        words or {},
    )
    return field(default=default, metadata={"column": shown})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(column,))
def noun(
    sheet: str, english: str, about: str = "", *, appears: str = "", ends: str = ""
) -> Callable[[type[N]], type[N]]:
    """Make a class a noun whose rows stand in the sheet of that name.

    `appears` and `ends` name the date fields from which and up to which a row is visible; a row whose
    date is absent has always been there.
    """

    def declare(cls: type[N]) -> type[N]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.sheet, made.english, made.about = sheet, english, about
        made.appears, made.ends = appears, ends
        return made

    return declare


_declared: dict[type[Noun], tuple[Attribute, ...]] = {}


def attributes(cls: type[Noun]) -> tuple[Attribute, ...]:
    """The fields of a noun in the order of their declaration, without `origin`."""
    if cls not in _declared:
        _declared[cls] = _attributes(cls)
    return _declared[cls]


def _attributes(cls: type[Noun]) -> tuple[Attribute, ...]:
    hints = typing.get_type_hints(cls)
    found = []
    for each in fields(cls):
        shown = each.metadata.get("column")
        if shown is None:
            continue
        base, is_many = _base(hints[each.name])
        required = each.default is MISSING
        found.append(Attribute(each.name, shown, base, is_many, required, None if required else each.default))
    return tuple(found)


def name_attribute(cls: type[Noun]) -> Attribute | None:
    """The field that holds what people call a row of the noun, where it has one besides its key."""
    return next((each for each in attributes(cls) if each.column.is_name), None)


def key_attribute(cls: type[Noun]) -> Attribute | None:
    """The field that identifies a row of the noun within the year, where it has one."""
    return next((each for each in attributes(cls) if each.column.is_key), None)


def _base(hint: Any) -> tuple[type, bool]:
    """The type of one value of a field, and whether the field holds a tuple of them."""
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        return _base(typing.get_args(hint)[0])[0], True
    if hint in (str, int, bool, Decimal, Money, dt.date) or issubclass(hint, Enum):
        return hint, False
    raise TypeError(f"a noun holds no {hint}")

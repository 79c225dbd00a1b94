"""Forms over nouns (表单): each field reads what is typed as the workbook reads its cell, in the same words.

A form carries the version of the row that the editor saw, so that nobody overwrites what they have not seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jixiao.exchange.fault import Fault
from jixiao.exchange.values import joined, reader
from jixiao.findings import Severity
from jixiao.quantity import YUAN, Money, MoneyUnit
from jixiao.tracking.noun import Attribute, attributes, key_attribute, name_attribute
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao.tracking.year import TABLES
from jixiao_web.ledger.models import MODELS, BudgetYear, Row, table_of

LONGEST = 20_000
"""Characters of a text; a passage of a report has some hundreds."""

_TABLE_OF_NOUN = {cls.__name__: table for table, cls in TABLES.items()}


class RowForm(forms.Form):
    """The fields of one row (一行的表单).

    `names` says which fields, and in which order; all of the noun's where it is absent. `unit` is what a bare
    number of money counts. What can be read with a doubt is accepted; `doubts` says what to look at.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        year: BudgetYear,
        table: str,
        row: Row | None = None,
        names: Sequence[str] = (),
        unit: MoneyUnit = YUAN,
        initial: Mapping[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        known = {each.name: each for each in attributes(MODELS[table].noun)}
        self.attributes = [known[name] for name in names] if names else list(known.values())
        self.table, self.row, self.money_unit = table, row, unit
        self.doubts: dict[str, str] = {}
        held = {each.name: getattr(row, each.name) if row else each.default for each in self.attributes}
        held |= initial or {}
        shown = {each.name: _in_field(each, held[each.name], unit) for each in self.attributes}
        if row is not None:
            shown["version"] = row.version
        super().__init__(data, initial=shown, prefix=prefix)
        for each in self.attributes:
            self.fields[each.name] = _field(year, each, unit)

    def clean(self) -> dict[str, Any]:
        """The values as the noun holds them."""
        told = super().clean() or {}
        for each in self.attributes:
            if each.name in self.errors:
                continue
            try:
                told[each.name] = _read(each, told.get(each.name), self.money_unit)
            except Fault as fault:
                if fault.severity is Severity.ERROR or fault.value is None:
                    self.add_error(each.name, fault_words(fault))
                else:
                    told[each.name] = fault.value
                    self.doubts[each.name] = fault_words(fault)
        return told

    @property
    def values(self) -> dict[str, Any]:
        """What is to be written: the values of the fields, without the version."""
        return {each.name: self.cleaned_data[each.name] for each in self.attributes}

    @property
    def seen_version(self) -> int | None:
        """The version of the row that the editor saw."""
        version: int | None = self.cleaned_data.get("version")
        return version


def choices_of(year: BudgetYear, targets: Sequence[str]) -> list[tuple[str, str]]:
    """What a reference may name: the key of each row of these nouns, and what people call it."""
    found: list[tuple[str, str]] = []
    for target in targets:
        table = _TABLE_OF_NOUN.get(target)
        if table is None:
            found.append((WHOLE_UNIT, str(_("单位"))))
            continue
        noun = MODELS[table].noun
        key, name = key_attribute(noun), name_attribute(noun)
        assert key is not None, "a noun that is referred to has a key"
        for row in table_of(year, table):
            told = getattr(row, key.name)
            called = getattr(row, name.name) if name else ""
            found.append((told, f"{told} {called}".strip() if called else told))
    return found


def label_of(attribute: Attribute) -> str:
    """What a field is called, in the reader's language."""
    return attribute.column.english if get_language() == "en" else attribute.column.label


def word_of(member: Enum) -> str:
    """What a choice is called, in the reader's language."""
    return member.name.replace("_", " ").capitalize() if get_language() == "en" else str(member.value)


def _field(year: BudgetYear, each: Attribute, unit: MoneyUnit) -> forms.Field:
    label = label_of(each)
    if each.base is Money:
        label = f"{label}（{unit.name}）"
    elif each.column.unit:
        label = f"{label}（{each.column.unit}）"
    given: dict[str, Any] = {"label": label, "help_text": _help(each), "required": each.is_required}
    if each.column.refers:
        choices = _late(year, each)
        if each.is_many:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **given)
        return forms.ChoiceField(choices=choices, **given)
    if each.is_many and issubclass(each.base, Enum):
        members = [(member.value, word_of(member)) for member in each.base]
        return forms.MultipleChoiceField(choices=members, widget=forms.CheckboxSelectMultiple, **given)
    if each.is_many:
        return forms.CharField(max_length=LONGEST, **given)
    if issubclass(each.base, Enum):
        members = [(member.value, word_of(member)) for member in each.base]
        blank = [] if each.is_required or each.default is not None else [("", "—")]
        return forms.ChoiceField(choices=[*blank, *members], **given)
    if each.base is bool:
        if each.default is None and not each.is_required:
            words = [("", _("不清楚")), ("是", _("是")), ("否", _("否"))]
            return forms.ChoiceField(choices=words, **given)
        return forms.BooleanField(label=label, help_text=given["help_text"], required=False)
    if each.base is dt.date:
        return forms.CharField(widget=forms.TextInput({"type": "date"}), **given)
    if each.base in (Money, Decimal, int):
        number = forms.TextInput({"inputmode": "decimal", "class": "num", "autocomplete": "off"})
        return forms.CharField(widget=number, max_length=60, **given)
    if each.column.is_prose:
        return forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=LONGEST, **given)
    return forms.CharField(max_length=LONGEST, **given)


def _late(year: BudgetYear, each: Attribute) -> Callable[[], list[tuple[str, str]]]:
    """The choices, looked up when the form is shown."""

    def choices() -> list[tuple[str, str]]:
        blank = [] if each.is_many or each.is_required else [("", "—")]
        return [*blank, *choices_of(year, each.column.targets)]

    return choices


def _help(each: Attribute) -> str:
    """The help of the column; there is none in English, where the label must do."""
    return "" if get_language() == "en" else each.column.help


def _read(each: Attribute, told: Any, unit: MoneyUnit) -> Any:
    if each.is_many:
        return reader(each, unit)(told or ())
    if each.base is bool and isinstance(told, bool):
        return told
    if told in (None, ""):
        return "" if each.base is str else each.default
    return reader(each, unit)(told)


def _in_field(each: Attribute, value: Any, unit: MoneyUnit) -> Any:
    """A value as it stands in its field: several words that are no references in one text."""
    shown = _shown(value, unit)
    is_text = each.is_many and not each.column.refers and not issubclass(each.base, Enum)
    return joined(shown) if is_text else shown


def _shown(value: Any, unit: MoneyUnit) -> Any:
    if isinstance(value, Money):
        return f"{value.amount_in(unit):f}"
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_shown(part, unit) for part in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def fault_words(fault: Fault) -> str:
    """Why a value cannot be read, what was expected and how to mend it, in the reader's language."""
    if get_language() == "en":
        return fault.english
    parts = [fault.message]
    if fault.expected:
        parts.append(f"应为{fault.expected}")
    if fault.hint:
        parts.append(fault.hint)
    return "；".join(parts) + "。"


def words_of(value: Any, unit: MoneyUnit = YUAN) -> str:
    """A value as it is read in a comparison of old and new."""
    if isinstance(value, Enum):
        return word_of(value)
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, (tuple, list)):
        return joined([words_of(each, unit) for each in value])
    shown = _shown(value, unit)
    return "" if shown is None else str(shown)

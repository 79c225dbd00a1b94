"""The ledger as tables (台账): one model for each noun, derived from its declaration, so they cannot differ.

Rows refer to each other as the nouns do, by key within their year, not by foreign key: a year may be
incomplete and wrong, and the rules of the ledger say so. What belongs to storage alone (order, version, who
changed it) stands in `Row`.
"""

from __future__ import annotations

import datetime as dt
import secrets
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models

from jixiao.quantity import Money
from jixiao.tracking.noun import Attribute, Noun, attributes
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import TABLES
from jixiao_web.ledger.fields import ChoiceField, DecimalField, MoneyField, WordsField

KEY_LENGTH = 200
"""Characters of a key or a reference: they stand in indexes, which some databases limit."""


ALL_PAYMENTS, PAYMENTS_OF = "entries*", "entries/"


def new_revision() -> str:
    """A word that no revision bears yet."""
    return secrets.token_hex(16)


def new_table_revisions() -> dict[str, str]:
    """A word for all tables that none of them bears yet."""
    return {"*": new_revision()}


class BudgetYear(models.Model):
    """A budget year of the unit (年度).

    `revision` is another word after each change, never the same again even where a transaction was taken
    back: what is derived from the year is kept under it. `table_revisions` holds such a word for each table
    that changed since all of them last did (at "*"), so that a changed payment leaves the rest unread; and
    "entries/P01" for each project whose payments changed since all payments last may have (at "entries*").
    """

    fiscal_year = models.PositiveSmallIntegerField(unique=True)
    unit_facts = models.JSONField(default=dict)
    revision = models.CharField(max_length=32, default=new_revision)
    table_revisions = models.JSONField(default=new_table_revisions)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-fiscal_year"]

    def __str__(self) -> str:
        return str(self.fiscal_year)

    @property
    def unit(self) -> Unit:
        """The unit as it was in that year."""
        return Unit(**self.unit_facts)

    def revision_of(self, table: str) -> str:
        """The revision at which a table is."""
        words: dict[str, str] = self.table_revisions
        return words.get(table) or words["*"]

    @property
    def payment_revisions(self) -> tuple[str, dict[str, str]]:
        """The word at which all payments last may have changed, and the words of projects since."""
        words: dict[str, str] = self.table_revisions
        since = {
            key.removeprefix(PAYMENTS_OF): word for key, word in words.items() if key.startswith(PAYMENTS_OF)
        }
        return words.get(ALL_PAYMENTS) or words["*"], since

    @property
    def is_closed(self) -> bool:
        """Whether the year takes no more changes."""
        return self.closed_at is not None


class Row(models.Model):
    """A row of a year's table; `version` rises with each change, so that no editor overwrites another."""

    year = models.ForeignKey(BudgetYear, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    noun: ClassVar[type[Noun]]
    table: ClassVar[str]

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "id"]

    if TYPE_CHECKING:
        objects: ClassVar[models.Manager[Any]]

        def __getattr__(self, name: str) -> Any:
            """A field of the noun."""

    def __str__(self) -> str:
        return f"{self.noun.sheet} {self.pk}"


def _field(each: Attribute) -> Any:
    """The database field of an attribute. Absent is null; a text that was not given is empty."""
    is_link = each.column.is_key or bool(each.column.refers)
    given: dict[str, Any] = {}
    if not each.is_required:
        given = {"null": True} if each.default is None else {"default": each.default}
        given["blank"] = True
    if each.is_many:
        members = each.base if issubclass(each.base, Enum) else None
        return WordsField(default=tuple, blank=True, members=members)
    if each.base is str:
        return models.CharField(max_length=KEY_LENGTH, **given) if is_link else models.TextField(**given)
    kinds: dict[type, type[models.Field[Any, Any]]] = {
        bool: models.BooleanField,
        int: models.IntegerField,
        Money: MoneyField,
        Decimal: DecimalField,
        dt.date: models.DateField,
    }
    if each.base in kinds:
        return kinds[each.base](**given)
    assert issubclass(each.base, Enum)
    return ChoiceField(members=each.base, **given)


_INDEXES: dict[str, list[tuple[str, ...]]] = {  # what is looked for besides the keys
    "entries": [("project", "date"), ("voucher",)],
    "adjustment_lines": [("adjustment",), ("project",)],
    "approval_lines": [("approval",), ("project",)],
    "outputs": [("subject",)],
}


def _model(table: str, cls: type[Noun]) -> type[Row]:
    known = attributes(cls)
    keys: list[tuple[str, ...]] = [(each.name,) for each in known if each.column.is_key]
    indexes = [
        models.Index(fields=("year", *names), name=f"ix_{table}_{names[0]}"[:30])
        for names in [*keys, *_INDEXES.get(table, [])]
    ]
    meta: Any = type("Meta", (Row.Meta,), {"abstract": False, "indexes": indexes, "app_label": "ledger"})
    members = {
        **{each.name: _field(each) for each in known},
        "__doc__": cls.__doc__,
        "__module__": __name__,
        "__qualname__": f"{cls.__name__}Row",
        "noun": cls,
        "table": table,
        "Meta": meta,
    }
    return type(f"{cls.__name__}Row", (Row,), members)


def table_of(year: BudgetYear, table: str) -> models.QuerySet[Any]:
    """The rows of a year's table, in their order."""
    rows: models.QuerySet[Any] = MODELS[table].objects.filter(year=year)
    return rows


MODELS: dict[str, type[Row]] = {table: _model(table, cls) for table, cls in TABLES.items()}
"""The model of each table of a year, by the table's name."""

"""Tables (表): the nouns of a year as the tables of a file, and their rows as they were read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jixiao.findings import Place
from jixiao.tracking.noun import Attribute, Column, Noun, Origin
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import TABLES

UNIT_TABLE = "unit"
NOUNS: dict[str, type[Noun]] = {UNIT_TABLE: Unit, **TABLES}
"""All tables of a file: the unit's single row, then those of the year."""

FISCAL_YEAR = Attribute(
    "fiscal_year",
    Column("年度", "Fiscal year", help="四位年份，如 2019", synonyms=("预算年度", "财政年度", "年份")),
    int,
    is_many=False,
    is_required=True,
    default=None,
)
"""The year itself, kept as a column of the unit's row."""

WHOLE_UNIT_WORDS = ("单位", "本单位", "unit", "全单位", "部门整体")

YEARS = range(1949, 2200)

Locate = Callable[[int, str, object], Place]
"""Tells the place of a field of a row of the sheet, given what stands there."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: values by field name, references as written."""

    values: dict[str, Any]
    origin: Origin
    within: Locate

    def locate(self, name: str, quote: object) -> Place:
        """The place of a field, where `quote` stands."""
        return self.within(self.origin.row, name, quote)

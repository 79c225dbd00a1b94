"""The year while it is put together (拼装中的年度): its rows, the doubts about them, their places."""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from jixiao.facts.facts import Facts
from jixiao.facts.flow.grid import Grid
from jixiao.facts.flow.mention import Mention
from jixiao.facts.years.amount import Amounts
from jixiao.facts.years.doubt import Doubt, Mark, Rule, doubt
from jixiao.findings import Place, Severity
from jixiao.quantity import Money
from jixiao.tracking.noun import Noun, Origin
from jixiao.tracking.problem import Remark
from jixiao.tracking.project import Project
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import TABLES, Year

Range = tuple[int, int]

WHOLE_UNIT = "单位"
NET = "只知道净额"
"""The note of a change of which only the net is known."""
MOST_DOUBTS = 1000
"""Doubts that are told one by one: a report has a few dozen, and nobody works through more."""
_FEW = 3
"""Letters that a message names one by one."""


class Builder:
    """Collects rows and doubts. Sums of the projects' rows are kept for what remains of the unit's totals."""

    def __init__(self, facts: Facts, amounts: Amounts, fiscal_year: int, as_of: dt.date) -> None:
        self.facts = facts
        self.amounts = amounts
        self.fiscal_year = fiscal_year
        self.as_of = as_of
        self.doubts: list[Doubt] = []
        self.unit = Unit(name="本单位", short_name="本单位")
        self.is_nameless = False
        self.has_approval = False
        self.has_totals = False
        self.approval = "B01"
        self.granted = self.changed = self.spent = Money()
        self._rows: dict[str, list[Noun]] = {name: [] for name in TABLES}
        self._codes: set[str] = set()
        self._told: set[str] = set()
        self._untold = 0

    @property
    def date_in_words(self) -> str:
        """The day up to which the figures are: 12月31日."""
        return f"{self.as_of.month}月{self.as_of.day}日"

    def add(self, table: str, row: Noun) -> Mark:
        """Take a row; where it stands, without a field."""
        self._rows[table].append(row)
        if isinstance(row, Project):
            self._codes.add(row.code)
        return Mark(table, len(self._rows[table]) - 1, "")

    def rows(self, table: str) -> Sequence[Noun]:
        """The rows of a table as far as they were taken."""
        return self._rows[table]

    def codes(self) -> Set[str]:
        """The codes of the projects so far."""
        return self._codes

    def origin(self, place: Range) -> Origin:
        """Where in the report a row was read."""
        return Origin(sheet=self.where(place[0]))

    def where(self, start: int) -> str:
        """The place in words: the headings above it, and whether it is a table."""
        block = self.facts.flow.block_at(start)
        if block is None:
            return ""
        headings = [each for each in block.headings if each.level]
        words = "".join((each.ordinal.text if each.ordinal else "") for each in headings)
        title = headings[-1].title if headings else ""
        told = " ".join(filter(None, (words, title)))
        return (
            f"{told}，表格"
            if isinstance(block, Grid) and told
            else "表格"
            if isinstance(block, Grid)
            else told
        )

    def place(self, what: Mention | Range) -> Place:
        """The place of a figure or of words in the original."""
        start, end = (what.start, what.end) if isinstance(what, Mention) else what
        return self.facts.place(start, end)

    def doubt(
        self,
        rule: Rule,
        severity: Severity,
        message: str,
        places: Iterable[Mention | Range] = (),
        *,
        subject: str = "",
        hint: str = "",
        marks: Sequence[Mark] = (),
    ) -> None:
        """Take a doubt; its first place is where it arose."""
        if message in self._told:
            return  # said of the same table printed twice
        self._told.add(message)
        if len(self.doubts) >= MOST_DOUBTS and rule is not Rule.UNSAID:
            self._untold += 1
            return
        told = list(places)
        first = told[0] if told else None
        start = first.start if isinstance(first, Mention) else first[0] if first else None
        self.doubts.append(
            doubt(
                rule,
                severity,
                message,
                [self.place(each) for each in told],
                subject=subject,
                source=self.where(start) if start is not None else "",
                hint=hint,
                marks=marks,
            )
        )

    def doubt_unassigned_lines(self) -> None:
        """Tell that the lines of adjustment belong to no letter, once for all."""
        told = self._rows["adjustment_lines"]
        lines = [number for number, row in enumerate(told) if getattr(row, "note", "") != NET]
        if not lines:
            return
        numbers = [str(getattr(each, "request_number", "")) for each in self._rows["adjustments"]]
        marks = [Mark("adjustment_lines", number, "adjustment") for number in lines]
        hint = "请在“调整明细”里选上调整编号"
        count = f"{len(lines)}笔调整"
        if numbers:
            known = "、".join(filter(None, numbers[:_FEW])) + ("等" if len(numbers) > _FEW else "")
            message = (
                f"{count}各属于哪份函件，报告没有写明（函件有{known or len(numbers)}）；"
                f"没有挂函件，按{self.date_in_words}的报表计入"
            )
            self.doubt(Rule.UNSAID, Severity.WARNING, message, hint=hint, marks=marks)
        else:
            message = f"{count}没有找到申请调整的函件，按{self.date_in_words}的报表计入"
            self.doubt(Rule.UNSAID, Severity.NOTICE, message, hint="请在“预算调整”里补上函件", marks=marks)

    def doubt_the_rest(self) -> None:
        """Tell how many doubts were not told."""
        if self._untold:
            self.doubts.append(
                doubt(Rule.UNSAID, Severity.WARNING, f"另有{self._untold:,}处存疑，太多，没有逐一列出")
            )

    def counts(self) -> Mapping[str, int]:
        """How many rows each table has; a remainder is no project."""
        counts = {name: len(rows) for name, rows in self._rows.items()}
        counts["projects"] -= sum(
            bool(getattr(each, "is_remainder", False)) for each in self._rows["projects"]
        )
        return counts

    def year(self) -> Year:
        """The year, every doubt among its remarks."""
        self._rows["remarks"] = [
            Remark(subject=each.subject or WHOLE_UNIT, text=_sentence(each), source=each.source)
            for each in self.doubts
        ]
        tables = typing.cast(Any, {name: tuple(rows) for name, rows in self._rows.items()})
        return Year(fiscal_year=self.fiscal_year, unit=self.unit, **tables)


def _sentence(each: Doubt) -> str:
    finding = each.finding
    words = f"{finding.severity.chinese}：{finding.message}" + (f"。{finding.hint}" if finding.hint else "")
    return words if words.endswith("。") else f"{words}。"

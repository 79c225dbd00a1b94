"""Comparisons (比较): a value, what it was before, by how much it changed and at what rate.

“收入120亿元，比上年增加20亿元，增长20%”: the value stands first, its change and rate follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.change import Change
from jixiao.facts.naming.naming import named, year_in
from jixiao.facts.naming.turn import is_start

_REAL = re.compile("生产总值|GDP|增加值(?!用水|能耗|用电)|总产值|工业产值")
_SURVEY = re.compile("可支配收入|纯收入|人均收入|消费支出")
_SIGNED = re.compile("利润|盈|亏|净|差|结余|顺|收益|新增|增量|流入|流出|多增|利")
_LATE = 40


@dataclass(slots=True, eq=False)
class Value:
    """A value of prose (数值) that may be what a change is of, or what it is against."""

    figure: Mention
    lead: str
    sentence: int

    @property
    def name(self) -> str:
        """What it is called."""
        return named(self.lead)

    @property
    def year(self) -> int:
        """The year that its own words name."""
        return year_in(self.lead)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value, its change and its rate of change (比较).

    `base` is the former value where it is printed; `is_named` says that the words of the comparison lead to
    it, otherwise years or places do. `sign` is the direction that 增至 or 降至 between base and value says.
    `years` is how many years lie between them, where both say theirs, or else of how many the paragraph
    speaks, 五年来 (not `are_years_told`); `is_doubtful` that the value is a budget right behind an outturn,
    and that the change may be that of the outturn; `is_reversed` that the rate was told before the amount.
    `taken_from` is the value that the value is told as a part of right before: the change may be that one's.
    """

    now: Mention | None
    delta: Change | None = None
    rate: Change | None = None
    base: Mention | None = None
    is_named: bool = False
    sign: int = 0
    turn: tuple[int, int] | None = None
    years: int = 0
    are_years_told: bool = True
    subject: str = ""
    is_doubtful: bool = False
    is_reversed: bool = False
    taken_from: Mention | None = None

    @property
    def is_real(self) -> bool:
        """Whether growth of the value is told at constant prices, though the words do not say so."""
        return any(each and _REAL.search(_words_before(each)) for each in (self.now, self.base))

    @property
    def is_of_survey(self) -> bool:
        """Whether the values are incomes of households, whose series begin anew now and then."""
        return any(each and _SURVEY.search(_words_before(each)) for each in (self.now, self.base))

    @property
    def may_be_negative(self) -> bool:
        """Whether the value is one that may have been below zero before: 利润, 结余, 差额, 净流入, 新增."""
        return self.now is not None and _SIGNED.search(self.now.lead[-_LATE:]) is not None

    @property
    def may_begin_at_zero(self) -> bool:
        """Whether the former value is nothing, or may be."""
        now, base, delta = self.now, self.base, self.delta
        if now is None or now.is_zero:
            return False
        if base is not None:
            return self.is_named and base.is_zero
        if delta is None or delta.sign < 0 or delta.figure.unit != now.unit:
            return False
        return now.denoted.minus(delta.figure.denoted).low <= 0 and now.allowed.meets(delta.figure.denoted)

    def runs_against(self, sign: int) -> bool:
        """Whether value and base are certainly in the other order than the sign says."""
        now, base = self.now, self.base
        if now is None or base is None or not self.is_named:
            return False
        if now.unit != base.unit or now.kind is not base.kind:
            return False
        return now.denoted.high < base.denoted.low if sign > 0 else now.denoted.low > base.denoted.high

    def contradicts(self, change: Change) -> bool:
        """Whether a change says up where value and former value say down, or the other way."""
        return not (change.is_adjusted or change.figure.is_zero) and self.runs_against(change.sign)

    def goes_one_way(self, delta: Change, rate: Change) -> bool:
        """Whether an amount of change and a rate of change must go the same way."""
        if delta.is_yearly or rate.is_yearly or delta.is_adjusted != rate.is_adjusted:
            return False
        if self.is_real and not rate.is_adjusted:
            return False
        if delta.is_new or delta.figure.is_zero or rate.figure.is_zero:
            return False
        return delta.is_of(rate) if self.is_reversed else rate.is_of(delta)


def _words_before(figure: Mention) -> str:
    """The words before a figure, those of the clause before too: “地区生产总值连跨台阶，由811亿元增加到…”."""
    clause = figure.clause
    if clause is None or not is_start(figure.lead):
        return figure.lead[-_LATE:]
    return clause.sentence.source[max(clause.sentence.start, figure.start - _LATE) : figure.start]

"""The equation of a position (算式): how each of its figures comes about, as one writes it down."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jixiao.quantity import Money, MoneyUnit
from jixiao.tracking.glance import Standing
from jixiao.tracking.position import Position
from jixiao_web.pages.templatetags.figures import ABSENT, in_unit


@dataclass(frozen=True, slots=True)
class Equation:
    """How the figures of a position are computed (算式), in the unit that the screen shows."""

    standing: Standing
    unit: MoneyUnit

    @property
    def position(self) -> Position:
        """The position."""
        return self.standing.position

    @property
    def adjusted(self) -> str:
        """Original, carried over, increases and reductions, those that there are."""
        it = self.position
        told = _("年初 %s") % self._told(it.original)
        if it.carried_over:
            told += _(" + 上年结转 %s") % self._told(it.carried_over)
        if it.increases:
            told += _(" + 追加 %s") % self._told(it.increases)
        if it.reductions:
            told += _(" − 追减 %s") % self._told(it.reductions)
        return told

    @property
    def net_change(self) -> str:
        """Increases less reductions."""
        return f"{self._told(self.position.increases)} − {self._told(self.position.reductions)}"

    @property
    def execution_rate(self) -> str:
        """Spent ÷ adjusted."""
        return f"{self._spent} ÷ {self._told(self.position.adjusted)}"

    @property
    def outturn_ratio(self) -> str:
        """Spent ÷ original."""
        return f"{self._spent} ÷ {self._told(self.position.original)}"

    @property
    def balance(self) -> str:
        """Adjusted less spent."""
        return f"{self._told(self.position.adjusted)} − {self._spent}"

    @property
    def provisional(self) -> str:
        """What counts without a dated approval, in words; nothing where all is approved."""
        if not self.position.provisional:
            return ""
        return _("其中 %s 的批复尚无日期") % self._told(self.position.provisional)

    @property
    def _spent(self) -> str:
        return ABSENT if self.standing.spent is None else self._told(self.standing.spent)

    def _told(self, amount: Money) -> str:
        return in_unit(amount, self.unit)

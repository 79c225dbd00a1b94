"""Positions (资金状况): what was budgeted, changed and spent, of one project or of any group.

adjusted = original + carried over + increases - reductions              (预算法 article 75)
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from jixiao.quantity import Money, Rate

NOTHING = Money()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a project or group stands (预算执行情况), all in exact money.

    `increases` and `reductions` include money reallocated in and out; `recovered`, `late_reductions` (dated
    November or later) and `undated_reductions` are parts of the reductions; `provisional` is the sum of
    all changes that count without a dated approval, regardless of sign: a reallocation counts for both
    its sides.
    """

    original: Money = NOTHING
    carried_over: Money = NOTHING
    increases: Money = NOTHING
    reductions: Money = NOTHING
    spent: Money = NOTHING
    transferred_in: Money = NOTHING
    transferred_out: Money = NOTHING
    recovered: Money = NOTHING
    late_reductions: Money = NOTHING
    undated_reductions: Money = NOTHING
    provisional: Money = NOTHING

    @property
    def adjusted(self) -> Money:
        """The adjusted budget (调整后预算)."""
        return self.original + self.carried_over + self.increases - self.reductions

    @property
    def net_change(self) -> Money:
        """Increases less reductions (净增减)."""
        return self.increases - self.reductions

    @property
    def balance(self) -> Money:
        """What is left of the adjusted budget (结余); negative where it is over-spent."""
        return self.adjusted - self.spent

    @property
    def execution_rate(self) -> Rate | None:
        """Spent ÷ adjusted (执行率); none where nothing is budgeted, or less than nothing.

        >>> row = Position(original=Money.of(245), increases=Money.of(20), spent=Money.of("240.95"))
        >>> row.execution_rate.percent()
        Decimal('90.92')
        """
        return _rate(self.spent, self.adjusted)

    @property
    def outturn_ratio(self) -> Rate | None:
        """Spent ÷ original (对年初之比, PEFA PI-1); none for a project added in the year."""
        return _rate(self.spent, self.original)

    @property
    def change_ratio(self) -> Rate | None:
        """Net change ÷ original, without its sign (调整幅度); none for a project added in the year."""
        return _rate(abs(self.net_change), self.original)

    @property
    def is_adjusted(self) -> bool:
        """Whether the budget was changed in the year, even where the changes cancel out."""
        return bool(self.increases or self.reductions)

    @property
    def overspent(self) -> Money:
        """Spent beyond the adjusted budget (超支); negative where something is left."""
        return self.spent - self.adjusted

    @property
    def is_overspent(self) -> bool:
        """Whether more was spent than the adjusted budget (超预算)."""
        return self.spent > self.adjusted

    def __add__(self, other: Position) -> Position:
        return Position(*(getattr(self, each) + getattr(other, each) for each in _AMOUNTS))

    def __sub__(self, other: Position) -> Position:
        return Position(*(getattr(self, each) - getattr(other, each) for each in _AMOUNTS))


_AMOUNTS = tuple(each.name for each in fields(Position))


def _rate(part: Money, whole: Money) -> Rate | None:
    return part.per(whole) if whole > NOTHING else None

"""Another whole (另一个分母): a rate that does not follow from the figure that it seems to be the rate of.

Which figure a rate is the rate of, its name often leaves open: 执行率 of the funds that were allotted or of
those that came, 结转结余率 of the budget or of the spending. A rate that another figure of its paragraph
gives to the last digit is the rate of that one.
"""

from __future__ import annotations

from jixiao.checks.equation import Quotient
from jixiao.checks.judge import holds
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.numerals.token import Kind
from jixiao.quantity.bounds import ONE

_VALUES = frozenset([Kind.AMOUNT, Kind.COUNT])
_FINE = 120
"""How many times the slack of a rate it must be for no other figure to give it by chance."""


def ratio_of_another(ratio: Quotient, facts: Facts) -> Quotient | None:
    """The rate as that of another figure told before it in its paragraph; none where none gives it."""
    rate, part, whole = ratio.stated, ratio.part, ratio.whole
    size: int = max(abs(rate.denoted.middle), ONE)
    if rate.clause is None or (rate.allowed.high - rate.allowed.low) * _FINE > size:
        return None
    others = [
        each
        for each in facts.within(rate.clause.sentence.block.start, rate.start)
        if each.kind in _VALUES and each.unit == whole.unit and not each.is_zero and each.value != whole.value
    ]
    ratios = (Quotient(rate, part, each) for each in reversed(others) if each is not part)
    return next((each for each in ratios if holds(each) and _differs(each.whole, part)), None)


def _differs(whole: Mention, part: Mention) -> bool:
    """Whether it is no rate of a figure of itself: 100%."""
    return whole.value != part.value

"""A value and its average beside it (总量与平均数): which of the two a change is of.

“清运垃圾28,640吨，日均78.47吨，比上年减少1,160吨，下降3.89%”: the words do not tell, the figures do.
"""

from __future__ import annotations

import re
from fractions import Fraction

from jixiao.facts.changes.comparison import Value
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.change import Change

_AVERAGE = re.compile(r"[，,（(]?(?:日均|月均|年均|人均|户均|每[日月年人户]平均|平均每[日月年人户天]|平均)")
"""Begins the words before an average of the value just told."""


def is_average(lead: str) -> bool:
    """Whether the words before a figure make it an average of what was just told."""
    return _AVERAGE.match(lead) is not None


def changed_value(whole: Value, average: Value, delta: Change, rate: Change) -> Value | None:
    """Which of a value and its average, told beside it, changed so; none where neither did or both could.

    Nothing changes by more than it is: such a change is that of the whole.
    """
    if abs(_exact(delta.figure)) > abs(_exact(average.figure)):
        return whole
    fitting = [each for each in (whole, average) if _follows_from(each, delta, rate)]
    return fitting[0] if len(fitting) == 1 else None


def _follows_from(value: Value, delta: Change, rate: Change) -> bool:
    """Whether a rate is that of a change to this value, near enough to tell it from another."""
    now, change, told = (_exact(each) for each in (value.figure, delta.figure, rate.figure))
    bases = [base for base in (now - change, now + change) if base]
    return any(abs(abs(change / base) - abs(told) / 100) * 100 < abs(told) / 100 for base in bases)


def _exact(figure: Mention) -> Fraction:
    mantissa, place = figure.value
    return Fraction(mantissa) * Fraction(10) ** place

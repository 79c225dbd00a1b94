"""Causes (差错成因): how a figure may have come to stand there, where its digits show it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.facts.flow.mention import Mention
from jixiao.quantity.bounds import Bounds

_MOST_SHIFTS = 3
"""Places by which a decimal point is moved by mistake."""

_FEWEST_DIGITS = 3
"""A figure of fewer digits is like any other but for one digit: that explains nothing."""

_USUAL_DECIMALS = 2
_WIDEST = 3
"""Units of its last place within which the right value must be known to compare digits."""


def cause_of(figure: Mention, wanted: Bounds) -> str:
    """The slip that turns a figure within `wanted` into the one printed; empty where none does.

    The first that explains it: a missing 万 or 亿, a moved decimal point, two digits swapped, one too many,
    one too few, one wrong.
    """
    if not figure.mantissa or wanted.low <= 0:
        return ""
    shift = 0 if figure.is_percent else scale_slip(figure, wanted)
    if shift:
        return f"可能{'漏写了' if shift > 0 else '多写了'}“{'万' if abs(shift) == 4 else '亿'}”"
    if any(_shifted(figure, wanted, by) for by in range(1, _MOST_SHIFTS + 1)):
        return "可能是小数点移位"
    digits = str(abs(figure.mantissa))
    width = wanted.high - wanted.low
    if len(digits) < _FEWEST_DIGITS or width > _WIDEST * Bounds.exactly(1, figure.place).low:
        return ""
    decimals = max(-figure.token.exponent, 0)
    for variant, gained, words in _variants(digits, decimals):
        if Bounds.denoted(int(variant or "0"), figure.place - gained).meets(wanted):
            return words
    return ""


def scale_slip(figure: Mention, wanted: Bounds) -> int:
    """By how many powers of ten its unit is off: 4 where 万 is missing, -8 where 亿 is too much; else 0."""
    for shift in (4, 8):
        if direction := _shifted(figure, wanted, shift):
            return direction * shift
    return 0


def _shifted(figure: Mention, wanted: Bounds, shift: int) -> int:
    """1 where the figure times 10^shift is wanted, -1 where it is that divided, 0 where neither."""
    value = Bounds.denoted(abs(figure.mantissa), figure.place)
    by = 10**shift
    if Bounds(value.low * by, value.high * by).meets(wanted):
        return 1
    return -1 if Bounds(wanted.low * by, wanted.high * by).meets(value) else 0


def _variants(digits: str, decimals: int) -> Iterator[tuple[str, int, str]]:
    """The numbers that one slip turns into the digits: theirs, the decimals they have more, the words for it.

    The last `decimals` of the digits stand behind the point, which stays where it is.
    """
    whole = len(digits) - decimals
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield swapped, 0, "可能是相邻两个数字颠倒"
    for at, digit in enumerate(digits if decimals > _USUAL_DECIMALS else digits[:whole]):
        yield digits[:at] + digits[at + 1 :], -(at >= whole), f"可能多写了一位“{digit}”"
    for at in range(len(digits) + 1):
        for digit in "0123456789":
            gained = decimals > 0 and at >= whole
            yield digits[:at] + digit + digits[at:], int(gained), f"可能漏写了一位“{digit}”"
    for at, wrong in enumerate(digits):
        for digit in "0123456789":
            if digit != wrong:
                words = f"可能有一位写错（“{wrong}”应为“{digit}”）"
                yield digits[:at] + digit + digits[at + 1 :], 0, words

"""Slips (笔误): how a figure may have come to stand there, and whether a sum would hold but for one slip.

A slip leaves out 万 or 亿, moves the point, or makes a digit wrong, swapped, missing or doubled. A list that
leaves something out fails by any amount; one with a slip in it fails by just what such a slip makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jixiao.checks.equation import Total
from jixiao.facts.flow.mention import Mention
from jixiao.quantity.bounds import Bounds

_SCALES = (4, 8)
_POINT = (1, 2, 3)
"""Powers of ten by which 万 and 亿 scale, and by which a decimal point is moved by mistake."""

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
    return "可能是小数点移位" if _shift(figure, wanted, _POINT) else _digit_slip(figure, wanted)


def scale_slip(figure: Mention, wanted: Bounds) -> int:
    """By how many powers of ten its unit is off: 4 where 万 is missing, -8 where 亿 is too much; else 0."""
    return _shift(figure, wanted, _SCALES)


def is_slip(total: Total, rarity: int) -> bool:
    """Whether one slip in one of the figures explains the difference, and little else does.

    A unit or a point off tells by itself. Slips of digits make some ten amounts of each size; `rarity` is how
    many times its slack the difference must be for one of them to tell.
    """
    computed, allowed = total.computed(), total.stated.allowed
    slack = (computed.high - computed.low) + (allowed.high - allowed.low)
    rare = computed.gap_to(allowed) >= rarity * slack
    for number, figure in enumerate(total.figures):
        wanted = computed if number == 0 else total.solved(number - 1)
        if figure.mantissa < 10 ** (_FEWEST_DIGITS - 1) or wanted.low <= 0:
            continue
        likeliest = Bounds(wanted.middle, wanted.middle)
        if _shift(figure, wanted, (*_SCALES, *_POINT)) or (rare and _digit_slip(figure, likeliest)):
            return True
    return False


def is_swap(total: Total) -> bool:
    """Whether two neighboring digits of one part, swapped, give the total to the last digit."""
    for number, part in enumerate(total.parts):
        right, rest = divmod(total.solved(number).middle, Bounds.exactly(1, part.place).low)
        if not rest and str(right) in _swapped(str(part.mantissa)):
            return True
    return False


def _shift(figure: Mention, wanted: Bounds, shifts: Iterable[int]) -> int:
    """The first power of ten by which the figure must be multiplied (divided: -) to be wanted; 0 for none."""
    value = Bounds.denoted(abs(figure.mantissa), figure.place)
    for shift in shifts:
        by = 10**shift
        if Bounds(value.low * by, value.high * by).meets(wanted):
            return shift
        if Bounds(wanted.low * by, wanted.high * by).meets(value):
            return -shift
    return 0


def _digit_slip(figure: Mention, wanted: Bounds) -> str:
    """The slip in its digits, in words; empty where none explains it."""
    digits = str(abs(figure.mantissa))
    width = wanted.high - wanted.low
    if len(digits) < _FEWEST_DIGITS or width > _WIDEST * Bounds.exactly(1, figure.place).low:
        return ""
    decimals = max(-figure.token.exponent, 0)
    for variant, gained, words in _variants(digits, decimals):
        if Bounds.denoted(int(variant or "0"), figure.place - gained).meets(wanted):
            return words
    return ""


def _variants(digits: str, decimals: int) -> Iterator[tuple[str, int, str]]:
    """The numbers that one slip turns into the digits: theirs, the decimals they have more, the words for it.

    The last `decimals` of the digits stand behind the point, which stays where it is.
    """
    whole = len(digits) - decimals
    for swapped in _swapped(digits):
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


def _swapped(digits: str) -> list[str]:
    """The digits with two unlike neighbors in each other's place."""
    return [
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    ]

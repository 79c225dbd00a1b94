"""Slips (笔误): whether a sum that fails would hold but for one slip of the hand, beyond mere chance.

A list that leaves something out fails by any amount; a list with a slip in it fails by just the amount that
one wrong, swapped, missing or doubled digit makes, or by a unit of ten thousand.
"""

from __future__ import annotations

from jixiao.checks.equation import Total
from jixiao.facts.flow.mention import Mention
from jixiao.quantity.bounds import Bounds

_SCALES = (1, 2, 4, 8)


def is_slip(total: Total, rarity: int) -> bool:
    """Whether one slip in one of the figures explains the difference, and little else does.

    Slips make some ten amounts of each size; `rarity` is how many times its slack the difference must be for
    that to tell.
    """
    computed, allowed = total.computed(), total.stated.allowed
    slack = (computed.high - computed.low) + (allowed.high - allowed.low)
    rare = computed.gap_to(allowed) >= rarity * slack
    for number, figure in enumerate(total.figures):
        wanted = computed if number == 0 else total.solved(number - 1)
        if wanted.low > 0 and figure.mantissa > 0:
            if _is_off_by_scale(figure, wanted):
                return True
            if rare and _is_off_by_digit(figure, wanted):
                return True
    return False


def is_swap(total: Total) -> bool:
    """Whether two neighboring digits of one part, swapped, give the total to the last digit."""
    for number, part in enumerate(total.parts):
        step = Bounds.exactly(1, part.place).low
        right, rest = divmod(total.solved(number).middle, step)
        ink, wanted = str(part.mantissa), str(right)
        if (
            not rest
            and len(ink) == len(wanted)
            and sorted(ink) == sorted(wanted)
            and _differ_by_one(ink, wanted)
        ):
            return True
    return False


def _is_off_by_scale(figure: Mention, wanted: Bounds) -> bool:
    if len(str(figure.mantissa)) < 3:
        return False
    value = figure.denoted
    return any(
        Bounds(value.low * 10**by, value.high * 10**by).meets(wanted)
        or Bounds(wanted.low * 10**by, wanted.high * 10**by).meets(value)
        for by in _SCALES
    )


def _is_off_by_digit(figure: Mention, wanted: Bounds) -> bool:
    step = Bounds.exactly(1, figure.place).low
    right = (wanted.middle + step // 2) // step
    if not wanted.meets(Bounds.denoted(right, figure.place)):
        return False
    return _differ_by_one(str(figure.mantissa), str(right))


def _differ_by_one(ink: str, right: str) -> bool:
    """Whether one digit is wrong, two neighbors are swapped, or one is missing or too many."""
    if len(ink) == len(right):
        apart = [at for at in range(len(ink)) if ink[at] != right[at]]
        if len(apart) == 1:
            return True
        return (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and ink[apart[0]] == right[apart[1]]
            and ink[apart[1]] == right[apart[0]]
        )
    longer, shorter = (ink, right) if len(ink) > len(right) else (right, ink)
    if len(longer) != len(shorter) + 1:
        return False
    at = next((at for at in range(len(shorter)) if longer[at] != shorter[at]), len(shorter))
    return longer[:at] + longer[at + 1 :] == shorter

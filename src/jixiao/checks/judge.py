"""The judge (判定): whether what an equation gives and what the ink allows agree, one way for all rules.

Nothing here is tuned: slack comes from the printed digits alone. A figure computed from others may be
rounded, cut or raised by one unit of its last place; a whole number computed from whole numbers must hit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.checks.equation import Equation
from jixiao.facts.flow.mention import Mention
from jixiao.findings import Verdict
from jixiao.numerals.units import scaled
from jixiao.quantity.bounds import ONE, Bounds

_IN_WORDS = (4, 8)
"""万 and 亿, which a number in words holds within itself."""
_SCALE_SIGNS = ("十", "百", "千", "万", "亿")
_PARTED = re.compile(r"\d,\d{3}(?!\d)")


def verdict_on(equation: Equation) -> Verdict | None:
    """Whether the equation holds; none where it has no value.

    A notice where it holds, but not by rounding half up.
    """
    computed = equation.computed()
    if computed is None:
        return None
    stated = equation.stated
    if stated.is_exact and equation.is_exact:
        return Verdict.SOUND if computed.meets(stated.denoted) else Verdict.WRONG
    if not computed.meets(stated.allowed):
        return Verdict.WRONG
    return Verdict.SOUND if computed.meets(stated.rounded) else Verdict.NOTICE


def holds(equation: Equation) -> bool:
    """Whether the equation has a value and holds, be it by cutting or raising."""
    return verdict_on(equation) in (Verdict.SOUND, Verdict.NOTICE)


def agree(figure: Mention, other: Mention) -> bool:
    """Whether two figures may be one, printed twice."""
    wanted = figure.denoted if figure.is_exact and other.is_exact else figure.allowed
    return other.denoted.meets(wanted)


def are_one(figures: Sequence[Mention]) -> bool:
    """Whether there are figures and all are the same value."""
    return bool(figures) and all(agree(figures[0], other) for other in figures[1:])


def is_telling(equation: Equation) -> bool:
    """Whether it says much that the equation holds: chance would make it hold once in fifty times at most.

    What matters is how wide a window the slack opens beside the size of the figure itself. Names that are
    as many as the figure says are no chance.
    """
    if not equation.operands:
        return True
    computed = equation.computed()
    if computed is None:
        return False
    allowed = equation.stated.allowed
    window = (computed.high - computed.low) + (allowed.high - allowed.low)
    size: int = max(abs(computed.middle), ONE)
    return window * 50 <= size


def printed_like(value: Bounds, figure: Mention, *, least_decimals: int = 0) -> str:
    """The middle of the bounds as `figure` would print it: its decimals, thousands commas and unit.

    Half of its last place and more is rounded up. `least_decimals` are printed where the figure has less.
    """
    places = max(-figure.token.exponent, least_decimals)
    step = 10 ** (12 + figure.scale - places)
    middle = value.middle
    sign = "-" if middle < 0 else ""
    units = (abs(middle) * 2 + step) // (2 * step)
    digits = str(units).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    if "," in figure.text or (len(whole) > 3 and _parts_thousands(figure)):
        whole = f"{int(whole):,}"
    number = f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
    return number + unit_ink(figure)


def _parts_thousands(figure: Mention) -> bool:
    """Whether other cells of the figure's table part thousands with a comma; it may be too small to tell."""
    grid = figure.grid
    return grid is not None and _PARTED.search(grid.text, grid.start, grid.end) is not None


def unit_ink(figure: Mention) -> str:
    """The unit as the figure prints it, without words of precision; 万元 also of 三百万元, in words."""
    ink = figure.token.printed_unit
    for word in ("以上", "以下", "以内", "之内", "左右", "上下", "有余"):
        ink = ink.removesuffix(word)
    ink = ink.lstrip("余多几")
    is_within = figure.token.scale in _IN_WORDS and ink[:1] not in _SCALE_SIGNS
    return scaled(figure.token.scale, ink) if is_within else ink

"""Causes (同因): whether one figure alone explains why several equations fail."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.checks.equation import Equation
from jixiao.quantity.bounds import Bounds


def have_one_cause(equations: Sequence[Equation]) -> bool:
    """Whether one figure stands in all the equations, and one value of it would make them all hold."""
    if not equations:
        return False
    shared = set.intersection(*({figure.start for figure in each.figures} for each in equations))
    return any(_is_cause(equations, start) for start in shared)


def _is_cause(equations: Sequence[Equation], start: int) -> bool:
    values = [_solved(each, start) for each in equations]
    known = [value for value in values if value is not None]
    return len(known) == len(values) and max(it.low for it in known) <= min(it.high for it in known)


def _solved(equation: Equation, start: int) -> Bounds | None:
    """What the figure that begins there must be for the equation to hold."""
    number = next(n for n, figure in enumerate(equation.figures) if figure.start == start)
    return equation.computed() if number == 0 else equation.solved(number - 1)

"""Equations of growth (增减的算式): rates from a value and its base, from a change, and from year to year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from jixiao.checks.equation import Equation, bracketed, divided, factor, scaled
from jixiao.facts.flow.mention import Mention
from jixiao.quantity.bounds import ONE, Bounds


@dataclass(frozen=True, slots=True)
class Growth(Equation):
    """stated = (now − base) ÷ base, in percent; `sign` −1 where the words say 下降."""

    stated: Mention
    now: Mention
    base: Mention
    sign: int = 1

    @property
    def operands(self) -> tuple[Mention, ...]:
        return (self.now, self.base)

    def computed(self) -> Bounds | None:
        quotient = self.now.denoted.over(self.base.denoted)
        return rate_of(quotient, self.stated, self.sign) if quotient else None

    def solved(self, operand: int) -> Bounds | None:
        ratio = ratio_of(self.stated, self.sign)
        if operand == 0:
            return self.base.denoted.times(ratio)
        return self.now.denoted.over(ratio)

    def arithmetic(self) -> str:
        if self.sign < 0:
            return f"（{self.base.text}－{bracketed(self.now)}）÷{bracketed(self.base)}"
        return f"（{self.now.text}－{bracketed(self.base)}）÷{bracketed(self.base)}"


@dataclass(frozen=True, slots=True)
class GrowthByChange(Equation):
    """stated = change ÷ (now ∓ change), in percent: “收入120亿元，比上年增加20亿元，增长20%”."""

    stated: Mention
    now: Mention
    change: Mention
    sign: int = 1

    @property
    def operands(self) -> tuple[Mention, ...]:
        return (self.now, self.change)

    def computed(self) -> Bounds | None:
        corners = []
        for now, change in product(self.now.denoted, self.change.denoted):
            base = now - self.sign * change
            if base <= 0:
                return None
            corners.append((change * ONE, base))
        quotient = Bounds(min(a // b for a, b in corners), max(-(-a // b) for a, b in corners))
        return scaled(quotient, factor(self.stated))

    def solved(self, operand: int) -> Bounds | None:
        rate = divided(self.stated.denoted, factor(self.stated))
        if operand == 0:
            base = self.change.denoted.over(rate)
            if base is None:
                return None
            change = self.change.denoted if self.sign > 0 else self.change.denoted.negated()
            return base.plus(change)
        ratio = ratio_of(self.stated, self.sign)
        base = self.now.denoted.over(ratio)
        return base.times(rate) if base else None

    def arithmetic(self) -> str:
        sign = "－" if self.sign > 0 else "＋"
        return f"{bracketed(self.change)}÷（{self.now.text}{sign}{bracketed(self.change)}）"


@dataclass(frozen=True, slots=True)
class Compound(Equation):
    """stated = the `years`-th root of now ÷ base, less one, in percent: 年均增长率."""

    stated: Mention
    now: Mention
    base: Mention
    years: int
    sign: int = 1

    @property
    def operands(self) -> tuple[Mention, ...]:
        return (self.now, self.base)

    def computed(self) -> Bounds | None:
        quotient = self.now.denoted.over(self.base.denoted)
        if quotient is None or quotient.low <= 0:
            return None
        return rate_of(_root_of(quotient, self.years), self.stated, self.sign)

    def solved(self, operand: int) -> Bounds | None:
        power = _power_of(ratio_of(self.stated, self.sign), self.years)
        return self.base.denoted.times(power) if operand == 0 else self.now.denoted.over(power)

    def arithmetic(self) -> str:
        return f"（{self.now.text}÷{bracketed(self.base)}）的{self.years}次方根－1"


@dataclass(frozen=True, slots=True)
class CompoundRate(Equation):
    """stated = the `years`-th root of 1 ± whole, less one, in percent; `sign` −1 where the words say 下降."""

    stated: Mention
    whole: Mention
    years: int
    sign: int = 1

    @property
    def operands(self) -> tuple[Mention, ...]:
        return (self.whole,)

    def computed(self) -> Bounds | None:
        whole = ratio_of(self.whole, self.sign)
        return rate_of(_root_of(whole, self.years), self.stated, self.sign) if whole.low > 0 else None

    def solved(self, operand: int) -> Bounds:
        power = _power_of(ratio_of(self.stated, self.sign), self.years)
        return rate_of(power, self.whole, self.sign)

    def arithmetic(self) -> str:
        if self.sign < 0:
            return f"1－（1－{bracketed(self.whole)}）的{self.years}次方根"
        return f"（1＋{bracketed(self.whole)}）的{self.years}次方根－1"


def ratio_of(rate: Mention, sign: int) -> Bounds:
    """To how much one grows, or shrinks, by a rate: 1.205 of 增长20.5%."""
    rise = divided(rate.denoted, factor(rate))
    rise = rise if sign > 0 else rise.negated()
    return Bounds(rise.low + ONE, rise.high + ONE)


def rate_of(ratio: Bounds, stated: Mention, sign: int) -> Bounds:
    """The rate, as `stated` prints it, by which one grows, or shrinks, to the ratio."""
    rise = Bounds(ratio.low - ONE, ratio.high - ONE)
    return scaled(rise if sign > 0 else rise.negated(), factor(stated))


def _root_of(ratio: Bounds, years: int) -> Bounds:
    return Bounds(rooted(ratio.low, years), rooted(ratio.high, years) + 1)


def _power_of(ratio: Bounds, years: int) -> Bounds:
    power = ratio
    for _ in range(years - 1):
        power = power.times(ratio)
    return power


def rooted(value: int, degree: int) -> int:
    """The root of a number counted in steps of 1/`ONE`, cut to such a step.

    >>> rooted(8 * ONE, 3) == 2 * ONE
    True
    """
    wanted = value * ONE ** (degree - 1)
    low, high = 0, max(value, ONE) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if middle**degree <= wanted:
            low = middle
        else:
            high = middle
    return low

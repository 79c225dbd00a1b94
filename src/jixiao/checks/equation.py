"""Equations (算式): what a stated figure must be if the figures beside it are right, in whole numbers.

Every operand is the interval that its ink denotes, so that an equation gives an interval; the judge compares
it with what the stated figure allows. An equation can also be solved for any operand: that is how the proof
finds the one figure whose repair makes several relations hold.

A class for each shape, with the same three questions: side by side they check each other, hence its length.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.quantity.bounds import ONE, Bounds

HUNDRED = 100


class Equation(ABC):
    """A stated figure and the operands that it follows from."""

    stated: Mention

    @property
    @abstractmethod
    def operands(self) -> tuple[Mention, ...]:
        """The figures that it is computed from."""

    @abstractmethod
    def computed(self) -> Bounds | None:
        """What the stated figure must be; none where the equation has no value (a base that may be zero)."""

    @abstractmethod
    def solved(self, operand: int) -> Bounds | None:
        """What that operand must be for the stated figure to be right; none where nothing follows."""

    @abstractmethod
    def arithmetic(self) -> str:
        """The sum that a clerk can redo, without its result: 29,373.3万元÷30,038.58万元."""

    @property
    def figures(self) -> tuple[Mention, ...]:
        """All its figures, the stated one first."""
        return (self.stated, *self.operands)

    @property
    def is_exact(self) -> bool:
        """Whether no operand is rounded, so that a stated count must hit to the unit."""
        return all(operand.is_exact for operand in self.operands)


@dataclass(frozen=True, slots=True)
class Total(Equation):
    """stated = ± operand ± operand …: 合计, 年初＋追加－追减, 增减额."""

    stated: Mention
    parts: tuple[Mention, ...]
    signs: tuple[int, ...] = ()

    @property
    def operands(self) -> tuple[Mention, ...]:
        return self.parts

    def computed(self) -> Bounds:
        return self._without(-1)

    def solved(self, operand: int) -> Bounds:
        missing = self.stated.denoted.minus(self._without(operand))
        return missing if self._sign(operand) > 0 else missing.negated()

    def arithmetic(self) -> str:
        words = []
        for number, part in enumerate(self.parts):
            sign = "＋" if self._sign(number) > 0 else "－"
            words.append(sign + bracketed(part))
        return "".join(words).removeprefix("＋")

    def _sign(self, number: int) -> int:
        return self.signs[number] if self.signs else 1

    def _without(self, left_out: int) -> Bounds:
        low = high = 0
        for number, part in enumerate(self.parts):
            if number == left_out:
                continue
            least, most = part.denoted
            if self._sign(number) > 0:
                low, high = low + least, high + most
            else:
                low, high = low - most, high - least
        return Bounds(low, high)


@dataclass(frozen=True, slots=True)
class Same(Equation):
    """stated = operand: one fact printed twice."""

    stated: Mention
    other: Mention

    @property
    def operands(self) -> tuple[Mention, ...]:
        return (self.other,)

    def computed(self) -> Bounds:
        return self.other.denoted

    def solved(self, operand: int) -> Bounds:
        return self.stated.denoted

    def arithmetic(self) -> str:
        return self.other.text


@dataclass(frozen=True, slots=True)
class Tally(Equation):
    """stated = how many names are listed, from `fewest` to `most`: 三家公司（甲公司、乙公司、丙公司）."""

    stated: Mention
    fewest: int
    most: int

    @property
    def operands(self) -> tuple[Mention, ...]:
        return ()

    def computed(self) -> Bounds:
        return Bounds(self.fewest * ONE, self.most * ONE)

    def solved(self, operand: int) -> None:
        return None

    def arithmetic(self) -> str:
        return f"列出的{self.fewest}个"


@dataclass(frozen=True, slots=True)
class Quotient(Equation):
    """stated = part ÷ whole, times 100 where stated is in percent: 执行率, 占比, 人均, 单价."""

    stated: Mention
    part: Mention
    whole: Mention

    @property
    def operands(self) -> tuple[Mention, ...]:
        return (self.part, self.whole)

    def computed(self) -> Bounds | None:
        quotient = self.part.denoted.over(self.whole.denoted)
        return scaled(quotient, factor(self.stated)) if quotient else None

    def solved(self, operand: int) -> Bounds | None:
        ratio = self.stated.denoted
        if operand == 0:
            return divided(ratio.times(self.whole.denoted), factor(self.stated))
        quotient = self.part.denoted.over(ratio)
        return scaled(quotient, factor(self.stated)) if quotient else None

    def arithmetic(self) -> str:
        return f"{bracketed(self.part)}÷{bracketed(self.whole)}"


@dataclass(frozen=True, slots=True)
class Proportion(Equation):
    """stated = part × other rate ÷ other part: two shares of one whole, which need not be printed."""

    stated: Mention
    part: Mention
    other_rate: Mention
    other_part: Mention

    @property
    def operands(self) -> tuple[Mention, ...]:
        return (self.part, self.other_rate, self.other_part)

    def computed(self) -> Bounds | None:
        return self.part.denoted.times(self.other_rate.denoted).over(self.other_part.denoted)

    def solved(self, operand: int) -> Bounds | None:
        stated, part = self.stated.denoted, self.part.denoted
        rate, other = self.other_rate.denoted, self.other_part.denoted
        if operand == 0:
            return stated.times(other).over(rate)
        return stated.times(other).over(part) if operand == 1 else part.times(rate).over(stated)

    def arithmetic(self) -> str:
        return f"{bracketed(self.part)}×{self.other_rate.text}÷{bracketed(self.other_part)}"


@dataclass(frozen=True, slots=True)
class Remainder(Equation):
    """stated = 100 − other − other …, in percent: what the shares of a structure leave for the last."""

    stated: Mention
    others: tuple[Mention, ...]

    @property
    def operands(self) -> tuple[Mention, ...]:
        return self.others

    def computed(self) -> Bounds:
        return Bounds.exactly(HUNDRED).minus(total_of(self.others))

    def solved(self, operand: int) -> Bounds:
        rest = [each for number, each in enumerate(self.others) if number != operand]
        return Bounds.exactly(HUNDRED).minus(total_of([self.stated, *rest]))

    def arithmetic(self) -> str:
        return "－".join(["100", *(each.text for each in self.others)])


@dataclass(frozen=True, slots=True)
class PartOfSum(Equation):
    """stated = rate × (whole + whole + …): a payment of so many percent of the contracts."""

    stated: Mention
    rate: Mention
    wholes: tuple[Mention, ...]

    @property
    def operands(self) -> tuple[Mention, ...]:
        return (self.rate, *self.wholes)

    def computed(self) -> Bounds:
        return divided(total_of(self.wholes).times(self._exact_rate()), factor(self.rate))

    def solved(self, operand: int) -> Bounds | None:
        if operand == 0:
            rate = self.stated.denoted.over(total_of(self.wholes))
            return scaled(rate, factor(self.rate)) if rate else None
        whole = self.stated.denoted.over(divided(self._exact_rate(), factor(self.rate)))
        rest = [each for number, each in enumerate(self.wholes, 1) if number != operand]
        return whole.minus(total_of(rest)) if whole else None

    def arithmetic(self) -> str:
        words = "＋".join(bracketed(each) for each in self.wholes)
        return f"{words}×{self.rate.text}" if len(self.wholes) == 1 else f"（{words}）×{self.rate.text}"

    def _exact_rate(self) -> Bounds:
        """A rate that a contract stipulates is exact: 80% is no rounded figure."""
        return self.rate.denoted if self.rate.slack else Bounds.exactly(self.rate.mantissa, self.rate.place)


@dataclass(frozen=True, slots=True)
class Product(Equation):
    """stated = factor × factor × … × constant: 单价×数量×月数; `constants` with the words that name them."""

    stated: Mention
    factors: tuple[Mention, ...]
    constants: tuple[tuple[int, str], ...] = ()

    @property
    def operands(self) -> tuple[Mention, ...]:
        return self.factors

    def computed(self) -> Bounds:
        return self._without(-1)

    def solved(self, operand: int) -> Bounds | None:
        quotient = self.stated.denoted.over(self._without(operand))
        return scaled(quotient, factor(self.factors[operand])) if quotient else None

    def arithmetic(self) -> str:
        words = [bracketed(each) for each in self.factors]
        return "×".join([*words, *(text for _, text in self.constants)])

    def _without(self, left_out: int) -> Bounds:
        result = Bounds(ONE, ONE)
        for number, each in enumerate(self.factors):
            if number != left_out:
                result = divided(result.times(each.denoted), factor(each))
        for constant, _ in self.constants:
            result = scaled(result, constant)
        return result


def factor(stated: Mention) -> int:
    """By what a quotient is multiplied to be printed like `stated`: 100 for percent, 1,000 for per mille."""
    return {"%": HUNDRED, "‰": 1000}.get(stated.unit, 1)


def scaled(bounds: Bounds, by: int) -> Bounds:
    """The bounds times a whole number above zero."""
    return Bounds(bounds.low * by, bounds.high * by)


def divided(bounds: Bounds, by: int) -> Bounds:
    """The bounds divided by a whole number above zero, widened to whole steps."""
    return Bounds(bounds.low // by, -(-bounds.high // by))


def bracketed(figure: Mention) -> str:
    """The ink of a figure within an equation; negative ones in parentheses."""
    text = figure.ink
    return f"（{text}）" if figure.mantissa < 0 else text


def total_of(parts: Sequence[Mention]) -> Bounds:
    """The sum of what figures denote."""
    return Bounds.total(part.denoted for part in parts)

"""Mention (数字的一次出现): one figure as the document prints it, with what gives it sense."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Generic, TypeVar

from jixiao.numerals.token import Kind, Slack, Token
from jixiao.numerals.units import MEASURED
from jixiao.quantity.bounds import Bounds

if TYPE_CHECKING:
    from jixiao.facts.flow.grid import Grid, GridColumn, GridRow
    from jixiao.facts.flow.sentence import Clause

FINEST = -11
"""Figures of more decimals than `Bounds` can hold are cut to this place; no report prints such."""


Value = TypeVar("Value")


class _Kept(Generic[Value]):
    """A property that is reckoned once; without the lock that `cached_property` of Python 3.11 takes."""

    def __init__(self, reckoned: Callable[[Mention], Value]) -> None:
        self.reckoned = reckoned
        self.name = reckoned.__name__
        self.__doc__ = reckoned.__doc__

    def __get__(self, mention: Mention, owner: type) -> Value:
        value = mention.__dict__[self.name] = self.reckoned(mention)
        return value


def kept(reckoned: Callable[[Mention], Value]) -> Callable[[Mention], Value]:
    """The function, reckoned once for each figure and kept with it: many rules ask what its words say."""
    name = reckoned.__name__

    @wraps(reckoned)
    def found(mention: Mention) -> Value:
        known = mention.__dict__
        if name not in known:
            known[name] = reckoned(mention)
        value: Value = known[name]
        return value

    return found


class Mention:
    """A figure (印出的数) at one place: `text` is `flow.text[start:end]`, `mantissa` × 10^`place` its value.

    The value is in `unit`, scale included: 1.5万元 is 15 × 10^3 元. A cell of a table has the unit of its
    column, `row` and `column`; a figure of prose has its `clause`, and `lead`, the words of the clause
    between the figure before and this one.
    """

    __slots__ = (
        "__dict__",
        "clause",
        "column",
        "end",
        "grid",
        "index",
        "is_exact",
        "is_percent",
        "is_zero",
        "kind",
        "lead",
        "mantissa",
        "place",
        "row",
        "scale",
        "slack",
        "start",
        "text",
        "token",
        "unit",
    )

    clause: Clause | None
    grid: Grid | None
    row: GridRow | None
    column: GridColumn | None

    def __init__(
        self, token: Token, *, kind: Kind | None = None, unit: str | None = None, scale: int = 0
    ) -> None:
        self.token = token
        self.start, self.end = token.start, token.end
        self.text = token.text
        self.kind = kind or token.kind
        self.unit = token.unit if unit is None else unit
        self.scale = token.scale + scale
        self.mantissa, self.place = token.mantissa, token.exponent + self.scale
        if self.place < FINEST:
            self.mantissa //= 10 ** (FINEST - self.place)
            self.place = FINEST
        self.is_percent = self.unit == "%"
        """Whether it is a share or a rate of change in percent."""
        self.is_zero = self.mantissa == 0
        """Whether all its digits are zeros."""
        self.slack = token.slack
        self.is_exact = (
            self.kind is Kind.COUNT
            and not self.scale
            and not self.place
            and not self.slack
            and self.unit not in MEASURED
        )
        """Whether it is a whole number of things, which no rounding explains: 3424人, not 34.5万人."""
        self.index = 0
        self.clause = self.grid = self.row = self.column = None
        self.lead = ""

    def __repr__(self) -> str:
        return f"<Mention {self.text!r} at {self.start}>"

    @property
    def ink(self) -> str:
        """What is printed, without the blanks and line ends in it."""
        return "".join(self.text.split())

    @property
    def with_unit(self) -> str:
        """What is printed, of a cell with the unit of its column where it prints none itself."""
        if self.grid is None or self.row is None or self.column is None or self.token.unit:
            return self.text
        return self.text + self.grid.unit_of(self.row, self.column)

    @property
    def value(self) -> tuple[int, int]:
        """Mantissa and place: the same for figures that print one value to the same place."""
        return self.mantissa, self.place

    @property
    def is_prose(self) -> bool:
        """Whether it stands in a sentence, not in a table."""
        return self.clause is not None

    @_Kept
    def last_place(self) -> int:
        """The power of ten of the last digit that the figure vouches for; of 280余万元 that of the 8."""
        if not self.slack or not self.mantissa:
            return self.place
        mantissa, place = abs(self.mantissa), self.place
        while mantissa % 10 == 0:
            mantissa, place = mantissa // 10, place + 1
        return place

    @_Kept
    def denoted(self) -> Bounds:
        """The values it stands for as an operand: half a unit of its last place either way, none for counts.

        With 约 a unit of its last digit that is no zero either way; with 余, 超 up to one such unit more,
        with 近, 不足 less.
        """
        if self.is_exact:
            return Bounds.exactly(self.mantissa, self.place)
        if not self.slack:
            return Bounds.denoted(self.mantissa, self.place)
        return self._opened()

    @_Kept
    def allowed(self) -> Bounds:
        """What it may be computed from: a unit of its last place either way (rounded, cut or raised)."""
        if self.slack:
            return self._opened()
        return Bounds.allowed(self.mantissa, self.place)

    @_Kept
    def rounded(self) -> Bounds:
        """What rounds half up to it."""
        return self._opened() if self.slack else Bounds.rounded(self.mantissa, self.place)

    def _opened(self) -> Bounds:
        value = Bounds.exactly(self.mantissa, self.place).low
        unit = Bounds.exactly(1, self.last_place).low
        low = value - (unit if self.slack & Slack.LESS else unit // 20)
        high = value + (unit if self.slack & Slack.MORE else unit // 20)
        return Bounds(low, high)

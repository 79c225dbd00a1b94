"""Money (金额): an exact amount of yuan, kept as whole fen.

The unit of account is the yuan (预算法实施条例 article 11); ten thousand yuan (万元) is a way of printing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, Inexact, InvalidOperation

from jixiao.quantity.interval import Interval
from jixiao.quantity.rate import Rate

_WIDE = Context(prec=60)
_LAST_PLACES = (10_000, 100, 1)  # fen: 0.01万元, 1元, 1分
_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A unit in which money is written (金额单位); `fen` is how many fen one of it holds."""

    name: str
    fen: int


FEN = MoneyUnit("分", 1)
YUAN = MoneyUnit("元", 100)
THOUSAND = MoneyUnit("千元", 100_000)
WAN = MoneyUnit("万元", 1_000_000)
MILLION = MoneyUnit("百万元", 100_000_000)
YI = MoneyUnit("亿元", 10_000_000_000)

UNITS: dict[str, MoneyUnit] = {unit.name: unit for unit in (FEN, YUAN, THOUSAND, WAN, MILLION, YI)}


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount of money (金额) in whole fen; refunds and reductions may be negative.

    >>> Money.of("1956.24", WAN)
    Money(fen=1956240000)
    >>> Money.of("1956.24", WAN) + Money.of("102.5")
    Money(fen=1956250250)
    """

    fen: int = 0

    @classmethod
    def of(cls, amount: Decimal | int | str, unit: MoneyUnit = YUAN) -> Money:
        """The money that `amount` of `unit` is.

        Raises ValueError where the amount is not finite or does not come out in whole fen.
        """
        try:
            value = Decimal(amount)
        except DecimalException:
            raise ValueError(f"{amount!r} is not an amount of money") from None
        if not value.is_finite() or value.adjusted() > 30:
            raise ValueError(f"{amount} is not an amount of money")
        try:
            fen = _EXACT.multiply(value, Decimal(unit.fen)).to_integral_exact(context=_EXACT)
        except Inexact:
            raise ValueError(f"{amount}{unit.name} is finer than one fen (分)") from None
        return cls(int(fen))

    @classmethod
    def rounded(cls, yuan: Decimal) -> Money:
        """The money nearest to `yuan`, rounded half up to whole fen: what a product comes to."""
        return cls.of(yuan.quantize(Decimal("0.01"), ROUND_HALF_UP, context=_WIDE))

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        """The sum of `amounts`; of none, zero."""
        return cls(sum(amount.fen for amount in amounts))

    @property
    def yuan(self) -> Decimal:
        """The exact amount in yuan."""
        return self.amount_in(YUAN)

    def amount_in(self, unit: MoneyUnit) -> Decimal:
        """The exact amount in `unit`, unrounded.

        >>> Money.of("20842151").amount_in(WAN)
        Decimal('2084.2151')
        """
        return _WIDE.divide(Decimal(self.fen), Decimal(unit.fen))

    def rounded_in(self, unit: MoneyUnit, places: int = 2) -> Decimal:
        """The amount in `unit`, rounded half up once to `places` decimals.

        >>> Money.of("20842151").rounded_in(WAN)
        Decimal('2084.22')
        """
        last_place = Decimal(1).scaleb(-places)
        rounded = self.amount_in(unit).quantize(last_place, ROUND_HALF_UP, context=_WIDE)
        return rounded or abs(rounded)  # no minus zero

    @property
    def allows(self) -> Interval:
        """The values in yuan that the amount may be computed from: one unit of its last digit either way.

        An amount that 万元 with two decimals tells in full is taken as written so, one of whole yuan as
        written in yuan.

        >>> Money.of("102.85", WAN).allows
        Interval(low=Decimal('1028400'), high=Decimal('1028600'))
        """
        place = next(place for place in _LAST_PLACES if self.fen % place == 0)
        return Interval(Money(self.fen - place).yuan, Money(self.fen + place).yuan)

    def per(self, whole: Money) -> Rate | None:
        """The rate of this amount to `whole`; none where `whole` is zero (0/0 is no rate)."""
        return Rate(self.fen, whole.fen) if whole.fen else None

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def __bool__(self) -> bool:
        return self.fen != 0

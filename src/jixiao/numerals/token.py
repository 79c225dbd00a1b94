"""Token (数字串): one number of a text as it was read: where it stands, what it is, what it is worth.

Values are whole numbers scaled by powers of ten, so that reading a long report costs no decimal arithmetic
and loses nothing.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, IntFlag
from typing import NamedTuple


class Kind(Enum):
    """What a number of a text is (数字的种类)."""

    AMOUNT = "金额"
    COUNT = "数量"
    PERCENT = "百分比"
    PERMILLE = "千分比"
    POINTS = "百分点"
    MULTIPLE = "倍数"
    RATE = "单价或比率"
    RATIO = "比例"
    RANGE = "区间"
    INDEX = "指数"
    CELL = "表内数字"
    DATE = "日期"
    PERIOD = "期间"
    TIME = "时刻"
    DOCUMENT_NUMBER = "文号"
    ORDINAL = "序数"
    HEADING = "标题序号"
    PAGE = "页码"
    PHONE = "电话"
    CODE = "代码"
    NAME = "名称"
    MALFORMED = "写法有误"
    NUMBER = "无单位数字"

    __hash__ = object.__hash__  # each kind is one object; asked for every figure, many times


VALUES = frozenset([Kind.AMOUNT, Kind.COUNT])
"""The kinds that say how much or how many."""


class Slack(IntFlag):
    """What the words beside a number say of the true value (约数方向); without such words it is exact.

    约, 左右 and 上下 open both sides, 近, 不足 and 以内 the lower, 余, 多, 逾, 超 and 以上 the upper one.
    """

    NONE = 0
    LESS = 1
    MORE = 2
    ABOUT = 3


class Style(IntFlag):
    """How the digits are written (数字写法); what a style rule may want to be one way throughout."""

    PLAIN = 0
    COMMA = 1
    """Thousands are parted by a comma: 1,956.24."""
    WIDE_COMMA = 2
    """They are parted by the comma of Chinese sentences: 3，518.85."""
    SPACED = 4
    """A space or a line break stands among the digits."""
    WIDE = 8
    """Digits or point are full-width: １２．５."""
    UNIT_APART = 16
    """A space or a line break stands between number and unit: 12.5 亿元."""
    CHINESE = 32
    """The number is in Chinese characters: 二十个."""
    GLYPH = 64
    """The decimal point is another sign, such as a raised dot or a private glyph of the font."""


_WIDE = frozenset("０１２３４５６７８９．")
_POINTS = frozenset("·•‧∙・﹒")


class Token(NamedTuple):
    """One number with what belongs to it: sign, digits, scale and unit.

    `value` is what is printed, `amount` the same in `unit`: 1.5万元 prints 1.5 and amounts to 15000 元.
    Tokens that are no quantities (dates, names, codes …) have the value 0 and may carry `parts`.
    """

    start: int
    end: int
    kind: Kind
    text: str
    """The ink, letter for letter."""
    digits: int
    """How many characters of `text` the number itself takes (with its sign); the unit follows."""
    mantissa: int
    exponent: int
    """The place of the last printed digit: -2 for 1.50."""
    scale: int
    """How many powers of ten the unit adds: 万元 and 万人次 4, 亿元 8, 千公顷 3, 成 1 (in percent)."""
    unit: str
    """The unit in its one spelling, without scale: 元, 平方米, %, 元/平方米/年; empty where there is none."""
    slack: int
    """A `Slack`, as a plain whole number."""
    parts: tuple[int, ...]
    """What the kind needs besides: see `scan`."""

    @property
    def value(self) -> Decimal:
        """The number as printed; trailing zeros count.

        >>> from jixiao.numerals.scan import scan
        >>> scan("投入1,956.20万元")[0].value
        Decimal('1956.20')
        """
        return Decimal(f"{self.mantissa}E{self.exponent}")

    @property
    def amount(self) -> Decimal:
        """The number in `unit`, scale included.

        >>> from jixiao.numerals.scan import scan
        >>> scan("3亿5000万元")[0].amount
        Decimal('3.5000E+8')
        """
        return Decimal(f"{self.mantissa}E{self.exponent + self.scale}")

    @property
    def upper(self) -> Decimal:
        """The upper end of a range in `unit`, scale included; of anything else its amount."""
        if self.kind is not Kind.RANGE:
            return self.amount
        mantissa, exponent, scale = self.parts
        return Decimal(f"{mantissa}E{exponent + scale}")

    @property
    def last_place(self) -> int:
        """The power of ten, in `unit`, of the last digit that ink gives: 2 for 1.50万元."""
        return self.exponent + self.scale

    @property
    def printed_unit(self) -> str:
        """The unit with its scale and words as it stands there: 余万元."""
        return self.text[self.digits :].strip()

    @property
    def is_figure(self) -> bool:
        """Whether it says how much or how many, so that a rule may tie it to others."""
        return self.kind in FIGURES

    @property
    def is_classified(self) -> bool:
        """Whether it was recognised as something (已识别)."""
        return self.kind is not Kind.NUMBER

    @property
    def style(self) -> Style:
        """How its digits are written."""
        return style_of(self.text, self.digits)


FIGURES = frozenset(
    {
        Kind.AMOUNT,
        Kind.COUNT,
        Kind.PERCENT,
        Kind.PERMILLE,
        Kind.POINTS,
        Kind.MULTIPLE,
        Kind.RATE,
        Kind.RATIO,
        Kind.RANGE,
        Kind.INDEX,
        Kind.CELL,
    }
)
"""The kinds that say how much or how many."""


def style_of(text: str, digits: int) -> Style:
    """How the first `digits` characters of `text` write their number."""
    number, rest = text[:digits], text[digits:]
    style = Style.PLAIN
    if "," in number:
        style |= Style.COMMA
    if "，" in number:
        style |= Style.WIDE_COMMA
    if any(character.isspace() for character in number):
        style |= Style.SPACED
    if not _WIDE.isdisjoint(number):
        style |= Style.WIDE
    if any(character in _POINTS or "\ue000" <= character <= "\uf8ff" for character in number):
        style |= Style.GLYPH
    if number and not any(character.isdecimal() for character in number):
        style |= Style.CHINESE
    if rest[:1].isspace():
        style |= Style.UNIT_APART
    return style


def token(
    text: str,
    span: tuple[int, int],
    kind: Kind,
    *,
    digits: int | None = None,
    number: tuple[int, int] = (0, 0),
    scale: int = 0,
    unit: str = "",
    slack: int = 0,
    parts: tuple[int, ...] = (),
) -> Token:
    """The token of the ink in `span`; `number` is mantissa and exponent, `digits` all of it if not given."""
    start, end = span
    ink = text[start:end]
    return Token(
        start, end, kind, ink, len(ink) if digits is None else digits, *number, scale, unit, slack, parts
    )


def number_of(digits: str) -> tuple[int, int]:
    """Mantissa and exponent of plain digits.

    >>> number_of("1,956.20")
    (195620, -2)
    """
    point = digits.find(".")
    if point < 0:
        return int(digits.replace(",", "")), 0
    return int(digits.replace(",", "").replace(".", "")), point + 1 - len(digits)

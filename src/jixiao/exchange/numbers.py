"""Numbers as people type them (数字的写法): full-width digits, separators, units, dashes for nothing.

A spreadsheet keeps 15 significant digits; what its binary floats show beyond them is noise, not data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from jixiao.exchange.fault import Fault
from jixiao.quantity import YUAN, Money, MoneyUnit
from jixiao.quantity.money import UNITS

ABSENT = frozenset({"", "-", "--", "---", "—", "——", "–", "−", "－", "/", "\\", "／", "…", "*"})
"""What people put into a cell that has nothing to say (domain practice: never a zero)."""

LARGEST_YUAN = Decimal(10) ** 16
"""No amount reaches it: the state's systems keep money as NUMBER(18,2)."""

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
_NOISE = Decimal("0.000001")  # of a fen: what subtracting two floats leaves behind
_WIDE = str.maketrans("０１２３４５６７８９．，％＋－−–—（）￥ \u3000\xa0", "0123456789.,%+----()¥   ")
_SHAPE = re.compile(
    r"(?P<open>\()?\s*¥?\s*(?P<sign>[-+])?\s*¥?\s*"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?:[' ]\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)"
    r"(?P<exponent>[eE][-+]?\d+)?\s*"
    r"(?P<unit>[^\d\s()]*)\s*(?P<close>\))?"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it was written: its value and the unit behind it, if there was one."""

    value: Decimal
    unit: str = ""


def is_absent(value: object) -> bool:
    """Whether a cell says nothing: empty, blank, or only a dash."""
    return value is None or (isinstance(value, str) and value.strip() in ABSENT)


def plain_digits(text: str) -> str:
    """The text with full-width digits and signs made plain ones, trimmed.

    >>> plain_digits("１，２３４．５０　")
    '1,234.50'
    """
    return text.translate(_WIDE).strip()


def written(text: str) -> Written | None:
    """The number that `text` writes, with its unit; none where it writes no single number.

    >>> written("（１，９５６．２４）万元")
    >>> written("１，９５６．２４万元")
    Written(value=Decimal('1956.24'), unit='万元')
    >>> written("12,34")
    """
    match = _SHAPE.fullmatch(plain_digits(text))
    if not match or bool(match["open"]) != bool(match["close"]) or (match["open"] and match["sign"]):
        return None
    digits = re.sub(r"[,' ]", "", match["number"])
    if len(digits) > 40 or len(match["exponent"] or "") > 5:
        return None
    value = Decimal(digits + (match["exponent"] or ""))
    return Written(-value if match["open"] or match["sign"] == "-" else value, match["unit"])


def exact(value: float | int | Decimal) -> Decimal | None:
    """The decimal that a number in a cell stands for, without binary noise; none for ∞ and NaN.

    >>> exact(0.1 + 0.2)
    Decimal('0.300000000000000')
    """
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return number if number.is_finite() else None
    number = Decimal(repr(value))
    if not number.is_finite():
        return None
    return _FIFTEEN.plus(number) if len(number.as_tuple().digits) > 15 else number


def money(value: object, unit: MoneyUnit | None) -> Money:
    """The money that a cell holds; `unit` is what a bare number counts (none: it must say so itself).

    Raises Fault where it is none, or finer than a fen.
    """
    if isinstance(value, str):
        number = written(value)
        if number is None:
            raise Fault(
                "不是金额",
                expected="一个数，如 1,956.24",
                hint=_why_no_number(value),
                english="This is no amount: write a number such as 1,956.24.",
            )
        if number.unit:
            named = UNITS.get(number.unit.removesuffix("整"))
            if named is None:
                raise Fault(
                    f"金额单位“{number.unit}”不认识",
                    expected="元、万元或亿元",
                    hint="只填数，单位写在表头",
                    english=f"The unit {number.unit} is not known: write the number alone.",
                )
            unit = named
        amount = number.value
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        finite = exact(value)
        if finite is None:
            raise Fault(
                "不是一个有限的数",
                expected="金额",
                hint="请核对该单元格的公式或输入",
                english="This is no finite number: check the formula.",
            )
        amount = finite
    else:
        raise Fault(
            "不是金额",
            expected="一个数，如 1,956.24",
            english="This is no amount: write a number such as 1,956.24.",
        )
    if unit is None:
        raise Fault(
            "金额没有写单位",
            expected='带单位的金额，如 "124.00万元" 或 "20,842,151元"',
            hint="补上元或万元",
            english="The amount has no unit: add 元 or 万元.",
        )
    return _whole_fen(amount, unit)


def _whole_fen(amount: Decimal, unit: MoneyUnit) -> Money:
    if amount and (amount.adjusted() > 20 or abs(amount) * unit.fen >= LARGEST_YUAN * YUAN.fen):
        raise Fault(
            "数大得不像金额",
            expected="小于一万万亿元的金额",
            hint="请核对位数和单位",
            english="This is too large for an amount: check digits and unit.",
        )
    fen = amount * unit.fen
    whole = fen.to_integral_value(ROUND_HALF_EVEN)
    if abs(fen - whole) > _NOISE:
        raise Fault(
            f"金额细到分以下（合 {_plain(amount * unit.fen / YUAN.fen)} 元）",
            expected="最小到分的金额",
            hint="由公式算出的，请用 ROUND 保留到分；手工填的，请核对原始凭证",
            english=f"Finer than a fen ({_plain(amount * unit.fen / YUAN.fen)} yuan): round it to the fen.",
        )
    return Money(int(whole))


def number(value: object, unit: str = "") -> Decimal:
    """The exact number that a cell holds. `unit` may follow it, as % may follow a share.

    Raises Fault where it is none.
    """
    if isinstance(value, str):
        found = written(value)
        if found is None or found.unit not in ("", unit):
            raise Fault(
                "不是一个数",
                expected="只填数，如 1,234.5",
                hint=_why_no_number(value),
                english="This is no number: write digits alone, such as 1,234.5.",
            )
        result = found.value
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        finite = exact(value)
        if finite is None:
            raise Fault(
                "不是一个有限的数",
                expected="一个数",
                hint="请核对该单元格的公式或输入",
                english="This is no finite number: check the formula.",
            )
        result = finite
    else:
        raise Fault(
            "不是一个数",
            expected="只填数，如 1,234.5",
            english="This is no number: write digits alone, such as 1,234.5.",
        )
    if result and not -30 < result.adjusted() < 30:
        raise Fault(
            "数大得或小得不像真的",
            expected="一个通常大小的数",
            hint="请核对位数",
            english="This number is too large or too small to be meant.",
        )
    return result


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _why_no_number(text: str) -> str:
    """How to mend a text that should have been a number."""
    digits = plain_digits(text)
    if re.match(r"[约近超逾]", digits) or re.search(r"[余多]|以上|左右", digits):
        return "填准确的数；约数请写在备注里"
    if re.search(r"\d,\d", digits) and re.fullmatch(r"[-+\d,.]+", digits):
        return "千分位逗号的位置不对，请核对是不是漏了或多了一位"
    if re.search(r"\d\s*[-+*/×=]\s*\d", digits):
        return "算式请先算出结果，或在前面加等号写成公式"
    if re.search(r"\d", digits):
        return "只留数字，文字说明移到备注栏"
    return "填数字；没有就留空，为零填 0"

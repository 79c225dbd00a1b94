"""Causes (差错成因): how a figure may have come to stand there, where its digits show it."""

from __future__ import annotations

from jixiao.facts.mention import Mention
from jixiao.quantity.bounds import Bounds

_MOST_SHIFTS = 8


def cause_of(figure: Mention, wanted: Bounds) -> str:
    """The slip that turns a figure within `wanted` into the one printed; empty where none does.

    The first that explains it: 漏写“万” or another scale, 小数点移位, 相邻数字颠倒, 多一位, 漏一位, 错一位.
    """
    if not figure.mantissa or wanted.low <= 0:
        return ""
    return _scale(figure, wanted) or _digits(figure, wanted)


def _scale(figure: Mention, wanted: Bounds) -> str:
    value = Bounds.denoted(abs(figure.mantissa), figure.place)
    for shift in range(1, _MOST_SHIFTS + 1):
        by = 10**shift
        if Bounds(value.low * by, value.high * by).meets(wanted):
            return {4: "可能漏写了“万”", 8: "可能漏写了“亿”"}.get(shift, "可能小数点移位")
        if Bounds(wanted.low * by, wanted.high * by).meets(value):
            return {4: "可能多写了“万”", 8: "可能多写了“亿”"}.get(shift, "可能小数点移位")
    return ""


def _digits(figure: Mention, wanted: Bounds) -> str:
    digits = str(abs(figure.mantissa))
    for number in range(len(digits) - 1):
        swapped = digits[:number] + digits[number + 1] + digits[number] + digits[number + 2 :]
        if swapped != digits and _fits(swapped, figure, wanted):
            return "可能是相邻两个数字颠倒"
    for number in range(len(digits)):
        if len(digits) > 1 and _fits(digits[:number] + digits[number + 1 :], figure, wanted):
            return f"可能多写了一位“{digits[number]}”"
    for number in range(len(digits) + 1):
        for digit in "0123456789":
            if _fits(digits[:number] + digit + digits[number:], figure, wanted):
                return f"可能漏写了一位“{digit}”"
    if len(digits) >= 3:
        for number in range(len(digits)):
            for digit in "0123456789":
                if digit != digits[number] and _fits(
                    digits[:number] + digit + digits[number + 1 :], figure, wanted
                ):
                    return f"可能有一位数字写错（“{digits[number]}”应为“{digit}”）"
    return ""


def _fits(digits: str, figure: Mention, wanted: Bounds) -> bool:
    return Bounds.denoted(int(digits), figure.place).meets(wanted)

"""What stands around a number (数字的周围): the edge of a cell, the head of a line, words of money."""

from __future__ import annotations

from jixiao.numerals import grammar
from jixiao.numerals.token import Slack

WINDOW = 12
"""So many characters before and after a number are looked at."""

COMPARISONS = dict.fromkeys("≥≧＞>", Slack.MORE.value) | dict.fromkeys("≤≦＜<", Slack.LESS.value)
"""Signs before a number, and what they say of it."""

_EDGES = frozenset("\n\t |")
_SENTENCE = frozenset("。；;：:！？!?")


def opens(text: str, start: int) -> str:
    """What a number opens: a "line", a "sentence" or a clause after a colon or semicolon, or nothing."""
    left = text[max(0, start - WINDOW) : start]
    rest = left.rstrip(" \t")
    if not rest:
        return "line" if len(left) == start else ""
    return "line" if rest[-1] == "\n" else "sentence" if rest[-1] in _SENTENCE else ""


def is_cell(text: str, start: int, end: int) -> bool:
    """Whether a number stands in a cell: blanks around it, beyond them the edge of the line or a number."""
    left = "\n" + text[:start] if start < WINDOW else text[start - WINDOW : start]
    right = text[end : end + WINDOW] + "\n" * (end + WINDOW >= len(text))
    if left[-1] not in _EDGES and left[-1] not in COMPARISONS:
        return False
    if right[0] in "（(":  # a remark in the cell
        return "\n" in (left[-1], left[-2:-1])
    return right[0] in _EDGES and bool(grammar.CELL_BEFORE.search(left) or grammar.CELL_AFTER.match(right))


def follows_money(text: str, start: int) -> bool:
    """Whether the words right before a number speak of money: 预算, 支出, 调减 …"""
    return bool(grammar.MONEY_BEFORE.search(text[max(0, start - WINDOW) : start]))

"""Values (值的读写): one cell of any file to the value of a field and back, as the field's type says."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from jixiao.exchange import dates, numbers
from jixiao.exchange.fault import Fault
from jixiao.findings import Severity
from jixiao.quantity import YUAN, Money, MoneyUnit
from jixiao.tracking.noun import Attribute

LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook can hold; counted in UTF-16 units, as spreadsheets do."""

YES, NO = "是", "否"
_YES = frozenset({"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1"})
_NO = frozenset({"否", "无", "没有", "×", "✗", "✘", "n", "no", "false", "0"})
_SEPARATORS = re.compile(r"[、；;，,]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_KEPT_DIGITS = 15  # of a number in a cell; further digits of a code have been lost

Reader = Callable[[object], Any]


def reader(attribute: Attribute, unit: MoneyUnit | None = YUAN) -> Reader:
    """The function that reads one value of the field; it raises Fault where it cannot.

    `unit` is what a bare number in a money field counts; none: such a number is refused. References are
    read as they were written: what they name is settled when the whole year is known.
    """
    single = _single_reader(attribute, unit)
    if not attribute.is_many:
        return single

    def read_many(value: object) -> tuple[Any, ...]:
        return tuple(single(part) for part in split(value))

    return read_many


def _single_reader(attribute: Attribute, unit: MoneyUnit | None) -> Reader:
    base = attribute.base
    if base is Money:
        return lambda value: numbers.money(value, unit)
    if base is Decimal:
        return _percent if attribute.column.unit == "%" else numbers.number
    if base is dt.date:
        return dates.date
    if base is bool:
        return _truth
    if base is int:
        return _whole
    if issubclass(base, Enum):
        return _word_reader(base, attribute.column.words)
    return text


def text(value: object) -> str:
    """The words of a cell, trimmed; numbers that stand where words belong are spelled out.

    Raises Fault where a number has lost digits that words would have kept.
    """
    if isinstance(value, str):
        trimmed = value.strip()
        if "\r" in trimmed:
            trimmed = trimmed.replace("\r\n", "\n").replace("\r", "\n")
        if not trimmed.isprintable() and _CONTROL.search(trimmed):
            raise Fault(
                "含有看不见的控制字符",
                expected="文字",
                hint="已去掉这些字符，请核对内容",
                severity=Severity.NOTICE,
                value=_CONTROL.sub("", trimmed).strip(),
                english="It holds invisible control characters, which were taken out: check the text.",
            )
        return trimmed
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float | Decimal):
        return _spelled(value)
    if isinstance(value, dt.datetime | dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        raise Fault(
            f"文字栏里是一个日期，读作{dates.in_words(day)}",
            expected="文字",
            hint="表格软件可能把输入自动变成了日期；请把该列设为“文本”格式后重填",
            severity=Severity.WARNING,
            value=dates.in_words(day),
            english=f"A date stands where words belong, read as {day.isoformat()}: use a text column.",
        )
    raise Fault("不是文字", expected="文字", english="This is no text.")


def _spelled(value: float | int | Decimal) -> str:
    number = numbers.exact(value)
    if number is None:
        raise Fault(
            "不是一个有限的数",
            expected="文字",
            hint="请核对该单元格的公式或输入",
            english="This is no finite number: check the formula.",
        )
    spelled = f"{number:f}"
    if "." in spelled:
        spelled = spelled.rstrip("0").rstrip(".")
    if isinstance(value, float) and abs(number) >= Decimal(10) ** _KEPT_DIGITS:
        raise Fault(
            f"数字超过{_KEPT_DIGITS}位，末尾的数字可能已被表格软件改成 0",
            expected="文字，如编码、文号",
            hint="请把该列设为“文本”格式后重填",
            severity=Severity.WARNING,
            value=spelled,
            english=f"More than {_KEPT_DIGITS} digits: the last may be lost; use a text column.",
        )
    return spelled


def split(value: object) -> tuple[str, ...]:
    """The parts of a cell that holds several: a list, one a line, or separated by 、 ； or comma."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts: Sequence[object] = value
    else:
        words = value if isinstance(value, str) else text(value)
        parts = words.splitlines() if "\n" in words else _SEPARATORS.split(words)
    return tuple(part for part in (text(part) for part in parts) if part not in numbers.ABSENT)


def joined(values: Sequence[Any]) -> str:
    """The values in one cell, such that `split` takes them apart again."""
    parts = [str(plain(each)) for each in values]
    if any(_SEPARATORS.search(part) for part in parts):
        return "\n".join(parts) + ("\n" if len(parts) == 1 else "")
    return "、".join(parts)


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = text(value).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Fault(
        "看不出是还是否",
        expected="是 或 否",
        hint="填“是”或“否”；不清楚就留空",
        english="Write 是 (yes) or 否 (no), or leave it blank.",
    )


def _whole(value: object) -> int:
    if isinstance(value, str):
        value = re.sub(r"^[（(]?(\d+)[)）.．、]?$", r"\1", numbers.plain_digits(value))
    number = numbers.number(value)
    if number != number.to_integral_value():
        raise Fault("不是整数", expected="整数，如 1", hint="请核对", english="This is no whole number.")
    return int(number)


def _percent(value: object) -> Decimal:
    """A share in percent: 80, 80%. A bare number up to one is doubtful: it may be a share of one."""
    found = numbers.number(value, "%")
    if 0 < abs(found) < 1 and not (isinstance(value, str) and "%" in numbers.plain_digits(value)):
        raise Fault(
            f"读作{found}%",
            expected="百分数，80%填80",
            hint=f"如果是{(found * 100).normalize():f}%，请填{(found * 100).normalize():f}",
            severity=Severity.WARNING,
            value=found,
            english=f"Read as {found}%: write 80 for 80%.",
        )
    return found


def _word_reader(enum: type[Enum], words: Mapping[str, str]) -> Reader:
    known = {folded(member.value): member for member in enum}
    known |= {folded(word): enum(value) for word, value in words.items()}

    @lru_cache(1024)
    def find(typed: str) -> Enum:
        word = text(typed)
        wanted = folded(word)
        if wanted in known:
            return known[wanted]
        near = {
            member
            for spelled, member in known.items()
            if len(wanted) > 1 and (wanted.startswith(spelled) or spelled.startswith(wanted))
        }
        if len(near) == 1:
            return near.pop()
        choices = [member.value for member in enum]
        raise Fault(
            f"“{word}”不在可选的词里",
            expected="、".join(choices),
            hint=suggestion(word, choices) or "请从下拉列表里选一个",
            english=f"{word} is none of the words to choose from.",
        )

    return lambda value: find(value) if isinstance(value, str) else find(text(value))


def suggestion(word: str, choices: Sequence[str]) -> str:
    """The question whether the nearest of the choices was meant; empty where none is near."""
    by_folded = {folded(choice): choice for choice in choices}
    near = difflib.get_close_matches(folded(word), by_folded, n=1, cutoff=0.6)
    return f"是不是“{by_folded[near[0]]}”？" if near else ""


_QUOTES = re.compile(r"[\s\"'‘’“”「」『』《》〈〉`´]+")


def folded(word: str) -> str:
    """A word as it compares with others: width, case, spaces and quotation marks do not matter.

    >>> folded("“无围墙” 站点（一期）") == folded("‘无围墙’站点(一期)")
    True
    """
    return _QUOTES.sub("", unicodedata.normalize("NFKC", word)).casefold()


def plain(value: Any) -> Any:
    """The value as JSON and package keep it: words, numbers as digits, dates as they are."""
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Money):
        return f"{value.yuan:f}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Enum):
        return value.value
    return value

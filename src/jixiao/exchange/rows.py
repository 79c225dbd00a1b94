"""Rows (行): what a row of a sheet is before its cells are read: blank, a repeated header, a remark."""

from __future__ import annotations

import datetime as dt
import re

from jixiao.exchange.numbers import ABSENT

_REMARK = re.compile(
    r"(?:附?注|备注|说明|填表|填报|制表|编制|审核|复核|审批|负责人|经办|联系|单位负责|财务|报送|日期|电话)[^:：]{0,8}[:：].*"
)


def is_blank(value: object) -> bool:
    """Whether a cell says nothing."""
    return value == "" or (isinstance(value, str) and (value in ABSENT or value.strip() in ABSENT))


def repeats_header(cells: list[object], titles: list[tuple[int, str]]) -> bool:
    """Whether a row repeats the header, as on each page of a print."""
    for index, text in titles:
        cell = cells[index]
        if not isinstance(cell, str) or cell.strip() != text:
            return False
    return len(titles) > 1


def is_remark(cells: list[object]) -> bool:
    """Whether a row is a remark or a line for signatures at the foot of a table."""
    first = next(each for each in cells if not is_blank(each))
    if not isinstance(first, str) or not _REMARK.fullmatch(first.strip().replace("\n", " ")):
        return False
    filled = [each for each in cells if not is_blank(each)]
    return len(filled) == 1 or all(isinstance(each, str | dt.date) for each in filled)

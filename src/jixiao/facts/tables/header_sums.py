"""What headers declare (表头的公式): 合计 and 小计 with the columns of their group, 执行率 with its terms."""

from __future__ import annotations

import re

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.tables.row_formula import MOST_COLUMNS, Formula, Shape
from jixiao.facts.tables.values import Sheet

_RATE = re.compile(r"(?:预算|资金)?(?:执行率|执行进度)(?:[（(][%％][）)])?[%％]?")
_SPENT = re.compile(r"(?:实际|全年|全年实际)?(?:支出|执行)(?:数|金额|额)?")
_OF_FORM = "资金总额"
_ADJUSTED = re.compile(r"调整后(?:的)?(?:全年)?预算(?:数|金额)?|调整预算数?|全年预算数?")


def header_sums_of(sheet: Sheet) -> list[Formula]:
    """The sums that the headers alone declare: 合计 or 小计 and the columns of its group, nested ones once.

    For tables of a row or two, from which nothing can be learned: 三公经费.
    """
    columns = sheet.columns[:MOST_COLUMNS]
    names = [tuple(squeezed(part) for part in column.parts) for column in columns]
    found = []
    for stated, column in enumerate(columns):
        if not column.is_total or column.unit == "%" or not names[stated]:
            continue
        group = names[stated][:-1]
        terms = []
        at = stated + 1
        while at < len(columns) and names[at][: len(group)] == group and names[at] != names[stated]:
            inner = names[at][: len(group) + 1]
            is_group = len(names[at]) > len(group) + 1
            same = [n for n in range(at, len(columns)) if names[n][: len(inner)] == inner]
            if is_group and not columns[at].is_total:
                return []
            terms.append(at)
            at = (same[-1] if is_group else at) + 1
        if len(terms) > 1 and all(columns[term].unit != "%" for term in terms):
            found.append(Formula(Shape.LINEAR, stated, tuple(terms), (1,) * len(terms), is_named=True))
    return found


def header_rates_of(sheet: Sheet) -> list[Formula]:
    """The rate that the headers alone declare: 执行率 beside one column of 支出 and one of 调整后预算.

    Not in forms of self-evaluation (年度资金总额), whose rows are known by name.
    """
    if any(_OF_FORM in squeezed(row.label) for row in sheet.rows):
        return []
    columns = sheet.columns[:MOST_COLUMNS]
    heads = [squeezed(column.parts[-1]) if column.parts else "" for column in columns]
    found = [
        [n for n, head in enumerate(heads) if pattern.fullmatch(head)]
        for pattern in (_RATE, _SPENT, _ADJUSTED)
    ]
    if any(len(each) != 1 for each in found):
        return []
    (rate,), (spent,), (adjusted,) = found
    reads_percent = columns[rate].unit != "%"
    return [Formula(Shape.QUOTIENT, rate, (spent, adjusted), reads_percent=reads_percent, is_named=True)]

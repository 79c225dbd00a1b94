"""Sums that headers declare (表头合计): 合计 and 小计 with the columns of their group."""

from __future__ import annotations

from jixiao.facts.cells import squeezed
from jixiao.facts.row_formula import MOST_COLUMNS, Formula, Shape
from jixiao.facts.table_values import Sheet


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

"""The block of money of a score form (自评表的资金栏): what was budgeted and spent, and what that scores.

Above it stand 年初预算数, 全年预算数, 全年执行数, 分值, 执行率 and 得分, and each of its rows has all six.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable

FIRST = re.compile(r"年初预算数.{0,6}")
_HEADER = tuple(
    re.compile(rf"{words}.{{0,6}}")
    for words in ("年初预算数", "全年预算数", "全年执行数", "分值", "(?:预算)?执行率", "得分")
)
WIDTH = len(_HEADER)
_LONGEST_LABEL = 3  # pieces


def heads_funds(texts: Sequence[str]) -> bool:
    """Whether these cells begin with the six headers."""
    return len(texts) >= WIDTH and all(
        header.fullmatch(squeezed(text)) for header, text in zip(_HEADER, texts, strict=False)
    )


def funds_table(label: Sequence[RawCell], cells: Sequence[RawCell]) -> tuple[RawTable | None, int]:
    """The block that the cells begin with, and how many of them it takes; `label` heads its labels."""
    head = [label[0].with_more(label[1:]).at(0)] if label else []
    rows = [RawRow([*head, *(cell.at(n) for n, cell in enumerate(cells[:WIDTH], 1))], is_header=True)]
    at = WIDTH
    while True:
        start = at
        while start < len(cells) and start - at <= _LONGEST_LABEL and not cells[start].is_value:
            start += 1
        values = cells[start : start + WIDTH]
        if not 0 < start - at <= _LONGEST_LABEL or len(values) < WIDTH:
            break
        if not all(cell.is_value for cell in values):
            break
        name = cells[at].with_more(cells[at + 1 : start]).at(0)
        rows.append(RawRow([name, *(cell.at(n) for n, cell in enumerate(values, 1))]))
        at = start + WIDTH
    return (RawTable(rows, WIDTH + 1) if len(rows) > 1 else None), at

"""Wholes whose parts are fixed (口径固定的总分关系): those that the statistical and fiscal systems define.

A table that names such a whole and all its parts leaves no doubt of what adds up to what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import GridRow, RowKind
from jixiao.facts.flow.ordinals import ordinal_of

_WHOLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"人均可支配收入", ("工资性收入", "经营净收入", "财产净收入", "转移净收入")),
    (
        r"人均(?:生活)?消费支出",
        (
            "食品烟酒",
            "衣着",
            "居住",
            "生活用品及服务",
            "交通和?通信",
            "教育、?文化、?和?娱乐",
            "医疗保健",
            "其他用品[及和]服务",
        ),
    ),
    (r"农林牧渔业总产值", ("农业", "林业", "牧业|畜牧业", "渔业", ".*专业及辅助性活动|.*服务业")),
    (r"生产总值|地区生产总值", ("第一产业", "第二产业", "第三产业")),
    (r"进出口总?[额值]|货物进出口总?[额值]?", ("出口总?[额值]?|货物出口.*", "进口总?[额值]?|货物进口.*")),
    (r"年?末?常住人口|总人口", ("城镇(?:常住)?人口|城镇", "乡村(?:常住)?人口|乡村")),
)
"""国家统计局《统计指标解释》: by source of income, use of consumption, branch, industry, residence."""

_NAMED = tuple(
    (re.compile(rf"(?:{whole})$"), tuple(re.compile(part) for part in parts)) for whole, parts in _WHOLES
)
_ANY = re.compile("|".join(rf"(?:{whole})$" for whole, _ in _WHOLES))
"""All wholes in one: few rows have the name of any."""
_MARKS = re.compile(r"^(?:其中[:：]?|[#＃]+)|[（(].{0,12}[）)]$")


def known_wholes(rows: Sequence[GridRow]) -> Iterator[tuple[GridRow, tuple[GridRow, ...]]]:
    """The rows that are such wholes, with their parts, which follow them without another of their rank."""
    names = [_name(row) for row in rows]
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        if row.kind is RowKind.HEADER or not _ANY.search(name):
            continue
        for whole, wanted in _NAMED:
            if not whole.search(name):
                continue
            parts = _parts(rows, names, number + 1, wanted)
            if parts:
                yield row, parts


def _parts(
    rows: Sequence[GridRow], names: Sequence[str], start: int, wanted: Sequence[re.Pattern[str]]
) -> tuple[GridRow, ...]:
    """The rows that bear the names in their order, few others between them; none where one lacks."""
    found = []
    at = start
    for pattern in wanted:
        end = min(len(rows), at + 3)
        here = next((n for n in range(at, end) if pattern.fullmatch(names[n])), None)
        if here is None:
            return ()
        found.append(rows[here])
        at = here + 1
    return tuple(found)


def _name(row: GridRow) -> str:
    label = row.label.strip()
    ordinal = ordinal_of(label)
    return _MARKS.sub("", squeezed(label[len(ordinal.text) :] if ordinal else label))

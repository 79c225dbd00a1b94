"""Headers of flattened tables (表头还原): which of the lines before the first row heads which column.

A header cell may be broken over several lines, and groups of columns have headers of their own. The names
are given only where their number comes out right; else the columns stay without names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from jixiao.facts.flow.cells import squeezed, width
from jixiao.facts.flow.raw import RawCell
from jixiao.facts.flow.tables.words import (
    heads_codes,
    heads_group,
    heads_labels,
    heads_numbers,
    heads_ordinals,
    is_subtotal,
    is_total,
)

_PAIRS = frozenset(
    [
        "收入",
        "支出",
        "项目",
        "全市",
        "全省",
        "全区",
        "全县",
        "合计",
        "小计",
        "总计",
        "科目",
        "备注",
        "名称",
        "单位",
        "金额",
        "序号",
        "年份",
        "指标",
        "地区",
        "部门",
        "其中",
        "类别",
    ]
)
_COMPLETE = re.compile(
    r"(?:[数额率计入出款费金比量目称码值例重类项余标资息注区市县州盟份算积级度期限券债本龄数）)％%]|增长|增减|同比"
    r"|收支|情况|金额|^(?:计量)?单位|部门|地区|[年月])$"
)
_OPEN = re.compile(r"(?:\d{2,4}\s?年|年末|年初|本年|上年|一般公共预|其中[:：]|[和与及、])$")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年")
_JOINS = re.compile(r"[（(%％）)]|[数额率费量值度]$")  # what no header begins with, or is
_MEMBERS = {"基本支出": ("人员经费", "公用经费")}
_MEASURE = re.compile(r"(?:年初|全年)?[预决]算数|金额")
_FORMULA = re.compile(r"公式|栏次|[A-Z]{1,2}|[\dA-Z]{1,2}\s?[=＝]\s?[\dA-Z()（）+＋\-－*×/÷%]+")
_CLASSES = ("类", "款", "项")
_LONGEST = 60  # header lines; more are no header


@dataclass(frozen=True, slots=True)
class Heads:
    """The header cells of a flattened table, in reading order, each with its column or -1.

    `are_named`: every column of numbers has its header. `is_partial`: there are more headers than numbers in
    any row, so that only the first column, a total, is certain. `halves`: where the labels' header stands
    twice, for there are two tables side by side, the headers of either, its labels' first, to be placed.
    `groups` are headers, in their columns, that stand above the others.
    """

    cells: tuple[RawCell, ...]
    groups: tuple[RawCell, ...] = ()
    are_named: bool = False
    is_partial: bool = False
    halves: tuple[tuple[RawCell, ...], tuple[RawCell, ...]] | None = None


def heads_of(
    cells: Sequence[RawCell], *, codes: int, labels: int, values: int, is_most: bool = False
) -> Heads:
    """The header cells with their columns: first `codes`, then `labels`, then `values`.

    Where no row has more numbers (`is_most`), their headers may follow on what is no header.
    """
    if not cells or len(cells) > _LONGEST:
        return Heads(tuple(cells))
    ways = joined_heads(cells)
    for heads in ways:
        if grouped := _grouped(heads, codes + labels, values):
            return grouped
    halves = [found for heads in ways if (found := _in_halves(heads))]
    if halves:
        fit = (each for each in halves if each.halves and len(each.halves[0]) == values + 1)
        return next(fit, halves[0])
    fewest = _LONGEST
    for heads in ways:
        texts = [squeezed(head.text) for head in heads]
        over = _over_numbers(texts, values)
        if len(over) == values:
            for n, column in _leading(texts, over, codes, labels):
                heads[n].at(column)
            for column, n in enumerate(over, codes + labels):
                heads[n].at(column)
            return Heads(tuple(heads), are_named=True)
        fewest = min(fewest, len(over))
        if is_most and _ends_with_numbers(texts, values):
            for column, head in enumerate(heads[-values:], codes + labels):
                head.at(column)
            return Heads(tuple(heads), are_named=True)
    heads = ways[0]
    texts = [squeezed(head.text) for head in heads]
    over = _over_numbers(texts, values)
    is_partial = values < fewest < _LONGEST and bool(over) and is_total(texts[over[0]])
    if is_partial:
        heads[over[0]].at(codes + labels)
    return Heads(tuple(heads), is_partial=is_partial)


def _grouped(heads: Sequence[RawCell], start: int, values: int) -> Heads | None:
    """The header whose groups each have the same headers below: 限额 and 余额, each with 合计, 一般, 专项."""
    texts = [squeezed(head.text) for head in heads]
    first = next((n for n, text in enumerate(texts) if heads_labels(text)), None)
    if first is None or start != 1:
        return None
    over = range(first + 1, len(texts))
    for groups in range(2, values // 2 + 1):
        width = values // groups
        below = texts[over.start + groups : over.start + groups + values]
        if values % groups or len(below) < values or below != below[:width] * groups:
            continue
        behind = texts[over.start + groups + values :]
        if len(set(below[:width])) < width or not all(map(_FORMULA.fullmatch, behind)):
            continue
        heads[first].at(0, rows=2)
        for n in range(groups):
            heads[over.start + n].at(1 + n * width, columns=width)
        for n in range(values):
            heads[over.start + groups + n].at(1 + n)
        above = (heads[first], *heads[over.start : over.start + groups])
        return Heads(tuple(heads[over.start + groups :]), (*heads[:first], *above), are_named=True)
    return None


def _in_halves(heads: Sequence[RawCell]) -> Heads | None:
    """The header of two tables side by side, where the labels' header stands twice."""
    texts = [squeezed(head.text) for head in heads]
    twice = _twice(texts)
    if not twice:
        return None
    first, second = twice
    left = [heads[n] for n in range(first, second) if n == first or not heads_codes(texts[n])]
    return Heads(tuple(heads), halves=(tuple(_leaves(left)), tuple(_leaves(heads[second:]))))


def _ends_with_numbers(texts: Sequence[str], values: int) -> bool:
    """Whether of all headers just so many at the end can stand over nothing but numbers."""
    over = list(takewhile(heads_numbers, reversed(texts)))
    return 1 < len(over) == values


def _leaves(heads: Sequence[RawCell]) -> list[RawCell]:
    """The headers without those that reach over others, these in their places: 基本支出 over 人员经费."""
    texts = [squeezed(head.text) for head in heads]
    found = list(heads)
    for group, members in _MEMBERS.items():
        if texts.count(group) == 1 and all(texts.count(member) == 1 for member in members):
            moved = [heads[texts.index(member)] for member in members]
            at = texts.index(group)
            rest = [head for n, head in enumerate(found) if head not in moved and n != at]
            before = sum(head not in moved for head in found[:at])
            found = [*rest[:before], *moved, *rest[before:]]
            texts = [squeezed(head.text) for head in found]
    return [
        head for n, head in enumerate(found) if not (_MEASURE.fullmatch(texts[n]) and _has_total(texts, n))
    ]


def _has_total(texts: Sequence[str], n: int) -> bool:
    """Whether the next header is a total, so that the header reaches over it and others."""
    return n + 1 < len(texts) and (is_total(texts[n + 1]) or is_subtotal(texts[n + 1]))


def _over_numbers(texts: Sequence[str], values: int) -> list[int]:
    """The headers that stand over numbers: those behind the last one of labels, codes and groups aside.

    Where the header has a second row only for codes and labels, they stand between the two.
    """
    end = len(texts)
    while end and texts[end - 1] in _CLASSES:
        end -= 1
    labels = [n for n in range(end) if heads_labels(texts[n])]
    proper = [n for n in labels if not heads_group(texts[n])] or labels
    if len(texts) == values and not proper:
        return list(range(end))
    if not proper:
        return []
    over = [n for n in range(proper[-1] + 1, end) if not heads_codes(texts[n])]
    if not over:
        start = labels[0]
        stop = next(
            (n for n in range(start + 1, end) if heads_codes(texts[n]) or (n in proper and n != start)), end
        )
        over = list(range(start + 1, stop))
    while len(over) > values and heads_group(texts[over[0]]):
        over.pop(0)
    return over


def _leading(texts: Sequence[str], over: Sequence[int], codes: int, labels: int) -> Iterator[tuple[int, int]]:
    """The headers of codes and labels with their columns, where they are as many as these."""
    own = [n for n in range(len(texts)) if n not in over]
    classes = [n for n in range(len(texts)) if texts[n] in _CLASSES]
    coded = classes or [n for n in own if heads_codes(texts[n]) or heads_ordinals(texts[n])]
    if len(coded) == codes:
        yield from zip(coded, range(codes), strict=True)
    words = [n for n in own if heads_labels(texts[n]) and n not in coded]
    proper = [n for n in words if not heads_group(texts[n])] or words
    yield from zip(proper[-labels:], range(codes + max(labels - len(proper), 0), codes + labels), strict=True)


def _twice(texts: Sequence[str]) -> tuple[int, int] | None:
    """Where the labels' header stands for the first and the second time; none where it stands once."""
    for n, text in enumerate(texts):
        if heads_labels(text) and text not in ("收入", "支出") and text in texts[n + 1 :]:
            return n, texts.index(text, n + 1)
    return None


def joined_heads(cells: Sequence[RawCell]) -> list[list[RawCell]]:
    """The ways in which broken header cells may be put together, the surest first."""
    return [heads for heads in (_joined(cells), _rejoined(cells)) if heads]


def _joined(cells: Sequence[RawCell]) -> list[RawCell]:
    """The header cells, those together that are one beyond doubt: 项 and 目, 2024年 and 完成数."""
    found: list[list[RawCell]] = []
    before = ""
    for cell in cells:
        text = squeezed(cell.text)
        is_pair = len(before) == 1 and before + text in _PAIRS
        goes_on = bool(_OPEN.search(before)) and not heads_labels(text) and not _YEAR.match(text)
        goes_on = goes_on or (before.endswith(("功能分类", "经济分类")) and text.startswith("科目"))
        if is_pair or (before and (goes_on or _JOINS.match(text))):
            found[-1].append(cell)
            before += text
        else:
            found.append([cell])
            before = text
    return [_one(pieces) for pieces in found]


def _rejoined(cells: Sequence[RawCell]) -> list[RawCell]:
    """The header cells, each ended where its words may end; none where one is too narrow for its column."""
    found: list[list[RawCell]] = []
    before = ""
    for cell in cells:
        text = squeezed(cell.text)
        goes_on = bool(_OPEN.search(before)) and not _YEAR.match(text)
        is_whole = _COMPLETE.search(before) or heads_ordinals(before) or heads_codes(before)
        is_whole = is_whole and (len(before) > 1 or (before in _CLASSES and before + text not in _PAIRS))
        if before and (not is_whole or goes_on or _JOINS.match(text)):
            found[-1].append(cell)
            before += text
        else:
            found.append([cell])
            before = text
    if not all(map(_is_broken, found)):
        return []
    return [_one(pieces) for pieces in found]


def _is_broken(pieces: Sequence[RawCell]) -> bool:
    """Whether the pieces may be one header broken at its column's width: only the last may be shorter."""
    widths = [width(piece.text) for piece in pieces]
    return all(each >= max(widths) - 1 for each in widths[:-1])


def _one(pieces: Sequence[RawCell]) -> RawCell:
    return pieces[0].with_more(pieces[1:])

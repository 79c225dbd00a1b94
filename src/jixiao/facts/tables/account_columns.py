"""The columns of account tables (预决算公开表的栏目): those whose names say what adds up to what.

支出决算表, 收入决算表, 财政拨款收支总表 and 政府性基金收支表 have the same columns in every unit, and in most
of their rows all of the money stands in one column, from which nothing can be learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.values import UNKNOWN, Sheet

_WHOLE = re.compile(r"(?:合计|小计|总计|本年(?:收入|支出)(?:合计|小计)?|支出(?:合计|总计))")
_KINDS = tuple(
    re.compile(f"(?:{names})(?:预算|决算)?(?:数|金额)?")
    for names in (
        "基本支出|项目支出|上缴上级支出|(?:事业单位)?经营支出|对附属单位补助支出",
        "人员经费|(?:日常)?公用经费",
        "(?:一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?(?:收入)?|(?:财政专户|教育收费).{0,10}|上年结转.{0,4}|(?:单位|其他)资金",
        "财政拨款收入|上级补助收入|事业收入|(?:事业单位)?经营收入|附属单位(?:上缴|缴款)收入|其他收入",
    )
)
_OPENING = re.compile(r"(?:年初|上年)(?:财政拨款)?结[转余].{0,4}")
_INCOME = re.compile(r"本年收入")
_OUTLAY = re.compile(r"本年支出")
_CLOSING = re.compile(r"年末(?:财政拨款)?结[转余].{0,4}|结转下年")


@dataclass(frozen=True, slots=True)
class AccountSum:
    """A column and those that make it up, with their signs; `is_all` where there are no others behind it."""

    stated: GridColumn
    terms: tuple[GridColumn, ...]
    signs: tuple[int, ...]
    is_all: bool = False


def account_sums(sheet: Sheet) -> Iterator[AccountSum]:
    """The sums that the names of the columns declare."""
    columns = sheet.grid.columns
    for at, column in enumerate(columns):
        if column.unit == "%" or not column.parts or not _WHOLE.fullmatch(squeezed(column.parts[-1])):
            continue
        for kind in _KINDS:
            terms = _terms(columns, at, kind)
            if len(terms) > 1:
                values = sheet.grid.values
                is_all = values[:1] == (column,) and all(each in terms for each in values[1:])
                yield AccountSum(column, terms, (1,) * len(terms), is_all)
                break
    roll = _roll(columns)
    if roll:
        yield roll


def _terms(columns: Sequence[GridColumn], at: int, kind: re.Pattern[str]) -> tuple[GridColumn, ...]:
    """The columns behind the whole that are its kinds; of a group the total, or all where it has none."""
    groups: dict[str, list[GridColumn]] = {}
    last = ""
    for column in columns[at + 1 :]:
        name = _named(column, kind)
        if not name or (name in groups and name != last):
            break
        groups.setdefault(name, []).append(column)
        last = name
    if len(groups) < 2 or _named(columns[at], kind):
        return ()
    found: list[GridColumn] = []
    for group in groups.values():
        totals = [column for column in group if column.is_total]
        if len(totals) > 1:
            return ()
        found += totals or group
    return tuple(found)


def _named(column: GridColumn, kind: re.Pattern[str]) -> str:
    names = (squeezed(part) for part in column.parts)
    return next((name for name in names if kind.fullmatch(name)), "")


def _roll(columns: Sequence[GridColumn]) -> AccountSum | None:
    """年末结转和结余 as what the year began with, what came in and what was spent leave."""
    ends = []
    for kind in (_CLOSING, _OPENING, _INCOME, _OUTLAY):
        own = [column for column in columns if _named(column, kind)]
        totals = [column for column in own if column.is_total] if len(own) > 1 else own
        if len(totals) != 1:
            return None
        ends.append(totals[0])
        columns = [column for column in columns if column not in own]
    return None if columns else AccountSum(ends[0], tuple(ends[1:]), (1, 1, -1))


def terms_of(sheet: Sheet, row: GridRow, it: AccountSum) -> tuple[Mention, list[tuple[Mention, int]]] | None:
    """The stated figure of a row and the terms that are there; none where something is not known.

    Where the blanks of a row were lost, its first number is the whole, and the rest are its parts.
    """
    stated = sheet.value(row, it.stated)
    if row.kind is RowKind.SECTION or not isinstance(stated, Mention):
        return None
    if row.unplaced:
        loose = [each for each in sheet.table.unplaced if each.row is row]
        return (stated, [(each, 1) for each in loose]) if it.is_all and loose else None
    values = [sheet.value(row, column) for column in it.terms]
    if any(value is UNKNOWN for value in values):
        return None
    pairs = zip(values, it.signs, strict=True)
    return stated, [(value, sign) for value, sign in pairs if isinstance(value, Mention)]

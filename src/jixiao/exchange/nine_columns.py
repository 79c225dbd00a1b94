"""The nine-column table (九栏表): the table that every office keeps, read as the ledger of a year.

序号 · 项目执行部门 · 项目名称 · 年初预算 · 年中追加 · 年中追减 · 调整后预算 · 实际支出 · 执行率

Some offices add columns of their own about projects; others leave some of these nine out.
"""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.exchange.grid import Grid
from jixiao.exchange.headers import Header, Words, find_header, with_own_words, words_of
from jixiao.quantity import Money
from jixiao.tracking.noun import Attribute, Column, attributes
from jixiao.tracking.project import Project


def _column(name: str, base: type, label: str, english: str, *synonyms: str) -> Attribute:
    return Attribute(name, Column(label, english, synonyms=synonyms), base, False, False, None)  # noqa: FBT003


NUMBER = _column("number", int, "序号", "Number", "编号")
PARTY = _column(
    "party",
    str,
    "项目执行部门",
    "Party",
    *("执行部门", "部门", "科室", "处室", "实施科室", "责任部门", "责任科室", "承办部门", "项目单位"),
)
NAME = _column("name", str, "项目名称", "Project", "项目", "名称", "重点项目名称")
ORIGINAL = _column(
    "original", Money, "年初预算", "Original budget", "年初预算数", "年初批复数", "年初批复预算", "年初数"
)
INCREASES = _column("increases", Money, "年中追加", "Increases", "追加", "追加预算", "调增", "年中调增")
REDUCTIONS = _column(
    "reductions", Money, "年中追减", "Reductions", "追减", "追减预算", "调减", "年中调减", "核减"
)
ADJUSTED = _column(
    "adjusted", Money, "调整后预算", "Adjusted budget", "调整后预算数", "全年预算", "全年预算数", "调整后"
)
SPENT = _column(
    "spent",
    Money,
    "实际支出",
    "Spent",
    *("实际支出数", "支出", "支出数", "累计支出", "执行数", "全年执行数", "已支出", "支出金额"),
)
RATE = _column("rate", str, "执行率", "Execution rate", "预算执行率", "支出率", "支出进度", "执行进度")

TAKEN = (ORIGINAL, INCREASES, REDUCTIONS, SPENT)
AMOUNTS = (*TAKEN, ADJUSTED)

_OWN = (NUMBER, PARTY, NAME, ORIGINAL, INCREASES, REDUCTIONS, ADJUSTED, SPENT, RATE)
_FURTHER = tuple(each for each in attributes(Project) if each.name not in ("number", "party", "name"))
COLUMNS = (*_OWN, *_FURTHER)
"""Every column that such a table may have."""

_WORDS: Words = words_of(COLUMNS)


def find_nine_columns(
    grid: Grid, own: Mapping[str, str] | None = None, row: int | None = None, *, fewest: int = 2
) -> Header | None:
    """The header of the nine-column table, where the sheet holds one.

    Columns may be missing, but for the project's name and the `fewest` of the amounts.
    """
    header = find_header(grid, with_own_words(_WORDS, own or {}), row)
    if header is None:
        return None
    names = {each.name for each in header.fields.values()}
    amounts = names & {each.name for each in AMOUNTS}
    return header if NAME.name in names and ORIGINAL.name in names and len(amounts) >= fewest else None

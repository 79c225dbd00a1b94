"""Rules on tables (表内勾稽): totals below columns, wholes and their parts, the two sides of a balance.

A sum that fails accuses only where its frame is proven: it holds in other columns, or the other sums of the
column hold, or the rows are numbered without a gap up to the only 合计. Where most of it fails, the structure
was misread, and nothing is said but that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Same
from jixiao.checks.judge import verdict_on
from jixiao.facts.facts import Facts
from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.misread import names_balance
from jixiao.facts.tables.twins import pairs_of
from jixiao.facts.tables.values import Sheet, Value, name_of
from jixiao.findings import Severity, Verdict

_ACCOUNTS = "《会计基础工作规范》：会计报表之间、会计报表各项目之间，凡有对应关系的数字，应当相互一致"


@document_rule(
    "TAB002",
    "two-sides",
    "收入总计与支出总计不等",
    Severity.ERROR,
    message="{cell}为{stated}，对方{other}为{expected}（差{difference}），收支总计应当相等。",
    hint="请核对结转、结余是否都已列入，或一方的总计没有重算。",
    reference="《中华人民共和国预算法》第三十五条：地方各级预算按照量入为出、收支平衡的原则编制",
)
def two_sides(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The grand totals of the two sides of a balance differ."""
    sides: dict[int, dict[str, Sheet]] = defaultdict(dict)
    for sheet in facts.sheets:
        if sheet.grid.side in ("收入", "支出"):
            sides[sheet.grid.start][sheet.grid.side] = sheet
    for halves in sides.values():
        if len(halves) == 2:
            yield from _balance(this, halves["收入"], halves["支出"])


def _balance(this: DocumentRule, left: Sheet, right: Sheet) -> Iterator[Said]:
    """The totals in the last rows of both sides, column by column."""
    if not left.rows or not right.rows or len(left.adding) != len(right.adding):
        return
    rows = left.rows[-1], right.rows[-1]
    if any(row.kind is not RowKind.TOTAL or row.is_ragged for row in rows):
        return
    pairs = []
    for here, there in zip(left.adding, right.adding, strict=True):
        income, outlay = left.value(rows[0], here), right.value(rows[1], there)
        if isinstance(income, Mention) and isinstance(outlay, Mention) and income.unit == outlay.unit:
            pairs.append((Same(outlay, income), here, there))
    equal = sum(verdict_on(pair) is not Verdict.WRONG for pair, _, _ in pairs)
    are_grand = all("总计" in squeezed(row.label) for row in rows) or (
        names_balance(left.rows, "收入") and names_balance(right.rows, "支出")
    )
    for pair, here, there in pairs:
        is_sure = equal * 2 >= len(pairs) if len(pairs) > 1 else are_grand and _are_near(pair)
        yield this.claim(
            pair,
            accuses=Severity.ERROR if is_sure else None,
            cell=name_of(right.grid, rows[1], there),
            other=name_of(left.grid, rows[0], here),
        )


def _are_near(pair: Same) -> bool:
    """Whether the two are of one size: sides that are far apart were never meant to balance."""
    less, more = sorted([pair.stated.denoted.middle, pair.other.denoted.middle])
    return 0 < more <= 2 * less


@document_rule(
    "TAB003",
    "among-larger",
    "其中数大于总数",
    Severity.ERROR,
    message="{cell}为{stated}，是{whole}{figure}的其中数，却比它大。",
    hint="请核对两个数中哪一个是旧数，或数位有误。",
    reference=_ACCOUNTS,
)
def among_larger(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A row said to be among another holds more than that one."""
    for sheet in facts.sheets:
        above = {row.index: row for row in sheet.rows}
        fits, larger = 0, []
        wholes: list[GridRow] = []
        for row in sheet.rows:
            whole = above.get(row.parent) if row.parent is not None else None
            if not row.is_among or whole is None or whole.index != row.index - 1:
                continue
            wholes.append(whole)
            for column in sheet.adding:
                part, figure = sheet.value(row, column), sheet.value(whole, column)
                if not (isinstance(part, Mention) and isinstance(figure, Mention)):
                    continue
                if part.unit != figure.unit or figure.mantissa <= 0:
                    continue
                if all(_is_larger(part, sheet.value(each, column)) for each in wholes):
                    larger.append((part, figure, row, whole, column))
                else:
                    fits += 1
        if fits and len(larger) == 1:
            part, figure, row, whole, column = larger[0]
            yield this.slip(
                [(part.start, part.end), (figure.start, figure.end)],
                cell=name_of(sheet.grid, row, column),
                whole=name_of(sheet.grid, whole, None),
                figure=figure.text,
            )


def _is_larger(part: Mention, whole: Value) -> bool:
    return isinstance(whole, Mention) and part.denoted.low > whole.denoted.high


@document_rule(
    "TAB004",
    "tables-differ",
    "两张表的同一项不一致",
    Severity.ERROR,
    message="{cell}为{stated}，另一张表{other}为{expected}（差{difference}）；两列其余{agreeing}项都相同，合计也相同。",
    hint="请核对两张表中哪一处没有更新。",
    reference=_ACCOUNTS,
)
def tables_differ(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """One row differs between two columns of two tables that agree in all others."""
    for pair in pairs_of(facts.sheets):
        yield this.claim(
            Same(pair.first, pair.second),
            accuses=Severity.ERROR if pair.is_sure else None,
            cell=name_of(pair.sheets[0].grid, pair.rows[0], pair.columns[0]),
            other=name_of(pair.sheets[1].grid, pair.rows[1], pair.columns[1]),
            agreeing=str(pair.agreeing),
        )


RULES = (
    two_sides,
    among_larger,
    tables_differ,
)

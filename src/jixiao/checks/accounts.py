"""Rules on account tables (预决算公开表): sums that the standard names of columns and rows declare.

The names leave no doubt of what adds up to what; so a row in which all money stands in one column speaks as
well, and a table of one column can prove itself: several sums run through the same few figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.checks.cause import have_one_cause
from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Equation, Quotient, Same, Total
from jixiao.checks.judge import verdict_on
from jixiao.facts.budgets.form import Funds, funds_rows
from jixiao.facts.facts import Facts
from jixiao.facts.flow.grid import GridColumn, GridRow
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.facts.tables.account_columns import account_sums, terms_of
from jixiao.facts.tables.balance_sheet import Side, balances_of
from jixiao.facts.tables.values import UNKNOWN, Sheet, name_of
from jixiao.findings import Severity, Verdict

_FORMS = "《部门决算管理办法》（财库〔2021〕36号）：决算报表表内、表间数字应当衔接一致"
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """An equation and the cell that it is about."""

    equation: Equation
    cell: str

    @property
    def is_wrong(self) -> bool:
        return verdict_on(self.equation) is Verdict.WRONG


@document_rule(
    "ACC001",
    "account-columns",
    "公开表同一行的各栏不符",
    Severity.ERROR,
    message="{cell}为{stated}，按{arithmetic}应为{expected}（差{difference}）；表中另有{others}行都是这样算的。",
    hint="请核对这一行各栏，并与其他公开表的同一科目核对。",
    reference=_FORMS,
)
def account_columns(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """In a row of an account table the parts that its columns name do not add up to their whole."""
    for sheet in facts.sheets:
        if sheet.grid.is_listing or sheet.is_torn:
            continue
        for it in account_sums(sheet):
            told = []
            for row in sheet.rows:
                found = terms_of(sheet, row, it)
                if found and found[1] and all(each.unit == found[0].unit for each, _ in found[1]):
                    figures, signs = zip(*found[1], strict=True)
                    equation = Total(found[0], figures, signs)
                    told.append(_Told(equation, name_of(sheet.grid, row, it.stated)))
            holds = sum(not each.is_wrong and not each.equation.stated.is_zero for each in told)
            fails = sum(each.is_wrong for each in told)
            is_proven = holds >= _FEWEST and fails <= max(1, holds // 6)
            for each in told:
                accuses = Severity.ERROR if is_proven else None
                yield this.claim(each.equation, accuses=accuses, cell=each.cell, others=str(holds))


@document_rule(
    "ACC002",
    "account-balance",
    "收支总表的合计、总计不符",
    Severity.ERROR,
    message="{cell}为{stated}，按{arithmetic}应为{expected}（差{difference}）；这张收支总表其余{others}处合计都相符。",
    hint="请核对本年合计、结转结余和总计中哪一个没有重算。",
    reference=_FORMS,
)
def account_balance(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """In a table of all revenue and expenditure a total is not what its rows or the other side make it."""
    for left, right in balances_of(facts.sheets):
        told = [*_of_side(left), *_of_side(right), *_across(left, right)]
        wrong = [each.equation for each in told if each.is_wrong]
        holds = sum(not each.is_wrong and not each.equation.stated.is_zero for each in told)
        is_proven = holds >= _FEWEST and (len(wrong) == 1 or have_one_cause(wrong))
        for each in told:
            accuses = Severity.ERROR if is_proven or not wrong else None
            yield this.claim(each.equation, accuses=accuses, cell=each.cell, others=str(holds))


def _of_side(side: Side) -> Iterator[_Told]:
    for column in side.columns:
        yield from _sum(side.sheet, column, side.sub, side.items)
        yield from _sum(side.sheet, column, side.grand, (side.sub, *side.brought))


def _sum(sheet: Sheet, column: GridColumn, whole: GridRow, parts: Sequence[GridRow]) -> Iterator[_Told]:
    stated = sheet.value(whole, column)
    values = [sheet.value(part, column) for part in parts]
    figures = [value for value in values if isinstance(value, Mention)]
    if not isinstance(stated, Mention) or not figures or UNKNOWN in values:
        return
    if all(figure.unit == stated.unit for figure in figures):
        yield _Told(Total(stated, tuple(figures)), name_of(sheet.grid, whole, column))


def _across(left: Side, right: Side) -> Iterator[_Told]:
    """Both grand totals, in the first column of either side: the others are kinds of it."""
    if len(left.columns) > 1 and len(left.columns) != len(right.columns):
        return
    pairs = list(zip(left.columns, right.columns, strict=False))
    for here, there in pairs if len(left.columns) == len(right.columns) else pairs[:1]:
        income, outlay = left.sheet.value(left.grand, here), right.sheet.value(right.grand, there)
        if isinstance(income, Mention) and isinstance(outlay, Mention) and income.unit == outlay.unit:
            yield _Told(Same(outlay, income), name_of(right.sheet.grid, right.grand, there))


@document_rule(
    "ACC003",
    "form-funds",
    "自评表的项目资金不符",
    Severity.ERROR,
    message="自评表{cell}为{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对年初预算数、全年预算数、全年执行数，并与资金来源各行核对。",
    reference="《项目支出绩效评价管理办法》（财预〔2020〕10号）附件：项目支出绩效自评表",
)
def form_funds(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """In the form of a self-evaluation the sources are not the total, or the rate is not spent by budget."""
    for funds in funds_rows(facts.sheets):
        sheet = funds.sheet
        rates = funds.columns(Measure.RATE)
        for row in (funds.total, *funds.sources):
            if len(rates) == 1:
                yield from _rate_of_form(this, funds, row, rates[0])
        for column in sheet.adding:
            if not {column} & {*rates} and funds.are_all and not sheet.is_torn:
                for each in _sum(sheet, column, funds.total, funds.sources):
                    yield this.claim(each.equation, accuses=Severity.ERROR, cell=each.cell)


def _rate_of_form(this: DocumentRule, funds: Funds, row: GridRow, column: GridColumn) -> Iterator[Said]:
    """执行率 of a row: by the adjusted budget, or by the original one where that gives it."""
    sheet = funds.sheet
    rate = sheet.value(row, column)
    spent = [sheet.value(row, each) for each in funds.columns(Measure.SPENT)]
    if len(spent) != 1 or not isinstance(rate, Mention) or not rate.is_percent:
        return
    told = []
    for measure in (Measure.ADJUSTED, Measure.ORIGINAL, Measure.BUDGET):
        for each in funds.columns(measure):
            budget = sheet.value(row, each)
            if isinstance(budget, Mention) and isinstance(spent[0], Mention) and not budget.is_zero:
                told.append(Quotient(rate, spent[0], budget))
    fitting = [each for each in told if verdict_on(each) is not Verdict.WRONG]
    for equation in fitting[:1] or told[:1]:
        yield this.claim(equation, accuses=Severity.ERROR, cell=name_of(sheet.grid, row, column))


RULES = (account_columns, account_balance, form_funds)

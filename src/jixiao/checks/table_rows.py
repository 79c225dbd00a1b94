"""Rules on the rows of tables (行内勾稽): the formula that the rows follow, and the row that does not.

Which columns follow from which is learned from the rows themselves; a row is accused where nearly all others
hold. Where many rows fail it is no formula, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jixiao.checks.cause import have_one_cause
from jixiao.checks.claim import Claim, DocumentRule, Said, document_rule
from jixiao.checks.equation import Equation, Product, Quotient, Total
from jixiao.checks.growth_equation import Growth
from jixiao.checks.judge import verdict_on
from jixiao.facts.facts import Facts
from jixiao.facts.flow.grid import GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.tables.official_expenses import expense_of, expense_sums
from jixiao.facts.tables.header_sums import header_rates_of, header_sums_of
from jixiao.facts.tables.row_formula import Formula, Shape, as_percent, down_formulas_of, is_known
from jixiao.facts.tables.shares import shares_of
from jixiao.facts.tables.values import Sheet, Value, marks_of, name_of
from jixiao.findings import Severity, Verdict

_ACCOUNTS = "《会计基础工作规范》：会计报表各项目之间，凡有对应关系的数字，应当相互一致"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the equation that a formula makes of it; `tells`: it could fail and is no mere copy."""

    row: GridRow
    equation: Equation
    cell: str
    tells: bool


@document_rule(
    "ROW001",
    "row-sum",
    "同一行的各栏加减不符",
    Severity.ERROR,
    message="{cell}为{stated}，按{arithmetic}应为{expected}（差{difference}）；{proof}。",
    hint="请核对这一行各栏是否都已更新。",
    reference=_ACCOUNTS,
)
def row_sum(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A figure of a row is not the sum or difference of others that it is in the other rows."""
    for sheet, formulas in facts.formulas:
        for formula in formulas:
            if formula.shape is Shape.LINEAR:
                yield from _claims(this, [*_of_columns(sheet, formula)], formula.fewest)
        if len(sheet.rows) < _FEW_ROWS:
            declared = [row for formula in header_sums_of(sheet) for row in _of_columns(sheet, formula)]
            yield from _claims(this, declared, 1, word="处")
        for stated, terms, signs in down_formulas_of(sheet):
            yield from _claims(this, [*_of_rows(sheet, stated, terms, signs)], 4, word="列")
        yield from _expenses(this, sheet)


def _expenses(this: DocumentRule, sheet: Sheet) -> Iterator[Claim]:
    """The sums that the names of the three public expenses declare, across and down.

    One that fails accuses where another of the table holds, or where one figure explains all that fail.
    """
    if sheet.grid.is_listing:
        return
    columns = sheet.grid.columns
    across = [*expense_sums([expense_of(column.parts) for column in columns])]
    down = [*expense_sums([expense_of((row.label,)) for row in sheet.rows])]
    found: list[list[_Row]] = []
    for row in sheet.rows:
        sums = [(columns[n], [sheet.value(row, columns[part]) for part in parts]) for n, parts in across]
        found.append([each for whole, parts in sums for each in _named(sheet, row, whole, parts)])
    for column in sheet.adding:
        each_sum = [
            _named(sheet, sheet.rows[n], column, [sheet.value(sheet.rows[part], column) for part in parts])
            for n, parts in down
        ]
        found.append([each for own in each_sum for each in own])
    holds = sum(
        verdict_on(each.equation) is not Verdict.WRONG and each.tells for own in found for each in own
    )
    for own in found:
        wrong = [each for each in own if verdict_on(each.equation) is Verdict.WRONG]
        is_proven = holds > 0 or (len(wrong) > 1 and have_one_cause([each.equation for each in wrong]))
        for each in own:
            yield this.claim(
                each.equation,
                accuses=Severity.ERROR if is_proven and not _is_displaced(each.equation) else None,
                cell=each.cell,
                proof=_like(holds, "处") if holds else "“三公”经费由这几项组成",
            )


_FEW_ROWS = 4
"""Tables of fewer rows teach no formula; their headers must say it."""


@document_rule(
    "ROW002",
    "row-rate",
    "同一行的比率与数额不符",
    Severity.ERROR,
    message="{cell}为{stated}，按{arithmetic}应为{expected}（差{difference}）；{proof}。",
    hint="请核对比率和它的分子、分母哪一个是旧数。",
    reference=_ACCOUNTS,
)
def row_rate(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A rate or a growth rate of a row does not follow from its figures as it does in the other rows."""
    for sheet, formulas in facts.formulas:
        for formula in formulas:
            if formula.shape in (Shape.QUOTIENT, Shape.GROWTH):
                yield from _claims(this, [*_of_columns(sheet, formula)], formula.fewest)
        if len(sheet.rows) < _FEW_ROWS:
            learned = {formula.stated for formula in formulas if formula.shape is Shape.QUOTIENT}
            for formula in header_rates_of(sheet):
                if formula.stated not in learned:
                    yield from _claims(this, [*_of_columns(sheet, formula)], 1)
        for stated, part, whole in shares_of(sheet):
            base = sheet.value(whole, part)
            rows = []
            for row in sheet.rows:
                share, figure = sheet.value(row, stated), sheet.value(row, part)
                if isinstance(share, Mention) and isinstance(figure, Mention) and isinstance(base, Mention):
                    tells = row is not whole and not share.is_zero
                    cell = name_of(sheet.grid, row, stated)
                    if tells and figure.unit == base.unit:
                        rows.append(_Row(row, Quotient(share, figure, base), cell, tells))
            yield from _claims(this, rows, 3)


@document_rule(
    "ROW003",
    "row-product",
    "同一行的单价、数量与金额不符",
    Severity.ERROR,
    message="{cell}为{stated}，按{arithmetic}应为{expected}（差{difference}）；{proof}。",
    hint="请核对单价、数量和金额哪一个是旧数。",
    reference=_ACCOUNTS,
)
def row_product(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A figure of a row is not the product of two others that it is in the other rows."""
    for sheet, formulas in facts.formulas:
        for formula in formulas:
            if formula.shape is Shape.PRODUCT:
                yield from _claims(this, [*_of_columns(sheet, formula)], formula.fewest)


@document_rule(
    "ROW004",
    "marks-above-full",
    "得分高于分值",
    Severity.ERROR,
    message="{cell}得分{stated}，高于该项分值{most}。",
    hint="请核对得分与分值是否错行，或其中一个是旧数。",
    reference="《项目支出绩效评价管理办法》（财预〔2020〕10号）：完成指标值的，记该指标所赋全部分值",
)
def marks_above_full(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A row is given more marks than it can have."""
    for sheet in facts.sheets:
        rows = [*marks_of(sheet)]
        above = [each for each in rows if each[1].denoted.low > each[2].denoted.high]
        if len(above) != 1 or len(rows) < _FEWEST_MARKS or sheet.is_torn:
            continue
        row, marks, most = above[0]
        yield this.slip(
            [(marks.start, marks.end), (most.start, most.end)],
            cell=name_of(sheet.grid, row, None),
            most=most.text,
        )


_FEWEST_MARKS = 4
"""How many rows must have both, for the two columns to be what their names say."""


def _of_columns(sheet: Sheet, formula: Formula) -> Iterator[_Row]:
    """The equation of each row by a formula between columns."""
    columns = sheet.columns
    stated_column = columns[formula.stated]
    for row in sheet.rows:
        stated = sheet.value(row, stated_column)
        if row.kind is RowKind.SECTION or row.unplaced or not isinstance(stated, Mention):
            continue
        values = [sheet.value(row, columns[term]) for term in formula.terms]
        figures = [value for value in values if isinstance(value, Mention)]
        if not all(map(is_known, values)):
            continue
        cell = name_of(sheet.grid, row, stated_column)
        if formula.shape is Shape.LINEAR:
            equation = _linear(stated, values, formula.signs)
            if equation:
                filled = sum(not figure.is_zero for figure in equation.parts)
                yield _Row(row, equation, cell, filled > 1)
            continue
        if len(figures) < 2:
            continue
        if formula.shape is Shape.PRODUCT:
            yield _Row(row, Product(stated, tuple(figures)), cell, tells=True)
            continue
        part, whole = figures
        if whole.is_zero or part.unit != whole.unit:
            continue
        rate = as_percent(stated) if formula.reads_percent else stated
        tells = not rate.is_zero and abs(rate.mantissa) != 100 * 10 ** max(0, -rate.place)
        made: Equation = (
            Quotient(rate, part, whole) if formula.shape is Shape.QUOTIENT else Growth(rate, part, whole)
        )
        yield _Row(row, made, cell, tells)


def _named(sheet: Sheet, row: GridRow, column: GridColumn, values: Sequence[Value]) -> Iterator[_Row]:
    """The equation of a cell and the values that names declare to be its parts."""
    stated = sheet.value(row, column)
    if isinstance(stated, Mention) and all(map(is_known, values)):
        equation = _linear(stated, values, (1,) * len(values))
        if equation:
            filled = sum(not part.is_zero for part in equation.parts)
            yield _Row(row, equation, name_of(sheet.grid, row, column), filled > 1)


def _of_rows(sheet: Sheet, stated: GridRow, terms: Sequence[GridRow], signs: Sequence[int]) -> Iterator[_Row]:
    """The equation of each column by a formula between rows."""
    for column in sheet.adding:
        figure = sheet.value(stated, column)
        values = [sheet.value(term, column) for term in terms]
        if isinstance(figure, Mention) and all(map(is_known, values)):
            equation = _linear(figure, values, signs)
            if equation:
                filled = sum(not part.is_zero for part in equation.parts)
                yield _Row(stated, equation, name_of(sheet.grid, stated, column), filled > 1)


def _linear(stated: Mention, values: Iterable[object], signs: Sequence[int]) -> Total | None:
    """The sum of the terms that are there; what is absent adds nothing."""
    kept = [(value, sign) for value, sign in zip(values, signs, strict=True) if isinstance(value, Mention)]
    if not kept or any(value.unit != stated.unit for value, _ in kept):
        return None
    return Total(stated, tuple(value for value, _ in kept), tuple(sign for _, sign in kept))


def _claims(this: DocumentRule, rows: Sequence[_Row], fewest: int, *, word: str = "行") -> Iterator[Claim]:
    """The claims of all rows: they accuse where nearly all of those that tell something hold."""
    verdicts = [verdict_on(each.equation) for each in rows]
    holds = sum(
        verdict is not None and verdict is not Verdict.WRONG and each.tells
        for verdict, each in zip(verdicts, rows, strict=True)
    )
    fails = verdicts.count(Verdict.WRONG)
    proven = holds >= fewest and fails <= max(1, holds // 10)
    for each in rows:
        yield this.claim(
            each.equation,
            accuses=Severity.ERROR if proven and not _is_displaced(each.equation) else None,
            cell=each.cell,
            proof=_like(holds, word),
        )


def _like(holds: int, word: str) -> str:
    return f"表中另有{holds}{word}都是这样算的"


def _is_displaced(equation: Equation) -> bool:
    """Whether two terms are the same figure, as where cells of the next row were read into this one."""
    if not isinstance(equation, Total):
        return False
    filled = [(part.mantissa, part.place) for part in equation.parts if not part.is_zero]
    return len(filled) > len(set(filled))


RULES = (row_sum, row_rate, row_product, marks_above_full)

"""Against the ledger (与台账核对): which figures of a report the year knows, and what they are there.

Bound figures first, by their keys; of the others those that name a project, or the whole unit, and a measure
of the budget: 年初预算, 追加, 调减, 调整后预算, 支出, 执行率.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jixiao.checks.judge import printed_like
from jixiao.checks.slips import scale_slip
from jixiao.facts.budgets.statement import entries_of
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.ledger_figure import LedgerFigure
from jixiao.facts.naming.measured import Measure
from jixiao.facts.naming.naming import name_of
from jixiao.narrative import facts as ledger
from jixiao.narrative.fact import Fact, Value
from jixiao.narrative.naming import described
from jixiao.quantity import Money, Quantity, Rate
from jixiao.quantity.bounds import ONE, Bounds
from jixiao.quantity.money import UNITS

_MEASURES = {
    Measure.ORIGINAL: "original",
    Measure.INCREASE: "increases",
    Measure.REDUCTION: "reductions",
    Measure.ADJUSTED: "adjusted",
    Measure.SPENT: "spent",
    Measure.RATE: "execution_rate",
}


def facts_against(facts: Facts, year: ledger.Facts) -> Facts:
    """The facts with what the ledger knows of their figures, as visible on its date."""
    known = {each.place[0]: each for each in _named(facts, year)}
    known.update((each.place[0], each) for each in _bound(facts, year))
    return replace(facts, ledger=tuple(known[start] for start in sorted(known)))


def _bound(facts: Facts, year: ledger.Facts) -> Iterator[LedgerFigure]:
    """The figures that were printed from a ledger; one that layout cuts is told by its first piece."""
    seen = None
    for start, end, span in facts.flow.bound():
        if span is seen or span.binding is None:
            continue
        seen = span
        fact = year.lookup(span.binding.key)
        if fact is None or fact.value is None:
            continue
        figure = next(iter(facts.within(start, end)), None)
        name = described(year, fact.key)
        if figure is None:
            exact = exact_value(fact.value, "元", 0)
            is_blank = not any(character.isdigit() for character in span.text)
            if exact and is_blank:
                printed = fact.cell_span().text
                yield LedgerFigure((start, end), None, exact, printed, name, is_bound=True)
        elif exact := _as_bound(fact.value, figure, span.binding.unit):
            place = (figure.start, figure.end)
            yield LedgerFigure(place, figure, exact, printed_like(exact, figure), name, is_bound=True)


def _named(facts: Facts, year: ledger.Facts) -> Iterator[LedgerFigure]:
    """The figures of prose and tables that name a project and a measure of the budget."""
    codes = {name_of(project.name): project.code for project in year.visible.projects}
    for statement in facts.statements.spoken:
        code = codes.get(name_of(statement.path[-1])) if statement.path else None
        if not code or not statement.is_firm or statement.year not in (0, year.year.fiscal_year):
            continue
        if found := _ledger_figure(statement.figure, code, statement.measure, year):
            yield found
    for name, rows in facts.statements.rows.items():
        code = codes.get(name)
        for table, row in rows if code else ():
            for entry in entries_of(table, row):
                if entry.measured.year not in (0, year.year.fiscal_year):
                    continue
                if found := _ledger_figure(entry.figure, code or "", entry.measured.measure, year):
                    yield found


def _ledger_figure(figure: Mention, code: str, measure: Measure, year: ledger.Facts) -> LedgerFigure | None:
    name = _MEASURES.get(measure)
    if name is None:
        return None
    fact: Fact = year.measure(code, name)
    exact = exact_value(fact.value, figure.unit, figure.scale) if fact.value is not None else None
    if exact is None:
        return None
    place, printed = (figure.start, figure.end), printed_like(exact, figure)
    if figure.is_prose and (not figure.unit or scale_slip(figure, exact)):
        printed = fact.printed  # the ink has no unit, or another one
    return LedgerFigure(place, figure, exact, printed, described(year, fact.key), is_bound=False)


def _as_bound(value: Value, figure: Mention, unit: str) -> Bounds | None:
    """The value in the unit of a bound figure: the ink's own, or that in which it was printed.

    A cell may bear no unit that its table makes plain; the binding knows.
    """
    if isinstance(value, Money) and not figure.unit and unit in UNITS:
        return _of_decimal(value.amount_in(UNITS[unit]))
    return exact_value(value, figure.unit, figure.scale)


def exact_value(value: Value, unit: str, scale: int) -> Bounds | None:
    """The value in the unit of a figure, whose own scale is told; none where that is of another kind."""
    match value:
        case Money() if unit in ("元", ""):
            return _of_decimal(value.yuan)
        case Rate() if unit == "%":
            numerator, denominator = value.value.numerator * 100 * ONE, value.value.denominator
            return Bounds(numerator // denominator, -(-numerator // denominator))
        case Quantity():
            return _of_decimal(value.amount.scaleb(scale))
        case int():
            return Bounds.exactly(value)
        case _:
            return None


def _of_decimal(value: Decimal) -> Bounds | None:
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return None
    mantissa = int("".join(map(str, digits))) * (-1 if sign else 1)
    return Bounds.exactly(mantissa, exponent)

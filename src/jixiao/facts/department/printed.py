"""Slots of tables (表中的栏目): the cells of standard forms by form, row and column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.facts.department.slot import Slot, alike, year_named
from jixiao.facts.flow.grid import Grid, GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure, measure_of_column
from jixiao.facts.naming.subject import row_path
from jixiao.facts.tables.frame import Frame, Origin
from jixiao.facts.tables.sums import frames_of
from jixiao.facts.tables.values import UNKNOWN, Sheet, Unknown, Value, may_add
from jixiao.numerals.token import Kind
from jixiao.quantity.bounds import Bounds

_FORM = re.compile(r"表(?:[（(]|$)")
_CHANGE = re.compile(r"增[加长减]|同比|比上年|差异|变动|完成|占")
_BUDGETS = frozenset([Measure.ORIGINAL, Measure.ADJUSTED, Measure.BUDGET])
_HUNDRED = 100

Rate = tuple[Mention, tuple[Slot, ...]]
"""A rate of execution, with the slots of what was spent and of the budget where the row prints both."""


@dataclass(slots=True)
class Printed:
    """What one table prints in its slots (一张表的栏目); `parts` are slots with their wholes."""

    figures: list[tuple[Slot, Mention]] = field(default_factory=list)
    blanks: set[Slot] = field(default_factory=set)
    closed: set[Slot] = field(default_factory=set)
    parts: set[tuple[Slot, Slot]] = field(default_factory=set)
    rates: dict[Slot, Rate] = field(default_factory=dict)


def printed_slots(sheet: Sheet, year: int) -> Printed | None:
    """The slots of a table; none where it has no title, or cells were lost while it was read."""
    form = _form(sheet.grid)
    if not form or sheet.is_torn:
        return None
    lines = _lines(sheet)
    columns = _columns(sheet)
    when = year_named(sheet.grid.title) or year
    found = Printed()
    for column, name in columns.items():
        slots = {index: Slot(form, line, *_dated(name, when)) for index, line in lines.items()}
        values = {row.index: sheet.value(row, column) for row in sheet.rows if row.index in slots}
        for index, value in values.items():
            if isinstance(value, Mention) and value.kind is Kind.AMOUNT and value.unit:
                found.figures.append((slots[index], value))
            elif value is None:
                found.blanks.add(slots[index])
        for frame in _frames(sheet):
            _add_frame(found, frame, slots, values)
    for row, figure, terms in _rates(sheet):
        if row.index in lines:
            line = lines[row.index]
            of = tuple(Slot(form, line, *_dated(columns[each], when)) for each in terms if each in columns)
            found.rates[Slot(form, line, "执行率", when)] = figure, of
    return found


def _form(grid: Grid) -> str:
    """The title of the form, with the half of it that the grid is: 收入支出决算总表, 支出."""
    words = grid.title.split()
    title = next((word for word in reversed(words) if _FORM.search(word)), "")
    if not title and len(words) == 1:
        title = words[0]
    form = alike(title)
    return f"{form}·{grid.side}" if form and grid.side else form


def _lines(sheet: Sheet) -> dict[int, str]:
    """The rows by what names them: the code, else their labels from the top down; none that stand twice."""
    rows = sheet.rows
    names: dict[int, str] = {}
    for row in rows:
        if row.code:
            names[row.index] = row.code
        elif row.label and may_add(row.label):
            names[row.index] = "·".join(alike(label) for label in row_path(sheet.grid.rows, row))
    if not names and len(rows) == 1:
        return {rows[0].index: ""}
    often = Counter(names.values())
    return {index: name for index, name in names.items() if often[name] == 1}


def _columns(sheet: Sheet) -> dict[GridColumn, str]:
    """The columns of amounts by their headers; of several none without a header, none with another's."""
    names = {column: "".join(column.header.split()) for column in sheet.adding}
    if len(names) > 1:
        names = {column: name for column, name in names.items() if name}
    often = Counter(names.values())
    return {column: name for column, name in names.items() if often[name] == 1 and not _CHANGE.search(name)}


def _dated(header: str, year: int) -> tuple[str, int]:
    """The header without its year, and the year of what stands below it."""
    named = year_named(header)
    if not named and re.search(r"上年|去年", header):
        return alike(header), year - 1 if year else 0
    return alike(header), named or year


def _frames(sheet: Sheet) -> Sequence[Frame]:
    return [frame for frame in frames_of(sheet) if frame.origin is not Origin.RUN and not frame.is_among]


def _add_frame(found: Printed, frame: Frame, slots: Mapping[int, Slot], values: Mapping[int, Value]) -> None:
    """What a sum down the table says: whose parts its rows are, and whether nothing else is one."""
    whole = slots.get(frame.whole.index)
    if whole is None:
        return
    for part in frame.parts:
        if part.index in slots:
            found.parts.add((slots[part.index], whole))
    of = [values.get(row.index, UNKNOWN) for row in frame.parts]
    total = values[frame.whole.index]
    if isinstance(total, Mention) and not any(isinstance(value, Unknown) for value in of):
        parts = [value for value in of if isinstance(value, Mention)]
        if parts and Bounds.total(part.denoted for part in parts).meets(total.allowed):
            found.closed.add(whole)


def _rates(sheet: Sheet) -> Iterator[tuple[GridRow, Mention, tuple[GridColumn, ...]]]:
    """The rates of execution of a table, with the two columns of their terms, where one pair fits."""
    grid = sheet.grid
    measured = {column: told.measure for column in sheet.columns if (told := measure_of_column(grid, column))}
    rates = [column for column, measure in measured.items() if measure is Measure.RATE]
    spent = [column for column, measure in measured.items() if measure is Measure.SPENT]
    budgets = [column for column, measure in measured.items() if measure in _BUDGETS]
    if len(rates) != 1:
        return
    for row in sheet.rows:
        rate = sheet.value(row, rates[0])
        if row.kind is RowKind.SECTION or not isinstance(rate, Mention):
            continue
        done = sheet.value(row, spent[0]) if len(spent) == 1 else None
        known = [column for column in budgets if isinstance(sheet.value(row, column), Mention)]
        if len(known) > 1 and isinstance(done, Mention):
            known = [column for column in known if _is_quotient(rate, done, sheet.value(row, column))]
        is_told = isinstance(done, Mention) and len(known) == 1
        yield row, rate, (spent[0], known[0]) if is_told else ()


def _is_quotient(rate: Mention, spent: Mention, budget: Value) -> bool:
    if not isinstance(budget, Mention):
        return False
    quotient = spent.denoted.over(budget.denoted)
    if quotient is None:
        return False
    return Bounds(quotient.low * _HUNDRED, quotient.high * _HUNDRED).meets(rate.allowed)

"""Row formulas (行内公式): how the columns of a table follow from each other, learned from its rows.

Nothing reads what the headers say for this, but that a column named 执行率 or 增减 needs less proof: a sum, a
difference, a rate, a growth rate, a share or a product that holds in nearly all rows is how the table was
made, and the row in which it fails has a wrong figure. Zeros and equal copies prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from jixiao.facts.flow.grid import GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.linear import (
    BITS,
    BITS_OF_TOTAL,
    MOST_PAIRED,
    NEAR,
    candidates,
    is_learned,
    line_of,
    near_terms,
)
from jixiao.facts.tables.values import UNKNOWN, Sheet, Value, may_add
from jixiao.numerals.token import Kind
from jixiao.quantity.bounds import ONE, Bounds

SAMPLE = 48
"""From how many rows, spread over the table, a formula is learned, however long the table is."""
MOST_COLUMNS = 26
_FEWEST = 4
"""In how many rows that tell something an unnamed formula must hold."""
_FEWEST_NAMED = 2
_NAMED_RATE = re.compile(
    r"执行率|完成率|(?:完成|执行|支付|拨付)比例?|支[付出]率|使用率|完成预算|完成年度|支出进度|进度|到位率|占|为.*[%％]|[改结格成入业]率|增|减|升|降|同比|比上年|差异率|偏离"
)
_RESULT = re.compile(r"调整后|调整预算|全年预算|增减|差|结余|余额|剩余|结转|期末|年末|累计|总额|净额|偏离")
_WHOLE = re.compile(r"合计|总计|小计|总数|总额|总收入|总支出")


class Shape(Enum):
    """How the stated column follows from its terms (公式的形状)."""

    LINEAR = "linear"  # ± a ± b …
    QUOTIENT = "quotient"  # a ÷ b
    GROWTH = "growth"  # (a − b) ÷ b
    PRODUCT = "product"  # a × b


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula between lines (公式): numbers of columns, or of rows where `is_across` is false.

    `signs` belong to the terms of a linear one. `reads_percent`: the stated figures are in percent though
    neither they nor their header say so.
    """

    shape: Shape
    stated: int
    terms: tuple[int, ...]
    signs: tuple[int, ...] = ()
    reads_percent: bool = False
    is_named: bool = False

    @property
    def fewest(self) -> int:
        """In how many telling rows it must hold to accuse another."""
        return _FEWEST_NAMED if self.is_named else _FEWEST


def as_percent(figure: Mention) -> Mention:
    """The figure, read in percent."""
    if figure.is_percent:
        return figure
    found = Mention(figure.token, kind=Kind.PERCENT, unit="%", scale=-figure.token.scale)
    found.grid, found.row, found.column, found.index = figure.grid, figure.row, figure.column, figure.index
    return found


def formulas_of(sheet: Sheet) -> list[Formula]:
    """The formulas between the columns of a table."""
    columns = sheet.columns[:MOST_COLUMNS]
    if len(columns) < 2 or sheet.grid.is_listing:
        return []
    rows = [row for row in sheet.rows if row.kind is not RowKind.SECTION and not row.unplaced]
    step = max(1, len(rows) // SAMPLE)
    values = [[sheet.value(row, column) for row in rows[::step]] for column in columns]
    return [*_linear(values, columns), *_ratios(values, columns), *_products(values, columns)]


def down_formulas_of(sheet: Sheet) -> list[tuple[GridRow, tuple[GridRow, ...], tuple[int, ...]]]:
    """The formulas between near rows: 年末余额＝年初余额＋新增－减少, that hold in most columns."""
    rows = [row for row in sheet.rows if row.kind is not RowKind.SECTION and not row.unplaced]
    if len(sheet.adding) < _FEWEST or len(rows) > _MOST_ROWS or sheet.grid.is_listing:
        return []
    lines = [line_of(sheet.value(row, column) for column in sheet.adding[:SAMPLE]) for row in rows]
    found = []
    for stated, terms, signs in near_terms(len(lines)):
        if max(signs) > 0 > min(signs) and is_learned(lines, stated, terms, signs, fewest=_FEWEST):
            found.append((rows[stated], tuple(rows[term] for term in terms), signs))
    return found


_MOST_ROWS = 400


def _linear(values: Sequence[Sequence[Value]], columns: Sequence[GridColumn]) -> list[Formula]:
    """The sums and differences between columns; of those over the same columns the best named one."""
    amounts = [n for n, column in enumerate(columns) if column.unit != "%" and may_add(column.header)]
    lines = [line_of(line) for line in values]
    found: dict[frozenset[int], Formula] = {}
    for stated, terms, signs in candidates(amounts, columns):
        key = frozenset([stated, *terms])
        if key in found:
            continue
        is_total = columns[stated].is_total
        least_bits = BITS_OF_TOTAL if is_total and min(signs) > 0 else BITS
        if is_learned(lines, stated, terms, signs, fewest=2 if is_total else 3, least_bits=least_bits):
            found[key] = _best_stated(stated, terms, signs, columns)
    whole: list[Formula] = []
    for formula in sorted(found.values(), key=lambda each: -len(each.terms)):
        if not any(
            formula.stated == other.stated and set(formula.terms) < set(other.terms) and min(other.signs) > 0
            for other in whole
        ):
            whole.append(formula)
    return whole


def _best_stated(
    stated: int, terms: tuple[int, ...], signs: tuple[int, ...], columns: Sequence[GridColumn]
) -> Formula:
    """The formula, solved for the column that its name says is the result of the others."""

    def rank(number: int) -> tuple[int, int]:
        header = columns[number].parts[-1] if columns[number].parts else ""
        is_whole = columns[number].is_total or bool(_WHOLE.search(header))
        return (2 if is_whole else 1 if _RESULT.search(header) else 0, number == stated)

    result = max((stated, *terms), key=rank)
    is_named = rank(result)[0] > 0
    if result == stated:
        return Formula(Shape.LINEAR, stated, terms, signs, is_named=is_named)
    turn = signs[terms.index(result)]
    others = [(term, -turn * sign) for term, sign in zip(terms, signs, strict=True) if term != result]
    solved = sorted([(stated, turn), *others], key=lambda each: (-each[1], each[0]))
    return Formula(
        Shape.LINEAR,
        result,
        tuple(term for term, _ in solved),
        tuple(sign for _, sign in solved),
        is_named=is_named,
    )


def _bits(got: Bounds, wanted: Bounds) -> int:
    window = (got.high - got.low) + (wanted.high - wanted.low)
    return int(abs(wanted.middle) // max(window, ONE // 2)).bit_length()


def _ratios(values: Sequence[Sequence[Value]], columns: Sequence[GridColumn]) -> list[Formula]:
    """The rates: quotients of two columns, and growth from one to the other."""
    amounts = [n for n, column in enumerate(columns) if column.unit != "%"]
    found: list[Formula] = []
    for stated, column in enumerate(columns):
        header = column.parts[-1] if column.parts else ""
        is_percent = column.unit == "%"
        if not is_percent and header and not _NAMED_RATE.search(header):
            continue
        others = [n for n in amounts if n != stated]
        if len(others) > MOST_PAIRED:
            others = [n for n in others if abs(n - stated) <= NEAR + 2]
        named = bool(header) and bool(_NAMED_RATE.search(header)) and is_percent
        rates = [
            as_percent(value).allowed if isinstance(value, Mention) else None for value in values[stated]
        ]
        best: tuple[int, Formula] | None = None
        for part, whole in ((a, b) for a in others for b in others if a != b):
            for shape in (Shape.QUOTIENT, Shape.GROWTH):
                holds = _ratio_holds(rates, values[part], values[whole], shape, named=named)
                if holds and (best is None or holds > best[0]):
                    best = (
                        holds,
                        Formula(shape, stated, (part, whole), reads_percent=not is_percent, is_named=named),
                    )
        if best:
            found.append(best[1])
    return found


def ratio_bounds(part: Mention, whole: Mention, shape: Shape) -> Bounds | None:
    """A quotient or growth in percent; none where the base may be zero."""
    quotient = part.denoted.over(whole.denoted)
    if quotient is None:
        return None
    if shape is Shape.GROWTH:
        quotient = Bounds(quotient.low - ONE, quotient.high - ONE)
    return Bounds(quotient.low * 100, quotient.high * 100)


def _ratio_holds(
    rates: Sequence[Bounds | None],
    parts: Sequence[Value],
    wholes: Sequence[Value],
    shape: Shape,
    *,
    named: bool,
) -> int:
    """In how many telling rows of the sample the rate follows; 0 where it does not in too many.

    `rates` are what the rates of the rows allow, in percent.
    """
    holds = fails = bits = 0
    for wanted, dividend, divisor in zip(rates, parts, wholes, strict=True):
        if wanted is None or not (isinstance(dividend, Mention) and isinstance(divisor, Mention)):
            continue
        if divisor.is_zero or dividend.unit != divisor.unit:
            continue
        got = ratio_bounds(dividend, divisor, shape)
        if got is None:
            continue
        if not got.meets(wanted):
            fails += 1
            if fails * 4 > holds + 5:
                return 0
        elif abs(wanted.middle) not in (0, 100 * ONE):
            holds += 1
            window = (got.high - got.low) + (wanted.high - wanted.low)
            bits += (min(abs(wanted.middle), 50 * ONE) // max(window, 1)).bit_length()
    fewest = _FEWEST_NAMED if named else 3
    if holds < fewest or fails > max(1, holds // 8) or bits < (BITS // 3 if named else BITS):
        return 0
    return holds


def _products(values: Sequence[Sequence[Value]], columns: Sequence[GridColumn]) -> list[Formula]:
    """The products of two columns: 单价×数量＝金额."""
    amounts = [n for n, column in enumerate(columns) if column.unit != "%"]
    if not 3 <= len(amounts) <= MOST_PAIRED:
        return []
    return [
        Formula(Shape.PRODUCT, stated, pair)
        for stated in amounts
        for pair in combinations([n for n in amounts if n != stated], 2)
        if _product_holds(values, stated, pair)
    ]


def _product_holds(values: Sequence[Sequence[Value]], stated: int, pair: tuple[int, int]) -> bool:
    holds = fails = bits = 0
    for value, one, other in zip(values[stated], values[pair[0]], values[pair[1]], strict=True):
        if not (isinstance(value, Mention) and isinstance(one, Mention) and isinstance(other, Mention)):
            continue
        if value.is_zero and (one.is_zero or other.is_zero):
            continue
        got = one.denoted.times(other.denoted)
        wanted = value.denoted if value.is_exact else value.allowed
        if not got.meets(wanted):
            fails += 1
            if fails * 4 > holds + 5:
                return False
        elif ONE not in (one.denoted.middle, other.denoted.middle):
            holds += 1
            bits += _bits(got, wanted)
    return holds >= _FEWEST and fails <= max(1, holds // 8) and bits >= BITS


def is_known(value: Value) -> bool:
    """Whether the cell was read: a figure, or nothing there."""
    return value is not UNKNOWN

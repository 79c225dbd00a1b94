"""Twin columns (同一口径的两列): columns of two tables of a document that print the same facts.

They show it themselves: most rows of the same name hold the same figure. Where all but one do, and the totals
too, the one is not another fact but a slip in one of the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import GridColumn, GridRow, RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.tables.values import Sheet

_FEWEST = 6
"""How many rows of different figures must agree for two columns to be twins."""

_MANY = 10
"""How many must agree for the one that differs to be a slip."""

_MOST_ALIKE = 8
"""A row that so many tables print the same way tells nothing of any two of them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the same name in twin columns (两表同一项); `agreeing` says how many rows agree.

    `is_sure`: the totals of both agree, so that their scope is the same, and the row has a code, so that its
    name means the same in both.
    """

    first: Mention
    second: Mention
    rows: tuple[GridRow, GridRow]
    columns: tuple[GridColumn, GridColumn]
    sheets: tuple[Sheet, Sheet]
    agreeing: int
    is_sure: bool


def pairs_of(sheets: Sequence[Sheet]) -> Iterator[Pair]:
    """The figures that twin columns print twice; those that differ only where one row alone does."""
    names = [_names(sheet) for sheet in sheets]
    where: dict[tuple[str, int, int, str], list[tuple[int, int]]] = defaultdict(list)
    for number, sheet in enumerate(sheets):
        for name, row in names[number].items():
            for column in sheet.adding:
                figure = sheet.value(row, column)
                if isinstance(figure, Mention) and not figure.is_zero:
                    key = (name, figure.mantissa, figure.place, figure.unit)
                    where[key].append((number, column.index))
    alike: dict[tuple[tuple[int, int], tuple[int, int]], set[int]] = defaultdict(set)
    for (_, mantissa, _, _), places in where.items():
        if len(places) > _MOST_ALIKE:
            continue
        for n, one in enumerate(places):
            for other in places[n + 1 :]:
                if one[0] != other[0]:
                    alike[one, other].add(mantissa)
    for (one, other), figures in alike.items():
        if len(figures) >= _FEWEST:
            yield from _pairs(sheets, names, one, other)


def _pairs(
    sheets: Sequence[Sheet], names: Sequence[dict[str, GridRow]], one: tuple[int, int], other: tuple[int, int]
) -> Iterator[Pair]:
    left, right = sheets[one[0]], sheets[other[0]]
    columns = left.grid.columns[one[1]], right.grid.columns[other[1]]
    agreeing: list[tuple[Mention, Mention, tuple[GridRow, GridRow]]] = []
    differing: list[tuple[Mention, Mention, tuple[GridRow, GridRow]]] = []
    closed = False
    for name, row in names[one[0]].items():
        twin = names[other[0]].get(name)
        if twin is None:
            continue
        first, second = left.value(row, columns[0]), right.value(twin, columns[1])
        if not (isinstance(first, Mention) and isinstance(second, Mention)) or first.unit != second.unit:
            continue
        pair = first, second, (row, twin)
        if first.allowed.meets(second.denoted):
            agreeing.append(pair)
            closed = closed or (row.kind is RowKind.TOTAL and twin.kind is RowKind.TOTAL)
        else:
            differing.append(pair)
    for first, second, rows in (*agreeing, *(differing if len(differing) == 1 else ())):
        is_sure = (
            closed
            and not (left.is_torn or right.is_torn or first.is_zero or second.is_zero)
            and len(agreeing) >= _MANY
            and bool(rows[0].code)
            and bool(rows[1].code)
        )
        yield Pair(first, second, rows, columns, (left, right), len(agreeing), is_sure)


def _names(sheet: Sheet) -> dict[str, GridRow]:
    """The rows by what they are called; those whose name stands twice are left out."""
    found: dict[str, GridRow | None] = {}
    for row in sheet.rows:
        label = squeezed(row.label)
        ordinal = ordinal_of(row.label.strip())
        name = row.code + squeezed(row.label.strip()[len(ordinal.text) :] if ordinal else label)
        if row.kind is RowKind.TOTAL:
            name = "总计"
        found[name] = None if name in found else row
    return {name: row for name, row in found.items() if row is not None and name}

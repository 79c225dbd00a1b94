"""What the rows of a table are (行的角色): totals, sections, codes, and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jixiao.facts.flow.cells import Content, squeezed, width
from jixiao.facts.flow.grid import ColumnKind, GridCell, GridColumn, GridRow, RowKind
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.flow.tables.matrix import Matrix, Placed
from jixiao.facts.flow.tables.words import among_of, heads_labels, is_among, is_subtotal, is_total

_MARKS = "#＃"
_STOCK = re.compile(r"[年期][末终]|滚存|累计")  # what is left in the end is no part of what came in
_COMPLEMENTS = {"城镇": ("乡村", "农村"), "城市": ("农村", "乡村"), "男": ("女",), "男性": ("女性",)}


def rows_of(
    matrix: Matrix, columns: Sequence[GridColumn], left: int, *, is_half: bool, is_listing: bool
) -> list[GridRow]:
    """The rows of the columns, which begin at `left`; of half a table only those that have cells there.

    Of a listing the rows have no levels but those of their codes.
    """
    right = left + len(columns)
    label = _label_column(matrix, columns, left)
    units = _unit_column(columns)
    rows: list[GridRow] = []
    indents: list[tuple[int, int]] = []
    for number, row in enumerate(matrix.rows):
        mine = [each for each in row if left <= each.column < right]
        first = next((each.column for each in row if each.column >= 0), 0)
        loose = [each for each in row if each.column < 0] if left <= first < right else []
        if is_half and not mine and not loose:
            continue
        cells = [
            GridCell(each.start, each.end, len(rows), each.column - left, each.rows, each.columns)
            for each in mine
        ]
        by_column: list[GridCell | None] = [None] * len(columns)
        for cell in cells:
            by_column[cell.column] = cell
        texts = {each.column - left: each.text for each in mine}
        words = _label(mine, label + left, columns, left)
        rows.append(
            GridRow(
                index=len(rows),
                kind=_kind(matrix, number, mine, words),
                cells=tuple(by_column),
                label=words,
                code=_code(texts, columns),
                unit=squeezed(texts.get(units, "")) if units is not None else "",
                is_among=is_among(words),
                unplaced=tuple(GridCell(each.start, each.end, len(rows), -1) for each in loose),
            )
        )
        named = next((each for each in mine if each.column == label + left), None)
        indents.append((named.indent, _indent(named)) if named else (0, 0))
    if is_listing and not any(row.code for row in rows):
        return rows
    return _with_parents(_with_levels(rows, indents))


def _indent(cell: Placed) -> int:
    """Where the name begins: those that 其中： lists stand below the first of them, not below 其中."""
    among = among_of(cell.text)
    return cell.indent + width(among) if among else cell.indent


def _label_column(matrix: Matrix, columns: Sequence[GridColumn], left: int) -> int:
    """The column that names the rows: of those of words before the numbers the one with most names."""
    first = next((column.index for column in columns if column.kind is ColumnKind.VALUE), len(columns))
    words = [column for column in columns[:first] if column.kind is ColumnKind.LABEL]
    if not words:
        return next((column.index for column in columns if column.kind is ColumnKind.LABEL), 0)
    names = {
        column.index: len({each.text for each in matrix.column(column.index + left)}) for column in words
    }
    return max(
        words,
        key=lambda each: (names[each.index], bool(each.parts) and heads_labels(each.parts[-1]), each.index),
    ).index


def _unit_column(columns: Sequence[GridColumn]) -> int | None:
    """The column that names the unit of each row: 计量单位."""
    if not any(column.kind is ColumnKind.VALUE for column in columns):
        return None
    return next(
        (
            column.index
            for column in columns
            if column.kind is ColumnKind.LABEL and column.parts and column.parts[-1] in ("单位", "计量单位")
        ),
        None,
    )


def _label(row: Sequence[Placed], label: int, columns: Sequence[GridColumn], left: int) -> str:
    """The words that name the row: in its column of labels, or those of a cell that reaches over it."""
    for each in row:
        if each.column <= label < each.column + each.columns and each.content is Content.WORDS:
            return each.text.strip()
    for each in row:
        kind = columns[each.column - left].kind
        if each.content is Content.WORDS and (kind is not ColumnKind.VALUE or each.columns > 1):
            return each.text.strip()
    return next((each.text.strip() for each in row if each.content is Content.WORDS), "")


def _kind(matrix: Matrix, number: int, row: Sequence[Placed], label: str) -> RowKind:
    if number < matrix.top:
        return RowKind.CAPTION
    if matrix.is_header(number):
        return RowKind.HEADER
    if is_subtotal(label):
        return RowKind.SUBTOTAL
    if is_total(label):
        return RowKind.TOTAL
    has_value = any(each.content.is_value for each in matrix.rows[number])
    return RowKind.DATA if has_value or len(row) > 1 else RowKind.SECTION


def _code(texts: dict[int, str], columns: Sequence[GridColumn]) -> str:
    """The code of the row, its parts put together: 类, 款 and 项 may be columns of their own."""
    parts = [texts.get(column.index, "").strip() for column in columns if column.kind is ColumnKind.CODE]
    parts = [part for part in parts if part.isdecimal()]
    return "".join(part if n == 0 else part.zfill(2) for n, part in enumerate(parts))


def _with_levels(rows: Sequence[GridRow], indents: Sequence[tuple[int, int]]) -> list[GridRow]:
    """The rows with how deep they stand: by code, else by indent, else by ordinal and mark.

    `indents` are those of the labels and of the names in them.
    """
    body = [n for n, row in enumerate(rows) if row.kind in (RowKind.DATA, RowKind.SECTION)]
    coded = [n for n in body if rows[n].code]
    levels: dict[int, int] = {}
    if coded and 2 * len(coded) >= len(body):
        depths = sorted({len(rows[n].code) for n in coded})
        levels = {n: depths.index(len(rows[n].code)) for n in coded}
    elif len({(indents[n][0] + 1) // 2 for n in body}) > 1:
        names = _aligned(rows, body, indents)
        steps = sorted({(name + 1) // 2 for name in names.values()})
        levels = {n: steps.index((name + 1) // 2) for n, name in names.items()}
        levels = {n: level for n, level in levels.items() if not level or not _STOCK.search(rows[n].label)}
    else:
        levels = _by_words(rows, body)
    return [replace(row, level=levels[n]) if n in levels else row for n, row in enumerate(rows)]


def _aligned(
    rows: Sequence[GridRow], body: Sequence[int], indents: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Where the names begin; the first that 其中 lists stands where the next ones do."""
    names = {n: indents[n][1] for n in body}
    for n, following in pairwise(body):
        begins = indents[following][0]
        if rows[n].is_among and not rows[following].is_among and begins > indents[n][0]:
            names[n] = begins
    return names


def _by_words(rows: Sequence[GridRow], body: Sequence[int]) -> dict[int, int]:
    """Levels by the marks # and ##, or by the forms of ordinals.

    Rows without an ordinal stand below the one before them that has one, where another with one follows;
    behind a total, behind the last ordinal and behind a mark nothing tells where they stand.
    """
    forms = {n: ordinal.level for n in body if (ordinal := ordinal_of(rows[n].label))}
    marks = {n: len(rows[n].label) - len(rows[n].label.lstrip(_MARKS)) for n in body}
    found: dict[int, int] = {}
    if any(marks.values()):
        for n in body:
            below = marks.get(n + 1, 0)
            if marks[n] or n in forms or below:
                found[n] = marks[n] or max(below - 1, 0)
    elif len(forms) > 1:
        depths = sorted(set(forms.values()))
        end = max(forms)
        last = None
        for n, row in enumerate(rows[: end + 1]):
            if n in forms:
                last = found[n] = depths.index(forms[n])
            elif row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
                last = None
            elif _STOCK.search(row.label):
                continue
            elif last is not None and row.kind in (RowKind.DATA, RowKind.SECTION):
                found[n] = last + 1
    return found


def _with_parents(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows with those they are part of: by code the row whose code theirs begins with, else by level."""
    coded: dict[str, int] = {}
    above: list[tuple[int, int]] = []  # level and index of the rows that may be parents
    found: list[GridRow] = []
    for row in rows:
        if row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
            above.clear()
        if row.level is None:
            whole = _whole(row, found)
            found.append(row if whole is None else replace(row, parent=whole))
            continue
        if row.code:
            shorter = (row.code[:length] for length in range(len(row.code) - 1, 0, -1))
            parent = next((coded[code] for code in shorter if code in coded), None)
            coded.setdefault(row.code, row.index)
        else:
            if row.is_among and found and found[-1].kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
                above.append((row.level - 1, found[-1].index))
            while above and above[-1][0] >= row.level:
                above.pop()
            parent = above[-1][1] if above else None
            above.append((row.level, row.index))
        found.append(row if parent is None else replace(row, parent=parent))
    return found


def _whole(row: GridRow, before: Sequence[GridRow]) -> int | None:
    """The row that one without a level is part of: 其中 says so, or it is what such a part leaves.

    乡村 behind 其中：城镇 is part of the same whole, and what 其中 lists behind it is as well.
    """
    if not before:
        return None
    last = before[-1]
    if last.is_among and last.parent is not None:
        part = last.label[len(among_of(last.label)) :].strip()
        if row.label in _COMPLEMENTS.get(part, ()):
            return last.parent
    if not row.is_among:
        return None
    if last.is_among or (last.level is None and last.parent is not None):
        return last.parent
    return last.index if last.kind in (RowKind.DATA, RowKind.TOTAL, RowKind.SUBTOTAL) else None

"""What the cells of a filled-in form are called (格的名称): by the labels beside and above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from jixiao.narrative.forms.filling import FilledForm, FormCell

_MOST_BESIDE = 3


def named_cells(form: FilledForm) -> Iterator[tuple[FormCell, str]]:
    """The cells that hold a value, in the order of the form, each with what it is called.

    A cell is called by the labels right before it, else by the first ones of its row; in a row that has none,
    such as that of an indicator, by what stands first there; then by the label of its column.
    """
    above: list[FormCell] = []
    for row in form.rows:
        beside = [each for each in above if each.row + each.rows > row.cells[0].row] if row.cells else []
        for cell in row.cells:
            if not cell.is_label and cell.content.text.strip():
                yield cell, " · ".join([*_beside(cell, [*beside, *row.cells]), *_above(cell, above)])
        above += row.cells


def _beside(cell: FormCell, row: Sequence[FormCell]) -> list[str]:
    left = sorted(
        (each for each in row if each.column < cell.column and _says(each)), key=lambda each: each.column
    )
    runs = [
        [each.content.text for each in run]
        for is_label, run in groupby(left, key=lambda each: each.is_label)
        if is_label
    ]
    if left and left[-1].is_label:
        return runs[-1]
    return runs[0] if runs else [each.content.text for each in left[:_MOST_BESIDE]]


def _says(cell: FormCell) -> bool:
    """Whether a cell says something: a label in words, a value at all."""
    text = cell.content.text
    return any(map(str.isalpha, text)) if cell.is_label else bool(text.strip())


def _above(cell: FormCell, rows: Sequence[FormCell]) -> list[str]:
    """The label of the cell's column, if only values lie between."""
    for each in reversed(rows):
        if each.column + each.columns <= cell.column or each.column >= cell.column + cell.columns:
            continue
        if each.is_label:
            return [each.content.text] if each.column == cell.column else []
        if (each.column, each.columns) != (cell.column, cell.columns):
            return []
    return []

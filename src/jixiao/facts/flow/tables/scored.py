"""Score forms with a cell on each line (评分表): what each indicator may score and what it was given.

Each row ends with 分值 and 得分; what stands before differs from row to row, for cells that reach over
several rows are printed once. So the cells are placed from the right: the two numbers, then what stands
left of them. Remarks behind 得分 go to the front of the next row, where they do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable

_INDICATORS = frozenset(["一级指标", "二级指标", "三级指标"])
_FULL = re.compile(r"(?:标准)?(?:分值|权重|满分)(?:[（(].*[）)])?")
_GIVEN = re.compile(r"(?:自评|评价)?得分(?:[（(].*[）)])?")
_REMARKS = re.compile(r".*(?:原因|措施|说明|备注).*")
_TOTAL = re.compile(r"总分|合计|总计|总得分|自评总分")
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,2})?分?")
_LEAST = 3  # cells of a row: a label and both its scores
_LONGEST_HEADER = 12
_FEWEST_ROWS = 4
_MOST_BEFORE = 7
"""Cells of a row left of its scores."""


def begins_scores(texts: Sequence[str]) -> bool:
    """Whether these lines, of which the first matters, begin with the header of such a form."""
    if squeezed(texts[0]) not in _INDICATORS:
        return False
    return _end_of_header([squeezed(text) for text in texts[:_LONGEST_HEADER]]) > 0


def score_table(cells: Sequence[RawCell]) -> RawTable | None:
    """The form that the cells make up; none where a row does not end with both its numbers."""
    texts = [squeezed(cell.text) for cell in cells]
    if not texts or texts[0] not in _INDICATORS:
        return None
    end = _end_of_header(texts[:_LONGEST_HEADER])
    rows = _rows(cells[end:]) if end else None
    if rows is None or len(rows) < _FEWEST_ROWS:
        return None
    header = [cell for cell, text in zip(cells[:end], texts, strict=False) if not _REMARKS.fullmatch(text)]
    width = max(len(row) for row in [header, *rows])
    table = RawTable([RawRow(_placed(header, width), is_header=True)], width)
    table.rows += [RawRow(_placed(row, width)) for row in rows]
    return table


def _end_of_header(texts: Sequence[str]) -> int:
    """How many lines the header has; 0 where it does not end with 分值 and 得分."""
    for n in range(2, len(texts)):
        if _FULL.fullmatch(texts[n - 1]) and _GIVEN.fullmatch(texts[n]):
            return n + 1 + sum(1 for _ in takewhile(_REMARKS.fullmatch, texts[n + 1 :]))
    return 0


def _rows(cells: Sequence[RawCell]) -> list[list[RawCell]] | None:
    """The cells row by row, each with 分值 and 得分 at its end; what follows the total is left out."""
    rows: list[list[RawCell]] = []
    row: list[RawCell] = []
    for n, cell in enumerate(cells):
        row.append(cell)
        following = cells[n + 1] if n + 1 < len(cells) else None
        if not cell.is_value or (following is not None and following.is_value):
            continue
        if len(row) < _LEAST or not all(_SCORE.fullmatch(each.text.strip()) for each in row[-2:]):
            return None
        rows.append(row[-_MOST_BEFORE:])
        if any(_TOTAL.fullmatch(squeezed(each.text)) for each in row[:-2]):
            return rows if following is None else None
        row = []
    return None


def _placed(row: Sequence[RawCell], width: int) -> list[RawCell]:
    """The cells of a row in their columns, counted from the right; a lone label stands at the left."""
    if len(row) == _LEAST:
        return [row[0].at(0), row[1].at(width - 2), row[2].at(width - 1)]
    return [cell.at(width - len(row) + n) for n, cell in enumerate(row)]

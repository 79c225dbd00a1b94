"""Score forms (评分表): what each indicator may score and what it was given, cell after cell.

Each row ends with 分值 and 得分, or has the standard of scoring between the two; what stands before differs
from row to row, for cells that reach over several rows are printed once. So the cells are placed from the
right: the two numbers, then what stands left of them. Remarks behind 得分 go to the front of the next row,
where they do no harm. That the form was read right shows in its total: one of its two columns adds up to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable

INDICATORS = frozenset(["一级指标", "二级指标", "三级指标", "指标名称"])
TOTAL = re.compile(r"总分|合计|总计|总得分|自评总分")
LONGEST_HEADER = 14
_FULL = re.compile(r"(?:标准|指标)?(?:分值|权重|满分)(?:[（(].*[）)])?")
_GIVEN = re.compile(r"(?:自评|评价|实际|评估)?得分(?:[（(].*[）)])?")
_REMARKS = re.compile(r".*(?:原因|措施|说明|备注|依据|来源).*")
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,2})?分?")
_EXECUTION = Decimal(10)
"""What the rate of execution scores, which many forms print above the indicators: 财预〔2020〕10号, 附件."""
_LEAST = 3  # cells of a row: a label and both its scores
_FEWEST_ROWS = 4
_MOST_BEFORE = 7
"""Cells of a row left of its scores."""


@dataclass(frozen=True, slots=True)
class Header:
    """How many cells the header has, and whether 得分 stands right behind 分值."""

    end: int
    is_paired: bool


def header_of(texts: Sequence[str]) -> Header | None:
    """The header that these cells begin with; none where they head no score form."""
    if not texts or texts[0] not in INDICATORS:
        return None
    texts = texts[:LONGEST_HEADER]
    full = next((n for n, text in enumerate(texts) if _FULL.fullmatch(text)), None)
    given = next((n for n, text in enumerate(texts) if _GIVEN.fullmatch(text)), None)
    if full is None or given is None or given < full:
        return None
    end = given + 1 + sum(1 for _ in takewhile(_REMARKS.fullmatch, texts[given + 1 :]))
    return Header(end, given == full + 1)


def score_table(cells: Sequence[RawCell]) -> RawTable | None:
    """The form that the cells make up; none where neither 分值 nor 得分 adds up to the total at its end."""
    texts = [squeezed(cell.text) for cell in cells[:LONGEST_HEADER]]
    header = header_of(texts)
    rows = _rows(cells[header.end :], is_paired=header.is_paired) if header else None
    if header is None or rows is None or len(rows) <= _FEWEST_ROWS or not _adds_up(rows):
        return None
    named = [
        cell for cell, text in zip(cells[: header.end], texts, strict=False) if not _REMARKS.fullmatch(text)
    ]
    named = [cell for cell in named if _is_kept(cell)]
    width = max(len(row) for row in [named, *rows])
    table = RawTable([RawRow(_placed(named, width), is_header=True)], width)
    table.rows += [RawRow(_placed(row, width)) for row in rows]
    return table


def _is_kept(cell: RawCell) -> bool:
    """Whether the header cell heads what rows keep: what stands between 分值 and 得分 is left out."""
    text = squeezed(cell.text)
    return not re.fullmatch(r"(?:评分|评价|计分|打分)(?:标准|细则|办法|规则)", text)


def _rows(cells: Sequence[RawCell], *, is_paired: bool) -> list[list[RawCell]] | None:
    """The cells row by row, 分值 and 得分 last, down to the total; none where there is no total."""
    rows: list[list[RawCell]] = []
    words: list[RawCell] = []
    numbers: list[RawCell] = []
    full: RawCell | None = None
    for n, cell in enumerate(cells):
        if not cell.is_value:
            words.append(cell)
            continue
        numbers.append(cell)
        if n + 1 < len(cells) and cells[n + 1].is_value:
            continue
        scores = [each for each in numbers[-2:] if _SCORE.fullmatch(each.text.strip())]
        is_total = bool(words) and TOTAL.fullmatch(squeezed(words[-1].text)) is not None
        if len(scores) == 2 and (is_paired or is_total):
            rows.append([*words, *numbers[:-2], *scores][-_MOST_BEFORE:])
        elif not is_paired and scores and full is None:
            full = scores[-1]
            words += numbers[:-1]
            numbers = []
            continue
        elif not is_paired and scores and full is not None:
            rows.append([*words, full, scores[-1]][-_MOST_BEFORE:])
        else:
            words += numbers
            numbers = []
            continue
        if is_total:
            return rows if full is None else None
        words, numbers, full = [], [], None
    return None


def _adds_up(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Whether what the rows may score, or what they were given, adds up to the last of them, the total."""
    *scored, total = [[Decimal(cell.text.strip().removesuffix("分")) for cell in row[-2:]] for row in rows]
    full, given = (sum(column) for column in zip(*scored, strict=True))
    return total[0] in (full, full + _EXECUTION) or total[1] == given


def _placed(row: Sequence[RawCell], width: int) -> list[RawCell]:
    """The cells of a row in their columns, counted from the right; a lone label stands at the left."""
    if len(row) == _LEAST:
        return [row[0].at(0), row[1].at(width - 2), row[2].at(width - 1)]
    return [cell.at(width - len(row) + n) for n, cell in enumerate(row)]

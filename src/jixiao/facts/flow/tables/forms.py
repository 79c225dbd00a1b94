"""Forms that are several tables in one frame (套表), such as 绩效自评表: fields, money, goals, indicators.

Each part has a header of its own within the table. Read as one table its columns would mix amounts with
scores, so it is parted before each of these headers, and behind the last numbers of each part.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from jixiao.facts.flow.cells import Content, squeezed
from jixiao.facts.flow.raw import RawRow, RawTable

_FEWEST_CELLS = 4  # of a header within a form
_NUMBERS = re.compile(
    r"(?:年初|全年|调整后?)?(?:预算|执行|决算)数.*|(?:分|权重?)值?.{0,4}|(?:自评)?得分|.*执行率.*|.*(?:指标|完成)值"
    r"|(?:年初|全年|调整后)预算|(?:年中)?追[加减]|实际支出|预期值|完成率"
)
_MEASURED = re.compile(r"\d[\d,，.]*[余多]?[万亿]?[一-龥㎡]{1,6}")  # 58万平方米 · 1,000余人次
_INDICATORS = frozenset(["一级指标", "二级指标", "三级指标"])


def parts_of(table: RawTable) -> list[RawTable]:
    """The parts of the form that the table is, in order; the table itself where it is no form."""
    starts = [n for n, row in enumerate(table.rows) if _is_header(row)]
    is_form = any(_INDICATORS & set(_texts(table.rows[n])) for n in starts)
    if not is_form or (len(starts) == 1 and starts[0] < 2):
        return [table]
    cuts = {0}
    for start, stop in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        last = max((n for n in range(start, stop) if _has_number(table.rows[n])), default=stop - 1)
        cuts |= {start, last + 1}
    edges = [*sorted(cut for cut in cuts if cut < len(table.rows)), len(table.rows)]
    parts = [
        RawTable(_headed(table.rows[start:stop], headers=start in starts), table.width)
        for start, stop in itertools.pairwise(edges)
        if stop > start
    ]
    parts[0].above = table.above
    parts[-1].notes = table.notes
    return parts


def _headed(rows: Sequence[RawRow], *, headers: int) -> list[RawRow]:
    """The rows, of which so many at the top are the header."""
    return [replace(row, is_header=n < headers) for n, row in enumerate(rows)]


def _is_header(row: RawRow) -> bool:
    """Whether the row heads a part: nothing but words, of which two head numbers that forms have."""
    texts = _texts(row)
    if len(texts) < _FEWEST_CELLS or any(cell.content is not Content.WORDS for cell in row.cells):
        return False
    return sum(bool(_NUMBERS.fullmatch(text)) for text in texts) > 1


def _texts(row: RawRow) -> list[str]:
    return [squeezed(cell.text) for cell in row.cells]


def _has_number(row: RawRow) -> bool:
    """Whether a row belongs to a part's numbers: one stands in it, alone or with its measure behind it."""
    return any(
        cell.content is Content.NUMBER or _MEASURED.fullmatch(squeezed(cell.text)) for cell in row.cells
    )

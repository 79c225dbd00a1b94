"""Rules on totals of tables (表中合计): a row and the rows that it adds up, and what proves that it does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao.checks.cause import have_one_cause
from jixiao.checks.claim import Claim, DocumentRule, Said, document_rule
from jixiao.checks.complete import RARITY_ANNOUNCED
from jixiao.checks.equation import Total, bracketed
from jixiao.checks.judge import verdict_on
from jixiao.checks.slips import is_slip
from jixiao.facts.facts import Facts
from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.grid import GridColumn
from jixiao.facts.flow.mention import Mention
from jixiao.facts.tables.frame import Frame, Origin
from jixiao.facts.tables.misread import are_padded, doubtful, is_displaced, might_be_misread
from jixiao.facts.tables.sums import frames_of
from jixiao.facts.tables.values import Sheet, figures_of, name_of
from jixiao.findings import Severity, Verdict

_ACCOUNTS = "《会计基础工作规范》：会计报表之间、会计报表各项目之间，凡有对应关系的数字，应当相互一致"
_SPELT_OUT = 6
_ALONG = 3
"""How many other sums of a column must hold for the one that fails to be the odd one."""


@dataclass(slots=True)
class _Tried:
    """A frame over the columns: in which it holds, and where it does not."""

    frame: Frame
    held: list[tuple[GridColumn, Total, bool]] = field(default_factory=list)
    failed: list[tuple[GridColumn, Total]] = field(default_factory=list)

    @property
    def hits(self) -> int:
        """In how many columns it holds although two parts or more are no zeros."""
        return sum(telling for _, _, telling in self.held)


@document_rule(
    "TAB001",
    "table-total",
    "表中合计与各行之和不符",
    Severity.ERROR,
    message="{cell}为{stated}，按{arithmetic}应为{expected}（差{difference}）{proof}。",
    hint="请核对合计是否为旧数，或某一行改动后合计没有重算。",
    reference=_ACCOUNTS,
)
def table_total(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A total or a whole in a table is not the sum of the rows that it adds up."""
    for sheet in facts.sheets:
        if sheet.adding:
            yield from _totals(this, sheet)


def _totals(this: DocumentRule, sheet: Sheet) -> Iterator[Said]:
    by_whole: dict[int, list[_Tried]] = defaultdict(list)
    for frame in frames_of(sheet):
        tried = _tried(sheet, frame)
        if tried.held or tried.failed:
            by_whole[frame.whole.index].append(tried)
    settled: list[_Tried] = []
    for tries in by_whole.values():
        clean = [tried for tried in tries if tried.held and not tried.failed]
        if any(tried.hits for tried in clean):
            settled += [tried for tried in clean if tried.hits]
        else:
            settled.append(max(tries, key=lambda each: (each.hits, -len(each.failed), len(each.held))))
    along: Counter[int] = Counter()
    against: Counter[int] = Counter()
    for tried in settled:
        along.update(column.index for column, _, _ in tried.held)
        against.update(column.index for column, _ in tried.failed)
    alike = _of_one_cause(settled)
    for tried in settled:
        for column, equation, _ in tried.held:
            is_guess = tried.hits < 2 and (tried.frame.is_among or tried.frame.origin is Origin.RUN)
            yield _claim(this, sheet, tried, column, equation, None if is_guess else Severity.ERROR)
        for column, equation in tried.failed:
            counted = along[column.index], against[column.index]
            if column.index in alike and along[column.index] >= _ALONG - 1:
                counted = along[column.index], 1
            if _is_proven(sheet, tried, column, equation, *counted):
                yield _claim(this, sheet, tried, column, equation, Severity.ERROR)
            else:
                at = equation.stated
                yield this.unchecked("表的层次看不清，不知合计包括哪些行", (at.start, at.end))


def _of_one_cause(settled: Sequence[_Tried]) -> set[int]:
    """The columns in which several sums fail, and one figure that stands in all of them explains it."""
    failed: dict[int, list[Total]] = defaultdict(list)
    for tried in settled:
        for column, equation in tried.failed:
            failed[column.index].append(equation)
    return {column for column, wrong in failed.items() if 1 < len(wrong) < _ALONG and have_one_cause(wrong)}


def _claim(
    this: DocumentRule,
    sheet: Sheet,
    tried: _Tried,
    column: GridColumn,
    equation: Total,
    accuses: Severity | None,
) -> Claim:
    return this.claim(
        equation,
        accuses=accuses,
        is_firm=tried.frame.origin is Origin.TOTAL,
        cell=name_of(sheet.grid, tried.frame.whole, column),
        proof=_proof(tried),
        arithmetic=_arithmetic(equation),
    )


def _tried(sheet: Sheet, frame: Frame) -> _Tried:
    tried = _Tried(frame)
    for column in sheet.adding:
        stated = sheet.value(frame.whole, column)
        if not isinstance(stated, Mention):
            continue
        parts = figures_of([sheet.value(part, column) for part in frame.parts])
        if not parts or any(part.unit != stated.unit for part in parts):
            continue
        filled = sum(not part.is_zero for part in parts)
        if stated.is_zero and not filled:
            continue
        equation = Total(stated, tuple(parts))
        if verdict_on(equation) is Verdict.WRONG:
            tried.failed.append((column, equation))
        else:
            telling = filled > 1 or (frame.origin is Origin.LEVEL and filled == 1)
            tried.held.append((column, equation, telling))
    return tried


def _is_proven(
    sheet: Sheet, tried: _Tried, column: GridColumn, equation: Total, along: int, against: int
) -> bool:
    """Whether the frame is so sure that its failing in one column accuses the figures there.

    `along` and `against` count the sums of the column that hold and that fail, this one among them.
    """
    frame, hits, fails = tried.frame, tried.hits, len(tried.failed)
    filled = sum(not part.is_zero for part in equation.parts)
    if not filled or equation.stated.is_zero or sheet.is_torn:
        return False
    if is_displaced(sheet, frame, column) or are_padded(equation.stated, equation.parts):
        return False
    is_sure = frame.origin is Origin.LEVEL or frame.is_classic or hits >= _ALONG
    if filled < 2 and not is_sure:
        return False
    if fails > max(1, hits // 2) or not _adds(column, along, against):
        return False
    if hits:
        return not frame.is_among and _fits_only_so(sheet, tried, column, equation)
    if frame.origin is Origin.RUN or frame.is_among or might_be_misread(equation.stated, equation.parts):
        return False
    if frame.origin is Origin.LEVEL and not frame.whole.code and _may_leave_out(equation):
        return False
    if along >= (_ALONG - 1 if frame.whole.code else _ALONG) and against <= max(1, along // 6):
        return True
    return frame.is_classic and fails == 1


def _may_leave_out(equation: Total) -> bool:
    """Whether the rows below a row may be some of its parts only: they are less, and by no slip."""
    is_less = equation.computed().high < equation.stated.allowed.low
    return is_less and not is_slip(equation, RARITY_ANNOUNCED)


def _adds(column: GridColumn, along: int, against: int) -> bool:
    """Whether the column has proven that it adds; a column whose header is not known has more to prove."""
    if not column.parts:
        return along > 1 and against * 3 <= along
    return against <= max(1, along // 3)


def _fits_only_so(sheet: Sheet, tried: _Tried, column: GridColumn, equation: Total) -> bool:
    """Whether no part that is nothing in the columns that hold makes the difference."""
    frame = tried.frame
    told = [[sheet.value(part, other) for part in frame.parts] for other, _, telling in tried.held if telling]
    unsure = set(doubtful(frame, told))
    values = [sheet.value(part, column) for part in frame.parts]
    extra = [value for n, value in enumerate(values) if n in unsure and isinstance(value, Mention)]
    extra = [value for value in extra if not value.is_zero]
    if not extra:
        return True
    if frame.origin is Origin.RUN and tried.hits < 2:
        return False
    wanted, every = equation.stated.allowed, equation.computed()
    for first in range(len(extra)):
        left = every
        for value in extra[first:]:
            left = left.minus(value.denoted)
            if left.meets(wanted):
                return False
    return True


def _arithmetic(equation: Total) -> str:
    """The sum, cut where it is long."""
    parts = equation.parts
    if len(parts) == 1:
        return f"唯一有数的一行{bracketed(parts[0])}"
    if len(parts) <= _SPELT_OUT:
        return equation.arithmetic()
    ends = [bracketed(part) for part in (*parts[:2], parts[-1])]
    return f"{ends[0]}＋{ends[1]}＋…＋{ends[2]}（共{len(parts)}行）"


def _proof(tried: _Tried) -> str:
    """In which other columns the same rows add up."""
    others = [column.parts[-1] for column, _, telling in tried.held if telling and column.parts]
    if not tried.failed or not others:
        return ""
    return "；同样的各行，" + "、".join(f"“{squeezed(name)}”" for name in others[:3]) + "列相符"


RULES = (table_total,)

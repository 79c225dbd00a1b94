"""Conclusion (结论): what a finding changes, and the line of three words that a leader reads.

A finding changes a conclusion where the figure is a total, where the right one falls into another band of
execution (100%, 90%), or where the direction turns round. Those come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from jixiao.facts.facts import Facts
from jixiao.facts.flow.grid import RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.findings import Confidence, Finding, Severity
from jixiao.numerals.scan import scan
from jixiao.numerals.token import Kind

if TYPE_CHECKING:
    from jixiao.reporting.checked import Noted

MANY_ERRORS = 10
"""Errors beyond which a report is not mended at a desk but written anew from its tables."""

BANDS = (Decimal(100), Decimal(90))
"""Where bands of execution rates begin: spent in full, on pace, behind (财预〔2015〕88号 and the forms)."""

_TOTAL = re.compile(r"合计|共计|总计|总额|总量|总支出|总收入|总预算|总投资|总值|总产值")
_EXECUTION = re.compile(r"执行率|支出率|支付率|支出进度|预算完成|完成预算|完成比例|完成率")
_UP, _DOWN = "增升涨加盈", "减降跌缩亏"


class Conclusion(Enum):
    """Whether the report can go out (结论)."""

    READY = "ready"
    MEND = "mend"
    UNFIT = "unfit"

    def told(self, errors: int) -> str:
        """The line that a leader reads: 可以报, 改后再报（3处）, 不宜报（12处）."""
        if self is Conclusion.READY:
            return "可以报"
        return f"{'改后再报' if self is Conclusion.MEND else '不宜报'}（{errors}处）"


def conclusion_of(noted: Iterable[Noted]) -> Conclusion:
    """可以报 without errors; 不宜报 where one changes a conclusion or there are many; else 改后再报."""
    errors = [each for each in noted if each.finding.severity is Severity.ERROR]
    if not errors:
        return Conclusion.READY
    if len(errors) > MANY_ERRORS or any(each.is_decisive for each in errors):
        return Conclusion.UNFIT
    return Conclusion.MEND


def consequence_of(finding: Finding, facts: Facts) -> str:
    """What conclusion the error changes: 合计, 执行率档次, 增减方向; empty where it changes none."""
    if finding.severity is not Severity.ERROR or not finding.places or finding.places[0].flow is None:
        return ""
    stated, expected = finding.stated, finding.repair or finding.expected
    if expected and _turns(stated, expected):
        return "增减方向"
    figures = facts.within(*finding.places[0].flow)
    if not figures:
        return ""
    figure = figures[0]
    if figure.is_percent and expected and _EXECUTION.search(_words(figure)):
        return "执行率档次" if _band(stated) != _band(expected) else ""
    if figure.is_percent:
        return ""
    if figure.row is not None:
        return "合计" if figure.row.kind is RowKind.TOTAL else ""
    return "合计" if figure.kind is Kind.AMOUNT and _TOTAL.search(figure.lead) else ""


def is_decisive(finding: Finding, consequence: str) -> bool:
    """Whether the report must not go out with this."""
    return bool(consequence) and finding.confidence is Confidence.HIGH


def _words(figure: Mention) -> str:
    return figure.lead or (figure.column.header if figure.column else "")


def _turns(stated: str, expected: str) -> bool:
    """Whether one says up and the other down."""
    ups, downs = _direction(stated), _direction(expected)
    return ups * downs < 0


def _direction(text: str) -> int:
    if text.startswith(("-", "−", "－")):
        return -1
    words = text[:4]
    return any(each in words for each in _UP) - any(each in words for each in _DOWN)


def _band(text: str) -> int:
    tokens = scan(text)
    return sum(tokens[0].value >= band for band in BANDS) if tokens else -1

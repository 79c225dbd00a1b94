"""Rules on the layout of the text (层次): numbered headings and points, and how many are announced."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Tally
from jixiao.facts.facts import Facts
from jixiao.facts.text.outline import announced_of, gaps_of
from jixiao.findings import Severity

_LEVELS = "GB/T 9704—2012《党政机关公文格式》7.3.3：文中结构层次序数依次用“一、”“（一）”“1.”“（1）”标注"


@document_rule(
    "LAY001",
    "numbering",
    "序号不连续",
    Severity.WARNING,
    message="{before}之后是{stated}，序号{what}。",
    hint="请核对是序号写错，还是有一部分漏掉或重复了。",
    reference=_LEVELS,
)
def numbering(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The numbers of headings or items skip one or repeat."""
    for gap in gaps_of(facts):
        before = facts.text[slice(*gap.before.place)].strip()
        what = "重复" if gap.after.number == gap.before.number else "跳号"
        yield this.slip([gap.after.place, gap.before.place], before=before, what=what)


@document_rule(
    "LAY002",
    "announced-points",
    "写明的方面数与后文不符",
    Severity.ERROR,
    message="写明{stated}，后文列出的是{points}个。",
    hint="请核对是个数写错，还是漏写、多写了一点。",
    reference=_LEVELS,
)
def announced_points(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The number of points announced differs from that of the points that follow."""
    for it in announced_of(facts):
        yield this.claim(
            Tally(it.count, len(it.points), len(it.points)),
            accuses=Severity.ERROR if it.is_closed else None,
            witnesses=it.points,
            points=str(len(it.points)),
        )


RULES = (numbering, announced_points)

"""Rules of a department against its units (部门与所属单位核对): what it adds up is what they print.

Where hardly any sum holds, the documents speak of different things, and none is accused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import HUNDRED, bracketed
from jixiao.checks.judge import printed_like
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.gathered import Gathered, UnitFigure
from jixiao.findings import Place, Severity
from jixiao.quantity.bounds import Bounds

_ARTICLE_8 = "《中华人民共和国预算法》第八条：各部门预算由本部门及其所属各单位预算组成"
_MOST_UNITS = 8
"""Units whose figures a message names; what the others print is added up."""
_FEWEST = 2
"""Sums that must hold before another one is accused."""
_UNKNOWN = "有的所属单位没有印出这一栏，合计没有核对"


@document_rule(
    "DEP001",
    "sum-of-units",
    "部门数与所属单位合计不符",
    Severity.ERROR,
    message="{name}写为{stated}，所属单位合计为{expected}：{arithmetic}，差{difference}{others}。",
    hint="请核对是部门汇总有误，还是哪个单位的文件改过；内部往来已经抵销的，请加说明。",
    reference=_ARTICLE_8,
)
def sum_of_units(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A figure of a department is not the sum of those of its units."""
    department = facts.department
    if department is None:
        return
    for doubt in department.doubts:
        yield this.unchecked(f"没有与所属单位的合计核对：{doubt}")
    sums = [each for each in department.gathered if not each.wholes]
    whole = [each for each in sums if each.is_complete]
    if not department.doubts:
        for each in sums:
            if not each.is_complete:
                yield this.unchecked(_UNKNOWN, _at(each.stated))
    held = [each for each in whole if _meets(each)]
    for each in held:
        yield this.tie(*map(_at, _own(each)), elsewhere=_places(each.parts))
    failing = [each for each in whole if not _meets(each)]
    if not failing:
        return
    if len(held) < max(_FEWEST, len(failing)):
        yield this.unchecked(
            f"没有与所属单位的合计核对：{len(whole)}处里只有{len(held)}处相符，口径可能不同",
            *map(_at, (each.stated for each in failing)),
        )
        return
    alike: dict[str, list[Gathered]] = defaultdict(list)
    for each in failing:
        alike[_difference(each)].append(each)
    for difference, group in alike.items():
        first = group[0]
        expected = printed_like(_total(first.parts), first.stated)
        certain = any(each.is_fiscal or _total(each.parts).high < each.stated.denoted.low for each in group)
        yield this.slip(
            [_at(figure) for each in group for figure in _own(each)],
            severity=Severity.ERROR if certain else Severity.WARNING,
            elsewhere=_places(first.parts),
            expected=expected,
            name=first.name,
            arithmetic=_arithmetic(first.parts, first.stated),
            difference=difference,
            others=f"，另有{len(group) - 1}处的差额相同" if len(group) > 1 else "",
        )


@document_rule(
    "DEP002",
    "less-than-a-unit",
    "部门数小于所属单位的数",
    Severity.ERROR,
    message="{name}写为{stated}，小于《{source}》一个单位的{part}。",
    hint="请核对两份文件的口径；部门数包括本级和全部所属单位。",
    reference=_ARTICLE_8,
)
def less_than_a_unit(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A figure of a department is less than that of one of its units."""
    if facts.department is None:
        return
    for each in facts.department.gathered:
        if each.wholes or each.is_net or (each.is_complete and not facts.department.doubts):
            continue
        larger = [part for part in each.parts if part.figure.denoted.low > each.stated.allowed.high]
        if larger:
            most = max(larger, key=lambda part: part.figure.denoted.low)
            yield this.slip(
                [_at(each.stated)],
                elsewhere=[most.place],
                name=each.name,
                source=most.source,
                part="".join(most.figure.text.split()),
            )


@document_rule(
    "DEP003",
    "rate-of-units",
    "部门执行率与所属单位合计不符",
    Severity.ERROR,
    message="{name}写为{stated}，按所属单位合计应为{expected}：（{spent}）÷（{budget}）。",
    hint="部门的执行率是各单位执行数之和除以预算数之和，不是各单位执行率的平均。",
    reference=_ARTICLE_8,
)
def rate_of_units(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A department's rate of execution is not what its units spent by what they had."""
    if facts.department is None:
        return
    for each in facts.department.gathered:
        if not each.wholes or not each.is_complete:
            continue
        quotient = _total(each.parts).over(_total(each.wholes))
        if quotient is None:
            continue
        rate = Bounds(quotient.low * HUNDRED, quotient.high * HUNDRED)
        places = _places((*each.parts, *each.wholes))
        if rate.meets(each.stated.allowed):
            yield this.tie(_at(each.stated), elsewhere=places)
        else:
            yield this.slip(
                [_at(each.stated)],
                elsewhere=places,
                expected=printed_like(rate, each.stated),
                name=each.name,
                spent=_arithmetic(each.parts, each.parts[0].figure),
                budget=_arithmetic(each.wholes, each.wholes[0].figure),
            )


def _at(figure: Mention) -> tuple[int, int]:
    return figure.start, figure.end


def _own(each: Gathered) -> tuple[Mention, ...]:
    return (each.stated, *each.repeated)


def _places(parts: Sequence[UnitFigure]) -> list[Place]:
    return [part.place for part in parts]


def _total(parts: Sequence[UnitFigure]) -> Bounds:
    return Bounds.total(part.figure.denoted for part in parts)


def _meets(each: Gathered) -> bool:
    return _total(each.parts).meets(each.stated.allowed)


def _difference(each: Gathered) -> str:
    value = Bounds.exactly(each.stated.mantissa, each.stated.place).low
    gap = abs(_total(each.parts).middle - value)
    return printed_like(Bounds(gap, gap), each.stated)


def _arithmetic(parts: Sequence[UnitFigure], like: Mention) -> str:
    """The sum with the name of each document: 486.32（《局本级》）＋138.75（《区文化馆》）."""
    told = [f"{bracketed(part.figure)}（《{part.source}》）" for part in parts[:_MOST_UNITS]]
    if rest := parts[_MOST_UNITS:]:
        told.append(f"{printed_like(_total(rest), like)}（其余{len(rest)}个单位）")
    return "＋".join(told)


RULES = (sum_of_units, less_than_a_unit, rate_of_units)

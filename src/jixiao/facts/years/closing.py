"""Closing (闭合): the adjusted budget that a report prints, held against the original one and the changes.

Each of them is rounded, so that three can miss each other by a unit of their last digit. A ledger, which
reckons exactly, then wants values that print as all of them do: such are concluded, and told as concluded.
"""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.facts.years.amount import ink, printed, told
from jixiao.facts.years.builder import Builder
from jixiao.facts.years.doubt import Mark, Rule
from jixiao.facts.years.merging import ProjectSaid
from jixiao.findings import Severity
from jixiao.quantity import Money

CONCLUDED = "精确到元的数为推算"
_CHANGES = (Measure.INCREASE, Measure.REDUCTION)
_YUAN = 100  # fen


def closing_amounts(build: Builder, said: ProjectSaid) -> Mapping[Measure, Money]:
    """The amounts, in whole yuan, that print as the report does and close; none where the printed ones do.

    The gap is shared by all figures that it lies between, each of which moves by less than half of its last
    digit. What was spent stays equal to the adjusted budget where both are printed alike.
    """
    figures = said.figures
    terms = {each: figures[each] for each in (Measure.ORIGINAL, *_CHANGES) if each in figures}
    adjusted = figures.get(Measure.ADJUSTED)
    if adjusted is None or Measure.ORIGINAL not in terms or not _is_rounded_alike(build, adjusted, terms):
        return {}
    gap = _sum(build, terms).fen - build.amounts.of(adjusted).fen
    shared = len(terms) + 1
    share = abs(gap) // shared // _YUAN * _YUAN * (1 if gap > 0 else -1)
    rest = gap - share * len(terms)  # what the adjusted budget moves by
    if not share or 2 * max(abs(share), abs(rest)) >= 10 ** (adjusted.place + 2):
        return {}
    found = {}
    for measure, figure in terms.items():
        amount = build.amounts.of(figure)
        moved = share if measure is Measure.REDUCTION else -share
        sign = -1 if amount.fen < 0 else 1
        found[measure] = Money(amount.fen + moved * (sign if measure in _CHANGES else 1))
    spent = figures.get(Measure.SPENT)
    if spent is not None and spent.unit == adjusted.unit and printed(spent) == printed(adjusted):
        found[Measure.SPENT] = Money(build.amounts.of(adjusted).fen + rest)
    return found


def _is_rounded_alike(build: Builder, adjusted: Mention, terms: Mapping[Measure, Mention]) -> bool:
    """Whether all are printed to the same digit, coarser than yuan, and none is known exactly."""
    figures = [adjusted, *terms.values()]
    return (
        adjusted.place > 0
        and all((each.place, each.unit) == (adjusted.place, adjusted.unit) for each in figures)
        and not any(each.start in build.amounts.keys for each in figures)
    )


def _sum(build: Builder, terms: Mapping[Measure, Mention]) -> Money:
    total = Money()
    for measure, figure in terms.items():
        amount = build.amounts.of(figure)
        if measure in _CHANGES:
            amount = abs(amount) if measure is Measure.INCREASE else -abs(amount)
        total += amount
    return total


def check_adjusted(
    build: Builder,
    said: ProjectSaid,
    code: str,
    marks: Mapping[Measure, Mark],
    closed: Mapping[Measure, Money],
) -> None:
    """Tell where the adjusted budget that is printed is not the original one and the changes."""
    figures = said.figures
    original, adjusted = figures.get(Measure.ORIGINAL), figures.get(Measure.ADJUSTED)
    terms = {each: figures[each] for each in (Measure.ORIGINAL, *_CHANGES) if each in figures}
    if original is None or adjusted is None or (len(terms) == 1 and not said.has_changes):
        return
    exact = _sum(build, terms)
    gap = exact - build.amounts.of(adjusted)
    if not gap or all(each.start in build.amounts.keys for each in (adjusted, *terms.values())):
        return
    total, words = original.denoted, ink(original)
    for measure, figure in terms.items():
        if measure is Measure.ORIGINAL:
            continue
        denoted = figure.denoted if figure.mantissa >= 0 else figure.denoted.negated()
        is_increase = measure is Measure.INCREASE
        total = total.plus(denoted) if is_increase else total.minus(denoted)
        words += f" {'+' if is_increase else '−'} {ink(figure)}"
    is_near = total.meets(adjusted.allowed)
    message = f"“{said.name}”的调整后预算印作{ink(adjusted)}，{words} = {told(exact)}，"
    if closed:
        message += "差在末位，是四舍五入；台账记的数精确到元，为推算，印出来与报告相同"
    elif is_near:
        message += "差在末位，可能是四舍五入；台账按年初和调整计算"
    else:
        message += f"差{told(abs(gap))}；台账按年初和调整计算"
    build.doubt(
        Rule.ROUNDED if is_near else Rule.CONTRADICTED,
        Severity.NOTICE if is_near else Severity.WARNING,
        message,
        [adjusted, *terms.values()],
        subject=code,
        marks=[marks[each] for each in dict.fromkeys((*terms, *closed)) if each in marks],
    )

"""Roll-over (年度接续): the next year as it begins, from the one that ends.

Projects that go on, offices under the names that they bear then, documents still in force, contracts still
running. Amounts, results and payments begin anew; money that is carried over becomes an approval of its own.
Texts come along as drafts marked 上年: a report shows them as a gap, never as this year's words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from jixiao.quantity import Money
from jixiao.tracking.basis import Citation, Period
from jixiao.tracking.budget import Approval, ApprovalLine, Source
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.problem import Measure, Passage, Problem, Remark
from jixiao.tracking.project import Attention, CostStandard, Duration, PartState, Project, SubProject
from jixiao.tracking.prose import as_last_years
from jixiao.tracking.results import BalanceUse, Theme
from jixiao.tracking.unit import GroupMember, Party
from jixiao.tracking.year import Year

CARRY_OVER = "结转"
"""The code of the approval that holds what is carried over."""


@dataclass(frozen=True)
class RollOver:
    """What goes on into the next year (接续方案).

    `projects` are the codes of those that continue, `carried` what each of them brings along, `offices` the
    name that each office bears then, where that is another.
    """

    projects: frozenset[str]
    carried: Mapping[str, Money] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)


def proposed_roll_over(year: Year) -> RollOver:
    """What presumably goes on: continuing projects, balances that are said to be carried over, successors.

    A project of which nobody says whether it is one-off does not go on by itself.
    """
    last = dt.date(year.fiscal_year, 12, 31)
    ledger = Ledger(year, last)
    said = {each.project: each.balance_use for each in year.visible_on(last).evaluations}
    carried = {
        code: balance
        for code, use in said.items()
        if use is BalanceUse.CARRIED_OVER and (balance := ledger.of(code).balance) > Money()
    }
    going_on = {
        each.code for each in year.projects if each.duration is Duration.CONTINUING and not each.is_remainder
    }
    return RollOver(
        frozenset(going_on | carried.keys() & {each.code for each in year.projects}),
        carried,
        {name: found[0] for name, found in successors(year).items()},
    )


def successors(year: Year) -> dict[str, tuple[str, ...]]:
    """The offices whose name ends with the year or before, with the names that follow in the end (承接部门).

    An office of a name that follows nowhere is left out: it goes on, or nobody has said what became of it.
    """
    first = dt.date(year.fiscal_year + 1, 1, 1)
    known = {each.name: each for each in year.parties}
    found = {}
    for party in year.parties:
        if party.valid_to is None or party.valid_to >= first:
            continue
        followed = _followed(party, known, first, frozenset())
        if followed:
            found[party.name] = tuple(dict.fromkeys(followed))
    return found


def _followed(party: Party, known: Mapping[str, Party], first: dt.date, met: frozenset[str]) -> list[str]:
    """Those who bear on after a party, successors of successors too; a circle ends where it began."""
    followed: list[str] = []
    for name in party.successors:
        heir = known.get(name)
        if heir is None or name in met:
            continue
        if heir.valid_to is not None and heir.valid_to < first:
            followed += _followed(heir, known, first, met | {party.name})
        else:
            followed.append(name)
    return followed


def next_year(year: Year, plan: RollOver) -> Year:
    """The year after `year`, as the plan has it begin."""
    first = dt.date(year.fiscal_year + 1, 1, 1)
    going_on = tuple(each for each in year.projects if each.code in plan.projects)
    codes = {each.code for each in going_on}
    citations = tuple(each for each in year.citations if _in_force(each, first))
    cited = {each.code for each in citations}
    contracts = tuple(each for each in year.contracts if each.project in codes and _runs(each, first))
    running = {each.code for each in contracts}
    heads = {each.code for each in year.problems}
    carried = _carried(plan, codes)
    return Year(
        fiscal_year=first.year,
        unit=year.unit,
        parties=tuple(each for each in year.parties if each.valid_to is None or each.valid_to >= first),
        group_members=tuple(each for each in year.group_members if _still_sits(each, first)),
        periods=tuple(map(_shifted, year.periods)),
        citations=citations,
        projects=tuple(_project(each, plan, cited) for each in going_on),
        sub_projects=tuple(each for each in year.sub_projects if _unfinished(each, codes)),
        approvals=(Approval(code=CARRY_OVER, title="上年结转资金"),) if carried else (),
        approval_lines=carried,
        cost_standards=tuple(_standard(each, cited) for each in year.cost_standards if each.project in codes),
        contracts=contracts,
        payment_terms=tuple(each for each in year.payment_terms if _is_open(each, running)),
        themes=tuple(map(_theme, year.themes)),
        problems=tuple(map(_problem, year.problems)),
        measures=tuple(_measure(each, plan, heads) for each in year.measures),
        passages=tuple(map(_passage, year.passages)),
        annexes=year.annexes,
        remarks=_remarks(year, plan, codes),
    )


def _carried(plan: RollOver, codes: Collection[str]) -> tuple[ApprovalLine, ...]:
    return tuple(
        ApprovalLine(approval=CARRY_OVER, project=code, source=Source.CARRIED_OVER, amount=amount)
        for code, amount in plan.carried.items()
        if code in codes and amount
    )


def _project(project: Project, plan: RollOver, cited: Collection[str]) -> Project:
    return replace(
        project,
        number=None,
        party=plan.offices.get(project.party, project.party),
        attention=Attention.ORDINARY,
        selected_for="",
        citations=tuple(each for each in project.citations if each in cited),
        purpose=as_last_years(project.purpose),
        content=as_last_years(project.content),
        results=as_last_years(project.results),
        evaluation="",  # written anew from what happens
        predecessors=(project.name,),
    )


def _standard(standard: CostStandard, cited: Collection[str]) -> CostStandard:
    """The rate stays until another is set; the quantity is this year's to say."""
    return replace(
        standard,
        base=None,
        as_of=None,
        citations=tuple(each for each in standard.citations if each in cited),
    )


def _theme(theme: Theme) -> Theme:
    return replace(theme, text=as_last_years(theme.text))


def _problem(problem: Problem) -> Problem:
    """An empty text would let last year's heading pass as this year's."""
    return replace(problem, text=as_last_years(problem.text or problem.heading))


def _measure(measure: Measure, plan: RollOver, problems: Collection[str]) -> Measure:
    return replace(
        measure,
        problems=tuple(each for each in measure.problems if each in problems),
        text=as_last_years(measure.text or measure.heading),
        lead=plan.offices.get(measure.lead, measure.lead),
        partners=tuple(dict.fromkeys(plan.offices.get(each, each) for each in measure.partners)),
    )


def _passage(passage: Passage) -> Passage:
    return replace(passage, text=as_last_years(passage.text))


def _remarks(year: Year, plan: RollOver, codes: Collection[str]) -> tuple[Remark, ...]:
    """What somebody has to decide: an office that was divided, a project without an office."""
    divided = successors(year)
    found = []
    for project in year.projects:
        heirs = divided.get(project.party, ())
        if project.code in codes and len(heirs) > 1:
            taken = plan.offices.get(project.party, project.party)
            found.append(
                Remark(
                    subject=project.name,
                    text=f"{project.party}分为{'、'.join(heirs)}，执行部门暂作{taken}，请确认",
                    source=f"{year.fiscal_year}年度台账",
                )
            )
    return tuple(found)


def _in_force(citation: Citation, day: dt.date) -> bool:
    """Still in force, and no notice that called for a report of the year that ends."""
    return not citation.is_call and (citation.in_force_to is None or citation.in_force_to >= day)


def _still_sits(member: GroupMember, day: dt.date) -> bool:
    return member.valid_to is None or member.valid_to >= day


def _unfinished(part: SubProject, codes: Collection[str]) -> bool:
    return part.project in codes and part.state in (PartState.APPROVED, PartState.UNDER_WAY)


def _runs(contract: Contract, day: dt.date) -> bool:
    return contract.ends_on is not None and contract.ends_on >= day


def _is_open(term: PaymentTerm, contracts: Collection[str]) -> bool:
    return term.contract in contracts and term.paid is None


def _shifted(period: Period) -> Period:
    return replace(
        period,
        start=a_year_later(period.start),
        end=a_year_later(period.end),
        due=a_year_later(period.due) if period.due else None,
    )


def a_year_later(day: dt.date) -> dt.date:
    """The same day of the next year; a month's last day stays one.

    >>> a_year_later(dt.date(2020, 2, 29)), a_year_later(dt.date(2019, 2, 28))
    (datetime.date(2021, 2, 28), datetime.date(2020, 2, 29))
    """
    is_last = (day + dt.timedelta(days=1)).day == 1
    if not is_last:
        return day.replace(year=day.year + 1)
    following = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return following.replace(year=following.year + 1) - dt.timedelta(days=1)

"""Rules on objectives and indicators (目标与指标): weights, levels, targets, approved changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from jixiao.checks.books import Books, place
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Severity
from jixiao.tracking.goals import Goal
from jixiao.tracking.hierarchy import misweighted, weighting_of
from jixiao.tracking.indicator import ChangeKind, Horizon, Indicator, IndicatorChange
from jixiao.tracking.project import Duration, Project, ProjectKind
from jixiao.tracking.target import target

_OBJECTIVES = "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效目标应当指向明确、细化量化、合理可行"
_EVALUATION = "《项目支出绩效评价管理办法》（财预〔2020〕10号）：自评指标权重合计100分"

_PUBLIC = re.compile("居民|群众|市民|村民|商户|企业|老人|老年|残疾|学生|家庭|受益")
_FEWEST_COPIED = 3
"""So many indicators of one name and target in two projects are no chance."""


@rule(
    "OBJ001",
    "weights-do-not-add-up",
    "指标权重合不上",
    Severity.ERROR,
    message="{who}的{parent}权重合不上：{arithmetic}。",
    hint="请按规则包的分值调整三级指标的权重；删除的指标，权重要分给别的指标。",
    reference=_EVALUATION,
)
def weights_do_not_add_up(this: Rule, books: Books) -> Iterator[Outcome]:
    """The weights of a project's indicators do not add up to what the rule pack gives their level."""
    for subject, goals in books.goals.of.items():
        weighted = [each for each in goals if not each.is_removed and each.weight is not None]
        if not weighted:
            continue
        split = weighting_of(books.policy.weightings, {each.indicator.first for each in weighted})
        rows = [(each.indicator.first, each.indicator.name, each.weight) for each in weighted]
        places = [place(each.indicator, "weight") for each in weighted]
        found = misweighted(
            [(first, name, weight) for first, name, weight in rows if weight is not None], split
        )
        if not found:
            yield this.sound(*places)
        for each in found[:-1] or found:  # the whole is off because a level is
            yield this.wrong(places, who=books.named(subject), parent=each.parent, arithmetic=each.arithmetic)


@rule(
    "OBJ002",
    "level-not-in-hierarchy",
    "指标的级别不在本年度的指标体系里",
    Severity.WARNING,
    message="指标“{name}”填为“{first}”下的“{second}”，本年度的指标体系里没有。",
    hint="2021年以前成本指标在产出指标下，2022年起是一级指标；请按规则包的指标体系改正。",
    reference="财预〔2015〕88号、财预〔2021〕101号的指标体系",
)
def level_not_in_hierarchy(this: Rule, books: Books) -> Iterator[Outcome]:
    """An indicator bears a level that the year's hierarchy does not have."""
    hierarchy = books.policy.hierarchy(books.year.fiscal_year)
    for each in books.visible.indicators:
        if hierarchy.second(each.first, each.second) is not None:
            yield this.sound(place(each, "second"))
        else:
            yield this.wrong([place(each, "second")], name=each.name, first=each.first, second=each.second)


@rule(
    "OBJ003",
    "target-cannot-be-judged",
    "指标值没有数，也没有评分标准",
    Severity.WARNING,
    message="指标“{name}”的指标值为“{target}”，没有数，也没有评分标准，完成情况难以评定。",
    hint="请写明比较符、数和单位，如 ≥95%；定性的写明达成、部分达成各是什么情况。",
    reference=_OBJECTIVES,
)
def target_cannot_be_judged(this: Rule, books: Books) -> Iterator[Outcome]:
    """A target holds neither a number nor a date, and no scoring standard says how to judge it."""
    for goal in _counted(books):
        if goal.target.is_qualitative and not goal.indicator.standard:
            told = goal.target.text or "（空白）"
            yield this.wrong([place(goal.indicator, "target")], name=goal.indicator.name, target=told)
        else:
            yield this.sound(place(goal.indicator, "target"))


@rule(
    "OBJ004",
    "copied-indicators",
    "两个项目的指标照搬",
    Severity.WARNING,
    message="{one}与{other}有{count}条指标的名称和指标值都相同：{names}。",
    hint="请按各项目的实际任务设指标值；确实相同的，请说明。",
    reference=_OBJECTIVES,
)
def copied_indicators(this: Rule, books: Books) -> Iterator[Outcome]:
    """Two projects share the names and targets of all indicators of one of them."""
    own: dict[str, dict[tuple[str, str], Indicator]] = defaultdict(dict)
    for goal in _counted(books):
        project = books.year.project_by_code.get(goal.indicator.subject)
        if project is not None and not _may_repeat(project):
            own[project.code][goal.indicator.name, goal.target.text] = goal.indicator
    for one, other in combinations(own, 2):
        same = [key for key in own[one] if key in own[other]]
        if len(same) < max(_FEWEST_COPIED, min(len(own[one]), len(own[other]))):
            continue
        yield this.wrong(
            [place(own[each][same[0]], "target") for each in (other, one)],
            one=books.named(one),
            other=books.named(other),
            count=str(len(same)),
            names="、".join(name for name, _target in same[:_FEWEST_COPIED]),
        )


@rule(
    "OBJ005",
    "satisfaction-missing",
    "服务公众的项目没有满意度指标",
    Severity.NOTICE,
    message="{who}的受益对象是{beneficiaries}，却没有满意度指标。",
    hint="请设服务对象满意度指标；不直接服务公众的，请改写受益对象。",
    reference="财预〔2021〕101号：直接服务公众的项目应当设满意度指标",
)
def satisfaction_missing(this: Rule, books: Books) -> Iterator[Outcome]:
    """A project that serves the public has indicators, but none of satisfaction.

    Whether people were asked cannot be told: the ledger holds no surveys.
    """
    asked = False
    for project in books.visible.projects:
        goals = [each for each in books.goals.of.get(project.code, ()) if not each.is_removed]
        if not goals or not _PUBLIC.search(project.beneficiaries):
            continue
        where = place(project, "beneficiaries")
        if any("满意" in f"{each.indicator.first}{each.indicator.name}" for each in goals):
            asked = True
            yield this.sound(where)
        else:
            yield this.wrong([where], who=books.named(project.code), beneficiaries=project.beneficiaries)
    if asked and books.year_is_over:
        yield this.abstains("台账里没有满意度调查，有没有做、样本够不够，没有核对。")


@rule(
    "OBJ006",
    "change-without-approval",
    "指标调整没有批准文件，或原值对不上",
    Severity.ERROR,
    message="指标“{name}”的调整{why}。",
    hint="请补上批准文件的文号和日期，原值照调整前的指标值填写。",
    reference="财预〔2015〕88号：绩效目标批复后一般不予调整，确需调整的按预算调整程序报批",
)
def change_without_approval(this: Rule, books: Books) -> Iterator[Outcome]:
    """A changed target has no approval, or says that another value stood before than did."""
    by_code = {each.code: each for each in books.visible.indicators}
    stood = {each.code: each.target for each in books.visible.indicators}
    changes = sorted(books.year.indicator_changes, key=lambda each: (each.approved is None, each.approved))
    for change in changes:
        indicator = by_code.get(change.indicator)
        if indicator is None:
            continue
        why = _why_not_approved(change, stood[change.indicator])
        if change.approved is not None and change.new_target:
            stood[change.indicator] = change.new_target
        if why:
            yield this.wrong([place(change, "approval")], name=indicator.name, why=why)
        else:
            yield this.sound(place(change, "approval"))


@rule(
    "OBJ007",
    "copied-from-last-year",
    "指标照搬上年",
    Severity.WARNING,
    message="{who}的{count}条指标，名称和指标值都与{year}年相同：{names}。",
    hint="请按本年的任务和预算重定指标值；任务确实没有变的，请说明。",
    reference=_OBJECTIVES,
)
def copied_from_last_year(this: Rule, books: Books) -> Iterator[Outcome]:
    """All indicators of a project have the names and targets that they had in the year before."""
    own: dict[str, list[Goal]] = defaultdict(list)
    for goal in _counted(books):
        project = books.year.project_by_code.get(goal.indicator.subject)
        if project is not None and not _may_repeat(project):
            own[project.code].append(goal)
    if books.before is None:
        if own:
            yield this.abstains("没有上年的台账，不能和上年的指标比。")
        return
    for code, goals in own.items():
        last = {each.code for each in books.predecessors(code)}
        then = {
            (each.name, str(target(each.target))) for each in books.before.indicators if each.subject in last
        }
        same = [each for each in goals if (each.indicator.name, str(each.target)) in then]
        where = [place(each.indicator, "target") for each in goals]
        if len(same) < max(_FEWEST_COPIED, len(goals)):
            yield this.sound(*where)
            continue
        yield this.wrong(
            where,
            who=books.named(code),
            count=str(len(same)),
            year=str(books.before.fiscal_year),
            names="、".join(each.indicator.name for each in same[:_FEWEST_COPIED]),
        )


def _why_not_approved(change: IndicatorChange, stood: str) -> str:
    if not change.approval:
        return "没有写批准文件"
    if change.approved is None:
        return f"没有写“{change.approval}”的日期，不能生效"
    if (
        change.kind is not ChangeKind.ADDED
        and change.old_target
        and change.old_target.strip() != stood.strip()
    ):
        return f"写的原值是“{change.old_target}”，调整前的指标值是“{stood}”"
    return ""


def _counted(books: Books) -> Iterator[Goal]:
    goals: Sequence[Goal]
    for goals in books.goals.of.values():
        for each in goals:
            if not each.is_removed and each.indicator.horizon is Horizon.ANNUAL:
                yield each


def _may_repeat(project: Project) -> bool:
    """Whether a project may say what others say: staff costs, and what goes on from year to year."""
    return project.kind is ProjectKind.PERSONNEL or project.duration is Duration.CONTINUING


RULES = (
    weights_do_not_add_up,
    level_not_in_hierarchy,
    target_cannot_be_judged,
    copied_indicators,
    satisfaction_missing,
    change_without_approval,
    copied_from_last_year,
)

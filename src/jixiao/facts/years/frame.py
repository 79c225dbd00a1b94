"""The frame of a year (年度的框架): unit, offices, period, and the letters of its budget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from jixiao.facts.years.about import About
from jixiao.facts.years.builder import Builder
from jixiao.facts.years.doubt import Mark, Rule
from jixiao.facts.years.letters import approvals_said, letters_said
from jixiao.facts.years.merging import ProjectSaid
from jixiao.findings import Severity
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import Adjustment, AdjustmentState, Approval
from jixiao.tracking.policy import policy_of
from jixiao.tracking.unit import Party, Unit, party_kind


def add_frame(build: Builder, said: About, projects: Sequence[ProjectSaid]) -> None:
    """Take the unit, the offices of the projects and the period."""
    _add_unit(build, said)
    named = dict.fromkeys(project.offices[0][0] for project in projects if project.offices)
    for name in named:
        build.add("parties", Party(name=name, kind=party_kind(name)))
    if named:
        message = f"{len(named)}个执行部门的性质按名称推断，请核对"
        marks = [Mark("parties", number, "kind") for number in range(len(named))]
        build.doubt(Rule.DERIVED, Severity.NOTICE, message, marks=marks)
    start = dt.date(build.fiscal_year, 1, 1)
    match (build.as_of.month, build.as_of.day):
        case (12, 31):
            period = Period(code="full-year", name="全年", start=start, end=build.as_of)
        case (6, 30):
            period = Period(code="half-year", name="半年", start=start, end=build.as_of, outline="half-year")
        case (month, _):
            period = Period(code=f"to-{month:02}", name=f"1—{month}月", start=start, end=build.as_of)
    build.add("periods", period)


def _add_unit(build: Builder, said: About) -> None:
    if said.name is None:
        build.is_nameless = True
        build.doubt(
            Rule.UNSAID,
            Severity.WARNING,
            "没有找到单位名称，暂作“本单位”",
            hint="请在“单位”表里填写",
            marks=[Mark("unit", 0, "name"), Mark("unit", 0, "short_name")],
        )
        return
    short = said.short_name or said.name
    policy = policy_of(said.name.text)
    build.unit = Unit(name=said.name.text, short_name=short.text)
    asked = {
        "self_reference": said.self_reference,
        "finance_bureau": said.bureau,
        "finance_bureau_name": _bureau(build),
        "policy": policy,
    }
    known: dict[str, Any] = {name: words for name, words in asked.items() if words}
    build.unit = replace(build.unit, **known)
    if said.short_name is None:
        place = [said.name.place] if said.name.place else []
        message = f"报告没有写单位简称，暂用“{short.text}”"
        build.doubt(Rule.ASSUMED, Severity.NOTICE, message, place, marks=[Mark("unit", 0, "short_name")])
    if policy:
        message = f"适用政策按单位名称取“{policy}”，请核对"
        build.doubt(Rule.DERIVED, Severity.NOTICE, message, marks=[Mark("unit", 0, "policy")])


def _bureau(build: Builder) -> str:
    """The full name of the finance bureau, where it approved the budget."""
    issuers = (each.issuer for each in approvals_said(build.facts))
    return next((each for each in issuers if each.endswith(("财政局", "财政厅"))), "")


def add_letters(build: Builder) -> None:
    """Take the document that approved the budget, and the letters that asked to adjust it."""
    approvals = approvals_said(build.facts)
    for number, each in enumerate(approvals, 1):
        build.add(
            "approvals",
            Approval(
                origin=build.origin(each.place),
                code=f"B{number:02}",
                title=each.title,
                number=each.number,
                issuer=each.issuer,
            ),
        )
    build.has_approval = bool(approvals)
    if not approvals:
        build.add("approvals", Approval(code="B01", note="报告没有写批复文件"))
        marks = [Mark("approvals", 0, "title"), Mark("approvals", 0, "number")]
        build.doubt(
            Rule.UNSAID, Severity.NOTICE, "没有找到批复预算的文件", hint="请在“预算批复”里补上", marks=marks
        )
    elif len(approvals) > 1:
        message = f"报告写了{len(approvals)}份批复文件，各批复哪些项目不详，都记在第一份"
        marks = [Mark("approvals", 0, "title")]
        places = [each.place for each in approvals]
        build.doubt(Rule.ASSUMED, Severity.WARNING, message, places, marks=marks)
    for number, letter in enumerate(letters_said(build.facts, build.fiscal_year), 1):
        build.add(
            "adjustments",
            Adjustment(
                origin=build.origin(letter.place),
                code=f"A{number:02}",
                title=letter.title,
                requested=letter.requested,
                request_number=letter.number,
                state=AdjustmentState.APPROVED if letter.is_granted else AdjustmentState.REQUESTED,
            ),
        )

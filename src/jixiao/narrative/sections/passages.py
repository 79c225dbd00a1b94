"""A passage for every focus project (各项目完成情况), grouped by band."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.document.model import Block, Paragraph, Sentence, Span
from jixiao.narrative.composer import Composer, Slot, listed, paragraph, quoted
from jixiao.narrative.fact import Fact
from jixiao.narrative.patterns import INTERNAL
from jixiao.narrative.sections.basis import cited, in_rank_order
from jixiao.narrative.sections.indicators import indicators, promises
from jixiao.narrative.situation import Situation
from jixiao.narrative.writing import Writing
from jixiao.numerals.printing import percent
from jixiao.quantity import Quantity, Rate
from jixiao.tracking.basis import Citation
from jixiao.tracking.budget import Source
from jixiao.tracking.ledger import CountedChange
from jixiao.tracking.policy import Band
from jixiao.tracking.project import Project
from jixiao.tracking.results import BalanceUse

LONG_REASON = 40
"""Characters above which a reason gets a sentence of its own."""


def band_counts(writing: Writing) -> Iterator[Block]:
    """How many projects each band holds; empty bands are not spoken of."""
    facts = writing.facts
    filled = [(band, len(rows)) for band, rows in facts.focus.by_band.items() if rows]
    if not filled:
        return
    spans: list[Span] = []
    for band, count in filled:
        spans += [Span("，")] if spans else []
        spans += [Span(_rated(band)), Span("的有"), *_count(writing, band, count).spans()]
    lowest = next((band for band in facts.focus.by_band if band.is_lowest), None)
    bound = lowest.below if lowest else None
    holds = {
        "single-band": len(filled) == 1 and not filled[0][0].is_unrated,
        "none-low": bound is not None
        and facts.is_year_ended
        and not facts.focus.low
        and not any(band.is_unrated for band, _ in filled),
    }
    conditions = {name for name, held in holds.items() if held}
    slots: dict[str, Slot] = {
        "唯一档次": filled[0][0].all_words,
        "各档个数": spans,
        "最低界限": percent(Rate(bound.numerator, bound.denominator), places=0) if bound else None,
    }
    yield from paragraph(
        writing.composer.sentence("band_counts", "focus", conditions, slots, where="分档统计")
    )


def passages(writing: Writing) -> Iterator[Block]:
    """For each band its count, then for each project: money, grounds and content, results, evaluation."""
    order = {each.code: number for number, each in enumerate(writing.facts.focus.projects)}
    for band, projects in writing.facts.focus.by_band.items():
        if not projects:
            continue
        conditions = {
            name for name, held in (("no-rate", band.is_unrated), ("one", len(projects) == 1)) if held
        }
        slots: dict[str, Slot] = {"档次": band.label, "个数": _count(writing, band, len(projects))}
        yield from paragraph(
            writing.composer.sentence("band_lead", f"band.{band.code}", conditions, slots, where="分档统计")
        )
        writing.restart(writing.depth + 1)
        for project in projects:
            yield from passage(writing, project, order[project.code])


def passages_behind(writing: Writing) -> Iterator[Block]:
    """The passages of the lowest band alone, for a short report; nothing where no project is in it."""
    for turn, project in enumerate(writing.facts.focus.low):
        yield from passage(writing, project, turn)


def passage(writing: Writing, project: Project, turn: int) -> Iterator[Block]:
    """The passage on one project; `turn`, its place among all, varies the lead-ins."""
    composer, facts = writing.composer, writing.facts
    shortcomings = tuple(
        each
        for each in facts.visible.shortcomings
        if each.project == project.code and (composer.tone == INTERNAL or not each.is_internal)
    )
    situation = Situation(facts, project, shortcomings)
    conditions = situation.conditions()
    yield writing.heading(project.name)
    slots = _money_slots(writing, situation)
    yield from paragraph(
        composer.sentence("money", project.code, conditions, slots, where=project.name),
        _long_reasons(composer, situation),
    )
    yield from _grounds(writing, project)
    yield from _own_words(composer, project.content, project, "实施内容")
    yield from _own_words(composer, project.results, project, "完成情况")
    yield from paragraph(indicators(writing, project), promises(writing, project))
    yield from _evaluation(composer, situation, conditions, turn)


def _own_words(composer: Composer, text: str, project: Project, what: str) -> list[Paragraph]:
    if text.strip():
        return composer.paragraphs(text, project.code, f"{project.name}·{what}")
    return [Paragraph((Sentence((composer.gap(what, project.name),)),))]


def _grounds(writing: Writing, project: Project) -> Iterator[Block]:
    """Why the project exists: its purpose in the unit's words, and the documents it rests on."""
    composer = writing.composer
    known = {each.code: each for each in writing.facts.visible.citations}
    documents: list[Citation] = [known[code] for code in project.citations if code in known]
    slots: dict[str, Slot] = {"依据": cited(in_rank_order(documents))}
    purpose = composer.prose(project.purpose, project.code, f"{project.name}·立项目的")
    if not purpose:
        purpose = [Sentence((composer.gap("立项目的", project.name),))]
    conditions = {"cited"} if documents else set()
    *before, last = purpose
    yield from (Paragraph((each,)) for each in before)
    yield from paragraph(
        last, composer.sentence("grounds", project.code, conditions, slots, where=project.name)
    )


def _evaluation(
    composer: Composer, situation: Situation, conditions: frozenset[str], turn: int
) -> Iterator[Block]:
    project = situation.project
    told = composer.prose(project.evaluation, project.code, f"{project.name}·评价")
    if not told:
        explanation = situation.evaluation.explanation if situation.evaluation else ""
        slots: dict[str, Slot] = {
            "产出数据": None,
            "目标完成情况": None,
            "情况说明": _spans(composer, explanation, project),
        }
        made = composer.sentence("evaluation", project.code, conditions, slots, where=project.name, turn=turn)
        told = list(composer.sentences(made))
    yield from paragraph(*told, _shortcomings(composer, situation, turn))


def _shortcomings(composer: Composer, situation: Situation, turn: int) -> Sentence | None:
    if not situation.shortcomings:
        return None
    project = situation.project
    spans: list[Span] = []
    for shortcoming in situation.shortcomings:
        spans += [Span("；")] if spans else []
        text = shortcoming.text.strip().rstrip("。；;.")
        spans += composer.words(text, project.code, f"{project.name}·不足")
    spans.append(Span("。"))
    conditions = {"several"} if len(situation.shortcomings) > 1 else set()
    return composer.sentence(
        "shortcomings", project.code, conditions, {"不足": spans}, where=project.name, turn=turn
    )


def _money_slots(writing: Writing, it: Situation) -> dict[str, Slot]:
    facts, composer, project = writing.facts, writing.composer, it.project
    code, position = project.code, it.position
    evaluation = it.evaluation
    slots: dict[str, Slot] = {
        "组织实施": f"由{project.party}组织实施的" if project.party else None,
        "引号项目": quoted(project.name),
        "财政部门": facts.year.unit.finance_bureau,
        "追加原因": _short_reason(composer, it.increases, project),
        "追减原因": _short_reason(composer, it.reductions, project),
        "追加月份": _month(it.increases),
        "追减月份": _month(it.reductions),
        "追加文号": _approval_number(facts.visible.adjustments, it.increases),
        "净变动": Fact(facts.key(code, "net_change"), abs(position.net_change)),
        "调出项目": _other_projects(writing, [each.line.giver for each in it.increases]),
        "调入项目": _other_projects(writing, [each.line.project for each in it.reductions]),
        "当年安排": Fact(facts.key(code, "this_year"), position.adjusted - position.carried_over),
        "资金来源": _by_source(writing, it) if len(it.sources) > 1 else None,
        "情况说明": _spans(composer, evaluation.explanation, project) if evaluation else None,
        "预计支出": Fact(facts.key(code, "forecast"), evaluation.forecast) if evaluation else None,
        "结余去向": _use_of_balance(it),
        "计划名称": "计划进度" if it.pace.has_plan else "序时进度",
        "快慢": _points(writing, it),
    }
    if Source.CARRIED_OVER in it.sources:
        carried = facts.by_source(Source.CARRIED_OVER).of(code).spent
        slots["结转支出"] = Fact(facts.key(code, "carried_over_spent"), carried)
    if it.other_funds:
        spent = position.spent - it.other_funds
        slots["财政拨款支出"] = Fact(facts.key(code, "appropriated_spent"), spent)
        slots["其他资金支出"] = Fact(facts.key(code, "other_spent"), it.other_funds)
        slots["财政拨款执行率"] = Fact(facts.key(code, "appropriated_rate"), spent.per(position.adjusted))
    return slots


def _use_of_balance(it: Situation) -> str | None:
    if it.position.balance and it.evaluation:
        match it.evaluation.balance_use:
            case BalanceUse.RECOVERED:
                return f"，已由{it.facts.year.unit.finance_bureau}收回"
            case BalanceUse.CARRIED_OVER:
                return "，结转下年使用"
            case None:
                pass
    return None


def _points(writing: Writing, it: Situation) -> Fact | None:
    points = it.pace.points
    if points is None:
        return None
    return Fact(writing.facts.key(it.project.code, "pace"), Quantity(abs(points), "个百分点"))


def _by_source(writing: Writing, it: Situation) -> list[Span]:
    spans: list[Span] = []
    for source in Source:
        if source in it.sources:
            budgeted = writing.facts.by_source(source).of(it.project.code).adjusted
            key = writing.facts.key(it.project.code, f"adjusted.{source.value}")
            spans += [Span("、")] if spans else []
            spans += [Span(_SOURCE_WORDS[source]), *Fact(key, budgeted).spans()]
    return spans


_SOURCE_WORDS = {
    Source.OWN: "本级资金",
    Source.ADVANCE: "提前下达转移支付",
    Source.IN_YEAR: "年中下达转移支付",
    Source.CARRIED_OVER: "上年结转",
}


def _other_projects(writing: Writing, codes: Sequence[str]) -> str:
    return listed([quoted(each.name) for each in writing.facts.projects_in(dict.fromkeys(codes))])


def _month(changes: Sequence[CountedChange]) -> str | None:
    """The month of a change, where a letter gives it one; several changes have none in common."""
    months = {each.since.month for each in changes if each.since and each.line.adjustment}
    return f"{months.pop()}月" if len(months) == 1 and len(changes) == 1 else None


def _approval_number(letters: Sequence[object], changes: Sequence[CountedChange]) -> str:
    numbers = {getattr(each, "code", ""): getattr(each, "approval_number", "") for each in letters}
    return listed([numbers[each.line.adjustment] for each in changes if numbers.get(each.line.adjustment)])


def plain_reason(text: str) -> str:
    """A reason as it fits into “因……追加”: without its own 因 or 由于 and its last stop.

    >>> plain_reason("年中因由于新增垃圾分类户数。，")
    '新增垃圾分类户数'
    """
    stripped = text.strip().rstrip("。；;，,、 ")
    return re.sub(r"^(?:年中|年度内)?(?:(?:主要)?(?:是)?(?:因为|由于|鉴于|因))*", "", stripped)


def _reasons(changes: Sequence[CountedChange]) -> str:
    return "、".join(
        dict.fromkeys(plain_reason(each.line.reason) for each in changes if each.line.reason.strip())
    )


def _short_reason(
    composer: Composer, changes: Sequence[CountedChange], project: Project
) -> list[Span] | None:
    reason = _reasons(changes)
    return _spans(composer, reason, project) if len(reason) <= LONG_REASON else None


def _long_reasons(composer: Composer, it: Situation) -> Sentence | None:
    increase, reduction = _reasons(it.increases), _reasons(it.reductions)
    long = {
        name: text
        for name, text in (("increase", increase), ("reduction", reduction))
        if len(text) > LONG_REASON
    }
    slots: dict[str, Slot] = {
        "追加长因": _spans(composer, increase, it.project),
        "追减长因": _spans(composer, reduction, it.project),
    }
    conditions = {*long, *(("both",) if len(long) == 2 else ())}
    return composer.sentence("long_reason", it.project.code, conditions, slots, where=it.project.name)


def _spans(composer: Composer, text: str, project: Project) -> list[Span] | None:
    plain = plain_reason(text)
    return composer.words(plain, project.code, f"{project.name}·原因") if plain else None


def _count(writing: Writing, band: Band, count: int) -> Fact:
    return Fact(writing.facts.key("focus", f"band.{band.code}"), count)


def _rated(band: Band) -> str:
    return band.label if band.is_unrated else f"执行率{band.label}"

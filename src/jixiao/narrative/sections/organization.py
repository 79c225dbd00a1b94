"""How the tracking was organized (组织实施情况): leading group, the unit's steps, choice of projects."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import Block
from jixiao.narrative.composer import Slot, listed, paragraph
from jixiao.narrative.sections.basis import unit_slots
from jixiao.narrative.writing import Writing
from jixiao.tracking.problem import Passage, Section
from jixiao.tracking.unit import GroupRole


def organization(writing: Writing) -> Iterator[Block]:
    """The unit's own introduction, then each step under a heading of its own.

    The sentences on the leading group and on the choice of projects join the first step and the passage
    on selection; without such passages they stand by themselves.
    """
    composer = writing.composer
    passages = writing.facts.visible.passages
    for passage in passages:
        if passage.section is Section.ORGANIZATION:
            yield from composer.paragraphs(passage.text, "unit", "组织实施概述")
    steps = [each for each in passages if each.section in (Section.ORGANIZATION_STEP, Section.SELECTION)]
    group, selection = _group(writing), _selection(writing)
    if not steps:
        yield from group
        yield from selection
        return
    if not any(each.section is Section.SELECTION for each in steps):
        steps.append(Passage(section=Section.SELECTION, heading="明确重点跟踪项目", text=""))
    for number, step in enumerate(steps):
        yield writing.heading(step.heading)
        if number == 0:
            yield from group
        if step.section is Section.SELECTION:
            yield from selection
        yield from composer.paragraphs(step.text, "unit", f"组织实施·{step.heading}")


def _group(writing: Writing) -> list[Block]:
    facts = writing.facts
    who = {
        role: [each.who for each in facts.visible.group_members if each.role is role] for role in GroupRole
    }
    conditions = {role.name.lower() for role, names in who.items() if names}
    coordinator = next((each.name for each in facts.visible.parties if each.is_coordinator), None)
    slots: dict[str, Slot] = {
        "组长": listed(who[GroupRole.HEAD]),
        "副组长": listed(who[GroupRole.DEPUTY]),
        "组员": listed(who[GroupRole.MEMBER]),
        "牵头部门": coordinator,
        **unit_slots(writing),
    }
    return [*paragraph(writing.composer.sentence("group", "unit", conditions, slots, where="组织领导"))]


def _selection(writing: Writing) -> list[Block]:
    facts = writing.facts
    projects = facts.focus.projects
    reasons = list(dict.fromkeys(each.selected_for for each in projects if each.selected_for))
    conditions = {name for name, holds in (("has-focus", projects), ("reasons", reasons)) if holds}
    slots: dict[str, Slot] = {"选取原因": listed(reasons)}
    return [
        *paragraph(writing.composer.sentence("selection", "focus", conditions, slots, where="重点项目选取"))
    ]

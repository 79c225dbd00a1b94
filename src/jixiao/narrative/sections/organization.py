"""How the tracking was organized (组织实施情况): the leading group and the unit's own steps."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import Block
from jixiao.narrative.composer import Slot, listed, paragraph
from jixiao.narrative.sections.basis import unit_slots
from jixiao.narrative.writing import Writing
from jixiao.tracking.problem import Section
from jixiao.tracking.unit import GroupRole


def organization(writing: Writing) -> Iterator[Block]:
    """The unit's own introduction, then each step under a heading of its own.

    The sentence on the leading group opens the first step; without steps it stands by itself.
    """
    composer = writing.composer
    passages = writing.facts.visible.passages
    for passage in passages:
        if passage.section is Section.ORGANIZATION:
            yield from composer.paragraphs(passage.text, "unit", "组织实施概述")
    group = _group(writing)
    for step in (each for each in passages if each.section is Section.ORGANIZATION_STEP):
        yield writing.heading(step.heading)
        yield from group
        group = []
        yield from composer.paragraphs(step.text, "unit", f"组织实施·{step.heading}")
    yield from group


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

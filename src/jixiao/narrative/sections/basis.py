"""The basis paragraph (依据段): why the report is written and by which rules in force at its date."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.document.model import Block, Span
from jixiao.narrative.composer import Slot, paragraph, titled
from jixiao.narrative.fact import Fact
from jixiao.narrative.writing import Writing
from jixiao.tracking.basis import Citation, Rank


def basis(writing: Writing) -> Iterator[Block]:
    """One sentence: the rules in rank order, the finance bureau's call, the unit."""
    composer = writing.composer
    year = writing.facts.visible
    rules = in_rank_order([each for each in year.citations if each.for_report and not each.is_call])
    call = next((each for each in year.citations if each.is_call), None)
    conditions = {name for name, holds in (("cited", rules), ("called", call)) if holds}
    issued = call.issued if call else None
    slots: dict[str, Slot] = {
        "依据": cited(rules),
        "通知": titled(call.title, call.number) if call else None,
        "通知日期": Fact(writing.facts.key("call", "issued"), issued) if issued else None,
        "期间全称": period_name(writing),
        **unit_slots(writing),
    }
    yield from paragraph(composer.sentence("basis", "unit", conditions, slots, where="依据段"))


def in_rank_order(citations: list[Citation]) -> list[Citation]:
    """The documents as a report cites them: by rank, then by date (undated ones last of their rank)."""
    ranks = list(Rank)
    return sorted(
        citations,
        key=lambda each: (
            ranks.index(each.rank),
            each.issued is None,
            each.issued.toordinal() if each.issued else 0,
        ),
    )


def cited(citations: list[Citation]) -> str:
    """Documents in a row, titles in 《》 with their numbers."""
    return "".join(titled(each.title, each.number) + "、" for each in citations).rstrip("、")


def unit_slots(writing: Writing) -> dict[str, Slot]:
    """The names of the unit and of its finance bureau, for every pattern."""
    unit = writing.facts.year.unit
    return {
        "单位全称": unit.name,
        "单位简称": unit.short_name,
        "自称": unit.self_reference,
        "财政部门": unit.finance_bureau,
    }


def period_name(writing: Writing) -> list[Span]:
    """The period as the outline names it, e.g. 2019年度全年."""
    return writing.composer.words(writing.outline.period_name, "unit", "期间名称")

"""Itemized amounts (逐条列出的金额): numbered paragraphs with an amount each, and the total above them.

“财政拨款支出主要内容如下：”, “其中：”, and then 1. 2. 3., each with what it is and how much. Accounts tell of
each item and of all of them what was budgeted and what was spent: “年初预算为5万元，支出决算为4万元”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.parts.level import Level, adds_up

_FEWEST = 2
_BACK = 4
"""Paragraphs before the items among which their total may stand."""
_MOST_WHOLES = 8
_STAGE = re.compile("(年初预算|全年预算|调整预算|预算|决算)数?[为是]?$")


class Block(Protocol):
    """What a flow is made of."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(slots=True, eq=False)
class Itemized:
    """Numbered paragraphs and the total above them; `intro` is the paragraph that announces them.

    `is_announced` says that it says 其中 or 如下 and names what the total is the total of, or that the same
    items add up in another of the stages that they tell: 年初预算, 支出决算.
    """

    total: Level
    parts: tuple[Level, ...]
    intro: str
    is_announced: bool


def itemized(
    blocks: Sequence[Block], paragraphs: Mapping[int, Sequence[Level]], text: str
) -> Iterator[Itemized]:
    """The itemized amounts of a document; `paragraphs` has the levels of each by where it begins."""
    at = 0
    while at < len(blocks):
        run, end = _run(blocks, at)
        if len(run) >= _FEWEST and at:
            stages = _stages(run, paragraphs)
            if len(stages) > 1:
                yield from _with_stages(blocks, at, stages, paragraphs, text)
            elif parts := _firsts(run, paragraphs):
                yield from _with_total(blocks, at, parts, paragraphs, text)
        at = max(end, at + 1)


def _run(blocks: Sequence[Block], at: int) -> tuple[list[list[Block]], int]:
    """The paragraphs numbered 1, 2, 3 … from `at` on, in one form, with those that go on with each."""
    run: list[list[Block]] = []
    level = -1
    for number in range(at, len(blocks)):
        block = blocks[number]
        ordinal = block.ordinal if isinstance(block, Prose | Headline) else None
        if run and ordinal is None and isinstance(block, Prose) and _goes_on(block, run[-1][0]):
            run[-1].append(block)
            continue
        if ordinal is None or ordinal.number != len(run) + 1 or (run and ordinal.level != level):
            return run, number
        level = ordinal.level
        run.append([block])
    return run, len(blocks)


def _goes_on(block: Prose, item: Block) -> bool:
    """Whether a paragraph without a number goes on with an item: behind it, or under it as its heading."""
    return block.item is not None or (bool(block.headings) and block.headings[-1] is item)


def _firsts(run: Sequence[Sequence[Block]], paragraphs: Mapping[int, Sequence[Level]]) -> tuple[Level, ...]:
    """The first amount of each item, if all have one in one unit; else none."""
    firsts: list[Level] = []
    for item in run:
        first = next((paragraphs[block.start][0] for block in item if block.start in paragraphs), None)
        if first is None or (firsts and first.unit != firsts[0].unit):
            return ()
        firsts.append(first)
    return tuple(firsts)


def _stages(
    run: Sequence[Sequence[Block]], paragraphs: Mapping[int, Sequence[Level]]
) -> Mapping[str, tuple[Level, ...]]:
    """By stage the first amount of it in each item, if all items tell it."""
    told: dict[str, list[Level]] = {}
    for number, item in enumerate(run):
        for block in item:
            for level in paragraphs.get(block.start, ()):
                amounts = told.setdefault(_stage_of(level), [])
                if len(amounts) == number:
                    amounts.append(level)
    return {stage: tuple(each) for stage, each in told.items() if stage and len(each) == len(run)}


def _stage_of(level: Level) -> str:
    """The stage whose amount it is; empty for none, and for what is no money."""
    found = _STAGE.search(level.words) if level.unit == "元" else None
    return found[1] if found else ""


def _with_stages(
    blocks: Sequence[Block],
    at: int,
    stages: Mapping[str, tuple[Level, ...]],
    paragraphs: Mapping[int, Sequence[Level]],
    text: str,
) -> Iterator[Itemized]:
    """The total of each stage: items that are complete in one of them are so in all."""
    intro = text[blocks[at - 1].start : blocks[at - 1].end].strip()
    above = [
        level
        for block in reversed(blocks[max(0, at - _BACK) : at])
        for level in reversed(paragraphs.get(block.start, ()))
    ]
    totals = {stage: next((level for level in above if _stage_of(level) == stage), None) for stage in stages}
    holding = {stage for stage, total in totals.items() if total and adds_up(total, stages[stage])}
    for stage, total in totals.items():
        if total:
            yield Itemized(total, stages[stage], intro, is_announced=bool(holding - {stage}))


def _with_total(
    blocks: Sequence[Block],
    at: int,
    parts: tuple[Level, ...],
    paragraphs: Mapping[int, Sequence[Level]],
    text: str,
) -> Iterator[Itemized]:
    intro = text[blocks[at - 1].start : blocks[at - 1].end].strip()
    wholes = [
        level
        for block in reversed(blocks[max(0, at - _BACK) : at])
        for level in reversed(paragraphs.get(block.start, ()))
        if level.unit == parts[0].unit
    ][:_MOST_WHOLES]
    total = next((level for level in wholes if adds_up(level, parts)), None)
    named = next((level for level in reversed(wholes) if _is_named(intro, level)), None)
    if total:
        yield Itemized(total, parts, intro, is_announced=named is not None)
    elif named:
        yield Itemized(named, parts, intro, is_announced=True)


def _is_named(intro: str, whole: Level) -> bool:
    """Whether the announcement names the whole (财政拨款支出主要内容如下) or ends with 其中 behind it."""
    if intro.endswith(("其中：", "其中:", "其中")):
        return whole.figure.text in intro and "三公" in whole.words
    head = intro.partition("主要内容")[0]
    return (
        intro.endswith(("如下：", "如下:", "如下"))
        and len(head) > 3
        and head != intro
        and head in whole.words
    )

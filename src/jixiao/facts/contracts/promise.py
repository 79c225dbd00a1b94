"""Promises (约定): tasks and contracts in shares: 首付款比例为55%，即102.85万元; 完成任务量的120%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind

_ADVANCE = re.compile(
    r"(?:首付款|预付款|首期款|首款|进度款|质保金)[^，。；]{0,8}(?:比例)?(?:为|是|按照|占)?$"
)
_NAMELY = re.compile(r"^(?:即|计|也就是|为|共计|约为)$")
_TASK = re.compile(r"任务(?:量|数|指标|目标)?(?:为|是|：)$")
_OF_TASK = re.compile(r"完成(?:了)?(?:全年|年度|目标|既定)?任务(?:量|数|指标|目标)?的$")
_CUT = re.compile(r"(?:预算|经费|资金)?(?:调减|追减|核减|压减)(?:了|预算|经费)*$")
_REACH = 40
"""Within how many sentences the task stands that a share of it is said of."""


@dataclass(frozen=True, slots=True)
class Advance:
    """A payment as a share of its contract (首付款): together they say how large the contract is."""

    share: Mention
    amount: Mention


@dataclass(frozen=True, slots=True)
class TaskShare:
    """How much of a task is done (任务完成比例), and the task itself as another sentence says it."""

    share: Mention
    done: Mention
    task: Mention


def advances(sentences: Sequence[Sentence]) -> Iterator[Advance]:
    """The payments that prose gives as a share and as an amount."""
    for sentence in sentences:
        mentions = sentence.mentions
        for share, amount in pairwise(mentions):
            if not share.is_percent or amount.kind is not Kind.AMOUNT or share.mantissa <= 0:
                continue
            if _NAMELY.match(amount.lead) and _ADVANCE.search(share.lead):
                yield Advance(share, amount)


def cut_shares(sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """The percentages by which prose says that a budget was cut: 经预算调减40%."""
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.is_percent and _CUT.search(mention.lead):
                yield mention


def task_shares(sentences: Sequence[Sentence]) -> Iterator[TaskShare]:
    """The shares of a task that were done, where the figure done stands near the task elsewhere."""
    tasks: list[tuple[Sentence, Mention]] = []
    shares: list[tuple[Mention, Mention]] = []
    places: dict[tuple[int, int, str], list[Sentence]] = {}
    for sentence in sentences:
        for number, mention in enumerate(sentence.mentions):
            if _TASK.search(mention.lead) and mention.kind in (Kind.COUNT, Kind.AMOUNT):
                tasks.append((sentence, mention))
            elif mention.is_percent and number and _OF_TASK.search(mention.lead):
                shares.append((mention, sentence.mentions[number - 1]))
    if not tasks or not shares:
        return
    wanted = {_value(done) for _, done in shares}
    for sentence in sentences:
        for mention in sentence.mentions:
            if _value(mention) in wanted:
                places.setdefault(_value(mention), []).append(sentence)
    for share, done in shares:
        if abs(done.mantissa) < 1000:
            continue
        for sentence, task in tasks:
            near = (0 <= each.number - sentence.number <= _REACH for each in places[_value(done)])
            if task.unit == done.unit and any(near):
                yield TaskShare(share, done, task)
                break


def _value(mention: Mention) -> tuple[int, int, str]:
    return mention.mantissa, mention.place, mention.unit

"""Headings and paragraphs (标题与段落): which short lines are headings, and where a run-in heading ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.facts.flow.cells import content_of, squeezed
from jixiao.facts.flow.ordinals import PART, ordinal_of
from jixiao.facts.flow.raw import Fragments, RawBlock, RawHeadline, RawProse, divided

LEAF = 9
"""The level of a line without number that heads what follows: below every numbered heading."""

_LONGEST = 60  # characters of a heading on a line of its own
_LONGEST_RUN_IN = 45  # of one that shares its line
_LONGEST_LEAF = 40
_FEWEST_WORDS = 3  # ideographs
_ENDS = re.compile(r"[。；！？!?]")
_LEADS = re.compile(r"[：:，,、；;]$")
_AMOUNT = re.compile(r"\d\s?(?:[%％‰]|[万亿千百]{0,2}元|[万亿]|个?百分点)")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_ANNEX = re.compile(r"附[件录]\s?[\d一二三四五六七八九十]{0,3}\s?[:：]?[^，。；：！？]{0,40}")
_NO_HEADING = re.compile(r"[，。；：！？…|>【】{}]|^[-—－]|\d{4}[年/-]\d{1,2}[月/-]|\d{6,}|^[（(].*[）)]$")


def prose_blocks(fragments: Fragments, text: str) -> list[RawBlock]:
    """The paragraph, or the heading that it is or begins with."""
    ordinal = ordinal_of(text)
    if not ordinal:
        return [RawProse(fragments)]
    end = _ENDS.search(text)
    if not end:
        is_heading = len(text) <= _LONGEST and not _LEADS.search(text) and not _AMOUNT.search(text)
        rest = text[len(ordinal.text) :].strip()
        if is_heading and (rest or ordinal.level == PART) and not content_of(rest).is_value:
            return [RawHeadline(fragments, ordinal.level, ordinal)]
        return [RawProse(fragments, ordinal)]
    sentence = text[: end.end()]
    if len(sentence) > _LONGEST_RUN_IN or sentence[-1] != "。" or _AMOUNT.search(sentence):
        return [RawProse(fragments, ordinal)]
    head, body = divided(fragments, end.end())
    return [RawHeadline(head, ordinal.level, ordinal, body)]


def short_block(fragments: Fragments, text: str, *, heads: bool, is_top: bool) -> RawBlock:
    """A short line: a heading with its number, one without where prose follows (`heads`), or a paragraph.

    `is_top`: it stands at the top of the document or of a page, so that it is a title.
    """
    if ordinal_of(text):
        return prose_blocks(fragments, text)[0]
    if _ANNEX.fullmatch(text):
        return RawHeadline(fragments, PART, None)
    if not (heads or is_top) or _NO_HEADING.search(text):
        return RawProse(fragments)
    if len(squeezed(text)) > _LONGEST_LEAF or len(_WORD.findall(text)) < _FEWEST_WORDS:
        return RawProse(fragments)
    return RawHeadline(fragments, PART if is_top else LEAF, None)


def without_lists(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks, headings that head nothing made into the items of a list that they are."""
    found: list[RawBlock] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if isinstance(block, RawHeadline) and not block.body and block.ordinal and block.level > PART:
            ends_list = _is_next(found, block) and (
                not _is_plain(following) or _is_next(found[:-1], found[-1])
            )
            if _follows(block, following) or ends_list:
                found.append(RawProse(block.fragments, block.ordinal))
                continue
        found.append(block)
    return found


def _is_next(before: Sequence[RawBlock], item: RawBlock) -> bool:
    """Whether the item is the next one of the list that stands before it."""
    return bool(before) and isinstance(before[-1], RawProse) and _follows(before[-1], item)


def _follows(block: RawBlock, following: RawBlock | None) -> bool:
    """Whether the second block is the next item right behind the first, which heads nothing."""
    if not isinstance(block, RawProse | RawHeadline) or not isinstance(following, RawProse | RawHeadline):
        return False
    first, second = block.ordinal, following.ordinal
    if not first or not second or (isinstance(block, RawHeadline) and block.body):
        return False
    return first.level == second.level and second.number == first.number + 1


def _is_plain(block: RawBlock | None) -> bool:
    """Whether the block is a paragraph that a heading may head."""
    return isinstance(block, RawProse) and not block.ordinal

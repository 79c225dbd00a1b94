"""Positions (数字的相对位置): how figures of a sentence stand to each other: listed, apart, behind."""

from __future__ import annotations

import re

from jixiao.facts.flow.mention import Mention

_COMPARES = ("比", "较", "与", "同", "和")
_SAVING = re.compile("[比较][^，。；]{1,24}(?:节约|节省|节支|超支|少支)了?$")
_LONGEST_SAVING = 28
"""Characters of the longest such words."""
_AMONG = ("其中", "其\n中")
_AMONG_BEFORE = re.compile("其\n?中 ?[：:]$")
_LISTED = re.compile(r"^[、和及与]?$")


def is_aside(mention: Mention) -> bool:
    """Whether a parenthesis holds but the figure before it in another unit: 68285万吨（13657亿斤）."""
    clause = mention.clause
    return (
        clause is not None
        and clause.depth > 0
        and clause.start == mention.start
        and clause.end == mention.end
        and clause.opens_after is not None
        and clause.opens_after.unit != mention.unit
    )


def is_saving(mention: Mention) -> bool:
    """Whether a figure is what was saved or overspent: 比预算节约20万元, 较预算46万元节约7万元."""
    clause = mention.clause
    if clause is None:
        return False
    start = max(clause.start, mention.start - _LONGEST_SAVING)
    return bool(_SAVING.search(clause.sentence.source, start, mention.start))


def is_behind_list(part: Mention, figure: Mention) -> bool:
    """Whether the list that a part ends lies between: a semicolon, or a clause that says something else."""
    if was_parted(part, figure):
        return True
    first, then = part.clause, figure.clause
    return first is not None and then is not None and then.number - first.number > 1


def opens_clause(figure: Mention) -> bool:
    """Whether the figure is the first of its clause, which begins with what it is compared with."""
    clause = figure.clause
    return clause is not None and clause.mentions[0] is figure and figure.lead[:1] in _COMPARES


def is_listed(before: Mention | None, mention: Mention) -> bool:
    """Whether a figure is the next of a list: “分别增长5%、6%和7%”."""
    if before is not None and mention.clause is not before.clause:
        return False
    return (
        _LISTED.match(mention.lead) is not None
        and mention.clause is not None
        and (mention.clause.mentions[0] is not mention)
    )


def is_among(figure: Mention) -> bool:
    """Whether 其中 opens the words of a figure, or stands before them with its colon: 其中：基本支出."""
    if figure.lead.startswith(_AMONG):
        return True
    clause = figure.clause
    if clause is None or clause.mentions[0] is not figure:
        return False
    sentence = clause.sentence
    return (
        _AMONG_BEFORE.search(sentence.source, max(sentence.start, clause.start - 6), clause.start) is not None
    )


def was_parted(value: Mention, mention: Mention) -> bool:
    """Whether a semicolon stands right behind a value: what follows may be said of the whole again."""
    clause = value.clause
    return clause is not None and clause is not mention.clause and clause.closed_by in ("；", ";")


def follows(first: Mention, then: Mention) -> bool:
    """Whether a figure stands in the clause right behind that of another."""
    return (
        first.clause is not None and then.clause is not None and then.clause.number == first.clause.number + 1
    )


def depth(mention: Mention) -> int:
    """Within how many parentheses a figure stands."""
    return mention.clause.depth if mention.clause else 0

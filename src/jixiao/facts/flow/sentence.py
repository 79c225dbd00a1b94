"""Sentences and clauses (句与分句): how the prose of a document is cut, and the figures in each piece.

A clause ends at a comma, semicolon, colon or full stop. What stands in parentheses is cut into clauses of its
own, one `depth` further in, and knows its `host`: the clause around it goes on behind the parenthesis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.flow.mention import Mention

_MARK = re.compile(r"[，,；;：:。！？!?（）()\[\]〔〕【】\n]")
_SENTENCE_ENDS = frozenset("。！？!?\n")
_OPENING = dict(zip("（([〔【", "）)]〕】", strict=True))
_CLOSING = frozenset(_OPENING.values())
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_DEEPEST = 4
_LONGEST_LABEL = 16
"""Characters; longer words before a colon announce what follows."""


class Clause:
    """A clause (分句): `text[start:end]` without its closing mark, and its figures in order."""

    __slots__ = (
        "closed_by",
        "depth",
        "end",
        "host",
        "mentions",
        "number",
        "opens_after",
        "sentence",
        "start",
    )

    def __init__(self, sentence: Sentence, start: int, host: Clause | None) -> None:
        self.sentence = sentence
        self.number = len(sentence.clauses)
        self.start = self.end = start
        self.host = host
        self.depth: int = host.depth + 1 if host else 0
        self.mentions: list[Mention] = []
        self.closed_by = ""
        self.opens_after: Mention | None = host.mentions[-1] if host and host.mentions else None
        """Of a parenthesis: the figure that it may take apart."""

    @property
    def text(self) -> str:
        """Its words, parentheses within included."""
        return self.sentence.source[self.start : self.end]

    def __repr__(self) -> str:
        return f"<Clause {self.text!r}>"


class Sentence:
    """A sentence (句), up to its full stop or the end of its paragraph."""

    __slots__ = ("block", "clauses", "end", "mentions", "number", "source", "start")

    def __init__(self, block: Prose | Headline, source: str, number: int, start: int) -> None:
        self.block = block
        self.source = source
        self.number = number
        self.start = self.end = start
        self.clauses: list[Clause] = []
        self.mentions: list[Mention] = []

    @property
    def text(self) -> str:
        """Its words."""
        return self.source[self.start : self.end]

    def __repr__(self) -> str:
        return f"<Sentence {self.text!r}>"


def sentences_of(
    block: Prose | Headline, text: str, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]
) -> Iterator[Sentence]:
    """The sentences of a block with their clauses; each mention learns its clause and the words before it.

    A block without figures is one sentence of one clause: nothing asks where it may be cut.

    `spans` are the ranges of all numbers of the block: a comma within a number ends no clause.
    """
    sentence = Sentence(block, text, 0, block.start)
    clause = _opened(sentence, block.start, None)
    if not mentions:
        sentence.end = clause.end = block.end
        yield sentence
        return
    waiting = iter(mentions)
    mention = next(waiting, None)
    after = block.start  # where the words before the next figure begin, within the clause
    inside = iter(spans)
    span = next(inside, None)
    titles = [match.span() for match in _TITLE.finditer(text, block.start, block.end)]
    title = 0
    for match in (*_MARK.finditer(text, block.start, block.end), None):
        at = match.start() if match else block.end
        while span and span[1] <= at:
            span = next(inside, None)
        while title < len(titles) and titles[title][1] <= at:
            title += 1
        if match and ((span and span[0] <= at) or (title < len(titles) and titles[title][0] <= at)):
            continue
        while mention and mention.start < at:
            mention.clause = clause
            mention.lead = _lead(text, clause, after, mention.start)
            clause.mentions.append(mention)
            sentence.mentions.append(mention)
            after = mention.end
            mention = next(waiting, None)
        mark = match.group() if match else "\n"
        clause.end = at
        if mark in _OPENING and clause.depth < _DEEPEST:
            clause = _opened(sentence, at + 1, clause)
            after = at + 1
            continue
        if mark in _CLOSING:
            clause.closed_by = mark
            if clause.host:
                clause = clause.host
                after = max(at + 1, clause.mentions[-1].end if clause.mentions else 0)
            continue
        clause.closed_by = mark
        if mark in _SENTENCE_ENDS and not clause.host:
            sentence.end = at
            if at > sentence.start:
                yield sentence
            sentence = Sentence(block, text, 0, at + 1)
            clause = _opened(sentence, at + 1, None)
        else:
            clause = _opened(sentence, at + 1, clause.host)
        after = at + 1
    if sentence.mentions and not sentence.end > sentence.start:
        sentence.end = block.end
        yield sentence


def _opened(sentence: Sentence, start: int, host: Clause | None) -> Clause:
    clause = Clause(sentence, start, host)
    sentence.clauses.append(clause)
    return clause


def _lead(text: str, clause: Clause, after: int, start: int) -> str:
    """The words between the figure before, or the start of the clause, and the figure.

    Where a parenthesis stood before, what the clause says before it counts if no figure stands between.
    """
    words = text[after:start]
    if clause.start < after and not clause.mentions and after > clause.start:
        head = text[clause.start : after]
        cut = min((head.find(mark) for mark in _OPENING if mark in head), default=-1)
        if cut >= 0:
            words = head[:cut] + words
    return words.strip() or _label(text, clause, start)


def _label(text: str, clause: Clause, start: int) -> str:
    """The words before the colon that the figure stands right behind: 收入：792.22万元."""
    if not clause.number or text[clause.start : start].strip():
        return ""
    before = clause.sentence.clauses[clause.number - 1]
    is_label = before.closed_by in ("：", ":") and not before.mentions and before.depth == clause.depth
    return before.text.strip() if is_label and before.end - before.start <= _LONGEST_LABEL else ""

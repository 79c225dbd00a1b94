"""Versions (版本比较): what changed between two versions of one document, figures apart from words.

A document is compared by its lines: paragraphs, and rows of tables with their cells parted by tabs. A line
whose words are the same has kept its place; of its figures those that differ are told.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from jixiao.facts.facts import Facts
from jixiao.facts.flow.grid import Grid, GridRow

ALIKE = 0.5
"""Two lines whose words agree this far are one that was reworded."""
MOST_COMPARED = 60
"""Lines of a stretch that differs beyond which each is not held against each: it was written anew."""

_FIGURE = re.compile(r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?")


class Kind(Enum):
    """What happened to a line."""

    FIGURES = "figures"
    REWORDED = "reworded"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Changed:
    """A line that is not as it was (改动): before, after, and of its figures those that differ."""

    kind: Kind
    before: str
    after: str
    figures: tuple[tuple[str, str], ...] = ()


def lines_of(facts: Facts) -> tuple[str, ...]:
    """The lines of a document as they are compared."""
    found: list[str] = []
    for block in facts.flow.blocks:
        if isinstance(block, Grid):
            found += (_row(facts.text, row) for row in block.rows)
            found += (facts.text[start:end] for start, end in block.notes)
        else:
            found.append(facts.text[block.start : block.end])
    return tuple(line for each in found if (line := _one_line(each)))


def changes_between(before: Sequence[str], after: Sequence[str]) -> tuple[Changed, ...]:
    """What changed, in the order of the text.

    >>> changes_between(["支出 12,505.92 万元。"], ["支出 13,112.03 万元。", "另行说明。"])[0].figures
    (('12,505.92', '13,112.03'),)
    """
    left, right = [_masked(each) for each in before], [_masked(each) for each in after]
    matcher = difflib.SequenceMatcher(None, left, right)
    found: list[Changed] = []
    for tag, start, end, other, other_end in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(before[start:end], after[other:other_end], strict=True)
            found += (Changed(Kind.FIGURES, old, new, _figures(old, new)) for old, new in pairs if old != new)
        else:
            found += _told(before[start:end], after[other:other_end])
    return tuple(each for each in found if each.kind is not Kind.FIGURES or each.figures)


def _told(before: Sequence[str], after: Sequence[str]) -> Iterator[Changed]:
    """A stretch that differs: each line with the one most like it, the others as dropped and added."""
    partners = _partners(before, after)
    taken = {partner: number for number, partner in partners.items()}
    for number, old in enumerate(before):
        if number not in partners:
            yield Changed(Kind.DROPPED, old, "")
    for number, new in enumerate(after):
        if number in taken and _masked(before[taken[number]]) != _masked(new):
            yield Changed(Kind.REWORDED, before[taken[number]], new)
        elif number not in taken:
            yield Changed(Kind.ADDED, "", new)


def _partners(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    if len(before) > MOST_COMPARED or len(after) > MOST_COMPARED:
        return {}
    found: dict[int, int] = {}
    matcher = difflib.SequenceMatcher(None)
    for number, new in enumerate(after):
        matcher.set_seq2(_masked(new))
        best, score = None, ALIKE
        for other, old in enumerate(before):
            if other in found:
                continue
            matcher.set_seq1(_masked(old))
            if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score:
                ratio = matcher.ratio()
                if ratio > score:
                    best, score = other, ratio
        if best is not None:
            found[best] = number
    return found


def _figures(before: str, after: str) -> tuple[tuple[str, str], ...]:
    pairs = zip(_FIGURE.findall(before), _FIGURE.findall(after), strict=True)
    return tuple((old, new) for old, new in pairs if old != new)


def _masked(line: str) -> str:
    """The words of a line, whatever its figures say."""
    return _FIGURE.sub("0", "".join(line.split()))


def _row(text: str, row: GridRow) -> str:
    cells = [text[cell.start : cell.end] for cell in (*row.cells, *row.unplaced) if cell is not None]
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _one_line(text: str) -> str:
    return "\t".join(" ".join(part.split()) for part in text.split("\t")).strip()

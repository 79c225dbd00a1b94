"""Lines (行): glyphs of a page that stand on one baseline, and how two lines read on.

A space is what the file puts there, or a gap as wide as one; the small gap that typesetters leave between
Chinese characters and figures is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from jixiao.document.model import Span
from jixiao.document.place import PagePlace
from jixiao.document.readers.page_ink import Box, Glyph, Page

_SAME_LINE = 0.45  # of the size: by how much baselines of one line may differ, as of small raised figures
_WIDE_GAP = 0.9  # of the size: a gap that reads as a space whatever stands beside it
_WORD_GAP = 0.22  # of the size: a gap that reads as a space between Latin words and figures

_FIGURE = re.compile(r"[0-9０-９](?:[0-9０-９.,，．:：/%％‰]*[0-9０-９%％‰])?")
_CLOSING = "，。；：、！？）】》」』〕”’％%,.;:!?)]}"
_WORDY = re.compile(r"[A-Za-z0-9.,:;%]")
_UNBREAKABLE = re.compile(r"(?:[A-Za-z0-9.,%‰+\-−/]+|.)[" + re.escape(_CLOSING) + "]*", re.DOTALL)

Interval = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """Glyphs from left to right, without spaces at either end; never empty."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def x0(self) -> float:
        """Where its first character begins."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """Where its last character ends."""
        return max(glyph.x1 for glyph in self.glyphs[-3:])

    @cached_property
    def base(self) -> float:
        """Its baseline: that of most of its glyphs."""
        return median_low([glyph.base for glyph in self.glyphs])

    @cached_property
    def size(self) -> float:
        """The size of most of its glyphs."""
        return median_low([glyph.size for glyph in self.glyphs])

    @cached_property
    def top(self) -> float:
        """Its upper edge."""
        return min(glyph.top for glyph in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(glyph.bottom for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "".join(text for text, _ in self._spelled())

    def spans(self, page: Page, before: str = "") -> Iterator[Span]:
        """What it says in pieces, each with its box: figures apart from the words between them.

        `before` is put before the first piece: what joins it to the line above.
        """
        spelled = list(self._spelled())
        text = "".join(each for each, _ in spelled)
        owners = [glyph for each, glyph in spelled for _ in each]
        at = 0
        cuts = sorted({0, len(text), *(end for found in _FIGURE.finditer(text) for end in found.span())})
        for at, end in pairwise(cuts):
            box = page.shown(around(owners[at:end]))
            yield Span(before + text[at:end], place=PagePlace(page.number, box))
            before = ""

    def _spelled(self) -> Iterator[tuple[str, Glyph]]:
        """Each glyph with its character, and a space before it where there is a gap."""
        last: Glyph | None = None
        pending = ""
        for glyph in self.glyphs:
            if glyph.text == " ":
                pending = " "
                continue
            if last and not pending and _parted(last, glyph):
                pending = " "
            yield pending + glyph.text, glyph
            last, pending = glyph, ""


def _parted(last: Glyph, glyph: Glyph) -> bool:
    gap = glyph.x0 - last.x1
    size = min(last.size, glyph.size)
    if gap > _WIDE_GAP * size:
        return True
    return gap > _WORD_GAP * size and bool(_WORDY.match(last.text[-1:]) and _WORDY.match(glyph.text))


def around(glyphs: Iterable[Glyph]) -> Box:
    """The box around glyphs."""
    boxes = list(glyphs)
    return (
        min(each.x0 for each in boxes),
        min(each.top for each in boxes),
        max(each.x1 for each in boxes),
        max(each.bottom for each in boxes),
    )


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs by baseline from top to bottom, each row from left to right."""
    rows: list[list[Glyph]] = []
    first = 0.0
    for glyph in sorted(glyphs, key=lambda each: each.base):
        if rows and glyph.base - first <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            first = glyph.base
    for row in rows:
        row.sort(key=lambda each: each.x0)
    return rows


def line_of(glyphs: Iterable[Glyph]) -> Line | None:
    """The glyphs as a line; none where they are only spaces."""
    kept = list(glyphs)
    while kept and kept[-1].text == " ":
        kept.pop()
    start = 0
    while start < len(kept) and kept[start].text == " ":
        start += 1
    return Line(tuple(kept[start:])) if start < len(kept) else None


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page or cell, from top to bottom."""
    return [line for row in rows_of(glyphs) if (line := line_of(row))]


def pieces_of(line: Line, gap: float) -> list[Line]:
    """The line cut where nothing stands for more than `gap` times its size."""
    pieces: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in line.glyphs:
        if glyph.text == " ":
            continue
        if last is None or glyph.x0 - last.x1 > gap * max(last.size, glyph.size):
            pieces.append([])
        pieces[-1].append(glyph)
        last = glyph
    return [Line(tuple(piece)) for piece in pieces]


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """The intervals, those that overlap joined."""
    joined: list[Interval] = []
    for left, right in sorted(intervals):
        if joined and left <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def would_have_fit(line: Line, following: Line, right: float) -> bool:
    """Whether the start of the following line had room on this one, so that the break was meant.

    A line takes what comes next unless it would pass the right edge; figures, Latin words and the signs
    that close them are not parted.
    """
    first = _UNBREAKABLE.match(following.text)
    length = first.end() if first else 1
    shown = [glyph for glyph in following.glyphs if glyph.text != " "][:length]
    need = shown[-1].x1 - shown[0].x0
    return right - line.x1 > need + 0.5 * line.size


def joint(above: str, below: str) -> str:
    """What stands between two lines that are one paragraph: a space between Latin words, else nothing.

    >>> joint("预算执行数为0.00", "万元"), joint("of the", "year")
    ('', ' ')
    """
    latin = above[-1:].isascii() and above[-1:].isalpha() and below[:1].isascii() and below[:1].isalpha()
    return " " if latin else ""

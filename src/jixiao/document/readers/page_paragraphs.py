"""Paragraphs of a page (版面上的段落): lines put together again where only the width of the page parted them.

A line begins a paragraph where it is indented, stands apart, is set in another size, or where the line
before ended although there was room. Lines go on over columns and pages. Figures that stand alone, as at a
chart, are put together with nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jixiao.document.model import Heading, Paragraph, ParagraphStyle, Sentence, Span
from jixiao.document.readers.page_ink import Page
from jixiao.document.readers.page_lines import Line, joint, would_have_fit

_INDENT = 1.2  # of the size: from here on a line is indented
_APART = 1.45  # of the usual distance of lines: from here on a line stands apart
_OTHER_SIZE = 1.12  # a line is larger or smaller than its neighbour from here on
_DISPLAY = 1.12  # of the usual size: a centered line from here on is a title
_MARGIN = 0.1  # of the width: what a centered line leaves free on either side
_LONG = 0.4  # of the widest line: shorter ones do not tell where the edges are
_BIN = 3.0  # points: edges this close are one
_LONGEST_HEADING = 40
_LONGEST_TITLE = 80

_FILLED = 0.75  # of the width: a line that long may be ragged
_OPEN = "，、（(“‘《〔【"  # a line that ends so goes on
_STOPS = "。！？；：.!?;:"
_LEADERS = re.compile(r"…{2,}|…\s*[（(]?\d+[)）]?$|\.{4,}|·{4,}|—{4,}")
_FIGURES = re.compile(r"[-+\d.,，%％‰\s]+")
_ORDINAL = re.compile(r"[一二三四五六七八九十百\d（）()第]+[、.．）)部分章篇编]+\s*")
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十百]+(?:部分|章|篇|编)|[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the text around a line is set: between which edges, how far apart its lines, in which size."""

    left: float
    right: float
    leading: float
    size: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line on its page; lines of one passage stand below each other."""

    line: Line
    page: Page
    setting: Setting
    passage: int = 0
    is_caption: bool = False  # it names the table below

    @property
    def is_centered(self) -> bool:
        """Whether it stands in the middle, away from both edges."""
        left, right = self.setting.left, self.setting.right
        before, after = self.line.x0 - left, right - self.line.x1
        margin = self.setting.size if self.is_large else max(2 * self.line.size, _MARGIN * (right - left))
        return min(before, after) > margin and abs(before - after) < 1.5 * self.line.size

    @property
    def is_indented(self) -> bool:
        """Whether it begins to the right of the edge."""
        return self.line.x0 - self.setting.left > _INDENT * self.line.size

    @property
    def is_large(self) -> bool:
        """Whether it is larger than the text."""
        return self.line.size > _DISPLAY * self.setting.size


def edges(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Between which edges the lines run: where many begin and end; none where they are too few to tell."""
    widest = max((line.x1 - line.x0 for line in lines), default=0.0)
    lines = [line for line in lines if line.x1 - line.x0 > _LONG * widest]
    if len(lines) < 4:
        return None
    fewest = max(2, len(lines) // 6)
    starts = Counter(round(line.x0 / _BIN) for line in lines)
    ends = Counter(round(line.x1 / _BIN) for line in lines)
    left = min((at for at, count in starts.items() if count >= fewest), default=None)
    right = max((at for at, count in ends.items() if count >= fewest), default=None)
    if left is None or right is None or left >= right:
        return None
    return left * _BIN, right * _BIN


def leading(lines: Sequence[Line], left: float, right: float) -> float | None:
    """The usual distance from baseline to baseline, of lines mostly filled; none where there are few."""
    apart = [
        below.base - above.base
        for above, below in pairwise(lines)
        if above.x1 - above.x0 > 0.7 * (right - left) and below.base > above.base
    ]
    return median(apart) if len(apart) > 2 else None


def begins(paragraph: Sequence[PlacedLine], below: PlacedLine) -> bool:
    """Whether the line begins a paragraph, and the one before has come to its end."""
    above = paragraph[-1]
    one, other = above.line, below.line
    if above.is_caption or below.is_caption:
        return True
    if not 1 / _OTHER_SIZE < other.size / one.size < _OTHER_SIZE:
        return True
    if _LEADERS.match(other.text):
        return False
    if _LEADERS.search(one.text) or _FIGURES.fullmatch(one.text):
        return True
    if above.passage == below.passage and other.base - one.base > _APART * _distance(below):
        return True
    if above.is_centered or below.is_centered:
        return not _is_one_title(above, below)
    level = heading_level(other.text)
    stopped = one.text[-1:] in _STOPS
    if below.is_indented:
        same = above.passage == below.passage and abs(other.x0 - one.x0) < 0.5 * one.size
        fits = would_have_fit(one, other, above.setting.right)
        return fits or not same or stopped or level > 0
    if one.text[-1:] in _OPEN:
        return False
    if level and (stopped or heading_level(one.text) or (level < 3 and _heads(other.text, level))):
        return True
    return would_have_fit(one, other, above.setting.right) and not _is_open(paragraph)


def _is_open(paragraph: Sequence[PlacedLine]) -> bool:
    """Whether the sentence goes on although its line had room: the paragraph began with an indent."""
    last = paragraph[-1]
    filled = last.line.x1 - last.setting.left > _FILLED * (last.setting.right - last.setting.left)
    return paragraph[0].is_indented and filled and last.line.text[-1:] not in _STOPS


def _distance(line: PlacedLine) -> float:
    """How far apart lines of its size usually are."""
    return line.setting.leading * max(line.line.size / line.setting.size, 1.0)


def _is_one_title(above: PlacedLine, below: PlacedLine) -> bool:
    """Whether two lines are one title: large, in the middle, close, the lower one without an ordinal."""
    return (
        above.is_large
        and below.is_large
        and (above.is_centered or below.is_centered)
        and above.passage == below.passage
        and below.line.base - above.line.base < 2.2 * above.line.size
        and not heading_level(below.line.text)
    )


def heading_level(text: str) -> int:
    """The level of heading that the ordinal in front says: 1 一、 2 （一） 3 1. 4 （1）; 0 without one."""
    return next((level for level, form in enumerate(_LEVELS, 1) if form.match(text)), 0)


def block_of(lines: Sequence[PlacedLine], *, titled: bool) -> Heading | Paragraph:
    """The lines as a paragraph or heading; `titled` says that the title of the document was read."""
    spans: list[Span] = []
    above = ""
    for each in lines:
        before = joint(above, each.line.text) if above else ""
        spans += each.line.spans(each.page, before)
        above = each.line.text
    text = "".join(span.text for span in spans)
    place = spans[0].place
    if any(each.is_caption for each in lines):
        return Paragraph((Sentence(tuple(spans)),), ParagraphStyle.CAPTION)
    centered = any(each.is_centered for each in lines) and (len(lines) == 1 or lines[0].is_large)
    level = heading_level(text)
    if centered and lines[0].is_large and len(text) <= _LONGEST_TITLE and text[-1:] not in _STOPS:
        return Heading(level or int(titled), text, place=place)
    if _heads(text, level):
        return Heading(level, text, place=place)
    style = ParagraphStyle.CENTERED if centered else ParagraphStyle.BODY
    return Paragraph((Sentence(tuple(spans)),), style)


def _heads(text: str, level: int) -> bool:
    """Whether a numbered line is a heading: short, without a stop, more than its ordinal."""
    return (
        level > 0
        and len(text) <= _LONGEST_HEADING
        and text[-1:] not in _STOPS + "，,"
        and not _LEADERS.search(text)
        and bool(_ORDINAL.sub("", text, count=1))
    )

"""Zones (版面): how the lines of a text are set, as far as it shows in their widths.

Whether a text is wrapped at all, and how wide, shows in its unfinished lines: they are of one width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from jixiao.facts.flow.cells import blank_width, width
from jixiao.facts.flow.lines.furniture import Pages
from jixiao.facts.flow.lines.going_on import NARROWEST
from jixiao.facts.flow.lines.leaders import has_leaders
from jixiao.facts.flow.pieces import Line

_ZONE = 48  # lines that are measured together: layout changes within a document
_EVIDENCE = 4  # unfinished lines of one width that show that a zone is wrapped
_CUT = Fraction(9, 10)  # of the unfinished lines have as many characters where a program cut them there
_FEW = 12  # lines of a passage that someone took out of a page
_PAGE_NARROWEST, _PAGE_WIDEST = 40, 120  # columns of pages
_BELOW = 8  # columns by which a wrapped line is short of the width: a unit that did not fit

ABOVE = 3
"""Columns by which justification may put more into a line than its width."""
INDENT = 4
"""Columns by which the first line of a paragraph is shorter: two characters."""

_ENDS = re.compile(r"[。！？!?][”’）)》」]*(?:（[^（）]{1,20}）)?$")
_CLOSES = re.compile(r"[。；：！？!?;:][”’）)》」]*(?:（[^（）]{1,20}）)?$")
_SENTENCE = re.compile(r"[，。；！？]|[,;](?![\dA-Za-z])")


@dataclass(frozen=True, slots=True)
class Zone:
    """How a stretch of lines is set: how wide, from which column on, and whether paragraphs are indented.

    `characters` is their number in a line where a program cut them there, whatever their width.
    """

    width: int
    margin: int
    indents: bool
    characters: int = 0


@dataclass(slots=True)
class MeasuredLine:
    """A line that may be a piece of wrapped prose, with its columns; `length` is in characters."""

    number: int
    text: str
    width: int
    indent: int
    length: int
    zone: Zone | None = None

    @property
    def is_wide(self) -> bool:
        """Whether a page may be as narrow as the line."""
        return self.width >= NARROWEST

    @property
    def is_spoken(self) -> bool:
        """Whether it has the marks of a sentence."""
        return _SENTENCE.search(self.text) is not None

    @property
    def is_closed(self) -> bool:
        """Whether it ends with a mark that may end a paragraph."""
        return _CLOSES.search(self.text) is not None

    @property
    def is_unfinished(self) -> bool:
        """Whether it is a piece of a sentence that goes on."""
        return self.is_spoken and not self.is_closed

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends with a full stop."""
        return _ENDS.search(self.text) is not None


def measured_lines(lines: Sequence[Line], pages: Pages) -> dict[int, MeasuredLine]:
    """The lines that may be pieces of wrapped prose, by their numbers, each with its zone."""
    measured = list(_lines(lines, pages))
    _give_zones(measured)
    return {each.number: each for each in measured}


def _lines(lines: Sequence[Line], pages: Pages) -> Iterator[MeasuredLine]:
    for number, line in enumerate(lines):
        text = line.body
        if not text or not line.is_physical or number in pages.furniture:
            continue
        if "\t" in text or text[0] in "|｜│" or line.content.is_value or has_leaders(text):
            continue
        indent = blank_width(line.text[: line.lead]) if line.lead else 0
        yield MeasuredLine(number, text, width(text), indent, line.lead + len(text))


def _give_zones(measured: Sequence[MeasuredLine]) -> None:
    """Give each line the zone of the lines around it; else one of the text whose width it has; else none."""
    wide = [each for each in measured if each.is_wide]
    known: dict[int, Zone] = {}
    for stretch, zone in _stretches(wide):
        for each in stretch:
            each.zone = zone
        if zone:
            known[zone.width] = zone
    throughout = _zone(wide) or _zone_of_few(measured)
    for each in wide:
        if not each.zone:
            near = min(known, key=lambda wanted: abs(wanted - each.width), default=0)
            each.zone = known[near] if near and abs(near - each.width) <= INDENT else throughout
    for before, each in pairwise(measured):
        if not each.zone and each.number == before.number + 1:
            each.zone = before.zone


def _stretches(wide: Sequence[MeasuredLine]) -> Iterator[tuple[Sequence[MeasuredLine], Zone | None]]:
    """The lines in stretches that are set alike: runs without a gap that show it, and what lies between."""
    between: list[MeasuredLine] = []
    start = 0
    for end in range(1, len(wide) + 1):
        if end < len(wide) and wide[end].number == wide[end - 1].number + 1:
            continue
        run = wide[start:end]
        start = end
        whole = _zone(run) if len(run) >= _EVIDENCE else None
        if whole:
            for part in range(0, len(run), _ZONE):
                yield run[part : part + _ZONE], _zone(run[part : part + _ZONE]) or whole
            continue
        between += run
        if len(between) >= _ZONE:
            yield between, _zone(between)
            between = []
    yield between, _zone(between)


def _zone(lines: Sequence[MeasuredLine]) -> Zone | None:
    """How the lines are set, where their unfinished ones agree on a width."""
    unfinished = [each for each in lines if each.is_unfinished]
    if len(unfinished) < _EVIDENCE:
        return None
    margin = min(each.indent for each in unfinished)
    indented = sum(2 <= each.indent - margin <= 8 for each in lines)
    counted = Counter(each.width + min(each.indent - margin, 8) for each in unfinished)
    (length, alike), *_ = Counter(each.length for each in unfinished).most_common(1)
    narrow = sum(count for width, count in counted.items() if width < max(counted) - _BELOW)
    if narrow > 1 and alike >= max(_CUT * len(unfinished), Fraction(_EVIDENCE)):
        return Zone(max(counted), margin, indented >= 2, length)
    best = max(counted, key=lambda each: (sum(counted[each + step] for step in (-1, 0, 1)), each))
    longer = {width: counted[width] for width in counted if best + ABOVE <= width <= best + _BELOW}
    if not indented and sum(longer.values()) > 1:  # most lines are the first ones of paragraphs
        best = max(longer, key=lambda each: (longer[each], each))
    near = sum(count for width, count in counted.items() if best - _BELOW <= width <= best + ABOVE)
    if near < _EVIDENCE or 5 * near < 3 * len(unfinished):
        return None
    spoken = [each.width for each in lines if each.is_spoken]
    if 5 * sum(width > best + 4 * ABOVE for width in spoken) > len(spoken):
        return None
    return Zone(best, margin, indented >= 2)


def _zone_of_few(measured: Sequence[MeasuredLine]) -> Zone | None:
    """How a passage of few lines is set: as wide as its widest if all unfinished ones are nearly so.

    One whose last line is unfinished as well may be a list, no passage.
    """
    lines = [each for each in measured if each.is_wide]
    unfinished = [each.width for each in lines if each.is_unfinished]
    if not unfinished or len(lines) > _FEW or not measured[-1].is_closed:
        return None
    widest = max(each.width for each in lines)
    if min(unfinished) < widest - _BELOW or max(unfinished) < widest - INDENT:
        return None
    if not _PAGE_NARROWEST <= widest <= _PAGE_WIDEST:
        return None
    return Zone(widest, min(each.indent for each in lines), indents=len({each.indent for each in lines}) > 1)

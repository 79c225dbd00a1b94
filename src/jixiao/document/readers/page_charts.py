"""Labels of charts (图上的字): figures that stand about on a page because a chart was drawn there.

Read line by line they would mix the axis with the series and break the text around them. They are taken out
of the text in the order in which they were drawn, series by series, with the title above and the legend
below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jixiao.document.model import Paragraph, ParagraphStyle, Sentence, Span
from jixiao.document.readers.page_ink import Glyph, Page
from jixiao.document.readers.page_lines import Line, line_of, pieces_of
from jixiao.document.readers.page_paragraphs import PlacedLine, Setting

_FEWEST_LINES = 3
_BARE = re.compile(r"[-+－−]?\d[\d,，.．]*[%％‰]?(?:年|月|季度)?")
_GAP = 1.0  # of the size: what parts two labels of a line
_STEP = 0.6  # of the size: within which a glyph goes on the label before
_MOST_AROUND = 2  # lines of a title above and of a legend below
_NEAREST = 3.5  # lines apart, in sizes
_LONGEST = 30
_STOPS = "。；：！？，,;:"


def charts_apart(lines: Sequence[Line], page: Page, setting: Setting) -> tuple[list[Line], list[Paragraph]]:
    """The lines that are text, and what the charts between them say."""
    if len(lines) < _FEWEST_LINES:
        return list(lines), []
    bare = [_is_bare(line) for line in lines]
    order = {id(glyph): number for number, glyph in enumerate(page.glyphs)} if any(bare) else {}
    text: list[Line] = []
    labels: list[Paragraph] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and bare[end]:
            end += 1
        if end - at < _FEWEST_LINES:
            end = max(end, at + 1)
            text += lines[at:end]
            at = end
            continue
        start = len(text)
        below = lines[at]
        while start > max(0, len(text) - _MOST_AROUND) and _is_title(text[start - 1], below, page, setting):
            start -= 1
            below = text[start]
        last = end
        while end < min(len(lines), last + _MOST_AROUND) and _is_legend(lines[end], setting):
            end += 1
        labels += _spoken([*text[start:], *lines[at:end]], page, order)
        del text[start:]
        at = end
    return text, labels


def _is_bare(line: Line) -> bool:
    """Whether nothing but figures stands on the line."""
    return all(
        _BARE.fullmatch(word) for piece in pieces_of(line, _GAP) for word in piece.text.split() if word
    )


def _is_title(line: Line, below: Line, page: Page, setting: Setting) -> bool:
    placed = PlacedLine(line, page, setting)
    near = below.base - line.base < _NEAREST * max(line.size, below.size)
    return near and placed.is_centered and len(line.text) <= _LONGEST and line.text[-1:] not in _STOPS


def _is_legend(line: Line, setting: Setting) -> bool:
    """Whether a line below is a legend: short pieces, smaller than the text, or more figures."""
    pieces = [piece.text for piece in pieces_of(line, _GAP)]
    small = line.size < 0.95 * setting.size
    return _is_bare(line) or (small and all(len(text) <= _LONGEST for text in pieces))


def _spoken(lines: Sequence[Line], page: Page, order: Mapping[int, int]) -> Iterator[Paragraph]:
    """The labels in the order in which they were drawn: figures that follow each other as one paragraph."""
    glyphs = sorted((glyph for line in lines for glyph in line.glyphs), key=lambda each: order[id(each)])
    figures: list[Span] = []
    for label in _labels(glyphs):
        if _is_bare(label):
            figures += label.spans(page, " " if figures else "")
            continue
        if figures:
            yield _paragraph(figures)
            figures = []
        yield _paragraph(label.spans(page))
    if figures:
        yield _paragraph(figures)


def _labels(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Glyphs that were drawn one after the other, side by side."""
    label: list[Glyph] = []
    for glyph in glyphs:
        if label and not _goes_on(label[-1], glyph):
            line = line_of(label)
            if line:
                yield line
            label = []
        label.append(glyph)
    line = line_of(label)
    if line:
        yield line


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    return abs(glyph.base - last.base) < 0.3 * size and -_STEP * size < glyph.x0 - last.x1 < _STEP * size


def _paragraph(spans: Sequence[Span] | Iterator[Span]) -> Paragraph:
    return Paragraph((Sentence(tuple(spans)),), ParagraphStyle.CAPTION)

"""Pieces (文稿片段): lines of a document with the spans that they are made of, before they become flow.

A `Line` is what stood on one line of a file, or a whole paragraph where the file knows paragraphs. A
`Fragment` is a stretch of one; the flow is made of fragments, so every character knows where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jixiao.document.model import ParagraphStyle, Span
from jixiao.document.place import PagePlace, TextPlace
from jixiao.facts.flow.cells import Content, content_of

_IDEOGRAPH = "[一-龥，。；：、（）“”]"
_BLANK = "[ \u00a0\u2005\u2009\u202f]"
_BLANK_WITHIN = re.compile(
    f"{_BLANK}(?:(?<={_IDEOGRAPH}.)(?=[0-9])|(?<=[0-9%‰].)(?={_IDEOGRAPH})"
    f"|(?<={_IDEOGRAPH}.)(?=[一-龥]{_BLANK}[一-龥](?:{_BLANK}|[0-9，。；：、]))"
    f"|(?<={_BLANK}[一-龥].)(?={_IDEOGRAPH}))"
)
"""One between digits and ideographs, or between ideographs that are set apart one by one."""
_SHORT = re.compile("[0-9]{1,2}")
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


class Part(NamedTuple):
    """A span's share of a line: it begins at `at` in the line and at `offset` in the span."""

    at: int
    span: Span
    offset: int


class Line:
    """A line (行): its text, its parts, and what the file says of it.

    `body` is the text without white space at its ends, and begins at `lead`.
    """

    __slots__ = ("_content", "body", "breaks_page", "is_physical", "lead", "page", "parts", "style", "text")

    def __init__(
        self, text: str, parts: tuple[Part, ...], style: ParagraphStyle = ParagraphStyle.BODY
    ) -> None:
        self.text = text
        self.parts = parts
        self.style = style
        self.body = text.strip()
        self.lead = 0 if len(self.body) == len(text) else len(text) - len(text.lstrip())
        place = parts[0].span.place if parts else None
        self.page = place.page if isinstance(place, PagePlace) else 0
        self.is_physical = isinstance(place, TextPlace)
        """Whether it may be a piece of a paragraph that a text wrapped, not a paragraph."""
        self.breaks_page = False
        self._content: Content | None = None

    @property
    def content(self) -> Content:
        """What stands in it, if it is a cell."""
        if self._content is None:
            self._content = content_of(self.body)
        return self._content


class Fragment(NamedTuple):
    """A stretch of a line, `start` to `end`."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its characters."""
        return self.line.text[self.start : self.end]

    @property
    def stripped(self) -> Fragment:
        """The fragment without white space at its ends."""
        text = self.text
        start = self.start + len(text) - len(text.lstrip())
        return Fragment(self.line, start, max(start, start + len(text.strip())))


def whole(line: Line) -> Fragment:
    """The line without white space at its ends."""
    return Fragment(line, line.lead, line.lead + len(line.body))


def without_blanks(fragment: Fragment) -> Sequence[Fragment]:
    """The fragment without the blanks that programs put into prose: 2019 年 5 月, 比 上 年 增 加.

    One that begins with a short number keeps the blank behind it: it may be its heading's, 3 工作成效.
    """
    line, start, end = fragment
    text = line.text
    found: list[Fragment] = []
    for match in _BLANK_WITHIN.finditer(text, start, end):
        if found or not _SHORT.fullmatch(text, fragment.start, match.start()):
            found.append(Fragment(line, start, match.start()))
            start = match.end()
    return [*found, Fragment(line, start, end)] if found else (fragment,)


def joined(fragments: Iterable[Fragment]) -> str:
    """The text of the fragments one after the other, as the flow will have it.

    Nothing stands between Chinese characters, nor within a number that a line break cut; two Latin words
    are parted by a space.
    """
    texts = [fragment.text for fragment in fragments]
    if len(texts) == 1:
        return texts[0]
    pieces: list[str] = []
    for text in texts:
        pieces += (glue(pieces[-1], text), text) if pieces else (text,)
    return "".join(pieces)


def glue(before: str, after: str) -> str:
    """What stands between two fragments: a space between two Latin words, else nothing."""
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    return " " if last.isascii() and last.isalpha() and first.isascii() and first.isalpha() else ""


def lines_of(spans: Iterable[Span], style: ParagraphStyle = ParagraphStyle.BODY) -> Sequence[Line]:
    """The lines of a paragraph: one, or more where its text holds line breaks; none for no spans."""
    spans = tuple(spans)
    if len(spans) == 1 and len(spans[0].text.splitlines()) < 2:
        return (Line(spans[0].text, (Part(0, spans[0], 0),), style),)
    return tuple(_divided(spans, style))


def _divided(spans: Sequence[Span], style: ParagraphStyle) -> Iterator[Line]:
    """The lines of a paragraph of several spans, or with line breaks in its text."""
    parts: list[Part] = []
    length = 0
    for span in spans:
        parts.append(Part(length, span, 0))
        length += len(span.text)
    if not parts:
        return
    text = "".join(part.span.text for part in parts)
    pieces = text.splitlines(keepends=True)
    if len(pieces) < 2:
        yield Line(text, tuple(parts), style)
        return
    start = first = 0
    for piece in pieces:
        end = start + len(piece)
        while first + 1 < len(parts) and parts[first + 1].at <= start:
            first += 1
        within = []
        number = first
        while number < len(parts) and parts[number].at < end:
            at, span, offset = parts[number]
            within.append(Part(max(at - start, 0), span, offset + max(start - at, 0)))
            number += 1
        line = Line(piece.rstrip(_LINE_ENDS), tuple(within), style)
        line.breaks_page = "\f" in piece
        yield line
        start = end

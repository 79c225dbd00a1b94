"""Drawing (绘图): the few SVG elements that the charts need, without ids, scripts, styles or patterns.

One unit is one point when the picture is printed as wide as the type area (156 mm). Hatches are drawn as
lines, so that every renderer shows them alike and a page may hold any number of pictures. Coordinates
are printed with one decimal at most.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from html import escape

WIDTH = 442
"""Width of a picture: the type area of GB/T 9704, 156 mm, in points."""

INK = "#17212b"
MUTED = "#4d5b69"
FAINT = "#d6dce3"
_STROKE = 0.7
_HATCH_STEP = 4.0
_NARROW = {"%": 0.93, ",": 0.28, ".": 0.28, "-": 0.35, " ": 0.22}
_PIECE = re.compile(r"[（“〔《【]*(?:[!-~]+|.)[）”〕》】、，。：；]*", re.DOTALL)
"""What is not parted at the end of a line: a number, a word, a mark and the character beside it."""


class Fill(Enum):
    """How an area is filled; each is told from the others in a black-and-white copy too."""

    OUTLINE = "#ffffff"
    HATCHED = "#dbe7f3"
    PALE = "#c3d7ea"
    SOLID = "#1d5a96"


@dataclass
class Drawing:
    """A picture while it is being drawn; `title` and `description` are read out in its stead."""

    title: str
    description: str
    _parts: list[str] = field(default_factory=list)

    def bar(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A rectangle with an outline."""
        place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        self._parts.append(
            f'<rect {place} fill="{fill.value}" stroke="{INK}" stroke-width="{number(_STROKE)}"/>'
        )
        if fill is Fill.HATCHED:
            self._hatch(x, y, width, height)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, color: str = INK, dashed: bool = False
    ) -> None:
        """A thin line."""
        ends = f'x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}" y2="{number(end[1])}"'
        dashes = ' stroke-dasharray="2 2"' if dashed else ""
        self._parts.append(f'<line {ends} stroke="{color}" stroke-width="{number(_STROKE)}"{dashes}/>')

    def disc(self, x: float, y: float, radius: float, fill: Fill) -> None:
        """A circle with an outline."""
        place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        self._parts.append(
            f'<circle {place} fill="{fill.value}" stroke="{INK}" stroke-width="{number(_STROKE)}"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 9,
        anchor: str = "start",
        color: str = INK,
        bold: bool = False,
    ) -> None:
        """Words on a base line; `anchor` is start, middle or end."""
        at = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
        anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="bold"' if bold else ""
        text = escape(words, quote=False)
        self._parts.append(f'<text {at}{anchored}{weight} fill="{color}">{text}</text>')

    def svg(self, height: float) -> str:
        """The picture, `WIDTH` wide."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(height)}" '
            f'width="{WIDTH}" height="{number(height)}" role="img" font-family="sans-serif">'
            f"<title>{escape(self.title, quote=False)}</title>"
            f"<desc>{escape(self.description, quote=False)}</desc>"
            f"{''.join(self._parts)}</svg>"
        )

    def _hatch(self, x: float, y: float, width: float, height: float) -> None:
        """Diagonals that rise to the right, cut at the edges of the rectangle."""
        segments = []
        offset = _HATCH_STEP
        while offset < width + height:
            left, right = max(0.0, offset - height), min(width, offset)
            low, high = min(height, offset), max(0.0, offset - width)
            segments.append(f"M{number(x + left)} {number(y + low)}L{number(x + right)} {number(y + high)}")
            offset += _HATCH_STEP
        if segments:
            path = "".join(segments)
            self._parts.append(f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="0.5"/>')


def number(value: float) -> str:
    """A coordinate with one decimal at most.

    >>> number(12.04), number(7.25), number(-0.01)
    ('12', '7.2', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text_width(words: str, size: float = 9) -> float:
    """About how wide the words are printed, in the unit of `size`."""
    return size * sum(_width(each) for each in words)


def wrapped(words: str, width: float, size: float = 9) -> list[str]:
    """The words in lines no wider than `width`, none shortened; a number or Latin word stays whole.

    >>> wrapped("市民服务中心（综合保障）", 54)
    ['市民服务中心', '（综合保障）']
    >>> wrapped("执行率不足100%", 54)
    ['执行率不足', '100%']
    """
    lines = [""]
    for piece in _PIECE.findall(words):
        if lines[-1] and text_width(lines[-1] + piece, size) > width:
            lines.append("")
        for each in piece if text_width(piece, size) > width else [piece]:
            if lines[-1] and text_width(lines[-1] + each, size) > width:
                lines.append("")
            lines[-1] += each
    return lines


def _width(character: str) -> float:
    """The share of the size that a character takes in a Chinese sans serif."""
    if unicodedata.east_asian_width(character) in "FWA":
        return 1
    return _NARROW.get(character, 0.58)

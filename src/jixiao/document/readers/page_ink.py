"""Ink (版面上的字和线): the glyphs and straight lines of a page, whatever kind of file put them there.

PDF and OFD know neither words nor tables, only marks at places. Places are in points from the top left
corner. A page whose text runs sideways is turned upright here, and its boxes turned back when they are told.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

Box = tuple[float, float, float, float]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands for a glyph whose font does not tell which character it is."""

_ASKEW = 4  # of `Mark.turn`: text at an angle, as watermarks are


class Mark(NamedTuple):
    """A character as the file places it: its box, the start of its baseline, its size, its quarter turns."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    x: float
    y: float
    size: float
    turn: int = 0


class Glyph(NamedTuple):
    """A character that stands upright, once its page has been turned upright."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float


class Rule(NamedTuple):
    """A straight line, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Page:
    """A page (页), counted from 1, turned so that most of its text stands upright.

    `asides` are pieces of text that run in another direction: labels along an axis, numbers of turned pages.
    `pictured` says that pictures cover most of it.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    asides: list[list[Glyph]] = field(default_factory=list)
    pictured: bool = False
    turn: int = 0

    def shown(self, box: Box) -> Box:
        """The box on the page as it is shown."""
        x0, y0, x1, y1 = box
        match self.turn:
            case 1:
                x0, y0, x1, y1 = self.height - y1, x0, self.height - y0, x1
            case 2:
                x0, y0, x1, y1 = self.width - x1, self.height - y1, self.width - x0, self.height - y0
            case 3:
                x0, y0, x1, y1 = y0, self.width - x1, y1, self.width - x0
            case _:
                pass
        return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


def page_of(
    number: int,
    size: tuple[float, float],
    marks: list[Mark],
    rules: Iterable[Rule],
    *,
    pictured: bool = False,
) -> Page:
    """The page with its marks as glyphs, upright; text askew is left out, it is a watermark."""
    width, height = size
    counted = Counter(mark.turn for mark in marks if not mark.text.isspace())
    turn = counted.most_common(1)[0][0] % _ASKEW if counted else 0
    if turn in (1, 3):
        width, height = height, width
    page = Page(number, width, height, [], [], pictured=pictured, turn=turn)
    for each, run in groupby(marks, key=lambda mark: mark.turn):
        if each == _ASKEW:
            continue
        if each == turn:
            page.glyphs += [glyph for mark in run if (glyph := _upright(mark, page))]
        else:
            page.asides += _runs([glyph for mark in run if (glyph := _upright(mark, page))])
    page.rules = [Rule(*_turned(rule, page)) for rule in rules]
    return page


def _upright(mark: Mark, page: Page) -> Glyph | None:
    """The mark on the page turned upright; none where it shows nothing or lies outside of the page."""
    text = mark.text.translate(_PLAIN)
    box = _turned((mark.x0, mark.top, mark.x1, mark.bottom), page)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if not text or not (0 <= x <= page.width and 0 <= y <= page.height and mark.size > 0):
        return None
    base = _turned((mark.x, mark.y, mark.x, mark.y), page)[1] if page.turn else mark.y
    return Glyph(text, *box, base, mark.size)


def _turned(box: Iterable[float], page: Page) -> Box:
    """The box on the page after it was turned upright."""
    x0, y0, x1, y1 = box
    match page.turn:
        case 0:
            return x0, y0, x1, y1
        case 1:
            x0, y0, x1, y1 = y0, page.height - x1, y1, page.height - x0
        case 2:
            x0, y0, x1, y1 = page.width - x1, page.height - y1, page.width - x0, page.height - y0
        case 3:
            x0, y0, x1, y1 = page.width - y1, x0, page.width - y0, x1
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _runs(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that follow each other closely, however they are turned."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last and _distance(last, glyph) <= glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [run for run in runs if any(not glyph.text.isspace() for glyph in run)]


def _distance(one: Glyph, other: Glyph) -> float:
    across = max(one.x0 - other.x1, other.x0 - one.x1, 0)
    down = max(one.top - other.bottom, other.top - one.bottom, 0)
    return max(across, down)


def _plain() -> dict[int, str]:
    """What fonts put in the place of a character, by the character that is meant.

    Radicals (U+2E80 and U+2F00), which some fonts map their characters to; compatibility ideographs,
    ligatures, mathematical digits; spaces of every width as one; what has no ink as nothing.
    """
    table = {
        code: unicodedata.normalize("NFKC", chr(code))
        for block in (
            range(0x2F00, 0x2FD6),
            range(0xF900, 0xFB07),
            range(0x1D400, 0x1D800),
            range(0x2E80, 0x2EF4),
        )
        for code in block
    }
    table |= {ord(radical): character for radical, character in zip(*_SIMPLIFIED, strict=True)}
    table |= dict.fromkeys((0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
    table |= dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "")
    table |= {0xAD: "-", 0xFFFE: "-", 0x2: "-", 0xF0B7: "•"}
    return table


_SIMPLIFIED = (
    "⺁⺌⺎⺏⺐⺒⺓⺕⺗⺝⺟⺠⺡⺢⺣⺧⺩⺫⺬⺭⺮⺯⺱⺶⺷⺼⺾⺿⻁⻂⻄⻅⻆⻉⻋⻍⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂小兀尢尣巳幺彐心月母民氵氺灬牛王罒示礻⺮糸罓羊羋肉艹艹虎衤西见角贝车辶钅長镸长门雨青韦页风飞食食食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
_PLAIN = _plain()

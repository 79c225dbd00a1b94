"""Objects on a page of an OFD (页面对象): text and straight lines, at their places in millimeters.

Source: GB/T 33190-2016, chapters 8 (paths), 11 (text) and 13 (composite objects).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from jixiao.document.readers.page_ink import Mark, Rule

MOST_MARKS = 1_500_000
MOST_PATHS = 20_000  # of a page; more are a drawing, and its lines bound no table

_DEEPEST = 16
_ASCENT, _DESCENT = 0.86, 0.14  # of the size: the body of a Chinese character about its baseline
_HALF = 0.5  # of the size: how wide a Latin letter or digit is, at most, where nothing tells
_THIN = 0.9  # millimeters: a filled shape no thicker is a line
_MOST_POINTS = 64  # of a path; more are a curve or a drawing

Affine = tuple[float, float, float, float, float, float]
_AS_IS: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


class TooMuch(Exception):
    """The file has more pages or text than a report can have. / 内容过多。"""


@dataclass(slots=True)
class Ink:
    """What the objects put on a page; `room` is how many marks and objects may come yet."""

    room: int
    marks: list[Mark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictured: float = 0.0  # area that pictures cover
    paths: int = 0

    def place(self, x: float, y: float, scale: float) -> None:
        """Move everything, then scale it."""
        shifts = (x, y, x, y, x, y)
        self.marks = [
            Mark._make(
                (
                    mark.text,
                    *((each + shift) * scale for each, shift in zip(mark[1:7], shifts, strict=True)),
                    mark.size * scale,
                    mark.turn,
                )
            )
            for mark in self.marks
        ]
        kept = self.rules if self.paths <= MOST_PATHS else []
        self.rules = [
            Rule((rule.x0 + x) * scale, (rule.y0 + y) * scale, (rule.x1 + x) * scale, (rule.y1 + y) * scale)
            for rule in kept
        ]


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """The children of that local name."""
    return [each for each in element if _local(each) == name] if element is not None else []


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that local name."""
    return next(iter(children(element, name)), None)


def box_of(element: etree._Element | None) -> tuple[float, float, float, float] | None:
    """The box that an element's text tells: x, y, width, height."""
    numbers = _numbers(element.text or "") if element is not None else []
    if len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def ink_of(page: etree._Element, units: Mapping[str, etree._Element], ink: Ink) -> None:
    """Put what the layers of a page or template hold into the ink. Raises TooMuch."""
    for layer in children(child(page, "Content"), "Layer"):
        _draw(layer, _AS_IS, units, ink, 0)


def _draw(
    holder: etree._Element, matrix: Affine, units: Mapping[str, etree._Element], ink: Ink, depth: int
) -> None:
    for each in holder:
        ink.room -= 1  # a unit that holds itself, or another one many times, comes to an end
        if ink.room < 0:
            raise TooMuch
        match _local(each):
            case "TextObject":
                _text(each, matrix, ink)
            case "PathObject":
                ink.paths += 1
                if ink.paths <= MOST_PATHS:
                    ink.rules += _lines(each, _within(each, matrix))
            case "ImageObject":
                box = _numbers(each.get("Boundary", ""))
                ink.pictured += box[2] * box[3] if len(box) == 4 else 0
            case "PageBlock" if depth < _DEEPEST:
                _draw(each, matrix, units, ink, depth + 1)
            case "CompositeObject" if depth < _DEEPEST:
                content = child(units.get(each.get("ResourceID", "")), "Content")
                if content is not None:
                    _draw(content, _within(each, matrix), units, ink, depth + 1)
            case _:
                pass


def _within(element: etree._Element, matrix: Affine) -> Affine:
    """From the coordinates of an object to those of the page: its own matrix, then where its box is."""
    box = _numbers(element.get("Boundary", ""))
    own = _numbers(element.get("CTM", ""))
    placed = _composed(matrix, (1, 0, 0, 1, box[0], box[1])) if len(box) == 4 else matrix
    if len(own) == 6:
        return _composed(placed, (own[0], own[1], own[2], own[3], own[4], own[5]))
    return placed


def _text(element: etree._Element, matrix: Affine, ink: Ink) -> None:
    """The marks of a text object."""
    if element.get("Visible", "true").strip().lower() == "false":
        return
    placed = _within(element, matrix)
    size = _number(element.get("Size", ""), 0.0)
    wide = _number(element.get("HScale", ""), 1.0)
    direction = int(_number(element.get("CharDirection", ""), 0.0)) // 90 % 4
    down = int(_number(element.get("ReadDirection", ""), 0.0)) // 90 % 2 == 1
    turn = _turn(placed[0], placed[1], direction)
    scaled = size * math.hypot(placed[2], placed[3])
    stretched = math.hypot(placed[0], placed[1]) / (math.hypot(placed[2], placed[3]) or 1.0)
    x = y = 0.0
    for code in children(element, "TextCode"):
        text = code.text or ""
        if len(text) > ink.room:
            raise TooMuch
        ink.room -= len(text)
        x, y = _number(code.get("X", ""), x), _number(code.get("Y", ""), y)
        across = _steps(code.get("DeltaX", ""), len(text) - 1)
        along = _steps(code.get("DeltaY", ""), len(text) - 1)
        for index, character in enumerate(text):
            own = scaled * wide * stretched * _width(character)
            step = across[index] * math.hypot(placed[0], placed[1]) if index < len(across) else 0.0
            advance = min(own, step) if step > 0 and not down else own
            a, b, c, d, e, f = placed
            origin = a * x + c * y + e, b * x + d * y + f
            ink.marks.append(Mark(character, *_body(origin, advance, scaled, turn), *origin, scaled, turn))
            if index < len(across):
                x += across[index]
            elif not down:
                x += size * wide * _width(character)
            if index < len(along):
                y += along[index]
            elif down and not along:
                y += size


def _body(
    origin: tuple[float, float], advance: float, size: float, turn: int
) -> tuple[float, float, float, float]:
    """The box of a character that begins there."""
    x, y = origin
    up, down = size * _ASCENT, size * _DESCENT
    match turn:
        case 1:
            return x - down, y, x + up, y + advance
        case 2:
            return x - advance, y - down, x, y + up
        case 3:
            return x - up, y - advance, x + down, y
        case _:
            return x, y - up, x + advance, y + down


def _turn(x: float, y: float, direction: int) -> int:
    """Quarter turns clockwise of a text in that direction; 4: askew."""
    angle = math.degrees(math.atan2(y, x)) % 360
    turn = round(angle / 90)
    return (turn + direction) % 4 if abs(angle - turn * 90) < 8 else 4


def _width(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _HALF


def _steps(words: str, most: int) -> list[float]:
    """The steps from character to character, at most so many: "5 5 g 3 2.5" are 5, 5 and thrice 2.5."""
    steps: list[float] = []
    parts = iter(words.split())
    for part in parts:
        if len(steps) >= most:
            break
        if part == "g":
            count, step = _number(next(parts, ""), 0.0), _number(next(parts, ""), 0.0)
            steps += [step] * max(0, min(int(count), most - len(steps)))
        else:
            steps.append(_number(part, 0.0))
    return steps


def _lines(element: etree._Element, matrix: Affine) -> Iterator[Rule]:
    """The upright and level lines that a path draws; a thin filled shape is one too."""
    stroked = element.get("Stroke", "true").strip().lower() != "false"
    filled = element.get("Fill", "false").strip().lower() == "true"
    data = child(element, "AbbreviatedData")
    points = _points((data.text or "") if data is not None else "", matrix)
    if not points or not (stroked or filled):
        return
    xs = [x for line in points for x in (line[0], line[2])]
    ys = [y for line in points for y in (line[1], line[3])]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if min(x1 - x0, y1 - y0) <= _THIN < max(x1 - x0, y1 - y0):
        middle = (x0 + x1) / 2, (y0 + y1) / 2
        yield Rule(middle[0], y0, middle[0], y1) if x1 - x0 < y1 - y0 else Rule(x0, middle[1], x1, middle[1])
    elif stroked:
        yield from (
            Rule(*line) for line in points if min(abs(line[0] - line[2]), abs(line[1] - line[3])) < 0.4
        )


def _points(data: str, matrix: Affine) -> Sequence[tuple[float, float, float, float]]:
    """The straight segments of a path; none where it has curves or is a drawing."""
    tokens = data.split()
    if len(tokens) > 3 * _MOST_POINTS:
        return []
    a, b, c, d, e, f = matrix
    segments: list[tuple[float, float, float, float]] = []
    start = last = (0.0, 0.0)
    parts = iter(tokens)
    for part in parts:
        if part in ("S", "M", "L"):
            x, y = _number(next(parts, ""), 0.0), _number(next(parts, ""), 0.0)
            point = (a * x + c * y + e, b * x + d * y + f)
            if part == "L":
                segments.append((*last, *point))
            else:
                start = point
            last = point
        elif part == "C":
            segments.append((*last, *start))
            last = start
        else:
            return []
    return segments


def _composed(outer: Affine, inner: Affine) -> Affine:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def _numbers(words: str) -> list[float]:
    return [_number(word, 0.0) for word in words.split()[:8]]


def _number(word: str, otherwise: float) -> float:
    """The number that a word is; what no page can hold is none."""
    if not _NUMBER.fullmatch(word.strip()):
        return otherwise
    number = float(word)
    return number if abs(number) < 1e6 else otherwise


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]

"""Line breaks (回行) where meaning or looks ask for one place rather than another.

GB/T 9704-2012 wants a title of several lines broken by meaning, its lines in balance. Nothing is added to
the text or taken from it: the lines joined are the title.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from math import ceil

from jixiao.document.svg import text_width

_STRONG = re.compile(r"(?=\d{4}年)|(?<=办事处)|(?<=政府)|(?<=委员会)|(?<=关于)|(?<=局)(?=[关\d])")
_WEAK = re.compile(
    r"(?<=年度)|(?<=全年)|(?<=半年)|(?<=的)|(?<=、)|(?<=和)|(?<=及)|(?<=支出)|(?<=项目)|(?<=绩效)"
)
_WITHIN_NUMBER = re.compile(r"(?<=[0-9A-Za-z.,%])(?=[0-9A-Za-z.,%年月日])")
_MOST_LINES = 4


def title_lines(title: str, widest: float) -> list[str]:
    """The lines of a title, each at most `widest` characters; line feeds in it are kept as breaks.

    >>> title_lines("清河区人民政府柳荫街道办事处2023年度财政支出绩效跟踪报告", 20)
    ['清河区人民政府柳荫街道办事处', '2023年度财政支出绩效跟踪报告']
    """
    return [line for part in title.split("\n") for line in _lines(part, widest)]


def balanced(words: str, widest: float) -> list[str]:
    """A short label in lines of about equal length, rather than a full one and a single character.

    >>> balanced("调整后预算", 4.4), balanced("年初预算", 4.4)
    (['调整后', '预算'], ['年初预算'])
    """
    count = ceil(text_width(words, 1) / widest) if widest > 0 else 1
    if count < 2 or not words.isalpha():
        return [words]
    length = ceil(len(words) / count)
    return [words[start : start + length] for start in range(0, len(words), length)]


def _lines(text: str, widest: float) -> list[str]:
    """The division into as few lines as can be that costs least."""
    count = ceil(text_width(text, 1) / widest)
    strong = {found.start() for found in _STRONG.finditer(text)}
    weak = {found.start() for found in _WEAK.finditer(text)}
    barred = {found.start() for found in _WITHIN_NUMBER.finditer(text)}
    places = [place for place in range(1, len(text)) if place not in barred]
    best, least = [text], float("inf")
    if not 2 <= count <= _MOST_LINES:
        return best
    for breaks in combinations(places, count - 1):
        lines = [text[start:end] for start, end in pairwise((0, *breaks, len(text)))]
        widths = [text_width(line, 1) for line in lines]
        if max(widths) > widest:
            continue
        cost = (max(widths) - min(widths)) / widest
        cost += sum(0 if place in strong else 0.4 if place in weak else 1 for place in breaks)
        if cost < least:
            best, least = lines, cost
    return best

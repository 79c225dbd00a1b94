"""Page furniture (页眉页脚页码): lines at the edge of pages that are no part of the text.

A page number is known by its form ("— 3 —", "第 3 页 共 20 页"), a bare one by counting along with the
pages; a running head or foot by coming back at the same height on at least three pages, set smaller than the
text or away from it. Only what stands outermost counts, and no caption or note of units does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from jixiao.document.readers.page_ink import Page
from jixiao.document.readers.page_lines import Line, pieces_of

_ZONE = 0.13  # of the page's height, above and below
_DEEPEST = 3  # lines from the edge
_FEWEST_PAGES = 3
_SAME_HEIGHT = 6.0  # points
_LARGE = 1.1  # of the usual size: larger is a title
_SMALL = 0.93  # of the usual size: smaller is set as a running head
_APART = 2.2  # of the size: from the text at least so far, where it is not set smaller
_MANY_PIECES = 4  # so many are the header of a table

Side = list[tuple[int, Line, Line | None]]
"""Lines from an edge of the page inwards: their numbers, and the next line on the side of the text."""

_DASH = "[-—–－―─一~〜·•]"
_NUMBER = re.compile(
    rf"{_DASH}{{1,3}}\d{{1,4}}{_DASH}{{1,3}}"
    r"|第\d{1,4}页(?:[,，/／]?[(（]?共\d{1,4}页[)）]?)?|共\d{1,4}页[,，]?第\d{1,4}页"
    r"|\d{1,4}[/／]\d{1,4}|[Pp]age\d{1,4}(?:of\d{1,4})?|P\.?\d{1,4}"
)
_BARE = re.compile(r"\d{1,4}")
_ROMAN = re.compile(r"[ivxlIVXL]{1,6}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}")
_KEPT = re.compile(
    r"单位[:：]|^(?:附?表|附件|附录|附图|图)[\d#一二三四五六七八九十]|表(?:[（(][^）)]*[）)])?$"
)


def furniture(pages: Sequence[tuple[Page, Sequence[Line]]]) -> list[set[int]]:
    """For each page the numbers of its lines that are furniture, among those outside of its tables."""
    usual = median([line.size for _, lines in pages for line in lines] or [0.0])
    edges = [(page, list(_edges(page, lines))) for page, lines in pages]
    repeated = _repeated(edges, usual)
    counted = _counted(edges)
    found: list[set[int]] = []
    for page, sides in edges:
        dropped: set[int] = set()
        for side in sides:
            for number, line, _ in side:
                text = _plain(line)
                known = (
                    _NUMBER.fullmatch(text)
                    or _ROMAN.fullmatch(text)
                    or (_BARE.fullmatch(text) and int(text) - page.number in counted)
                    or _height(line, text) & repeated
                )
                if not known:
                    break
                dropped.add(number)
        found.append(dropped)
    return found


def is_page_number(text: str) -> bool:
    """Whether the words have the form of a page number.

    >>> is_page_number("— 3 —"), is_page_number("第 3 页 共 20 页"), is_page_number("3")
    (True, True, False)
    """
    return bool(_NUMBER.fullmatch(text.replace(" ", "")))


def _plain(line: Line) -> str:
    return line.text.replace(" ", "")


def _edges(page: Page, lines: Sequence[Line]) -> Iterator[Side]:
    """The lines near the upper and near the lower edge, from the edge inwards."""
    around = [None, *lines, None]
    inward = [(number, line, around[number + 2]) for number, line in enumerate(lines)]
    outward = [(number, line, around[number]) for number, line in enumerate(lines)]
    yield [each for each in inward[:_DEEPEST] if each[1].base < _ZONE * page.height]
    yield [each for each in outward[: -_DEEPEST - 1 : -1] if each[1].base > (1 - _ZONE) * page.height]


def _height(line: Line, text: str) -> set[tuple[str, int]]:
    """What the line says, figures aside, and how high it stands; two heights for one near their border."""
    words = re.sub(r"\d+", "#", text)
    return {(words, round((line.base + shift) / _SAME_HEIGHT)) for shift in (-2, 2)}


def _repeated(edges: Sequence[tuple[Page, list[Side]]], usual: float) -> set[tuple[str, int]]:
    """The words and heights that come back on several pages."""
    counts: Counter[tuple[str, int]] = Counter()
    for _, sides in edges:
        seen: set[tuple[str, int]] = set()
        for side in sides:
            for _, line, inner in side:
                if not _may_run(line, inner, usual):
                    break
                seen |= _height(line, _plain(line))
        counts.update(seen)
    return {key for key, count in counts.items() if count >= _FEWEST_PAGES}


def _may_run(line: Line, inner: Line | None, usual: float) -> bool:
    """Whether the line may be a running head or foot, with that line next to it on the side of the text."""
    words = re.sub(r"\d+", "#", _plain(line))
    if _KEPT.search(words) or words == "#" or line.size > _LARGE * usual:
        return False
    if len(pieces_of(line, 1.0)) >= _MANY_PIECES:
        return False
    return (
        inner is None
        or line.size < _SMALL * usual
        or abs(line.base - inner.base) > _APART * max(line.size, inner.size)
    )


def _counted(edges: Sequence[tuple[Page, list[Side]]]) -> set[int]:
    """By how much bare numbers at the edge differ from the number of the page, where they count along."""
    counts: Counter[int] = Counter()
    for page, sides in edges:
        counts.update(
            {
                int(text) - page.number
                for side in sides
                for _, line, _ in side[:1]
                if _BARE.fullmatch(text := _plain(line))
            }
        )
    single = len(edges) == 1
    return {shift for shift, count in counts.items() if count >= 2 or (single and shift == 0)}

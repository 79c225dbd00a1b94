"""Page furniture (页眉页脚): page numbers, running heads and feet, and heads of tables repeated on each page.

A text that was taken from pages keeps them between its lines, in the middle of sentences and tables. A number
that nothing marks as a page number is one only where it counts up from page to page, or parts a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, takewhile

from jixiao.facts.flow.cells import content_of, width
from jixiao.facts.flow.lines.going_on import goes_on, is_prose
from jixiao.facts.flow.pieces import Line

_DASH = "-—–－―─"
_PAGE_NUMBER = re.compile(
    rf"[{_DASH}]{{1,2}}\s?\d{{1,4}}\s?[{_DASH}]{{1,2}}"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/]?\s?共\s?\d{1,4}\s?页)?|共\s?\d{1,4}\s?页\s?[,，/]?\s?第\s?\d{1,4}\s?页"
    r"|[Pp]age\s\d{1,4}(?:\sof\s\d{1,4})?|[·•]\s?\d{1,4}\s?[·•]"
)
_BARE = re.compile(r"[1-9]\d{0,3}")
_OF_A_TABLE = re.compile(r"表\s?[\d一二三四五六七八九十]|[表录](?:[（(].{1,8}[）)])?$")
_UNIT_LINE = re.compile(r"(?:金额)?单位[:：]|编制(?:单位|部门)")
_REMARK = re.compile(r"[备附]?注\s?[:：]|说明\s?[:：]|.*[。；：]$")

_CHAIN = 3  # so many numbers that count up are no accident
_PAGE_LINES = 8  # a page has more lines than this, a row of a flattened table seldom
_PAGE_CHARACTERS = 250
_REPEATS = 3  # a running head stands on so many pages at least
_FEET = 5  # and a running foot on so many: notes and remarks repeat as well
_LOOK = 3  # lines of a page's top or foot that may be running ones
_LONGEST_HEAD = 40  # lines of a table's head that may be repeated
_BLANKS_ARE_PAGES = Fraction(2, 25)  # a text with fewer blank lines keeps them for the ends of pages
_WIDE = 26
_SENTENCE_ENDS = "。；，："  # a running head is no sentence; one that two pages begin with is a coincidence


@dataclass(slots=True)
class Pages:
    """What of the lines is furniture, and where pages begin, by the numbers of lines."""

    furniture: set[int] = field(default_factory=set)
    starts: set[int] = field(default_factory=set)


def pages_of(lines: Sequence[Line]) -> Pages:
    """The furniture among the lines, and the first line of each page after the first."""
    texts = [line.body for line in lines]
    pages = Pages()
    numbers = {n for n, text in enumerate(texts) if 2 < len(text) < 30 and _is_page_number(text)}
    numbers |= _counting(lines, texts)
    breaks = numbers | {
        n
        for n, line in enumerate(lines)
        if n and (line.page != lines[n - 1].page or lines[n - 1].breaks_page)
    }
    blanks = [n for n, text in enumerate(texts) if not text]
    if len(blanks) <= _BLANKS_ARE_PAGES * len(texts):
        breaks.update(blanks)
    pages.furniture |= numbers
    edges = list(_edges(sorted(breaks), texts, numbers))
    _drop_heads(edges, texts, pages.furniture)
    _drop_feet(edges, texts, pages.furniture)
    for _, first in edges:
        kept = (n for n in range(first, len(texts)) if texts[n] and n not in pages.furniture)
        pages.starts.update(islice(kept, 1))
    return pages


def _is_page_number(text: str) -> bool:
    return (text[0] in _DASH or text[0] in "第共Pp·•") and bool(_PAGE_NUMBER.fullmatch(text))


def _edges(breaks: Sequence[int], texts: Sequence[str], numbers: set[int]) -> Iterator[tuple[int, int]]:
    """The last line before and the first after each break, page numbers and blank lines aside."""
    passed = 0
    for each in breaks:
        if each < passed:
            continue
        last, first = each - 1, each
        while last >= 0 and (not texts[last] or last in numbers):
            last -= 1
        while first < len(texts) and (not texts[first] or first in numbers):
            first += 1
        passed = first
        if last >= 0 and first < len(texts):
            yield last, first


def _counting(lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """The bare numbers that part a sentence, or count up from page to page, each at an edge of the text."""
    candidates = [
        n
        for n, text in enumerate(texts)
        if len(text) < 5 and _BARE.fullmatch(text) and not lines[n].text.startswith("\t")
    ]
    found = {n for n in candidates if _parts_a_sentence(texts, n)}
    if len(candidates) < _CHAIN:
        return found
    around = Counter(texts[n + step] for n in candidates for step in (-1, 1) if 0 <= n + step < len(texts))
    lengths = [0]
    for text in texts:
        lengths.append(lengths[-1] + len(text))
    chains: dict[int, list[int]] = {}
    done: list[list[int]] = []
    for n in candidates:
        if not any(_is_edge(texts, n + step, around) for step in (-1, 1)):
            continue
        value = int(texts[n])
        chain = chains.pop(value - 1, [])
        chain.append(n)
        if value in chains:
            done.append(chains[value])
        chains[value] = chain
    blanks = sum(not text for text in texts)
    for chain in (*done, *chains.values()):
        pages = len(chain) - 1
        if len(chain) < _CHAIN or chain[-1] - chain[0] < _PAGE_LINES * pages:
            continue
        at_blanks = sum(n + 1 < len(texts) and not texts[n + 1] for n in chain)
        if at_blanks == len(chain) and blanks <= 2 * len(chain):
            found.update(chain)
            continue
        in_prose = sum(any(width(texts[each]) >= _WIDE for each in _neighbors(texts, n)) for n in chain)
        if lengths[chain[-1]] - lengths[chain[0]] >= _PAGE_CHARACTERS * pages and 2 * in_prose >= len(chain):
            found.update(chain)
    return found


def _parts_a_sentence(texts: Sequence[str], n: int) -> bool:
    """Whether the lines on either side are prose, and the one before is unfinished."""
    before, after = (
        next((texts[at] for at in (n + step, n + 2 * step) if 0 <= at < len(texts) and texts[at]), "")
        for step in (-1, 1)
    )
    return goes_on(before) and is_prose(after)


def _is_edge(texts: Sequence[str], n: int, around: Counter[str]) -> bool:
    if not 0 <= n < len(texts) or not texts[n]:
        return True
    return around[texts[n]] >= _REPEATS and not content_of(texts[n]).is_value


def _neighbors(texts: Sequence[str], n: int) -> Iterator[int]:
    """The two lines with text on either side."""
    for step in (-1, 1):
        at, found = n + step, 0
        while 0 <= at < len(texts) and found < 2:
            if texts[at]:
                found += 1
                yield at
            at += step


def _drop_heads(edges: Sequence[tuple[int, int]], texts: Sequence[str], dropped: set[int]) -> None:
    """Drop what a page repeats from the top of one before: a running head, a table's title and head."""
    tops = [list(islice(_content(texts, first, 1, dropped), _LOOK)) for _, first in edges]
    often = _often([[texts[n] for n in top] for top in tops], _REPEATS)
    latest: dict[str, int] = {}
    repeated: list[int] = []
    for (_, first), top in zip(edges, tops, strict=True):
        if not top:
            continue
        running = texts[top[0]]
        earlier = latest.get(running)
        latest[running] = first
        if earlier is None:
            if running in often and not _OF_A_TABLE.search(running):
                repeated.append(top[0])
            continue
        pairs = zip(_content(texts, first, 1, dropped), _content(texts, earlier, 1, dropped), strict=False)
        same = [now for now, _ in takewhile(lambda pair: _is_same_head(texts, *pair), pairs)]
        head = [texts[n] for n in same[:2]]
        titled = len(same) > 2 and any(_OF_A_TABLE.search(each) and len(each) > 2 for each in head)
        if titled or any(each in often for each in head):
            repeated += same
    dropped.update(repeated)


def _is_same_head(texts: Sequence[str], now: int, then: int) -> bool:
    text = texts[now]
    return text == texts[then] and text[-1] not in _SENTENCE_ENDS and not content_of(text).is_value


def _drop_feet(edges: Sequence[tuple[int, int]], texts: Sequence[str], dropped: set[int]) -> None:
    """Drop the last line of pages where it is the same on most of them."""
    feet = [list(islice(_content(texts, last, -1, dropped), 1)) for last, _ in edges]
    often = {
        text for text in _often([[texts[n] for n in foot] for foot in feet], _FEET) if not _REMARK.match(text)
    }
    dropped.update(n for foot in feet for n in foot if texts[n] in often)


def _often(blocks: Sequence[Sequence[str]], least: int) -> set[str]:
    """The lines that stand on at least every second page between their first and their last."""
    seen: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        for text in set(block):
            if text[-1] in _SENTENCE_ENDS or _UNIT_LINE.match(text):
                continue
            if width(text) >= 8 and not content_of(text).is_value:
                seen.setdefault(text, []).append(number)
    return {
        text
        for text, places in seen.items()
        if len(places) >= least and 2 * len(places) > places[-1] - places[0]
    }


def _content(texts: Sequence[str], start: int, step: int, dropped: set[int]) -> Iterator[int]:
    """The numbers of the lines with text from `start` on, as many as a head can have."""
    at, found = start, 0
    while 0 <= at < len(texts) and found < _LONGEST_HEAD and abs(at - start) < 2 * _LONGEST_HEAD:
        if texts[at] and at not in dropped:
            found += 1
            yield at
        at += step

"""Numbers of lists in a Word file (自动编号), as Word counts them. Source: ECMA-376 part 1, 17.9."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from jixiao.document.readers.list_numbers import printed_number
from jixiao.document.readers.word_runs import W
from jixiao.document.readers.word_styles import Styles, is_on

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_CLOSED = tuple("、．。）：】〕,，;；")  # behind these nothing stands where Word sets a tab or a space
_LARGEST_START = 32_767
_LONGEST = 60  # characters of a number: more is no number


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: from where it counts, in which form, with what around, and when it starts anew."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int = -1  # the level, from 1, that starts it anew; 0: none; -1: any higher one
    is_legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A numbered list: the levels it prints, the counters it shares, and where it begins anew."""

    levels: dict[int, _Level]
    counters: list[int | None]
    begins: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of a file, paragraph by paragraph."""

    def __init__(self, part: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        if part is None:
            return
        kinds = {each.get(f"{W}abstractNumId", ""): each for each in part.iterfind(f"{W}abstractNum")}
        by_style = {
            _value(each, "styleLink"): each
            for each in kinds.values()
            if each.find(f"{W}styleLink") is not None
        }
        counters: dict[str, list[int | None]] = {}
        for number in part.iterfind(f"{W}num"):
            kind = _value(number, "abstractNumId")
            abstract = kinds.get(kind)
            if abstract is not None and (link := _value(abstract, "numStyleLink")):
                abstract = by_style.get(link, abstract)
            if abstract is None:
                continue
            shared = counters.setdefault(abstract.get(f"{W}abstractNumId", ""), [None] * _LEVELS)
            levels = {_index(each): _level(each) for each in abstract.iterfind(f"{W}lvl")}
            begins: dict[int, int] = {}
            for override in number.iterfind(f"{W}lvlOverride"):
                own = override.find(f"{W}lvl")
                if own is not None:
                    levels[_index(override)] = _level(own)
                if override.find(f"{W}startOverride") is not None:
                    begins[_index(override)] = _integer(_value(override, "startOverride"), 1)
            self._lists[number.get(f"{W}numId", "")] = _List(levels, shared, begins)

    def next(self, paragraph: Element, style: str) -> str:
        """The number before a paragraph, with what parts it from the words; empty where there is none.

        Asked once for each paragraph, in their order: asking counts.
        """
        found = self._list_of(paragraph, style)
        if found is None:
            return ""
        numbered, at = found
        level = numbered.levels.get(at)
        if level is None:
            return ""
        self._count(numbered, at, level)
        if level.form in ("bullet", "none") and not _PLACEHOLDER.search(level.text):
            return ""
        text = _PLACEHOLDER.sub(lambda place: _shown(numbered, int(place[1]) - 1, level), level.text)[
            :_LONGEST
        ]
        if not text or text.endswith(_CLOSED) or level.suffix == "nothing":
            return text
        return f"{text} "

    def _list_of(self, paragraph: Element, style: str) -> tuple[_List, int] | None:
        number, level, names = self._styles.numbering(style)
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number = _value(own, "numId") or number
            level = _integer(_value(own, "ilvl"), level or 0)
        found = self._lists.get(number)
        if found is None:
            return None
        if level is None:  # a style that is a level of its list
            level = next((at for at, each in found.levels.items() if each.style in names), 0)
        return found, min(level, _LEVELS - 1)

    def _count(self, numbered: _List, at: int, level: _Level) -> None:
        counters = numbered.counters
        if at in numbered.begins:
            counters[at] = numbered.begins.pop(at)
        else:
            last = counters[at]
            counters[at] = level.start if last is None else last + 1
        for deeper in range(at + 1, _LEVELS):
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else -1
            if restart < 0 or at < restart:
                counters[deeper] = None


def _shown(numbered: _List, at: int, level: _Level) -> str:
    """The counter of a level, as a number of `level` shows it."""
    own = numbered.levels.get(at, _Level())
    count = numbered.counters[at]
    return printed_number(own.start if count is None else count, "decimal" if level.is_legal else own.form)


def _level(element: Element) -> _Level:
    restart = element.find(f"{W}lvlRestart")
    return _Level(
        _integer(_value(element, "start"), 0),
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText"),
        _value(element, "suff") or "tab",
        _integer(_value(element, "lvlRestart"), -1) if restart is not None else -1,
        bool(is_on(element, "isLgl")),
        _value(element, "pStyle"),
    )


def _index(element: Element) -> int:
    return min(_integer(element.get(f"{W}ilvl", ""), 0), _LEVELS - 1)


def _value(element: Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _integer(text: str, otherwise: int) -> int:
    return (
        min(int(text), _LARGEST_START) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise
    )

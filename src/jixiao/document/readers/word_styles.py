"""Styles of a Word file (Word 样式): what a paragraph or run inherits. Source: ECMA-376 part 1, 17.7."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml.etree import _Element as Element

from jixiao.document.model import ParagraphStyle
from jixiao.document.readers.word_runs import W
from jixiao.document.writers.word_styles import PARAGRAPH_STYLES

BODY_LEVEL = 9  # the outline level of what is no heading
_OFF = frozenset({"0", "false", "off", "none"})
_TITLES = frozenset({"title", "标题"})
_CAPTIONS = frozenset({"caption", "题注"})
_CONTENTS = re.compile(r"toc \d|table of figures|toc heading", re.IGNORECASE)
_ALIGNED = {"right": ParagraphStyle.RIGHT, "end": ParagraphStyle.RIGHT, "center": ParagraphStyle.CENTERED}
_OWN = {word.name: name for name, word in PARAGRAPH_STYLES.items() if not word.built_in}
_MODEL = {style.value: style for style in ParagraphStyle}
_DEEPEST = 20  # styles that are based on each other


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a property that can be on or off is on; none where nothing is said."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1").lower() not in _OFF


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, part: Element | None) -> None:
        styles = part.findall(f"{W}style") if part is not None else []
        self._styles = {each.get(f"{W}styleId", ""): each for each in styles}
        self._default = next(
            (
                each.get(f"{W}styleId", "")
                for each in styles
                if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self.level = cache(self._level)
        self.align = cache(self._align)
        self.name = cache(self._name)
        self.hides = cache(self._hides)
        self.breaks_page = cache(self._breaks_page)
        self.numbering = cache(self._numbering)
        self.linked_level = cache(self._linked_level)

    def of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        found = named.get(f"{W}val", "") if named is not None else ""
        return found if found in self._styles else self._default

    def is_title(self, style: str) -> bool:
        """Whether paragraphs of the style are the title of the document."""
        return self.name(style) in _TITLES

    def is_contents(self, style: str) -> bool:
        """Whether they are lines of a table of contents (目录)."""
        return bool(_CONTENTS.fullmatch(self.name(style)))

    def look(self, style: str, paragraph: Element) -> ParagraphStyle:
        """How the paragraph is set, as far as the document model knows."""
        name = self.name(style)
        if name in _CAPTIONS:
            return ParagraphStyle.CAPTION
        own = _MODEL.get(_OWN.get(name, ""))
        if own:
            return own
        given = paragraph.find(f"{W}pPr/{W}jc")
        align = given.get(f"{W}val", "") if given is not None else self.align(style)
        return _ALIGNED.get(align, ParagraphStyle.BODY)

    def _chain(self, style: str) -> Iterator[Element]:
        """The style and those on which it is based."""
        for _ in range(_DEEPEST):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            based = found.find(f"{W}basedOn")
            style = based.get(f"{W}val", "") if based is not None else ""

    def _first(self, style: str, path: str) -> Element | None:
        return next((found for each in self._chain(style) if (found := each.find(path)) is not None), None)

    def _name(self, style: str) -> str:
        found = self._styles.get(style)
        named = found.find(f"{W}name") if found is not None else None
        return named.get(f"{W}val", "").lower() if named is not None else ""

    def _level(self, style: str) -> int:
        """The outline level, 0 for the highest; `BODY_LEVEL` for what is no heading."""
        found = self._first(style, f"{W}pPr/{W}outlineLvl")
        return outline_level(found)

    def _linked_level(self, style: str) -> int:
        """That of the paragraph style to which a character style is linked: it marks run-in headings."""
        found = self._styles.get(style)
        link = found.find(f"{W}link") if found is not None else None
        return self.level(link.get(f"{W}val", "")) if link is not None else BODY_LEVEL

    def _align(self, style: str) -> str:
        found = self._first(style, f"{W}pPr/{W}jc")
        return found.get(f"{W}val", "") if found is not None else ""

    def _hides(self, style: str) -> bool:
        return next(
            (
                hides
                for each in self._chain(style)
                if (hides := is_on(each.find(f"{W}rPr"), "vanish")) is not None
            ),
            False,
        )

    def _breaks_page(self, style: str) -> bool:
        return next(
            (
                breaks
                for each in self._chain(style)
                if (breaks := is_on(each.find(f"{W}pPr"), "pageBreakBefore")) is not None
            ),
            False,
        )

    def _numbering(self, style: str) -> tuple[str, int | None, tuple[str, ...]]:
        """The list by which the style numbers, its level if named, and the styles that a level may name."""
        names = tuple(each.get(f"{W}styleId", "") for each in self._chain(style))
        number = self._first(style, f"{W}pPr/{W}numPr/{W}numId")
        level = self._first(style, f"{W}pPr/{W}numPr/{W}ilvl")
        named = level.get(f"{W}val", "") if level is not None else ""
        return (
            number.get(f"{W}val", "") if number is not None else "",
            int(named) if named.isdecimal() and len(named) < 2 else None,
            names,
        )


def outline_level(element: Element | None) -> int:
    """What a w:outlineLvl says."""
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) == 1 else BODY_LEVEL

"""The elements of a page (网页元素) as a tree of blocks, with the words in each.

Only what parts text into blocks becomes an element of the tree; what runs within a line (links, bold, raised)
is a mark on its words. End tags that a page forgets are concluded (HTML Standard, 13.1.2.4 and 13.2.6). No
page nests deeper than `DEEPEST`: what goes beyond stands beside, in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jixiao.document.readers.html_source import EndTag, Raw, StartTag, Text, attributes_of, tokens

DEEPEST = 150
MOST_ELEMENTS = 2_000_000  # a table of 100,000 rows and ten columns, a paragraph in each cell

LINK, BOLD, RAISED, LOWERED, HIDDEN, KEPT, BREAK = (1 << bit for bit in range(7))
"""Marks on words in a line: a link, bold, raised, lowered, not shown, white space as it stands; <br>."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TABLE_PARTS = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "td", "th"})


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CLOSES_PARAGRAPH = _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table"
    " ul"
)
UNREAD = _names("audio button canvas datalist map object optgroup option select svg template video")
"""Elements whose content is no text of the page."""

_ELEMENTS = _CLOSES_PARAGRAPH | _TABLE_PARTS | UNREAD | {"frameset", "legend"}
_VOID = _names(
    "area base basefont bgsound br col colgroup embed frame hr img input keygen link meta param source"
    " track wbr"
)
_PASSED_OVER = frozenset({"html", "head", "body"})
_SCOPES = frozenset({"table", "td", "th", "caption", "template", "object", "button"})
_CONCLUDED = {  # the open elements that a start tag ends, and those beyond which they are not looked for
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "option": (("option",), ("select", "datalist")),
    "optgroup": (("optgroup",), ("select",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "tr": (("tr", "td", "th", "caption"), ("table",)),
    "thead": (("thead", "tbody", "tfoot", "tr", "td", "th", "caption"), ("table",)),
    "tbody": (("thead", "tbody", "tfoot", "tr", "td", "th", "caption"), ("table",)),
    "tfoot": (("thead", "tbody", "tfoot", "tr", "td", "th", "caption"), ("table",)),
}
_MARKED = {"a": LINK, "b": BOLD, "strong": BOLD, "sup": RAISED, "sub": LOWERED}
_UNSHOWN = re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)


class Words(NamedTuple):
    """Words within a line, where they begin in the source, and their marks."""

    text: str
    start: int
    marks: int


@dataclass(slots=True, eq=False)
class Element:
    """An element that parts text into blocks, with what it holds in order."""

    name: str
    start: int = 0
    attributes: dict[str, str] | None = None
    children: list[Element | Words] = field(default_factory=list)
    is_hidden: bool = False

    def get(self, name: str) -> str:
        """The value of an attribute; empty where there is none."""
        return self.attributes.get(name, "") if self.attributes else ""

    @property
    def names(self) -> str:
        """What its maker calls it: its id and classes."""
        return f"{self.get('id')} {self.get('class')}".strip()


@dataclass(slots=True)
class Page:
    """A page: its elements, its title and what its head says besides, by name."""

    root: Element
    title: str
    meta: dict[str, str]


class TooManyElements(Exception):
    """The page has more elements than any report. / 网页元素过多。"""


def page_of(source: str) -> Page:
    """The elements of a page. Raises TooManyElements where they are too many."""
    builder = _Builder()
    for token in tokens(source):
        match token:
            case Text(words, start):
                builder.say(words, start)
            case StartTag():
                builder.start(token)
            case EndTag(name):
                builder.end(name)
            case Raw("title", content) if not builder.page.title:
                builder.page.title = " ".join(content.split())
            case _:
                pass
    return builder.page


@dataclass(slots=True)
class _Open:
    """An open element, the marks on its words, and what is open within its line.

    That is its names, and the marks before each.
    """

    element: Element
    marks: int
    names: list[str] = field(default_factory=list)
    before: list[int] = field(default_factory=list)


class _Builder:
    def __init__(self) -> None:
        root = Element("html")
        self.page = Page(root, "", {})
        self._stack = [_Open(root, 0)]
        self._opened: Counter[str] = Counter()  # how many elements of each name are open
        self._count = 0

    def say(self, words: str, start: int) -> None:
        """Add words."""
        top = self._stack[-1]
        top.element.children.append(Words(words, start, top.marks))

    def start(self, tag: StartTag) -> None:
        """Open an element."""
        name = tag.name
        if name in _PASSED_OVER:
            return
        if name in _ELEMENTS:
            self._open_element(tag)
        elif name == "br":
            top = self._stack[-1]
            top.element.children.append(Words("\n", tag.start, top.marks | BREAK))
        elif name == "meta":
            attributes = attributes_of(tag)
            if key := attributes.get("name", "").lower():
                self.page.meta.setdefault(key, attributes.get("content", ""))
        elif name not in _VOID:
            self._open_within_line(tag)

    def end(self, name: str) -> None:
        """Close an element, and what was left open in it."""
        if name in _PASSED_OVER:
            return
        if name not in _ELEMENTS:
            self._close_within_line(name)
        elif name in HEADINGS:
            self._close(HEADINGS, _SCOPES)
        elif name in _TABLE_PARTS or name == "table":
            self._close((name,), ("table",))
        elif not self._close((name,), _SCOPES) and name == "p":
            self._add(Element("p"))

    def _open_element(self, tag: StartTag) -> None:
        name = tag.name
        if name in _CLOSES_PARAGRAPH and self._opened["p"]:
            self._close(("p",), _SCOPES)
        if name in HEADINGS and self._stack[-1].element.name in HEADINGS:
            self._pop(len(self._stack) - 1)
        if name in _CONCLUDED:
            ended, limits = _CONCLUDED[name]
            while self._close(ended, limits):
                pass
        attributes = attributes_of(tag) if tag.attributes.strip() else None
        element = Element(name, tag.start, attributes, is_hidden=_is_unshown(attributes))
        self._add(element)
        if name != "hr" and len(self._stack) < DEEPEST:
            marks = self._stack[-1].marks | (KEPT if name == "pre" else 0)
            self._stack.append(_Open(element, marks))
            self._opened[name] += 1

    def _open_within_line(self, tag: StartTag) -> None:
        name = tag.name
        top = self._stack[-1]
        if name == "a" and name in top.names:
            self._close_within_line(name)
        if len(top.names) >= DEEPEST:
            return
        attributes = attributes_of(tag) if tag.attributes.strip() else None
        marks = _MARKED.get(name, 0)
        if name == "a" and not (attributes and "href" in attributes):
            marks = 0  # an anchor
        if _is_unshown(attributes):
            marks |= HIDDEN
        top.names.append(name)
        top.before.append(top.marks)
        top.marks |= marks

    def _close_within_line(self, name: str) -> None:
        top = self._stack[-1]
        if name in top.names:
            at = len(top.names) - 1 - top.names[::-1].index(name)
            top.marks = top.before[at]
            del top.names[at:], top.before[at:]

    def _close(self, names: Sequence[str], limits: Sequence[str] | frozenset[str]) -> bool:
        """Close the innermost open element of these names, unless one of the limits lies before it."""
        if not any(self._opened[name] for name in names):
            return False
        for at in range(len(self._stack) - 1, 0, -1):
            name = self._stack[at].element.name
            if name in names:
                self._pop(at)
                return True
            if name in limits:
                return False
        return False

    def _pop(self, at: int) -> None:
        for each in self._stack[at:]:
            self._opened[each.element.name] -= 1
        del self._stack[at:]

    def _add(self, element: Element) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise TooManyElements
        self._stack[-1].element.children.append(element)


def _is_unshown(attributes: dict[str, str] | None) -> bool:
    if not attributes:
        return False
    return "hidden" in attributes or bool(_UNSHOWN.search(attributes.get("style", "")))

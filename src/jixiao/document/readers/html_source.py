"""The source of a page (网页源码) as tokens, each with the place where it begins.

A scanner of our own rather than a library's: it knows the offset of every word, which a finding needs to
point at, has no limit of depth behind which text is lost, and takes time in proportion to the page, whatever
the page is. Faults are read past as browsers do (HTML Standard, 13.2.5), where they matter to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(
    r"""<(?P<name>[A-Za-z][^\s/><]*+)(?P<attributes>(?>(?:[^<>"']++|(?<=[=\s])"[^"]*+"|(?<=[=\s])'[^']*+')*))>"""
)
_LOOSE_TAG = re.compile(r"<(?P<name>[A-Za-z][^\s/><]*+)(?P<attributes>[^<>]*+)>?")
_END = re.compile(r"</([A-Za-z][^\s/><]*+)[^<>]*+>?")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++)))?""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"})
_MOST_FAULTS = 64  # tags whose quotes do not close, after which quotes mean nothing


class Text(NamedTuple):
    """A piece of text as the source has it, or one character for an entity."""

    words: str
    start: int


class StartTag(NamedTuple):
    """`<name attributes>`; the attributes as they stand."""

    name: str
    attributes: str
    start: int


class EndTag(NamedTuple):
    """`</name>`."""

    name: str


class Raw(NamedTuple):
    """The content of an element in which tags mean nothing."""

    name: str
    content: str


Token = Text | StartTag | EndTag | Raw


def attributes_of(tag: StartTag) -> dict[str, str]:
    """The attributes of a tag by their names in small letters; the first one of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag.attributes):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def tokens(source: str) -> Iterator[Token]:
    """The source from start to end, without its comments."""
    at = faults = 0
    while at < len(source):
        tag_at = source.find("<", at)
        if tag_at < 0:
            yield from _text(source, at, len(source))
            return
        if tag_at > at:
            yield from _text(source, at, tag_at)
        at = tag_at
        following = source[at + 1 : at + 2]
        if following.isascii() and following.isalpha():
            tag = _TAG.match(source, at) if faults < _MOST_FAULTS else None
            if tag is None:
                faults += 1
                tag = _LOOSE_TAG.match(source, at)
                assert tag is not None  # a letter follows the bracket
            name = tag["name"].lower()
            yield StartTag(name, tag["attributes"], at)
            at = tag.end()
            if name in _RAW:
                end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
                close = end.start() if end else len(source)
                yield Raw(name, source[at:close])
                at = close
        elif following == "/" and (end_tag := _END.match(source, at)):
            yield EndTag(end_tag[1].lower())
            at = end_tag.end()
        elif following in ("!", "?", "/"):
            is_comment = source.startswith("<!--", at)
            close = source.find("-->" if is_comment else ">", at + 2)
            at = len(source) if close < 0 else close + (3 if is_comment else 1)
        else:
            yield Text("<", at)
            at += 1


def _text(source: str, start: int, end: int) -> Iterator[Text]:
    """A stretch of text, cut where an entity stands for a character."""
    if source.find("&", start, end) < 0:
        yield Text(source[start:end], start)
        return
    at = start
    for entity in _ENTITY.finditer(source, start, end):
        words = unescape(entity.group())
        if words == entity.group():
            continue
        if entity.start() > at:
            yield Text(source[at : entity.start()], at)
        yield Text(words, entity.start())
        at = entity.end()
    if at < end:
        yield Text(source[at:end], at)

"""Prose (文字栏): words with references to figures.

A text field holds words; a figure in it is a reference in braces, `{spent}` or `{成果.巡视}`, resolved
when the text is printed. Braces and points may be full-width, as a Chinese keyboard types them. A digit
typed into the words is allowed, but nothing vouches for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.numerals.scan import scan
from jixiao.numerals.token import Kind
from jixiao.terms import identifier

_REFERENCE = re.compile(r"[{｛]([^{}｛｝\n]*)[}｝]")
_BRACE = re.compile(r"[{}｛｝]")
_TYPED = re.compile(r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*(?:%|％|‰)?")
_NO_FIGURES = frozenset(
    (
        Kind.DATE,
        Kind.PERIOD,
        Kind.TIME,
        Kind.DOCUMENT_NUMBER,
        Kind.ORDINAL,
        Kind.HEADING,
        Kind.PAGE,
        Kind.PHONE,
        Kind.CODE,
        Kind.NAME,
    )
)

LAST_YEARS = "【上年】"
"""Stands before each paragraph that was taken over from last year and that nobody has looked at yet."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a figure: its path, terms of the glossary as identifiers, names as they were given.

    `text` is how it was typed, braces included.
    """

    path: tuple[str, ...]
    text: str


Piece = str | Reference


def pieces(text: str) -> tuple[Piece, ...]:
    """The words and references of a text, in order.

    >>> pieces("巡视{成果.巡视}，支出{spent}。")[1].path
    ('outputs', '巡视')
    """
    found: list[Piece] = []
    end = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > end:
            found.append(text[end : match.start()])
        found.append(Reference(_path(match[1]), match[0]))
        end = match.end()
    if end < len(text):
        found.append(text[end:])
    return tuple(found)


def references(text: str) -> tuple[Reference, ...]:
    """The references of a text, in order."""
    return tuple(piece for piece in pieces(text) if isinstance(piece, Reference))


def typed_digits(text: str) -> tuple[str, ...]:
    """The figures that were typed as digits into the words of a text; dates, names and the like are none.

    >>> typed_digits("截至2019年12月31日服务{成果.人次}，另有300余人")
    ('300',)
    """
    return tuple(digits for piece in pieces(text) if isinstance(piece, str) for digits in _figures_in(piece))


def _figures_in(words: str) -> Iterator[str]:
    others = [each for each in scan(words) if each.kind in _NO_FIGURES]
    for match in _TYPED.finditer(words):
        if not any(each.start <= match.start() < each.end for each in others):
            yield match[0]


def stray_braces(text: str) -> tuple[str, ...]:
    """The braces of a text that enclose no reference: {spent without an end, and the like.

    >>> stray_braces("支出{spent}，余{balance")
    ('{',)
    """
    return tuple(
        match[0] for piece in pieces(text) if isinstance(piece, str) for match in _BRACE.finditer(piece)
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: its lines, blank ones left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def as_last_years(text: str) -> str:
    """The text as a draft of last year (上年文字): each paragraph marked, once.

    >>> as_last_years("开展巡视。")
    '【上年】开展巡视。'
    """
    return "\n".join(line if is_last_years(line) else LAST_YEARS + line for line in paragraphs(text))


def is_last_years(line: str) -> bool:
    """Whether a paragraph is last year's, taken over as a draft."""
    return line.startswith(LAST_YEARS)


def _path(text: str) -> tuple[str, ...]:
    return _read([part.strip() for part in re.split(r"[.．。]", text)])


def _read(parts: list[str]) -> tuple[str, ...]:
    """The parts of a path, each as what it stands for: an output may be called 支出 and stays 支出."""
    head, rest = identifier(parts[0]), parts[1:]
    match head:
        case "projects" if len(rest) > 1:
            return (head, rest[0], *_read(rest[1:]))
        case "outputs" if len(rest) > 1 and identifier(rest[-1]) == "planned":
            return (head, *rest[:-1], "planned")
        case "contracts" | "standards" | "indicators" if len(rest) > 1:
            return (head, *rest[:-1], identifier(rest[-1]))
        case "indicators" if rest:
            return (head, identifier(rest[0]))
        case "projects" | "outputs" | "contracts" | "standards":
            return (head, *rest)
        case _:
            return (head, *map(identifier, rest))

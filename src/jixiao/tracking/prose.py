"""Prose (文字栏): words with references to figures.

A text field holds words; a figure in it is a reference in braces, `{spent}` or `{成果.巡视}`, resolved
when the text is printed. A digit typed into the words is allowed, but nothing vouches for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.terms import identifier

_REFERENCE = re.compile(r"\{([^{}\n]*)\}")
_TYPED = re.compile(r"[0-9０-９][0-9０-９,，.．]*(?:%|％|‰)?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a figure: its path, terms of the glossary as identifiers.

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
    """The numbers that were typed as digits into the words of a text.

    >>> typed_digits("服务{成果.人次}，另有300余人")
    ('300',)
    """
    return tuple(
        match[0] for piece in pieces(text) if isinstance(piece, str) for match in _TYPED.finditer(piece)
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: its lines, blank ones left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _path(text: str) -> tuple[str, ...]:
    return tuple(identifier(part.strip()) for part in re.split(r"[.．。]", text.strip()))

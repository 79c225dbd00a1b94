"""Width (显示宽度): how many columns of a terminal a text takes, and how to break it into lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_NOT_FIRST = "，。、；：？！）》〉”’』」】％…—,.;:?!)%"  # may not begin a line
_NOT_LAST = "（《〈“‘『「【("  # may not end one


def width(text: str) -> int:
    """The columns that the text takes: two for a Chinese character.

    >>> width("支出 12")
    7
    """
    return sum(_columns(character) for character in text)


def padded(text: str, columns: int) -> str:
    """The text, filled up with blanks to that many columns."""
    return text + " " * max(0, columns - width(text))


def shortened(text: str, columns: int) -> str:
    """The text, cut to that many columns with an ellipsis where it is too long.

    >>> shortened("背街小巷清扫保洁", 9)
    '背街小巷…'
    """
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept) + _columns(character) > columns - 1:
            break
        kept += character
    return kept + "…"


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most that many columns, one at least.

    Lines break at blanks and between Chinese characters, never before a closing mark or after an opening
    one; a word longer than a line stays whole.
    """
    lines = [""]
    for piece in _pieces(text):
        if width(lines[-1] + piece.rstrip()) > columns and lines[-1].strip():
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] or len(lines) == 1 else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """What may not be parted."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before == " " or _columns(before) == 2 or _columns(after) == 2


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

"""Lines that go on (未完的行): prose which its line leaves unfinished, so that the next one belongs to it."""

from __future__ import annotations

import re

from jixiao.facts.flow.cells import width

NARROWEST = 26
"""Columns from which a line may be one of wrapped prose: narrow columns of newspapers hold 14 characters."""
_CLOSING = "。；：！？!?;:）)”"
_SPOKEN = re.compile(r"[，。；]|[,;](?!\d)")


def is_prose(text: str) -> bool:
    """Whether the line is wide enough for a page and has the marks of a sentence."""
    return width(text) >= NARROWEST and _SPOKEN.search(text) is not None


def goes_on(text: str) -> bool:
    """Whether the line is prose without its end."""
    return text[-1:] not in _CLOSING and is_prose(text)

"""Derived (推断): what can be concluded where nobody wrote it down: keys of our own."""

from __future__ import annotations

import re

from jixiao.tracking.noun import Attribute

_PATTERN = re.compile(r"如 ([A-Z]+)(\d+)")


def generated_key(attribute: Attribute) -> tuple[str, int] | None:
    """The prefix and width of keys that can be given to rows without one, as the help's example shows.

    >>> from jixiao.tracking.project import Project
    >>> from jixiao.tracking.noun import key_attribute
    >>> generated_key(key_attribute(Project))
    ('P', 2)
    """
    match = _PATTERN.search(attribute.column.help) if attribute.column.is_key else None
    return (match[1], len(match[2])) if match else None


def spelled_key(pattern: tuple[str, int], number: object) -> str:
    """The key of that prefix and width for a number; empty where the number makes none."""
    return f"{pattern[0]}{number:0{pattern[1]}}" if isinstance(number, int) and number > 0 else ""

"""TOML strings: how words are written so that they read back letter for letter."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def string(words: str) -> str:
    """A string value; one of several lines keeps its lines.

    >>> string("六个一")
    '"六个一"'
    """
    escaped = _escaped(words)
    return f'"""\n{escaped}"""' if "\n" in escaped else f'"{escaped}"'


def key(words: str) -> str:
    """A key, in quotation marks."""
    return '"' + _escaped(words).replace("\n", "\\n") + '"'


def _escaped(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped)

"""Text as it may be printed: without what no page can show and no file format admits."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def printable(text: str) -> str:
    r"""The text without control characters, halves of surrogate pairs and byte order marks.

    Line feeds stay; a tab becomes a space.

    >>> printable("支出\x07合计\t1\n")
    '支出合计 1\n'
    """
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\t", " "))

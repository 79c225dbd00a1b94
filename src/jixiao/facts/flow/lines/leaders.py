"""Leaders (引导点): the dots or dashes that lead from a title to its page in a table of contents."""

from __future__ import annotations

import re

_LEADERS = re.compile(r"…{2,}|…\s?[（(]?\d{1,3}[）)]?$|\.{6,}|·{6,}|-{8,}")


def has_leaders(text: str) -> bool:
    """Whether a line holds leaders.

    >>> has_leaders("一、基本情况……3"), has_leaders("等等…")
    (True, False)
    """
    if "…" in text or "......" in text or "······" in text or "--------" in text:
        return _LEADERS.search(text) is not None
    return False

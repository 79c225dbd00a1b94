"""Line spacing (行距): blank lines that a program wrote between all lines, because the page set them wide.

Such blank lines part nothing; where a few more stand, they do. Whether they are of this kind shows in
sentences that go on behind them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from jixiao.facts.flow.cells import width
from jixiao.facts.flow.pieces import Line

_NARROWEST = 26
"""Columns from which a line may be one of wrapped prose."""
_FEWEST = 4
"""Sentences that go on behind blank lines, from which these part nothing."""
_UNFINISHED = re.compile(r"[^。！？!?；;：:”）)]$")
_SPOKEN = re.compile("[，。；]|[,;](?!\\d)")


def single_spaced(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the blank ones that stand between all of them; of more than usual one is left."""
    told = [number for number, line in enumerate(lines) if line.body]
    if len(told) < _FEWEST or 2 * len(told) > len(lines) + len(told) // 2:
        return lines
    gaps = Counter(after - before for before, after in pairwise(told))
    usual, count = gaps.most_common(1)[0]
    prose = [(before, after) for before, after in pairwise(told) if _goes_on(lines[before].body)]
    parted = sum(after - before >= usual for before, after in prose)
    if usual == 1 or 2 * count < len(told) or len(prose) < _FEWEST or 2 * parted < len(prose):
        return lines
    kept: list[Line] = []
    for before, after in pairwise([*told, len(lines)]):
        between = lines[before + 1 : after]
        kept.append(lines[before])
        kept[-1].breaks_page = kept[-1].breaks_page or any(line.breaks_page for line in between)
        kept += between[: after - before > usual]
    return kept


def _goes_on(text: str) -> bool:
    """Whether the line is prose that the next one goes on with."""
    return width(text) >= _NARROWEST and bool(_UNFINISHED.search(text) and _SPOKEN.search(text))

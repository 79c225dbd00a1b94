"""Line spacing (行距): blank lines that a program wrote between all lines, because the page set them wide.

Such blank lines part nothing; where a few more stand, they do. Whether they are of this kind shows in
sentences that go on behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from jixiao.facts.flow.lines.going_on import goes_on
from jixiao.facts.flow.pieces import Line

_FEWEST = 4
"""Sentences that go on behind blank lines, from which these part nothing."""


def single_spaced(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the blank ones that stand between all of them; of more than usual one is left."""
    told = [number for number, line in enumerate(lines) if line.body]
    gaps = Counter(after - before for before, after in pairwise(told))
    usual, count = gaps.most_common(1)[0] if gaps else (1, 0)
    if usual == 1 or 2 * count < len(told):
        return lines
    open_ends = [after - before for before, after in pairwise(told) if goes_on(lines[before].body)]
    parted = sum(gap >= usual for gap in open_ends)
    if len(open_ends) < _FEWEST or 2 * parted < len(open_ends):
        return lines
    kept: list[Line] = []
    for before, after in pairwise([*told, len(lines)]):
        between = lines[before + 1 : after]
        kept.append(lines[before])
        kept[-1].breaks_page = kept[-1].breaks_page or any(line.breaks_page for line in between)
        kept += between[: after - before > usual]
    return kept

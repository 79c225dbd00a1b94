"""Documents of one unit (同一单位的多份文件): what each says of an earlier year, beside what that said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.facts.facts import Facts
from jixiao.facts.ledger_figure import LedgerFigure
from jixiao.facts.text.yearly import Key, year_of, yearly_figures

Named = tuple[str, Facts]
"""A document by the name under which the user knows it."""

_KINDS = {"budget": "预算", "final": "决算"}


def facts_after(facts: Facts, others: Sequence[Named]) -> Facts:
    """The facts with what documents of earlier years say of the same things and years."""
    own = year_of(facts)
    earlier = [each for each in others if 0 < year_of(each[1]) < own]
    found: dict[int, LedgerFigure] = {}
    for name, other in earlier:
        for figure in _shared(facts, name, other):
            found.setdefault(figure.place[0], figure)
    if not found:
        return facts
    return replace(facts, ledger=(*facts.ledger, *(found[start] for start in sorted(found))))


def _shared(facts: Facts, name: str, other: Facts) -> Iterator[LedgerFigure]:
    """What both documents say of one thing and one year, that of the other one's own time at the latest."""
    theirs, latest = yearly_figures(other), year_of(other)
    for key, figure in yearly_figures(facts).items():
        known = theirs.get(key)
        if known is None or key[2] > latest or known.by or known.figure.unit != figure.figure.unit:
            continue
        place = (figure.figure.start, figure.figure.end)
        ink = known.figure.ink
        yield LedgerFigure(
            place,
            figure.figure,
            known.value,
            ink,
            _described(key),
            is_bound=False,
            source=f"《{name}》",
            by=figure.by,
            printed=figure.value,
        )


def _described(key: Key) -> str:
    thing, kind, year = key
    return f"{year}年{thing}{_KINDS.get(kind, '')}"

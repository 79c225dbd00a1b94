"""Unwrapping (折行还原): which lines of a text are pieces of one paragraph.

A text that was taken from pages has a line end after every 15 to 60 characters. Where its lines do not show
how wide it is set, every line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jixiao.facts.flow.lines.furniture import Pages
from jixiao.facts.flow.lines.reading_on import begins_footnote, is_cut, reads_on
from jixiao.facts.flow.lines.zones import MeasuredLine, Zone, measured_lines
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.flow.pieces import Line

_LOOK_BACK = 80  # lines of a page in which a table or footnote may part a sentence from its rest


def unwrapped(lines: Sequence[Line], pages: Pages) -> list[list[int]]:
    """The numbers of the lines in paragraphs, in order; blank lines and furniture left out.

    A paragraph that a table or a footnote interrupts comes whole, before what interrupts it.
    """
    measured = measured_lines(lines, pages)
    chains: list[list[int]] = []
    chain: list[int] = []
    blank = False
    for number, line in enumerate(lines):
        if number in pages.furniture:
            continue
        if not line.body:
            blank = True
            continue
        starts_page = number in pages.starts
        this = measured.get(number)
        may_join = starts_page or not blank
        if this and chain and may_join and reads_on(measured, chain, this, is_apart=blank):
            chain.append(number)
        else:
            parted = _parted(measured, chains, this, lines) if this and starts_page else None
            if parted is None:
                parted = []
                chains.append(parted)
            chain = parted
            chain.append(number)
        blank = False
    return list(_proven(chains, measured))


def _proven(chains: Sequence[list[int]], measured: Mapping[int, MeasuredLine]) -> Iterator[list[int]]:
    """The paragraphs; those of a zone taken apart where they do not end as paragraphs do: it is no prose."""
    tally: dict[Zone | None, list[int]] = {}
    for chain in chains:
        if len(chain) > 1:
            count = tally.setdefault(measured[chain[0]].zone, [0, 0])
            count[measured[chain[-1]].is_closed] += 1
    for chain in chains:
        if len(chain) == 1:
            yield chain
            continue
        open_ends, closed = tally[measured[chain[0]].zone]
        if open_ends > max(closed, 1) or _end_alike([measured[number] for number in chain]):
            yield from _cut_only(chain, measured)
        else:
            yield chain


def _end_alike(lines: Sequence[MeasuredLine]) -> bool:
    """Whether all lines end without a mark and in the same character: a list of items, …执行率98.09%."""
    ends = {each.text[-1] for each in lines}
    return len(ends) == 1 and not lines[-1].is_closed


def _cut_only(chain: Sequence[int], measured: Mapping[int, MeasuredLine]) -> Iterator[list[int]]:
    """The lines of a chain one by one, but those that are plainly cut from each other."""
    group = [chain[0]]
    for number in chain[1:]:
        if is_cut(measured[group[-1]], measured[number]):
            group.append(number)
            continue
        yield group
        group = [number]
    yield group


def _parted(
    measured: Mapping[int, MeasuredLine],
    chains: Sequence[list[int]],
    this: MeasuredLine,
    lines: Sequence[Line],
) -> list[int] | None:
    """The paragraph of the page before that goes on with this line, parted from it by a table or footnote."""
    for back in range(2, len(chains) + 1):
        chain = chains[-back]
        if this.number - chain[-1] > _LOOK_BACK:
            return None
        last = measured.get(chain[-1])
        if not last or not last.is_spoken or begins_footnote(lines[chain[0]].body):
            continue
        if last.ends_sentence or last.text[-1] in "；：" or ordinal_of(this.text):
            return None
        found = reads_on(measured, chain, this, is_apart=True) and _interrupts(chains[-back + 1 :], lines)
        return chain if found else None
    return None


def _interrupts(chains: Sequence[Sequence[int]], lines: Sequence[Line]) -> bool:
    """Whether the lines are a footnote, or cells of a table or chart, rather than prose."""
    first = [lines[chain[0]] for chain in chains]
    return begins_footnote(first[0].body) or any(line.content.is_value for line in first)

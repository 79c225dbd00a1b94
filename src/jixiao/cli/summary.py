"""Summaries (小结): what came of writing a report, in a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.language import counted, say
from jixiao.errors import IncompleteReport

if TYPE_CHECKING:
    from jixiao.narrative.composer import Gap
    from jixiao.narrative.report import Draft

LONGEST = 12
"""Lines of a list after which only their number is told; --final tells all."""


def refuse_unfinished(draft: Draft) -> None:
    """Refuse a clean copy of a draft that lacks something. Raises IncompleteReport with all that it lacks."""
    if draft.is_complete:
        return
    lines = [*_stops(draft, None), *_gaps(draft, None)]
    raise IncompleteReport("\n".join([say("No clean copy was written; this is wanting:"), *lines]))


def show_draft(draft: Draft, paths: Iterable[Path], notes: Iterable[str]) -> None:
    """Print where the draft was written, and what a person must look at."""
    for path in paths:
        print(path)
    for note in dict.fromkeys(note for note in notes if note):
        print(note)
    for line in (*_stops(draft, LONGEST), *_gaps(draft, LONGEST), *_typed(draft), *_advice(draft)):
        print(line)


def _stops(draft: Draft, most: int | None) -> Iterator[str]:
    if draft.stops:
        yield counted(len(draft.stops), "To be checked first (核对): {n}", "To be checked first (核对): {n}")
        yield from _cut([f"  {stop.where}: {stop.what}" for stop in draft.stops], most)


def _gaps(draft: Draft, most: int | None) -> Iterator[str]:
    if draft.gaps:
        yield say("Wanting (待补): {n}", n=len(draft.gaps))
        yield from _cut(list(_by_place(draft.gaps)), most)


def _by_place(gaps: Sequence[Gap]) -> Iterator[str]:
    """The gaps, a line a place."""
    by_place: dict[str, list[str]] = {}
    for gap in gaps:
        by_place.setdefault(gap.where, []).append(gap.what)
    for where, what in by_place.items():
        yield f"  {where}: {'、'.join(what)}"


def _typed(draft: Draft) -> Iterator[str]:
    if draft.typed:
        count = sum(len(each.digits) for each in draft.typed)
        yield say("Typed into texts, bound to nothing (手填数字): {n}", n=count)
        yield from _cut([f"  {each.where}: {'、'.join(each.digits)}" for each in draft.typed], LONGEST)


def _advice(draft: Draft) -> Iterator[str]:
    if draft.advice:
        yield say("Worth a look before it goes round (行文): {n}", n=len(draft.advice))
        yield from _cut([f"  {each.where}: {each.text}" for each in draft.advice], LONGEST)


def _cut(lines: Sequence[str], most: int | None) -> Iterator[str]:
    yield from lines[:most]
    if most is not None and len(lines) > most:
        yield "  " + say("… and {n} more", n=len(lines) - most)

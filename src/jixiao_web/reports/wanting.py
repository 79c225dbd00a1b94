"""What a draft still lacks (待补), and in which paragraph it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.narrative.composer import Gap
from jixiao.narrative.report import Draft
from jixiao_web.reports.presenting import anchor_of


@dataclass(frozen=True, slots=True)
class Wanting:
    """Something that is wanting; `anchor` is empty where it is wanted outside the paragraphs."""

    where: str
    what: str
    anchor: str
    is_stop: bool


def wanting_in(draft: Draft) -> list[Wanting]:
    """Everything that keeps a draft from being sent: first what stops it, then its gaps."""
    marks = list(_marks(draft))
    wanted = [(each, True) for each in draft.stops] + [(each, False) for each in draft.gaps]
    return [_placed(gap, _taken(marks, gap), is_stop=is_stop) for gap, is_stop in wanted]


@dataclass(frozen=True, slots=True)
class _Mark:
    place: str
    heading: str
    text: str


def _marks(draft: Draft) -> Iterator[_Mark]:
    for passage in draft.passages:
        for sentence in passage.sentences:
            for span in sentence.spans:
                if span.is_gap:
                    yield _Mark(passage.place, passage.heading, span.text)


def _taken(marks: list[_Mark], gap: Gap) -> _Mark | None:
    """The mark of a gap: the first that says so in its paragraph, or else under its heading, or anywhere."""
    subject = gap.where.partition("·")[0]
    saying = [each for each in marks if gap.what in each.text]
    saying.sort(key=lambda each: (each.place != gap.where, subject not in each.heading))
    if saying:
        marks.remove(saying[0])
    return saying[0] if saying else None


def _placed(gap: Gap, mark: _Mark | None, *, is_stop: bool) -> Wanting:
    if mark is None:
        return Wanting(gap.where, gap.what, "", is_stop)
    where = mark.heading if gap.where == mark.place else gap.where
    return Wanting(where, gap.what, anchor_of(mark.place), is_stop)

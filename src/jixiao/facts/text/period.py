"""Periods (期间): the year that a document reports, and the dates up to which its sentences count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.facts.facts import Facts
from jixiao.facts.flow.ordinals import PART

Range = tuple[int, int]

_TITLE = re.compile(r"(?P<year>(?:19|20)\d\d)\s?年(?:度)?(?P<words>[^\n]{0,40})")
_WHOLE_YEAR = re.compile(r"全年|年度|决算|总结")
_PART_YEAR = re.compile(r"上半年|半年|季度|月份?|预算公开|部门预算|预算编制")
_TITLES = 6
"""How many headings from the start may be the title."""
_AS_OF = re.compile(
    r"截[至止](?:到)?\s?(?:(?P<year>(?:19|20)\d\d)\s?年)?\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?[日号]|底|末|份)?"
)
_THROUGH = re.compile(r"(?P<year>(?:19|20)\d\d)\s?年\s?1\s?[-—－~～至]\s?(?P<month>\d{1,2})\s?月")
_AGAINST = re.compile(
    r"[比较]\s?(?P<year>(?:19|20)\d\d)\s?年度?(?P<words>[^，。；：,;\d]{0,20}?)(?:增|减|上升|下降|提高|降低|多|少|持平)"
)
_OTHER_KIND = re.compile(r"预算|年初|计划|目标|批|核定|月|季|半年|同期|日|底|末|初|指标|任务|前")
_YEAR = re.compile(r"(?<![\d比较])(?<![比较] )(?P<year>(?:19|20)\d\d)\s?年")


@dataclass(frozen=True, slots=True)
class Dated:
    """A phrase that says up to when figures count (截至), and its year and month."""

    place: Range
    year: int
    month: int


def reported_year(facts: Facts) -> int:
    """The year of which the title says that the document reports the whole; 0 where it says none."""
    titles = [block for block in facts.flow.headlines if block.level == PART]
    for block in titles[:_TITLES]:
        for match in _TITLE.finditer(facts.text, block.start, block.end):
            if _WHOLE_YEAR.search(match.group()) and not _PART_YEAR.search(match.group()):
                return int(match["year"])
    return 0


def as_of_phrases(facts: Facts) -> Iterator[Dated]:
    """The phrases that say up to which month figures count; without a year that of the report."""
    year = reported_year(facts)
    for pattern in (_AS_OF, _THROUGH):
        for match in pattern.finditer(facts.text):
            if 1 <= int(match["month"]) <= 12:
                yield Dated(match.span(), int(match["year"] or year), int(match["month"]))


def years_against_themselves(facts: Facts) -> Iterator[tuple[Range, Range, int]]:
    """Comparisons of a year with itself: where the base is named, where the year is, the year."""
    for sentence in facts.sentences:
        for match in _AGAINST.finditer(facts.text, sentence.start, sentence.end):
            if _OTHER_KIND.search(match["words"]):
                continue
            before = list(_YEAR.finditer(facts.text, sentence.start, match.start()))
            if not before or before[-1]["year"] != match["year"]:
                continue
            last = before[-1]
            between = facts.text[last.end() : match.start()]
            if _OTHER_KIND.search(between):
                continue
            place = (match.start("year"), match.end("year"))
            yield place, (last.start("year"), last.end("year")), int(match["year"])

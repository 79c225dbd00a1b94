"""Yearly figures (分年数): what a document prints of a thing and a year.

The thing is told by the words of the clause, year left out: “2024年‘三公’经费预算数为47.91万元”. A figure
that only follows from others counts too: 37.91万元, “比2024年预算减少10万元”, was 47.91万元 in 2024.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jixiao.facts.changes.comparing import comparisons_of
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import Kind
from jixiao.quantity.bounds import Bounds

Key = tuple[str, str, int]
"""The thing, the kind of figure (预算, 决算 or neither) and the year."""

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年度?")
_KINDS = re.compile(r"(?P<final>决算|执行数|实际|完成)|(?P<budget>预算|年初)")
_DROPPED = re.compile(
    r"其中|本年度?|当年|全年|共计|合计|总计|安排|年初|决算数?|预算数?|执行数?|支出为|数为|[为是达数的“”\"‘’（）()《》：:、，\s]"
)
_ORDINAL = re.compile(r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[\d一二三四五六七八九十]{1,3}[.．、])\s?")
_SHORTEST = 4
_TITLES = 8
_FIRST = 400
"""Characters at the start in which a title stands, where it was not read as one."""
_AMOUNTS = frozenset([Kind.AMOUNT, Kind.COUNT])


@dataclass(frozen=True, slots=True)
class YearlyFigure:
    """A figure of a thing and a year; where it only follows, `value` is what follows and `by` the sum."""

    figure: Mention
    value: Bounds
    by: str = ""


def year_of(facts: Facts) -> int:
    """The year that most of the document's first headings, or its first lines, name; 0 where none does."""
    found = Counter(int(match[1]) for match in _YEAR.finditer(_title(facts)))
    return max(found, key=lambda year: (found[year], year)) if found else 0


def yearly_figures(facts: Facts) -> Mapping[Key, YearlyFigure]:
    """The figures of the document by thing, kind and year; what it gives several values is left out."""
    own = ("", _kind(_title(facts)), year_of(facts))
    found: dict[Key, list[YearlyFigure]] = defaultdict(list)
    for key, figure in (*_printed(facts, own), *_implied(facts, own)):
        found[key].append(figure)
    return {key: rows[0] for key, rows in found.items() if _agree(rows)}


def _title(facts: Facts) -> str:
    titles = "\n".join(headline.title for headline in facts.flow.headlines[:_TITLES])
    return f"{titles}\n{facts.text[:_FIRST]}"


def _printed(facts: Facts, own: Key) -> Iterator[tuple[Key, YearlyFigure]]:
    for mention in facts.mentions:
        if mention.is_prose and mention.kind in _AMOUNTS and not mention.slack and not change_of(mention):
            key = _key(mention, own)
            if key:
                yield key, YearlyFigure(mention, mention.denoted)


def _implied(facts: Facts, own: Key) -> Iterator[tuple[Key, YearlyFigure]]:
    """The former values that a change leads to."""
    for it in comparisons_of(facts.sentences):
        if it.now is None or it.delta is None or it.delta.is_adjusted:
            continue
        base_year = _YEAR.search(it.delta.comparator)
        key = _key(it.now, own)
        if not base_year or not key or it.now.unit != it.delta.figure.unit:
            continue
        change = it.delta.figure.denoted
        value = it.now.denoted.minus(change if it.delta.sign > 0 else change.negated())
        sign = "－" if it.delta.sign > 0 else "＋"
        kind = _kind(it.delta.comparator) or key[1]
        by = f"{it.now.text}{sign}{it.delta.figure.text}"
        yield (key[0], kind, int(base_year[1])), YearlyFigure(it.delta.figure, value, by)


def _key(mention: Mention, own: Key) -> Key | None:
    """What the words before a figure say; year and kind are the document's where they name none."""
    lead = _ORDINAL.sub("", mention.lead)
    year = _YEAR.search(lead)
    thing = _DROPPED.sub("", lead[: year.start()] + lead[year.end() :] if year else lead)
    when = int(year[1]) if year else own[2]
    if len(thing) < _SHORTEST or not when:
        return None
    return thing, _kind(lead) or own[1], when


def _kind(words: str) -> str:
    match = _KINDS.search(words)
    return match.lastgroup or "" if match else ""


def _agree(rows: Iterable[YearlyFigure]) -> bool:
    """Whether all the values may be one."""
    bounds = [row.value for row in rows]
    return max(each.low for each in bounds) <= min(each.high for each in bounds)

"""Document numbers beside their dates (文号与日期): “分别于3月1日、5月2日…，文号分别为甲办〔2023〕3号、…”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.facts.facts import Facts
from jixiao.numerals.token import Kind, Token

Range = tuple[int, int]

_AND = re.compile(r"[、，,和及与]")
_ISSUER = re.compile(r"(?P<issuer>[一-龥]{2,12})$")
_FEWEST = 3
"""Documents from which an order shows."""
_REACH = 240
"""Characters from the last date to the first number."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Document numbers of one office and year, listed like the dates before them (文号).

    `odd` is the one without which the others rise; none where all rise.
    """

    dates: tuple[Range, ...]
    numbers: tuple[Range, ...]
    odd: Range | None


def numbered_like_dates(facts: Facts) -> Iterator[Numbered]:
    """The lists of document numbers with as many rising dates right before them."""
    text = facts.text
    dates: list[Token] = []
    for kind, run in _runs(text, facts.tokens_of(Kind.DATE, Kind.DOCUMENT_NUMBER)):
        if kind is Kind.DATE:
            dates = run
            continue
        numbers = [each.parts[1] for each in run]
        told = [each.parts for each in dates]
        if (
            len(run) >= _FEWEST
            and len(run) == len(dates)
            and _are_of_one_office(text, run)
            and run[0].start - dates[-1].end < _REACH
            and all(len(each) == 3 and each[0] == run[0].parts[0] for each in told)
            and told == sorted(told)
        ):
            odd = _odd(numbers)
            places = tuple((each.start, each.end) for each in run)
            yield Numbered(
                tuple((each.start, each.end) for each in dates),
                places,
                None if odd is None else places[odd],
            )


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[tuple[Kind, list[Token]]]:
    """The dates, and the document numbers, that stand one behind another."""
    run: list[Token] = []
    for token in tokens:
        if run and (run[-1].kind is not token.kind or not _follows(text[run[-1].end : token.start])):
            yield run[0].kind, run
            run = []
        run.append(token)
    if run:
        yield run[0].kind, run


def _follows(between: str) -> bool:
    return len(between) <= 13 and _AND.match(between) is not None


def _are_of_one_office(text: str, run: Sequence[Token]) -> bool:
    """Whether all numbers are of one year and stand behind the same letters."""
    issuers = {text[before.end + 1 : token.start] for before, token in pairwise(run)}
    first = _ISSUER.search(text, max(0, run[0].start - 12), run[0].start)
    return (
        len(issuers) == 1
        and first is not None
        and issuers != {""}
        and first["issuer"].endswith(tuple(issuers))
        and len({each.parts[0] for each in run}) == 1
    )


def _odd(numbers: Sequence[int]) -> int | None:
    """Which number breaks the order, by its place; the first that falls where no single one does."""
    falls = [at for at in range(1, len(numbers)) if numbers[at] <= numbers[at - 1]]
    if not falls:
        return None
    for at in (falls[0], falls[0] - 1):
        rest = [*numbers[:at], *numbers[at + 1 :]]
        if all(one < other for one, other in pairwise(rest)):
            return at
    return falls[0]

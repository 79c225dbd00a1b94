"""Formulas in print (算式): “执行率＝95.0÷100.0×100%＝95.0%”, as self-evaluations write them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind, number_of, token

_NUMBER = r"(?<![\d.,])\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?"
_UNIT = r"\s?(?:亿元|万元|元|人次|人|个|户|项|件|份)?"
_QUOTIENT = re.compile(
    rf"[（(]?\s?(?P<part>{_NUMBER})(?P<first>{_UNIT})\s?[/÷]\s?(?P<whole>{_NUMBER})(?P<second>{_UNIT})\s?[）)]?\s?"
    rf"[×xX*✕]\s?100\s?[%％]\s?[=＝]\s?(?P<rate>{_NUMBER})\s?[%％]"
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A quotient that the text writes out, and its result in percent (印出的算式)."""

    rate: Mention
    part: Mention
    whole: Mention


def formulas_of(sentences: Iterable[Sentence], text: str) -> Iterator[Formula]:
    """The quotients times 100% that are written out with their results."""
    for sentence in sentences:
        if text.find("100", sentence.start, sentence.end) < 0:
            continue
        for found in _QUOTIENT.finditer(text, sentence.start, sentence.end):
            if found["first"].strip() == found["second"].strip():
                part, whole, rate = (_figure(found, name) for name in ("part", "whole", "rate"))
                yield Formula(rate, part, whole)


def _figure(found: re.Match[str], name: str) -> Mention:
    """The figure of a group, at its place; the units of both terms are the same and cancel."""
    digits = found[name]
    kind, unit = (Kind.PERCENT, "%") if name == "rate" else (Kind.AMOUNT, "")
    own = token(digits, (0, len(digits)), kind, number=number_of(digits), unit=unit)
    return Mention(own._replace(start=found.start(name), end=found.end(name)))

"""What somebody looks for (搜索词): every word must be found; a number may be an amount."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from jixiao.exchange.fault import Fault
from jixiao.exchange.numbers import money
from jixiao.quantity import WAN, YUAN, Money

MOST_WORDS = 8
LONGEST = 200


@dataclass(frozen=True)
class Query:
    """The words of a search, and the amounts that they may mean."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, each once; what no database takes is left out."""
        told = self.text[:LONGEST].replace("\x00", " ").split()
        return tuple(dict.fromkeys(told))[:MOST_WORDS]

    @cached_property
    def shape(self) -> re.Pattern[str] | None:
        """What finds any of the words, whatever their case; none where there are none."""
        if not self.words:
            return None
        longest_first = sorted(self.words, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    @cached_property
    def amounts(self) -> tuple[Money, ...]:
        """What a single number may mean, in yuan or in 万元; nothing else is an amount."""
        if len(self.words) != 1 or not re.fullmatch(r"[\d,，.]+(?:万元|元)?", self.words[0]):
            return ()
        found = []
        for unit in (YUAN, WAN):
            try:
                found.append(money(self.words[0], unit))
            except Fault as fault:
                if isinstance(fault.value, Money):
                    found.append(fault.value)
        return tuple(dict.fromkeys(each for each in found if each and abs(each.fen) < 1 << 62))

    def anywhere_in(self, *fields: str) -> Q:
        """The condition that each word stands in one of the fields."""
        wanted = Q()
        for word in self.words:
            one = Q()
            for field in fields:
                one |= Q(**{f"{field}__icontains": word})
            wanted &= one
        return wanted

    def is_in(self, texts: Iterable[str]) -> bool:
        """Whether each word stands in one of the texts."""
        folded = [text.casefold() for text in texts]
        return all(any(word.casefold() in text for text in folded) for word in self.words)

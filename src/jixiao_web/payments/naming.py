"""Naming (项目对照): which project a finance system means, or may mean where that is not certain."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jixiao.exchange.references import loose
from jixiao.exchange.values import folded
from jixiao.tracking.budget import ExpenditureKind

MOST_PROPOSALS = 3
NEAR = 45
"""Percent of signs in common from which a name is proposed; what is proposed is never booked by itself."""
SHORTEST_PIECE = 2
"""Signs that names have in common at least, so that one is proposed for the other."""
_GENERAL = re.compile("(?:20[0-9]{2}年度?)|专项|项目|经费|费用|资金|工作")
_BASIC = folded(ExpenditureKind.BASIC.value)


@dataclass(frozen=True, slots=True)
class Named:
    """A project as it may be called."""

    code: str
    name: str
    official_code: str = ""
    party: str = ""


@dataclass
class Naming:
    """What projects are called in a year, and by which other words people have claimed payments for them."""

    projects: Iterable[Named]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.projects = list(self.projects)
        self._codes = {each.code: each.code for each in self.projects}
        officials, names = defaultdict(set), defaultdict(set)
        for each in self.projects:
            if each.official_code:
                officials[folded(each.official_code)].add(each.code)
            for words in {folded(each.name), loose(each.name)}:
                names[words].add(each.code)
        self._officials = {word: next(iter(codes)) for word, codes in officials.items() if len(codes) == 1}
        self._names = {word: next(iter(codes)) for word, codes in names.items() if len(codes) == 1}
        self._folded_names = {loose(each.name): each for each in self.projects}
        self._found: dict[tuple[str, str], str] = {}
        self._proposed: dict[str, list[Named]] = {}

    def code_of(self, said: str, official: str = "") -> str:
        """The code of the project that is meant; empty where that is not certain.

        An official code tells more than a name; what people have said before tells more than likeness.
        """
        key = (said, official)
        if key not in self._found:
            self._found[key] = self._look_up(official) or self._look_up(said)
        return self._found[key]

    def _look_up(self, said: str) -> str:
        if not said:
            return ""
        words = folded(said)
        return (
            self.aliases.get(words)
            or self._codes.get(said)
            or self._officials.get(words)
            or self._names.get(words)
            or self._names.get(loose(said))
            or ""
        )

    def proposals(self, said: str) -> list[Named]:
        """The projects that may be meant, the likeliest first."""
        if said not in self._proposed:
            words = _telling(loose(said))
            scores = {each: _likeness(words, _telling(name)) for name, each in self._folded_names.items()}
            near = sorted((each for each in scores if scores[each] >= NEAR), key=lambda each: -scores[each])
            self._proposed[said] = near[:MOST_PROPOSALS]
        return self._proposed[said]


def _telling(words: str) -> str:
    """The words without those that every other project has in its name."""
    return _GENERAL.sub("", words) or words


def _likeness(one: str, other: str) -> int:
    """How much of the shorter name is in the other in one piece, or of both altogether, in percent."""
    compared = difflib.SequenceMatcher(None, one, other, autojunk=False)
    piece = compared.find_longest_match().size
    shorter = min(len(one), len(other))
    within = 100 * piece // shorter if shorter and piece >= SHORTEST_PIECE else 0
    return max(within, int(100 * compared.ratio()))


def is_basic(said: str) -> bool:
    """Whether what stands in the place of a project says that it is basic expenditure (基本支出)."""
    return folded(said).startswith(_BASIC)

"""Writing (成稿状态): what the sections of one report share: the composer, the outline, the numbering."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.document.model import Heading
from jixiao.narrative.composer import Composer
from jixiao.narrative.facts import Facts
from jixiao.narrative.outline import Outline
from jixiao.numerals.chinese import in_chinese

_DEEPEST = 4


@dataclass
class Writing:
    """A report while it is being written.

    `depth` is the level of the heading under which a section stands; headings that a section makes are
    one level below and numbered in the order in which they come.
    """

    composer: Composer
    outline: Outline
    depth: int = 0
    _counts: dict[int, int] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """The facts of the year."""
        return self.composer.facts

    def heading(self, text: str, level: int | None = None) -> Heading:
        """The next heading of that level (one below the section's own where none is given)."""
        level = min(level or self.depth + 1, _DEEPEST)
        self._counts[level] = self._counts.get(level, 0) + 1
        for deeper in [each for each in self._counts if each > level]:
            del self._counts[deeper]
        return Heading(level, ordinal(level, self._counts[level]) + text)

    def take_back(self, level: int) -> None:
        """Let the last heading of that level not have been: its number is free again."""
        self._counts[level] -= 1

    def restart(self, level: int) -> None:
        """Let the headings of that level begin at one again."""
        self._counts.pop(level, None)


def ordinal(level: int, number: int) -> str:
    """The ordinal of a heading as GB/T 9704 wants it.

    >>> [ordinal(level, 3) for level in (1, 2, 3, 4)]
    ['三、', '（三）', '3.', '（3）']
    """
    match level:
        case 1:
            return f"{in_chinese(number)}、"
        case 2:
            return f"（{in_chinese(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"

"""How the entry screen shows an indicator (指标填报): its fields, what was promised and said last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.exchange.indicator_entry import EnteredIndicator
from jixiao.tracking.attainment import Attainment

if TYPE_CHECKING:
    from jixiao_web.results.presenting import Box


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator on the entry screen: its fields by name, and what it keeps without showing it."""

    number: int
    entered: EnteredIndicator
    boxes: Mapping[str, Box]
    rest: Sequence[tuple[str, str]]

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return self.entered.goal.indicator.code

    @property
    def reached(self) -> list[Box]:
        """The fields of what was reached."""
        return [self.boxes[name] for name in _REACHED if name in self.boxes]

    @property
    def expected(self) -> list[Box]:
        """The fields of what is expected of the year."""
        return [self.boxes[name] for name in _EXPECTED if name in self.boxes]

    @property
    def explained(self) -> list[Box]:
        """The fields that explain."""
        return [self.boxes[name] for name in _EXPLAINED if name in self.boxes]

    @property
    def last(self) -> Attainment | None:
        """What was said of it last time."""
        return self.entered.goal.last


_REACHED = ("actual", "numerator", "denominator", "reached", "tier", "words", "score")
_EXPECTED = ("forecast", "forecast_words", "likelihood")
_EXPLAINED = ("causes", "explanation", "remark", "evidence")

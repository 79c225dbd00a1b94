"""Ledger figures (台账对应数): what the ledger knows of a figure that the document prints."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.quantity.bounds import Bounds


@dataclass(frozen=True, slots=True)
class LedgerFigure:
    """A place and what the ledger has for it.

    `figure` is the figure that stands there, none where “-” says that there is nothing; `exact` its value in
    the ledger, in the unit of the figure; `expected` how the ledger prints it. `name` says in a clerk's words
    what it is, 保洁经费的实际支出. A figure that is bound was printed from the ledger; others are told by
    project and measure, and may have been rounded by hand. `source` names the document that stands for the
    ledger where it is one of an earlier year, and `by` the sum by which the figure follows.
    """

    place: tuple[int, int]
    figure: Mention | None
    exact: Bounds
    expected: str
    name: str
    is_bound: bool
    source: str = ""
    by: str = ""
    printed: Bounds | None = None
    """What the document itself says of the earlier year, as the interval that its digits leave."""

    @property
    def is_as_printed(self) -> bool:
        """Whether the figure is the exact value, rounded half up to its own digits; “-” stands for zero."""
        if self.figure is None:
            return self.exact == Bounds(0, 0)
        return self.exact.meets(self.figure.rounded)

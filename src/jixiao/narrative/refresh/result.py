"""What a refresh did (更新结果)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that now reads otherwise: where, what it is, what stood there and what stands there now."""

    place: str
    figure: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """A sentence that the ledger would now word otherwise, or no longer has.

    `place` is empty where it was not found in the file, `sentence` where it is no longer needed.
    """

    place: str
    about: str
    sentence: str


@dataclass
class Refreshed:
    """Everything that was done to a file, and what a person must look at.

    `changed` figures follow the ledger; `overtyped` ones had been changed by hand; `rebound` ones had lost
    their controls, `lost` ones could not be found; `gone` ones are no longer in the ledger and stay as they
    are; `reworded` sentences are proposed in comments.
    """

    changed: list[FigureChange] = field(default_factory=list)
    overtyped: list[FigureChange] = field(default_factory=list)
    rebound: list[FigureChange] = field(default_factory=list)
    lost: list[FigureChange] = field(default_factory=list)
    gone: list[FigureChange] = field(default_factory=list)
    reworded: list[Rewording] = field(default_factory=list)

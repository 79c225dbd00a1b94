"""Gathered figures (汇总数): a figure of a department with those of its units that it is the sum of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.findings import Place


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """A figure in the document of a unit (所属单位的数): `source` names the document, `place` is in it."""

    source: str
    place: Place
    figure: Mention


@dataclass(frozen=True, slots=True)
class Gathered:
    """A figure of the department, and what its units print of the same thing (部门数与所属单位数).

    `repeated` are the other places of the department's document that print it. Of a rate `parts` are the
    terms above and `wholes` those below. `is_complete`: all units are there, each either prints a figure or
    is known to have none, and the documents speak on one basis. `is_net`: a unit's figure may be less than
    nothing. `is_fiscal`: no unit pays it to another, so that no sum is consolidated.
    """

    name: str
    stated: Mention
    repeated: tuple[Mention, ...]
    parts: tuple[UnitFigure, ...]
    wholes: tuple[UnitFigure, ...] = ()
    is_complete: bool = False
    is_net: bool = False
    is_fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Department:
    """What is known of a department by the documents of its units (部门汇总).

    `doubts` say why its sums were not looked at, or only for agreement; none where nothing stands against
    it.
    """

    units: tuple[str, ...] = ()
    gathered: Sequence[Gathered] = ()
    doubts: tuple[str, ...] = ()

"""Common indicators (常用指标): what projects of a kind usually promise, to start from.

A target that holds `{}` wants the project's own number; whoever starts from it fills that in. Levels are
named as from 2022 on and fitted to the hierarchy of the year: to 2021 cost is a kind of output.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jixiao.policies import read_policy_file
from jixiao.tracking import pack_data
from jixiao.tracking.hierarchy import Hierarchy

OPEN = "{}"
"""Stands in a target for the number that only the project knows."""

_COST = "成本指标"
_FIELDS = ("first", "second", "name", "target", "standard", "numerator", "denominator", "source", "evidence")


@dataclass(frozen=True, slots=True)
class KindOfProject:
    """A kind of project with its common indicators (项目种类), each as the fields of an Indicator."""

    code: str
    title: str
    indicators: tuple[Mapping[str, str], ...]

    def fitted(self, hierarchy: Hierarchy) -> list[dict[str, str]]:
        """The indicators under the levels of a year; an open target is left out, its words kept as a note."""
        return [_fitted(each, hierarchy) for each in self.indicators]


@cache
def kinds_of_project() -> tuple[KindOfProject, ...]:
    """The kinds in the order of the file.

    >>> [each.title for each in kinds_of_project()][:3]
    ['物业服务', '清扫保洁', '安保服务']
    """
    data = read_policy_file("indicators", "common", "常用指标")
    return tuple(map(_kind, pack_data.rows("kinds", data["kinds"])))


def kind_of_project(code: str) -> KindOfProject | None:
    """The kind of that code; none where there is none such."""
    return next((each for each in kinds_of_project() if each.code == code), None)


def _kind(row: Mapping[str, Any]) -> KindOfProject:
    known = pack_data.table("kinds", row, ("code", "title", "indicators"))
    indicators = tuple(
        {name: pack_data.words(value) for name, value in pack_data.table("indicators", each, _FIELDS).items()}
        for each in pack_data.rows("indicators", known["indicators"])
    )
    return KindOfProject(pack_data.words(known["code"]), pack_data.words(known["title"]), indicators)


def _fitted(indicator: Mapping[str, str], hierarchy: Hierarchy) -> dict[str, str]:
    found = dict(indicator)
    if hierarchy.first(found["first"]) is None and found["first"] == _COST:
        found |= {"first": "产出指标", "second": _COST}
    if OPEN in found["target"]:
        found |= {"note": f"指标值的样子：{found['target'].replace(OPEN, '…')}", "target": ""}
    return found

"""Scopes (可以逐行列出的表): the tables of a year as a form may list and name them.

Columns are named by their headers. Notes and what is internal are never printed, so no form can name them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jixiao.narrative.facts import UNIT, Facts
from jixiao.narrative.forms.goal_words import FILED, GoalWords
from jixiao.tracking.budget import AdjustmentLine
from jixiao.tracking.indicator import Indicator
from jixiao.tracking.noun import Attribute, Noun, attributes, key_attribute
from jixiao.tracking.problem import Measure, Remark
from jixiao.tracking.project import Project
from jixiao.tracking.results import Evaluation, Output, Shortcoming
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import TABLES

_KEPT_BACK = frozenset({"note", "internal", "is_internal"})


@dataclass(frozen=True, slots=True)
class Scope:
    """A table whose rows a form may list."""

    table: str
    noun: type[Noun]

    @property
    def label(self) -> str:
        """The name of its sheet."""
        return self.noun.sheet


SCOPES: Mapping[str, Scope] = {
    name: Scope(table, noun)
    for table, noun in TABLES.items()
    if noun is not Remark
    for name in (noun.sheet, table)
}
"""The scopes by the name of the sheet, and by the field of the year."""

PROJECTS = SCOPES["projects"]
_SHORTCOMINGS = SCOPES["shortcomings"]


def columns(noun: type[Noun]) -> Mapping[str, Attribute]:
    """The columns of a noun by header, by the headers that offices use instead, and by identifier."""
    if noun not in _columns:
        shown = [each for each in attributes(noun) if each.name not in _KEPT_BACK]
        found = {word: each for each in shown for word in (each.name, *each.column.synonyms)}
        _columns[noun] = found | {each.column.label: each for each in shown}
    return _columns[noun]


_columns: dict[type[Noun], Mapping[str, Attribute]] = {}


def nouns_of(scope: Scope | None) -> tuple[type[Noun], ...]:
    """The nouns whose columns a cell about a row of the scope may name, nearest first.

    A part of something may name the columns of what it is a part of: a payment those of its contract, and
    either those of the project.
    """
    found: list[type[Noun]] = []
    waiting = [scope.noun] if scope else []
    while waiting:
        noun = waiting.pop(0)
        found.append(noun)
        waiting += [Project] if noun in (Output, Indicator) else _parents(noun)
        if noun is Project:
            found += [Evaluation, *FILED]
    return (*dict.fromkeys(found), Unit)


@dataclass
class Listing:
    """The rows of a year as forms list them: by table and project, what is internal left out."""

    facts: Facts

    @cached_property
    def goals(self) -> GoalWords:
        """What is said of indicators."""
        return GoalWords(self.facts)

    def rows(self, scope: Scope, project: str = "") -> Sequence[Noun]:
        """The rows of a table to list: all, or those of one project."""
        if project and scope.noun is Output:
            return self.facts.outputs_of(project)
        if project and scope.noun is Indicator:
            return self.goals.in_order(project)
        if project and scope.noun is Measure:
            return self.measures(project)
        if scope.table not in self._by_project:
            found: dict[str, list[Noun]] = {"": []}
            for row in self.facts.visible.table(scope.table):
                if not getattr(row, "is_internal", False):
                    for code in ("", *self._projects_of(row)):
                        found.setdefault(code, []).append(row)
            self._by_project[scope.table] = found
        return self._by_project[scope.table].get(project, [])

    def project_of(self, row: Noun) -> str:
        """The code of the project that a row belongs to; the unit where it belongs to none."""
        known = self.facts.visible.project_by_code
        return next((code for code in self._projects_of(row) if code in known), UNIT)

    def shortcomings(self, project: str) -> list[Shortcoming]:
        """The shortcomings of a project that may be told outside the unit."""
        return [each for each in self.rows(_SHORTCOMINGS, project) if isinstance(each, Shortcoming)]

    def measures(self, project: str) -> list[Measure]:
        """The measures that answer a problem of the kind of one of the project's shortcomings."""
        kinds = {each.kind for each in self.shortcomings(project)}
        answered = {each.code for each in self.facts.visible.problems if each.kind in kinds}
        return [each for each in self.facts.visible.measures if answered & set(each.problems)]

    def _projects_of(self, row: Noun) -> tuple[str, ...]:
        match row:
            case Project():
                return (row.code,)
            case Output() | Indicator():
                return (row.subject,)
            case AdjustmentLine():
                return tuple(each for each in (row.project, row.giver) if each)
            case _:
                contract = getattr(row, "contract", "")
                code = getattr(row, "project", "") or self._project_of_contract.get(contract, "")
                return (code,) if code else ()

    @cached_property
    def _project_of_contract(self) -> Mapping[str, str]:
        return {each.code: each.project for each in self.facts.visible.contracts}

    @cached_property
    def _by_project(self) -> dict[str, dict[str, list[Noun]]]:
        return {}


def _parents(noun: type[Noun]) -> list[type[Noun]]:
    by_name = {each.__name__: each for each in TABLES.values()}
    return [
        by_name[target]
        for each in attributes(noun)
        if each.column.is_parent
        for target in each.column.targets
        if key_attribute(by_name[target])
    ]

"""The forms of a round as one table (集中填报): its rows, what is typed there, one text for many."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jixiao.exchange.indicator_entry import ATTAINED
from jixiao.exchange.result_entry import PLAIN
from jixiao.exchange.values import split
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.noun import attributes
from jixiao.tracking.position import Position
from jixiao.tracking.project import Project
from jixiao.tracking.results import Evaluation
from jixiao.tracking.self_evaluation import Evaluated, evaluated
from jixiao_web.ledger.forms import label_of
from jixiao_web.results.indicators import IndicatorLine
from jixiao_web.results.prefill import Prefill
from jixiao_web.results.presenting import Box, Screen
from jixiao_web.results.selectors import Task, position_of
from jixiao_web.results.typed import cleaned
from jixiao_web.rounds.selectors import glance_of

JUDGEMENT, INDICATORS, WORDS = "judgement", "indicators", "words"
PARTS = {JUDGEMENT: _("结论和原因"), INDICATORS: _("指标"), WORDS: _("文字")}
"""What of the forms the table shows."""

PROJECTS_A_PAGE = {JUDGEMENT: 200, INDICATORS: 30, WORDS: 50}
EACH_INDICATOR = "indicators."
"""Begins the name of a field that stands beside each indicator."""

_ASKED_WITH_MONEY_LEFT = ("balance_reason", "balance_use")
_BESIDE = tuple(name for name in ATTAINED if name not in ("remark", "evidence"))
_FOR_MANY_INDICATORS = ("causes", "explanation")


@dataclass(frozen=True)
class Line:
    """A project in the table, with what is kept or typed; `contested` holds what somebody else has written
    meanwhile in fields that were changed here too, by the field's name."""

    number: int
    task: Task
    content: Mapping[str, Any]
    prefilled: Prefill
    part: str
    may_edit: bool = False
    contested: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def screen(self) -> Screen:
        """The entry screen of the project, from which the table takes its fields."""
        return Screen(self.task, self.content, self.prefilled)

    @cached_property
    def columns(self) -> dict[str, Box]:
        """The fields of the part by their names, a column each; of indicators none, which have lines."""
        if self.part == INDICATORS:
            return {}
        found = self.screen.judgement
        if self.part == WORDS:
            found = [self.screen.results, self.screen.evaluation, *self.screen.statement]
        return {each.name: self._placed(each) for each in found}

    @cached_property
    def indicators(self) -> list[IndicatorLine]:
        """The indicators, a line each."""
        if self.part != INDICATORS:
            return []
        return [
            replace(
                each,
                boxes={name: self._placed(box) for name, box in each.boxes.items() if name in _BESIDE},
            )
            for each in self.screen.indicators
        ]

    @cached_property
    def scored(self) -> Evaluated | None:
        """What the project would score with what is typed; none within the year, or without indicators."""
        wanted, project = self.screen.wanted.indicators, self.task.subject.project
        if wanted is None or project is None or not wanted.is_evaluation:
            return None
        goals = [each.goal for each in self.screen.entered.indicators]
        standing = glance_of(self.task.round).standing(project)
        return evaluated(project, standing, goals, wanted.policy, fiscal_year=wanted.fiscal_year)

    @property
    def position(self) -> Position | None:
        """Where the project's money stands."""
        return position_of(self.task)

    @property
    def seen(self) -> str:
        """What the page shows in each field, of what is kept, for telling later what was changed there."""
        as_kept = self if self.content == self.kept else replace(self, content=self.kept)
        shown = {name: _posted(box) for name, box in as_kept._fields.items()}
        return json.dumps({name: value for name, value in shown.items() if value}, ensure_ascii=False)

    @property
    def theirs(self) -> list[tuple[str, str]]:
        """What somebody else wrote in the contested fields: what the field is called, and the value."""
        names = {
            each.goal.indicator.code: each.goal.indicator.name for each in self.screen.entered.indicators
        }
        return [(_word(name, names), value) for name, value in self.contested.items()]

    def typed(self, data: QueryDict) -> Line:
        """The line with what was changed on the page put over what is kept now.

        What the page does not show stays as it is, and so does what only somebody else has changed.
        """
        seen = _read_seen(data.get(f"{self.number}:seen", ""))
        told = {name: _told(data, box) for name, box in self._fields.items() if _is_there(data, box)}
        changed = {name: value for name, value in told.items() if value != seen.get(name, "")}
        now = _said(self.content)
        contested = {
            name: now.get(name, "")
            for name, value in changed.items()
            if now.get(name, "") not in (seen.get(name, ""), value)
        }
        return replace(self, content=_with(self.content, changed), contested=contested)

    def filled(self, name: str, text: str, *, replaces: bool) -> Line:
        """The line with a text in a field, where that is asked for and, unless it replaces, still blank."""
        if not name.startswith(EACH_INDICATOR):
            is_asked = name not in _ASKED_WITH_MONEY_LEFT or self.screen.wanted.balance is not None
            is_free = replaces or not str(self.content.get(name) or "").strip()
            return replace(self, content=_with(self.content, {name: text} if is_asked and is_free else {}))
        beside, told = name.removeprefix(EACH_INDICATOR), {}
        for each in self.screen.indicators:
            box = each.boxes.get(beside)
            if box is None:
                continue
            is_missing = box.remark is not None and box.remark.is_gap and not box.value
            if is_missing or (replaces and box.value):
                told[f"{each.code}.{beside}"] = text
        return replace(self, content=_with(self.content, told))

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than what is kept, or than a new form begins with."""
        return _said(self.content) != _said(self.kept)

    @property
    def kept(self) -> Mapping[str, Any]:
        """What the database holds, or what a new form begins with."""
        return self.task.form.content if self.task.form else self.prefilled.content

    @cached_property
    def _fields(self) -> dict[str, Box]:
        """The fields that the page shows, by their names; those of an indicator after its code."""
        beside = {f"{each.code}.{name}": box for each in self.indicators for name, box in each.boxes.items()}
        return self.columns | beside

    def _placed(self, box: Box) -> Box:
        return replace(box, name=f"{self.number}:{box.name}")


@dataclass(frozen=True)
class Fillable:
    """A field that one text may fill in many forms, with its words where it has such."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()

    def read(self, text: str) -> str | None:
        """The text as the field keeps it; none where it is not one of the field's words."""
        if not self.choices or not text:
            return text
        values = {word: value for value, word in self.choices} | {
            value: value for value, _word in self.choices
        }
        found = [values.get(each) for each in (split(text) if self.name.endswith("causes") else [text])]
        return None if None in found else "、".join(each for each in found if each)


@dataclass(frozen=True)
class Filling:
    """One text for a field of many forms; it goes where the field is blank, unless it replaces."""

    field: Fillable
    text: str
    replaces: bool

    def into(self, line: Line) -> Line:
        """The line with the text in it, where that is asked for there."""
        return line.filled(self.field.name, self.text, replaces=self.replaces)


def fillable(lines: Sequence[Line]) -> list[Fillable]:
    """The fields that one text may fill in these forms; those of indicators are the same in each of them."""
    found: dict[str, Fillable] = {}
    for line in lines:
        for box in (*line.screen.judgement, *line.screen.statement, line.screen.evaluation):
            found.setdefault(
                box.name, Fillable(box.name, box.label, tuple(it for it in box.choices if it[0]))
            )
    with_indicators = next((each for each in lines if each.screen.entered.indicators), None)
    for each in with_indicators.screen.indicators if with_indicators else ():
        for name in _FOR_MANY_INDICATORS:
            if name in each.boxes:
                label = str(_("各指标：%(label)s")) % {"label": each.boxes[name].label}
                place = EACH_INDICATOR + name
                found.setdefault(place, Fillable(place, label, each.boxes[name].choices))
    return list(found.values())


def _with(content: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """The content with these fields; those of an indicator are named after its code."""
    found = dict(content)
    rows = {str(row.get("code") or ""): dict(row) for row in content.get("indicators") or ()}
    for name, value in told.items():
        code, is_beside, beside = name.rpartition(".")
        if is_beside:
            rows.setdefault(code, {"code": code})[beside] = value
        else:
            found[name] = value
    return {**found, "indicators": list(rows.values())} if rows else found


def _said(content: Mapping[str, Any]) -> dict[str, str]:
    """Each field that says something."""
    told = {name: str(content.get(name) or "") for name in PLAIN}
    for row in content.get("indicators") or ():
        told |= {f"{row.get('code')}.{name}": str(row.get(name) or "") for name in ATTAINED}
    return {name: value for name, value in told.items() if value}


def _posted(box: Box) -> str:
    """What a page sends of a field that nobody touches."""
    if box.kind == "choice":
        return box.value if any(box.value == value for value, _word in box.choices) else ""
    if box.kind == "many":
        return "、".join(value for value, _word, is_on in box.chosen if is_on)
    return box.value


def _told(data: QueryDict, box: Box) -> str:
    if box.kind == "many":
        return "、".join(cleaned(each) for each in data.getlist(box.name) if each)
    return cleaned(data.get(box.name, ""))


def _is_there(data: QueryDict, box: Box) -> bool:
    """Whether the page sent a field; boxes that nobody ticked are not sent, but a sign of them is."""
    return box.name in data or (box.kind == "many" and f"{box.name}:shown" in data)


def _read_seen(text: str) -> Mapping[str, str]:
    try:
        seen = json.loads(text or "{}")
    except ValueError:
        return {}
    return {name: str(value) for name, value in seen.items()} if isinstance(seen, dict) else {}


def _word(name: str, indicators: Mapping[str, str]) -> str:
    """What a field is called; one of an indicator after the indicator's name."""
    code, _dot, bare = name.rpartition(".")
    for noun in (Evaluation, Statement, Attainment, Project):
        for each in attributes(noun):
            if each.name == bare:
                return f"{indicators.get(code, code)} {label_of(each)}".strip()
    return name

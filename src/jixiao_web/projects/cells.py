"""The cells of the list of projects as markup (格子): of thousands, each costs a function and no template."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jixiao.quantity import Money, MoneyUnit
from jixiao.tracking.results import ObjectiveState
from jixiao_web.ledger.bands import band_word
from jixiao_web.ledger.forms import word_of
from jixiao_web.pages.templatetags.components import icon, light
from jixiao_web.pages.templatetags.figures import ABSENT, in_unit, points, rate
from jixiao_web.projects.columns import Column, tail
from jixiao_web.projects.lines import Line
from jixiao_web.results.selectors import Progress

_LIGHTS = {ObjectiveState.MET: "green", ObjectiveState.PARTLY: "amber", ObjectiveState.NOT_MET: "red"}


_EXCEPTIONS = {Progress.LATE: ("red", "late"), Progress.RETURNED: ("amber", "undo")}


class Cells:
    """Writes the rows of a list: its columns, its unit of money, and where a project's page is."""

    def __init__(self, columns: Sequence[Column], unit: MoneyUnit, fiscal_year: int, query: str) -> None:
        self.columns, self.unit = columns, unit
        self.before = reverse("projects:page", args=[fiscal_year, "-"]).removesuffix("-")
        self.query = escape(query)
        self.lights = {name: light(name) for name in ("green", "amber", "red", "none")}
        self.states = {each: _state(each) for each in Progress}
        self.by_plan = f'<span title="{escape(_("按项目自己的用款计划"))}">*</span>'
        self.labels = {each.name: escape(str(each.word)) for each in columns}

    def row(self, line: Line) -> SafeString:
        """A row of the table."""
        return mark_safe(f"<tr>{''.join(self._cell(each, line) for each in self.columns)}</tr>")  # noqa: S308

    def _cell(self, column: Column, line: Line) -> str:
        value: Any = column.value(line)
        match column.kind:
            case "text" if column.name == "name":
                address = f"{self.before}{quote(line.project.code)}{self.query}"
                return (
                    f'<th scope="row" class="text lead col-name"><a class="quiet" href="{address}">'
                    f"{escape(value)}</a></th>"
                )
            case "text":
                told = word_of(value) if isinstance(value, Enum) else value
                office = " office" if column.name == "party" else ""
                return f'<td class="{column.phone}{office}">{escape(told or ABSENT)}</td>'
            case "light":
                name = _LIGHTS.get(value, "none")
                return f'<td class="{column.phone} col-{column.name}">{self.lights[name]}</td>'
            case "state":
                return f'<td class="{column.phone} col-{column.name}">{self.states.get(value, ABSENT)}</td>'
            case _:
                return self._number(column, line, value)

    def _number(self, column: Column, line: Line, value: Any) -> str:
        css, title, told = f"num {column.phone} col-{column.name}", "", self._told(column, value)
        if column.name == "adjusted" and (note := tail(line, self.unit)):
            css, title = f"{css} noted", f' title="{escape(note)}"'
        elif column.name == "rate" and line.band.is_lowest and line.rate is not None:
            css = f"{css} below"
            word = escape(band_word(line.band))
            told = f'<span aria-hidden="true">▼</span><span class="visually-hidden">{word}</span> {told}'
        elif column.kind == "points" and line.pace.has_plan and value is not None:
            told += self.by_plan
        label = f' data-label="{self.labels[column.name]}"' if column.phone == "plain" else ""
        return f'<td class="{css}"{title}{label}>{told}</td>'

    def _told(self, column: Column, value: Any) -> str:
        if value is None or (column.kind == "change" and not value):
            return ABSENT
        match column.kind:
            case "rate":
                return rate(value)
            case "points":
                return points(value)
            case _ if isinstance(value, Money):
                return in_unit(value, self.unit)
            case _:
                return str(value)


def _state(progress: Progress) -> str:
    """A state of reporting; only what is an exception is marked."""
    word = escape(word_of(progress))
    if progress not in _EXCEPTIONS:
        return word
    color, shape = _EXCEPTIONS[progress]
    return f'<span class="nowrap {color}-text">{icon(shape)} {word}</span>'

"""Official forms that come back filled in (官方表格的回收), read as a fill-in workbook is.

A sheet is a project's monitoring form or self-evaluation. It is known by the name of its project, its rows by
the names of their indicators. What stands in neither is told, never dropped; targets, weights and computed
scores that were changed are told and not taken: they are approved, not filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jixiao.errors import UnreadableFile
from jixiao.exchange import dates, numbers
from jixiao.exchange.fault import Fault
from jixiao.exchange.fill_in import Returned, Unmatched
from jixiao.exchange.form_sheet import (
    FIRST,
    PROJECT,
    SECOND,
    THIRD,
    FormLine,
    FormSheet,
    read_form_sheet,
)
from jixiao.exchange.grid import Book, a1
from jixiao.exchange.indicator_entry import IndicatorsWanted, without_unit
from jixiao.exchange.numbers import is_absent
from jixiao.exchange.result_entry import Wanted, entered
from jixiao.exchange.values import folded, plain, reader
from jixiao.narrative.forms.goal_words import CAUSES, LIKELIHOODS
from jixiao.narrative.forms.scopes import columns
from jixiao.quantity import WAN, Money
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.goals import Goal
from jixiao.tracking.hierarchy import plain as plain_number
from jixiao.tracking.noun import attributes
from jixiao.tracking.results import Evaluation
from jixiao.tracking.target import Comparator

MONITORING, SELF_EVALUATION = "monitoring-136", "self-evaluation"
LAYOUTS = (MONITORING, SELF_EVALUATION)
_TITLES = {MONITORING: "监控表", SELF_EVALUATION: "自评表"}

_NOT_TICKED = frozenset({"0", "否", "无", "×", "✗", "✘", "x"})
_TEXTS = {"指标原因说明": "explanation", "监控备注": "remark"}
_TIER = next(each for each in attributes(Attainment) if each.name == "tier")


@dataclass(frozen=True)
class FormsWanted:
    """What a filing expects of the forms that come back (要收的表).

    `names` are the projects by key; `indicators` says what is wanted of the one of a key.
    """

    names: Mapping[str, str]
    indicators: Callable[[str], IndicatorsWanted | None]
    fiscal_year: int
    is_evaluation: bool

    @property
    def layout(self) -> str:
        """The layout that is asked for."""
        return SELF_EVALUATION if self.is_evaluation else MONITORING


def read_forms(book: Book, wanted: FormsWanted) -> Returned:
    """What the forms of a workbook say, by the key of the project.

    Raises UnreadableFile where no sheet is such a form of a project that is asked for, saying what is there
    instead.
    """
    found = _Forms(wanted)
    for name in book.sheets:
        sheet = read_form_sheet(book.grid(name), LAYOUTS)
        if sheet is not None:
            found.take(sheet)
    if not found.contents:
        raise _nothing_there(book.name, found.refused)
    return Returned(
        round_key="",
        title="",
        office="",
        issued="",
        contents=found.contents,
        names={key: wanted.names[key] for key in found.contents},
        places=found.places,
        unmatched=(*found.unmatched, *(each for each, _english in found.refused)),
        altered=tuple(found.altered),
    )


def _nothing_there(name: str, refused: list[tuple[Unmatched, str]]) -> UnreadableFile:
    if refused:
        first, english = refused[0]
        return UnreadableFile(
            f"{name} 没有一张表可以收：{first.words}。",
            hint="请核对是不是本批次、本项目的表。",
            english=f"{name} holds no form that is asked for: {english}",
        )
    return UnreadableFile(
        f"{name} 既不是下发的填报工作簿，也不是项目支出绩效监控表或自评表。",
        hint="请用本批次下发的文件填写，或用系统导出的表；表里要有“三级指标”一栏。",
        english=f"{name} is neither a workbook that was sent out nor a monitoring or self-evaluation form.",
    )


@dataclass
class _Forms:
    """Collects what the sheets of a workbook say."""

    wanted: FormsWanted
    contents: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    unmatched: list[Unmatched] = field(default_factory=list)
    altered: list[Unmatched] = field(default_factory=list)
    refused: list[tuple[Unmatched, str]] = field(default_factory=list)

    def take(self, sheet: FormSheet) -> None:
        """Take a sheet, or say why it is not taken."""
        keys = [key for key, name in self.wanted.names.items() if folded(name) == folded(sheet.project)]
        indicators = self.wanted.indicators(keys[0]) if len(keys) == 1 else None
        if why := self._why_not(sheet, keys, indicators):
            message, english = why
            row, _column = sheet.places.get(PROJECT, (0, 0))
            self.refused.append((Unmatched(sheet.name, row + 1, message), english))
            return
        assert indicators is not None
        key = keys[0]
        content, places = _alone(sheet)
        lines: dict[str, FormLine] = {}
        content["indicators"] = []
        for line in sheet.lines:
            goal = _goal_of(line, indicators.goals)
            if goal is None or goal.indicator.code in lines:
                self.unmatched.append(Unmatched(sheet.name, line.row + 1, _told(line.cells.values())))
                continue
            lines[goal.indicator.code] = line
            self._note(sheet, line, goal, _altered(line, goal))
            if goal.is_removed:
                continue
            fields = _row(line, goal)
            for name, (_value, word) in fields.items():
                path = f"indicators.{len(content['indicators'])}.{name}"
                places[path] = _place(sheet, line.row, sheet.columns[word])
            told = {name: value for name, (value, _word) in fields.items()}
            content["indicators"].append({"code": goal.indicator.code, **told})
        self._take_scores(sheet, indicators, lines, content, places)
        self.contents[key], self.places[key] = content, places

    def _take_scores(
        self,
        sheet: FormSheet,
        indicators: IndicatorsWanted,
        lines: Mapping[str, FormLine],
        content: dict[str, Any],
        places: dict[str, str],
    ) -> None:
        """Take the scores of formulas from which people have taken points off; more than the formula gives is
        told and not taken."""
        if "得分" not in sheet.columns:
            return
        found = entered(content, Wanted(indicators.as_of, indicators=indicators)).indicators
        by_formula = {
            each.goal.indicator.code: each.score.points
            for each in found
            if each.score is not None and not each.goal.target.is_qualitative
        }
        for number, row in enumerate(content["indicators"]):
            line, points = lines[row["code"]], by_formula.get(row["code"])
            if points is None or not _is_number(line.cells["得分"]):
                continue
            written = numbers.number(line.cells["得分"])
            if written > points:
                told = f"得分写成 {plain_number(written)}，按完成值是 {plain_number(points)}"
                words = f"{line.cells[THIRD]}：{told}"
                self.altered.append(Unmatched(sheet.name, line.row + 1, words))
            elif written < points:
                row["score"] = line.cells["得分"]
                places[f"indicators.{number}.score"] = _place(sheet, line.row, sheet.columns["得分"])

    def _note(self, sheet: FormSheet, line: FormLine, goal: Goal, changed: Iterable[str]) -> None:
        self.altered += [
            Unmatched(sheet.name, line.row + 1, f"{goal.indicator.name}：{words}") for words in changed
        ]

    def _why_not(
        self, sheet: FormSheet, keys: list[str], indicators: IndicatorsWanted | None
    ) -> tuple[str, str] | None:
        """Why a sheet is not taken, in Chinese and in English; none where it is."""
        wanted = self.wanted
        if not keys:
            return f"项目“{sheet.project}”不在本次填报之内", f"{sheet.project} is not asked about."
        if len(keys) > 1:
            return f"有几个项目都叫“{sheet.project}”", f"several projects are called {sheet.project}."
        if sheet.layout != wanted.layout:
            return (
                f"这是{_TITLES[sheet.layout]}，本次要的是{_TITLES[wanted.layout]}",
                "it is another kind of form than the round asks for.",
            )
        if sheet.fiscal_year not in (None, wanted.fiscal_year):
            return (
                f"这是{sheet.fiscal_year}年度的表，本次填报的是{wanted.fiscal_year}年度",
                f"it is a form of {sheet.fiscal_year}, not of {wanted.fiscal_year}.",
            )
        if keys[0] in self.contents:
            return f"项目“{sheet.project}”已有另一张表", f"there is another form of {sheet.project}."
        if indicators is None:
            return f"项目“{sheet.project}”还没有指标", f"{sheet.project} has no indicators yet."
        return None


def _alone(sheet: FormSheet) -> tuple[dict[str, Any], dict[str, str]]:
    """The texts and the forecast that a form holds outside its table."""
    content: dict[str, Any] = {}
    places: dict[str, str] = {}
    known = {**columns(Evaluation), **columns(Statement)}
    for word, told in sheet.alone.items():
        attribute = known[word]
        content[attribute.name] = _in_yuan(told) if attribute.base is Money else told
        places[attribute.name] = _place(sheet, *sheet.places[word])
    return content, places


def _in_yuan(told: str) -> str:
    """An amount of a form, which counts 万元, as an entry counts it; as it was typed where it is none."""
    try:
        return str(plain(numbers.money(told, WAN)))
    except Fault:
        return told


def _goal_of(line: FormLine, goals: Iterable[Goal]) -> Goal | None:
    """The indicator of a row: by its name, and by its levels where several are called so."""
    named = [each for each in goals if folded(each.indicator.name) == folded(line.cells[THIRD])]
    if len(named) > 1:
        levels = (folded(line.cells[FIRST]), folded(line.cells[SECOND]))
        named = [
            each for each in named if (folded(each.indicator.first), folded(each.indicator.second)) == levels
        ]
    return named[0] if len(named) == 1 else None


def _row(line: FormLine, goal: Goal) -> dict[str, tuple[str, str]]:
    """The fields of an entry that a row fills in, each with the word of the column that says it."""
    cells = line.cells
    row = {name: (cells[word], word) for word, name in _TEXTS.items() if word in cells}
    if "完成值" in cells:
        row |= {name: (value, "完成值") for name, value in _reached(cells["完成值"], goal).items()}
    if "全年预计完成情况" in cells:
        told = cells["全年预计完成情况"]
        is_number = _is_number(without_unit(told, goal.target.unit)) and goal.target.is_quantitative
        row["forecast"] = (told if is_number else "", "全年预计完成情况")
        row["forecast_words"] = ("" if is_number else told, "全年预计完成情况")
    for name, ticked in (("causes", CAUSES), ("likelihood", LIKELIHOODS)):
        there = [word for word in ticked if word in cells]
        if there:
            chosen = [ticked[word].value for word in there if _is_ticked(cells[word])]
            first = next((word for word in there if _is_ticked(cells[word])), there[0])
            row[name] = ("、".join(chosen), first)
    if "得分" in cells and goal.target.is_qualitative:
        row["score"] = (cells["得分"], "得分")
    return row


def _reached(told: str, goal: Goal) -> dict[str, str]:
    """What was reached, in the field that the target wants it in."""
    if is_absent(told):
        told = ""
    if goal.target.comparator is Comparator.BY_DATE:
        is_date = _reads(dates.date, told)
        return {"reached": told if is_date else "", "words": "" if is_date else told}
    if goal.target.is_quantitative:
        return {"actual": told}
    is_tier = _reads(reader(_TIER), told)
    return {"tier": told if is_tier else "", "words": "" if is_tier else told}


def _altered(line: FormLine, goal: Goal) -> Iterator[str]:
    """What a row says otherwise than was approved."""
    target, weight = line.cells.get("年度指标值", ""), line.cells.get("分值", "")
    if not goal.is_removed and target and folded(target) not in _ways(goal):
        yield f"指标值写成“{target}”，批准的是“{goal.target.text}”"
    if weight and goal.weight is not None and weight != plain_number(goal.weight):
        yield f"分值写成 {weight}，批准的是 {plain_number(goal.weight)}"


def _ways(goal: Goal) -> set[str]:
    """How a target may be written."""
    return {folded(goal.target.text), folded(str(goal.target))}


def _is_ticked(told: str) -> bool:
    return not is_absent(told) and folded(told) not in _NOT_TICKED


def _is_number(told: str) -> bool:
    return _reads(numbers.number, told)


def _reads(read: Callable[[object], object], told: str) -> bool:
    try:
        read(told)
    except Fault:
        return False
    return bool(told)


def _place(sheet: FormSheet, row: int, column: int) -> str:
    return f"{sheet.name}!{a1(row, column)}"


def _told(words: Iterable[str]) -> str:
    return " · ".join(each for each in words if each)[:200]

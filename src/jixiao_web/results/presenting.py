"""How the entry screen shows a form (填报页): its fields, what was there last time, what is still missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jixiao.exchange.indicator_entry import ATTAINED, fields_for
from jixiao.exchange.result_entry import EVALUATION, OUTPUT, SHORTCOMING, Entered, Remark, entered
from jixiao.exchange.values import split
from jixiao.quantity import Money
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.noun import Attribute, attributes
from jixiao.tracking.results import Evaluation, Output, Shortcoming
from jixiao_web.ledger.forms import label_of, word_of
from jixiao_web.results.indicators import IndicatorLine
from jixiao_web.results.models import PhraseField
from jixiao_web.results.prefill import Prefill
from jixiao_web.results.selectors import Task, phrases_of, wanted_of
from jixiao_web.results.typed import fields_of

SPARE_ROWS = 2

_SENTENCE = re.compile(r"(?<=。)|(?<=\.) ")


@dataclass(frozen=True)
class Box:
    """A field as the page shows it (一栏)."""

    name: str
    label: str
    value: str
    kind: str = "text"  # text, long, choice, many, day, number, tick
    choices: tuple[tuple[str, str], ...] = ()
    remark: Remark | None = None
    is_last: bool = False
    help: str = ""

    @property
    def id(self) -> str:
        """Its identity on the page."""
        return f"f-{self.name}"

    @property
    def message(self) -> str:
        """What is to be mended here, in the reader's language."""
        if self.remark is None:
            return ""
        is_english = get_language() == "en"
        return self.remark.english if is_english and self.remark.english else self.remark.message

    @property
    def short(self) -> str:
        """The same, its first sentence: beside a field of a table there is no room for more."""
        return _SENTENCE.split(self.message, maxsplit=1)[0]

    @property
    def chosen(self) -> list[tuple[str, str, bool]]:
        """The choices of a field that may hold several, each with whether it is among them."""
        held = set(split(self.value))
        return [(value, word, value in held) for value, word in self.choices]

    @property
    def word(self) -> str:
        """The value in words."""
        if self.kind == "many":
            return "、".join(word for _value, word, is_on in self.chosen if is_on)
        return next((word for value, word in self.choices if value and value == self.value), self.value)

    @property
    def rows(self) -> int:
        """Lines of a long field, by the length of what stands in it."""
        return min(max(3, len(self.value) // 45 + self.value.count("\n") + 1), 16)


@dataclass(frozen=True)
class Line:
    """A row of outputs or shortcomings."""

    number: int
    boxes: tuple[Box, ...]
    row: str
    version: str
    last: str = ""

    def __iter__(self) -> Any:
        return iter(self.boxes)


class Screen:
    """The entry screen of a task with the content that is to be shown."""

    def __init__(self, task: Task, content: Mapping[str, Any], prefilled: Prefill) -> None:
        self.task, self.content, self.prefilled = task, content, prefilled
        self.wanted = wanted_of(task.round, task.subject)
        self.entered: Entered = entered(content, self.wanted)
        self._remarks: dict[str, Remark] = {}
        for each in self.entered.remarks:
            self._remarks.setdefault(each.path, each)

    @property
    def gaps(self) -> int:
        """How many places are still to be filled in or mended."""
        return len(self.entered.to_mend)

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """The places that are to be filled in or mended: the identity of the field, and what is wanted."""
        return [
            (box.id, box.message)
            for each in self.entered.to_mend
            for box in [Box(each.path.replace(".", "-"), "", "", remark=each)]
        ]

    @property
    def seen(self) -> str:
        """The content as it was shown, for comparison when somebody else writes meanwhile."""
        return json.dumps(fields_of(self.content), ensure_ascii=False)

    @property
    def outputs(self) -> list[Line]:
        """The rows of outputs, with some to spare."""
        return self._lines("outputs", OUTPUT, Output)

    @property
    def shortcomings(self) -> list[Line]:
        """The rows of shortcomings, with some to spare."""
        return self._lines("shortcomings", SHORTCOMING, Shortcoming)

    @property
    def blank_output(self) -> Line:
        """An empty row, for the page to copy."""
        return self._line("outputs", OUTPUT, Output, {}, "NEW")

    @property
    def blank_shortcoming(self) -> Line:
        """An empty row, for the page to copy."""
        return self._line("shortcomings", SHORTCOMING, Shortcoming, {}, "NEW")

    @property
    def output_labels(self) -> list[str]:
        """The headers of the table of outputs."""
        known = {each.name: each for each in attributes(Output)}
        return [label_of(known[name]) for name in OUTPUT]

    @property
    def results(self) -> Box:
        """The text of what was done."""
        label = _("内容") if self.task.subject.is_theme else _("完成情况")
        return self._long("results", label)

    @property
    def evaluation(self) -> Box:
        """The evaluation in words."""
        return self._long("evaluation", _("评价"))

    @property
    def no_outputs(self) -> Box:
        """That there is no quantity to report."""
        return Box(
            "no_outputs",
            _("本期没有数量"),
            str(self.content.get("no_outputs") or ""),
            "tick",
            remark=self._remarks.get("no_outputs"),
        )

    @property
    def indicators(self) -> list[IndicatorLine]:
        """The indicators of the project, in the order of the form."""
        lines = []
        rows = {str(row.get("code") or ""): row for row in self.content.get("indicators") or ()}
        for number, each in enumerate(self.entered.indicators):
            names = fields_for(each.goal, is_evaluation=self.is_evaluation)
            row = rows.get(each.goal.indicator.code, {})
            line = self._line("indicators", names, Attainment, row, number)
            rest = [(name, str(row.get(name) or "")) for name in ATTAINED if name not in names]
            boxes = dict(zip(names, line.boxes, strict=True))
            lines.append(IndicatorLine(number, each, boxes, [it for it in rest if it[1]]))
        return lines

    @property
    def is_evaluation(self) -> bool:
        """Whether the year is over, so that the filing is a self-evaluation."""
        wanted = self.wanted.indicators
        return wanted is not None and wanted.is_evaluation

    @property
    def statement(self) -> list[Box]:
        """The texts of the filing, where it has indicators."""
        wanted = self.wanted.indicators
        known = {each.name: each for each in attributes(Statement)}
        return [self._long(name, label_of(known[name])) for name in wanted.texts] if wanted else []

    @property
    def judgement(self) -> list[Box]:
        """The fields of the evaluation."""
        known = {each.name: each for each in attributes(Evaluation)}
        return [self._box(name, known[name], self.content, name) for name in EVALUATION]

    def phrases(self) -> dict[str, list[str]]:
        """The office's phrases by field."""
        found: dict[str, list[str]] = {each.value: [] for each in PhraseField}
        for each in phrases_of(self.task.subject.office):
            found[each.field].append(each.text)
        return found

    @property
    def references(self) -> list[str]:
        """The references that texts may hold: this form's own outputs, and the money."""
        names = [str(each.get("name") or "") for each in self.content.get("outputs") or ()]
        own = [f"{{成果.{name}}}" for name in names if name]
        return own if self.task.subject.is_theme else [*own, "{支出}", "{执行率}", "{调整后预算}"]

    def _long(self, name: str, label: str) -> Box:
        value = str(self.content.get(name) or "")
        is_last = bool(value) and value == self.prefilled.from_last.get(name)
        return Box(name, label, value, "long", remark=self._remarks.get(name), is_last=is_last)

    def _lines(self, table: str, names: Iterable[str], noun: Any) -> list[Line]:
        rows: list[Mapping[str, Any]] = list(self.content.get(table) or ())
        rows += [{} for _spare in range(SPARE_ROWS if rows else SPARE_ROWS + 1)]
        return [self._line(table, names, noun, row, number) for number, row in enumerate(rows)]

    def _line(
        self, table: str, names: Iterable[str], noun: Any, row: Mapping[str, Any], number: int | str
    ) -> Line:
        known = {each.name: each for each in attributes(noun)}
        prefix = f"{table}-{number}"
        boxes = tuple(
            self._box(f"{prefix}-{name}", known[name], row, name, f"{table}.{number}.{name}")
            for name in names
        )
        last = self.prefilled.last.get(str(row.get("name") or ""), "")
        return Line(
            number if isinstance(number, int) else -1,
            boxes,
            str(row.get("row") or ""),
            str(row.get("version") or ""),
            last,
        )

    def _box(
        self, name: str, attribute: Attribute, row: Mapping[str, Any], field: str, path: str = ""
    ) -> Box:
        kind, choices = _kind(attribute)
        label = label_of(attribute)
        if attribute.base is Money:
            label = _("%(label)s（元）") % {"label": label}
        return Box(
            name,
            label,
            str(row.get(field) or ""),
            kind,
            choices,
            self._remarks.get(path or field),
            help="" if get_language() == "en" else attribute.column.help,
        )


def _kind(attribute: Attribute) -> tuple[str, tuple[tuple[str, str], ...]]:
    base = attribute.base
    if issubclass(base, Enum) and attribute.is_many:
        return "many", tuple((str(each.value), word_of(each)) for each in base)
    if issubclass(base, Enum):
        return "choice", (("", "—"), *((str(each.value), word_of(each)) for each in base))
    if base is bool:
        return "tick", ()
    if base.__name__ == "date":
        return "day", ()
    if base.__name__ in ("Decimal", "Money", "int"):
        return "number", ()
    return ("long" if attribute.column.is_prose else "text"), ()

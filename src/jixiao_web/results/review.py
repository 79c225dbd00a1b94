"""What a workbook that came back would change (导入前核对), part by part with its cell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from jixiao.exchange.entry_merge import TABLES, Part, Side, merged, parts
from jixiao.exchange.result_entry import Remark, entered
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.noun import Noun, attributes
from jixiao.tracking.results import Evaluation, Output, Shortcoming
from jixiao_web.ledger.forms import label_of
from jixiao_web.results.models import Arrival, WorkbookImport
from jixiao_web.results.prefill import Beginnings
from jixiao_web.results.recipients import person_of, respondents_of
from jixiao_web.results.selectors import Task, indicators_wanted, tasks_of, wanted_of

SENT, ELSEWHERE, GONE = "sent", "elsewhere", "gone"
"""Why nothing is taken in: handed in already; somebody else reports on it now; no longer asked for."""


@dataclass(frozen=True)
class Change:
    """A part that somebody has changed, as people read it (一处变化)."""

    choice: str
    part: Part
    cell: str
    called: str = ""

    @property
    def side(self) -> str:
        """Who has changed it."""
        return self.part.side.value

    @property
    def label(self) -> str:
        """What it is called."""
        part = self.part
        if part.table:
            return f"{_tables()[part.table]} · {self.called or part.name[:40]}"
        return _labels()[part.name]

    def words(self, version: Any) -> str:
        """What one of the three versions says; of a row, the fields that are not the same in all three."""
        if self.part.name == "no_outputs" and not self.part.table:
            return _("是") if version else ""
        if version is None or isinstance(version, str):
            return version or ""
        _name, fields = TABLES[self.part.table]
        others = [
            each for each in (self.part.was, self.part.now, self.part.back) if isinstance(each, Mapping)
        ]
        labels = _row_labels(self.part.table)
        return "；".join(
            f"{labels[name]} {version[name]}"
            for name in fields
            if version.get(name)
            and (len(others) < 2 or len({str(each.get(name) or "") for each in others}) > 1)
        )

    @property
    def told(self) -> dict[str, Any]:
        """The same as the report keeps it."""
        versions = {name: self.words(getattr(self.part, name)) for name in ("was", "now", "back")}
        return {"label": self.label, "cell": self.cell, "side": self.side, "choice": self.choice, **versions}


@dataclass(frozen=True)
class Reviewed:
    """A project or theme of the workbook (逐项核对)."""

    key: str
    name: str
    number: int
    task: Task | None
    refusal: str
    was: Mapping[str, Any]
    back: Mapping[str, Any]
    places: Mapping[str, str]
    beginnings: Beginnings

    @cached_property
    def now(self) -> Mapping[str, Any]:
        """What stands in the form, or would if somebody opened it."""
        if self.task is None:
            return self.was
        if self.task.form:
            content: Mapping[str, Any] = self.task.form.content
            return content
        return self.beginnings.of(self.task.subject).content

    @cached_property
    def parts(self) -> list[Part]:
        """Its parts in three versions; where the workbook does not say what went out, what is now counts."""
        return parts(self.was or self.now, self.now, self.back)

    @cached_property
    def changes(self) -> list[Change]:
        """What the workbook or somebody else has changed since it went out."""
        return [
            Change(f"choose-{self.number}-{at}", each, self._cell(each), self._called(each))
            for at, each in enumerate(self.parts)
            if each.side is not Side.NEITHER and not (self.refusal and each.side is Side.NOW)
        ]

    @property
    def state(self) -> str:
        """What would become of it: nothing, a change, a choice, or why nothing is taken in."""
        sides = {each.part.side for each in self.changes}
        if self.refusal:
            return self.refusal if sides else "same"
        if Side.BOTH in sides:
            return "contested"
        return "changed" if Side.BACK in sides else "same"

    def content(self, chosen: Iterable[str] = ()) -> dict[str, Any]:
        """What the form would hold, with the contested parts for which the workbook was chosen."""
        taken = set(chosen)
        return merged((each, f"choose-{self.number}-{at}" in taken) for at, each in enumerate(self.parts))

    def remarks(self, chosen: Iterable[str] = ()) -> list[tuple[Remark, str]]:
        """What is to be mended then, each with the cell of the workbook in which it stands."""
        if self.task is None:
            return []
        content = self.content(chosen)
        found = entered(content, wanted_of(self.task.round, self.task.subject)).to_mend
        return [(each, self._cell_at(each.path)) for each in found]

    def _called(self, part: Part) -> str:
        """What people call a row that is known by a code: an indicator."""
        return self._indicators.get(part.name, "") if part.table == "indicators" else ""

    @cached_property
    def _indicators(self) -> Mapping[str, str]:
        """What indicators are called, by code, in the order in which remarks count them."""
        wanted = indicators_wanted(self.task.round, self.task.subject) if self.task else None
        return {each.indicator.code: each.indicator.name for each in wanted.goals} if wanted else {}

    def _cell(self, part: Part) -> str:
        """The cell of the workbook that changes a part: of a row the first one, of a new row its name."""
        if not part.table:
            return self.places.get(part.name, "")
        if part.at is None or not isinstance(part.back, Mapping):
            return ""
        known, fields = TABLES[part.table]
        before = part.was if isinstance(part.was, Mapping) else {}
        changed = (each for each in fields if (part.back.get(each) or "") != (before.get(each) or ""))
        name = known if not before else next(changed, known)
        return self.places.get(f"{part.table}.{part.at}.{name}", "")

    @cached_property
    def _indicators_back(self) -> Mapping[str, int]:
        """The number of the row of each indicator in what came back, also of those that say nothing."""
        return {str(row.get("code")): at for at, row in enumerate(self.back.get("indicators") or ())}

    @cached_property
    def _rows(self) -> Mapping[str, list[Part]]:
        """The rows that the form would hold, by table, in the order in which remarks count them."""
        found: dict[str, list[Part]] = {table: [] for table in TABLES}
        for each in self.parts:
            if each.table and each.value(is_chosen=False) is not None:
                found[each.table].append(each)
        return found

    def _cell_at(self, path: str) -> str:
        table, _dot, rest = path.partition(".")
        if table not in TABLES:
            return self.places.get(path, "")
        number, _dot, name = rest.partition(".")
        if table == "indicators":
            at = self._indicators_back.get(list(self._indicators)[int(number)])
        else:
            rows = self._rows[table]
            at = rows[int(number)].at if int(number) < len(rows) else None
        return self.places.get(f"{table}.{at}.{name}", "") if at is not None else ""


class Review:
    """A workbook that came back beside what stands there now (核对).

    Who reviews many at once gives the `beginnings` of the round's forms, which the ledger alone settles.
    """

    def __init__(self, made: WorkbookImport, beginnings: Beginnings | None = None) -> None:
        self.made = made
        self.beginnings = beginnings or Beginnings(made.round)
        self.returned: dict[str, Any] = made.returned
        self.tasks = {each.subject.key: each for each in tasks_of(made.round)}
        self.named = respondents_of(made.round)

    @cached_property
    def subjects(self) -> list[Reviewed]:
        """Its projects and themes in their order."""
        it = self.returned
        return [
            Reviewed(
                key=key,
                name=it["names"][key],
                number=number,
                task=self.tasks.get(key),
                refusal=self._refusal(self.tasks.get(key)),
                was=it["given"].get(key, {}),
                back=content,
                places=it["places"].get(key, {}),
                beginnings=self.beginnings,
            )
            for number, (key, content) in enumerate(it["contents"].items())
        ]

    @cached_property
    def mark(self) -> str:
        """A mark of what was seen: another one as soon as a form or what stands before it has changed."""
        told = [f"{each.key}:{each.refusal}:{each.changes}" for each in self.subjects]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def told(self) -> list[dict[str, Any]]:
        """The review of each project or theme, as the page shows it and the report keeps it."""
        return [told_of(each) for each in self.subjects]

    def _refusal(self, task: Task | None) -> str:
        if task is None:
            return GONE
        person = person_of(task.subject, self.named)
        is_given_out = bool(self.returned["issued"])  # an official form names its project alone
        if is_given_out and (
            task.subject.office != self.made.office or (self.made.person and person != self.made.person)
        ):
            return ELSEWHERE
        return SENT if task.form is not None and not task.form.may_be_written else ""


def told_of_import(made: WorkbookImport) -> list[dict[str, Any]]:
    """The parts of a workbook: what it would change; of one that was taken in, what became of it."""
    if made.state == Arrival.TAKEN:
        return list(made.report.get("subjects", []))
    return Review(made).told()


def told_of(subject: Reviewed, chosen: Iterable[str] = ()) -> dict[str, Any]:
    """What the page shows of a project or theme."""
    remarks = [] if subject.refusal else subject.remarks(chosen)
    return {
        "key": subject.key,
        "name": subject.name,
        "state": subject.state,
        "changes": [each.told for each in subject.changes],
        "remarks": [
            {"cell": cell, "message": each.message, "english": each.english} for each, cell in remarks
        ],
    }


def _labels() -> dict[str, str]:
    known = {each.name: label_of(each) for noun in (Evaluation, Statement) for each in attributes(noun)}
    return known | {
        "results": _("完成情况"),
        "evaluation": _("评价"),
        "no_outputs": _("本期没有数量"),
    }


def _tables() -> dict[str, str]:
    return {"outputs": _("成果"), "shortcomings": _("不足"), "indicators": _("指标")}


_ROWS: Mapping[str, type[Noun]] = {"outputs": Output, "shortcomings": Shortcoming, "indicators": Attainment}


def _row_labels(table: str) -> dict[str, str]:
    return {each.name: label_of(each) for each in attributes(_ROWS[table])}

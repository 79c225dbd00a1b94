"""Taking over (采用): what a form changes in the ledger, old beside new, before anything is written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jixiao.exchange.result_entry import EnteredRow
from jixiao.tracking.noun import attributes
from jixiao_web.ledger.forms import label_of, words_of
from jixiao_web.ledger.models import MODELS, Row
from jixiao_web.ledger.selectors import row_of, rows_of
from jixiao_web.ledger.services import Change
from jixiao_web.results.selectors import Task
from jixiao_web.rounds.selectors import as_of, previous_end

ABSENT = "—"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the form changes (一处差异); `old` absent means a new row, `new` absent that it goes."""

    what: str
    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Takeover:
    """What taking over a form does."""

    task: Task

    @cached_property
    def changes(self) -> list[Change]:
        """The changes of the ledger, in the order in which they are shown."""
        subject = self.task.subject
        made: list[Change | None] = [] if subject.is_unit else [self._texts(), *self._outputs()]
        if subject.is_unit:
            made += [*self._attainments(), self._statement()]
        if subject.is_project:
            made += [self._evaluation(), *self._shortcomings(), *self._attainments(), self._statement()]
        return [each for each in made if each is not None]

    @cached_property
    def differences(self) -> list[Difference]:
        """The same, for people to read."""
        return [told for change in self.changes for told in self._told(change)]

    @cached_property
    def mark(self) -> str:
        """A mark of what was seen: another one as soon as the form or one of the rows has changed."""
        form = self.task.form
        told = [f"{form.pk}:{form.version}" if form else ""]
        told += [f"{each.table}:{each.row_id}:{each.version}:{each.values}" for each in self.changes]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    @property
    def _year(self) -> Any:
        return self.task.round.year

    @cached_property
    def _rows(self) -> dict[tuple[str, int], Row]:
        return {}

    def _texts(self) -> Change | None:
        subject, texts = self.task.subject, self.task.entered.texts
        if subject.is_theme:
            table, values = "themes", {"text": texts.get("results", "")}
        else:
            table, values = "projects", dict(texts)
        row = row_of(self._year, table, code=subject.code)
        return self._changed(table, row, values) if row else None

    def _outputs(self) -> Iterable[Change | None]:
        subject = self.task.subject
        named = rows_of(self._year, "outputs", subject__in=[subject.code, subject.name])
        rows = [each for each in named if self._is_current(each)]
        return self._listed("outputs", rows, self.task.entered.outputs, {"subject": subject.code}, "name")

    def _shortcomings(self) -> Iterable[Change | None]:
        code = self.task.subject.code
        rows = rows_of(self._year, "shortcomings", project=code)
        return self._listed("shortcomings", rows, self.task.entered.shortcomings, {"project": code}, "text")

    def _listed(
        self,
        table: str,
        rows: Sequence[Row],
        given: Sequence[EnteredRow],
        fixed: dict[str, Any],
        name: str,
    ) -> Iterable[Change | None]:
        """New rows, changed ones, and those that the form began with and has no more."""
        by_id = {each.pk: each for each in rows}
        by_name = {getattr(each, name): each for each in rows}
        kept: set[int] = set()
        for each in given:
            row = by_id.get(each.row or 0) or by_name.get(each.values.get(name))
            if row is None or row.pk in kept:
                yield Change(table, {**fixed, **each.values})
                continue
            kept.add(row.pk)
            values = dict(each.values)
            if table == "shortcomings":
                values.pop("as_of", None)  # since when it has been seen stays
            yield self._changed(table, row, values)
        known = (self.task.form.content.get("known", {}) if self.task.form else {}).get(table, ())
        for identity in known:
            if identity in by_id and identity not in kept:
                yield self._changed(table, by_id[identity], None)

    def _evaluation(self) -> Change | None:
        code, values = self.task.subject.code, dict(self.task.entered.evaluation)
        rows = [each for each in rows_of(self._year, "evaluations", project=code) if self._is_current(each)]
        if rows:
            return self._changed("evaluations", rows[-1], values)
        return Change("evaluations", {"project": code, **values})

    def _attainments(self) -> Iterable[Change | None]:
        """What indicators reached: the row of this very period, or a new one."""
        entered = [each for each in self.task.entered.indicators if each.values is not None]
        codes = [each.goal.indicator.code for each in entered]
        rows = {
            row.indicator: row
            for row in rows_of(self._year, "attainments", indicator__in=codes)
            if self._is_current(row)
        }
        for each in entered:
            code, values = each.goal.indicator.code, {**(each.values or {}), "as_of": self._until}
            if code in rows:
                yield self._changed("attainments", rows[code], values)
            else:
                yield Change("attainments", {"indicator": code, **values})

    def _statement(self) -> Change | None:
        texts = dict(self.task.entered.statement)
        if not any(texts.values()):
            return None
        code = self.task.subject.code
        rows = [row for row in rows_of(self._year, "statements", subject=code) if self._is_current(row)]
        if rows:
            return self._changed("statements", rows[-1], texts)
        return Change("statements", {"subject": code, "as_of": self._until, **texts})

    @property
    def _until(self) -> dt.date:
        return as_of(self.task.round)

    def _is_current(self, row: Row) -> bool:
        """Whether the row tells of this very period."""
        since, until = previous_end(self.task.round), as_of(self.task.round)
        if row.as_of is None:
            return True
        first = until.replace(month=1, day=1) if since is None else since + dt.timedelta(days=1)
        return bool(first <= row.as_of <= until)

    def _changed(self, table: str, row: Row, values: dict[str, Any] | None) -> Change | None:
        """The change of a row to these values; none where they stand there already."""
        if values is not None:
            values = {name: value for name, value in values.items() if getattr(row, name) != value}
            if not values:
                return None
        self._rows[table, row.pk] = row
        return Change(table, values, row.pk, row.version)

    def _told(self, change: Change) -> Iterable[Difference]:
        row = self._rows.get((change.table, change.row_id or 0))
        noun = MODELS[change.table].noun
        what = noun.sheet
        name = (change.values or {}).get("name") or getattr(row, "name", "")
        if change.table == "attainments":
            what = f"{what} · {self._called(change, row)}"
        elif change.table == "outputs" and name:
            what = f"{what} · {name}"
        if change.values is None:
            shown = getattr(row, "name", "") or getattr(row, "text", "")
            yield Difference(what, "", shown, None)
            return
        labels = {each.name: label_of(each) for each in attributes(noun)}
        for field, value in change.values.items():
            if row is None and (value in (None, "", ()) or field in ("subject", "project", "indicator")):
                continue
            old = None if row is None else words_of(getattr(row, field)) or ABSENT
            yield Difference(what, labels[field], old, words_of(value) or ABSENT)

    def _called(self, change: Change, row: Row | None) -> str:
        """The name of the indicator that a change is about."""
        code = row.indicator if row is not None else (change.values or {}).get("indicator", "")
        names = {each.goal.indicator.code: each.goal.indicator.name for each in self.task.entered.indicators}
        return str(names.get(code, code))

"""What stands in a form before anybody writes (预填): the last period's words and names, marked as such.

Numbers of the last period are shown beside the field, never in it: a number that nobody looked at is worse
than a gap. What the ledger already holds for this very period is no last period's and stands in the field.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jixiao.exchange.indicator_entry import ATTAINED, STATEMENT
from jixiao.exchange.result_entry import EVALUATION, OUTPUT, SHORTCOMING, TEXTS
from jixiao.exchange.values import joined, plain
from jixiao.tracking.project import predecessors
from jixiao.tracking.year import Year
from jixiao_web.ledger.models import Row
from jixiao_web.ledger.selectors import before_in_sums, rows_of
from jixiao_web.results.models import Form, State
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import Subject, as_of, previous_end


@dataclass(frozen=True)
class Prefill:
    """What a form begins with; `last` are the last period's amounts by output, `from_last` its texts."""

    content: dict[str, Any]
    last: Mapping[str, str] = field(default_factory=dict)
    from_last: Mapping[str, str] = field(default_factory=dict)


class Beginnings:
    """The beginnings of forms of a round; for many of them each table is read once, whole."""

    def __init__(self, round_: Round, *, are_many: bool = True) -> None:
        self.round, self.are_many = round_, are_many
        self._read: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def of(self, subject: Subject) -> Prefill:
        """The form's beginning: this period's rows of the ledger, the year's last form, or last year's."""
        since, until = previous_end(self.round), as_of(self.round)
        if subject.is_unit:
            said = self._statement(subject, since, until)
            return Prefill({**said, "indicators": self._indicators(subject, since, until), "known": {}})
        named = self.rows("outputs", "subject", subject.code, subject.name)
        outputs, last = _outputs(named, since, until)
        texts, from_last = self._texts(subject)
        content: dict[str, Any] = {"outputs": outputs, **texts}
        if not subject.is_theme:
            content |= self._evaluation(subject, since)
            content |= self._statement(subject, since, until)
            content["indicators"] = self._indicators(subject, since, until)
            content["shortcomings"] = [
                {**_typed(row, SHORTCOMING), "row": row.pk, "version": row.version}
                for row in self.rows("shortcomings", "project", subject.code)
                if row.as_of is None or row.as_of <= until
            ]
        content["known"] = {
            table: [each["row"] for each in content.get(table, ()) if each.get("row")]
            for table in ("outputs", "shortcomings")
        }
        return Prefill(content, last, from_last)

    def rows(self, table: str, field: str, *values: str) -> list[Row]:
        """The rows of a table with one of the values in a field, in their order."""
        if not self.are_many:
            return rows_of(self.round.year, table, **{f"{field}__in": values})
        if (table, field) not in self._read:
            found = self._read[table, field] = defaultdict(list)
            for row in rows_of(self.round.year, table):
                found[getattr(row, field)].append(row)
        by_value = self._read[table, field]
        rows = [row for value in dict.fromkeys(values) for row in by_value.get(value, ())]
        return sorted(rows, key=lambda each: (each.position, each.pk)) if len(values) > 1 else rows

    @cached_property
    def taken(self) -> set[tuple[str, str]]:
        """What other rounds of the year have taken over, by kind and code."""
        forms = Form.objects.filter(round__year=self.round.year, state=State.TAKEN).exclude(round=self.round)
        return set(forms.values_list("kind", "code"))

    @cached_property
    def year_before(self) -> Year | None:
        """The ledger of the year before; none where there is none."""
        return before_in_sums(self.round.year)

    def _texts(self, subject: Subject) -> tuple[dict[str, str], dict[str, str]]:
        """The texts of the ledger; they are the last period's where an earlier round wrote them."""
        rows = self.rows("themes" if subject.is_theme else "projects", "code", subject.code)
        if subject.is_theme:
            texts = {"results": rows[0].text if rows else ""}
        else:
            texts = {name: getattr(rows[0], name) if rows else "" for name in TEXTS}
        earlier = (subject.kind, subject.code) in self.taken
        if not any(texts.values()):
            texts = self._last_year(subject) or texts
            earlier = any(texts.values())
        return texts, {name: text for name, text in texts.items() if text} if earlier else {}

    def _last_year(self, subject: Subject) -> dict[str, str]:
        """What was written of the project's predecessor, or of the theme of that name, in the year before."""
        ledger = self.year_before
        if ledger is None:
            return {}
        if subject.is_theme:
            theme = next((each for each in ledger.themes if each.heading == subject.name), None)
            return {"results": theme.text} if theme and theme.text else {}
        projects = predecessors(subject.project, ledger.projects) if subject.project else []
        return {name: getattr(each, name) for each in projects[:1] for name in TEXTS if getattr(each, name)}

    def _evaluation(self, subject: Subject, since: dt.date | None) -> dict[str, str]:
        """The evaluation that the ledger holds for this very period."""
        for row in self.rows("evaluations", "project", subject.code):
            if row.as_of is None or since is None or row.as_of > since:
                return _typed(row, EVALUATION)
        return {}

    def _statement(self, subject: Subject, since: dt.date | None, until: dt.date) -> dict[str, str]:
        """The texts of the filing that the ledger holds for this very period."""
        for row in self.rows("statements", "subject", subject.code):
            if row.as_of <= until and (since is None or row.as_of > since):
                return _typed(row, STATEMENT)
        return {}

    def _indicators(self, subject: Subject, since: dt.date | None, until: dt.date) -> list[dict[str, Any]]:
        """What the ledger holds of the indicators for this very period; never the last period's numbers."""
        codes = [each.code for each in self.rows("indicators", "subject", subject.code)]
        return [
            {"code": row.indicator, **_typed(row, ATTAINED)}
            for row in self.rows("attainments", "indicator", *codes)
            if row.as_of <= until and (since is None or row.as_of > since)
        ]


def prefill(round_: Round, subject: Subject) -> Prefill:
    """The beginning of one form."""
    return Beginnings(round_, are_many=False).of(subject)


def _outputs(
    rows: Iterable[Row], since: dt.date | None, until: dt.date
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows of outputs, the latest of each name, and the amounts of the last period."""
    latest: dict[str, Row] = {}
    last: dict[str, str] = {}
    for row in rows:
        if row.as_of and not dt.date(until.year, 1, 1) <= row.as_of <= until:
            continue  # of another year, or of a later period
        known = latest.get(row.name)
        if known is None or (known.as_of or until) <= (row.as_of or until):
            if known is not None:
                last[row.name] = _amount(known)
            latest[row.name] = row
        else:
            last[row.name] = _amount(row)
    found = []
    for name, row in latest.items():
        told: dict[str, Any] = _typed(row, OUTPUT)
        if row.as_of is None or since is None or row.as_of > since:
            told |= {"row": row.pk, "version": row.version}
        else:
            last[name] = _amount(row)
            told |= {"amount": "", "as_of": ""}
        found.append(told)
    return found, last


def _typed(row: Row, names: Iterable[str]) -> dict[str, Any]:
    """The values of a row as one would type them."""
    told: dict[str, Any] = {}
    for name in names:
        value = getattr(row, name)
        if value is True or value is False:
            told[name] = "是" if value else ""
        elif isinstance(value, tuple):
            told[name] = joined(value)
        elif value is None:
            told[name] = ""
        else:
            shown = plain(value)
            told[name] = shown.isoformat() if isinstance(shown, dt.date) else str(shown)
    return told


def _amount(row: Any) -> str:
    return f"{row.amount:,f}{row.unit}"

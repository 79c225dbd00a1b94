"""Writes objectives and indicators (目标与指标): begun from last year's, taken out with all of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jixiao.tracking.common_indicators import KindOfProject
from jixiao.tracking.indicator import Indicator
from jixiao.tracking.noun import attributes
from jixiao.tracking.prose import as_last_years
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.selectors import next_code
from jixiao_web.ledger.services import Change, write
from jixiao_web.objectives.library import Predecessor
from jixiao_web.objectives.permissions import may_write
from jixiao_web.objectives.selectors import Subject

_OF_ITS_YEAR = frozenset({"code", "subject", "since", "note"})


@transaction.atomic
def begin_from_last_year(*, actor: Actor, year: BudgetYear, subject: Subject, before: Predecessor) -> Entry:
    """Take the indicators of the year before as this year's, and its objective as a draft marked 上年.

    Raises PermissionDenied, and what ledger.services.write raises.
    """
    if not may_write(actor, subject.office, is_unit=subject.is_unit):
        raise PermissionDenied
    names = [each.name for each in attributes(Indicator) if each.name not in _OF_ITS_YEAR]
    values = ({name: getattr(each, name) for name in names} for each in before.indicators)
    changes = list(_indicators(year, subject, values))
    if before.objective is not None and not subject.objectives:
        text = as_last_years(before.objective.text)
        changes.append(Change("objectives", {"subject": subject.code, "text": text}))
    return write(
        actor=actor,
        year=year,
        act="objectives.begin",
        changes=changes,
        project="" if subject.is_unit else subject.code,
        summary=f"{subject.name} ← {before.fiscal_year}",
    )


@transaction.atomic
def begin_from_kind(*, actor: Actor, year: BudgetYear, subject: Subject, kind: KindOfProject) -> Entry:
    """Take the common indicators of a kind of project, with targets that are still to be filled in.

    Those whose name the subject has already are left out. Raises PermissionDenied, and what
    ledger.services.write raises.
    """
    if not may_write(actor, subject.office, is_unit=subject.is_unit):
        raise PermissionDenied
    hierarchy = subject.policy.hierarchy(year.fiscal_year)
    known = {each.indicator.name for each in subject.goals}
    values = [each for each in kind.fitted(hierarchy) if each["name"] not in known]
    return write(
        actor=actor,
        year=year,
        act="objectives.begin_kind",
        changes=list(_indicators(year, subject, values)),
        project="" if subject.is_unit else subject.code,
        summary=f"{subject.name} ← {kind.title}",
    )


@transaction.atomic
def remove(*, actor: Actor, year: BudgetYear, table: str, row: Row, project: str, summary: str) -> Entry:
    """Take out what was entered by mistake, an indicator with all that was read of it; it can be undone.

    An approved indicator goes by an approved change instead, which keeps it. Raises what
    ledger.services.write raises.
    """
    parts = [
        Change(of, None, part.pk, part.version)
        for of in ("attainments", "indicator_changes")
        if table == "indicators"
        for part in table_of(year, of).filter(indicator=row.code)
    ]
    return write(
        actor=actor,
        year=year,
        act="objectives.indicator.remove" if table == "indicators" else "objectives.remove",
        changes=[*parts, Change(table, None, row.pk, row.version)],
        project=project,
        summary=summary,
    )


def _indicators(year: BudgetYear, subject: Subject, values: Iterable[Mapping[str, Any]]) -> Iterable[Change]:
    """New rows of indicators, each with a code of its own."""
    first = int(next_code(year, "indicators", "K").removeprefix("K"))
    for number, each in enumerate(values, start=first):
        yield Change("indicators", {"code": f"K{number:02d}", "subject": subject.code, **each})

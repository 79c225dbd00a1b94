"""Writes who reports without an account (填报人), on projects and themes, for the whole year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.results.models import Respondent
from jixiao_web.results.permissions import may_name
from jixiao_web.rounds.selectors import Subject

LONGEST_NAME = 60


@transaction.atomic
def name_respondents(*, actor: Actor, year: BudgetYear, names: Iterable[tuple[Subject, str]]) -> Entry | None:
    """Say who reports on projects and themes without an account, for the whole year; nobody, where empty.

    None where all of them are named so already.
    """
    changes, told = [], []
    for subject, name in names:
        if not may_name(actor, subject.office):
            raise PermissionDenied
        of: dict[str, Any] = {"year": year, "kind": subject.kind, "code": subject.code}
        row = Respondent.objects.select_for_update().filter(**of).first()
        before, after = row.name if row else "", " ".join(name.split())[:LONGEST_NAME]
        if before == after:
            continue
        set_respondent(year, subject.kind, subject.code, after)
        versions = {
            side: {"name": word} if word else None for side, word in (("before", before), ("after", after))
        }
        changes.append({"table": "results.respondent", "id": subject.key, **versions})
        told.append((subject, f"{subject.name}：{before or '—'} → {after or '—'}"))
    if not changes:
        return None
    alone = told[0][0] if len(told) == 1 and not told[0][0].is_theme else None
    return record(
        actor=actor,
        act="results.name_respondent",
        year=year,
        subject=f"results.respondent/{year.pk}",
        project=alone.code if alone else "",
        summary="；".join(words for _subject, words in told),
        changes=changes,
    )


def set_respondent(year: BudgetYear, kind: str, code: str, name: str) -> None:
    """Keep who reports on a project or theme; nobody, where the name is empty."""
    if name:
        of = {"year": year, "kind": kind, "code": code}
        Respondent.objects.update_or_create(**of, defaults={"name": name})  # type: ignore[arg-type]
    else:
        Respondent.objects.filter(year=year, kind=kind, code=code).delete()

"""The ledger as it would be with what is typed in forms (台账加草稿): for printing and for checking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from jixiao.exchange.forms import UNIT_SELF_EVALUATION
from jixiao.exchange.indicator_entry import ends_the_year
from jixiao.exchange.returned_forms import MONITORING, SELF_EVALUATION
from jixiao.narrative.facts import Facts
from jixiao.narrative.report import full_year
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.results import Evaluation
from jixiao_web.ledger.selectors import policy_of, year_in_sums
from jixiao_web.results.selectors import Task
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import as_of, period_of


def layout_for(task: Task) -> str | None:
    """The official form of a task; none without indicators, and none of the unit within the year."""
    if not task.entered.indicators:
        return None
    if task.subject.is_unit:
        return UNIT_SELF_EVALUATION if ends_the_year(as_of(task.round)) else None
    return layout_of(task.round)


def layout_of(round_: Round) -> str:
    """Which form a round files for each project: monitoring within the year, self-evaluation at its end."""
    return SELF_EVALUATION if ends_the_year(as_of(round_)) else MONITORING


def facts_of(round_: Round, tasks: Iterable[Task]) -> Facts:
    """The facts that forms of a round are filled from: the ledger, and over it what is typed and not yet in
    it."""
    end = as_of(round_)
    year = year_in_sums(round_.year, [end])
    attained: list[Attainment] = []
    statements: list[Statement] = []
    evaluations: list[Evaluation] = []
    texts: dict[str, Mapping[str, str]] = {}
    for task in tasks:
        if task.form is None:
            continue
        entered, code = task.entered, task.subject.code
        attained += [
            Attainment(indicator=each.goal.indicator.code, as_of=end, **each.values)
            for each in entered.indicators
            if each.values
        ]
        if entered.statement:
            statements.append(Statement(subject=code, as_of=end, **dict[str, Any](entered.statement)))
        if not task.subject.is_project:
            continue
        texts[code] = entered.texts
        evaluations.append(Evaluation(project=code, **_known(entered.evaluation)))
    return Facts(
        replace(
            year,
            projects=tuple(
                replace(each, **dict[str, Any](texts.get(each.code, {}))) for each in year.projects
            ),
            attainments=_over(year.attainments, attained, "indicator"),
            statements=_over(year.statements, statements, "subject"),
            evaluations=_over(year.evaluations, evaluations, "project"),
        ),
        period_of(round_) or full_year(year),
        policy_of(round_.year),
        end,
    )


def _over(rows: Iterable[Any], typed: list[Any], key: str) -> tuple[Any, ...]:
    """The rows of the ledger, those of the same day and subject replaced by what is typed."""
    gone = {(getattr(each, key), each.as_of) for each in typed}
    return (*(each for each in rows if (getattr(each, key), each.as_of) not in gone), *typed)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}

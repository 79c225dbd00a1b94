"""Official forms taken into a year (官方表格入账): what offices filled in becomes rows of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.exchange.fill_in import Returned, Unmatched
from jixiao.exchange.grid import Book
from jixiao.exchange.indicator_entry import IndicatorsWanted, ends_the_year
from jixiao.exchange.result_entry import Remark, Wanted, entered
from jixiao.exchange.returned_forms import FormsWanted, read_forms
from jixiao.tracking.attainment import Attainment, Statement
from jixiao.tracking.basis import Period
from jixiao.tracking.glance import Glance
from jixiao.tracking.monitoring import Monitoring
from jixiao.tracking.noun import Noun, attributes
from jixiao.tracking.policy import Policy
from jixiao.tracking.results import Evaluation
from jixiao.tracking.year import Year


@dataclass(frozen=True, slots=True)
class TakenForm:
    """A form that was taken (收下的一张表): of which project, how many indicators, what it still lacks."""

    file: Path
    project: str
    indicators: int
    to_mend: Sequence[Remark] = ()


@dataclass
class FormsTaken:
    """A year with the forms taken in, and what became of each file (收表结果)."""

    year: Year
    forms: list[TakenForm] = field(default_factory=list)
    left: list[tuple[Path, Unmatched]] = field(default_factory=list)
    refused: list[tuple[Path, JixiaoError]] = field(default_factory=list)


def take_forms(year: Year, period: Period, policy: Policy, files: Iterable[Path]) -> FormsTaken:
    """The year with what filled-in forms say at the end of the period.

    A value that a form leaves blank stays as the year has it; another value takes its place. Rows that could
    not be matched, and a second form of a project, are left and told; so is a file that holds no form.
    """
    wanted = _wanted(year, period, policy)
    found = FormsTaken(year)
    for file in files:
        try:
            returned = read_forms(Book(file), wanted)
        except JixiaoError as error:
            found.refused.append((file, error))
            continue
        found.left += [(file, each) for each in (*returned.unmatched, *returned.altered)]
        for code in returned.contents:
            _take(found, wanted, returned, code, file, period)
    return found


def _wanted(year: Year, period: Period, policy: Policy) -> FormsWanted:
    monitoring = Monitoring(Glance(year, period.end, policy))
    names = {each.code: each.name for each in year.projects if not each.is_remainder}
    return FormsWanted(
        names, lambda code: IndicatorsWanted.of(monitoring, code), year.fiscal_year, ends_the_year(period.end)
    )


def _take(
    found: FormsTaken, wanted: FormsWanted, returned: Returned, code: str, file: Path, period: Period
) -> None:
    name = wanted.names[code]
    if any(each.project == name for each in found.forms):
        found.left.append((file, Unmatched("", 0, f"“{name}”已经收过一张表，这一张没有收。")))
        return
    told = entered(returned.contents[code], Wanted(period.end, indicators=wanted.indicators(code)))
    said = [each for each in told.indicators if each.values is not None]
    attained = [
        Attainment(indicator=each.goal.indicator.code, as_of=period.end, **(each.values or {}))
        for each in said
    ]
    statement = {name: text for name, text in told.statement.items() if text}
    forecast = told.evaluation.get("forecast")
    year = found.year
    found.year = replace(
        year,
        attainments=_over(year.attainments, attained, "indicator"),
        statements=_over(
            year.statements,
            [Statement(subject=code, as_of=period.end, **dict[str, Any](statement))] if statement else [],
            "subject",
        ),
        evaluations=_over(
            year.evaluations,
            [Evaluation(project=code, as_of=period.end, forecast=forecast)] if forecast else [],
            "project",
        ),
    )
    gaps = [each for each in told.to_mend if each.path.startswith("indicators.")]
    found.forms.append(TakenForm(file, name, len(said), gaps))


def _over(rows: Sequence[Any], given: Sequence[Noun], key: str) -> tuple[Any, ...]:
    """The rows with those given: over the one of the same subject and day, else behind all."""
    places = {(getattr(each, key), getattr(each, "as_of", None)): number for number, each in enumerate(rows)}
    result = list(rows)
    for each in given:
        number = places.get((getattr(each, key), getattr(each, "as_of", None)))
        if number is None:
            result.append(each)
        else:
            result[number] = _merged(result[number], each)
    return tuple(result)


def _merged(row: Any, given: Any) -> Any:
    """The row with what the given one says; what that leaves blank stays."""
    values = {each.name: getattr(given, each.name) for each in attributes(type(given))}
    return replace(row, **{name: value for name, value in values.items() if value not in (None, "", ())})

"""Makes fill-in workbooks for people without an account (填报工作簿的下发)."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from jixiao.exchange.fill_in import Asked, FillIn, Subject
from jixiao.exchange.fill_in_writer import write_fill_in
from jixiao.exchange.indicator_entry import IndicatorsWanted, ends_the_year, fields_for
from jixiao.narrative.forms.goal_words import reached
from jixiao.quantity import WAN
from jixiao_web.files.content import clean_name
from jixiao_web.pages.templatetags.figures import rate
from jixiao_web.results.prefill import Beginnings, Prefill
from jixiao_web.results.selectors import Task, indicators_wanted, position_of
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import as_of, coordinating_office


def fill_in_of(
    beginnings: Beginnings, office: str, tasks: Sequence[Task], today: dt.date, person: str = ""
) -> FillIn:
    """The workbook of an office or person for a round, with what was filled in so far."""
    round_ = beginnings.round
    return FillIn(
        round_key=key_of(round_),
        title=f"{round_.year.fiscal_year}年{round_.name}",
        office=office,
        as_of=as_of(round_),
        due=round_.due_office,
        issued=today,
        return_to=coordinating_office(round_.year),
        subjects=[_subject(each, beginnings.of(each.subject)) for each in tasks],
        person=person,
        is_evaluation=ends_the_year(as_of(round_)),
    )


def written(fill_in: FillIn) -> io.BytesIO:
    """The workbook as a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fill-in.xlsx"
        write_fill_in(fill_in, path, secret())
        return io.BytesIO(path.read_bytes())


def name_of(round_: Round, office: str, person: str = "") -> str:
    """Under what name a workbook goes out."""
    return clean_name("-".join(each for each in (round_.name, office, person) if each) + ".xlsx")


def key_of(round_: Round) -> str:
    """By which a workbook names its round."""
    return f"{round_.year.unit.short_name}/{round_.year.fiscal_year}/{round_.pk}"


def secret() -> bytes:
    """What seals the workbooks of this site."""
    return hashlib.sha256(f"fill-in {settings.SECRET_KEY}".encode()).digest()


def _subject(task: Task, filled: Prefill) -> Subject:
    position = position_of(task)
    money: tuple[str, ...] = ()
    if position is not None:
        amounts = (position.original, position.adjusted, position.spent)
        money = (*(f"{each.rounded_in(WAN):,.2f}" for each in amounts), rate(position.execution_rate))
    return Subject(
        key=task.subject.key,
        name=task.subject.name,
        is_theme=task.subject.is_theme,
        money=money,
        last=filled.last,
        content=task.form.content if task.form else filled.content,
        indicators=_asked(indicators_wanted(task.round, task.subject)),
    )


def _asked(wanted: IndicatorsWanted | None) -> list[Asked]:
    """The indicators that a project is asked about; those taken out by approval are not."""
    if wanted is None:
        return []
    return [
        Asked(
            each.indicator.code,
            each.indicator.name,
            each.target.text,
            fields_for(each, is_evaluation=wanted.is_evaluation),
            reached(each.last, each.target),
        )
        for each in wanted.goals
        if not each.is_removed
    ]

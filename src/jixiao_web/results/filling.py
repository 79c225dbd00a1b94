"""Makes fill-in workbooks and takes in what comes back (填报工作簿的下发与回收)."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jixiao.exchange.fill_in import FillIn, Returned, Subject
from jixiao.exchange.fill_in_reader import read_fill_in
from jixiao.exchange.fill_in_writer import write_fill_in
from jixiao.exchange.result_entry import entered
from jixiao.quantity import WAN
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.services import record
from jixiao_web.pages.templatetags.figures import rate
from jixiao_web.results.errors import FormMoved, NotNow, NotThisRound
from jixiao_web.results.models import WorkbookImport
from jixiao_web.results.prefill import prefill
from jixiao_web.results.selectors import Task, position_of, tasks_of, wanted_of
from jixiao_web.results.services import save_draft
from jixiao_web.results.typed import content_of, fields_of
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import as_of, coordinating_office


def fill_in_of(round_: Round, office: str, tasks: Sequence[Task], today: dt.date) -> FillIn:
    """The workbook of an office for a round, with what it has filled in so far."""
    return FillIn(
        round_key=key_of(round_),
        title=f"{round_.year.fiscal_year}年{round_.name}",
        office=office,
        as_of=as_of(round_),
        due=round_.due_office,
        issued=today,
        return_to=coordinating_office(round_.year),
        subjects=[_subject(each) for each in tasks],
    )


def written(fill_in: FillIn) -> io.BytesIO:
    """The workbook as a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fill-in.xlsx"
        write_fill_in(fill_in, path, _secret())
        return io.BytesIO(path.read_bytes())


def key_of(round_: Round) -> str:
    """By which a workbook names its round."""
    return f"{round_.year.unit.short_name}/{round_.year.fiscal_year}/{round_.pk}"


@transaction.atomic
def import_returned(*, actor: Actor, round_: Round, path: Path, name: str) -> WorkbookImport:
    """Put what a workbook says into the forms of its office, as drafts, and report on every row.

    Raises UnreadableFile where it is none, NotThisRound where it belongs to another round or was tampered
    with.
    """
    returned = read_fill_in(path, _secret())
    _refuse_other(returned, round_)
    tasks = {each.subject.key: each for each in tasks_of(round_)}
    report: dict[str, Any] = {
        "subjects": [],
        "unmatched": [_row(each) for each in returned.unmatched],
        "altered": [_row(each) for each in returned.altered],
        "issued": returned.issued,
    }
    for key, content in returned.contents.items():
        task = tasks.get(key)
        if task is None or task.subject.office != returned.office:
            report["unmatched"].append(
                {
                    "sheet": "",
                    "row": "",
                    "words": _("%(name)s：现在不归这个部门填报") % {"name": returned.names[key]},
                }
            )
            continue
        report["subjects"].append(_taken_in(actor, task, content))
    made = WorkbookImport.objects.create(
        round=round_,
        office=returned.office,
        name=name[:200],
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        report=report,
        imported_by=actor.user,
    )
    record(
        actor=actor,
        act="results.import",
        year=round_.year,
        subject=f"results.workbookimport/{made.pk}",
        summary=f"{returned.office}：{name}"[:500],
    )
    return made


def _taken_in(actor: Actor, task: Task, content: dict[str, Any]) -> dict[str, Any]:
    """Put the content into a draft; what became of it."""
    told: dict[str, Any] = {"name": task.subject.name, "key": task.subject.key, "remarks": []}
    base = task.form.content if task.form else prefill(task.round, task.subject).content
    merged = _merged(base, content)
    if fields_of(merged) == fields_of(base):
        return told | {"state": "same"}
    if task.form is not None and not task.form.may_be_written:
        return told | {"state": "sent", "state_word": task.state_word}
    try:
        save_draft(
            actor=actor,
            round_=task.round,
            subject=task.subject,
            content=merged,
            version=task.form.version if task.form else 0,
        )
    except (FormMoved, NotNow) as error:
        return told | {"state": "refused", "state_word": str(error)}
    found = entered(merged, wanted_of(task.round, task.subject))
    return told | {
        "state": "taken",
        "changed": sum(
            fields_of(merged).get(name, "") != fields_of(base).get(name, "")
            for name in {**fields_of(merged), **fields_of(base)}
        ),
        "remarks": [each.message for each in found.to_mend],
    }


def _merged(base: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """The workbook's content with the identities of the ledger's rows, which it does not carry."""
    rows = {
        table: {str(each.get(name)): each for each in base.get(table) or ()}
        for table, name in (("outputs", "name"), ("shortcomings", "text"))
    }
    cleaned = content_of({})
    for name in cleaned:
        if name not in rows:
            cleaned[name] = content.get(name, "")
    for table, name in (("outputs", "name"), ("shortcomings", "text")):
        known = rows[table]
        numbered = list(base.get(table) or ())
        cleaned[table] = []
        for number, row in enumerate(content.get(table) or ()):
            if not any(row.values()):
                continue
            same = known.get(str(row.get(name)))
            if same is None and table == "shortcomings" and number < len(numbered):
                same = numbered[number]
            identity = {each: same.get(each, "") for each in ("row", "version")} if same else {}
            cleaned[table].append({**row, **identity})
    return {**cleaned, "known": base.get("known", {})}


def _subject(task: Task) -> Subject:
    filled = prefill(task.round, task.subject)
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
    )


def _refuse_other(returned: Returned, round_: Round) -> None:
    if returned.is_altered:
        raise NotThisRound(
            "这个文件的隐藏内容被改过，或不是本单位下发的，没有导入。",
            hint="重新下发工作簿，把黄色格的内容复制过去再发回。",
            english="The hidden part of this workbook was changed, or it is not ours; nothing was imported.",
        )
    if returned.round_key != key_of(round_):
        raise NotThisRound(
            f"这是“{returned.title}”的工作簿（{returned.issued} 下发），不是本批次的，没有导入。",
            hint=f"用“{round_.name}”下发的工作簿填写。",
            english=f"This workbook belongs to another round ({returned.title}); nothing was imported.",
        )


def _row(each: Any) -> dict[str, Any]:
    return {"sheet": each.sheet, "row": each.row, "words": each.words}


def _secret() -> bytes:
    return hashlib.sha256(f"fill-in {settings.SECRET_KEY}".encode()).digest()

"""Takes in workbooks that come back (填报工作簿的回收): kept and read, looked at, then taken in or not."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jixiao.exchange.fill_in import Returned
from jixiao.exchange.fill_in_reader import is_fill_in, read_fill_in
from jixiao.exchange.grid import Book
from jixiao.exchange.returned_forms import read_forms
from jixiao_web.accounts.actor import Actor
from jixiao_web.files import services as files
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger.errors import CannotUndo
from jixiao_web.results import services
from jixiao_web.results.errors import Incomplete, NotNow, NotThisRound, ReviewMoved
from jixiao_web.results.files import RETURNED
from jixiao_web.results.filling import key_of, secret
from jixiao_web.results.models import Arrival, Form, State, WorkbookImport
from jixiao_web.results.permissions import may_collect
from jixiao_web.results.prefill import Beginnings
from jixiao_web.results.review import Review, Reviewed, told_of
from jixiao_web.results.selectors import forms_wanted
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import subjects_of


@transaction.atomic
def receive(*, actor: Actor, round_: Round, path: Path, name: str) -> WorkbookImport:
    """Keep and read a workbook that came back; nothing of it is written into a form yet.

    It is one that went out, or holds official forms. The same file again, while it waits, is the import that
    it was. Raises UnreadableFile where it is neither, NotThisRound where it belongs to another round or was
    tampered with, NotNow where the round is over.
    """
    _may_collect(actor)
    returned = _read(path, round_)
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    known = WorkbookImport.objects.filter(round=round_, sha256=digest, state=Arrival.WAITING).first()
    if known is not None:
        return known
    made = WorkbookImport.objects.create(
        round=round_,
        office=returned.office,
        person=returned.person,
        name=name[:200],
        sha256=digest,
        state=Arrival.WAITING,
        returned=_kept(returned),
        imported_by=actor.user,
    )
    made.file = files.keep(
        actor=actor,
        name=name,
        content=content,
        kind=RETURNED,
        subject=made.subject,
        year=round_.year,
        office=returned.office,
    )
    made.save(update_fields=["file"])
    return made


@transaction.atomic
def take_in(
    *,
    actor: Actor,
    made: WorkbookImport,
    seen: str,
    chosen: Collection[str],
    sends: bool,
    beginnings: Beginnings | None = None,
) -> WorkbookImport:
    """Put what was looked at into the forms, as drafts; what is complete is sent, where that is wanted.

    `beginnings` are those of the round, where many are taken in at once.
    `chosen` are the contested parts for which the workbook is to count. Raises ReviewMoved or FormMoved where
    something has changed since it was looked at, NotNow where it was settled already or the round is over.
    """
    _may_collect(actor)
    held = _held(made, Arrival.WAITING)
    review = Review(held, beginnings)
    if review.mark != seen:
        raise ReviewMoved(english="Something has changed since you looked. Nothing was written.")
    subjects = [_taken_in(actor, each, chosen, sends=sends) for each in review.subjects]
    held.state = Arrival.TAKEN
    held.report = {"subjects": subjects, "chosen": sorted(chosen)}
    whose = f"{held.office} {held.person}".strip()
    held.entry = record(
        actor=actor,
        act="results.import",
        year=held.round.year,
        subject=held.subject,
        summary=f"{whose}：{held.name}"[:500],
    )
    held.save()
    return held


def take_in_all(*, actor: Actor, round_: Round, sends: bool) -> tuple[int, list[WorkbookImport]]:
    """Take in every workbook that waits and that nobody has to look at: nothing in it is contested, refused
    or unmatched. Return how many were taken in, and those that are left."""
    _may_collect(actor)
    taken, left = 0, []
    beginnings = Beginnings(round_)
    for made in WorkbookImport.objects.filter(round=round_, state=Arrival.WAITING).select_related(
        "round__year"
    ):
        review = Review(made, beginnings)
        is_clear = not (made.returned["unmatched"] or made.returned["altered"])
        if is_clear and all(each.state in ("changed", "same") for each in review.subjects):
            take_in(actor=actor, made=made, seen=review.mark, chosen=(), sends=sends, beginnings=beginnings)
            taken += 1
        else:
            left.append(made)
    return taken, left


@transaction.atomic
def drop(*, actor: Actor, made: WorkbookImport) -> None:
    """Lay a workbook aside without taking it in. Raises NotNow."""
    _move(actor, made, Arrival.WAITING, Arrival.DROPPED, "results.drop_workbook")


@transaction.atomic
def reopen(*, actor: Actor, made: WorkbookImport) -> None:
    """Take up a workbook again that was laid aside. Raises NotNow."""
    _move(actor, made, Arrival.DROPPED, Arrival.WAITING, "results.reopen_workbook")


@transaction.atomic
def undo_import(*, actor: Actor, entry: Entry) -> Entry:
    """Put the forms back as they were before; the workbook waits again. Raises CannotUndo."""
    made = WorkbookImport.objects.select_for_update(of=("self",)).select_related("round").get(entry=entry)
    written = [each for each in made.report["subjects"] if "before" in each]
    forms = {each.key: each for each in Form.objects.select_for_update().filter(round=made.round)}
    moved = [
        each["name"]
        for each in written
        if each["key"] not in forms or forms[each["key"]].version != each["version"]
    ]
    if moved:
        raise CannotUndo(
            f"导入之后又有人改过：{'、'.join(moved[:5])}。",
            hint="到这些填报里直接改。",
            english="Some of the forms have been changed since: mend them there.",
        )
    for each in written:
        _put_back(forms[each["key"]], each["before"])
    undone = record(actor=actor, act="undo", year=entry.year, subject=entry.subject, summary=entry.summary)
    entry.undone_by = undone
    entry.save(update_fields=["undone_by"])
    made.state, made.entry, made.report = Arrival.WAITING, None, {}
    made.save()
    return undone


def _taken_in(actor: Actor, subject: Reviewed, chosen: Collection[str], *, sends: bool) -> dict[str, Any]:
    """Write what a project or theme gets, and say what became of it."""
    told = told_of(subject, chosen)
    task, content = subject.task, subject.content(chosen)
    if task is None or subject.refusal or told["state"] == "same":
        return told
    form = task.form
    before = {"content": form.content, "state": form.state, "reason": form.reason} if form else None
    if form is None or any(
        each.part.value(each.choice in chosen) != each.part.now for each in subject.changes
    ):
        form = services.save_draft(
            actor=actor,
            round_=task.round,
            subject=task.subject,
            content=content,
            version=form.version if form else 0,
        )
    assert form is not None
    if sends:
        with suppress(Incomplete):
            form = services.send(actor=actor, round_=task.round, subject=task.subject, version=form.version)
    return told | {"before": before, "version": form.version, "is_sent": form.state != State.DRAFT}


def _put_back(form: Form, before: dict[str, Any] | None) -> None:
    if before is None:
        form.delete()
        return
    form.content, form.state, form.reason = before["content"], before["state"], before["reason"]
    form.version += 1
    form.save()


def _move(actor: Actor, made: WorkbookImport, since: Arrival, to: Arrival, act: str) -> None:
    _may_collect(actor)
    held = _held(made, since)
    held.state = to
    held.save(update_fields=["state"])
    whose = f"{held.office} {held.person}".strip()
    record(actor=actor, act=act, year=held.round.year, subject=held.subject, summary=f"{whose}：{held.name}")


def _held(made: WorkbookImport, state: Arrival) -> WorkbookImport:
    related = ("round__year", "imported_by", "file")
    held = WorkbookImport.objects.select_for_update(of=("self",)).select_related(*related).get(pk=made.pk)
    if held.state != state:
        raise NotNow(
            f"这份工作簿{held.get_state_display()}，现在不能这样办。",
            hint="刷新页面看现在的情况。",
            english="This workbook was settled in the meantime: load the page again.",
        )
    return held


def _may_collect(actor: Actor) -> None:
    if not may_collect(actor):
        raise PermissionDenied


def _read(path: Path, round_: Round) -> Returned:
    """What a file says, be it a workbook that went out or one of official forms."""
    if not round_.is_open:
        raise NotNow(
            "这个批次没有在填报，没有导入。",
            hint="需要补报的，先重新打开批次。",
            english="This round is not open; nothing was imported.",
        )
    book = Book(path)
    if is_fill_in(book):
        returned = read_fill_in(book, secret())
        _refuse_other(returned, round_)
        return returned
    subjects = {each.key: each for each in subjects_of(round_) if each.is_project}
    return read_forms(book, forms_wanted(round_, subjects))


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


def _kept(returned: Returned) -> dict[str, Any]:
    rows = {"unmatched": returned.unmatched, "altered": returned.altered}
    return {
        "issued": returned.issued,
        "names": dict(returned.names),
        "given": dict(returned.given),
        "contents": dict(returned.contents),
        "places": dict(returned.places),
        **{
            name: [{"sheet": each.sheet, "row": each.row, "words": each.words} for each in found]
            for name, found in rows.items()
        },
    }

"""Writes reports (报告): opens them, keeps what people write, makes versions."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from jixiao.narrative.edits import overtyped
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.reports.errors import DigitsTyped, EditedMeanwhile, NotNow
from jixiao_web.reports.models import Comment, Edit, Report, State, Version
from jixiao_web.reports.selectors import (
    draft_of,
    figures_of,
    latest_version,
    paragraphs_of,
    passage_of,
)

EDITABLE = (State.DRAFTING,)


@transaction.atomic
def open_report(*, actor: Actor, year: BudgetYear, period: str) -> Report:
    """The report of a period, opened where there is none yet."""
    report, is_new = Report.objects.get_or_create(
        year=year, period=period, defaults={"created_by": actor.user, "edits_revision": _revision()}
    )
    if is_new:
        record(actor=actor, act="report.open", year=year, subject=report.subject, summary=period)
    return report


@transaction.atomic
def save_edit(
    *,
    actor: Actor,
    report: Report,
    place: str,
    text: str,
    seen_version: int | None,
    keeps_digits: bool = False,
) -> Edit | None:
    """Keep a paragraph in somebody's words; none where they are what the ledger says by itself.

    `seen_version` is the version of the edit that its editor saw, absent where there was none. Raises NotNow
    where the report is no draft; EditedMeanwhile; DigitsTyped where figures of the ledger gave way to digits
    and nobody has said yet that this is meant (`keeps_digits`).
    """
    _locked_draft(report)
    passage = passage_of(report, place)
    found = Edit.objects.select_for_update().filter(report=report, place=place).first()
    if (found.version if found else None) != seen_version:
        raise EditedMeanwhile(found)
    generated = passage.generated if passage else (found.generated if found else "")
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    agreed = keeps_digits or bool(found and found.keeps_digits)
    before = found.text if found else generated
    pairs = [(each.reference, each.digits) for each in overtyped(before, text)]
    if pairs and not agreed:
        raise DigitsTyped(pairs)
    if text == generated:
        if found:
            found.delete()
            _told(actor, report, "report.restore", place, before, generated)
        return None
    if found is None:
        found = Edit(report=report, place=place)
    else:
        found.version += 1
    found.text, found.generated, found.keeps_digits = text, generated, agreed
    found.edited_by = actor.user
    found.save()
    _told(actor, report, "report.edit", place, before, text)
    return found


@transaction.atomic
def restore_passage(*, actor: Actor, report: Report, place: str) -> None:
    """Take back what people wrote in a place: the ledger speaks again."""
    _locked_draft(report)
    found = Edit.objects.filter(report=report, place=place).first()
    if found is None:
        return
    before, generated = found.text, found.generated
    found.delete()
    _told(actor, report, "report.restore", place, before, generated)


@transaction.atomic
def take_over(*, actor: Actor, report: Report, edits: Mapping[str, str]) -> int:
    """Put the chosen paragraphs of a returned file into the draft; how many there were."""
    _locked_draft(report)
    generated = {each.place: each.generated for each in draft_of(report).passages}
    for place, text in edits.items():
        edit, is_new = Edit.objects.get_or_create(report=report, place=place)
        edit.version += 0 if is_new else 1
        edit.text, edit.generated = text, generated.get(place, edit.generated)
        edit.keeps_digits, edit.edited_by = True, actor.user
        edit.save()
    _changed(report)
    record(
        actor=actor,
        act="report.take_over",
        year=report.year,
        subject=report.subject,
        summary=", ".join(edits),
    )
    return len(edits)


@transaction.atomic
def comment(*, actor: Actor, report: Report, place: str, text: str) -> Comment:
    """Remark on a paragraph, or on the whole report."""
    made = Comment.objects.create(report=report, place=place, text=text.strip(), made_by=actor.user)
    record(actor=actor, act="report.comment", year=report.year, subject=report.subject, summary=place)
    return made


@transaction.atomic
def settle_comment(*, actor: Actor, remark: Comment) -> None:
    """Mark a remark as dealt with."""
    remark.settled_at, remark.settled_by = timezone.now(), actor.user
    remark.save(update_fields=["settled_at", "settled_by"])
    record(
        actor=actor,
        act="report.settle_comment",
        year=remark.report.year,
        subject=remark.report.subject,
        summary=remark.text[:80],
    )


@transaction.atomic
def make_version(*, actor: Actor, report: Report, note: str = "") -> Version:
    """Keep the report as it stands now; the latest version where nothing has changed since."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    draft = draft_of(report)
    figures, paragraphs = figures_of(report, draft), paragraphs_of(draft)
    last = latest_version(locked)
    if last and last.figures == figures and last.paragraphs == paragraphs:
        return last
    version = Version.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        note=note,
        made_by=actor.user,
        digest=draft.document.digest,
        gaps=len(draft.gaps) + len(draft.stops),
        paragraphs=paragraphs,
        figures=figures,
    )
    record(
        actor=actor,
        act="report.version",
        year=report.year,
        subject=report.subject,
        summary=str(version.number),
        reason=note,
    )
    return version


def _told(actor: Actor, report: Report, act: str, place: str, before: str, after: str) -> Entry:
    _changed(report)
    return record(
        actor=actor,
        act=act,
        year=report.year,
        subject=report.subject,
        summary=place,
        changes=[{"table": "edits", "id": place, "before": {"text": before}, "after": {"text": after}}],
    )


def _locked_draft(report: Report) -> Report:
    """The report, held against other writers. Raises NotNow where it is no draft any more."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    report.state, report.edits_revision = locked.state, locked.edits_revision
    if locked.state not in EDITABLE:
        raise NotNow(
            "报告正在会签或已经印发，不能改。",
            hint="先把它退回起草。",
            english="The report is being signed or was issued; take it back to drafting first.",
        )
    return locked


def _changed(report: Report) -> None:
    """Give the report's edits another revision: the draft is made anew."""
    report.edits_revision = _revision()
    Report.objects.filter(pk=report.pk).update(edits_revision=report.edits_revision)


def _revision() -> str:
    return secrets.token_hex(16)

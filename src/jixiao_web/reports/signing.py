"""Signs and issues reports (会签和印发)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role
from jixiao_web.files.models import StoredFile
from jixiao_web.history.services import record
from jixiao_web.reports.errors import NotNow, StillOpen
from jixiao_web.reports.models import Decision, Report, Signature, State, Step, Version
from jixiao_web.reports.selectors import draft_of, latest_version, next_step
from jixiao_web.reports.services import make_version
from jixiao_web.reports.wanting import wanting_in

NAMED = 5
"""So many of the things that are wanting are named where a report is refused."""


@transaction.atomic
def set_chain(*, actor: Actor, steps: Sequence[tuple[str, str]]) -> None:
    """Set the unit's chain of signatures: the name and the role of each step, in order."""
    Step.objects.all().delete()
    Step.objects.bulk_create(
        Step(order=order, name=name, role=role) for order, (name, role) in enumerate(steps, start=1)
    )
    record(actor=actor, act="report.chain", summary=" → ".join(name for name, _ in steps))


@transaction.atomic
def send_to_be_signed(*, actor: Actor, report: Report, note: str = "") -> Version:
    """Make a version and hand it to the first signer.

    Raises NotNow where the report is no draft; StillOpen where anything is wanting.
    """
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != State.DRAFTING:
        raise NotNow("报告已经送签。", english="The report is being signed already.")
    refuse_unfinished(report)
    version = make_version(actor=actor, report=report, note=note)
    version.signatures.all().delete()
    _become(report, State.SIGNING)
    record(
        actor=actor,
        act="report.send",
        year=report.year,
        subject=report.subject,
        summary=str(version.number),
        reason=note,
    )
    return version


@transaction.atomic
def sign(
    *,
    actor: Actor,
    report: Report,
    version: Version,
    step: Step,
    decision: str,
    reason: str = "",
    paper: dict[str, Any] | None = None,
) -> Signature:
    """Write down what a step decided; a return takes the report back to drafting, with its reason.

    `paper` holds {signer, minutes, scan} of a signature that was given on paper. Raises NotNow where another
    step is next, or somebody else was quicker.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    report.refresh_from_db()
    expected = next_step(report)
    if expected is None or expected.order != step.order or version != latest_version(report):
        raise NotNow(
            "这一环节已经办过，或报告有了新的版本。", english="This step is not the next one any more."
        )
    try:
        with transaction.atomic():
            signature = Signature.objects.create(
                version=version,
                order=step.order,
                name=step.name,
                decision=decision,
                reason=reason,
                by=actor.user,
                on_behalf_of=None if paper else actor.acting_for(Role(step.role)),
                is_on_paper=bool(paper),
                **(paper or {}),
            )
    except IntegrityError:
        raise NotNow(english="Somebody else has decided this step.") from None
    if decision == Decision.RETURNED:
        _become(report, State.DRAFTING)
    elif next_step(report) is None:
        _become(report, State.SIGNED)
    record(
        actor=actor,
        act=f"report.{decision}",
        year=report.year,
        subject=report.subject,
        summary=step.name,
        reason=reason,
        on_behalf_of=signature.on_behalf_of,
    )
    return signature


@transaction.atomic
def take_back(*, actor: Actor, report: Report, reason: str) -> None:
    """Take a report that is being signed, or was signed, back to drafting; its signatures stay on record."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state not in (State.SIGNING, State.SIGNED):
        raise NotNow("报告不在会签中。", english="The report is not being signed.")
    _become(report, State.DRAFTING)
    record(actor=actor, act="report.take_back", year=report.year, subject=report.subject, reason=reason)


@transaction.atomic
def prepare_issue(*, actor: Actor, report: Report, number: str, dated: dt.date) -> None:
    """Give a signed report its number and date; the files are made next. Raises NotNow, StillOpen."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != State.SIGNED:
        raise NotNow("签批还没有完成，不能印发。", english="The report is not signed yet.")
    refuse_unfinished(report)
    report.number, report.dated = number, dated
    report.save(update_fields=["number", "dated"])
    record(actor=actor, act="report.prepare_issue", year=report.year, subject=report.subject, summary=number)


@transaction.atomic
def issue(*, actor: Actor | None, report: Report, version: Version, files: Sequence[StoredFile]) -> None:
    """Freeze a signed report with the files that go out, each known by its digest; only once."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state == State.ISSUED:
        return
    if locked.state != State.SIGNED:
        raise NotNow("签批还没有完成，不能印发。", english="The report is not signed yet.")
    report.state, report.issued_at = State.ISSUED, timezone.now()
    report.issued_by = actor.user if actor else None
    report.save(update_fields=["state", "issued_at", "issued_by"])
    record(
        actor=actor,
        act="report.issue",
        year=report.year,
        subject=report.subject,
        summary=f"{report.number} · {version.number}",
        reason="\n".join(f"{each.name} sha256:{each.sha256}" for each in files),
    )


def refuse_unfinished(report: Report) -> None:
    """Raise StillOpen, with everything that is wanting, where the report is not complete."""
    wanting = [f"{each.where}：{each.what}" for each in wanting_in(draft_of(report))]
    if wanting:
        named, is_all = "；".join(wanting[:NAMED]), len(wanting) <= NAMED
        raise StillOpen(
            f"还有 {len(wanting)} 处待补：{named}{'。' if is_all else '……'}",
            english=f"Still to fill in ({len(wanting)}): {named}{'.' if is_all else ' …'}",
        )


def _become(report: Report, state: State) -> None:
    report.state = state
    Report.objects.filter(pk=report.pk).update(state=state)

"""Writes rounds (批次): opened, announced, reminded of, closed; their focus projects proposed and frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.tracking.project import Attention
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import rows_of
from jixiao_web.ledger.services import Change, write
from jixiao_web.rounds.errors import RoundMoved, WrongState
from jixiao_web.rounds.models import Notice, NoticeKind, Round, State
from jixiao_web.rounds.notices import tell
from jixiao_web.rounds.selectors import selection_of, subjects_of

FIELDS = ("period", "name", "due_office", "due_bureau", "scope", "contact", "phone", "more")


@transaction.atomic
def open_round(*, actor: Actor | None, year: BudgetYear, values: Mapping[str, Any]) -> Round:
    """Open a round, a draft that no office sees yet."""
    given = {name: values[name] for name in FIELDS if name in values}
    made = Round.objects.create(year=year, created_by=actor.user if actor else None, **given)
    record(actor=actor, act="round.open", year=year, subject=subject_of(made), summary=made.name)
    return made


@transaction.atomic
def change_round(*, actor: Actor, round_: Round, version: int, values: Mapping[str, Any]) -> Round:
    """Change what a round is about. Raises RoundMoved where somebody else did meanwhile."""
    held = held_round(round_, version)
    told = []
    for name in (*FIELDS, "theme_offices"):
        if name in values and values[name] != getattr(held, name):
            told.append(name)
            setattr(held, name, values[name])
    save_round(held)
    record(
        actor=actor,
        act="round.change",
        year=held.year,
        subject=subject_of(held),
        summary=held.name,
        reason=", ".join(told),
    )
    return held


@transaction.atomic
def announce(
    *, actor: Actor | None, round_: Round, title: str, text: str, today: dt.date | None = None
) -> Notice:
    """Give the round's notice to its offices, which may report from now on. Raises WrongState."""
    held = held_round(round_)
    if held.state != State.DRAFT:
        raise WrongState(
            f"“{held.name}”{held.get_state_display()}，不能再发通知。",
            hint="补充要求用“催报”或另发通知。",
            english="The notice of this round has been sent already.",
        )
    subjects = subjects_of(held)
    if not subjects:
        raise WrongState(
            "这个批次还没有要填报的项目。",
            hint="先在“重点项目选取”里定下重点项目，或把范围改为全部项目。",
            english="This round asks about nothing yet: choose focus projects first, or widen its scope.",
        )
    held.state = State.ANNOUNCED
    save_round(held)
    return tell(
        actor=actor,
        year=held.year,
        round_=held,
        kind=NoticeKind.ROUND,
        title=title,
        text=text,
        dated=today or timezone.localdate(),
        due=held.due_office,
        offices=sorted({each.office for each in subjects if each.office}),
        act="round.announce",
    )


def begin_collecting(round_: Round) -> None:
    """Take note that the first office has begun."""
    Round.objects.filter(pk=round_.pk, state=State.ANNOUNCED).update(state=State.COLLECTING)


@transaction.atomic
def close_round(*, actor: Actor, round_: Round) -> None:
    """End a round: what was not handed in stays as it is. A second time changes nothing."""
    if Round.objects.filter(pk=round_.pk, state__in=(State.ANNOUNCED, State.COLLECTING)).update(
        state=State.CLOSED
    ):
        record(
            actor=actor,
            act="round.close",
            year=round_.year,
            subject=subject_of(round_),
            summary=round_.name,
        )


@transaction.atomic
def reopen_round(*, actor: Actor, round_: Round, reason: str) -> None:
    """Let the offices report again."""
    if Round.objects.filter(pk=round_.pk, state=State.CLOSED).update(state=State.COLLECTING):
        record(
            actor=actor,
            act="round.reopen",
            year=round_.year,
            subject=subject_of(round_),
            summary=round_.name,
            reason=reason,
        )


@transaction.atomic
def remind(
    *, actor: Actor | None, round_: Round, office: str, text: str, today: dt.date | None = None
) -> Notice | None:
    """Remind an office, once a day at most; none where it has been reminded today."""
    today = today or timezone.localdate()
    done = Notice.objects.filter(
        round=round_, kind=NoticeKind.REMINDER, dated=today, deliveries__office=office
    )
    if done.exists():
        return None
    return tell(
        actor=actor,
        year=round_.year,
        round_=round_,
        kind=NoticeKind.REMINDER,
        title=_("%(round)s：待报事项提醒") % {"round": round_.name},
        text=text,
        dated=today,
        due=round_.due_office,
        offices=[office],
        act="round.remind",
    )


@transaction.atomic
def propose(
    *,
    actor: Actor,
    round_: Round,
    version: int,
    criteria: Mapping[str, Any],
    decisions: Mapping[str, tuple[bool, str]],
) -> Round:
    """Keep the criteria of the selection and what was decided by hand. Raises RoundMoved, WrongState."""
    held = held_round(round_, version)
    _refuse_frozen(held)
    held.criteria = dict(criteria)
    held.decisions = {code: list(decision) for code, decision in decisions.items()}
    save_round(held)
    record(
        actor=actor,
        act="selection.propose",
        year=held.year,
        subject=subject_of(held),
        summary=held.name,
    )
    return held


@transaction.atomic
def freeze(*, actor: Actor, round_: Round, version: int) -> Round:
    """Fix the focus projects of the round, and write them into the ledger. Raises RoundMoved, WrongState."""
    held = held_round(round_, version)
    _refuse_frozen(held)
    selection = selection_of(held)
    if not selection.focus:
        raise WrongState(
            "还没有选出重点项目。",
            hint="设定条件，或逐个加入。",
            english="No focus project has been chosen yet.",
        )
    held.frozen = [
        {
            "code": each.project.code,
            "name": each.project.name,
            "office": each.project.party,
            "fen": each.amount.fen,
            "reason": each.reason,
        }
        for each in selection.focus
    ]
    held.frozen_at, held.frozen_by = timezone.now(), actor.user
    save_round(held)
    reasons = {each.project.code: each.reason for each in selection.focus}
    changes = _marks(held.year, reasons)
    told: dict[str, Any] = {
        "actor": actor,
        "act": "selection.freeze",
        "year": held.year,
        "subject": subject_of(held),
    }
    if changes:
        write(changes=changes, summary=held.name, **told)
    else:
        record(summary=held.name, **told)
    return held


@transaction.atomic
def thaw(*, actor: Actor, round_: Round, version: int, reason: str) -> Round:
    """Open the selection again; the ledger keeps its marks until it is frozen anew. Raises RoundMoved."""
    held = held_round(round_, version)
    held.frozen, held.frozen_at, held.frozen_by = [], None, None
    save_round(held)
    record(
        actor=actor,
        act="selection.thaw",
        year=held.year,
        subject=subject_of(held),
        summary=held.name,
        reason=reason,
    )
    return held


def subject_of(round_: Round) -> str:
    """How the trail names a round."""
    return f"rounds.round/{round_.pk}"


def _marks(year: BudgetYear, reasons: Mapping[str, str]) -> list[Change]:
    """What has to change in the ledger so that exactly these projects are focus projects."""
    changes = []
    for row in rows_of(year, "projects"):
        if row.is_remainder:
            continue
        wanted = Attention.FOCUS if row.code in reasons else Attention.ORDINARY
        reason = reasons.get(row.code, "")
        if row.attention is not wanted or (reason and row.selected_for != reason):
            values = {"attention": wanted, "selected_for": reason}
            changes.append(Change("projects", values, row.pk, row.version))
    return changes


def _refuse_frozen(held: Round) -> None:
    if held.frozen:
        raise WrongState(
            "重点项目已经固定，不能再改。",
            hint="要改，先“解除固定”并写明原因。",
            english="The focus projects are frozen: release them first, with a reason.",
        )


def held_round(round_: Round, version: int | None = None) -> Round:
    """The round, held until the act is over. Raises RoundMoved where it is no longer what was seen."""
    held = Round.objects.select_for_update().select_related("year").get(pk=round_.pk)
    if version is not None and held.version != version:
        raise RoundMoved(
            f"“{held.name}”刚才被别人改过，您的改动没有保存。",
            hint="看过现在的内容再改。",
            english=f"Somebody else has changed {held.name} in the meantime.",
        )
    return held


def save_round(held: Round) -> None:
    """Keep a round that was held, in its next version."""
    held.version += 1
    held.save()

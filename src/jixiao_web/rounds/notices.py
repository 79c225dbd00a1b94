"""Writes notices (通知) and the calendar: who is told what, who has read it, which days are worked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from jixiao.tracking.working_days import SpecialDay
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.rounds.models import Delivery, Holiday, Notice, NoticeKind, ReadMark, Round


@transaction.atomic
def tell(
    *,
    actor: Actor | None,
    year: BudgetYear,
    title: str,
    text: str,
    dated: dt.date,
    offices: Sequence[str],
    kind: str = NoticeKind.OTHER,
    round_: Round | None = None,
    due: dt.date | None = None,
    act: str = "notice.tell",
) -> Notice:
    """Tell offices something; the office "" is everybody."""
    made = Notice.objects.create(
        year=year,
        round=round_,
        kind=kind,
        title=title[:200],
        text=text,
        dated=dated,
        due=due,
        created_by=actor.user if actor else None,
    )
    Delivery.objects.bulk_create(Delivery(notice=made, office=each) for each in dict.fromkeys(offices))
    about = f"rounds.round/{round_.pk}" if round_ else f"rounds.notice/{made.pk}"
    record(actor=actor, act=act, year=year, subject=about, summary=f"{title}：{'、'.join(offices)}"[:500])
    return made


@transaction.atomic
def receive(*, actor: Actor, year: BudgetYear, values: dict[str, Any], offices: Sequence[str] = ()) -> Notice:
    """Register a notice from outside, with its number, its date and what is due."""
    made = Notice.objects.create(year=year, kind=NoticeKind.RECEIVED, created_by=actor.user, **values)
    Delivery.objects.bulk_create(Delivery(notice=made, office=each) for each in dict.fromkeys(offices))
    record(
        actor=actor,
        act="notice.receive",
        year=year,
        subject=f"rounds.notice/{made.pk}",
        summary=f"{made.number} {made.title}".strip(),
    )
    return made


def mark_read(*, actor: Actor, notices: Iterable[Notice]) -> None:
    """Take note that the actor has read them; a second time changes nothing."""
    marks = [ReadMark(notice=each, user=actor.user) for each in notices]
    ReadMark.objects.bulk_create(marks, ignore_conflicts=True)


@transaction.atomic
def keep_days(*, actor: Actor, days: Iterable[SpecialDay]) -> int:
    """Put days into the unit's calendar, each in the place of what stood there; how many there were."""
    count = 0
    for each in days:
        Holiday.objects.update_or_create(
            date=each.date, defaults={"is_workday": each.is_workday, "name": each.name[:60]}
        )
        count += 1
    record(actor=actor, act="calendar.import", summary=str(count))
    return count


@transaction.atomic
def drop_day(*, actor: Actor, holiday: Holiday) -> None:
    """Take a day of the unit's own out of its calendar; the official table counts again."""
    told = str(holiday)
    if Holiday.objects.filter(pk=holiday.pk).delete()[0]:
        record(actor=actor, act="calendar.drop", summary=told)

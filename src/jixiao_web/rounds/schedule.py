"""What is done by the clock for rounds (定时催报)."""

from __future__ import annotations

from django.utils import timezone

from jixiao.narrative.notice import reminder
from jixiao_web.results.selectors import progress_of, tasks_of
from jixiao_web.rounds.models import Round, State
from jixiao_web.rounds.selectors import working_days
from jixiao_web.rounds.services import remind
from jixiao_web.rounds.telling import subject_line
from jixiao_web.running.timetable import daily

REMINDED_WHEN_LEFT = frozenset({3, 1, 0, -1, -3})
"""Working days before the due date, and after it, on which an office is reminded by itself."""


@daily(hour=8)
def remind_offices() -> None:
    """Remind offices that have not handed in, on working days, as the due date comes near."""
    today = timezone.localdate()
    days = working_days()
    if not days.is_working(today):
        return
    for round_ in Round.objects.filter(state__in=(State.ANNOUNCED, State.COLLECTING)).select_related("year"):
        left = days.between(today, round_.due_office)
        if left not in REMINDED_WHEN_LEFT:
            continue
        for each in progress_of(tasks_of(round_)):
            if each.office and each.missing:
                names = [task.subject.name for task in each.missing]
                text = reminder(each.office, subject_line(round_), round_.due_office, left, names)
                remind(actor=None, round_=round_, office=each.office, text=text, today=today)

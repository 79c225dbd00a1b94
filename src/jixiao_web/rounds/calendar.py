"""The calendar (日历): due dates, holidays and notices received, month by month."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.exchange.holiday_list import HolidayList, read_holiday_file, read_holidays
from jixiao_web.accounts.request import SignedIn
from jixiao_web.ledger.selectors import year_in_sums
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.rounds import notices
from jixiao_web.rounds.forms import HolidayForm
from jixiao_web.rounds.models import Holiday, State
from jixiao_web.rounds.permissions import may_organize, may_read
from jixiao_web.rounds.selectors import (
    received_notices,
    rounds_of,
    special_days,
    working_days,
    years_with_tables,
)

LARGEST = 5 << 20


@dataclass
class Day:
    """A day of the calendar as it is shown."""

    date: dt.date
    is_working: bool
    is_within: bool
    is_today: bool
    name: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)


@require_GET
@year_page(may_read)
def calendar(request: SignedIn) -> HttpResponseBase:
    """A month as a sheet, the dates to come as a list, the holidays of the year."""
    year = request.year.fiscal_year
    first = _month(request, year)
    events = _events(request)
    days, known = working_days(), years_with_tables()
    coming = [
        {**each, "date": date, "left": days.between(request.actor.today, date)}
        for date in sorted(events)
        for each in events[date]
    ]
    return render(
        request,
        "rounds/calendar.html",
        {
            "weeks": _weeks(first, events, request.actor.today),
            "first": first,
            "previous": _shifted(first, -1),
            "following": _shifted(first, 1),
            "coming": coming,
            "special": [*special_days(year), *special_days(year + 1)],
            "unknown": sorted({year, year + 1, request.actor.today.year} - known),
            "first_year": min(known),
            "last_year": max(known),
            "received": received_notices(request.year)[:20],
            "form": HolidayForm(),
            "may_organize": may_organize(request.actor),
            "today": request.actor.today,
            "weekdays": [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")],
        },
    )


def _month(request: SignedIn, year: int) -> dt.date:
    """The month that the address asks for; else today's, or that of the next date, or the year's last."""
    try:
        return dt.date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        pass
    today = request.actor.today
    if dt.date(year, 1, 1) <= today < dt.date(year + 1, 3, 1):
        return today.replace(day=1)
    due = rounds_of(request.year).values_list("due_office", flat=True).first()
    return due.replace(day=1) if due else dt.date(year, 12, 1)


def _shifted(first: dt.date, count: int) -> dt.date | None:
    number = first.year * 12 + first.month - 1 + count
    return dt.date(number // 12, number % 12 + 1, 1) if 1900 <= number // 12 <= 2199 else None


def _events(request: SignedIn) -> dict[dt.date, list[dict[str, Any]]]:
    """What is due on which day, with where it leads."""
    found: dict[dt.date, list[dict[str, Any]]] = defaultdict(list)
    rounds = rounds_of(request.year)
    if not may_organize(request.actor):
        rounds = rounds.exclude(state=State.DRAFT)
    for each in rounds:
        found[each.due_office].append({"word": _("各部门报送"), "name": each.name, "round": each})
        if each.due_bureau:
            found[each.due_bureau].append({"word": _("报财政部门"), "name": each.name, "round": each})
    for notice in received_notices(request.year):
        if notice.due:
            found[notice.due].append({"word": _("来文要求"), "name": notice.title, "round": None})
    for period in year_in_sums(request.year).periods:
        if period.due:
            found[period.due].append({"word": _("期间报送"), "name": period.name, "round": None})
    return found


def _weeks(first: dt.date, events: dict[dt.date, list[dict[str, Any]]], today: dt.date) -> list[list[Day]]:
    days = working_days()
    years = {first.year, _neighbor(first)}
    names = {each.date: each.name for year in years for each, _own in special_days(year)}
    return [
        [
            Day(
                date,
                days.is_working(date),
                date.month == first.month,
                date == today,
                names.get(date, ""),
                events.get(date, []),
            )
            for date in week
        ]
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _neighbor(first: dt.date) -> int:
    """The year that a month's sheet also shows days of, where it does."""
    return first.year + {1: -1, 12: 1}.get(first.month, 0)


@require_POST
@year_page(may_organize)
def import_days(request: SignedIn) -> HttpResponseBase:
    """Read a holiday table in; what could not be read is told."""
    form = HolidayForm(request.POST, request.FILES)
    read: HolidayList | None = None
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            read = _read(file) if file else read_holidays(form.cleaned_data["text"])
        except JixiaoError as error:
            form.add_error("file", told(error))
    if read is not None and not read.days:
        form.add_error("text", _("没有认出日期。一行写一天或一段，如“2020-01-24至2020-01-30 春节 休”。"))
    if form.errors or read is None:
        shown = {"form": form, "read": read}
        return render(request, "rounds/import_days.html", shown, status=422)
    count = notices.keep_days(actor=request.actor, days=read.days)
    messages.success(request, _("已导入 %(n)s 天") % {"n": count})
    if read.unread:
        told_rows = "；".join(f"{each.number}：{each.words}" for each in read.unread[:10])
        messages.warning(
            request,
            _("有 %(n)s 行没有认出日期，没有导入：%(rows)s") % {"n": len(read.unread), "rows": told_rows},
        )
    return redirect("rounds:calendar", request.year.fiscal_year)


def _read(file: UploadedFile[Any]) -> HolidayList:
    if (file.size or 0) > LARGEST:
        raise UnreadableFile("文件太大，不像节假日表。", english="This is too large for a holiday table.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"days{Path(file.name or '').suffix.lower()[:8]}"
        path.write_bytes(file.read())
        return read_holiday_file(path)


@require_POST
@year_page(may_organize)
def drop(request: SignedIn, day_id: int) -> HttpResponseBase:
    """Take a day of the unit's own out of the calendar."""
    day = Holiday.objects.filter(pk=day_id).first()
    if day is not None:
        notices.drop_day(actor=request.actor, holiday=day)
        messages.success(request, _("已删除 %(date)s") % {"date": day.date.isoformat()})
    return redirect("rounds:calendar", request.year.fiscal_year)

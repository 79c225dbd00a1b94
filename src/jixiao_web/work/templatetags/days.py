"""Days as people say them (日期的说法): 1月3日 周五, the year only where it is another."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.translation import get_language

register = template.Library()

_CHINESE = "一二三四五六日"
_ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@register.filter
def weekday(date: dt.date) -> str:
    """The day of the week."""
    if get_language() == "en":
        return _ENGLISH[date.weekday()]
    return f"周{_CHINESE[date.weekday()]}"


@register.filter
def day(date: dt.date, today: dt.date) -> str:
    """The date as it is read from `today`."""
    is_far = date.year != today.year
    if get_language() == "en":
        told = f"{weekday(date)} {date.day} {_MONTHS[date.month - 1]}"
        return f"{told} {date.year}" if is_far else told
    told = f"{date.month}月{date.day}日 {weekday(date)}"
    return f"{date.year}年{told}" if is_far else told

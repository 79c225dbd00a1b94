"""What is done by the clock for files."""

from __future__ import annotations

from jixiao_web.files.reading import forget_unfinished, unread
from jixiao_web.jobs.services import enqueue_once
from jixiao_web.running.timetable import daily


@daily(hour=3)
def read_what_nobody_has_read() -> None:
    """Have files read that were there before search read them, or whose reading came to no end."""
    forget_unfinished()
    if unread().exists():
        enqueue_once(kind="files.read")

"""What is done by the clock for jobs."""

from __future__ import annotations

from jixiao_web.jobs.services import put_back_stopped
from jixiao_web.running.timetable import every


@every(seconds=15)
def put_back_what_killed_workers_left() -> None:
    """The reaper: a job whose worker is gone waits again."""
    put_back_stopped()

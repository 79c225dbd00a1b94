"""The scheduler (定时进程): does what the timetable says, until it is told to end."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import threading

from django.db import OperationalError, close_old_connections
from django.utils import timezone

from jixiao_web.running.timetable import Scheduled, take_turn, timetable

TICK = 1.0
AFTER_A_FAULT = dt.timedelta(minutes=1)
log = logging.getLogger(__name__)


class Scheduler:
    """Looks at the clock; asks the database only when something is due."""

    def __init__(self, scheduled: list[Scheduled]) -> None:
        self.scheduled = scheduled
        self._done_for: dict[str, dt.datetime] = {}
        self._rests_until: dict[str, dt.datetime] = {}

    def tick(self, now: dt.datetime) -> list[str]:
        """Do what is due, and name what was done here. One act's fault does not keep others from theirs."""
        done = []
        for each in self.scheduled:
            moment = each.rhythm.latest(now)
            known = self._done_for.get(each.name)
            if (known is not None and known >= moment) or self._rests_until.get(each.name, now) > now:
                continue
            try:
                if take_turn(each, now):
                    done.append(each.name)
                self._done_for[each.name] = moment
            except OperationalError as error:  # the database is away, or held: the next tick tries again
                log.warning("%s waits for the database: %s", each.name, error)
            except Exception:  # whatever an act does, the clock goes on; the log has the traceback
                log.exception("%s broke; it is tried again in a minute", each.name)
                self._rests_until[each.name] = now + AFTER_A_FAULT
        return done


def keep_time() -> None:
    """Tick until asked to end by SIGTERM or SIGINT."""
    stopping = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stopping.set())
    scheduler = Scheduler(timetable())
    while not stopping.wait(TICK):
        close_old_connections()
        scheduler.tick(timezone.now())

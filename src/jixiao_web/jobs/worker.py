"""The worker (后台进程): takes jobs from the queue, one after the other.

A thread of its own carries progress and heartbeat to the row, on its own connection: a body that is busy in
a transaction, or deep in C, still shows that it lives. A body that does not heed a cancel within its grace
takes the whole process with it; whoever started the worker starts another.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import uuid
from typing import Any

from django.db import OperationalError, close_old_connections, connection
from django.utils import translation
from django.utils.translation import gettext as _

from jixiao.errors import JixiaoError
from jixiao_web.accounts.models import User
from jixiao_web.jobs import services
from jixiao_web.jobs.bodies import Canceled, Lost, Pulse, Running, Stopping, bodies
from jixiao_web.jobs.models import Job
from jixiao_web.pages.telling import told

POLL = 0.5
BEAT = 1.0
GRACE = 20.0
"""Seconds between looks at an empty queue, between heartbeats, from an unheeded cancel to the end."""
ENDED_BY_FORCE = 70
log = logging.getLogger(__name__)


class InlinePulse:
    """Writes progress at once, on the body's own connection: for tests, where all is one transaction."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def beat(self, done: int, total: int, note: str) -> None:
        """Write it. Raises Interrupted."""
        wants_cancel = services.beat(job=self.job, done=done, total=total, note=note)
        if wants_cancel is None:
            raise Lost
        if wants_cancel:
            raise Canceled


class ThreadPulse:
    """Keeps the latest progress and writes it every second, whatever the body is at."""

    def __init__(self, job: Job, stopping: threading.Event) -> None:
        self.job, self.stopping = job, stopping
        self._latest = (0, 0, "")
        self._over, self._canceled, self._lost = threading.Event(), threading.Event(), threading.Event()
        self._waits = 0.0
        self._thread = threading.Thread(target=self._run, name=f"pulse of {job}", daemon=True)

    def __enter__(self) -> ThreadPulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def beat(self, done: int, total: int, note: str) -> None:
        """Keep it. Raises Interrupted where the body is to stop."""
        self._latest = (done, total, note)
        if self._lost.is_set():
            raise Lost
        if self._canceled.is_set():
            raise Canceled
        if self.stopping.is_set():
            raise Stopping

    def _run(self) -> None:
        try:
            while not self._over.wait(BEAT):
                self._write()
        finally:
            connection.close()

    def _write(self) -> None:
        done, total, note = self._latest
        try:
            wants_cancel = services.beat(job=self.job, done=done, total=total, note=note)
        except OperationalError as error:  # a writer holds SQLite: the next beat comes in a second
            log.info("no heartbeat for %s: %s", self.job, error)
            return
        if wants_cancel is None:
            self._lost.set()
        if wants_cancel:
            self._canceled.set()
        if wants_cancel is not False:
            self._waits += BEAT
        if self._waits > GRACE and not self._over.is_set():
            log.warning("%s does not heed its cancel; this worker ends", self.job)
            services.end_canceled(job=self.job)
            os._exit(ENDED_BY_FORCE)


def work(*, is_single_pass: bool = False) -> None:
    """Do what waits, then wait for more, until asked to end by SIGTERM or SIGINT."""
    stopping = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stopping.set())
    while not stopping.is_set():
        close_old_connections()
        try:
            job = services.claim(worker=_name())
        except OperationalError as error:  # the database is away, or held: it comes back
            log.warning("no look at the queue: %s", error)
            stopping.wait(5 * POLL)
            continue
        if job is not None:
            with ThreadPulse(job, stopping) as pulse:
                run(job, pulse)
        elif is_single_pass:
            return
        else:
            stopping.wait(POLL)


def run_waiting() -> list[Job]:
    """Do all that waits, here and now, and return the jobs as they ended; for tests."""
    done = []
    while (job := services.claim(worker=_name())) is not None:
        run(job, InlinePulse(job))
        job.refresh_from_db()
        done.append(job)
    return done


def run(job: Job, pulse: Pulse) -> None:
    """Do one job that was claimed, and write down how it ended."""
    body = bodies().get(job.kind)
    with translation.override(job.actor.language if job.actor else User.Language.CHINESE):
        if body is None:
            services.fail(job=job, error=_("这个版本的程序不会做这件事（%(kind)s）。") % {"kind": job.kind})
            return
        try:
            result: dict[str, Any] = body(Running(job, pulse), **job.arguments) or {}
        except Canceled:
            services.end_canceled(job=job)
        except Stopping:
            services.put_back(job=job)
        except Lost:
            log.warning("%s went to another worker meanwhile", job)
        except JixiaoError as error:
            services.fail(job=job, error=told(error))
        except OperationalError as error:  # no heart beats for it from now on: the reaper puts it back
            log.warning("%s lost the database: %s", job, error)
        except Exception:  # whatever a body does, the queue goes on; the log has the traceback
            log.exception("%s broke", job)
            services.fail(
                job=job,
                error=_("程序在这里出了错，任务 %(job)s 没有做完，已写入日志。请把任务号告诉管理员。")
                % {"job": job.pk},
            )
        else:
            services.finish(job=job, result=result)


def _name() -> str:
    """A name that no other claim bears, and that tells an administrator which process it was."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"

"""Workers as processes of their own, killed in the middle of a job."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from jixiao_web.accounts.actor import Actor
from jixiao_web.jobs import services
from jixiao_web.jobs.models import Job, State

ROOT = Path(__file__).parents[3]
WORKER = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web.settings"
import django
django.setup()
from jixiao_web.jobs import worker
from jixiao_web.jobs.bodies import bodies

def slow(running, *, steps, folder):
    with open(os.path.join(folder, "begun"), "a") as file:
        file.write(f"{os.getpid()}\\n")
    for step in range(steps):
        time.sleep(0.05)
        running.progress(step + 1, steps)
    return {"by": os.getpid()}

def deaf(running):
    time.sleep(3600)

bodies().update({"test.slow": slow, "test.deaf": deaf})
worker.BEAT, worker.GRACE, worker.POLL = 0.1, 0.5, 0.05
worker.work(is_single_pass="once" in sys.argv)
"""


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    from jixiao_web.jobs.bodies import bodies

    bodies()["test.slow"] = bodies()["test.deaf"] = lambda running: {}
    begun: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "JIXIAO_TEST_DATABASE": database_url(),
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT))),
        }
        begun.append(subprocess.Popen([sys.executable, "-c", WORKER, *arguments], cwd=ROOT, env=environment))
        return begun[-1]

    yield start
    for each in begun:
        each.kill()
        each.wait()
    del bodies()["test.slow"], bodies()["test.deaf"]


def database_url() -> str:
    """The address of the database in which this test works."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return (
        f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"
    )


def wait_until(job: Job, is_so: Callable[[Job], bool]) -> None:
    for _ in range(1200):
        job.refresh_from_db()
        if is_so(job):
            return
        time.sleep(0.05)
    pytest.fail(f"{job} is {job.state} still, {job.done} of {job.total}: {job.error}")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_the_job_of_a_worker_that_was_killed_is_finished_by_another(
    start_worker: Callable[..., subprocess.Popen[bytes]], actor: Callable[[str], Actor], tmp_path: Path
):
    job = services.enqueue(
        actor=actor("clerk"), kind="test.slow", arguments={"steps": 40, "folder": str(tmp_path)}
    )
    first = start_worker()
    wait_until(job, lambda job: job.done > 3)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert job.state == State.RUNNING
    second = start_worker()
    time.sleep(0.5)
    assert services.put_back_stopped(stopped_for=dt.timedelta(seconds=0.4)) == 1
    wait_until(job, lambda job: job.state == State.DONE)
    assert job.result == {"by": second.pid}
    assert (tmp_path / "begun").read_text().split() == [str(first.pid), str(second.pid)]
    assert job.attempts == 2


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_worker_that_is_told_to_end_puts_its_job_back_unharmed(
    start_worker: Callable[..., subprocess.Popen[bytes]], actor: Callable[[str], Actor], tmp_path: Path
):
    job = services.enqueue(
        actor=actor("clerk"), kind="test.slow", arguments={"steps": 400, "folder": str(tmp_path)}
    )
    worker = start_worker()
    wait_until(job, lambda job: job.done > 3)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 0)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_body_that_hears_nothing_is_ended_with_its_worker_when_it_is_canceled(
    start_worker: Callable[..., subprocess.Popen[bytes]], actor: Callable[[str], Actor]
):
    job = services.enqueue(actor=actor("clerk"), kind="test.deaf", arguments={})
    worker = start_worker()
    wait_until(job, lambda job: job.state == State.RUNNING)
    services.cancel(actor=actor("clerk"), job=job)
    wait_until(job, lambda job: job.state == State.CANCELED)
    assert worker.wait(timeout=60) == 70


def test_many_workers_do_each_job_once(
    start_worker: Callable[..., subprocess.Popen[bytes]], actor: Callable[[str], Actor], tmp_path: Path
):
    jobs = [
        services.enqueue(
            actor=actor("clerk"), kind="test.slow", arguments={"steps": 1, "folder": str(tmp_path)}
        )
        for _ in range(30)
    ]
    workers = [start_worker("once") for _ in range(3)]
    for each in workers:
        assert each.wait(timeout=120) == 0
    assert {job.state for job in Job.objects.all()} == {State.DONE}
    assert len((tmp_path / "begun").read_text().split()) == len(jobs)

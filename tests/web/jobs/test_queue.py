from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from jixiao.errors import JixiaoError
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import User
from jixiao_web.history.models import Entry
from jixiao_web.jobs import services
from jixiao_web.jobs.bodies import Running, bodies
from jixiao_web.jobs.models import Job, State
from jixiao_web.jobs.worker import run_waiting


class Unfit(JixiaoError):
    """第 3 行没有金额。"""


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    def count(running: Running, *, to: int) -> dict[str, Any]:
        for number in range(1, to + 1):
            running.progress(number, to, f"已读 {number} 行")
        return {"address": "/somewhere/", "sum": to}

    def refuse(running: Running) -> None:
        raise Unfit(hint="补上再导入。", english="Row 3 has no amount.")

    def break_down(running: Running) -> None:
        raise ZeroDivisionError

    for kind, body in {"test.count": count, "test.refuse": refuse, "test.break": break_down}.items():
        monkeypatch.setitem(bodies(), kind, body)


@pytest.fixture
def enqueue(actor: Callable[[str], Actor]) -> Callable[..., Job]:
    def put_in(kind: str, who: str = "clerk", **arguments: Any) -> Job:
        return services.enqueue(actor=actor(who), kind=kind, arguments=arguments)

    return put_in


def test_a_job_is_done_and_keeps_its_result(enqueue: Callable[..., Job]):
    job = enqueue("test.count", to=7)
    assert run_waiting() == [job]
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.note) == (State.DONE, 7, 7, "已读 7 行")
    assert job.result["sum"] == 7
    assert job.finished_at is not None


def test_what_is_put_into_the_queue_is_gone_with_the_act_that_put_it_there(enqueue: Callable[..., Job]):
    def act() -> None:
        with transaction.atomic():
            enqueue("test.count", to=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert run_waiting() == []


def test_what_somebody_waits_for_comes_before_what_the_system_does_by_itself(
    enqueue: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(bodies(), "test.all", lambda _running: None)
    services.enqueue_once(kind="test.all")
    services.enqueue_once(kind="test.all")
    wanted = enqueue("test.count", to=1)
    assert [job.kind for job in run_waiting()] == [wanted.kind, "test.all"]


def test_a_fault_is_told_in_the_language_of_whoever_asked(
    enqueue: Callable[..., Job], people: dict[str, User]
):
    chinese = enqueue("test.refuse")
    people["finance"].language = User.Language.ENGLISH
    people["finance"].save()
    english = enqueue("test.refuse", "finance")
    run_waiting()
    assert Job.objects.get(pk=chinese.pk).error == "第 3 行没有金额。 补上再导入。"
    assert Job.objects.get(pk=english.pk).error == "Row 3 has no amount."


def test_a_body_that_breaks_fails_its_job_without_a_traceback_and_the_queue_goes_on(
    enqueue: Callable[..., Job], caplog: pytest.LogCaptureFixture
):
    broken, good = enqueue("test.break"), enqueue("test.count", to=1)
    run_waiting()
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.state, good.state) == (State.FAILED, State.DONE)
    assert "Traceback" not in broken.error
    assert f"任务 {broken.pk}" in broken.error
    assert "ZeroDivisionError" in caplog.text


def test_two_workers_never_take_the_same_job(enqueue: Callable[..., Job]):
    enqueue("test.count", to=1)
    assert services.claim(worker="first") is not None
    assert services.claim(worker="second") is None


def test_what_waits_is_canceled_at_once_and_what_runs_at_its_next_step(
    enqueue: Callable[..., Job], actor: Callable[[str], Actor], monkeypatch: pytest.MonkeyPatch
):
    def canceled_meanwhile(running: Running) -> None:
        services.cancel(actor=actor("clerk"), job=running.job)
        running.progress(1, 2)
        pytest.fail("it went on")

    monkeypatch.setitem(bodies(), "test.long", canceled_meanwhile)
    waiting, running = enqueue("test.count", to=1), enqueue("test.long")
    services.cancel(actor=actor("clerk"), job=waiting)
    assert waiting.state == State.CANCELED
    run_waiting()
    running.refresh_from_db()
    assert running.state == State.CANCELED
    assert Entry.objects.filter(act="job.cancel").count() == 2


def test_canceling_twice_is_one_act(enqueue: Callable[..., Job], actor: Callable[[str], Actor]):
    job = enqueue("test.count", to=1)
    services.cancel(actor=actor("clerk"), job=job)
    services.cancel(actor=actor("clerk"), job=job)
    assert Entry.objects.filter(act="job.cancel").count() == 1


def stop_the_heart(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - dt.timedelta(minutes=5))


def test_a_job_whose_heart_has_stopped_is_put_back_and_the_first_worker_writes_no_more(
    enqueue: Callable[..., Job],
):
    job = enqueue("test.count", to=3)
    first = services.claim(worker="killed")
    assert first is not None
    assert services.put_back_stopped() == 0
    stop_the_heart(job)
    assert services.put_back_stopped() == 1
    assert services.beat(job=first, done=2, total=3, note="") is None
    assert not services.finish(job=first, result={})
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


def test_a_job_that_kills_its_worker_three_times_is_given_up_with_a_sentence(
    enqueue: Callable[..., Job], actor: Callable[[str], Actor]
):
    job = enqueue("test.count", to=3)
    for name in ("a", "b", "c"):
        assert services.claim(worker=name) is not None
        stop_the_heart(job)
        services.put_back_stopped()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "停止了 3 次" in job.error
    services.retry(actor=actor("clerk"), job=job)
    run_waiting()
    job.refresh_from_db()
    assert job.state == State.DONE


def test_a_stopped_job_that_was_to_be_canceled_is_not_begun_again(
    enqueue: Callable[..., Job], actor: Callable[[str], Actor]
):
    job = enqueue("test.count", to=3)
    services.claim(worker="killed")
    services.cancel(actor=actor("clerk"), job=job)
    stop_the_heart(job)
    services.put_back_stopped()
    job.refresh_from_db()
    assert job.state == State.CANCELED


def test_only_the_owner_and_the_coordinator_see_and_steer_a_job(
    enqueue: Callable[..., Job], browser: Callable[[str], Client]
):
    job = enqueue("test.count", to=1)
    for name, status in {"clerk": 200, "coordinator": 200, "other_clerk": 404, "outsider": 403}.items():
        asked = browser(name).get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
        assert asked.status_code == status, name
    assert browser("other_clerk").post(f"/jobs/{job.pk}/cancel/").status_code == 404
    assert Client().get(f"/jobs/{job.pk}/").status_code == 302
    assert Client().get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).status_code == 401


def test_the_page_that_shows_a_job_polls_until_it_is_over_and_then_goes_on(
    enqueue: Callable[..., Job], browser: Callable[[str], Client]
):
    job, client = enqueue("test.count", to=12_000), browser("clerk")
    services.claim(worker="w")
    Job.objects.filter(pk=job.pk).update(done=4_000, total=12_000, note="已读 4,000 行")
    page = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<progress max="12000" value="4000"' in page
    assert "4,000 / 12,000" in page
    Job.objects.filter(pk=job.pk).update(state=State.DONE, result={"address": "/there/"})
    over = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert over.headers["HX-Redirect"] == "/there/"
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, error="不行。")
    failed = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert failed.headers["HX-Refresh"] == "true"
    mine = client.get("/jobs/").content.decode()
    assert "不行。" in mine
    assert "hx-trigger" not in mine

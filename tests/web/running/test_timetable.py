from __future__ import annotations

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from jixiao_web.running.models import Turn
from jixiao_web.running.scheduler import Scheduler
from jixiao_web.running.timetable import Daily, Every, Scheduled, take_turn, timetable

NOON = dt.datetime(2019, 12, 20, 4, 0, tzinfo=dt.UTC)  # in Beijing


def test_an_act_is_done_once_for_each_of_its_moments(db: None):
    done: list[int] = []
    act = Scheduled("test.act", lambda: done.append(1), Every(60))
    assert take_turn(act, NOON)
    assert not take_turn(act, NOON + dt.timedelta(seconds=59))
    assert take_turn(act, NOON + dt.timedelta(seconds=60))
    assert len(done) == 2


def test_a_daily_act_is_due_at_its_hour_of_local_time_and_made_up_for_when_the_machine_was_off():
    daily = Daily(hour=7)
    assert timezone.localtime(daily.latest(NOON)).isoformat() == "2019-12-20T07:00:00+08:00"
    before = NOON - dt.timedelta(hours=6)
    assert timezone.localtime(daily.latest(before)).isoformat() == "2019-12-19T07:00:00+08:00"


def test_an_act_that_breaks_stays_due_and_leaves_the_others_alone(db: None):
    tries: list[str] = []

    def breaks() -> None:
        Turn.objects.create(name="half done")
        tries.append("breaks")
        raise ZeroDivisionError

    scheduler = Scheduler(
        [
            Scheduled("test.breaks", breaks, Every(60)),
            Scheduled("test.works", lambda: tries.append("works"), Every(60)),
        ]
    )
    assert scheduler.tick(NOON) == ["test.works"]
    assert not Turn.objects.filter(name="half done").exists()
    scheduler.tick(NOON + dt.timedelta(seconds=1))
    assert tries == ["breaks", "works"]
    scheduler.tick(NOON + dt.timedelta(seconds=61))
    assert tries == ["breaks", "works", "breaks", "works"]


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_do_it_once():
    done: list[int] = []
    act = Scheduled("test.act", lambda: done.append(1), Every(60))
    Turn.objects.create(name="test.act")
    barrier = Barrier(4)

    def race() -> None:
        barrier.wait()
        for second in range(0, 300, 20):
            take_turn(act, NOON + dt.timedelta(seconds=second))
        connection.close()

    threads = [Thread(target=race) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(done) == 5


def test_the_reaper_is_on_the_timetable():
    names = [each.name for each in timetable()]
    assert "jobs.put_back_what_killed_workers_left" in names
    assert len(names) == len(set(names))

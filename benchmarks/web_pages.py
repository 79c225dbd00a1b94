"""`python -m benchmarks.web_pages`: what each page costs the server, with 200 projects and 50,000 payments.

Makes such a year in a database of its own (SQLite in a temporary folder, or the one that --database names,
which must be empty), signs a coordinator in and asks for each page in process: cold, warm, and first after a
payment was changed. `--load 60 --seconds 60` starts the site on loopback instead and lets so many people read
it, each with five seconds to think; what is told then is the time until a client had the whole answer.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.__main__ import machine

PROJECTS, FOCUS, PAYMENTS = 200, 20, 50_000
THINK = 5  # seconds between two pages of one person
LIMIT = 150  # milliseconds of server time that p95 may take
OWN_PAGES = (
    "/2024/overview/week/?since=2024-06-15",
    "/2024/overview/charts/progress.json",
    "/2024/projects/?q=3&sort=-spent&behind=1",
    "/2024/projects/export.xlsx",
    "/2024/projects/of/P00007",
    "/2024/projects/curve/P00007",
)
"""Besides the pages of the menu."""


def main(arguments: Sequence[str]) -> int:
    """Make the year, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web_pages", description=__doc__)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database: postgres://…")
    parser.add_argument("--runs", type=int, default=20, help="requests of each page")
    parser.add_argument("--load", type=int, default=0, metavar="PEOPLE", help="drive a running server")
    parser.add_argument("--seconds", type=int, default=60, help="how long the people read")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="jixiao-pages-") as folder:
        _set_up(folder, given.database)
        session = _fill()
        engine = "PostgreSQL" if given.database else "SQLite"
        print(f"{machine()}; {engine}; {PROJECTS} projects, {PAYMENTS:,} payments\n", flush=True)
        lines = (
            _under_load(session, given.load, given.seconds, given.workers)
            if given.load
            else _in_process(session, given.runs)
        )
        for line in lines:
            print(line, flush=True)
    return 0


def _set_up(folder: str, database: str) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="jixiao_web.settings",
        JIXIAO_DEMO="1",
        JIXIAO_DATA=folder,
        JIXIAO_HOSTS="127.0.0.1,testserver",
    )
    os.environ.pop("JIXIAO_DEBUG", None)
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    import django

    django.setup()


def _pages() -> list[str]:
    """Every page of the menu that is served, and some more."""
    from django.urls import NoReverseMatch, reverse

    from jixiao_web.pages.menu import MENU

    found = []
    for tab in (tab for section in MENU for tab in section.tabs):
        with suppress(NoReverseMatch):
            found.append(reverse(tab.view, args=[2024]))
    return [*found, *OWN_PAGES]


def _fill() -> str:
    """Make tables, year and coordinator; return the session."""
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.large_year import large_year
    from jixiao_web.accounts.models import Membership, Role, User
    from jixiao_web.ledger.services import open_year, replace_year

    call_command("migrate", verbosity=0)
    content = large_year(projects=PROJECTS, focus=FOCUS, payments=PAYMENTS)
    year = open_year(actor=None, fiscal_year=content.fiscal_year, unit=content.unit)
    replace_year(actor=None, year=year, content=content)
    user = User.objects.create_user(username="reader", password=None, full_name="Reader")
    Membership.objects.create(user=user, role=Role.COORDINATOR)
    client = Client()
    client.force_login(user, backend="jixiao_web.accounts.backend.UnexpiredBackend")
    return client.cookies["sessionid"].value


# ---- each page by itself


def _in_process(session: str, runs: int) -> Iterator[str]:
    from django.db import connection, reset_queries
    from django.test import Client

    from jixiao_web.ledger import selectors

    client = Client()
    client.cookies["sessionid"] = session
    head = ("first", "changed", "p50", "p95", "p95 CPU", "queries", "KB")
    yield f"{'page':46}" + "".join(f"{each:>9}" for each in head)
    worst = 0.0
    for address in _pages():
        selectors.forget()
        cold = _timed(client, address)
        _change_a_payment()
        changed = _timed(client, address)
        taken = [_timed(client, address) for _run in range(runs)]
        connection.force_debug_cursor = True
        reset_queries()
        _timed(client, address)
        queries = len(connection.queries)
        connection.force_debug_cursor = False
        clock, processor = [each.clock for each in taken], [each.processor for each in taken]
        worst = max(worst, _percentile(processor, 95), changed.processor)
        yield (
            f"{address:46}{cold.clock:9.0f}{changed.clock:9.0f}{_percentile(clock, 50):9.1f}"
            f"{_percentile(clock, 95):9.1f}{_percentile(processor, 95):9.1f}"
            f"{queries:9}{taken[0].size / 1024:9.0f}"
        )
    yield f"\nworst processor time, first page after a change included: {worst:.0f} ms (limit {LIMIT} ms)"


@dataclass(frozen=True)
class Taken:
    """What one answer took, in milliseconds by the clock and of the processor, and its size."""

    clock: float
    processor: float
    size: int


def _timed(client: Any, address: str) -> Taken:
    begun, busy = time.perf_counter(), time.process_time()
    answer = client.get(address)
    clock, processor = time.perf_counter() - begun, time.process_time() - busy
    assert answer.status_code == 200, (address, answer.status_code)
    content = answer.getvalue() if answer.streaming else answer.content
    return Taken(clock * 1000, processor * 1000, len(content))


def _change_a_payment() -> None:
    from jixiao_web.ledger.models import BudgetYear
    from jixiao_web.ledger.selectors import row_of
    from jixiao_web.ledger.services import Change, write

    year = BudgetYear.objects.get(fiscal_year=2024)
    row = row_of(year, "entries")
    assert row is not None
    write(
        actor=None,
        year=year,
        act="payment.change",
        changes=[Change("entries", {"note": str(time.time_ns())}, row.pk)],
    )


# ---- many people at once


@dataclass
class Readers:
    """What the people who read found."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, address: str, took: float) -> None:
        """Keep how long a page took, in milliseconds."""
        with self.lock:
            self.times.setdefault(address, []).append(took)

    def complain(self, what: str) -> None:
        """Keep what went wrong."""
        with self.lock:
            self.errors.append(what)


def _under_load(session: str, people: int, seconds: int, workers: int) -> Iterator[str]:
    port = 8190
    server = _serve(port, workers)
    try:
        _wait_for(port)
        _warm(port, session, workers)
        readers = Readers()
        until = time.monotonic() + seconds
        threads = [
            threading.Thread(target=_read, args=(port, session, until, readers, number))
            for number in range(people)
        ]
        changer = threading.Thread(target=_keep_changing, args=(until, readers))
        for thread in (*threads, changer):
            thread.start()
        for thread in (*threads, changer):
            thread.join()
    finally:
        server.terminate()
        server.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    everything = [took for times in readers.times.values() for took in times]
    yield (
        f"{people} people, {THINK} s to think, {seconds} s, {workers} processes; a payment changed every 10 s"
    )
    yield f"{'page':44}{'times':>7}{'p50':>8}{'p95':>8}{'max':>8}   (ms)"
    for address, times in sorted(readers.times.items()):
        yield (
            f"{address:44}{len(times):7}{_percentile(times, 50):8.1f}{_percentile(times, 95):8.1f}"
            f"{max(times):8.1f}"
        )
    yield (
        f"{'all':44}{len(everything):7}{_percentile(everything, 50):8.1f}{_percentile(everything, 95):8.1f}"
        f"{max(everything):8.1f}"
    )
    cost = (used.ru_utime + used.ru_stime) * 1000 / max(len(everything), 1)
    yield f"processor time of the server a page, its start included: {cost:.0f} ms"
    yield f"errors: {len(readers.errors)}" + "".join(f"\n  {each}" for each in readers.errors[:5])


def _serve(port: int, workers: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "4",
        "--no-ws",
        "jixiao_web.wsgi:application",
    ]
    source = str(Path(__file__).resolve().parent.parent / "src")
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": source}, stdout=subprocess.DEVNULL)


def _wait_for(port: int) -> None:
    for _try in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not start")


def _warm(port: int, session: str, workers: int) -> None:
    """Ask for each page a few times, so that each process has compiled its templates and read the year."""
    for address in _pages() * workers * 2:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", address, headers={"Cookie": f"sessionid={session}"})
        connection.getresponse().read()
        connection.close()


def _read(port: int, session: str, until: float, readers: Readers, number: int) -> None:
    chance, pages = random.Random(number), _pages()
    time.sleep(chance.random() * THINK)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < until:
        address = chance.choice(pages)
        try:
            begun = time.perf_counter()
            connection.request("GET", address, headers={"Cookie": f"sessionid={session}"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                readers.note(address, (time.perf_counter() - begun) * 1000)
            else:
                readers.complain(f"{address}: {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            readers.complain(f"{address}: {error!r}")
            connection.close()
        time.sleep(THINK * (0.5 + chance.random()))
    connection.close()


def _keep_changing(until: float, readers: Readers) -> None:
    while time.monotonic() < until - 10:
        time.sleep(10)
        _or_complain(_change_a_payment, readers)


def _or_complain(act: Callable[[], None], readers: Readers) -> None:
    from django.db import Error

    try:
        act()
    except Error as error:
        readers.complain(f"change: {error!r}")


def _percentile(times: Sequence[float], percent: int) -> float:
    """The time that so many percent of the requests did not exceed."""
    ranked = sorted(times)
    return ranked[min(len(ranked) - 1, max(0, -(-len(ranked) * percent // 100) - 1))] if ranked else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

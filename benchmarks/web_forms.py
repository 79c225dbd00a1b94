"""Official forms of a round: 200 projects with 15 indicators, filled in elsewhere and imported at once.

    python -m benchmarks.web_forms [projects]

On SQLite in a folder of its own: the forms are written, received with a report for each file, and taken in;
then the page on which a project is filled in is asked for, some times each of them.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.scoring import END, year

PROJECTS, PAGES, LIMIT = 200, 100, 150  # LIMIT: milliseconds of server time that p95 may take
OFFICE = "综合办公室"
HALF = dt.date(2023, 6, 30)


def main(projects: int) -> None:
    """Measure in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="jixiao-forms-") as folder:
        given = {"JIXIAO_DEMO": "1", "JIXIAO_DATA": folder, "DATABASE_URL": ""}
        settings = {"DJANGO_SETTINGS_MODULE": "jixiao_web.settings", "BENCH_FOLDER": folder}
        command = [sys.executable, "-m", "benchmarks.web_forms", "--measure", str(projects)]
        subprocess.run(command, env={**os.environ, **given, **settings}, check=True)


def measure(projects: int) -> None:
    """Write, receive, take in, look; print the seconds of each step."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from jixiao.document.layout import load_layout
    from jixiao.exchange.forms import write_form
    from jixiao.narrative.facts import Facts
    from jixiao.narrative.forms import load_form
    from jixiao.tracking.basis import Period
    from jixiao.tracking.policy import load_policy
    from jixiao.tracking.unit import Party, PartyKind
    from jixiao_web.accounts.models import Membership, Role, User
    from jixiao_web.accounts.selectors import actor_of
    from jixiao_web.ledger.services import open_year, replace_year
    from jixiao_web.results.models import Form, WorkbookImport
    from jixiao_web.results.returning import receive, take_in_all
    from jixiao_web.rounds.services import announce, open_round

    call_command("migrate", verbosity=0)
    period = Period(code="half", name="上半年", start=dt.date(2023, 1, 1), end=HALF)
    whole = year(projects)
    content = replace(
        whole,
        parties=(Party(name=OFFICE, kind=PartyKind.OFFICE),),
        periods=(period,),
        projects=tuple(replace(each, party=OFFICE, name=f"项目{each.code}") for each in whole.projects),
        entries=tuple(replace(each, date=HALF) for each in whole.entries),
        attainments=tuple(replace(each, as_of=HALF, reached=HALF) for each in whole.attainments),
    )
    budget_year = open_year(actor=None, fiscal_year=END.year, unit=content.unit)
    replace_year(actor=None, year=budget_year, content=replace(content, attainments=()))
    user = User.objects.create(username="coordinator", full_name="协调")
    Membership.objects.create(user=user, role=Role.COORDINATOR)
    actor = actor_of(user)
    dates = {"due_office": dt.date(2023, 7, 10), "due_bureau": dt.date(2023, 7, 20)}
    round_ = open_round(
        actor=None, year=budget_year, values={"name": "半年", "period": "half", "scope": "all", **dates}
    )
    announce(actor=None, round_=round_, title="通知", text="请报送。", today=HALF)
    round_.refresh_from_db()

    def timed(name: str, act: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        made = act()
        print(f"{name}: {time.perf_counter() - started:.1f} s", flush=True)
        return made

    facts = Facts(content, period, load_policy(content.unit.policy), HALF)
    folder, form, layout = Path(os.environ["BENCH_FOLDER"]), load_form("monitoring-136"), load_layout()
    files = [folder / f"{each.code}.xlsx" for each in content.projects]

    def written() -> None:
        for path in files:
            write_form(form, facts, path, layout, project=path.stem)

    def received() -> None:
        for path in files:
            receive(actor=actor, round_=round_, path=path, name=path.name)

    timed(f"{projects} forms written", written)
    started = time.perf_counter()
    timed(f"{projects} forms received, each kept with what it says", received)
    timed(f"{projects} forms taken in", lambda: take_in_all(actor=actor, round_=round_, sends=False))
    print(f"imported together: {time.perf_counter() - started:.1f} s (bar 20)")
    assert WorkbookImport.objects.count() == Form.objects.count() == projects
    client, taken = Client(SERVER_NAME="127.0.0.1"), []
    client.force_login(user)
    for each in content.projects[:PAGES]:
        path = f"/2023/results/{round_.pk}/project/{each.code}/"
        at = time.perf_counter()
        answer = client.get(path)
        taken.append((time.perf_counter() - at) * 1000)
        assert answer.status_code == 200, io.BytesIO(answer.content).read(500)
    for part in ("judgement", "indicators", "words"):
        at = time.perf_counter()
        answer = client.get(f"/2023/results/{round_.pk}/together/?part={part}")
        spent, size = (time.perf_counter() - at) * 1000, len(answer.content) / 1024
        assert answer.status_code == 200
        print(f"many forms in one table, {part}: {spent:.0f} ms, {size:.0f} KB")
    taken.sort()
    p95 = taken[int(len(taken) * 0.95) - 1]
    median = taken[len(taken) // 2]
    print(f"the page of a project's form: median {median:.0f} ms, p95 {p95:.0f} ms (bar {LIMIT})")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    number = next((int(each) for each in arguments if each.isdecimal()), PROJECTS)
    (measure if "--measure" in arguments else main)(number)

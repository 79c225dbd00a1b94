"""Importing payments: a finance system's export of 50,000 rows, from the file to the ledger and back out.

python -m benchmarks.web_import [payments] [database URL …]

Without a URL on SQLite in a folder of its own; with URLs on these databases too, which must be empty.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

import xlsxwriter

from benchmarks.large_year import FISCAL_YEAR, large_year

PROJECTS = 200
HEAD = ("支付日期", "支付凭证号", "项目编码", "项目名称", "资金性质", "收款人名称", "摘要", "支付金额（元）")


def main(payments: int, urls: list[str]) -> None:
    """Measure on each database, each in a process of its own."""
    for url in ["", *urls]:
        with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
            given = {"JIXIAO_DEMO": "1", "JIXIAO_DATA": folder, "DATABASE_URL": url}
            settings = {"DJANGO_SETTINGS_MODULE": "jixiao_web.settings"}
            command = [sys.executable, "-m", "benchmarks.web_import", "--measure", str(payments)]
            subprocess.run(command, env={**os.environ, **given, **settings}, check=True)


def measure(payments: int) -> None:
    """Import, import again (all duplicates), look, undo; print the seconds of each step."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from jixiao_web.accounts.models import Membership, Role, User
    from jixiao_web.accounts.selectors import actor_of
    from jixiao_web.jobs.worker import run_waiting
    from jixiao_web.ledger.services import open_year, replace_year
    from jixiao_web.payments import services
    from jixiao_web.payments.posting import take_back
    from jixiao_web.payments.selectors import Wanted, total
    from jixiao_web.payments.selectors import payments as payments_of

    call_command("migrate", verbosity=0)
    content = large_year(projects=PROJECTS, focus=20, payments=PROJECTS)
    year = open_year(actor=None, fiscal_year=FISCAL_YEAR, unit=content.unit)
    replace_year(actor=None, year=year, content=content)
    user = User.objects.create(username="finance", full_name="finance")
    Membership.objects.create(user=user, role=Role.FINANCE)
    actor = actor_of(user)
    file = export(payments, [project.name for project in content.projects])
    steps: list[tuple[str, float, float]] = []

    def timed(name: str, act: Callable[[], Any]) -> Any:
        started, worked = time.perf_counter(), time.process_time()
        made = act()
        steps.append((name, time.perf_counter() - started, time.process_time() - worked))
        return made

    def previewed(name: str) -> Any:
        def upload() -> Any:
            made = services.begin_import(actor=actor, year=year, name=name, content=file)
            run_waiting()
            made.refresh_from_db()
            return made

        batch = timed(f"{name}: upload, read header", upload)

        def check() -> None:
            columns = {int(index): field for index, field in batch.columns.items()}
            services.map_columns(actor=actor, batch=batch, columns=columns, unit="元")
            run_waiting()

        timed(f"{name}: read rows, compare, preview", check)
        batch.refresh_from_db()
        return batch

    def confirm(batch: Any) -> None:
        services.confirm(actor=actor, batch=batch, replaces_statements=False)
        run_waiting()

    first = previewed("first.xlsx")
    timed("first.xlsx: write", lambda: confirm(first))
    first.refresh_from_db()
    assert first.summary["written"]["added"] == payments, first.summary
    year.refresh_from_db()
    wanted = Wanted()
    timed("list: total, not known yet", lambda: total(year, wanted, dt.date(FISCAL_YEAR, 12, 31)))
    timed("list: first page", lambda: list(payments_of(year, wanted, dt.date(FISCAL_YEAR, 12, 31))[:100]))
    middle = payments // 2
    timed(
        "list: page in the middle",
        lambda: list(payments_of(year, wanted, dt.date(FISCAL_YEAR, 12, 31))[middle : middle + 100]),
    )
    again = previewed("again.xlsx")
    assert again.summary["kinds"]["duplicate"]["count"] == payments, again.summary["kinds"]
    timed("first.xlsx: undo", lambda: take_back(actor=actor, batch=first))
    print(f"{connection.vendor}: {payments} payments, {PROJECTS} projects")
    imported = [each for each in steps if each[0].startswith("first.xlsx") and "undo" not in each[0]]
    whole = ("the whole import", sum(each[1] for each in imported), sum(each[2] for each in imported))
    for name, seconds, own in (*steps, whole):
        print(f"  {seconds:7.2f} s, {own:6.2f} s of it on the processor  {name}")


def export(payments: int, names: list[str]) -> bytes:
    """The file, the same each time."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"constant_memory": True})
    sheet = book.add_worksheet("支付明细")
    sheet.write_row(0, 0, HEAD)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(_rows(payments, names), 1):
        sheet.write_datetime(number, 0, row[0], day)
        sheet.write_row(number, 1, row[1:])
    book.close()
    return written.getvalue()


def _rows(payments: int, names: list[str]) -> Iterator[tuple[Any, ...]]:
    for number in range(payments):
        date = dt.date(FISCAL_YEAR, 1, 2) + dt.timedelta(days=number * 7 % 360)
        amount = (number * 7919 % 900_000 + 100) / 100
        name = names[number % len(names)]
        payee, purpose = f"供应商{number % 977}", f"第{number}笔服务费"
        yield date, f"Z{number:07d}", "", name, "一般公共预算", payee, purpose, amount


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, sys.argv[2:])

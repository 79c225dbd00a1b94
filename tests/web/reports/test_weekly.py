from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jixiao.document.model import Table
from jixiao.document.readers.word import read_word
from jixiao.quantity import Money
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.outlook import paid_by_contract as in_memory
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import paid_by_contract, year_of
from jixiao_web.ledger.services import add_rows, touch
from tests.web.conftest import OFFICE

PAGE = "/2019/reports/weekly/"
In = Callable[[str], Client]


def pay(year: BudgetYear, *entries: Entry) -> None:
    with transaction.atomic():
        add_rows(actor=None, year=year, table="entries", nouns=entries)
        touch(year, ["entries"])


def test_everybody_with_a_role_sees_the_page_and_those_who_see_all_may_have_the_file(
    year: BudgetYear, browser: In
):
    for who in ("coordinator", "finance", "deputy_leader", "leader", "reviewer"):
        assert browser(who).get(PAGE).status_code == 200
        assert browser(who).get(f"{PAGE}docx/").status_code == 200
    for who in ("clerk", "office_head"):
        assert browser(who).get(PAGE).status_code == 200
        assert browser(who).get(f"{PAGE}docx/").status_code == 403
    for address in (PAGE, f"{PAGE}docx/", f"{PAGE}pdf/"):
        assert browser("outsider").get(address).status_code == 403


def test_an_office_reads_its_own_line_and_all_others_together(year: BudgetYear, browser: In):
    page = browser("clerk").get(PAGE).content.decode()
    assert OFFICE in page
    assert "党群工作办公室" not in page
    assert "社区党组织服务群众经费" not in page
    assert "其他部门合计" in page
    assert "38,768.14" in page
    assert "社区党组织服务群众经费" in browser("leader").get(PAGE).content.decode()


def test_the_file_is_the_page_on_a4(year: BudgetYear, browser: In, tmp_path: Path):
    answer = browser("leader").get(f"{PAGE}docx/?as_of=2019-12-31")
    assert "2019-12-31.docx" in answer.headers["Content-Disposition"]
    file = tmp_path / "weekly.docx"
    file.write_bytes(answer.content)
    table = next(block for block in read_word(file).blocks if isinstance(block, Table))
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[-1][:4] == ["部门整体", "38,038.35", "39,433.42", "38,768.14"]
    assert browser("leader").get(f"{PAGE}pdf/").content.startswith(b"%PDF")
    assert browser("leader").get(f"{PAGE}exe/").status_code == 404


def test_the_database_adds_up_payments_by_contract_as_the_core_does(year: BudgetYear):
    day = dt.date(2019, 5, 6)
    paid: Any = {"project": "P03", "contract": "P03-1"}
    pay(
        year,
        Entry(date=day, amount=Money(500), **paid),
        Entry(date=day, amount=Money(30), nature=Nature.REFUND, **paid),
        Entry(date=day, amount=Money(-20), nature=Nature.REFUND, **paid),
        Entry(date=day, amount=Money(9_999), nature=Nature.CUMULATIVE, **paid),
        Entry(date=dt.date(2019, 8, 1), amount=Money(7), **paid),
    )
    for date in (dt.date(2019, 5, 1), day, dt.date(2019, 12, 31)):
        assert paid_by_contract(year, date) == in_memory(year_of(year).entries, date)
    assert paid_by_contract(year, day) == {"P03-1": Money(450)}


def test_the_page_takes_the_same_queries_however_many_payments_there_are(year: BudgetYear, browser: In):
    client, day = browser("leader"), dt.date(2019, 5, 6)
    pay(year, Entry(date=day, amount=Money(1), project="P03", contract="P03-1"))
    client.get(PAGE)
    pay(year, Entry(date=day, amount=Money(1), project="P03", contract="P03-1"))
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    pay(year, *(Entry(date=day, amount=Money(1), project=f"P0{n}", contract=f"X{n}") for n in range(1, 9)))
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)

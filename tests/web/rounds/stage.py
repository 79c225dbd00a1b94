"""A round of the example year on the stage of the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.services import announce, open_round

MINE, OTHERS = "P07", "P01"
"""A project of the clerk's office, and one of another office."""


def a_round(year: BudgetYear, **values: Any) -> Round:
    """A round that nobody was told of yet."""
    given = {
        "name": "全年绩效跟踪",
        "period": "full-year",
        "due_office": dt.date(2020, 1, 3),
        "due_bureau": dt.date(2020, 1, 10),
    }
    return open_round(actor=None, year=year, values=given | values)


def announced(year: BudgetYear, **values: Any) -> Round:
    """A round for which the offices may report."""
    made = a_round(year, **values)
    announce(
        actor=None, round_=made, title="关于报送材料的通知", text="请报送。", today=dt.date(2019, 12, 20)
    )
    made.refresh_from_db()
    return made


Who = Callable[[str], Actor]

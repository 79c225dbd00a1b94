from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao_web.accounts.actor import Actor
from jixiao_web.jobs.worker import run_waiting
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.payments.models import Batch
from jixiao_web.payments.services import begin_import, confirm, map_columns


@pytest.fixture
def preview(year: BudgetYear, actor: Callable[[str], Actor]) -> Callable[..., Batch]:
    """A file brought by finance, up to its preview."""

    def previewed(content: bytes, *, name: str = "支付.csv", unit: str = "元") -> Batch:
        finance = actor("finance")
        batch = begin_import(actor=finance, year=year, name=name, content=content)
        run_waiting()
        batch.refresh_from_db()
        columns = {int(index): field for index, field in batch.columns.items()}
        map_columns(actor=finance, batch=batch, columns=columns, unit=unit)
        run_waiting()
        batch.refresh_from_db()
        return batch

    return previewed


@pytest.fixture
def booked(preview: Callable[..., Batch], actor: Callable[[str], Actor]) -> Callable[..., Batch]:
    """A file brought by finance, up to its place in the ledger."""

    def written(content: bytes, *, replaces_statements: bool = False) -> Batch:
        batch = preview(content)
        confirm(actor=actor("finance"), batch=batch, replaces_statements=replaces_statements)
        run_waiting()
        batch.refresh_from_db()
        return batch

    return written

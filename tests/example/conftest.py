"""The example year and its ledger at the year's end, read once for all tests on it."""

from __future__ import annotations

import datetime as dt

import pytest

from jixiao.example import example_year
from jixiao.tracking.ledger import Ledger
from jixiao.tracking.year import Year

YEAR_END = dt.date(2019, 12, 31)


@pytest.fixture(scope="session")
def year() -> Year:
    """Return the example year."""
    return example_year()


@pytest.fixture(scope="session")
def ledger(year: Year) -> Ledger:
    """Return its ledger as of the end of the year."""
    return Ledger(year, YEAR_END)

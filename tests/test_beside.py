"""What a run of everything lets run in processes beside itself, and waits for at its end.

A run of less begins the tests on PostgreSQL when it comes to them; the browser's and the gates stand in their
places. Where JIXIAO_TEST_DATABASE names a database, the suite itself runs on that one.
"""

from __future__ import annotations

import os

import pytest

from tests.beside import Beside, on_postgresql
from tests.conftest import BESIDE


@pytest.mark.needs("initdb")
@pytest.mark.skipif(
    bool(os.environ.get("JIXIAO_TEST_DATABASE")), reason="runs on JIXIAO_TEST_DATABASE itself"
)
def test_the_tests_of_the_site_pass_on_postgresql_too(request: pytest.FixtureRequest):
    begun = request.config.stash.get(BESIDE, {})
    passes(begun.get("on PostgreSQL") or on_postgresql(request.config))


@pytest.mark.run_of_everything
def test_the_tests_in_the_browser_and_the_gates_pass(request: pytest.FixtureRequest):
    passes(request.config.stash[BESIDE]["aside"])


def passes(run: Beside) -> None:
    run.wait()
    if run.code:
        pytest.fail(run.output[-20_000:], pytrace=False)

"""Every test of the site once more, on PostgreSQL; a run of everything begins them beside itself.

Where JIXIAO_TEST_DATABASE names a database, the suite itself runs on that one, and this has nothing to add.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import where_is
from tests.postgresql import RUNNING, Second


@pytest.mark.needs("initdb")
@pytest.mark.skipif(
    bool(os.environ.get("JIXIAO_TEST_DATABASE")), reason="runs on JIXIAO_TEST_DATABASE itself"
)
def test_the_tests_of_the_site_pass_on_postgresql_too(request: pytest.FixtureRequest):
    running = request.config.stash.get(RUNNING, None)
    if running is None:
        found = where_is("initdb")
        assert found is not None, "the marker has looked for it"
        options = ["--all"] if request.config.getoption("--all") else []
        running = Second(Path(found).parent, options)
    running.wait()
    if running.code:
        pytest.fail(running.output[-20_000:], pytrace=False)

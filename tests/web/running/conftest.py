"""One demonstration for all these tests: making one takes a second or two of the processor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.running.site import prepare


@pytest.fixture(scope="session")
def finished_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration's folder, to be copied."""
    data = tmp_path_factory.mktemp("demo")
    run = prepare(data, "--demo", JIXIAO_DEMO="1")
    assert run.returncode == 0, run.stderr
    assert "yuetan-2019" in run.stdout
    return data

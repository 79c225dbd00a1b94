"""Runs of a part of the tests in processes beside the run of everything, which waits for them at its end.

One after the other nobody would wait for them: the tests of the site once more, on PostgreSQL, and those that
drive a browser, with the gates behind them. tests/test_beside.py holds what waits.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import ASIDE, where_is
from tests.postgresql import NotStarted, server

ROOT = Path(__file__).parent.parent


class Beside:
    """Some tests in a process of their own, begun at once; `around` gives what is in their environment."""

    def __init__(self, arguments: Sequence[str], around: AbstractContextManager[Mapping[str, str]]) -> None:
        self.code, self.output = -1, ""
        self._process: subprocess.Popen[str] | None = None
        self._thread = Thread(target=self._run, args=(arguments, around), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it is over; then `code` and `output` say how it went."""
        self._thread.join()

    def end(self) -> None:
        """Nobody wants to know any more."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
        self._thread.join(60)

    def _run(self, arguments: Sequence[str], around: AbstractContextManager[Mapping[str, str]]) -> None:
        try:
            with around as given:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
                    cwd=ROOT,
                    env=os.environ | given,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                )
                self.output = self._process.communicate()[0]
                self.code = self._process.returncode
        except (NotStarted, OSError, subprocess.CalledProcessError) as error:
            self.output = str(error)


def on_postgresql(config: pytest.Config) -> Beside:
    """The tests of the site on PostgreSQL."""
    return Beside(["tests/web", "tests/browser", "-m", "not one_database", *_options(config)], _postgresql())


def aside(config: pytest.Config) -> Beside:
    """The tests that drive a browser, on the database of this run, and the gates."""
    return Beside([*map(str, ASIDE), *_options(config)], _nothing_else())


def _options(config: pytest.Config) -> list[str]:
    return ["--all"] if config.getoption("--all") else []


@contextmanager
def _postgresql() -> Iterator[Mapping[str, str]]:
    program = where_is("initdb")
    if program is None:
        raise NotStarted("initdb is not there")
    with server(Path(program).parent) as address:
        yield {"JIXIAO_TEST_DATABASE": address}


@contextmanager
def _nothing_else() -> Iterator[Mapping[str, str]]:
    yield {}

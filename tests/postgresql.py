"""A PostgreSQL of our own, made for the tests of the site and thrown away, and these tests running on it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).parent.parent
ACCOUNT = "postgres"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")
LONGEST_START = 60


RUNNING = pytest.StashKey["Second"]()
"""Where a run of all tests keeps the second run that it has begun."""


class NotStarted(Exception):
    """What the server said."""


class Second:
    """The tests of the site a second time, on PostgreSQL, beside the run that has started them."""

    def __init__(self, programs: Path, options: Sequence[str]) -> None:
        self.programs, self.options = programs, options
        self.code, self.output = -1, ""
        self._process: subprocess.Popen[str] | None = None
        self._thread = Thread(target=self._run, name="tests on PostgreSQL", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it is over; then `code` and `output` say how it went."""
        self._thread.join()

    def end(self) -> None:
        """Nobody wants to know any more."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
        self._thread.join(60)

    def _run(self) -> None:
        chosen = ["tests/web", "tests/browser", "-q", "-m", "not one_database", "-p", "no:cacheprovider"]
        try:
            with server(self.programs) as address:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "pytest", *chosen, *self.options],
                    cwd=ROOT,
                    env=os.environ | {"JIXIAO_TEST_DATABASE": address},
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


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The address of a PostgreSQL that holds nothing; `programs` is the folder of its programs."""
    folder = Path(tempfile.mkdtemp(prefix="jixiao-postgresql-", dir="/tmp"))
    as_account: list[str] = []
    if os.geteuid() == 0:  # its programs refuse to run as root
        shutil.chown(folder, ACCOUNT, ACCOUNT)
        as_account = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--init-groups"]
    data = folder / "data"
    made = [*as_account, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    subprocess.run(
        [*made, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], cwd=folder, check=True, capture_output=True
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [*QUICK, "listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}"]
    command = [str(programs / "postgres"), "-D", str(data)]
    command += [word for each in settings for word in ("-c", each)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*as_account, *command], cwd=folder, stdout=log, stderr=log)
        try:
            _await(port, process, folder / "log")
            yield f"postgres://postgres@127.0.0.1:{port}/jixiao"
        finally:
            process.terminate()
            process.wait(timeout=60)
            shutil.rmtree(folder, ignore_errors=True)


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotStarted(log.read_text(encoding="utf-8", errors="replace"))

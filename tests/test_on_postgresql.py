"""Every test of the site once more, on PostgreSQL: a server of our own, made for it and thrown away.

Where JIXIAO_TEST_DATABASE names a database, the suite itself runs on that one, and this has nothing to add.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import where_is

ROOT = Path(__file__).parent.parent
ACCOUNT = "postgres"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a PostgreSQL that holds nothing."""
    folder = Path(tempfile.mkdtemp(prefix="jixiao-postgresql-", dir="/tmp"))
    as_account: list[str] = []
    if os.geteuid() == 0:  # its programs refuse to run as root
        shutil.chown(folder, ACCOUNT, ACCOUNT)
        as_account = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--init-groups"]
    data = folder / "data"
    made = [*as_account, str(where_is("initdb")), "-D", str(data), "-U", "postgres", "-A", "trust"]
    made += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [*QUICK, "listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}"]
    command = [
        str(where_is("postgres")),
        "-D",
        str(data),
        *(word for each in settings for word in ("-c", each)),
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*as_account, *command], cwd=folder, stdout=log, stderr=log)
        try:
            wait_for(port, folder / "log")
            yield f"postgres://postgres@127.0.0.1:{port}/jixiao"
        finally:
            process.terminate()
            process.wait(timeout=60)
            shutil.rmtree(folder, ignore_errors=True)


def wait_for(port: int, log: Path) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(log.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.needs("initdb")
@pytest.mark.skipif(
    bool(os.environ.get("JIXIAO_TEST_DATABASE")), reason="runs on JIXIAO_TEST_DATABASE itself"
)
def test_the_tests_of_the_site_pass_on_postgresql_too(server: str, request: pytest.FixtureRequest):
    arguments = ["tests/web", "-q", "-m", "not one_database", "-p", "no:cacheprovider"]
    if request.config.getoption("--all"):
        arguments.append("--all")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=ROOT,
        env=os.environ | {"JIXIAO_TEST_DATABASE": server},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        pytest.fail(run.stdout[-20_000:], pytrace=False)

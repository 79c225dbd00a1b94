"""A PostgreSQL of our own, made for the tests of the site and thrown away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ACCOUNT = "postgres"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")
LONGEST_START = 60


class NotStarted(Exception):
    """What the server said."""


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

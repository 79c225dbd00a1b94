"""The site as the browser tests see it: the processes of production, over data of their own.

On SQLite each site has a copy of the stage's file; on the PostgreSQL that JIXIAO_TEST_DATABASE names, a
database made from the stage's as its template, and dropped afterwards.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_START = 30


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: its address, its data, and the session of everybody of the cast."""

    address: str
    data: Path
    sessions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """The data of the site as every test finds it."""

    data: Path
    database: str
    sessions: dict[str, str]


@contextmanager
def stage_in(folder: Path, *year: str) -> Iterator[Stage]:
    """Set the stage once, for the usual year or the one that is named."""
    with _database(folder, "_".join(["jixiao_stage", str(os.getpid()), *map(_plain, year)])) as database:
        told = subprocess.run(
            [sys.executable, "-m", "tests.browser.stage", *year],
            cwd=ROOT,
            env=environment(folder, database),
            check=True,
            capture_output=True,
            text=True,
        )
        yield Stage(folder, database, json.loads(told.stdout))


@contextmanager
def nothing_in(folder: Path) -> Iterator[Stage]:
    """A stage with tables alone: an installation that nobody has begun."""
    with _database(folder, f"jixiao_empty_{os.getpid()}") as database:
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
            cwd=ROOT,
            env=environment(folder, database),
            check=True,
            capture_output=True,
        )
        yield Stage(folder, database, {})


@contextmanager
def served(stage: Stage, data: Path, *, has_worker: bool = False, **settings: str) -> Iterator[Site]:
    """A site over a copy of the stage, with somebody who does the long work where that is wanted."""
    shutil.copytree(stage.data, data)
    port = _free_port()
    parts = [["web", "--host", "127.0.0.1", "--port", str(port)]] + [["worker"]] * has_worker
    with _database(data, f"jixiao_browser_{os.getpid()}_{port}", stage.database) as database:
        log = data / "server.log"
        with log.open("wb") as told:
            processes = [
                subprocess.Popen(
                    [sys.executable, "-m", "jixiao_web.running.part", *part],
                    cwd=ROOT,
                    env=environment(data, database) | settings,
                    stdin=subprocess.PIPE,
                    stdout=told,
                    stderr=told,
                )
                for part in parts
            ]
        try:
            address = f"http://127.0.0.1:{port}"
            _await(address, processes[0], log)
            yield Site(address, data, stage.sessions)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)
                if process.stdin:
                    process.stdin.close()


def environment(data: Path, database: str) -> dict[str, str]:
    """What the processes of a site find, whatever the tests were called with."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JIXIAO_", "DATABASE_"))
    }
    return kept | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "jixiao_web.settings",
        "JIXIAO_DATA": str(data),
        "JIXIAO_DEMO": "1",
        "JIXIAO_SECRET_KEY": "for the tests alone",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }


@contextmanager
def _database(folder: Path, name: str, template: str = "") -> Iterator[str]:
    """The address of a database: a file in the folder, or a new one on the server that the tests use."""
    server = os.environ.get("JIXIAO_TEST_DATABASE", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder / 'jixiao.sqlite3'}"
        return
    base = server.rpartition("/")[0]
    _on_server(server, f"drop database if exists {name}")
    _on_server(server, f"create database {name} template {template.rpartition('/')[2] or 'template0'}")
    try:
        yield f"{base}/{name}"
    finally:
        _on_server(server, f"drop database if exists {name} with (force)")


def _plain(name: str) -> str:
    return name.replace("-", "_")


def _on_server(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{server.rpartition('/')[0]}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode("ascii"))


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/favicon.ico", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the site did not start:\n{log.read_text('utf-8', 'replace')}")

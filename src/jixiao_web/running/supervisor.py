"""The supervisor (看护): starts the site's processes, starts again what dies, ends all together.

It knows no Django: it stays small and does not die of what its children do.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao_web.running.gate import GATE
from jixiao_web.running.keeper import KEPT

REFUSED = 2
TICK = 0.1
PATIENCE = 25.0
"""Seconds that processes get to end what they are at."""
STEADY = 30.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 20.0
"""A process that dies is started after a pause that doubles while it dies within STEADY seconds."""


@dataclass(frozen=True, slots=True)
class Part:
    """A process of the site; one that `waits_at_gate` may begin to start before the database is prepared."""

    name: str
    arguments: tuple[str, ...]
    waits_at_gate: bool = False

    @property
    def command(self) -> list[str]:
        """What is run; what lies in the present folder is none of its modules (-P)."""
        return [sys.executable, "-P", "-m", "jixiao_web.running.part", *self.arguments]


@dataclass
class Child:
    """A part as it runs."""

    part: Part
    gate: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = SHORTEST_PAUSE
    resumes: float = field(default=0.0)

    def start(self) -> None:
        """Start its process; its input is a pipe whose end tells it that we are gone."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.part.command,
            stdin=subprocess.PIPE,
            env=os.environ | {KEPT: "1", GATE: str(self.gate)},
            start_new_session=True,
        )

    def end(self) -> None:
        """Ask it to end."""
        if self.process is None or self.process.poll() is not None:
            return
        if self.process.stdin:
            self.process.stdin.close()
        if os.name != "nt":
            self.process.terminate()


def supervise(
    parts: Sequence[Part],
    *,
    prepare: Sequence[str],
    tell: Callable[[str], None],
    ready: Callable[[], bool],
) -> int:
    """Prepare, then run the parts until asked to end (SIGTERM, SIGINT, SIGHUP); the exit code.

    While the command `prepare` runs, parts that wait at the gate start already; where it fails, so does all.
    `ready` is asked again and again until it says that it is so. A part that refuses (exit code 2) ends all.
    """
    stopping = threading.Event()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stopping.set())
    with tempfile.TemporaryDirectory(prefix="jixiao-gate-") as folder:
        gate = Path(folder) / "open"
        children = [Child(part, gate) for part in parts]
        for each in children:
            if each.part.waits_at_gate:
                each.start()
        code, is_ready = _prepared(prepare, stopping), False
        if not code:
            gate.touch()
        while not code and not stopping.wait(TICK):
            is_ready = is_ready or ready()
            for each in children:
                code = code or _look_after(each, tell)
        _end_all(children)
    return code


def _prepared(command: Sequence[str], stopping: threading.Event) -> int:
    """Run the preparation to its end; its exit code."""
    process = subprocess.Popen(command)
    while process.poll() is None:
        if stopping.wait(TICK / 2):
            process.terminate()
    return 0 if stopping.is_set() else process.returncode


def _look_after(child: Child, tell: Callable[[str], None]) -> int:
    """Start again what has died; the exit code where there is no use in it."""
    now = time.monotonic()
    if child.process is None:
        if now >= child.resumes:
            child.start()
        return 0
    code = child.process.poll()
    if code is None:
        return 0
    if code == REFUSED:
        return REFUSED
    child.pause = SHORTEST_PAUSE if now - child.started > STEADY else min(2 * child.pause, LONGEST_PAUSE)
    child.process, child.resumes = None, now + child.pause
    tell(f"{child.part.name} ({code})")
    return 0


def _end_all(children: Sequence[Child]) -> None:
    for each in children:
        each.end()
    until = time.monotonic() + PATIENCE
    for each in children:
        if each.process is None:
            continue
        try:
            each.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            each.process.kill()
            each.process.wait()


def is_listening(host: str, port: int) -> bool:
    """Whether somebody answers at that port."""
    try:
        with socket.create_connection((reachable(host).strip("[]"), port), timeout=0.3):
            return True
    except OSError:
        return False


def is_free(host: str, port: int) -> bool:
    """Whether we may listen at that port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        if os.name != "nt":
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return False
    return True


def reachable(host: str) -> str:
    """The address at which to call on who listens at `host`."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - what others asked for
    return everywhere.get(host, host)

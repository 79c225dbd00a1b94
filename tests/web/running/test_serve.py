"""The whole site as a tree of processes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web.running.site import command, environment

pytestmark = [pytest.mark.skipif(os.name == "nt", reason="signals of POSIX"), pytest.mark.one_database]
PROC = Path("/proc")


class Site:
    """A demonstration that is served."""

    def __init__(self, data: Path, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = log
        beside = log.parent / "beside"
        beside.mkdir()
        # What lies in the folder from which a user starts the site is none of its modules.
        (beside / "csp.py").write_text("raise SystemExit('not ours')", encoding="utf-8")
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                command("demo", "--data", str(data), "--port", str(self.port)),
                cwd=beside,
                env=environment(),
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def parts(self) -> dict[int, str]:
        """The processes that the supervisor has started, by number, and theirs."""
        found, waiting = {}, [self.process.pid]
        while waiting:
            parent = waiting.pop()
            for pid, told in processes().items():
                if told[0] == parent:
                    found[pid] = told[1]
                    waiting.append(pid)
        return found


def processes() -> dict[int, tuple[int, str]]:
    """Every process with its parent and its command."""
    found = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            told = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        found[int(folder.name)] = (parent, told)
    return found


def wait_for(is_so: Callable[[], bool], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def site(finished_demonstration: Path, tmp_path: Path) -> Iterator[Site]:
    served = Site(shutil.copytree(finished_demonstration, tmp_path / "数据"), tmp_path / "log")
    try:
        wait_for(served.answers)
        yield served
    finally:
        for pid in served.parts():
            os.kill(pid, signal.SIGKILL)
        served.process.kill()
        served.process.wait()


def test_the_site_is_there_with_its_accounts_and_ends_when_asked(site: Site):
    wait_for(lambda: "请用浏览器打开" in site.log.read_text())
    told = site.log.read_text()
    for role in ("项目经办", "科室负责人", "综合办公室", "财务", "分管领导", "主要领导", "第三方"):
        assert role in told
    assert f"请用浏览器打开：http://127.0.0.1:{site.port}/" in told
    parts = " ".join(site.parts().values())
    assert all(f"running.part {part}" in parts for part in ("web", "worker", "scheduler"))
    before = site.parts()
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(timeout=60) == 0
    assert before.keys() & processes().keys() == set()


def test_a_part_that_dies_is_started_again(site: Site):
    for part in ("worker", "scheduler", "web"):
        old = {pid for pid, told in site.parts().items() if f"running.part {part}" in told}
        for pid in old:
            os.kill(pid, signal.SIGKILL)

        def is_back(part: str = part, old: set[int] = old) -> bool:
            return any(
                f"running.part {part}" in told and pid not in old for pid, told in site.parts().items()
            )

        wait_for(is_back)
    wait_for(site.answers)


def test_nothing_stays_behind_when_the_supervisor_is_killed(site: Site):
    parts = site.parts()
    assert parts
    site.process.send_signal(signal.SIGKILL)
    site.process.wait()
    wait_for(lambda: not parts.keys() & {pid for pid, told in processes().items() if told[1]})
    wait_for(lambda: not site.answers())

"""A whole process and what it cost: time on the clock, time of the processor, the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MB = 2**20


@dataclass(frozen=True)
class Cost:
    """What a process cost; seconds and bytes."""

    wall: float
    cpu: float
    memory: int

    def __add__(self, other: Cost) -> Cost:
        """What one after the other costs: their times together, the memory of the larger."""
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


class Failed(Exception):
    """A measured command failed."""


def cost(command: Sequence[str], runs: int = 5) -> Cost:
    """The median cost of a command over some runs, after one that fills the machine's caches."""
    costs = [_once(command) for _ in range(runs + 1)][1:]
    return Cost(
        median(each.wall for each in costs),
        median(each.cpu for each in costs),
        int(median(each.memory for each in costs)),
    )


def _once(command: Sequence[str]) -> Cost:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    if not hasattr(os, "wait4"):  # Windows tells less about a child
        process.wait()
        used_cpu, used_memory, code = 0.0, 0, process.returncode
    else:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = code = os.waitstatus_to_exitcode(status)
        used_cpu = used.ru_utime + used.ru_stime
        used_memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    if code:
        raise Failed(f"{' '.join(command)}\n{said.decode(errors='replace')}")
    return Cost(time.perf_counter() - started, used_cpu, used_memory)

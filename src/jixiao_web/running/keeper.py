"""Leaving with whom one came (同退): no process stays behind when the one that started it is killed."""

from __future__ import annotations

import os
import signal
import threading
import time

KEPT = "JIXIAO_KEPT"
"""Set for processes whose standard input is a pipe from their supervisor."""


def leave_with_supervisor() -> None:
    """End this process in good order when the supervisor's end of the pipe is closed."""
    if os.environ.get(KEPT):
        threading.Thread(target=_await_end_of_input, name="keeper", daemon=True).start()


def leave_with_parent() -> None:
    """End this process when its parent is gone; where there are no parents (Windows), do nothing."""
    if os.name != "nt":
        threading.Thread(target=_await_other_parent, args=(os.getppid(),), daemon=True).start()


def _await_end_of_input() -> None:
    while os.read(0, 1):  # not sys.stdin: its lock would be held when the interpreter ends
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _await_other_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)

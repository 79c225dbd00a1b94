"""One process of the site: `python -m jixiao_web.running.part web|worker|scheduler …`."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
from collections.abc import Sequence

from jixiao_web.running.keeper import leave_with_supervisor

THREADS = 8
"""For each web process: most of them wait for the database."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Be that process until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=("web", "worker", "scheduler"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao_web.settings")
    leave_with_supervisor()
    if given.part == "web":
        _serve(given.host, given.port, given.processes)
        return
    import django

    django.setup()
    if given.part == "worker":
        from jixiao_web.jobs.worker import work

        work()
    else:
        from jixiao_web.running.scheduler import keep_time

        keep_time()


def _serve(host: str, port: int, processes: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from jixiao_web.running.served import load, warm

    if multiprocessing.get_start_method() == "fork":
        warm()  # once for all processes, which share what it takes
        gc.freeze()
    Granian(
        "jixiao",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=1,
        workers_kill_timeout=10,
    ).serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    main()

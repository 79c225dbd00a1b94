"""The commands that run the site: `jixiao serve · web · worker · scheduler · demo · manage`.

The core's command line finds them by the entry point group "jixiao.commands"; Django is imported in the
processes that they start, not here.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.help import Command
from jixiao.cli.language import learn, say
from jixiao.errors import JixiaoError
from jixiao_web.config import Configuration, UnsafeConfiguration, configuration
from jixiao_web.running.supervisor import Part, is_free, is_listening, reachable, supervise
from jixiao_web.running.words import CHINESE

Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at.")]
Port = Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port to listen at.")]
Processes = Annotated[
    int, typer.Option("--processes", metavar="N", min=1, max=64, help="How many processes answer pages.")
]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, max=64, help="How many do long work beside them.")
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="FOLDER", help="The folder for database, files and keys; also JIXIAO_DATA."
    ),
]
LOCAL = "127.0.0.1"
PAGES = min(2, os.cpu_count() or 1)


class PortTaken(JixiaoError):
    """这个端口已被占用。"""


class WebMissing(JixiaoError):
    """没有安装网页部分。"""


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the program, with their words in Chinese."""
    learn(CHINESE)
    app.command(epilog="jixiao serve --data /srv/jixiao", cls=Command)(serve)
    app.command(epilog="jixiao web --host 0.0.0.0 --processes 4", cls=Command)(web)
    app.command(epilog="jixiao worker --workers 2", cls=Command)(worker)
    app.command(epilog="jixiao scheduler", cls=Command)(scheduler)
    app.command(epilog="jixiao demo --port 8001", cls=Command)(demo)
    app.command(
        epilog="jixiao manage migrate\njixiao manage createsuperuser",
        cls=Command,
        context_settings={
            "ignore_unknown_options": True,
            "allow_extra_args": True,
            "help_option_names": ["--help-of-manage"],
        },
    )(manage)


def serve(
    host: Host = LOCAL,
    port: Port = 8000,
    processes: Processes = PAGES,
    workers: Workers = 1,
    data: Data = None,
) -> None:
    """Run the whole site for a unit: pages, long work and the clock, in one tree of processes.

    The database is brought up to date first. What dies is started again; Ctrl+C ends all in good order.
    """
    configured = _production(data)
    _refuse_taken(host, port)
    parts = [_web(host, port, processes), *_workers(workers), Part("scheduler", ("scheduler",))]
    _run(parts, host=host, port=port, configured=configured)


def web(host: Host = LOCAL, port: Port = 8000, processes: Processes = PAGES, data: Data = None) -> None:
    """Run the pages alone; long work and the clock run elsewhere."""
    configured = _production(data)
    _refuse_taken(host, port)
    _run([_web(host, port, processes)], "--check", host=host, port=port, configured=configured)


def worker(workers: Workers = 1, data: Data = None) -> None:
    """Run processes for long work alone."""
    _production(data)
    _run(_workers(workers), "--check")


def scheduler(data: Data = None) -> None:
    """Run the clock alone: reminders, and jobs of killed processes. Two of them do nothing twice."""
    _production(data)
    _run([Part("scheduler", ("scheduler",))], "--check")


def demo(
    host: Host = LOCAL,
    port: Port = 8000,
    data: Annotated[
        Path, typer.Option("--data", metavar="FOLDER", help="The folder of the demonstration.")
    ] = Path("demo-data"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew: what was changed is lost.")] = False,
) -> None:
    """Run the site with the example year and public accounts, one for each role, printed here."""
    os.environ["JIXIAO_DEMO"] = "1"
    os.environ.pop("JIXIAO_DEBUG", None)
    configured = _configured(data)
    _refuse_taken(host, port)
    parts = [_web(host, port, 1), *_workers(1), Part("scheduler", ("scheduler",))]
    anew = ["--fresh"] if fresh else []
    _run(parts, "--demo", *anew, host=host, port=port, configured=configured)


def manage(context: typer.Context) -> None:
    """Run one of Django's commands on the site, such as migrate, createsuperuser or dumpdata."""
    gc.enable()
    _refuse_missing()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao_web.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jixiao manage", *context.args])


def _production(data: Path | None) -> Configuration:
    configured = _configured(data)
    if configured.is_debug:
        raise UnsafeConfiguration(
            "JIXIAO_DEBUG=1 只供开发：出错页会把程序和数据给别人看。",
            hint="去掉这个变量再启动；开发用 jixiao manage runserver。",
            english="JIXIAO_DEBUG=1 is for developers: error pages show code and data. Unset it.",
        )
    return configured


def _configured(data: Path | None) -> Configuration:
    gc.enable()
    _refuse_missing()
    if data is not None:
        os.environ["JIXIAO_DATA"] = str(data.absolute())
    return configuration()


def _refuse_missing() -> None:
    missing = [name for name in ("django", "granian", "ninja") if find_spec(name) is None]
    if missing:
        raise WebMissing(
            hint='请运行：pip install "jixiao[web]"',
            english='The web part is not installed. Run: pip install "jixiao[web]"',
        )


def _refuse_taken(host: str, port: int) -> None:
    if not is_free(host, port):
        raise PortTaken(
            f"{host} 的端口 {port} 不能用：已被占用，或没有这个地址。",
            hint=f"换一个端口，如 --port {port + 1 if port < 65535 else 8000}。",
            english=f"{host}:{port} cannot be listened at: it is taken, or no address of ours. "
            f"Try another one: --port {port + 1 if port < 65535 else 8000}",
        )


def _web(host: str, port: int, processes: int) -> Part:
    return Part(
        "web", ("web", "--host", host, "--port", str(port), "--processes", str(processes)), waits_at_gate=True
    )


def _workers(count: int) -> list[Part]:
    return [Part(f"worker {number + 1}", ("worker",)) for number in range(count)]


def _run(
    parts: list[Part],
    *how_to_prepare: str,
    host: str = "",
    port: int = 0,
    configured: Configuration | None = None,
) -> None:
    code = supervise(
        parts,
        prepare=[sys.executable, "-P", "-m", "jixiao_web.running.prepare", *how_to_prepare],
        tell=lambda what: _log(say("{what} ended; it is started again.", what=what)),
        ready=_greeting(host, port, configured) if configured else lambda: True,
    )
    if code:
        raise typer.Exit(code)
    _log(say("Stopped."))


def _greeting(host: str, port: int, configured: Configuration) -> Callable[[], bool]:
    """Say once where the site is, when it is there."""

    def is_there() -> bool:
        if not is_listening(host, port):
            return False
        address = f"http://{reachable(host)}:{port}/"
        print(say("Ready: {address}", address=address), flush=True)
        if host not in (LOCAL, "localhost", "::1") and not os.environ.get("JIXIAO_HOSTS"):
            names = ", ".join(configured.hosts)
            _log(
                say(
                    "Called by other names than {names}, the site refuses: set JIXIAO_HOSTS=name,address.",
                    names=names,
                )
            )
        return True

    return is_there


def _log(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()

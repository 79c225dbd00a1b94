"""The how-to page gets a newcomer from a token to the first answer, with what it says to type."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

from jixiao_web.accounts import deputies
from jixiao_web.accounts.actor import Actor
from jixiao_web.api.site import api
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.wsgi import application

pytestmark = pytest.mark.one_database
PAGE = (Path(__file__).parents[3] / "docs/howto/call-the-api.md").read_text(encoding="utf-8")
SITE = "http://127.0.0.1:8000"


def shown(language: str) -> list[str]:
    """What the page shows in a language, block by block."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


class Quiet(WSGIRequestHandler):
    """Tells nobody who asked for what."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(year: BudgetYear, settings: object) -> Iterator[str]:
    """The address at which the site answers, on the test's own connection."""
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    connection = connections["default"]

    def serve() -> None:
        connections["default"] = connection
        server.serve_forever(poll_interval=0.05)

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    connection.inc_thread_sharing()
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        thread = Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
    connection.dec_thread_sharing()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def run(site: str, actor: Callable[[str], Actor]) -> Callable[..., str]:
    """Type what the page says, with a token of the coordinator's; return what comes out."""
    _, key = deputies.make_token(actor=actor("coordinator"), name="程序", expires_on=None)

    def typed(*command: str) -> str:
        done = subprocess.run(
            [each.replace(SITE, site) for each in command],
            env=os.environ | {"JIXIAO_TOKEN": key, "PYTHONUTF8": "1", "no_proxy": "*"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    return typed


def test_the_program_of_the_page_prints_what_the_page_says(run: Callable[..., str], tmp_path: Path):
    (program,) = shown("python")
    assert run(sys.executable, "-c", program) == shown("text")[0]


@pytest.mark.needs("curl")
def test_the_commands_of_the_page_are_answered(run: Callable[..., str]):
    _token, years, lines = shown("sh")
    (answer,) = shown("json")
    assert run("sh", "-c", years).partition('"revision"')[0] == answer.partition('"revision"')[0]
    assert run("sh", "-c", lines).startswith('{"count": 15, "items": [{')


def test_the_page_names_every_address_that_can_be_read():
    told = set(re.findall(r"`([^`]+)`", PAGE.partition("| 屏 screen |")[2]))
    known = {re.sub(r"/\d+", "/#", each.partition("?")[0].removeprefix("years/2019/")) for each in told}
    described = {
        re.sub(r"\{[^}]+\}", "#", path).removeprefix("/api/").removeprefix("years/#/")
        for path, operations in api.get_openapi_schema(path_prefix="/api/")["paths"].items()
        if "get" in operations
    }
    unnamed = {re.sub("projects/#", "projects/P01", each) for each in described}
    leave_out = {"jobs/#", "payments/imports/#", "treasury/#"}  # one row of a list that is named
    assert unnamed - known - leave_out == set()
    assert {each for each in known - unnamed if each != "check"} == set()

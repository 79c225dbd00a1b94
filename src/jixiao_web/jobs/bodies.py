"""Bodies of jobs (任务体): what a kind of job does. They live in the `jobs.py` of the app that needs them.

    @body("payments.import")
    def import_batch(running: Running, *, batch_id: int) -> dict[str, Any]:
        ...

A body may be run again from its beginning after a worker was killed: what it did before must not be done
twice. What it returns is the job's result; `address` in it is where the person goes next.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.apps import apps
from django.utils.functional import Promise

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.selectors import actor_of
from jixiao_web.jobs.models import Job

if TYPE_CHECKING:
    from jixiao_web.ledger.models import BudgetYear

Body = Callable[..., "dict[str, Any] | None"]
BodyT = TypeVar("BodyT", bound=Body)


class Interrupted(BaseException):
    """The body is to stop here; not an Exception, so that no body takes it for a fault of its own."""


class Canceled(Interrupted):
    """Its owner asked for an end (取消)."""


class Stopping(Interrupted):
    """The worker goes down; the job waits for another."""


class Lost(Interrupted):
    """The job was given to another worker in the meantime; what this one does no longer counts."""


class Pulse(Protocol):
    """What carries progress from a body to the job's row."""

    def beat(self, done: int, total: int, note: str) -> None:
        """Take note of progress. Raises Interrupted where the body is to stop."""


class Running:
    """A job that is being done, as its body sees it (进行中的任务)."""

    def __init__(self, job: Job, pulse: Pulse) -> None:
        self.job, self._pulse = job, pulse

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Say how far the work has come, as often as it is convenient.

        Cheap: rows are written a few times a second at most. Raises Canceled where the owner asked for it.
        What is said within a database transaction may be seen only when that ends.
        """
        self._pulse.beat(done, total, note)

    @property
    def actor(self) -> Actor | None:
        """Who asked for the work, with the roles of today; none where the system did."""
        return actor_of(self.job.actor) if self.job.actor else None

    @property
    def year(self) -> BudgetYear:
        """The budget year that the job is about."""
        assert self.job.year is not None, "the job was given no year"
        return self.job.year


def body(kind: str, *, title: str | Promise = "") -> Callable[[BodyT], BodyT]:
    """Make a function the body of a kind of job, named "app.act"; `title` is what people call it."""

    def mark(function: BodyT) -> BodyT:
        function.kind, function.title = kind, title or kind  # type: ignore[attr-defined]
        return function

    return mark


@cache
def bodies() -> dict[str, Body]:
    """Every body of the installed apps, by kind."""
    found: dict[str, Body] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.jobs"
        if find_spec(name) is None:
            continue
        for value in vars(import_module(name)).values():
            kind = getattr(value, "kind", None)
            if callable(value) and isinstance(kind, str) and getattr(value, "__module__", "") == name:
                assert kind not in found, f"two bodies for {kind}"
                found[kind] = value
    return found


def title_of(kind: str) -> str:
    """What people call a kind of job."""
    return str(getattr(bodies().get(kind), "title", kind))

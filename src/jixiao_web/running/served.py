"""What the web server serves: the application and its pages, in processes that leave with their parent."""

from __future__ import annotations

import signal
from typing import Any

from jixiao_web.running.gate import await_gate
from jixiao_web.running.keeper import leave_with_parent


def warm() -> Any:
    """Import the application with every view, so that no request has to; nothing is asked of the database."""
    from django.urls import get_resolver

    from jixiao_web.wsgi import application

    assert get_resolver().url_patterns, "there are pages"
    return application


def load() -> Any:
    """The application, for a process that answers requests, once the database is prepared.

    The server is given this function and no name, for which it would look in the present folder first.
    """
    leave_with_parent()
    ends = signal.signal(signal.SIGTERM, signal.SIG_DFL)  # while it loads, it may simply die
    application = warm()
    await_gate()
    signal.signal(signal.SIGTERM, ends)
    return application

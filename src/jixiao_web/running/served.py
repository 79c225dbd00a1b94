"""What the web server serves: the application and its pages, in processes that leave with their parent."""

from __future__ import annotations

import signal
from typing import Any

from jixiao_web.running.gate import await_gate
from jixiao_web.running.keeper import leave_with_parent


def load() -> Any:
    """The application, with every view imported now and not by the first request.

    It is loaded by this function and not by its name, for which the server would look in the present folder
    first.
    """
    leave_with_parent()
    ends = signal.signal(signal.SIGTERM, signal.SIG_DFL)  # while it loads, it may simply die
    from django.urls import get_resolver

    from jixiao_web.wsgi import application

    assert get_resolver().url_patterns, "there are pages"
    await_gate()
    signal.signal(signal.SIGTERM, ends)
    return application

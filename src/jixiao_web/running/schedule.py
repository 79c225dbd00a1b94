"""What is done by the clock for the site itself."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from jixiao_web.running.timetable import daily


@daily(hour=3)
def forget_old_sessions() -> None:
    """Throw away the sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()

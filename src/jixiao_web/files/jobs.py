"""The long work of files: reading what they say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.files import reading
from jixiao_web.jobs.bodies import Running, body


@body("files.read", title=_("读附件里的字"))
def read(running: Running) -> None:
    """Read all files that nobody has read yet, one after the other."""
    waiting = list(reading.unread())
    for count, file in enumerate(waiting):
        running.progress(count, len(waiting), file.name)
        reading.read(file)

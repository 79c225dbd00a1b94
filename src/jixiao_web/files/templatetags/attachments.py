"""The files of a subject, for files/list.html."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language

from jixiao_web.files.content import SHOWN_IN_BROWSER
from jixiao_web.files.kinds import FileKind, kinds
from jixiao_web.files.models import FileText, StoredFile
from jixiao_web.files.selectors import files_about, may_read, texts_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a subject, and why search does not find what stands in it."""

    file: StoredFile
    fault: str


@dataclass(frozen=True, slots=True)
class Attached:
    """The files of a subject that the reader may see, and whether they may add more."""

    kind: FileKind
    files: list[Attachment]
    may_add: bool

    @property
    def accept(self) -> str:
        """The endings that the browser's dialog offers."""
        types = self.kind.types or ()
        return ",".join(sorted(f".{ending}" for each in types for ending in each.endings))


@register.simple_tag(takes_context=True)
def attached(context: Any, kind: str, subject: str) -> Attached:
    """The files of that kind on the subject, for whoever looks at the page."""
    actor, year = context["request"].actor, getattr(context["request"], "year", None)
    registered = kinds()[kind]
    files = [each for each in files_about(subject, kind=kind, year=year) if may_read(actor, each)]
    texts = texts_of(files)
    attachments = [Attachment(each, _fault(texts.get(each.sha256))) for each in files]
    return Attached(registered, attachments, registered.may_add(actor, year, subject))


def _fault(text: FileText | None) -> str:
    if text is None:
        return ""
    return text.fault_english if get_language() == "en" else text.fault


@register.filter
def file_size(size: int) -> str:
    """A size in KB or MB.

    >>> file_size(2_621_440)
    '2.5 MB'
    """
    return (
        f"{max(1, (size + 512) // 1024)} KB"
        if size < 1_000_000
        else f"{(size * 10 + 524288) // 1048576 / 10} MB"
    )


@register.filter
def is_shown(file: StoredFile) -> bool:
    """Whether a browser may show it."""
    return file.media_type in SHOWN_IN_BROWSER

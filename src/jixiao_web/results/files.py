"""Kinds of files that reporting keeps: workbooks as they came back, and archives of what goes out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.kinds import FileKind
from jixiao_web.files.models import StoredFile
from jixiao_web.results.permissions import may_collect

RETURNED, PACKED = "results.returned", "results.packed"


def _may_read(actor: Actor, _file: StoredFile) -> bool:
    return may_collect(actor)


def _is_own(actor: Actor, file: StoredFile) -> bool:
    return file.added_by_id == actor.user.pk


KINDS = (
    FileKind(RETURNED, _("发回的工作簿"), may_read=_may_read),
    FileKind(PACKED, _("批次打包"), may_read=_is_own, largest=1 << 30),
)

"""The kind of files that reporting keeps: workbooks as they came back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.kinds import FileKind
from jixiao_web.files.models import StoredFile
from jixiao_web.results.permissions import may_collect

RETURNED = "results.returned"


def _may_read(actor: Actor, _file: StoredFile) -> bool:
    return may_collect(actor)


KINDS = (FileKind(RETURNED, _("发回的工作簿"), may_read=_may_read),)

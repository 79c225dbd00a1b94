"""Kinds of files that the start keeps (文件种类): whole years, brought, read, replaced and taken home."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import is_coordinator
from jixiao_web.files.kinds import FileKind
from jixiao_web.files.models import StoredFile


def _may_read(actor: Actor, _file: StoredFile) -> bool:
    return is_coordinator(actor)


KINDS = (
    FileKind("start.workbook", _("年度工作簿"), may_read=_may_read),
    FileKind("start.proposal", _("读入的年度"), may_read=_may_read, largest=1 << 30),
    FileKind("start.previous", _("换入前的年度"), may_read=_may_read, largest=1 << 30),
    FileKind("start.export", _("导出的年度"), may_read=_may_read, largest=1 << 30),
)

"""Kinds of files that the API keeps: those to be checked, and what was found in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.kinds import FileKind
from jixiao_web.files.models import StoredFile


def _nobody_else(_actor: Actor, _file: StoredFile) -> bool:
    return False


KINDS = (
    FileKind("api.check", _("待核文件"), may_read=_nobody_else),
    FileKind("api.result", _("核稿结果"), may_read=_nobody_else, largest=1 << 30),
)

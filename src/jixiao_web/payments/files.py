"""The kinds of files that payments keep (文件种类)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao.exchange.limits import LARGEST_FILE
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.kinds import FileKind
from jixiao_web.files.models import StoredFile
from jixiao_web.payments.permissions import sees_all_payments

EXPORT = "payments.export"
TREASURY = "payments.treasury"


def _may_read(actor: Actor, _file: StoredFile) -> bool:
    return sees_all_payments(actor)


KINDS = (
    FileKind(EXPORT, _("支付导出文件"), may_read=_may_read, largest=LARGEST_FILE),
    FileKind(TREASURY, _("国库支出数"), may_read=_may_read, largest=LARGEST_FILE, is_searched=True),
)

"""What the trail calls the acts on payments that their verb does not name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "payment.map": _("指明各栏"),
    "payment.claim": _("认领支付"),
    "payment.drop_import": _("放弃导入"),
    "payment.undo_import": _("撤销导入"),
    "payment.treasury": _("收国库支出数"),
}

"""What the trail calls the acts on rounds, notices and the calendar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "round.open": _("新建批次"),
    "round.change": _("改批次"),
    "round.announce": _("发填报通知"),
    "round.remind": _("催报"),
    "round.close": _("结束批次"),
    "round.reopen": _("重开批次"),
    "round.sample": _("改抽查名单"),
    "round.copy": _("带入批次范围"),
    "selection.propose": _("改选取条件"),
    "selection.freeze": _("固定重点项目"),
    "selection.thaw": _("解除固定"),
    "notice.tell": _("发通知"),
    "notice.receive": _("登记来文"),
    "calendar.import": _("导入节假日"),
    "calendar.drop": _("删节假日"),
}

"""What acts on objectives and indicators are called (办理事项)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "objectives.add": _("填写绩效目标"),
    "objectives.change": _("修改绩效目标"),
    "objectives.remove": _("删除绩效目标"),
    "objectives.begin": _("带入上年指标"),
    "objectives.begin_kind": _("带入常用指标"),
    "objectives.indicator.add": _("填写绩效指标"),
    "objectives.indicator.change": _("修改绩效指标"),
    "objectives.indicator.remove": _("删除绩效指标"),
    "objectives.approved.add": _("登记指标调整"),
    "objectives.approved.correct": _("更正指标调整"),
}

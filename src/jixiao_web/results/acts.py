"""What the trail calls the acts on what the offices report."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "results.begin": _("开始填报"),
    "results.send": _("送审填报"),
    "results.take_back": _("撤回填报"),
    "results.release": _("放行检查发现"),
    "results.comment": _("提意见"),
    "results.withdraw_comment": _("撤回意见"),
    "results.reply": _("答复意见"),
    "results.pass": _("审核填报"),
    "results.return": _("退回填报"),
    "results.take": _("采用填报"),
    "results.import": _("导入填报工作簿"),
    "results.drop_workbook": _("不导入填报工作簿"),
    "results.reopen_workbook": _("重新核对填报工作簿"),
    "results.name_respondent": _("指定填报人"),
    "phrase.add": _("加常用语"),
    "phrase.drop": _("删常用语"),
}

"""Acts (办理动作): what the trail calls each, in the reader's language."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "undo": _("撤销"),
    "year.open": _("开新年度"),
    "year.replace": _("换入整年"),
    "year.close": _("结账"),
    "year.reopen": _("重新打开年度"),
    "unit.describe": _("改单位情况"),
    "file.add": _("上传文件"),
    "file.remove": _("移除文件"),
    "file.restore": _("恢复文件"),
    "job.cancel": _("取消任务"),
    "job.retry": _("重试任务"),
    "account.create": _("建账号"),
    "account.describe": _("改账号情况"),
    "account.deactivate": _("停用账号"),
    "account.reactivate": _("恢复账号"),
    "account.reset_password": _("重置密码"),
    "account.change_password": _("改密码"),
    "account.preferences": _("改个人设置"),
    "account.give_role": _("加角色"),
    "account.end_role": _("结束任职"),
    "deputy.name": _("安排代办"),
    "deputy.end": _("结束代办"),
    "token.make": _("建接口令牌"),
    "token.revoke": _("作废令牌"),
    "start.begin": _("首次设置"),
    "start.replace": _("换入工作簿"),
    "start.new_year": _("由上年开新年度"),
    "office.save": _("改部门"),
}
_VERBS: dict[str, str | Promise] = {
    "add": _("新增"),
    "create": _("新增"),
    "edit": _("修改"),
    "save": _("保存"),
    "change": _("修改"),
    "remove": _("删除"),
    "delete": _("删除"),
    "import": _("导入"),
    "send": _("送出"),
    "submit": _("送审"),
    "return": _("退回"),
    "approve": _("通过"),
    "sign": _("签字"),
    "issue": _("签发"),
    "freeze": _("冻结"),
    "undo": _("撤销"),
}


@cache
def _all() -> dict[str, str | Promise]:
    """These, and what each app calls its own acts: ACTS in its module `acts.py`."""
    found = dict(ACTS)
    for app in apps.get_app_configs():
        name = f"{app.name}.acts"
        if name != __name__ and find_spec(name) is not None:
            found |= getattr(import_module(name), "ACTS", {})
    return found


def act_word(act: str) -> str:
    """What an act is called; of one that nobody has named, what its verb says."""
    known = _all().get(act)
    if known is None:
        known = _VERBS.get(act.rpartition(".")[2].partition("_")[0], act)
    return str(known)


def acts_known() -> list[tuple[str, str]]:
    """The acts and their words, for a filter."""
    return sorted(((act, str(word)) for act, word in _all().items()), key=lambda each: each[1])

"""The words that the scripts of the pages say (脚本用语), in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def script_words() -> dict[str, str]:
    """Each word by its name; {…} are filled in by the script."""
    return {
        "close": _("关闭"),
        "source": _("来源"),
        "reason": _("事由"),
        "document": _("文号"),
        "formula": _("算式"),
        "used": _("用于"),
        "unsaved": _("写过的还没有保存。"),
        "restored": _("已填回上次没有保存的内容。"),
        "discard": _("不要了"),
        "kept": _("{time} 已留在这台电脑上，尚未保存"),
        "offline": _("没有连上服务器。写过的还在，稍后再试。"),
        "failed": _("服务器出错，这一步没有做成。写过的还在，再试一次；仍不行请告诉管理员。"),
        "refused": _("您没有做这一步的权限。"),
        "gone": _("这一项已经不在了，刷新页面再看。"),
        "signed_out": _("登录已过期。在新窗口登录后，回到这里再试。"),
        "selected": _("选中 {cells} 格：计数 {count}"),
        "sum": _("求和"),
        "average": _("平均"),
        "copied": _("已复制 {cells} 格"),
        "table": _("表"),
        "chart": _("图"),
        "keys": _("快捷键"),
        "keys_off": _("关掉单字母快捷键"),
        "keys_on": _("打开单字母快捷键"),
        "key_search": _("搜索"),
        "key_help": _("本表"),
        "key_go": _("去栏目：待办、总览、项目、预算支付、跟踪、报告、核稿"),
        "key_step": _("下一条、上一条"),
        "key_open": _("打开"),
        "key_escape": _("收起"),
        "key_filter": _("筛选"),
        "key_sheet": _("表格里移动；加 Shift 选一片"),
        "key_copy": _("复制所选的格子，可贴进表格软件"),
        "key_gap": _("下一处空缺"),
        "key_save": _("保存"),
        "key_submit": _("提交"),
        "columns": _("列"),
        "choose_file": _("选文件"),
        "no_file": _("还没有选文件"),
        "comma": _("、"),
        "no_chart": _("图没有画出来，数字在表里。"),
    }

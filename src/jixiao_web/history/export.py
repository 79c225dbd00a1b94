"""The trail as a workbook (办理记录导出)."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao_web.history.telling import Line
from jixiao_web.pages.sheets import SheetColumn, sheet_response

KINDS = {"new": gettext_lazy("新增"), "gone": gettext_lazy("删除"), "changed": gettext_lazy("修改")}


def changes_in_words(line: Line) -> str:
    """What an act changed, a line a row."""
    told = []
    for row in line.rows:
        values = "；".join(
            f"{each.label} {each.old} → {each.new}"
            if row.kind == "changed"
            else f"{each.label} {each.old or each.new}"
            for each in row.values
        )
        told.append(f"{KINDS[row.kind]} {row.table} {row.name}：{values}")
    if line.more:
        told.append(_("另有 %(n)s 行") % {"n": line.more})
    return "\n".join(told)


COLUMNS: tuple[SheetColumn[Line], ...] = (
    SheetColumn(gettext_lazy("时间"), lambda line: f"{timezone.localtime(line.entry.at):%Y-%m-%d %H:%M}", 17),
    SheetColumn(gettext_lazy("谁"), lambda line: str(line.entry.actor or _("系统")), 12),
    SheetColumn(gettext_lazy("代谁"), lambda line: str(line.entry.on_behalf_of or ""), 12),
    SheetColumn(gettext_lazy("办理"), lambda line: line.act, 16),
    SheetColumn(gettext_lazy("年度"), lambda line: str(line.entry.year or ""), 8),
    SheetColumn(gettext_lazy("项目"), lambda line: line.entry.project, 12),
    SheetColumn(gettext_lazy("摘要"), lambda line: line.entry.summary, 40),
    SheetColumn(gettext_lazy("改动"), changes_in_words, 60),
    SheetColumn(gettext_lazy("原因"), lambda line: line.entry.reason, 30),
    SheetColumn(gettext_lazy("已撤销"), lambda line: _("是") if line.is_undone else "", 8),
)


def exported(lines: Sequence[Line]) -> HttpResponse:
    """One row an act: when, who, for whom, what, on which project, what changed, why."""
    return sheet_response(_("办理记录"), list(COLUMNS), lines)

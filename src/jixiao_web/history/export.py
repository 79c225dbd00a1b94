"""The trail as a workbook (办理记录导出)."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao_web.history.telling import Line

LONGEST_CELL = 32_000
KINDS = {"new": gettext_lazy("新增"), "gone": gettext_lazy("删除"), "changed": gettext_lazy("修改")}


def workbook_of(lines: Iterable[Line]) -> bytes:
    """One row an act: when, who, for whom, what, on which project, what changed, why."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("办理记录"))
    strong = book.add_format({"bold": True, "bg_color": "#EEF2F6", "border": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    heads = (
        (_("时间"), 17),
        (_("谁"), 12),
        (_("代谁"), 12),
        (_("办理"), 16),
        (_("年度"), 8),
        (_("项目"), 12),
        (_("摘要"), 40),
        (_("改动"), 60),
        (_("原因"), 30),
        (_("已撤销"), 8),
    )
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, strong)
    for number, line in enumerate(lines, 1):
        entry = line.entry
        cells = (
            timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M"),
            str(entry.actor or _("系统")),
            str(entry.on_behalf_of or ""),
            line.act,
            str(entry.year or ""),
            entry.project,
            entry.summary,
            changes_in_words(line),
            entry.reason,
            _("是") if line.is_undone else "",
        )
        for column, told in enumerate(cells):
            sheet.write_string(number, column, told[:LONGEST_CELL], plain)
    sheet.freeze_panes(1, 0)
    book.close()
    return made.getvalue()


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

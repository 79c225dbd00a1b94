"""Writes projects (项目)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao.errors import JixiaoError
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.services import Change, write

BOOKED = ("approval_lines", "adjustment_lines", "entries", "contracts")
"""The tables that hold a project's money: a project that stands there is not removed."""

PARTS = ("sub_projects", "cost_standards", "evaluations", "shortcomings", "planned_events", "inspections")
"""The tables whose rows go with their project."""


SAID = ("outputs", "statements", "indicators", "objectives")
"""The same of the tables whose rows name what they are about as their subject."""


class StillBooked(JixiaoError):
    """这个项目还记着钱，不能删除。"""


def remove_project(*, actor: Actor, year: BudgetYear, row: Row) -> Entry:
    """Remove a project with its parts, as one act that can be undone.

    Raises StillBooked where budget, payments or contracts stand on it.
    """
    code: str = row.code
    booked = {table: count for table in BOOKED if (count := _booked(year, table, code))}
    if booked:
        told = _("、").join(str(_WORDS[table] % {"n": count}) for table, count in booked.items())
        raise StillBooked(
            _("“%(name)s”还有 %(what)s，不能删除。") % {"name": row.name, "what": told},
            hint=_("先把它们改到别的项目，或删掉，再删项目。"),
            english=f"Money is booked on {code} still.",
        )
    changes = [Change(table, None, part) for table in PARTS for part in _ids(year, table, {"project": code})]
    indicators = list(table_of(year, "indicators").filter(subject=code).values_list("code", flat=True))
    for table in ("attainments", "indicator_changes"):
        found = table_of(year, table).filter(indicator__in=indicators).values_list("pk", flat=True)
        changes += [Change(table, None, part) for part in found]
    changes += [Change(table, None, part) for table in SAID for part in _ids(year, table, {"subject": code})]
    changes.append(Change("projects", None, row.pk))
    return write(
        actor=actor,
        year=year,
        act="project.remove",
        changes=changes,
        project=code,
        subject=f"projects/{row.pk}",
        summary=_("删除项目：%s") % row.name,
    )


_WORDS = {
    "approval_lines": gettext_lazy("%(n)s 笔批复"),
    "adjustment_lines": gettext_lazy("%(n)s 笔调整"),
    "entries": gettext_lazy("%(n)s 笔支付"),
    "contracts": gettext_lazy("%(n)s 份合同"),
}


def _booked(year: BudgetYear, table: str, code: str) -> int:
    rows = table_of(year, table)
    count = rows.filter(project=code).count()
    return count + (rows.filter(giver=code).count() if table == "adjustment_lines" else 0)


def _ids(year: BudgetYear, table: str, wanted: dict[str, str]) -> list[int]:
    return list(table_of(year, table).filter(**wanted).values_list("pk", flat=True))

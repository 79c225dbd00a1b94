"""The curve of a project (支付曲线) as JSON: budget and spending as steps, adjustments as marks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from jixiao.quantity import Money, MoneyUnit
from jixiao.tracking.curve import days_to_look_at, elapsed, part_of
from jixiao_web.pages.templatetags.figures import in_unit, rate
from jixiao_web.projects.dossier import Dossier


def steps(dossier: Dossier, unit: MoneyUnit) -> dict[str, Any]:
    """What the chart of a project's budget and payments shows."""
    line, year = dossier.line, dossier.glance.year.fiscal_year
    as_of, adjusted = dossier.glance.as_of, dossier.line.position.adjusted
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    budget = [(each.date, each.amount) for each in dossier.budget_steps]
    spent = [(each.date, each.amount) for each in dossier.spent_steps]
    if line.standing.is_known and not _begins_with_statement(dossier):
        spent = [(first, Money()), *spent]
    return {
        "unit": unit.name,
        "start": first.isoformat(),
        "end": last.isoformat(),
        "names": {"budget": _("预算"), "spent": _("支出"), "pro_rata": _("序时进度")},
        "budget": _points([*budget, (as_of, budget[-1][1])], unit),
        "spent": _points([*spent, (as_of, spent[-1][1])] if spent else [], unit),
        "pro_rata": _points(
            [(first, Money()), *((each, part_of(adjusted, elapsed(each))) for each in days_to_look_at(last))],
            unit,
        ),
        "budget_label": in_unit(adjusted, unit),
        "spent_label": f"{_('支出')} {rate(line.rate)}",
        "marks": [
            {
                "date": max(each.change.since or first, first).isoformat(),
                "label": f"{_way(each.amount)} {in_unit(abs(each.amount), unit)}",
            }
            for each in dossier.moves
            if each.amount
        ],
    }


def _begins_with_statement(dossier: Dossier) -> bool:
    """Whether the first thing that is known of its spending is a cumulative statement."""
    return bool(dossier.entries) and dossier.entries[-1].nature.name == "CUMULATIVE"


def _points(steps: list[tuple[dt.date, Money]], unit: MoneyUnit) -> list[dict[str, str]]:
    return [{"date": date.isoformat(), "amount": f"{amount.rounded_in(unit):f}"} for date, amount in steps]


def _way(amount: Money) -> str:
    return _("追加") if amount.fen > 0 else _("追减")

"""The figures of the charts (图), as JSON: amounts as exact text in the unit shown, with what is printed."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jixiao.quantity import Money, MoneyUnit, Rate
from jixiao_web.accounts.actor import Actor
from jixiao_web.overview.selectors import OfficeLine, Overview, offices_for
from jixiao_web.pages.templatetags.figures import in_unit, rate
from jixiao_web.projects.permissions import sees

Json = dict[str, Any]


def waterfall(overview: Overview, unit: MoneyUnit) -> Json:
    """Original → increases → reductions → adjusted → spent → balance, of the focus projects or the unit."""
    totals = overview.glance.totals
    standing = totals.get("focus") or totals["unit"]
    it = standing.position
    start = it.original + it.carried_over
    spent = standing.spent if standing.spent is not None else Money()
    bars = [
        ("adjusted", _("年初预算"), Money(), start, it.original),
        ("increase", _("追加"), start, start + it.increases, it.increases),
        ("reduction", _("追减"), it.adjusted, start + it.increases, -it.reductions),
        ("adjusted", _("调整后"), Money(), it.adjusted, it.adjusted),
        ("spent", _("支出"), it.adjusted - spent, it.adjusted, -spent),
        ("balance", _("结余"), Money(), it.balance, it.balance),
    ]
    return {
        "unit": unit.name,
        "bars": [
            {
                "kind": kind,
                "name": name,
                "from": _number(low, unit),
                "to": _number(high, unit),
                "label": _signed(amount, unit) if kind == "increase" else in_unit(amount, unit),
            }
            for kind, name, low, high, amount in bars
        ],
    }


def progress(overview: Overview, unit: MoneyUnit) -> Json:
    """Cumulative spending, the plan and the pro-rata line by month."""
    whole = overview.glance.totals["unit"]
    points = overview.curve
    return {
        "unit": unit.name,
        "rate": rate(whole.execution_rate),
        "names": {"spent": _("支出"), "planned": _("计划"), "pro_rata": _("序时进度")},
        "points": [
            {
                "date": each.date.isoformat(),
                "label": month_label(each.date),
                "spent": _number(each.spent, unit),
                "planned": _number(each.planned, unit),
                "pro_rata": _number(each.pro_rata, unit),
            }
            for each in points
        ],
        "has_plan": any(each.planned is not None for each in points),
    }


def offices(overview: Overview, actor: Actor, unit: MoneyUnit) -> Json:
    """Each office with its projects as points on a line of rates; the largest balance first."""
    seen = offices_for(actor, overview)
    return {
        "unit": unit.name,
        "names": {"office": _("部门"), "project": _("项目"), "balance": _("余")},
        "bound": _bound(overview),
        "offices": [_office(overview, each, actor, unit) for each in seen.shown],
    }


def _office(overview: Overview, line: OfficeLine, actor: Actor, unit: MoneyUnit) -> Json:
    known = line.standing.spent is not None
    return {
        "name": line.name or _("未定部门"),
        "rate": _percent(line.standing.execution_rate),
        "label": rate(line.standing.execution_rate),
        "balance": in_unit(line.standing.position.balance, unit) if known else "—",
        "projects": [
            {"name": each.name, "rate": _percent(overview.rates[each.code])}
            for each in line.statistics.projects
            if sees(actor, each) and overview.rates[each.code] is not None
        ],
    }


def _bound(overview: Overview) -> str | None:
    """The rate, in percent, below which the lowest band lies; none where the share of the year says it."""
    lowest = next((each for each in overview.glance.focus.by_band if each.is_lowest), None)
    if lowest is None or lowest.below is None or lowest.below >= 1:
        return None
    return _percent(Rate(lowest.below.numerator, lowest.below.denominator))


def month_label(date: Any) -> str:
    """A month, and the day where it is not the month's last."""
    if get_language() == "en":
        return date_format(date, "M")
    return f"{date.month}月"


def _number(amount: Money | None, unit: MoneyUnit) -> str | None:
    return None if amount is None else f"{amount.rounded_in(unit):f}"


def _percent(value: Rate | None) -> str | None:
    return None if value is None else f"{value.percent():f}"


def _signed(amount: Money, unit: MoneyUnit) -> str:
    return f"+{in_unit(amount, unit)}" if amount.fen > 0 else in_unit(amount, unit)

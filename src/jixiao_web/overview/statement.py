"""The conclusion in a sentence (结论), from the ledger, to be read first and copied into a report."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jixiao.numerals import printing
from jixiao.quantity import MoneyUnit
from jixiao.tracking.project import Project
from jixiao_web.ledger.bands import band_word
from jixiao_web.overview.selectors import Overview
from jixiao_web.pages.templatetags.figures import in_unit, rate

FEW = 3
"""How many projects of the lowest band are named; of more the first ones."""


@dataclass(frozen=True, slots=True)
class Named:
    """A project that the sentence names, with its rate and the address where it leads."""

    name: str
    rate: str
    address: str


def statement(overview: Overview, unit: MoneyUnit, named: list[Named]) -> SafeString:
    """The sentence: totals, both rates, balance, the focus projects and those of the lowest band."""
    glance = overview.glance
    whole = glance.totals["unit"]
    date = printing.date(glance.as_of) if get_language() != "en" else glance.as_of.isoformat()
    parts = [
        format_html(
            _("截至 {date}，调整后预算 <b>{adjusted}</b> {unit}"),
            date=date,
            adjusted=in_unit(whole.position.adjusted, unit),
            unit=unit.name,
        )
    ]
    if whole.spent is None:
        parts.append(SafeString(_("；支出到这一天为止是多少，台账里没有")))
    else:
        parts.append(
            format_html(
                _("，支出 <b>{spent}</b> {unit}，执行率 <b>{rate}</b>（对年初为 {ratio}），{balance}"),
                spent=in_unit(whole.spent, unit),
                unit=unit.name,
                rate=rate(whole.execution_rate),
                ratio=rate(whole.outturn_ratio),
                balance=_balance(overview, unit),
            )
        )
    parts.append(SafeString(_("。")))
    parts.append(_focus(overview, named))
    return format_html_join("", "{}", ((part,) for part in parts))


def _balance(overview: Overview, unit: MoneyUnit) -> SafeString:
    position = overview.glance.totals["unit"].position
    if position.is_overspent:
        words = _("超出调整后预算 <b>{amount}</b> {unit}")
        return format_html(words, amount=in_unit(position.overspent, unit), unit=unit.name)
    return format_html(
        _("结余 <b>{amount}</b> {unit}"), amount=in_unit(position.balance, unit), unit=unit.name
    )


def _focus(overview: Overview, named: list[Named]) -> SafeString:
    focus = overview.glance.focus
    standing = overview.glance.totals.get("focus")
    if not focus.count or standing is None or standing.execution_rate is None:
        return SafeString("")
    told = format_html(
        _("{count} 个重点项目执行率 {rate}"), count=focus.count, rate=rate(standing.execution_rate)
    )
    low = len(focus.low)
    if not low:
        return format_html("{}{}", told, _("。"))
    band = next(band for band in focus.by_band if band.is_lowest)
    told = format_html(_("{told}，{band}的 {count} 个"), told=told, band=band_word(band), count=low)
    if not named:
        return format_html("{}{}", told, _("。"))
    names = format_html_join(
        _("、"), '<a href="{}">{} {}</a>', ((each.address, each.name, each.rate) for each in named[:FEW])
    )
    more = _("等") if low > min(len(named), FEW) else ""
    return format_html(_("{told}：{names}{more}。"), told=told, names=names, more=more)


def to_name(overview: Overview, project: Project, address: str) -> Named:
    """A project as the sentence names it."""
    return Named(project.name, rate(overview.rates[project.code]), address)

"""What reports give people to do (报告的待办)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.reports.models import Decision, Report, State, Version
from jixiao_web.reports.permissions import may_draft, may_sign
from jixiao_web.reports.selectors import (
    drift_since,
    latest_version,
    next_step,
    periods_of,
    reports_of,
)
from jixiao_web.work.items import Item, Place, provides_work

ICON = "sign"


@provides_work
def reports(actor: Actor, year: BudgetYear) -> Iterator[Item]:
    """Reports to sign, to fill in, to bring up to date, to issue; those that were sent or came back."""
    periods = {each.code: each for each in periods_of(year)}
    for report in reports_of(year):
        period = periods.get(report.period)
        name, due = (period.name, period.due) if period else (report.period, None)
        report.year = year
        version = latest_version(report)
        if report.state == State.SIGNING:
            yield from _to_sign(actor, report, version, name)
        if not may_draft(actor):
            continue
        match report.state:
            case State.SIGNED:
                yield Item(
                    _("报告"),
                    _("印发%(name)s报告") % {"name": name},
                    _address("sign", report),
                    _("印发"),
                    _("签批已完成，编号后生成文件"),
                    due=due,
                    icon="stamp",
                )
            case State.DRAFTING:
                yield from _to_draft(report, version, name, due)
            case _:
                pass


def _to_sign(actor: Actor, report: Report, version: Version | None, name: str) -> Iterator[Item]:
    step = next_step(report)
    if step is None or version is None:
        return
    stale = len(drift_since(version))
    told = _("第 %(n)s 版") % {"n": version.number}
    if stale:
        told += "，" + ngettext("%(n)s 个数已过期", "%(n)s 个数已过期", stale) % {"n": stale}
    if may_sign(actor, step.role):
        yield Item(
            _("报告"),
            _("签批%(name)s报告") % {"name": name},
            _address("sign", report),
            _("签批"),
            told,
            from_=str(version.made_by or ""),
            is_urgent=True,
            icon=ICON,
        )
    elif version.made_by_id == actor.user.pk:
        waits = _("等%(step)s签") % {"step": step.name}
        yield Item(
            _("报告"),
            name,
            _address("sign", report),
            _("查看"),
            f"{told}，{waits}",
            icon=ICON,
            place=Place.SENT,
        )


def _to_draft(report: Report, version: Version | None, name: str, due: dt.date | None) -> Iterator[Item]:
    returned = version.signatures.filter(decision=Decision.RETURNED).first() if version else None
    if version and returned:
        yield Item(
            _("报告"),
            _("按意见修改%(name)s报告") % {"name": name},
            _address("report", report),
            _("修改"),
            f"{returned.name}：{returned.reason}",
            from_=str(returned.by),
            due=due,
            icon="edit",
            place=Place.RETURNED,
        )
        return
    detail = _("第 %(n)s 版") % {"n": version.number} if version else _("还没有存过版本")
    yield Item(
        _("报告"),
        _("起草%(name)s报告") % {"name": name},
        _address("report", report),
        _("起草"),
        detail,
        due=due,
        icon="edit",
    )


def _address(view: str, report: Report) -> str:
    return reverse(f"reports:{view}", args=[report.year.fiscal_year, report.pk])

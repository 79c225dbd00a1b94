"""What waits for whom in reporting (待办): to fill in, to pass, to take over, what was asked back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.models import Role
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.results.comments import unanswered_in
from jixiao_web.results.models import Arrival, State
from jixiao_web.results.permissions import fills_in, may_collect, may_pass, may_write
from jixiao_web.results.selectors import Task, imports_of, progress_of, tasks_for
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import open_rounds
from jixiao_web.work.items import Item, Place, provides_work

NAMED = 3
"""Matters of a group that are named in its line."""


@provides_work
def results_of_open_rounds(actor: Actor, year: BudgetYear) -> Iterable[Item]:
    """Everything that an open round has for the actor."""
    if not (fills_in(actor) or may_collect(actor)):
        return []
    return [
        item
        for round_ in open_rounds(year).select_related("year")
        for item in _of_round(actor, round_, tasks_for(actor, round_))
    ]


def _of_round(actor: Actor, round_: Round, tasks: list[Task]) -> Iterator[Item]:
    if may_collect(actor):
        yield from _to_review(round_)
    waiting = unanswered_in(round_)
    for progress in progress_of(tasks):
        office = progress.office
        own = actor.has_for(office, Role.CLERK, Role.OFFICE_HEAD) or (may_collect(actor) and not office)
        if own and may_write(actor, office):
            yield from (_returned(each) for each in progress.tasks if each.state == State.RETURNED)
            yield from _to_fill(round_, office, progress.tasks)
            yield from _sent(round_, office, progress.tasks)
            yield from _to_answer(round_, office, progress.tasks, waiting)
        if may_pass(actor, office):
            yield from _to_pass(round_, office, progress.tasks)
        if may_collect(actor):
            yield from _to_take(round_, office, progress.tasks)
            if office and progress.missing:
                yield _to_remind(round_, office, progress.missing, len(progress.tasks))


def _to_fill(round_: Round, office: str, tasks: Iterable[Task]) -> Iterator[Item]:
    todo = [each for each in tasks if each.state in ("", State.DRAFT)]
    if not todo:
        return
    begun = sum(bool(each.state) for each in todo)
    detail = _("%(round)s · %(names)s") % {"round": round_.name, "names": _names(todo)}
    if begun:
        detail += _("；已有草稿 %(n)s 份") % {"n": begun}
    yield Item(
        kind=_("填报"),
        title=_("填报成果 %(n)s 项：%(office)s") % {"n": len(todo), "office": office or _("整体成效")},
        detail=detail,
        from_=str(_("综合办公室")),
        due=round_.due_office,
        address=_entry(todo[0]) if len(todo) == 1 else _list(round_),
        verb=_("填报"),
        icon="edit",
        is_urgent=True,
    )


def _to_answer(round_: Round, office: str, tasks: Iterable[Task], waiting: Counter[str]) -> Iterator[Item]:
    found = [each for each in tasks if each.subject.key in waiting]
    if found:
        yield Item(
            kind=_("填报"),
            title=_("答复意见 %(n)s 条：%(office)s")
            % {"n": sum(waiting[each.subject.key] for each in found), "office": office},
            detail=_names(found),
            from_=str(Role.REVIEWER.label),
            due=round_.due_bureau or round_.due_office,
            address=_entry(found[0]) + "#comments" if len(found) == 1 else _list(round_),
            verb=_("答复"),
            icon="comment",
        )


def _returned(task: Task) -> Item:
    form = task.form
    assert form is not None
    return Item(
        kind=_("填报"),
        title=_("修改后再送：%(name)s") % {"name": task.subject.name},
        detail=_("退回原因：%(reason)s") % {"reason": form.reason},
        from_=str(form.returned_by or ""),
        due=task.round.due_office,
        address=_entry(task),
        verb=_("修改"),
        icon="undo",
        is_urgent=True,
        place=Place.RETURNED,
    )


def _sent(round_: Round, office: str, tasks: Iterable[Task]) -> Iterator[Item]:
    sent = [each for each in tasks if each.state in (State.SENT, State.PASSED)]
    for head, with_whom in ((True, _("科室负责人")), (False, _("综合办公室"))):
        found = [each for each in sent if each.waits_for_head is head]
        if found:
            yield Item(
                kind=_("填报"),
                title=_("已送出 %(n)s 项：%(office)s") % {"n": len(found), "office": office},
                detail=_("%(round)s · %(names)s") % {"round": round_.name, "names": _names(found)},
                from_=_("在%(whom)s") % {"whom": with_whom},
                due=round_.due_office,
                address=_list(round_),
                verb=_("查看"),
                icon="send",
                place=Place.SENT,
            )


def _to_pass(round_: Round, office: str, tasks: Iterable[Task]) -> Iterator[Item]:
    found = [each for each in tasks if each.waits_for_head]
    if found:
        yield Item(
            kind=_("填报"),
            title=_("审核填报 %(n)s 份：%(office)s") % {"n": len(found), "office": office},
            detail=_names(found),
            from_=office,
            due=round_.due_office,
            address=_entry(found[0]) if len(found) == 1 else _list(round_, "sent"),
            verb=_("审核"),
            icon="file-check",
            is_urgent=True,
        )


def _to_review(round_: Round) -> Iterator[Item]:
    waiting = list(imports_of(round_).filter(state=Arrival.WAITING).values_list("office", "person"))
    if waiting:
        names = "、".join(person or office for office, person in waiting[:NAMED])
        yield Item(
            kind=_("填报"),
            title=_("核对发回的工作簿 %(n)s 份") % {"n": len(waiting)},
            detail=names + (_("等") if len(waiting) > NAMED else ""),
            from_=waiting[0][0],
            due=round_.due_office,
            address=reverse("results:import", args=[round_.year.fiscal_year, round_.pk]) + "?state=unread",
            verb=pgettext("button", "核对"),
            icon="excel",
        )


def _to_take(round_: Round, office: str, tasks: Iterable[Task]) -> Iterator[Item]:
    found = [each for each in tasks if each.waits_for_coordinator]
    if found:
        yield Item(
            kind=_("填报"),
            title=_("采用填报 %(n)s 份：%(office)s") % {"n": len(found), "office": office or _("整体成效")},
            detail=_names(found),
            from_=office,
            due=round_.due_bureau or round_.due_office,
            address=_take(found[0]) if len(found) == 1 else _list(round_, "passed"),
            verb=_("采用"),
            icon="file-check",
        )


def _to_remind(round_: Round, office: str, missing: list[Task], count: int) -> Item:
    return Item(
        kind=_("填报"),
        title=_("催报：%(office)s") % {"office": office},
        detail=_("%(round)s · 已送 %(done)s/%(all)s · 待报：%(names)s")
        % {
            "round": round_.name,
            "done": count - len(missing),
            "all": count,
            "names": _names(missing),
        },
        from_=office,
        due=round_.due_office,
        address=reverse("rounds:round", args=[round_.year.fiscal_year, round_.pk]) + "#offices",
        verb=_("催报"),
        icon="bell",
    )


def _names(tasks: list[Task]) -> str:
    named = "、".join(each.subject.name for each in tasks[:NAMED])
    return named + (_("等") if len(tasks) > NAMED else "")


def _entry(task: Task) -> str:
    return _address("results:entry", task)


def _take(task: Task) -> str:
    return _address("results:take", task)


def _address(view: str, task: Task) -> str:
    subject = task.subject
    return reverse(view, args=[task.round.year.fiscal_year, task.round.pk, subject.kind, subject.code])


def _list(round_: Round, state: str = "") -> str:
    address = reverse("results:forms", args=[round_.year.fiscal_year])
    return f"{address}?round={round_.pk}" + (f"&state={state}" if state else "")

"""Sampling (抽查): ordinary projects that a round asks about besides its focus projects, drawn or picked.

They are named before the notice goes out or after it; one of which something was filled in stays.
"""

from __future__ import annotations

from collections.abc import Collection
from random import SystemRandom

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jixiao.tracking.project import Project
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.request import SignedIn
from jixiao_web.history.services import record
from jixiao_web.ledger.selectors import year_in_sums
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results.selectors import begun_in
from jixiao_web.rounds.errors import RoundMoved, WrongState
from jixiao_web.rounds.finding import round_in
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.permissions import may_organize
from jixiao_web.rounds.selectors import amounts_of, is_focus, rounds_of
from jixiao_web.rounds.services import held_round, save_round, subject_of

_MOST_DRAWN = 500
_COPIED = ("scope", "theme_offices", "criteria", "decisions")


def ordinary_of(round_: Round) -> list[Project]:
    """The projects of which a sample can be taken: those that the round does not ask about anyway."""
    projects = year_in_sums(round_.year).projects
    return [each for each in projects if not each.is_remainder and not is_focus(round_, each)]


@transaction.atomic
def sample(*, actor: Actor, round_: Round, version: int, codes: Collection[str]) -> Round:
    """Ask about these ordinary projects, and of them alone. Raises RoundMoved, WrongState."""
    held = held_round(round_, version)
    kept = {each["code"]: each for each in held.sampled}
    return _kept(actor, held, [kept.get(code, {"code": code, "drawn": False}) for code in codes])


@transaction.atomic
def draw(*, actor: Actor, round_: Round, version: int, number: int) -> Round:
    """Draw so many more ordinary projects by lot. Raises RoundMoved, WrongState."""
    held = held_round(round_, version)
    known = {each["code"] for each in held.sampled}
    left = [each.code for each in ordinary_of(held) if each.code not in known]
    if number < 1 or number > len(left):
        raise WrongState(
            f"还有 {len(left)} 个一般项目可抽，抽不了 {number} 个。",
            hint="少抽几个。",
            english=f"There are {len(left)} ordinary projects left to draw from.",
        )
    drawn = SystemRandom().sample(left, number)
    return _kept(actor, held, [*held.sampled, *({"code": code, "drawn": True} for code in drawn)])


@transaction.atomic
def copy_scope(*, actor: Actor, round_: Round, version: int, source: Round) -> Round:
    """Ask about what an earlier round asked about: its scope, sample, criteria and who writes which theme.

    Raises RoundMoved, WrongState where its list of focus projects is fixed already.
    """
    held = held_round(round_, version)
    if held.frozen:
        raise WrongState(
            "重点项目已经固定，不能再带入。",
            hint="先“解除固定”。",
            english="The focus projects are frozen: release them first.",
        )
    for name in _COPIED:
        setattr(held, name, getattr(source, name))
    ordinary = {each.code for each in ordinary_of(held)}
    return _kept(actor, held, [each for each in source.sampled if each["code"] in ordinary], source.name)


def _kept(actor: Actor, held: Round, sampled: list[dict[str, object]], source: str = "") -> Round:
    ordinary = {each.code: each.name for each in ordinary_of(held)}
    sampled = [each for each in sampled if each["code"] in ordinary]
    codes = {str(each["code"]) for each in sampled}
    gone = {str(each["code"]) for each in held.sampled} - codes
    if names := [ordinary.get(code, code) for code in sorted(begun_in(held, gone))]:
        raise WrongState(
            f"“{'、'.join(names[:3])}”已经有人填报，不能从抽查里去掉。",
            hint="不用的填报可以退回，说明不再需要。",
            english="Somebody has filled in a project that was to be taken out of the sample.",
        )
    held.sampled = sampled
    save_round(held)
    told_names = "、".join(ordinary[code] for code in ordinary if code in codes)
    record(
        actor=actor,
        act="round.copy" if source else "round.sample",
        year=held.year,
        subject=subject_of(held),
        summary=held.name,
        reason=source or told_names[:1000],
    )
    return held


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_organize)
def sampling(request: SignedIn, round_id: int) -> HttpResponseBase:
    """The ordinary projects, to be picked by hand or drawn by lot; an earlier round's scope taken over."""
    round_ = round_in(request, round_id)
    if request.method == "POST":
        try:
            _done(request, round_)
        except (RoundMoved, WrongState) as error:
            messages.error(request, told(error))
        return redirect("rounds:sampling", request.year.fiscal_year, round_.pk)
    amounts = amounts_of(round_, "adjusted")
    sampled = {each["code"]: each for each in round_.sampled}
    rows = [
        {"project": each, "amount": amounts[each.code], "sampled": sampled.get(each.code)}
        for each in ordinary_of(round_)
    ]
    earlier = rounds_of(request.year).exclude(pk=round_.pk)
    shown = {"round": round_, "rows": rows, "earlier": earlier, "count": len(sampled)}
    return render(request, "rounds/sampling.html", shown)


def _done(request: SignedIn, round_: Round) -> None:
    data = request.POST
    version = _number(data.get("version", ""))
    match data.get("do"):
        case "draw":
            number = min(_number(data.get("number", "")), _MOST_DRAWN)
            draw(actor=request.actor, round_=round_, version=version, number=number)
            messages.success(request, _("已随机抽取 %(n)s 个") % {"n": number})
        case "copy":
            source = rounds_of(request.year).filter(pk=_number(data.get("source", ""))).first()
            if source is None:
                raise WrongState("没有这个批次。", english="There is no such round.")
            copy_scope(actor=request.actor, round_=round_, version=version, source=source)
            messages.success(request, _("已带入“%(name)s”的范围") % {"name": source.name})
        case _:
            sample(actor=request.actor, round_=round_, version=version, codes=data.getlist("code"))
            messages.success(request, _("已保存抽查名单"))


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 10 else 0

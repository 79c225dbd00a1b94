"""Many forms on one page (集中填报): filled in as a table, given one text, sent together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results import services
from jixiao_web.results.errors import FormMoved, Incomplete, NotNow, Unsettled
from jixiao_web.results.models import PhraseField
from jixiao_web.results.permissions import may_read, may_write
from jixiao_web.results.prefill import Beginnings
from jixiao_web.results.selectors import Task, indicators_wanted, phrases_for, tasks_for
from jixiao_web.results.table import (
    INDICATORS,
    JUDGEMENT,
    PARTS,
    PROJECTS_A_PAGE,
    Fillable,
    Filling,
    Line,
    fillable,
)
from jixiao_web.results.typed import cleaned
from jixiao_web.rounds.finding import round_in
from jixiao_web.rounds.models import Round
from jixiao_web.rounds.selectors import as_of

_MOST_TOLD = 5


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_read)
def together(request: SignedIn, round_id: int) -> HttpResponseBase:
    """The projects of a round in one table; what is posted is kept, and more is done where that is wanted."""
    round_ = round_in(request, round_id)
    part = request.GET.get("part", "")
    part = part if part in PARTS else JUDGEMENT
    tasks = [each for each in tasks_for(request.actor, round_) if each.subject.is_project]
    if request.method != "POST":
        return _shown(request, round_, part, tasks)
    by_key = {each.subject.key: each for each in tasks}
    numbers = {key: int(name) for name, key in _keys(request.POST) if key in by_key}
    asked = [by_key[key] for key in numbers]
    if not any(_may_edit(request, each) for each in asked):
        raise PermissionDenied
    lines = [
        replace(each, number=numbers[each.task.subject.key]).typed(request.POST)
        for each in _lines(request, round_, part, asked)
        if each.may_edit
    ]
    ticked = set(request.POST.getlist("ticked"))
    filling = _filling(request, lines, ticked) if request.POST.get("do") == "fill" else None
    typed = lines
    if filling:
        lines = [filling.into(each) if each.task.subject.key in ticked else each for each in lines]
    contested = _kept(request, lines)
    if filling:
        _tell_filled(request, filling, typed, [each for each in lines if each not in contested], ticked)
    if request.POST.get("do") == "send":
        _send(request, round_, [each for each in ticked if each in numbers])
    if request.POST.get("do") == "keep":
        return _told_in_passing(request, round_, part, lines, contested)
    if contested:
        return _shown(request, round_, part, tasks, {each.task.subject.key: each for each in contested})
    return redirect(request.get_full_path())


def _keys(data: Mapping[str, str]) -> list[tuple[str, str]]:
    """The numbers of the lines that the page sent, each with the key of its form."""
    found = [(name.removesuffix(":key"), key) for name, key in data.items() if name.endswith(":key")]
    return [(number, key) for number, key in found if number.isdecimal() and len(number) < 6]


def _may_edit(request: SignedIn, task: Task) -> bool:
    return may_write(request.actor, task.subject.office) and task.may_be_written


def _lines(request: SignedIn, round_: Round, part: str, tasks: Iterable[Task]) -> list[Line]:
    beginnings = Beginnings(round_)
    found = []
    for number, task in enumerate(tasks):
        line = Line(number, task, {}, beginnings.of(task.subject), part, _may_edit(request, task))
        found.append(replace(line, content=line.kept))
    return found


def _filling(request: SignedIn, lines: Sequence[Line], ticked: set[str]) -> Filling | None:
    """The text that goes into what is ticked; none, and why is told, where there is nothing to put."""
    field = next((each for each in fillable(lines) if each.name == request.POST.get("field")), None)
    text = field.read(cleaned(request.POST.get("text", "")).strip()) if field else None
    if field is None or not text:
        messages.error(request, _fault(field, text))
        return None
    if not ticked:
        messages.error(request, _("先勾选要填的项目。"))
        return None
    return Filling(field, text, replaces=request.POST.get("replaces") == "1")


def _tell_filled(
    request: SignedIn, filling: Filling, before: Sequence[Line], kept: Sequence[Line], ticked: set[str]
) -> None:
    """Tell into how many forms the text went; what somebody else has written in speaks for itself."""
    typed = {each.number: each for each in before}
    wanted = [each for each in kept if each.task.subject.key in ticked]
    put = sum(each.content != typed[each.number].content for each in wanted)
    left = len(wanted) - put
    if put:
        words = ngettext("%(field)s：填入 %(n)s 个项目", "%(field)s：填入 %(n)s 个项目", put)
        messages.success(request, words % {"field": filling.field.label, "n": put})
    if left:
        words = ngettext(
            "%(n)s 个项目没有填：已有内容，或不用填这一项。",
            "%(n)s 个项目没有填：已有内容，或不用填这一项。",
            left,
        )
        messages.warning(request, words % {"n": left})


def _told_in_passing(
    request: SignedIn, round_: Round, part: str, lines: Sequence[Line], contested: Sequence[Line]
) -> JsonResponse:
    """What the page has to know of lines that were kept while somebody types."""
    numbers = {each.task.subject.key: each.number for each in lines if each not in contested}
    tasks = [each for each in tasks_for(request.actor, round_) if each.subject.key in numbers]
    now = [(numbers[each.task.subject.key], each) for each in _lines(request, round_, part, tasks)]
    return JsonResponse(
        {
            "at": f"{timezone.localtime():%H:%M}",
            "seen": {number: replace(each, number=number).seen for number, each in now},
            "gaps": {number: each.screen.gaps for number, each in now},
            "contested": [str(each.number) for each in contested],
        }
    )


def _fault(field: Fillable | None, text: str | None) -> str:
    if field is None:
        return _("先选要填哪一栏。")
    if text is None:
        words = "、".join(word for _value, word in field.choices)
        return _("“%(field)s”只能填：%(words)s。") % {"field": field.label, "words": words}
    return _("先写要填的内容。")


def _kept(request: SignedIn, lines: Iterable[Line]) -> list[Line]:
    """Keep what was changed; the lines that were not kept, for somebody else has written there too."""
    kept, contested = 0, []
    for each in lines:
        if each.contested:
            contested.append(each)
            continue
        if not each.is_changed:
            continue
        task = each.task
        try:
            services.save_draft(
                actor=request.actor,
                round_=task.round,
                subject=task.subject,
                content=each.content,
                version=task.form.version if task.form else 0,
            )
        except FormMoved:
            contested.append(each)
        except NotNow as error:
            messages.error(request, f"{task.subject.name}：{told(error)}")
        else:
            kept += 1
    if request.POST.get("do") == "keep":
        return contested
    if kept:
        words = ngettext("已暂存 %(n)s 个项目", "已暂存 %(n)s 个项目", kept)
        messages.success(request, words % {"n": kept})
    elif not contested and request.POST.get("do") == "save":
        messages.info(request, _("没有改动"))
    return contested


def _send(request: SignedIn, round_: Round, keys: Sequence[str]) -> None:
    """Send what is ticked and whole; tell what had to stay, and why."""
    if not keys:
        messages.error(request, _("先勾选要送审的项目。"))
        return
    sent, stayed = 0, []
    for task in tasks_for(request.actor, round_):
        if task.subject.key not in keys or not _may_edit(request, task):
            continue
        try:
            version = task.form.version if task.form else 0
            services.send(actor=request.actor, round_=round_, subject=task.subject, version=version)
        except Unsettled:
            stayed.append(f"{task.subject.name}（{_('规则检查')}）")
        except Incomplete:
            gaps = len(task.entered.to_mend)
            words = ngettext("%(n)s 处待补", "%(n)s 处待补", gaps) % {"n": gaps}
            stayed.append(f"{task.subject.name}（{words}）")
        except (NotNow, FormMoved) as error:
            stayed.append(f"{task.subject.name}（{told(error)}）")
        else:
            sent += 1
    if sent:
        messages.success(request, ngettext("已送审 %(n)s 项", "已送审 %(n)s 项", sent) % {"n": sent})
    if stayed:
        more = f"…（{len(stayed)}）" if len(stayed) > _MOST_TOLD else ""
        messages.warning(request, _("没有送审：%(names)s") % {"names": "、".join(stayed[:_MOST_TOLD]) + more})


def _shown(
    request: SignedIn,
    round_: Round,
    part: str,
    tasks: Sequence[Task],
    contested: Mapping[str, Line] | None = None,
) -> HttpResponse:
    """The table; lines that were not kept show what was typed, whatever the page."""
    office, only_gaps = request.GET.get("office", ""), request.GET.get("only") == "gaps"
    chosen: list[Any] = [
        each
        for each in tasks
        if (not office or each.subject.office == office)
        and (not only_gaps or (not each.is_handed_in and each.entered.to_mend))
        and (part != INDICATORS or indicators_wanted(round_, each.subject))
    ]
    page = Paginator(chosen, PROJECTS_A_PAGE[part]).get_page(request.GET.get("page"))
    if contested:
        now = {each.subject.key: each for each in tasks_for(request.actor, round_)}
        tasks_on_page = [now[each.subject.key] for each in chosen if each.subject.key in contested]
    else:
        tasks_on_page = list(page.object_list)
    lines = [
        replace(each, content=held.content, contested=held.contested) if held else each
        for each in _lines(request, round_, part, tasks_on_page)
        for held in [(contested or {}).get(each.task.subject.key)]
    ]
    editable = [each for each in lines if each.may_edit]
    columns = {name: box.label for each in lines for name, box in each.columns.items()}
    return render(
        request,
        "results/together.html",
        {
            "round": round_,
            "as_of_round": as_of(round_),
            "rows": [(each, [each.columns.get(name) for name in columns]) for each in lines],
            "heads": columns.values(),
            "is_evaluation": any(each.screen.is_evaluation for each in lines),
            "part": part,
            "parts": PARTS.items(),
            "page": page,
            "total": len(tasks),
            "offices": sorted({each.subject.office for each in tasks if each.subject.office}),
            "office": office,
            "only_gaps": only_gaps,
            "may_edit": bool(editable),
            "fillable": fillable(editable),
            "phrases": phrases_for(request.actor, request.year)
            .filter(field=PhraseField.EXPLANATION)
            .values_list("text", flat=True)
            .distinct(),
            "is_contested": bool(contested),
        },
        status=409 if contested else 200,
    )

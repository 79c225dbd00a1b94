"""Fill-in workbooks (填报工作簿): out to people without an account, and back in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.errors import JixiaoError
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.content import Type
from jixiao_web.files.uploads import uploaded
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results.errors import FormMoved, NotNow, ReviewMoved
from jixiao_web.results.filling import fill_in_of, name_of, written
from jixiao_web.results.models import Arrival, WorkbookImport
from jixiao_web.results.packing import ask_packed, packing_of, recipients_for
from jixiao_web.results.permissions import fills_in, may_collect, may_write, names_respondents
from jixiao_web.results.prefill import Beginnings
from jixiao_web.results.recipients import BACK, OUT, UNREAD, person_of, recipients_of, respondents_of
from jixiao_web.results.returning import drop, receive, reopen, take_in, take_in_all
from jixiao_web.results.review import Review, told_of_import
from jixiao_web.results.selectors import imports_of, tasks_of
from jixiao_web.rounds.finding import round_in
from jixiao_web.rounds.models import Round


@require_GET
@year_page(fills_in)
def download(request: SignedIn, round_id: int) -> HttpResponseBase:
    """The workbook of an office, or of one person of it, as far as it is filled in now."""
    round_ = round_in(request, round_id)
    office, person = request.GET.get("office", ""), request.GET.get("person")
    if not office or not may_write(request.actor, office):
        raise PermissionDenied
    named = respondents_of(round_)
    tasks = [
        each
        for each in tasks_of(round_)
        if each.subject.office == office and (person is None or person_of(each.subject, named) == person)
    ]
    if not tasks:
        whose = f"{office} {person or ''}".strip()
        raise Http404(_("这个批次没有要“%(office)s”填报的内容。") % {"office": whose})
    beginnings = Beginnings(round_)
    content = written(fill_in_of(beginnings, office, tasks, request.actor.today, person or ""))
    name = name_of(round_, office, person or "")
    return FileResponse(content, as_attachment=True, filename=name, content_type=Type.EXCEL.media_type)


@require_POST
@year_page(names_respondents)
def pack(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Have the workbooks of everybody for whom the actor may write put into one archive, by a job."""
    round_ = round_in(request, round_id)
    if not recipients_for(request.actor, round_):
        raise Http404(_("这个批次没有要发的填报工作簿。"))
    ask_packed(actor=request.actor, round_=round_)
    view = "results:import" if may_collect(request.actor) else "results:respondents"
    return redirect(view, request.year.fiscal_year, round_.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_collect)
def import_(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Who has a workbook, who has sent it back; and take in the files that came back."""
    round_ = round_in(request, round_id)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        made, errors = _received(request, round_)
        if len(made) == 1 and not errors:
            return redirect("results:imported", request.year.fiscal_year, round_.pk, made[0].pk)
        if made:
            messages.success(request, _("收到 %(n)s 份，逐份核对后导入") % {"n": len(made)})
    imports = list(imports_of(round_))
    recipients = recipients_of(round_, tasks_of(round_))
    wanted = request.GET.get("state", "")
    counts = Counter(each.state for each in recipients)
    shown = {
        "round": round_,
        "errors": errors,
        "imports": imports,
        "packing": packing_of(request.actor, round_),
        "waiting": sum(each.state == Arrival.WAITING for each in imports),
        "all": recipients,
        "recipients": [each for each in recipients if not wanted or each.state == wanted],
        "state": wanted,
        "states": [
            (OUT, _("未发回"), counts[OUT]),
            (UNREAD, _("待核对"), counts[UNREAD]),
            (BACK, _("已导入"), counts[BACK]),
        ],
    }
    return render(request, "results/import.html", shown, status=422 if errors else 200)


@require_POST
@year_page(may_collect)
def import_all(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Take in everything that waits and that nobody has to decide about."""
    round_ = round_in(request, round_id)
    try:
        taken, left = take_in_all(actor=request.actor, round_=round_, sends=request.POST.get("sends") == "on")
    except (NotNow, ReviewMoved, FormMoved) as error:
        messages.error(request, told(error))
    else:
        words = _("导入了 %(n)s 份") % {"n": taken}
        if left:
            words = _("导入了 %(n)s 份；%(left)s 份要逐份核对") % {"n": taken, "left": len(left)}
        messages.success(request, words)
    return redirect("results:import", request.year.fiscal_year, round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_collect)
def imported(request: SignedIn, round_id: int, import_id: int) -> HttpResponseBase:
    """What a workbook would change, to be taken in part by part; afterwards, what became of it."""
    made = _made(request, round_id, import_id)
    if request.method == "POST":
        chosen = [
            name for name, value in request.POST.items() if name.startswith("choose-") and value == "back"
        ]
        try:
            made = take_in(
                actor=request.actor,
                made=made,
                seen=request.POST.get("seen", ""),
                chosen=chosen,
                sends=request.POST.get("sends") == "on",
            )
        except (ReviewMoved, FormMoved):
            messages.error(
                request, told(ReviewMoved(english="Something has changed since. This is how it is now."))
            )
        except NotNow as error:
            messages.error(request, told(error))
        else:
            messages.success(
                request, _("已导入：%(name)s") % {"name": made.name}, extra_tags=f"undo:{made.entry_id}"
            )
        return redirect(request.path)
    is_waiting = made.state == Arrival.WAITING
    review = Review(made) if made.state != Arrival.TAKEN else None
    subjects = review.told() if review else told_of_import(made)
    shown = {
        "round": made.round,
        "made": made,
        "subjects": subjects,
        "mark": review.mark if review and is_waiting else "",
        "is_waiting": is_waiting and made.round.is_open,
        "chosen": made.report.get("chosen", []),
        "counts": Counter(each["state"] for each in subjects),
        "unmatched": made.returned.get("unmatched") or made.report.get("unmatched", ()),
        "altered": made.returned.get("altered") or made.report.get("altered", ()),
        "issued": made.returned.get("issued") or made.report.get("issued", ""),
    }
    return render(request, "results/imported.html", shown)


@require_POST
@year_page(may_collect)
def lay_aside(request: SignedIn, round_id: int, import_id: int) -> HttpResponseBase:
    """Lay a workbook aside, or take it up again."""
    made = _made(request, round_id, import_id)
    is_dropped = made.state == Arrival.DROPPED
    try:
        (reopen if is_dropped else drop)(actor=request.actor, made=made)
    except NotNow as error:
        messages.error(request, told(error))
    return redirect("results:imported", request.year.fiscal_year, round_id, import_id)


def _made(request: SignedIn, round_id: int, import_id: int) -> WorkbookImport:
    round_ = round_in(request, round_id)
    related = ("round__year", "imported_by", "file", "entry")
    made = WorkbookImport.objects.filter(round=round_, pk=import_id).select_related(*related).first()
    if made is None:
        raise Http404(_("没有这次导入。"))
    return made


def _received(request: SignedIn, round_: Round) -> tuple[list[WorkbookImport], list[tuple[str, str]]]:
    """The workbooks among the files, and what is wrong with the others by their names."""
    made, errors = [], []
    for file in request.FILES.getlist("file"):
        try:
            made.append(_one(request, round_, file))
        except JixiaoError as fault:
            errors.append((str(file.name or ""), told(fault)))
    if not made and not errors:
        errors.append(("", _("先选发回来的 .xlsx 文件。")))
    return made, errors


def _one(request: SignedIn, round_: Round, file: UploadedFile[Any]) -> WorkbookImport:
    with uploaded(file) as path:
        return receive(actor=request.actor, round_=round_, path=path, name=str(file.name or ""))

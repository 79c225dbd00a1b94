"""Notices (通知): the round's own as a document, reminders, those from outside, what I have read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.document.layout import load_layout
from jixiao.document.model import Document, Heading, Paragraph, Table
from jixiao.document.writers import write
from jixiao.narrative.notice import FOCUS, ORDINARY, THEME, Asked, reminder, round_notice
from jixiao.narrative.notice import Round as Told
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.selectors import files_about
from jixiao_web.ledger.selectors import year_in_sums
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results.selectors import progress_of, tasks_of
from jixiao_web.rounds import notices as notice_services
from jixiao_web.rounds import services
from jixiao_web.rounds.errors import WrongState
from jixiao_web.rounds.finding import notice_in, round_in
from jixiao_web.rounds.forms import NoticeForm, ReceivedForm
from jixiao_web.rounds.models import Round, State
from jixiao_web.rounds.permissions import may_organize, may_read
from jixiao_web.rounds.selectors import (
    Subject,
    as_of,
    coordinating_office,
    notices_for,
    period_of,
    read_marks_of,
    subjects_of,
    unread_notices,
    working_days,
)

PAGE = 40
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def subject_line(round_: Round) -> str:
    """What a round is about, in a reminder."""
    return f"{round_.year.fiscal_year}年{round_.name}材料"


def document_of(round_: Round) -> Document:
    """The notice of a round as a document."""
    period = period_of(round_)
    if period is None:
        raise Http404(_("这个年度没有这个期间了，先在批次里改期间。"))
    asked = [Asked(each.office, each.name, _kind(each)) for each in subjects_of(round_) if not each.is_unit]
    what = Told(
        due=round_.due_office,
        as_of=as_of(round_),
        asked=asked,
        issuer=coordinating_office(round_.year),
        contact=round_.contact,
        phone=round_.phone,
        more=round_.more,
    )
    dated = round_.created_at.date()
    return round_notice(year_in_sums(round_.year), period, what, dated=dated).document


def _kind(subject: Subject) -> str:
    if subject.is_theme:
        return THEME
    return FOCUS if subject.is_focus else ORDINARY


def text_of(document: Document) -> str:
    """The words of a document without its annex."""
    lines: list[str] = []
    for block in document.blocks[1:]:
        if isinstance(block, (Heading, Table)):
            break
        if isinstance(block, Paragraph) and block.text.strip():
            lines.append(block.text.strip())
    return "\n".join(lines[:-1] if lines and lines[-1] == "附件" else lines)


@require_GET
@year_page(may_read)
def notice_document(request: SignedIn, round_id: int) -> HttpResponseBase:
    """The notice as a Word file, in the official layout."""
    round_ = round_in(request, round_id)
    document = document_of(round_)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "notice.docx"
        write(document, path, load_layout("gbt-9704"))
        content = path.read_bytes()
    name = f"{document.title.replace(chr(10), '')}.docx"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=WORD)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_organize)
def announce(request: SignedIn, round_id: int) -> HttpResponseBase:
    """See the notice as it will be read, then give it to the offices."""
    round_ = round_in(request, round_id)
    document = document_of(round_)
    title, text = document.title.replace("\n", ""), text_of(document)
    if request.method == "POST":
        try:
            services.announce(actor=request.actor, round_=round_, title=title, text=text)
        except WrongState as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("已发出：%(title)s") % {"title": title})
        return redirect("rounds:round", request.year.fiscal_year, round_.pk)
    progress = progress_of(tasks_of(round_))
    shown = {"round": round_, "title": title, "lines": text.split("\n"), "offices": progress}
    return render(request, "rounds/announce.html", shown)


@require_POST
@year_page(may_organize)
def remind(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Remind one office, or all that have not handed in, within the application."""
    round_ = round_in(request, round_id)
    wanted = request.POST.get("office", "").replace("\x00", "")
    left = working_days().between(request.actor.today, round_.due_office)
    reminded = []
    for each in progress_of(tasks_of(round_)) if round_.is_open else ():
        if not each.office or not each.missing or (wanted and wanted != each.office):
            continue
        names = [task.subject.name for task in each.missing]
        text = reminder(each.office, subject_line(round_), round_.due_office, left, names)
        made = services.remind(actor=request.actor, round_=round_, office=each.office, text=text)
        if made is not None:
            reminded.append(each.office)
    if reminded:
        messages.success(request, _("已催报：%(offices)s") % {"offices": "、".join(reminded)})
    else:
        messages.info(request, _("今天已经催过，或没有待报的部门。"))
    return redirect("rounds:round", request.year.fiscal_year, round_.pk)


@require_GET
@year_page(may_read)
def notices(request: SignedIn) -> HttpResponseBase:
    """The notices that reached me, unread first marked."""
    found = notices_for(request.actor, request.year).prefetch_related("deliveries")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    unread = set(unread_notices(request.actor).values_list("pk", flat=True))
    shown = {"page": page, "unread": unread, "may_organize": may_organize(request.actor)}
    return render(request, "rounds/notices.html", shown)


@require_GET
@year_page(may_read)
def notice(request: SignedIn, notice_id: int) -> HttpResponseBase:
    """One notice, with who has read it."""
    found = notice_in(request, notice_id)
    return render(
        request,
        "rounds/notice.html",
        {
            "notice": found,
            "subject": f"rounds.notice/{found.pk}",
            "has_files": files_about(f"rounds.notice/{found.pk}").exists(),
            "offices": [each.office for each in found.deliveries.all()],
            "marks": read_marks_of(found),
            "is_unread": unread_notices(request.actor).filter(pk=found.pk).exists(),
            "may_organize": may_organize(request.actor),
            "is_open": found.round is not None and found.round.state != State.DRAFT,
        },
    )


@require_POST
@year_page(may_read)
def read(request: SignedIn, notice_id: int) -> HttpResponseBase:
    """Take note that I have read a notice."""
    notice_services.mark_read(actor=request.actor, notices=[notice_in(request, notice_id)])
    return redirect("rounds:notices", request.year.fiscal_year)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_organize)
def new(request: SignedIn) -> HttpResponseBase:
    """Write a notice to offices."""
    form = NoticeForm(request.POST if request.method == "POST" else None, year=request.year)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        offices = [""] if "all" in given["offices"] else given["offices"]
        notice_services.tell(
            actor=request.actor,
            year=request.year,
            title=given["title"],
            text=given["text"],
            dated=request.actor.today,
            offices=offices,
        )
        messages.success(request, _("已发出：%(title)s") % {"title": given["title"]})
        return redirect("rounds:notices", request.year.fiscal_year)
    status = 422 if form.errors else 200
    return render(request, "rounds/notice_form.html", {"form": form, "is_received": False}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_organize)
def receive(request: SignedIn) -> HttpResponseBase:
    """Register a notice from outside, with its dates."""
    form = ReceivedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = notice_services.receive(actor=request.actor, year=request.year, values=form.cleaned_data)
        messages.success(request, _("已登记：%(title)s") % {"title": made.title})
        return redirect("rounds:notice", request.year.fiscal_year, made.pk)
    status = 422 if form.errors else 200
    return render(request, "rounds/notice_form.html", {"form": form, "is_received": True}, status=status)

"""A fragment that an office sends by mail (来稿): its figures beside the ledger's, then text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jixiao.document.readers.reading import SUFFIXES, read_document
from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.reporting.fragment import fragment_of, words_of
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.uploads import uploaded
from jixiao_web.ledger.selectors import year_in_sums
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results import services
from jixiao_web.results.errors import FormMoved, NotNow
from jixiao_web.results.finding import task_in
from jixiao_web.results.permissions import may_read, may_write
from jixiao_web.results.prefill import prefill
from jixiao_web.results.selectors import Task
from jixiao_web.results.typed import LONGEST, cleaned, version_in
from jixiao_web.rounds.selectors import period_of

PLACES = ("results", "evaluation")


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_read)
def fragment(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """Paste or upload; see which figures the ledger has otherwise; take it over as text."""
    task = task_in(request, round_id, kind, code)
    if not may_write(request.actor, task.subject.office):
        raise PermissionDenied
    if task.subject.is_unit:
        raise Http404(_("部门整体没有成稿的文字。"))
    text, error = cleaned(request.POST.get("text", "")), ""
    if request.method == "POST" and request.POST.get("do") == "take":
        return _take(request, task, text)
    file = request.FILES.get("file")
    if file is not None:
        try:
            text = cleaned(_words(file))
        except JixiaoError as fault:
            error = told(fault)
    elif request.method == "POST" and not text.strip():
        error = _("粘贴来稿的文字，或选一个 Word 文件。")
    period = period_of(task.round)
    found = None
    if request.method == "POST" and not error and period is not None:
        found = fragment_of(text, year_in_sums(task.round.year, [period.end]), period, task.subject.code)
    shown = {
        "task": task,
        "subject": task.subject,
        "round": task.round,
        "text": text,
        "found": found,
        "error": error,
        "version": task.form.version if task.form else 0,
        "places": [
            ("results", _("内容") if task.subject.is_theme else _("完成情况")),
            *([] if task.subject.is_theme else [("evaluation", _("评价"))]),
        ],
    }
    return render(request, "results/fragment.html", shown, status=422 if error else 200)


def _take(request: SignedIn, task: Task, text: str) -> HttpResponseBase:
    """Put the text into the form, in the place of what stood there or after it."""
    place = request.POST.get("place", "results")
    content = dict(task.form.content if task.form else prefill(task.round, task.subject).content)
    back = redirect(
        "results:entry",
        request.year.fiscal_year,
        task.round.pk,
        task.subject.kind,
        task.subject.code,
    )
    if place not in PLACES or not text.strip():
        messages.error(request, _("没有文字可以采用。"))
        return back
    before = str(content.get(place) or "").strip() if request.POST.get("how") == "after" else ""
    content[place] = f"{before}\n{text}".strip()[:LONGEST]
    try:
        services.save_draft(
            actor=request.actor,
            round_=task.round,
            subject=task.subject,
            content=content,
            version=version_in(request.POST),
        )
    except FormMoved as error:
        messages.error(
            request,
            _("%(who)s 刚才改过这份填报，来稿没有放进去。再粘贴一次。") % {"who": error.form.changed_by},
        )
    except NotNow as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("来稿已放进“%(name)s”") % {"name": task.subject.name})
    return back


def _words(file: UploadedFile[Any]) -> str:
    """The words of an uploaded file. Raises UnreadableFile."""
    suffix = Path(file.name or "").suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableFile(
            f"“{file.name}”读不了。", hint="另存为 .docx 再传，或直接粘贴文字。", english="Save it as .docx."
        )
    with uploaded(file) as path:
        return words_of(read_document(path))

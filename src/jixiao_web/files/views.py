"""Files in and out (文件): uploads to a subject, downloads, never anything that a browser would run."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jixiao_web.accounts.permissions import signed_in
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files import services
from jixiao_web.files.content import SHOWN_IN_BROWSER
from jixiao_web.files.errors import FileRefused
from jixiao_web.files.kinds import kinds
from jixiao_web.files.models import StoredFile
from jixiao_web.files.selectors import may_read, may_remove
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.pages.telling import told
from jixiao_web.pages.way_back import way_back


@require_GET
@signed_in
def download(request: SignedIn, file_id: int) -> HttpResponseBase:
    """The file as it was kept; `?inline` shows a scan in the browser, nothing else is ever shown there."""
    file = _file(request, file_id)
    is_inline = "inline" in request.GET and file.media_type in SHOWN_IN_BROWSER
    try:
        opened = file.content.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("文件“%(name)s”不在存储里了，请管理员从备份找回。") % {"name": file.name}) from error
    response = FileResponse(
        opened, as_attachment=not is_inline, filename=file.name, content_type=file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{file.sha256}"'
    return response


@require_POST
@signed_in
def upload(request: SignedIn) -> HttpResponseBase:
    """Attach files to a subject, where their kind lets the actor do so."""
    kind = kinds().get(request.POST.get("kind", ""))
    subject = request.POST.get("subject", "")[:120]
    given_year = request.POST.get("year", "")
    year = BudgetYear.objects.filter(fiscal_year=int(given_year)).first() if given_year.isdigit() else None
    if kind is None or not kind.may_add(request.actor, year, subject):
        raise PermissionDenied
    kept = []
    for each in request.FILES.getlist("file"):
        try:
            services.keep(
                actor=request.actor,
                name=each.name or "",
                content=each.file or each,
                kind=kind.name,
                subject=subject,
                year=year,
                office=kind.office_of(year, subject),
            )
            kept.append(each.name)
        except FileRefused as error:
            messages.error(request, told(error))
    if kept:
        messages.success(request, _("已收 %(count)s 个文件") % {"count": len(kept)})
    elif not request.FILES:
        messages.error(request, _("没有选文件。先选文件，再点“上传”。"))
    return _back(request)


@require_POST
@signed_in
def remove(request: SignedIn, file_id: int) -> HttpResponseBase:
    """Take a file off its subject."""
    file = _file(request, file_id)
    if not may_remove(request.actor, file):
        raise PermissionDenied
    entry = services.remove(actor=request.actor, file=file, reason=request.POST.get("reason", "")[:500])
    undo = f"undo:{entry.pk}" if entry else ""
    messages.success(request, _("已移除“%(name)s”") % {"name": file.name}, extra_tags=undo)
    return _back(request)


@require_POST
@signed_in
def restore(request: SignedIn, file_id: int) -> HttpResponseBase:
    """Bring a removed file back."""
    file = _file(request, file_id)
    if not may_remove(request.actor, file):
        raise PermissionDenied
    services.restore(actor=request.actor, file=file)
    messages.success(request, _("已恢复“%(name)s”") % {"name": file.name})
    return _back(request)


def _file(request: SignedIn, file_id: int) -> StoredFile:
    """The file; to whom may not read it, it is as if it did not exist."""
    file = StoredFile.objects.select_related("year").filter(pk=file_id).first()
    if file is None or not may_read(request.actor, file):
        raise Http404
    return file


def _back(request: SignedIn) -> HttpResponseBase:
    return way_back(request)

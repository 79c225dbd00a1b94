"""Fill-in workbooks (填报工作簿): out to people without an account, and back in."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.errors import JixiaoError
from jixiao_web.accounts.request import SignedIn
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results.filling import fill_in_of, import_returned, written
from jixiao_web.results.models import WorkbookImport
from jixiao_web.results.permissions import fills_in, may_collect, may_write
from jixiao_web.results.selectors import imports_of, progress_of, tasks_of
from jixiao_web.rounds.finding import round_in

MB = 1 << 20
LARGEST = 20 * MB
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@year_page(fills_in)
def download(request: SignedIn, round_id: int) -> HttpResponseBase:
    """The workbook of an office, as far as it is filled in now."""
    round_ = round_in(request, round_id)
    office = request.GET.get("office", "")
    if not office or not may_write(request.actor, office):
        raise PermissionDenied
    tasks = [each for each in tasks_of(round_) if each.subject.office == office]
    if not tasks:
        raise Http404(_("这个批次没有要“%(office)s”填报的内容。") % {"office": office})
    content = written(fill_in_of(round_, office, tasks, request.actor.today))
    name = f"{round_.name}-{office}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=EXCEL)


@require_http_methods(["GET", "HEAD", "POST"])
@year_page(may_collect)
def import_(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Take in the file that came back."""
    round_ = round_in(request, round_id)
    error = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            error = _("先选发回来的 .xlsx 文件。")
        else:
            try:
                made = _imported(request, round_, file)
            except JixiaoError as fault:
                error = told(fault)
            else:
                messages.success(request, _("已导入：%(name)s") % {"name": made.name})
                return redirect("results:imported", request.year.fiscal_year, round_.pk, made.pk)
    shown = {
        "round": round_,
        "error": error,
        "imports": imports_of(round_),
        "progress": [each for each in progress_of(tasks_of(round_)) if each.office],
    }
    return render(request, "results/import.html", shown, status=422 if error else 200)


@require_GET
@year_page(may_collect)
def imported(request: SignedIn, round_id: int, import_id: int) -> HttpResponseBase:
    """What became of each row of a workbook."""
    round_ = round_in(request, round_id)
    made = WorkbookImport.objects.filter(round=round_, pk=import_id).select_related("imported_by").first()
    if made is None:
        raise Http404(_("没有这次导入。"))
    return render(request, "results/imported.html", {"round": round_, "made": made, "report": made.report})


def _imported(request: SignedIn, round_: Any, file: UploadedFile[Any]) -> WorkbookImport:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "returned.xlsx"
        with path.open("wb") as opened:
            for chunk in file.chunks():
                opened.write(chunk)
                if opened.tell() > LARGEST:
                    break
        return import_returned(actor=request.actor, round_=round_, path=path, name=str(file.name or ""))

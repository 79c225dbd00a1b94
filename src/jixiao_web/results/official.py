"""Official forms of a round (官方表格): a project's as it stands, what is typed included; and back again."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from jixiao.document.layout import load_layout
from jixiao.errors import JixiaoError
from jixiao.exchange.entry_merge import Side, merged, parts
from jixiao.exchange.fill_in import Returned
from jixiao.exchange.forms import FORMATS, file_name, write_form
from jixiao.exchange.grid import Book
from jixiao.exchange.returned_forms import read_forms
from jixiao.narrative.forms import load_form
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.content import Type
from jixiao_web.files.uploads import uploaded
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.results import services
from jixiao_web.results.drafts import facts_of, layout_for
from jixiao_web.results.errors import FormMoved, NotNow
from jixiao_web.results.finding import task_in
from jixiao_web.results.packing import OFFICIAL, ask_packed
from jixiao_web.results.permissions import may_read, may_write
from jixiao_web.results.prefill import prefill
from jixiao_web.results.selectors import Task, forms_wanted
from jixiao_web.results.typed import version_in
from jixiao_web.rounds.finding import round_in

_MOST_TOLD = 5
_TYPES: Mapping[str, str] = {
    "xlsx": Type.EXCEL.media_type,
    "docx": Type.WORD.media_type,
    "pdf": Type.PDF.media_type,
}


@require_GET
@year_page(may_read)
def download(request: SignedIn, round_id: int, kind: str, code: str, suffix: str) -> HttpResponseBase:
    """The form of one project, filled in as far as the ledger and what is typed go."""
    task = task_in(request, round_id, kind, code)
    layout = layout_for(task)
    if suffix not in FORMATS or layout is None:
        raise Http404(_("这一项没有这样的表。"))
    form, name = load_form(layout), task.subject.name
    project = task.subject.code if task.subject.is_project else ""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form.{suffix}"
        write_form(form, facts_of(task.round, [task]), path, load_layout(), project=project)
        content = BytesIO(path.read_bytes())
    title = file_name(f"{form.title} {name}.{suffix}")
    return FileResponse(content, as_attachment=True, filename=title, content_type=_TYPES[suffix])


@require_POST
@year_page(may_read)
def pack(request: SignedIn, round_id: int) -> HttpResponseBase:
    """Have the forms of all projects that the actor may see put into one archive, by a job."""
    round_ = round_in(request, round_id)
    ask_packed(actor=request.actor, round_=round_, kind=OFFICIAL)
    address = reverse("results:forms", args=[request.year.fiscal_year])
    return redirect(f"{address}?round={round_.pk}")


@require_POST
@year_page(may_read)
def take(request: SignedIn, round_id: int, kind: str, code: str) -> HttpResponseBase:
    """Put what a filled-in form says into the draft, and tell what could not be taken."""
    task = task_in(request, round_id, kind, code)
    if not may_write(request.actor, task.subject.office):
        raise PermissionDenied
    if not task.subject.is_project:
        raise Http404(_("这一项没有这样的表。"))
    back = redirect("results:entry", request.year.fiscal_year, round_id, kind, code)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("先选填好的 .xlsx 文件。"))
        return back
    try:
        with uploaded(file) as path:
            returned = read_forms(Book(path), forms_wanted(task.round, {task.subject.key: task.subject}))
        changed = _taken(request, task, returned)
    except FormMoved as error:
        messages.error(
            request, _("%(who)s 刚才改过这份填报，表没有导入。再导入一次。") % {"who": error.form.changed_by}
        )
        return back
    except JixiaoError as fault:
        messages.error(request, told(fault))
        return back
    messages.success(
        request,
        ngettext("从表里导入了 %(n)s 处，已暂存", "从表里导入了 %(n)s 处，已暂存", changed) % {"n": changed}
        if changed
        else _("表里的内容和现在的一样"),
    )
    _tell_the_rest(request, returned)
    return back


def _taken(request: SignedIn, task: Task, returned: Returned) -> int:
    """Write what came back over the draft, and return how many parts that changes."""
    now = task.form.content if task.form else prefill(task.round, task.subject).content
    found = parts(now, now, returned.contents[task.subject.key])
    changed = sum(each.side is Side.BACK for each in found)
    if changed:
        services.save_draft(
            actor=request.actor,
            round_=task.round,
            subject=task.subject,
            content={**now, **merged((each, False) for each in found)},
            version=version_in(request.POST),
        )
    elif not task.round.is_open:
        raise NotNow("这个批次没有在填报。", english="This round is not open.")
    return changed


def _tell_the_rest(request: SignedIn, returned: Returned) -> None:
    """Tell the rows that were not taken, by sheet and row."""
    for rows, words in (
        (returned.unmatched, _("没有对应上的行，没有导入：%(rows)s")),
        (returned.altered, _("批准过的或算出来的，不从表里改：%(rows)s")),
    ):
        if rows:
            shown = [f"{each.sheet} {each.row}：{each.words[:60]}" for each in rows[:_MOST_TOLD]]
            more = f"…（{len(rows)}）" if len(rows) > _MOST_TOLD else ""
            messages.warning(request, words % {"rows": "；".join(shown) + more})

"""Pages about what was done (办理记录), and the way to take it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jixiao_web.accounts.permissions import allowed, signed_in
from jixiao_web.accounts.request import SignedIn
from jixiao_web.history.export import exported
from jixiao_web.history.forms import TrailFilter
from jixiao_web.history.models import Entry
from jixiao_web.history.permissions import may_see_all, may_undo
from jixiao_web.history.selectors import entries_like
from jixiao_web.history.telling import lines_of
from jixiao_web.history.undoing import undo as take_back
from jixiao_web.ledger.errors import CannotUndo, YearIsClosed
from jixiao_web.pages.telling import told
from jixiao_web.pages.way_back import way_back

PAGE = 50
MOST_EXPORTED = 20_000


@require_POST
@signed_in
def undo(request: SignedIn, entry_id: int) -> HttpResponseBase:
    """Take an act back, by whoever did it or the coordinator."""
    entry = get_object_or_404(Entry.objects.select_related("year"), pk=entry_id)
    if not may_undo(request.actor, entry):
        raise PermissionDenied
    try:
        take_back(actor=request.actor, entry=entry)
    except (CannotUndo, YearIsClosed) as error:
        messages.error(request, _("没有撤销：%(why)s") % {"why": told(error)})
    else:
        messages.success(request, _("已撤销：%(what)s") % {"what": entry.summary or entry.subject})
    return way_back(request)


@require_GET
@allowed(may_see_all)
def trail(request: SignedIn) -> HttpResponseBase:
    """Everything that was done by anybody, with a filter; `?export` is what is seen, as a workbook."""
    form = TrailFilter(request.GET or None)
    wanted = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    entries = entries_like(**wanted)
    if "export" in request.GET and not form.errors:
        return exported(lines_of(entries[:MOST_EXPORTED]))
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    content = {
        "form": form,
        "page": page,
        "lines": lines_of(page.object_list, request.actor),
        "is_filtered": bool(wanted),
        "kept": query.urlencode(),
        "here": "history",
        "most": MOST_EXPORTED,
    }
    return render(request, "history/all.html", content)

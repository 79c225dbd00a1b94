"""Pages of the start: an empty installation (首次设置), the unit and its offices, the year that follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.exchange.reading import Reading
from jixiao.tracking.differences import differences
from jixiao.tracking.rollover import next_year
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import TABLES, Year
from jixiao_web.accounts.request import SignedIn
from jixiao_web.files.errors import FileRefused
from jixiao_web.files.models import StoredFile
from jixiao_web.files.services import keep
from jixiao_web.history.telling import sheet_of
from jixiao_web.ledger.editing import Editing, edit
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import row_of, rows_of, year_of
from jixiao_web.ledger.services import describe_unit
from jixiao_web.pages.context import shown_unit
from jixiao_web.pages.telling import told
from jixiao_web.pages.views import year_page
from jixiao_web.start import services
from jixiao_web.start.errors import BegunAlready
from jixiao_web.start.forms import BeginForm, NextYearForm, UnitForm
from jixiao_web.start.opening import open_next_year
from jixiao_web.start.permissions import may_keep_year
from jixiao_web.start.reading import read_file, told_findings
from jixiao_web.start.selectors import is_empty

BACKEND = "jixiao_web.accounts.backend.UnexpiredBackend"
SALT = "start.workbook"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponseBase:
    """Set up an empty installation: unit, year, offices and the first account, or a workbook of the year."""
    if not is_empty():
        return redirect("home")
    if request.method == "GET":
        services.log.warning(services.announce())
        return render(request, "start/begin.html", {"form": BeginForm()})
    form = BeginForm(request.POST, request.FILES)
    form.is_valid()
    content, findings = _content(request, form)
    if content is not None and form.is_valid():
        try:
            person, year = services.begin(
                content=content,
                username=form.cleaned_data["username"],
                full_name=form.cleaned_data["full_name"],
                password=form.cleaned_data["password1"],
            )
        except BegunAlready as error:
            messages.warning(request, told(error))
            return redirect("sign-in")
        except JixiaoError as error:
            form.add_error(None, told(error))
        else:
            login(request, person, backend=BACKEND)
            messages.success(request, _("已建好 %(year)s 年度") % {"year": year.fiscal_year})
            return redirect("start:offices", year.fiscal_year)
    return render(request, "start/begin.html", {"form": form, "findings": findings}, status=422)


def _content(request: HttpRequest, form: BeginForm) -> tuple[Year | None, list[dict[str, str]]]:
    """The year to begin with, and what was found in its workbook; none where something is wrong.

    A workbook is looked at only by who knows the code. Once it was read without errors it is kept, so that
    another mistake on the page does not mean choosing it again.
    """
    given = form.cleaned_data
    if "code" not in given or "way" not in given:
        return None, []
    if given["way"] == "typed":
        if form.errors:
            return None, []
        offices = given["offices"]
        return (
            services.first_year(
                fiscal_year=given["fiscal_year"], unit=form.unit, offices=offices, coordinator=offices[0]
            ),
            [],
        )
    try:
        reading = _read_workbook(form)
    except (UnreadableFile, FileRefused) as error:
        form.add_error("file", told(error))
        return None, []
    if reading is None:
        return None, []
    if reading.year is None:
        form.add_error("file", _("有 %(n)s 处错误，没有读入。改好再选一次。") % {"n": len(reading.errors)})
    return reading.year, told_findings(reading)


def _read_workbook(form: BeginForm) -> Reading | None:
    given = form.cleaned_data
    usual = given.get("fiscal_year")
    file = given.get("file")
    if file:
        reading = read_file(file, file.name or "", usual=usual)
        if reading.year is not None:
            file.seek(0)
            kept = keep(actor=None, name=file.name or "", content=file, kind=SALT)
            form.data = {**form.data.dict(), "kept": signing.dumps(kept.pk, salt=SALT)}  # type: ignore[attr-defined]
        return reading
    if not given.get("kept"):
        return None
    try:
        kept = StoredFile.objects.get(pk=signing.loads(given["kept"], salt=SALT), kind=SALT)
    except (signing.BadSignature, StoredFile.DoesNotExist):
        form.add_error("file", _("选一本工作簿。"))
        return None
    with kept.content.open("rb") as opened:
        return read_file(opened, kept.name, usual=usual)


@require_http_methods(["GET", "POST"])
@year_page(may_keep_year)
def offices(request: SignedIn) -> HttpResponseBase:
    """The unit, and its offices under the names that they bear in the year."""
    form = UnitForm(request.POST if request.method == "POST" else None, unit=request.year.unit)
    if request.method == "POST" and form.is_valid():
        try:
            describe_unit(actor=request.actor, year=request.year, unit=form.unit)
        except JixiaoError as error:
            form.add_error(None, told(error))
        else:
            messages.success(request, _("单位情况已保存"))
            return redirect("start:offices", request.year.fiscal_year)
    content = {"form": form, "parties": rows_of(request.year, "parties"), "here": "offices"}
    return render(request, "start/offices.html", content, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@year_page(may_keep_year)
def office(request: SignedIn, party_id: int | None = None) -> HttpResponse:
    """One office, new or as it stands."""
    row = None if party_id is None else row_of(request.year, "parties", pk=party_id)
    if party_id is not None and row is None:
        raise Http404
    return edit(
        request,
        Editing(
            table="parties",
            title=row.name if row else _("新部门"),
            act="office.save",
            back=reverse("start:offices", args=[request.year.fiscal_year]),
            row=row,
        ),
    )


@require_http_methods(["GET", "POST"])
@year_page(may_keep_year)
def new_year(request: SignedIn) -> HttpResponseBase:
    """The year that follows: what goes on, as a preview first, then for good."""
    old = year_of(request.year)
    following = BudgetYear.objects.filter(fiscal_year=old.fiscal_year + 1).first()
    unit = shown_unit(request)
    form = NextYearForm(request.POST if request.method == "POST" else None, year=old, unit=unit)
    content: dict[str, Any] = {
        "form": form,
        "next": old.fiscal_year + 1,
        "following": following,
        "here": "new_year",
        "unit": unit,
    }
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "open":
            try:
                opened = open_next_year(actor=request.actor, year=request.year, plan=form.plan)
            except JixiaoError as error:
                form.add_error(None, told(error))
            else:
                messages.success(request, _("%(year)s 年度已开") % {"year": opened.fiscal_year})
                return redirect("start:offices", opened.fiscal_year)
        else:
            content["preview"] = _preview(next_year(old, form.plan), old)
            return render(request, "start/new_year.html", content)
    return render(request, "start/new_year.html", content, status=422 if request.method == "POST" else 200)


def _preview(following: Year, old: Year) -> list[dict[str, Any]]:
    """For each table how many rows come along and how many stay behind."""
    empty = Year(fiscal_year=following.fiscal_year, unit=Unit(name="", short_name=""))
    coming = {each.table: len(each.new) for each in differences(empty, following).tables}
    return [
        {"sheet": sheet_of(cls), "old": len(old.table(table)), "new": coming.get(table, 0)}
        for table, cls in TABLES.items()
        if old.table(table) or coming.get(table)
    ]

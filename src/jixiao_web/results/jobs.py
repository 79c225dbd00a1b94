"""Long work of reporting: archives of fill-in workbooks and of official forms (打包)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao.exchange.forms import file_name, pack_forms
from jixiao_web.files.services import keep
from jixiao_web.jobs.bodies import Running, body
from jixiao_web.results.drafts import facts_of, layout_for, layout_of
from jixiao_web.results.errors import NotNow
from jixiao_web.results.files import PACKED
from jixiao_web.results.filling import fill_in_of, name_of, written
from jixiao_web.results.packing import OFFICIAL, PACKING, recipients_for
from jixiao_web.results.permissions import may_collect
from jixiao_web.results.prefill import Beginnings
from jixiao_web.results.selectors import tasks_for
from jixiao_web.rounds.models import Round


@body(PACKING, title=gettext_lazy("打包填报工作簿"))
def pack(running: Running, *, round_id: int) -> dict[str, Any]:
    """Write the workbook of everybody for whom the actor may write into one archive, and keep that."""
    round_ = Round.objects.select_related("year").get(pk=round_id)
    actor = running.actor
    found = recipients_for(actor, round_) if actor else []
    if actor is None or not found:
        raise NotNow("这个批次没有要发的填报工作簿。", english="The round has no workbook to send out.")
    beginnings = Beginnings(round_)
    with TemporaryFile() as packed:
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for done, each in enumerate(found):
                running.progress(done, len(found), each.person or each.office)
                fill_in = fill_in_of(beginnings, each.office, each.tasks, actor.today, each.person)
                archive.writestr(name_of(round_, each.office, each.person), written(fill_in).getvalue())
        running.progress(len(found), len(found))
        packed.seek(0)
        with transaction.atomic():
            file = keep(
                actor=actor,
                name=_("%(round)s-填报工作簿.zip") % {"round": round_.name},
                content=packed,
                kind=PACKED,
                subject=f"rounds.round/{round_.pk}",
                year=round_.year,
            )
    view = "results:import" if may_collect(actor) else "results:respondents"
    address = reverse(view, args=[round_.year.fiscal_year, round_.pk])
    return {"address": address, "file": file.pk, "count": len(found)}


@body(OFFICIAL, title=gettext_lazy("打包官方表格"))
def pack_official(running: Running, *, round_id: int) -> dict[str, Any]:
    """Write the forms of the projects that the actor may see into one archive, a file each, and keep it."""
    round_ = Round.objects.select_related("year").get(pk=round_id)
    actor = running.actor
    asked = tasks_for(actor, round_) if actor else []
    tasks = [each for each in asked if each.subject.is_project]
    if not tasks:
        raise NotNow("这个批次没有项目。", english="The round asks about no project.")
    units = [layout for each in asked if each.subject.is_unit and (layout := layout_for(each))]
    forms = [layout_of(round_), *units]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "forms.zip"
        count = pack_forms(
            facts_of(round_, asked),
            forms,
            path,
            codes={each.subject.code for each in tasks},
            told=running.progress,
        )
        running.progress(count, count)
        with path.open("rb") as packed, transaction.atomic():
            file = keep(
                actor=actor,
                name=file_name(_("%(round)s-官方表格.zip") % {"round": round_.name}),
                content=packed,
                kind=PACKED,
                subject=f"rounds.round/{round_.pk}",
                year=round_.year,
            )
    address = f"{reverse('results:forms', args=[round_.year.fiscal_year])}?round={round_.pk}"
    return {"address": address, "file": file.pk, "count": count}

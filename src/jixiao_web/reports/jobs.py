"""Long work of reports (生成文件): a draft as a file, and everything that goes out at issue."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao.document.layout import load_layout
from jixiao.document.writers import write
from jixiao.exchange.forms import file_name, write_forms
from jixiao.exchange.letters import write_letters
from jixiao_web.files.models import StoredFile
from jixiao_web.files.services import keep
from jixiao_web.jobs.bodies import Running, body
from jixiao_web.proofing.services import bring
from jixiao_web.reports.errors import NotNow
from jixiao_web.reports.files import ISSUED
from jixiao_web.reports.models import Report, State
from jixiao_web.reports.selectors import content_of, draft_of, drift_since, latest_version, paragraphs_of
from jixiao_web.reports.signing import issue as issue_report


@body("reports.export", title=gettext_lazy("生成报告文件"))
def export(running: Running, *, report_id: int, form: str) -> dict[str, Any]:
    """Make a file of the draft as it stands now."""
    report = Report.objects.select_related("year").get(pk=report_id)
    running.progress(0, 2, _("取数"))
    draft = draft_of(report, whole=True)
    running.progress(1, 2, _("排版"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{file_name(draft.document.title)}.{form}"
        write(draft.document, path, load_layout())
        kept = keep(
            actor=running.actor,
            name=path.name,
            content=path.read_bytes(),
            kind="reports.draft",
            subject=f"reports.draft/{report.pk}",
            year=report.year,
        )
    return {"address": reverse("files:download", args=[kept.pk])}


@body("reports.proof", title=gettext_lazy("核报告草稿"))
def proof(running: Running, *, report_id: int) -> dict[str, Any]:
    """Make a Word file of the draft and bring it to the proofing desk, held to the ledger."""
    report = Report.objects.select_related("year").get(pk=report_id)
    actor = running.actor
    assert actor is not None, "somebody asked for it"
    running.progress(0, 2, _("排版"))
    draft = draft_of(report, whole=True)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{file_name(draft.document.title)}.docx"
        write(draft.document, path, load_layout())
        running.progress(1, 2, _("送到核稿台"))
        run = bring(
            actor=actor, year=report.year, name=path.name, content=path.read_bytes(), against=report.year
        )
    return {"address": reverse("proofing:run", args=[report.year.fiscal_year, run.pk])}


@body("reports.issue", title=gettext_lazy("印发报告"))
def issue(running: Running, *, report_id: int) -> dict[str, Any]:
    """Make the files of a signed report, keep them with their digests and freeze it.

    Raises NotNow where the ledger or the words are no longer those that were signed.
    """
    report = Report.objects.select_related("year").get(pk=report_id)
    address = reverse("reports:sign", args=[report.year.fiscal_year, report.pk])
    if report.state == State.ISSUED:
        return {"address": address}
    version = latest_version(report)
    draft = draft_of(report, whole=True)
    drift = drift_since(version) if version else []
    if version is None or drift or version.paragraphs != paragraphs_of(draft_of(report)):
        told = "；".join(f"{each.name} {each.old}→{each.new}" for each in drift[:5])
        raise NotNow(
            f"签批之后台账或文字有变化（{told or '文字'}），签的不是这一稿。",
            hint="收回起草、重新送签；或把台账改回签批时的样子。",
            english="The ledger or the words have changed since it was signed: take it back and sign again.",
        )
    year, period = content_of(report, whole=True)
    layout = load_layout()
    with TemporaryDirectory() as name:
        folder = Path(name)
        stem = file_name(draft.document.title)
        for number, suffix in enumerate(("docx", "html", "pdf")):
            running.progress(number, 5, suffix)
            write(draft.document, folder / f"{stem}.{suffix}", layout)
        running.progress(3, 5, _("附件"))
        write_forms(year, period, folder, layout=layout)
        running.progress(4, 5, _("报送函"))
        write_letters(year, period, folder, number=report.number, dated=report.dated, layout=layout)
        StoredFile.objects.filter(kind=ISSUED, subject=report.subject).delete()
        files = [
            keep(
                actor=running.actor,
                name=each.name,
                content=each.read_bytes(),
                kind=ISSUED,
                subject=report.subject,
                year=report.year,
            )
            for each in sorted(folder.iterdir())
        ]
    issue_report(actor=running.actor, report=report, version=version, files=files)
    return {"address": address}

"""Long work of the start: reading a year's workbook, putting it in place, writing one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao_web.jobs.bodies import Running, body
from jixiao_web.start import replacing
from jixiao_web.start.models import Upload


@body("start.read", title=gettext_lazy("读年度工作簿"))
def read(running: Running, *, upload_id: int) -> dict[str, Any]:
    """Read a workbook and compare it with the year."""
    upload = _upload(upload_id)
    running.progress(0, 2, _("正在读工作簿"))
    with transaction.atomic():
        replacing.read(actor=running.actor, upload=upload)
    running.progress(2, 2)
    return {"address": _address(upload)}


@body("start.replace", title=gettext_lazy("换入年度工作簿"))
def replace(running: Running, *, upload_id: int) -> dict[str, Any]:
    """Put a workbook in the year's place; once it is there, nothing more is done."""
    upload = _upload(upload_id)
    running.progress(0, 1, _("正在写入台账"))
    if not upload.is_written:
        replacing.put_in_place(actor=running.actor, upload=upload)
    return {"address": _address(upload)}


@body("start.export", title=gettext_lazy("导出整年"))
def export(running: Running, *, suffix: str) -> dict[str, Any]:
    """Write the whole year as a file."""
    running.progress(0, 1, _("正在写工作簿"))
    file = replacing.export(actor=running.actor, year=running.year, suffix=suffix)
    return {"address": reverse("start:workbook", args=[running.year.fiscal_year]) + f"?made={file.pk}"}


def _upload(upload_id: int) -> Upload:
    return Upload.objects.select_related("year", "file", "proposal").get(pk=upload_id)


def _address(upload: Upload) -> str:
    return reverse("start:upload", args=[upload.year.fiscal_year, upload.pk])

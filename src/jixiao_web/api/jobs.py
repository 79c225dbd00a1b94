"""Long work of the API: the check of a large file."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao_web.api.checking import address_of_record, record_of_file
from jixiao_web.files.models import StoredFile
from jixiao_web.files.services import keep
from jixiao_web.jobs.bodies import Running, body


@body("api.check", title=gettext_lazy("核稿（接口）"))
def check(running: Running, *, file_id: int) -> dict[str, Any]:
    """Check a file and keep the record."""
    running.progress(0, 1, _("正在核稿"))
    file = StoredFile.objects.get(pk=file_id)
    with file.content.open("rb") as opened:
        record = record_of_file(opened, file.name)
    kept = keep(
        actor=running.actor,
        name=f"{file.name}.json",
        content=json.dumps(record, ensure_ascii=False).encode(),
        kind="api.result",
    )
    return {"address": address_of_record(kept.pk), "conclusion": record["conclusion"]}

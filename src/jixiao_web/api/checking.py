"""The check over the API (核稿接口): a file in, what was found in it out, as the command line has it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any

from django.core.files.base import File as DjangoFile
from django.http import HttpRequest
from django.urls import reverse
from ninja import File, Query, Router, Status, UploadedFile

from jixiao_web.api.security import calling
from jixiao_web.api.shapes import Failure, JobOut
from jixiao_web.api.tracking import job_out
from jixiao_web.files.content import clean_name
from jixiao_web.files.services import keep
from jixiao_web.jobs.services import enqueue
from jixiao_web.proofing.permissions import may_proof

Background = Annotated[bool, Query(description="Answer with a job at once.")]
router = Router(tags=["check"])
AT_ONCE = 5 << 20
"""Bytes up to which a file is checked while its sender waits."""
CHUNK = 1 << 20


@router.post(
    "/check",
    response={200: dict[str, Any], 202: JobOut, 409: Failure},
    summary="Check every figure of a report against all others in it",
)
def check(
    request: HttpRequest,
    file: File[UploadedFile],
    background: Background = False,  # noqa: FBT002 - how the framework names a parameter
) -> Any:
    """The result is a record of check.schema.json; a file above 5 MB, or with `background`, becomes a job.

    The job's `result.address` is where the record is then.
    """
    actor = calling(request, may_proof)
    name = clean_name(file.name or "")
    if background or (file.size or 0) > AT_ONCE:
        kept = keep(actor=actor, name=name, content=file, kind="api.check")
        job = enqueue(actor=actor, kind="api.check", arguments={"file_id": kept.pk})
        return Status(202, job_out(job))
    return Status(200, record_of_file(file, name))


def record_of_file(opened: IO[bytes] | DjangoFile[bytes], name: str) -> dict[str, Any]:
    """The record of a file. Raises UnreadableFile."""
    from jixiao.reporting.as_json import record_of
    from jixiao.reporting.checked import checked

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as written:
            for part in _parts(opened):
                written.write(part)
        result, _proof = checked(path)
    return {**record_of(result), "path": name}


def _parts(opened: IO[bytes] | DjangoFile[bytes]) -> Iterator[bytes]:
    opened.seek(0)
    while part := opened.read(CHUNK):
        yield part


def address_of_record(file_id: int) -> str:
    """Where a record is that a job has made."""
    return reverse("files:download", args=[file_id])

"""Writes a workbook into a year's place (换入)."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import IO

from django.db import transaction

from jixiao.exchange.as_json import to_json
from jixiao.tracking.differences import differences
from jixiao.tracking.year import TABLES
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.models import StoredFile
from jixiao_web.files.services import keep
from jixiao_web.history.models import Entry
from jixiao_web.jobs.services import enqueue
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import year_of
from jixiao_web.ledger.services import replace_year
from jixiao_web.start.errors import NotReady
from jixiao_web.start.models import Upload
from jixiao_web.start.reading import read_file, told_differences, told_findings
from jixiao_web.start.selectors import kept_year


@transaction.atomic
def bring(*, actor: Actor, year: BudgetYear, name: str, content: bytes | IO[bytes]) -> Upload:
    """Keep a workbook and have it read; nothing is written into the year. Raises FileRefused."""
    file = keep(actor=actor, name=name, content=content, kind="start.workbook", year=year)
    upload = Upload.objects.create(year=year, file=file, made_by=actor.user)
    _have_it_read(actor, upload)
    return upload


@transaction.atomic
def bring_again(*, actor: Actor, upload: Upload) -> None:
    """Compare a workbook with the year as it is now. Raises NotReady where it was put in place already."""
    if upload.is_written:
        raise NotReady("这本工作簿已经换入了。", english="This workbook is in place already.")
    Upload.objects.filter(pk=upload.pk).update(based_on="", proposal=None)
    upload.refresh_from_db()
    _have_it_read(actor, upload)


@transaction.atomic
def confirm(*, actor: Actor, upload: Upload) -> None:
    """Have a workbook put in the year's place. Raises NotReady where the year was changed since."""
    refuse_unready(upload)
    upload.job = enqueue(
        actor=actor, kind="start.replace", arguments={"upload_id": upload.pk}, year=upload.year
    )
    upload.save(update_fields=["job"])


def refuse_unready(upload: Upload) -> None:
    """See that a workbook may be put in the year's place now. Raises NotReady."""
    if upload.is_written:
        raise NotReady("这本工作簿已经换入了。", english="This workbook is in place already.")
    if upload.proposal is None:
        raise NotReady("这本工作簿有错误，先改好再传。", english="This workbook has errors: mend them first.")
    if upload.year.revision != upload.based_on:
        raise NotReady(
            "看过差异以后，又有人改了台账。",
            hint="先点“重新比较”。",
            english="Somebody has changed the ledger since: compare again first.",
        )


def read(*, actor: Actor | None, upload: Upload) -> None:
    """Read a workbook and compare it with the year; may be done again."""
    year = upload.year
    with upload.file.content.open("rb") as opened:
        reading = read_file(opened, upload.file.name, only=year.fiscal_year, before=year_of(year))
    upload.findings = told_findings(reading)
    upload.differences = {}
    if reading.year is not None:
        upload.differences = told_differences(differences(year_of(year), reading.year))
        upload.proposal = keep(
            actor=actor,
            name=f"{year.fiscal_year}.json",
            content=to_json(reading.year).encode(),
            kind="start.proposal",
            year=year,
        )
    upload.based_on = year.revision
    upload.save(update_fields=["findings", "differences", "proposal", "based_on"])


@transaction.atomic
def put_in_place(*, actor: Actor | None, upload: Upload) -> Entry:
    """Put a workbook in the year's place and keep what was there. Raises NotReady, YearIsClosed."""
    year = BudgetYear.objects.select_for_update().get(pk=upload.year_id)
    upload.year = year
    refuse_unready(upload)
    assert upload.proposal is not None, "it was looked at"
    content, _ = kept_year(upload.proposal)
    upload.previous = _kept_as_it_is(actor, year)
    count = upload.differences.get("count", 0)
    entry = replace_year(
        actor=actor,
        year=year,
        content=content,
        act="start.replace",
        subject=f"start.upload/{upload.pk}",
        summary=f"{upload.file.name}，{count} 处",
    )
    upload.entry, upload.written = entry, year.revision
    upload.save(update_fields=["previous", "entry", "written"])
    return entry


def _kept_as_it_is(actor: Actor | None, year: BudgetYear) -> StoredFile:
    """The year as it is, with the numbers of its rows, as a file."""
    document = json.loads(to_json(year_of(year)))
    document["row_numbers"] = {
        table: list(table_of(year, table).order_by("position", "id").values_list("pk", flat=True))
        for table in TABLES
    }
    return keep(
        actor=actor,
        name=f"{year.fiscal_year}-换入前.json",
        content=json.dumps(document, ensure_ascii=False).encode(),
        kind="start.previous",
        year=year,
    )


def _have_it_read(actor: Actor, upload: Upload) -> None:
    upload.job = enqueue(actor=actor, kind="start.read", arguments={"upload_id": upload.pk}, year=upload.year)
    upload.save(update_fields=["job"])


def export(*, actor: Actor | None, year: BudgetYear, suffix: str) -> StoredFile:
    """The whole year as a file to take home (导出整年)."""
    from jixiao.exchange import write_year

    with tempfile.TemporaryDirectory() as folder:
        name = f"{year.unit.short_name or year.unit.name}{year.fiscal_year}年台账{suffix}"
        file = Path(folder) / f"year{suffix}"
        write_year(year_of(year), file)
        with transaction.atomic(), file.open("rb") as opened:
            return keep(actor=actor, name=name, content=opened, kind="start.export", year=year)

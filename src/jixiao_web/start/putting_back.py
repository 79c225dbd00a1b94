"""Puts a year back as it was before a workbook took its place (撤销换入); what was done since stays."""

from __future__ import annotations

from django.db import transaction

from jixiao.tracking.merging import Merge, merged
from jixiao_web.accounts.actor import Actor
from jixiao_web.history.models import Entry
from jixiao_web.ledger.errors import CannotUndo
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_of
from jixiao_web.ledger.services import replace_year
from jixiao_web.start.models import Upload
from jixiao_web.start.selectors import kept_year


def outlook(upload: Upload) -> Merge:
    """What the year would be, and what would be lost of what was done since."""
    assert upload.proposal is not None, "it was put in place"
    assert upload.previous is not None, "it was put in place"
    base, _ = kept_year(upload.proposal)
    back, _ = kept_year(upload.previous)
    return merged(base=base, now=year_of(upload.year), back=back)


@transaction.atomic
def put_back(*, actor: Actor, entry: Entry, seen: str = "") -> Entry:
    """Put the year back as it was before a workbook took its place, and keep what was done since.

    `seen` is the revision of the year at which somebody has looked at what would be lost and wants it so.
    Raises CannotUndo where something would be lost that nobody has looked at; YearIsClosed.
    """
    found = Upload.objects.select_related("previous", "proposal").filter(entry=entry).first()
    if found is None or found.previous is None or entry.undone_by_id:
        raise CannotUndo
    found.year = year = BudgetYear.objects.select_for_update().get(pk=found.year_id)
    outcome = outlook(found)
    lost = outcome.lost.count
    if lost and seen != year.revision:
        raise CannotUndo(
            f"换入以后又改过台账，其中 {lost} 处在要放回的地方，放回会丢掉。",
            hint="到“年度工作簿”打开这一本，点“撤销换入”，看过会丢掉什么再定。",
            english=f"{lost} later changes stand where the year would be put back and would be lost: "
            "open this workbook under “Workbook of the year”, choose to undo it, and look at them first.",
        )
    _, numbers = kept_year(found.previous)
    undone = replace_year(
        actor=actor,
        year=year,
        content=outcome.year,
        numbers={
            table: [None if place is None else numbers[table][place] for place in places]
            for table, places in outcome.places.items()
        },
        act="undo",
        subject=entry.subject,
        summary=f"{entry.summary}，丢掉 {lost} 处" if lost else entry.summary,
    )
    entry.undone_by = undone
    entry.save(update_fields=["undone_by"])
    return undone

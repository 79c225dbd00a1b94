"""The files of a project (项目附件): read by those who see it, added by those who write its texts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.kinds import PAPERS, FileKind
from jixiao_web.files.models import StoredFile
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.projects.permissions import sees_office, words

KIND = "projects.paper"


def subject_of(row_id: int) -> str:
    """What the files of a project are kept under."""
    return f"projects/{row_id}"


def _office(year: BudgetYear | None, subject: str) -> str:
    table, _slash, number = subject.partition("/")
    if year is None or table != "projects" or not number.isdigit():
        return ""
    found = table_of(year, "projects").filter(pk=int(number)).values_list("party", flat=True).first()
    return str(found or "")


def _may_read(actor: Actor, file: StoredFile) -> bool:
    return sees_office(actor, file.office)


def _may_add(actor: Actor, year: BudgetYear | None, subject: str) -> bool:
    table, _slash, number = subject.partition("/")
    if year is None or table != "projects" or not number.isdigit():
        return False
    if not table_of(year, "projects").filter(pk=int(number)).exists():
        return False
    return words(actor, _office(year, subject))


KINDS = (
    FileKind(
        KIND,
        _("项目附件"),
        may_read=_may_read,
        may_add=_may_add,
        types=PAPERS,
        office_of=_office,
        is_searched=True,
    ),
)

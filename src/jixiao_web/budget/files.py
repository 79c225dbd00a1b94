"""The kinds of files that the budget keeps (文件种类): scans of approvals, letters and contracts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.budget.permissions import keeps_budget, sees_whole_budget
from jixiao_web.files.kinds import PAPERS, FileKind
from jixiao_web.files.models import StoredFile
from jixiao_web.ledger.models import BudgetYear, table_of

SCAN = "budget.scan"
TABLES = ("approvals", "adjustments", "contracts")


def _may_read(actor: Actor, file: StoredFile) -> bool:
    return sees_whole_budget(actor) or (bool(file.office) and file.office in actor.offices)


def _row_id(year: BudgetYear | None, subject: str) -> tuple[str, int] | None:
    table, _slash, number = subject.partition("/")
    if year is None or table not in TABLES or not number.isdecimal() or len(number) > 18:
        return None
    return (table, int(number)) if table_of(year, table).filter(pk=int(number)).exists() else None


def _may_add(actor: Actor, year: BudgetYear | None, subject: str) -> bool:
    return keeps_budget(actor) and _row_id(year, subject) is not None


def _office_of(year: BudgetYear | None, subject: str) -> str:
    """The office of a contract's project; letters and approvals are of all offices."""
    found = _row_id(year, subject)
    if year is None or found is None or found[0] != "contracts":
        return ""
    project = table_of(year, "contracts").filter(pk=found[1]).values_list("project", flat=True).first()
    party = table_of(year, "projects").filter(code=project).values_list("party", flat=True).first()
    return str(party or "")


KINDS = (
    FileKind(
        SCAN,
        _("扫描件"),
        may_read=_may_read,
        may_add=_may_add,
        types=PAPERS,
        office_of=_office_of,
        is_searched=True,
    ),
)

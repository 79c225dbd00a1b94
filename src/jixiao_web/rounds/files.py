"""Files of notices (通知的附件): the scan of what came from outside, what goes with a notice of our own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.kinds import PAPERS, FileKind
from jixiao_web.files.models import StoredFile
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.rounds.models import Notice
from jixiao_web.rounds.permissions import may_organize
from jixiao_web.rounds.selectors import notices_for

KIND = "rounds.notice"
_SUBJECT = "rounds.notice/"


def _number(subject: str) -> int | None:
    number = subject.removeprefix(_SUBJECT)
    return int(number) if subject.startswith(_SUBJECT) and number.isdecimal() and len(number) < 15 else None


def _may_read(actor: Actor, file: StoredFile) -> bool:
    number = _number(file.subject)
    return number is not None and notices_for(actor, file.year).filter(pk=number).exists()


def _may_add(actor: Actor, year: BudgetYear | None, subject: str) -> bool:
    number = _number(subject)
    if number is None or year is None or not may_organize(actor):
        return False
    return Notice.objects.filter(pk=number, year=year).exists()


KINDS = (FileKind(KIND, _("附件"), may_read=_may_read, may_add=_may_add, types=PAPERS, is_searched=True),)

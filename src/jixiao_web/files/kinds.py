"""Kinds of files (文件种类): who may read and add them, and what they may be.

An app that keeps files has a module `files.py` whose KINDS holds them:

    KINDS = (FileKind("budget.scan", _("批复扫描件"), may_read=..., may_add=..., types=SCANS),)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise

from jixiao_web.accounts.actor import Actor
from jixiao_web.files.content import Type
from jixiao_web.files.models import StoredFile
from jixiao_web.ledger.models import BudgetYear

SCANS = frozenset({Type.PDF, Type.PNG, Type.JPEG, Type.OFD})
"""What comes from a scanner or a telephone, and 版式文件."""
PAPERS = SCANS | {Type.WORD, Type.EXCEL, Type.OLD_OFFICE, Type.ZIP}
"""And what offices write."""


def _nobody(_actor: Actor, _year: BudgetYear | None, _subject: str) -> bool:
    return False


def _no_office(_year: BudgetYear | None, _subject: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file (文件种类).

    `may_add` is asked where a person uploads by the form of files/list.html; services that keep files have
    asked already. `office_of` says to whose office the subject belongs: the browser is not believed. `types`
    absent means that anything is taken; `largest` absent, the general limit. What stands in files that are
    `is_searched` is found, by those who may read them.
    """

    name: str
    title: str | Promise
    may_read: Callable[[Actor, StoredFile], bool]
    may_add: Callable[[Actor, BudgetYear | None, str], bool] = _nobody
    types: frozenset[Type] | None = None
    largest: int | None = None
    office_of: Callable[[BudgetYear | None, str], str] = _no_office
    is_searched: bool = False


@cache
def kinds() -> dict[str, FileKind]:
    """Every kind of the installed apps, by name."""
    found: dict[str, FileKind] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.files"
        if find_spec(name) is None:
            continue
        for each in getattr(import_module(name), "KINDS", ()):
            assert each.name not in found, f"two kinds {each.name}"
            found[each.name] = each
    return found

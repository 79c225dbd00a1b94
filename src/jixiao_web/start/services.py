"""Writes the start of an installation (首次设置)."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from jixiao.tracking.unit import Party, Unit, party_kind
from jixiao.tracking.year import Year
from jixiao_web.accounts.models import Role, User
from jixiao_web.accounts.selectors import actor_of
from jixiao_web.accounts.services import create_person, give_role
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.services import open_year, replace_year
from jixiao_web.start.code import start_code
from jixiao_web.start.errors import BegunAlready
from jixiao_web.start.models import Beginning
from jixiao_web.start.selectors import is_empty

log = logging.getLogger(__name__)


def announce() -> str:
    """What the console says while the installation is empty; nothing afterwards."""
    if not is_empty():
        return ""
    return f"首次设置码 / code for the first set-up: {start_code()}"


def begin(*, content: Year, username: str, full_name: str, password: str) -> tuple[User, BudgetYear]:
    """Set the installation up: the year, and the first account, which is the coordinator's.

    Only one of several that try at the same time succeeds. Raises BegunAlready, AccountRefused.
    """
    try:
        with transaction.atomic():
            Beginning.objects.create(pk=1)
            if not is_empty():
                raise BegunAlready
            person, _ = create_person(actor=None, username=username, full_name=full_name, password=password)
            give_role(actor=None, person=person, role=Role.COORDINATOR)
            actor = actor_of(person)
            year = open_year(actor=actor, fiscal_year=content.fiscal_year, unit=content.unit)
            replace_year(actor=actor, year=year, content=content)
            record(actor=actor, act="start.begin", year=year, summary=content.unit.name)
    except IntegrityError as error:
        raise BegunAlready from error
    return person, year


def first_year(*, fiscal_year: int, unit: Unit, offices: Sequence[str], coordinator: str) -> Year:
    """A year that holds its offices alone; what kind each is, its name tells."""
    return Year(
        fiscal_year=fiscal_year,
        unit=unit,
        parties=tuple(
            Party(name=name, kind=party_kind(name), is_coordinator=name == coordinator)
            for name in dict.fromkeys(offices)
        ),
    )

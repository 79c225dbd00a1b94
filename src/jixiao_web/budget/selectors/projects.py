"""Projects as the actor sees them (项目名册), for every page of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jixiao.tracking.budget import ExpenditureKind
from jixiao_web.accounts.actor import Actor
from jixiao_web.budget.permissions import sees_whole_budget
from jixiao_web.ledger.models import BudgetYear, table_of


@dataclass(frozen=True)
class Projects:
    """What the projects of a year are called, whose they are, and which of them the actor sees (项目名册)."""

    names: Mapping[str, str]
    parties: Mapping[str, str]
    seen: frozenset[str] | None

    def sees(self, code: str) -> bool:
        """Whether the actor sees what concerns the project; what concerns none is for those who see all."""
        return self.seen is None or code in self.seen

    def name(self, code: str, kind: ExpenditureKind = ExpenditureKind.PROJECT) -> str:
        """What it is called; of basic expenditure the kind."""
        return self.names.get(code) or code or kind.value

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Those that the actor may choose, with their codes."""
        return [(code, f"{code} {name}") for code, name in self.names.items() if self.sees(code)]


def projects_of(year: BudgetYear, actor: Actor) -> Projects:
    """The projects as the actor sees them."""
    rows = list(table_of(year, "projects").values_list("code", "name", "party"))
    seen = None
    if not sees_whole_budget(actor):
        seen = frozenset(code for code, _name, party in rows if party and party in actor.offices)
    return Projects(
        {code: name for code, name, _party in rows}, {code: party for code, _name, party in rows}, seen
    )

"""Two sources (两源核对): what the treasury says was spent on each project against what the ledger says.

A difference is told with what may explain it: a payment of just that amount that nobody has claimed yet, or
that was booked within the days around the date.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from jixiao.errors import JixiaoError
from jixiao.exchange.list_file import grids_of
from jixiao.exchange.list_reader import ListReading, best_layout, read_list
from jixiao.quantity import Money
from jixiao.quantity.money import UNITS
from jixiao.tracking.execution import Nature
from jixiao.tracking.noun import Attribute, Column
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.services import keep, remove
from jixiao_web.history.models import Entry
from jixiao_web.history.services import record
from jixiao_web.ledger.models import BudgetYear, Row, table_of
from jixiao_web.ledger.selectors import glance_at
from jixiao_web.payments.files import TREASURY
from jixiao_web.payments.models import TreasuryStatement
from jixiao_web.payments.naming import is_basic
from jixiao_web.payments.reading import PROJECT_CODE, naming_of
from jixiao_web.payments.selectors import aliases_of
from jixiao_web.payments.services import refuse_stranger

NEAR = dt.timedelta(days=10)
"""How far from the date a payment may lie that one source counts and the other does not (在途)."""
MOST_CAUSES = 3
SPENT_WORDS = (
    "支出",
    "支出数",
    "支出合计",
    "实际支出",
    "国库支付数",
    "支付数",
    "执行数",
    "全年执行数",
    "支付金额",
)
COLUMNS = (
    Attribute(
        "project",
        Column("项目", "Project", synonyms=("项目名称", "预算项目", "预算项目名称")),
        str,
        is_many=False,
        is_required=False,
        default="",
    ),
    PROJECT_CODE,
    Attribute(
        "spent",
        Column(
            "累计支出",
            "Spent",
            synonyms=SPENT_WORDS,
        ),
        Money,
        is_many=False,
        is_required=True,
        default=None,
    ),
)


class NoTotals(JixiaoError):
    """文件里找不到各项目的支出数。"""


@transaction.atomic
def keep_statement(
    *, actor: Actor, year: BudgetYear, name: str, content: bytes, as_of: dt.date, unit: str
) -> TreasuryStatement:
    """Keep what the treasury says; nothing of it becomes part of the ledger.

    `unit` counts where the file does not say its own. Raises NotAllowed, FileRefused, UnreadableFile,
    NoTotals.
    """
    refuse_stranger(actor)
    rows, left_out = read_totals(content, name, unit)
    file = keep(actor=actor, name=name, content=content, kind=TREASURY, year=year)
    made = TreasuryStatement.objects.create(
        year=year, file=file, as_of=as_of, rows=rows, left_out=left_out, made_by=actor.user
    )
    record(
        actor=actor,
        act="payment.treasury",
        year=year,
        subject=f"payments.treasurystatement/{made.pk}",
        summary=f"{file.name} {as_of.isoformat()}",
    )
    return made


def remove_statement(*, actor: Actor, statement: TreasuryStatement) -> Entry | None:
    """Take away what the treasury says, with its file; undoing that brings it back. Raises NotAllowed.

    None where somebody else has removed it already.
    """
    refuse_stranger(actor)
    return remove(actor=actor, file=statement.file)


def read_totals(content: bytes, name: str, unit: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of a file of totals, and the sentences about rows that could not be read."""
    grids = grids_of(content, name)
    layout = best_layout(grids, COLUMNS)
    found = set(layout.guesses) if layout else set()
    if layout is None or "spent" not in found or not found & {"project", "project_code"}:
        raise NoTotals(
            f"{name} 里找不到项目或支出的栏。",
            hint="表头写“项目名称”或“项目编码”，和“支出数”。",
            english=f"{name} has no columns for project and spending: call them 项目名称 and 支出数.",
        )
    grid = next(each for each in grids if each.name == layout.sheet)
    known = {each.name: each for each in COLUMNS}
    columns = {layout.first_column + at: known[name] for at, name in enumerate(layout.guesses) if name}
    rows, faults = [], []
    for row in read_list(grid, layout.header_row, columns, layout.unit or UNITS[unit], ListReading()):
        amount = row.values.get("spent")
        if amount is None:
            faults += [each.message for each in row.findings[:1]]
            continue
        told = {"said": row.values.get("project", ""), "code": row.values.get("project_code", "")}
        rows.append({**told, "fen": amount.fen, "number": row.number})
    return rows, faults


@dataclass(frozen=True, slots=True)
class Difference:
    """A project of which either source speaks (支出差额); absent is what one does not tell."""

    code: str
    name: str
    said: str
    theirs: Money | None
    ours: Money | None
    causes: tuple[Row, ...] = ()

    @property
    def amount(self) -> Money:
        """What the treasury has more than the ledger; negative where it has less."""
        return (self.theirs or Money()) - (self.ours or Money())


def differences(statement: TreasuryStatement) -> list[Difference]:
    """Every project of either source: first those of which the treasury tells, by size of the difference."""
    year = statement.year
    naming = naming_of(year, aliases_of(year))
    theirs: dict[str, Money] = defaultdict(Money)
    said: dict[str, str] = {}
    strangers = []
    for row in statement.rows:
        code = naming.code_of(row["said"], row["code"])
        if code:
            theirs[code] += Money(row["fen"])
            said[code] = row["said"] or row["code"]
        elif not is_basic(row["said"]):
            told = row["said"] or row["code"]
            strangers.append(Difference("", "", told, Money(row["fen"]), None))
    glance = glance_at(year, statement.as_of)
    found = strangers
    for project in glance.visible.projects:
        ours = glance.standing(project).spent
        if project.code not in theirs and not ours:
            continue
        found.append(
            Difference(project.code, project.name, said.get(project.code, ""), theirs.get(project.code), ours)
        )
    found.sort(key=lambda each: (each.theirs is None, -abs(each.amount).fen, each.code))
    return _with_causes(statement, found)


def _with_causes(statement: TreasuryStatement, found: list[Difference]) -> list[Difference]:
    """The differences with the payments that may explain them, in one look at the ledger."""
    amounts = {abs(each.amount) for each in found if each.amount}
    if not amounts:
        return found
    around = Q(date__gte=statement.as_of - NEAR, date__lte=statement.as_of + NEAR)
    rows = (
        table_of(statement.year, "entries")
        .filter(around | Q(project=""), amount__in=list(amounts)[:500])
        .exclude(nature=Nature.CUMULATIVE)
    )
    by_amount: dict[Money, list[Row]] = defaultdict(list)
    for row in rows[:500]:
        by_amount[row.amount].append(row)
    return [
        Difference(
            each.code,
            each.name,
            each.said,
            each.theirs,
            each.ours,
            tuple(_causes(each, by_amount.get(abs(each.amount), ()))) if each.amount else (),
        )
        for each in found
    ]


def _causes(difference: Difference, rows: Iterable[Row]) -> list[Row]:
    fits = [row for row in rows if row.project in ("", difference.code)]
    return fits[:MOST_CAUSES]

"""Matching (比对): what each row of a file is to the payments that the ledger has.

A row repeats a payment where voucher, date, amount and project are the same; without a voucher, payee and
purpose stand for it. As often as a payment is in the ledger, as many rows repeat it, not more. It changes a
payment where the voucher is the same and the amount, the date or the project is not. Vouchers are counted
anew each month in many systems, so a payment of another month with the same number is another one unless
amount and project are the same.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from jixiao.tracking.execution import Nature
from jixiao_web.payments.models import LineKind


class Told(Protocol):
    """A payment as far as matching looks at it; `fen` takes a refund for negative."""

    @property
    def nature(self) -> Nature:
        """Payment, refund or statement."""

    @property
    def date(self) -> dt.date:
        """The day."""

    @property
    def project(self) -> str:
        """The code of its project; empty where that is not known, or there is none."""

    @property
    def voucher(self) -> str:
        """The number of its voucher."""

    @property
    def payee(self) -> str:
        """Who was paid."""

    @property
    def purpose(self) -> str:
        """What for."""

    @property
    def fen(self) -> int:
        """The amount with its sign."""


@dataclass(frozen=True, slots=True)
class Known:
    """A payment that the ledger has (已有的支付)."""

    id: int
    version: int
    nature: Nature
    date: dt.date
    project: str
    voucher: str
    payee: str
    purpose: str
    fen: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of a file that could be read (候选); one without a project is claimed where it needs none."""

    number: int
    nature: Nature
    date: dt.date
    project: str
    voucher: str
    payee: str
    purpose: str
    fen: int
    is_claimed: bool


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is: its kind, the payment that it repeats or changes, the row that it repeats."""

    kind: LineKind
    entry: Known | None = None
    repeats: int = 0


def match(rows: Sequence[Candidate], known: Iterable[Known]) -> list[Match]:
    """What each row is, in the order of the rows."""
    pool = _Pool(known)
    found: list[Match | None] = [_repeated(row, pool) for row in rows]
    for index, row in enumerate(rows):
        if found[index] is None:
            found[index] = _changed(row, pool)
    first: dict[tuple[object, ...], int] = {}
    for index, row in enumerate(rows):
        if found[index] is not None:
            continue
        whole = (*_key(row), row.project, row.payee, row.purpose)
        if row.voucher and whole in first:
            found[index] = Match(LineKind.DUPLICATE, repeats=first[whole])
        else:
            first.setdefault(whole, row.number)
            found[index] = Match(LineKind.NEW if row.is_claimed else LineKind.UNCLAIMED)
    return [each for each in found if each is not None]


class _Pool:
    """The payments of the ledger that no row was found to be yet."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by_key: dict[tuple[object, ...], list[Known]] = defaultdict(list)
        self.by_voucher: dict[str, list[Known]] = defaultdict(list)
        self.taken: set[int] = set()
        for each in known:
            self.by_key[_key(each)].append(each)
            if each.voucher:
                self.by_voucher[each.voucher].append(each)

    def take(self, known: Known) -> Known:
        """Let no other row be it."""
        self.taken.add(known.id)
        return known

    def left(self, among: Iterable[Known]) -> list[Known]:
        """Those that no row was found to be."""
        return [each for each in among if each.id not in self.taken]


def _key(row: Told) -> tuple[object, ...]:
    if row.voucher:
        return (row.voucher, row.nature, row.date, row.fen)
    return ("", row.nature, row.date, row.fen, row.payee, row.purpose)


def _repeated(row: Candidate, pool: _Pool) -> Match | None:
    left = pool.left(pool.by_key.get(_key(row), ()))
    same = next((each for each in left if each.project == row.project), None)
    if same is None and not row.is_claimed and left:
        same = left[0]  # somebody has claimed it since
    return Match(LineKind.DUPLICATE, pool.take(same)) if same else None


def _changed(row: Candidate, pool: _Pool) -> Match | None:
    if not row.voucher:
        return None
    left = [each for each in pool.left(pool.by_voucher.get(row.voucher, ())) if each.nature is row.nature]
    same_project = [each for each in left if each.project == row.project or not row.is_claimed]
    month = (row.date.year, row.date.month)
    for each in same_project:
        if (each.date.year, each.date.month) == month or each.fen == row.fen:
            return Match(LineKind.CHANGED, pool.take(each))
    for each in left:
        if (each.date, each.fen) == (row.date, row.fen):
            return Match(LineKind.CHANGED, pool.take(each))
    return None

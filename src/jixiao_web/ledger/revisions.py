"""Revisions (版次): the words under which is kept what is derived from a year, new after each change."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from jixiao_web.ledger.models import ALL_PAYMENTS, PAYMENTS_OF

MOST_TOLD_APART = 40
"""Projects whose changed payments are told apart; of more all payments are read again."""


def words_of_payments(
    words: dict[str, str], revision: str, projects: Collection[str] | None
) -> dict[str, str]:
    """The words after payments of some projects changed; of any where nobody says, or they are many."""
    since = [key for key in words if key.startswith(PAYMENTS_OF)]
    if projects is None or len(projects) + len(since) > MOST_TOLD_APART:
        others = {key: word for key, word in words.items() if key not in since}
        return {**others, ALL_PAYMENTS: revision}
    base = words.get(ALL_PAYMENTS) or words["*"]
    return {**words, ALL_PAYMENTS: base, **{f"{PAYMENTS_OF}{each}": revision for each in projects}}


def projects_paid(changes: Iterable[dict[str, Any]]) -> set[str]:
    """The projects whose payments the changes touched."""
    states = (each[when] for each in changes if each["table"] == "entries" for when in ("before", "after"))
    return {state["project"] or "" for state in states if state is not None}

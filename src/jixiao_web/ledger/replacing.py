"""Replaces the rows of a table by those of another state of the year (换入), for the services."""

from __future__ import annotations

from collections.abc import Container, Sequence

from jixiao.tracking.differences import pairs
from jixiao.tracking.noun import Noun, attributes
from jixiao_web.accounts.actor import Actor
from jixiao_web.ledger.models import MODELS, BudgetYear, Row, table_of

BATCH = 2_000
"""Rows that go to the database at once."""


def replace_table(
    actor: Actor | None, year: BudgetYear, table: str, nouns: Sequence[Noun], numbers: Sequence[int | None]
) -> None:
    """Put nouns in the place of a table's rows.

    Rows that differ are written anew under their numbers; those that do not are left alone.
    """
    model = MODELS[table]
    names = [each.name for each in attributes(model.noun)]
    rows = list(table_of(year, table))
    held = [model.noun(**{name: getattr(row, name) for name in names}) for row in rows]
    matched = pairs(table, held, nouns)
    kept = [matched[place] for place in sorted(matched)]
    is_in_order = kept == sorted(kept) and set(matched) == set(range(len(matched)))
    user = actor.user if actor else None
    free = _free_numbers(model, numbers)
    written: list[Row] = []
    for place, noun in enumerate(nouns):
        old = rows[matched[place]] if place in matched else None
        same = old is not None and held[matched[place]] == noun
        position = old.position if old is not None and is_in_order else place
        if old is not None and same and old.position == position:
            continue
        values = {name: getattr(noun, name) for name in names}
        row = model(year=year, position=position, changed_by=user, **values)
        if old is not None:
            row.pk, row.version = old.pk, old.version + (not same)
            row.changed_by_id = old.changed_by_id if same else row.changed_by_id
        elif place < len(numbers) and numbers[place] in free:
            row.pk = numbers[place]
        written.append(row)
    if is_in_order and rows:
        _append(written, {row.pk for row in rows}, max(row.position for row in rows) + 1)
    staying = set(kept)
    leaving = {row.pk for place, row in enumerate(rows) if place not in staying}
    leaving |= {row.pk for row in written if row.pk is not None}
    for start in range(0, len(gone := sorted(leaving)), BATCH // 4):
        model.objects.filter(year=year, pk__in=gone[start : start + BATCH // 4]).delete()
    model.objects.bulk_create([row for row in written if row.pk is not None], batch_size=BATCH)
    model.objects.bulk_create([row for row in written if row.pk is None], batch_size=BATCH)


def _append(written: Sequence[Row], known: Container[int], first: int) -> None:
    """Give rows that were not there before the positions behind all that were."""
    for row in written:
        if row.pk not in known:
            row.position, first = first, first + 1


def _free_numbers(model: type[Row], numbers: Sequence[int | None]) -> set[int]:
    """Those of the numbers that no row bears."""
    wanted = [each for each in numbers if each is not None]
    taken: set[int] = set()
    for start in range(0, len(wanted), BATCH // 4):
        part = wanted[start : start + BATCH // 4]
        taken |= set(model.objects.filter(pk__in=part).values_list("pk", flat=True))
    return set(wanted) - taken

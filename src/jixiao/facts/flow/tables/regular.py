"""Flattened tables that are complete (整齐的表): every row has words and numbers where the header has cells.

Nothing has to be guessed there: the header is so many cells of words, and after it the pattern of the rows
repeats with that period to the end, but for a total whose label takes the place of several cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.facts.flow.cells import squeezed
from jixiao.facts.flow.raw import RawCell, RawRow, RawTable
from jixiao.facts.flow.tables.words import is_total

_FEWEST = 3  # rows that make a table
_LONGEST_PERIOD = 40  # columns


def regular_table(cells: Sequence[RawCell]) -> RawTable | None:
    """The table whose rows all have words and numbers in the places of the header's cells.

    The header is words alone, and after as many cells as it has the pattern of the rows begins.
    """
    signs = "".join("V" if cell.is_value else "T" for cell in cells)
    first = signs.find("V")
    for period in range(max(2, first // 2), min(first + 1, _LONGEST_PERIOD) + 1):
        pattern = signs[period : 2 * period]
        if period > first or "V" not in pattern or "T" not in pattern:
            continue
        if not _may_be_header([squeezed(cell.text) for cell in cells[:period]], pattern):
            continue
        count = 1
        while signs.startswith(pattern, (count + 1) * period):
            count += 1
        rest = cells[(count + 1) * period :]
        total = _total_row(rest, pattern)
        if count >= _FEWEST and (total or not any(cell.is_value for cell in rest)) and len(rest) < period:
            return _of_period(cells, period, count, total, rest)
    return None


def _may_be_header(heads: Sequence[str], pattern: str) -> bool:
    """Whether the headers come in the pattern of the row: where that repeats itself, so must they."""
    for part in range(1, len(pattern)):
        if len(pattern) % part == 0 and pattern == pattern[:part] * (len(pattern) // part):
            return all(heads[n] == heads[n - part] for n in range(part, len(heads)))
    return True


def _of_period(
    cells: Sequence[RawCell], period: int, count: int, total: RawRow | None, rest: Sequence[RawCell]
) -> RawTable:
    table = RawTable([], period)
    for number in range(count + 1):
        row = cells[number * period : (number + 1) * period]
        table.rows.append(RawRow([cell.at(n) for n, cell in enumerate(row)], is_header=not number))
    if total:
        table.rows.append(total)
    else:
        table.notes += [cell.fragments for cell in rest]
    return table


def _total_row(rest: Sequence[RawCell], pattern: str) -> RawRow | None:
    """The last row where it is a total, whose label takes the place of ordinal and words."""
    start = pattern.find("V", pattern.find("T"))
    wanted = [n for n in range(start, len(pattern)) if pattern[n] == "V"]
    if (
        len(rest) != len(wanted) + 1
        or not is_total(rest[0].text)
        or not all(cell.is_value for cell in rest[1:])
    ):
        return None
    numbers = [cell.at(n) for n, cell in zip(wanted, rest[1:], strict=True)]
    return RawRow([rest[0].at(0, columns=start), *numbers])

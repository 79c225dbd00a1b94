"""Reads a year from a file that somebody brought (读入), and the differences as pages keep them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO, Any

from jixiao.exchange.reading import Reading, Rule, found, worst_first
from jixiao.findings import Finding, Place, Severity
from jixiao.tracking.differences import Changed, Differences
from jixiao.tracking.noun import Noun, attributes
from jixiao.tracking.year import Year
from jixiao_web.ledger.services import state_of_noun

MOST_FINDINGS = 500
MOST_ROWS = 300
"""Rows of a table whose differences are shown one by one; the rest is a number."""
CHUNK = 1 << 20


def read_file(
    opened: IO[bytes],
    name: str,
    *,
    usual: int | None = None,
    only: int | None = None,
    before: Year | None = None,
) -> Reading:
    """The year that the file holds.

    `usual` is the fiscal year of a workbook that does not say it; where `only` one will do, another is an
    error. `before` is the year as it is: rows may be called as they are there. Raises UnreadableFile where
    there is nothing to read.
    """
    from jixiao.exchange import read_year

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / (Path(name).name or "年度.xlsx")
        with file.open("wb") as written:
            while chunk := opened.read(CHUNK):
                written.write(chunk)
        reading = read_year(file, fiscal_year=only or usual, before=before)
    if reading.year is None or only in (None, reading.year.fiscal_year):
        return reading
    other = found(
        Rule.CONTENT,
        Severity.ERROR,
        f"这是 {reading.year.fiscal_year} 年的台账，要换的是 {only} 年",
        [Place(name)],
        hint="换一本工作簿，或到那个年度的页面换入",
    )
    return Reading(None, (*reading.findings, other))


def told_findings(reading: Reading) -> list[dict[str, str]]:
    """The findings as pages show them, worst first."""
    return [_told(each) for each in worst_first(reading.findings)[:MOST_FINDINGS]]


def _told(finding: Finding) -> dict[str, str]:
    place = finding.places[0] if finding.places else Place()
    return {
        "severity": finding.severity.value,
        "place": str(place),
        "message": finding.message,
        "expected": finding.expected,
        "hint": finding.hint,
        "rule": finding.rule,
    }


def told_differences(differences: Differences) -> dict[str, Any]:
    """The differences as pages show them: each table's numbers, and its rows as the trail keeps them."""
    tables = [
        {
            "table": each.table,
            "new": len(each.new),
            "gone": len(each.gone),
            "changed": len(each.changed),
            "is_reordered": each.is_reordered,
            "rows": [
                *(_change(each.table, changed.old, changed.new) for changed in each.changed),
                *(_change(each.table, row, None) for row in each.gone),
                *(_change(each.table, None, row) for row in each.new),
            ][:MOST_ROWS],
        }
        for each in differences.tables
    ]
    return {"count": differences.count, "tables": tables, "unit": _unit(differences.unit)}


def _change(table: str, old: Noun | None, new: Noun | None) -> dict[str, Any]:
    return {
        "table": table,
        "before": state_of_noun(old) if old else None,
        "after": state_of_noun(new) if new else None,
    }


def _unit(changed: Changed | None) -> list[list[str]]:
    if changed is None:
        return []
    known = {each.name for each, _old, _new in changed.values}
    return [
        [each.name, str(getattr(changed.old, each.name)), str(getattr(changed.new, each.name))]
        for each in attributes(type(changed.new))
        if each.name in known
    ]

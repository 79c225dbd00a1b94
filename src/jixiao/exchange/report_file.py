"""Report file (报告文件): a report read as the year of its unit, and written where its doubts can be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from jixiao.document.readers.reading import read_document
from jixiao.errors import UnreadableFile
from jixiao.exchange.year_file import write_year
from jixiao.facts.facts import facts_of
from jixiao.facts.years import YearRead, year_of
from jixiao.tracking.year import Year


def read_report(
    path: Path | str, *, fiscal_year: int | None = None, as_of: dt.date | None = None
) -> tuple[Year, YearRead]:
    """The year that a report tells, with what came of reading it (报告读作年度).

    `fiscal_year` and `as_of` go before what the report says. Raises UnreadableFile where the file cannot be
    read, or tells neither projects nor totals of a fiscal year.
    """
    file = Path(path)
    read = year_of(facts_of(read_document(file)), fiscal_year=fiscal_year, as_of=as_of)
    if read.year is not None:
        return read.year, read
    if "fiscal_year" in read.missing:
        raise UnreadableFile(
            f"{file.name} 里没有找到年度。",
            hint="请用 --year 写明，如 --year 2019。",
            english=f"{file.name} tells no fiscal year: say it, as in --year 2019.",
        )
    raise UnreadableFile(
        f"{file.name} 里没有找到项目明细，也没有部门整体的预算和支出。",
        english=f"{file.name} tells neither projects nor the unit's budget and spending.",
    )


def write_read(read: YearRead, path: Path | str) -> None:
    """Write the year that was read, its doubtful cells marked where the file can show that.

    Raises UnwritableFile, and then leaves no half-written file behind.
    """
    if read.year is None:
        raise ValueError("there is no year to write")
    write_year(read.year, path, marks_of(read))


def marks_of(read: YearRead) -> Mapping[tuple[str, int, str], str]:
    """What is doubtful about each cell, by table, row and field."""
    words: dict[tuple[str, int, str], list[str]] = {}
    for each in read.doubts:
        finding = each.finding
        line = f"{finding.severity.chinese}：{finding.message}"
        for mark in each.marks:
            words.setdefault((mark.table, mark.row, mark.field), []).append(line)
    return {place: "\n".join(lines) for place, lines in words.items()}

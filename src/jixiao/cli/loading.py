"""Loading (读入年度): the year that a command works on, or everything that keeps it from being one."""

from __future__ import annotations

import sys
from pathlib import Path

from jixiao.cli.language import counted, say
from jixiao.errors import UnreadableFile
from jixiao.exchange import read_year
from jixiao.exchange.reading import line, worst_first
from jixiao.findings import Severity
from jixiao.tracking.year import Year

FEW = 8
"""Errors that are told where a command cannot work on the file; `year check` tells all."""


def load_year(file: Path) -> Year:
    """The year in the file. What is doubtful about it is counted on the error stream.

    Raises UnreadableFile with the worst of its errors where it holds none that can be used.
    """
    reading = read_year(file)
    check = say("jixiao year check {file} tells everything.", file=file)
    if reading.year is None:
        errors = worst_first(reading.errors)
        lines = [f"  {line(each)}" for each in errors[:FEW]]
        count = counted(len(errors), "{n} error", "{n} errors")
        raise UnreadableFile("\n".join([f"{file} · {count}", *lines, check]))
    doubts = sum(each.severity is Severity.WARNING for each in reading.findings)
    if doubts:
        told = counted(doubts, "{n} doubt about the year read.", "{n} doubts about the year read.")
        print(f"{told} {check}", file=sys.stderr)
    return reading.year

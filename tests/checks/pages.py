"""The pages of the rules as tests: each example is a small year with the findings that it must have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from jixiao.catalogue import FAMILIES, LEDGER_FAMILIES, Report, check_year, page
from jixiao.exchange.package import read_package
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year

BASE = (files("jixiao.checks") / "pages" / "base.toml").read_text(encoding="utf-8")
NAMES = [family.__name__.rpartition(".")[2] for family in FAMILIES]
LAST_YEAR = "# 上年\n"
"""Begins, in an example, what the ledger of the year before holds."""

_LEDGER = [family.__name__.rpartition(".")[2] for family in LEDGER_FAMILIES]

_RULE = re.compile(r"^## (?P<code>[A-Z]{3}\d{3}) (?P<title>.+)$", re.MULTILINE)
_EXAMPLE = re.compile(
    r"^```toml(?P<expected>[^\n]*)\n(?P<text>.*?)^```\n(?P<told>(?:\n+> [^\n]*)*)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Example:
    """An example of a rule's page: a year, the codes it must have (?CODE: abstains), its messages."""

    rule: str
    number: int
    expected: tuple[str, ...]
    text: str
    told: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}-{self.number}"


def sections(name: str) -> Iterator[tuple[str, str, str]]:
    """The code, title and text of each rule on a page."""
    text = page(name)
    heads = list(_RULE.finditer(text))
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        yield head["code"], head["title"], text[head.end() : after.start() if after else None]


def examples() -> Iterator[Example]:
    for name in _LEDGER:
        for code, _, text in sections(name):
            for number, each in enumerate(_EXAMPLE.finditer(text), 1):
                told = tuple(line[2:] for line in each["told"].splitlines() if line.startswith("> "))
                yield Example(code, number, tuple(each["expected"].split()), each["text"], told)


def year_of(example: Example, folder: Path) -> tuple[Year, Period]:
    """The base year with the tables of the example, and the period at whose end it is checked."""
    return _year_of(example.text.partition(LAST_YEAR)[0], BASE, folder)


def year_before(example: Example, folder: Path) -> Year | None:
    """The year before that of the example, where it gives tables of one."""
    _now, is_there, text = example.text.partition(LAST_YEAR)
    return _year_of(text, BASE.replace("2019", "2018"), folder)[0] if is_there else None


def _year_of(text: str, base_text: str, folder: Path) -> tuple[Year, Period]:
    folder.mkdir(exist_ok=True)
    tables = tomllib.loads(text, parse_float=Decimal)
    base = tomllib.loads(base_text).keys() & tables.keys()
    kept = [
        block for block in re.split(r"\n(?=\[)", base_text) if not any(f"[{each}]" in block for each in base)
    ]
    ends = [line for line in text.splitlines() if line.startswith("period_end")]
    (folder / "base.toml").write_text("\n".join(kept), encoding="utf-8")
    plain = "\n".join(line for line in text.splitlines() if line not in ends)
    (folder / "example.toml").write_text(plain, encoding="utf-8")
    reading = read_package(folder)
    assert reading.year is not None, str(reading)
    assert not reading.errors, str(reading)
    period = reading.year.periods[0]
    return reading.year, replace(period, end=tables["period_end"]) if ends else period


def report_of(example: Example, folder: Path) -> Report:
    year, period = year_of(example, folder)
    return check_year(year, load_policy("national"), period, year_before(example, folder / "before"))

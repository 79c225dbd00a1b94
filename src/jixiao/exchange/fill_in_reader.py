"""Reads a fill-in workbook (填报工作簿) that came back, whatever program it went through."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.errors import UnreadableFile
from jixiao.exchange import numbers
from jixiao.exchange.fault import Fault
from jixiao.exchange.fill_in import (
    FIELDS,
    FILLED,
    FIRST_ROW,
    HEADER_ROW,
    INDICATORS,
    KEYS,
    NEW,
    OUTPUTS,
    READABLE,
    STATEMENTS,
    TEXTS,
    Field,
    Returned,
    Unmatched,
    given_text,
    numbered,
    seal,
    unpacked,
)
from jixiao.exchange.grid import Book, Grid, a1
from jixiao.exchange.result_entry import identity_of
from jixiao.exchange.values import folded, text

_KEY = re.compile(r"(?P<subject>.+?)(?:(?P<mark>[#+])(?P<number>\d+))?")
_MOST_ROWS = 5_000


def is_fill_in(book: Book) -> bool:
    """Whether a workbook is one that went out to be filled in."""
    return {KEYS, OUTPUTS, TEXTS} <= set(book.sheets)


def read_fill_in(source: Path | Book, secret: bytes) -> Returned:
    """What was filled in. Raises UnreadableFile where the file is no fill-in workbook of this unit."""
    book = source if isinstance(source, Book) else Book(source)
    if not is_fill_in(book):
        raise UnreadableFile(
            f"{book.name} 不是系统下发的填报工作簿。",
            hint="请用本批次下发的文件填写后发回；内容已在别的表里的，可复制到黄色格。",
            english=f"{book.name} is no fill-in workbook: fill in the file that was sent out for this round.",
        )
    return _Reader(book, secret).read()


@dataclass
class _Reader:
    """Reads one workbook."""

    book: Book
    secret: bytes
    contents: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    gray: dict[tuple[str, str], str] = field(default_factory=dict)
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    unmatched: list[Unmatched] = field(default_factory=list)
    altered: list[Unmatched] = field(default_factory=list)

    def read(self) -> Returned:
        rows = _hidden_rows(self.book.grid(KEYS))
        told = {row[0]: row[1] for row in rows if len(row) == 2}
        if told.get("fill-in") not in READABLE:
            raise UnreadableFile(
                f"{self.book.name} 里的隐藏表被清空或改坏，认不出是哪个批次、哪个部门的。",
                hint="请把填好的内容复制到重新下发的工作簿里。",
                english=f"{self.book.name} has lost its hidden sheet: copy the content to a new workbook.",
            )
        self.names = {row[1]: row[2] for row in rows if row[0] == "subject" and len(row) == 3}
        self.gray = {(row[1], row[2]): row[3] for row in rows if row[0] == "row" and len(row) == 4}
        is_sealed = told.get("seal") == seal([row for row in rows if row[0] != "seal"], self.secret)
        self.given = _given(rows) if is_sealed else {}
        self.contents = {key: {"outputs": [], "shortcomings": []} for key in self.names}
        self.places = {key: {} for key in self.names}
        self.asked = {
            key: {row[2]: row[3] for row in rows if row[:2] == ["indicator", key] and len(row) == 4}
            for key in self.names
        }
        for name in FILLED:
            if name in self.book.sheets:
                self._sheet(name, self.book.grid(name))
        return Returned(
            round_key=told.get("round", ""),
            title=told.get("title", ""),
            office=told.get("office", ""),
            person=told.get("person", ""),
            issued=told.get("issued", ""),
            contents=self.contents,
            names=self.names,
            given=self.given,
            places=self.places,
            unmatched=tuple(self.unmatched),
            altered=tuple(self.altered),
            is_altered=not is_sealed,
        )

    def _sheet(self, name: str, grid: Grid) -> None:
        columns = _columns(grid, FIELDS[name])
        by_name = {folded(called): key for key, called in self.names.items()}
        for number in range(FIRST_ROW, min(grid.end_row, FIRST_ROW + _MOST_ROWS)):
            cells = {each.name: plain(grid.value(number, place)) for each, place in columns.items()}
            key = plain(grid.value(number, 0))
            typed = {each.name: cells[each.name] for each in columns if not each.is_given}
            match = _KEY.fullmatch(key) if key else None
            subject = match["subject"] if match else by_name.get(folded(cells.get("subject", "")), "")
            if subject not in self.names:
                if any(cells.values()):
                    self.unmatched.append(Unmatched(name, number + 1, _told(cells)))
                continue
            is_new = not match or match["mark"] == NEW
            if match and not self._is_as_given(name, key, cells):
                self.altered.append(Unmatched(name, number + 1, _told(cells)))
            if name == TEXTS:
                typed["no_outputs"] = "" if typed.get("no_outputs", "") in ("", "否", "0") else "1"
                self.contents[subject] |= typed
                path = ""
            elif name == STATEMENTS:
                self.contents[subject] |= typed
                path = ""
            elif name == INDICATORS:
                code = self._indicator(subject, match, cells)
                if not code:
                    self.unmatched.append(Unmatched(name, number + 1, _told(cells)))
                    continue
                told = self.contents[subject].setdefault("indicators", [])
                path = f"indicators.{len(told)}."
                told.append({"code": code, **typed})
            elif any(typed.values()) or not is_new:
                table = "outputs" if name == OUTPUTS else "shortcomings"
                path = f"{table}.{len(self.contents[subject][table])}."
                known = numbered(self.given.get(subject, {}), table)
                at = int(match["number"]) if match and not is_new else len(known)
                self.contents[subject][table].append(
                    typed | (identity_of(known[at]) if at < len(known) else {})
                )
            else:
                continue
            self.places[subject] |= {
                f"{path}{each.name}": f"{name}!{a1(number, place)}" for each, place in columns.items()
            }

    def _indicator(self, subject: str, match: re.Match[str] | None, cells: Mapping[str, str]) -> str:
        """The code of the indicator that a row is about, by its key, else by its name; empty where neither
        tells."""
        asked = self.asked[subject]
        if match and match["number"]:
            return dict(enumerate(asked)).get(int(match["number"]), "")
        name = folded(cells.get("indicator", ""))
        found = [code for code, called in asked.items() if folded(called) == name]
        return found[0] if len(found) == 1 else ""

    def _is_as_given(self, sheet: str, key: str, cells: Mapping[str, str]) -> bool:
        kept = self.gray.get((sheet, key))
        return kept is None or kept == given_text(
            [cells.get(each.name, "") for each in FIELDS[sheet] if each.is_given]
        )


def _hidden_rows(grid: Grid) -> list[list[str]]:
    rows = []
    for number in range(grid.first_row, grid.end_row):
        row = [plain(grid.value(number, column)) for column in range(4)]
        while row and not row[-1]:
            row.pop()
        if row:
            rows.append(row)
    return rows


def _given(rows: Sequence[Sequence[str]]) -> dict[str, dict[str, Any]]:
    """What was entered when the workbook went out, by the key of the subject."""
    parts: dict[str, str] = {}
    for row in rows:
        if row[0] == "entered" and len(row) == 3:
            parts[row[1]] = parts.get(row[1], "") + row[2]
    return {key: unpacked(word) for key, word in parts.items()}


def _columns(grid: Grid, fields: Sequence[Field]) -> dict[Field, int]:
    """Where each field's column is, by its header: columns may have been moved."""
    headers = {
        folded(plain(grid.value(HEADER_ROW, column))): column
        for column in range(grid.end_column - 1, 0, -1)
        if plain(grid.value(HEADER_ROW, column))
    }
    return {each: headers[folded(each.label)] for each in fields if folded(each.label) in headers}


def plain(value: object) -> str:
    """What a cell says, as it would be typed into the form."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        number = numbers.exact(value)
        if number is None:
            return str(value)
        told = f"{number:f}"
        return told.rstrip("0").rstrip(".") if "." in told else told
    try:
        return text(value)
    except Fault as fault:
        return str(fault.value if fault.value is not None else value)


def _told(cells: Mapping[str, str]) -> str:
    return " · ".join(each for each in cells.values() if each)[:200]

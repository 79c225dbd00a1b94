"""Filling a bureau's blank (填空白表): cell by cell from a small mapping file, everything else as it came.

All that does not fit is reported at once, and nothing is written then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from pathlib import Path

from jixiao.exchange.blank_book import BlankBook
from jixiao.exchange.blank_mapping import BlankMapping, BlankMismatch, RowsMapping, read_blank_mapping
from jixiao.exchange.blank_sheet import BlankSheet
from jixiao.exchange.cells import (
    LAST_ROW,
    Place,
    day_number,
    name_of,
    shows_date,
    shows_fixed_places,
    shows_percent,
)
from jixiao.exchange.forms import file_name
from jixiao.narrative.facts import Facts
from jixiao.narrative.forms.cell import Filled, Subject
from jixiao.narrative.forms.filling import about, chosen_projects
from jixiao.narrative.forms.vocabulary import CHANGES
from jixiao.narrative.forms.words import Words
from jixiao.numerals import printing
from jixiao.quantity import Money, MoneyUnit, Quantity, Rate
from jixiao.tracking.basis import Period
from jixiao.tracking.policy import load_policy
from jixiao.tracking.project import Project
from jixiao.tracking.year import Year

_FIFTEEN = Context(prec=15)  # the digits that a spreadsheet keeps


@dataclass(frozen=True, slots=True)
class FilledBlank:
    """A blank that was filled in: the file, how many cells were written, which the ledger leaves empty."""

    path: Path
    written: int
    empty: tuple[str, ...]


def fill_blank(
    year: Year,
    period: Period,
    blank: Path,
    mapping: Path,
    folder: Path,
    *,
    as_of: dt.date | None = None,
    overwrite: bool = False,
) -> list[FilledBlank]:
    """Fill the blank and save it in the folder under a new name; where the mapping says so, once a project.

    A cell that holds something is left alone, and so is everything else, unless `overwrite`; a formula is
    never replaced. Raises BlankMismatch with everything that does not fit, and UnreadableFile.
    """
    chosen, wrong = read_blank_mapping(mapping)
    facts = Facts(year, period, load_policy(year.unit.policy), as_of or period.end)
    words = Words(facts, chosen.unit, chosen.words)
    projects = chosen_projects(facts, chosen.projects)
    jobs = [(f"{blank.stem}-已填", Subject())]
    if chosen.one_per_project:
        jobs = [
            (f"{blank.stem}-{number:02} {each.name}", Subject(each.code, number))
            for number, each in enumerate(projects, start=1)
        ]
    if not jobs:
        raise BlankMismatch([*wrong, "没有项目可填：对照表要求一个项目一份"])
    made = []
    for stem, subject in jobs:
        book = BlankBook(blank)
        entries, missing = _entries(book, chosen, words, projects, subject)
        if problems := [*wrong, *missing, *_obstacles(book, chosen, entries, overwrite=overwrite)]:
            raise BlankMismatch(problems)
        target = folder / f"{file_name(stem)}{blank.suffix.lower()}"
        made.append((book, target, *_filled(book, entries, chosen.unit)))
    folder.mkdir(parents=True, exist_ok=True)
    for book, target, _, _ in made:
        book.save(target)
    return [FilledBlank(target, written, empty) for _, target, written, empty in made]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A cell to fill; `block` is the rows mapping that it belongs to."""

    sheet: BlankSheet
    place: Place
    content: Filled
    block: RowsMapping | None = None


def _entries(
    book: BlankBook, mapping: BlankMapping, words: Words, projects: Sequence[Project], subject: Subject
) -> tuple[list[_Entry], list[str]]:
    """Every cell to fill, and the sheets that there are not."""
    entries: list[_Entry] = []
    problems = []
    for chosen in mapping.sheets:
        if chosen.name not in book.sheets:
            if chosen.name:
                problems.append(f"{book.name} 没有工作表“{chosen.name}”，有：{'、'.join(book.sheets)}")
            continue
        sheet = book.sheet(chosen.name)
        entries += [_Entry(sheet, place, words.fill(text, subject)) for place, text in chosen.cells.items()]
        for block in chosen.rows:
            listed = about(words.listing, block.scope, projects, subject)
            room = (block.last or LAST_ROW) - block.start + 1
            if len(listed) > room:
                problems.append(
                    f"“{chosen.name}”第{block.start}行起要写{len(listed)}行，last 只留到第{block.last}行"
                )
            for row, told in enumerate(listed[:room], start=block.start):
                entries += [
                    _Entry(sheet, (row, column), words.fill(text, told), block)
                    for column, text in block.columns.items()
                ]
    return entries, problems


def _obstacles(
    book: BlankBook, mapping: BlankMapping, entries: Sequence[_Entry], *, overwrite: bool
) -> list[str]:
    """What stands in the way of the cells to fill."""
    replaced = {(each.name, place) for each in mapping.sheets for place in each.replaced}
    seen: set[tuple[str, Place]] = set()
    blocked: set[int] = set()
    problems = []
    for entry in entries:
        sheet, place = entry.sheet, entry.place
        where = f"“{sheet.name}”{name_of(place)}"
        identity = (sheet.name, place)
        if identity in seen:
            problems.append(f"{where} 在对照表里写了两次")
        seen.add(identity)
        corner = sheet.merged.get(place, place)
        if corner != place:
            problems.append(f"{where} 在合并单元格里，应写在左上角 {name_of(corner)}")
            continue
        content = sheet.content(place)
        if not content or (not content.startswith("=") and (overwrite or identity in replaced)):
            continue
        if content.startswith("="):
            problems.append(f"{where} 是公式（{content}），保留不动；请从对照表里去掉")
        elif entry.block is None:
            problems.append(f"{where} 已有内容“{content}”；确要改写的，列入 replace")
        elif id(entry.block) not in blocked:
            blocked.add(id(entry.block))
            rows = 1 + max(each.place[0] - entry.block.start for each in entries if each.block is entry.block)
            problems.append(
                f"{where} 已有内容“{content}”，而从第{entry.block.start}行起要写{rows}行；"
                "请先在空白表里插入足够的行"
            )
    return problems


def _filled(book: BlankBook, entries: Sequence[_Entry], unit: MoneyUnit) -> tuple[int, tuple[str, ...]]:
    """Fill the cells in; how many, and which stay empty."""
    written, empty = 0, []
    for entry in entries:
        value = cell_value(entry.content, entry.sheet.shows(entry.place), unit)
        if value is not None:
            entry.sheet.put(entry.place, value)
            written += 1
        elif entry.content.value is None:
            empty.append(f"{entry.sheet.name}!{name_of(entry.place)}")
    return written, tuple(empty)


def cell_value(content: Filled, number_format: str, unit: MoneyUnit) -> Decimal | str | None:
    """What goes into a cell with that number format; nothing where the ledger knows nothing.

    Money is a number: exact where the cell shows a fixed number of decimals, so that the blank's own sums
    come out as the report's, else rounded to two. A rate is a number where the cell shows percent, a date
    where it shows dates; else they are words. A change of nothing leaves its cell empty.
    """
    match content.value:
        case Money():
            key = content.key
            nothing = not content.value and key is not None and key.measure in CHANGES
            if nothing:
                return None
            exact = content.value.amount_in(unit)
            return exact if shows_fixed_places(number_format) else content.value.rounded_in(unit)
        case Rate() if shows_percent(number_format):
            value = content.value.value
            return _FIFTEEN.divide(Decimal(value.numerator), Decimal(value.denominator))
        case dt.date() if shows_date(number_format):
            return day_number(content.value)
        case Quantity(amount=amount, unit=""):
            return amount
        case int():
            return Decimal(content.value)
        case _:
            text = content.text
            return text if text and text != printing.ABSENT else None

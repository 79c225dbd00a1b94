"""Tables (表格) of a terminal: columns whose columns align, whatever characters they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from jixiao.cli.width import padded, shortened, width, wrapped

NARROWEST = 12
"""Columns that are left of the one that may be cut, however narrow the terminal is."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; the one that may be cut gives way where the terminal is narrow."""

    header: str
    is_number: bool = False
    may_be_cut: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together, under a heading where they have one."""

    rows: Sequence[Sequence[str]]
    heading: str = ""
    style: str = ""


def show_table(console: Console, columns: Sequence[Column], sections: Sequence[Section]) -> None:
    """Print the sections under one header, fitted into the terminal."""
    rows = [[column.header for column in columns], *(row for each in sections for row in each.rows)]
    widths = [max(width(row[index]) for row in rows) for index in range(len(columns))]
    gap = "  " if sum(widths) + 2 * (len(columns) - 1) <= console.width else " "
    spare = console.width - sum(widths) - len(gap) * (len(columns) - 1)
    for index, column in enumerate(columns):
        if column.may_be_cut and spare < 0:
            widths[index] = max(NARROWEST, widths[index] + spare)

    def line(row: Sequence[str]) -> str:
        return gap.join(map(_fitted, row, columns, widths)).rstrip()

    rule = "-" if console.options.ascii_only else "─"
    console.print(Text(line(rows[0])))
    console.print(rule * min(console.width, sum(widths) + len(gap) * (len(columns) - 1)))
    for number, section in enumerate(sections):
        if section.heading:
            if number:
                console.print()
            console.print(Text(section.heading, style=f"bold {section.style}"))
        for row in section.rows:
            console.print(Text(line(row), style=section.style))


def _fitted(cell: str, column: Column, columns: int) -> str:
    if column.is_number:
        return " " * (columns - width(cell)) + cell
    return padded(shortened(cell, columns), columns)


def show_heading(console: Console, text: str) -> None:
    """Print a heading."""
    for line in wrapped(text, console.width):
        console.print(Text(line, style="bold"))


def show_lines(console: Console, texts: Iterable[str], *, indent: int = 2) -> None:
    """Print each text, broken into lines; those that follow a first one stand further in."""
    for text in texts:
        first, *more = wrapped(text, console.width - indent * 2)
        console.print(Text(" " * indent + first))
        for line in more:
            console.print(Text(" " * (indent * 2) + line))


def show_entries(console: Console, entries: Sequence[tuple[str, str]], *, indent: int = 0) -> None:
    """Print labels with their texts beside them, which may take several lines."""
    column = max(width(label) for label, _ in entries)
    room = max(NARROWEST, console.width - indent - column - 2)
    for label, text in entries:
        first, *more = [line for part in text.split("\n") for line in wrapped(part, room)]
        console.print(Text(f"{' ' * indent}{padded(label, column)}  {first}".rstrip()))
        for line in more:
            console.print(Text(" " * (indent + column + 2) + line))

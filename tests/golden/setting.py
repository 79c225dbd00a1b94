"""Texts as a page sets them: lines of one width, blanks around digits, page numbers within sentences."""

from __future__ import annotations

import re

from jixiao.facts.flow.cells import width

INDENT = 4
LINES = 30
UNIT = re.compile(r"(?:[0-9A-Za-z.,%‰:+\-]+|.)[，。；：、）》”%！？,;:)]*")
ROW_OF_NUMBERS = re.compile("(?:[0-9.,%-]+ +){3,}")


def set_in_lines(text: str, columns: int, indent: str = "", page_number: str = "") -> str:
    """The text with its paragraphs in lines of `columns`, the first shorter by an indent; tables as they are.

    `indent` is what is left of it in the text, `page_number` what stands between two pages.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if not paragraph or "\t" in paragraph or "|" in paragraph or ROW_OF_NUMBERS.search(paragraph):
            lines.append(paragraph)
            continue
        line, taken = indent, INDENT
        for unit in UNIT.findall(paragraph):
            if line.strip() and taken + width(unit) > columns:
                lines.append(line.rstrip(" "))
                if page_number and len(lines) % LINES == LINES - 1:
                    lines.append(page_number.format(len(lines) // LINES + 1))
                line, taken = "", 0
            line += unit if line else unit.lstrip(" ")
            taken += width(unit)
        lines.append(line)
    return "\n".join(lines)


def with_blanks(text: str) -> str:
    """The text with a blank between each digit and ideograph; tables as they are."""
    around = re.compile("(?<=[0-9%])(?=[一-龥])|(?<=[一-龥])(?=[0-9])")
    return "\n".join(
        line if "\t" in line or "|" in line else around.sub(" ", line) for line in text.split("\n")
    )

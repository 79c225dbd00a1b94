"""Markdown (文本标记): the lines of a text without their marks, its tables with pipes as tables.

Headings stand as lines, which say by their ordinals what they are. A place counts characters from the start
of the file, as in any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from jixiao.document.model import Block, Cell, Column, Document, Paragraph, Row, Sentence, Span, Table
from jixiao.document.place import TextPlace
from jixiao.document.readers.text import text_of

_MARK = re.compile(r"\\([!-/:-@\[-`{-~])|<br\s?/?>|\*\*|\\$")
_LEAD = re.compile(r"\s{0,3}(?:#{1,6}\s+|>\s?)")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BREAK = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_PIPE = re.compile(r"(?<!\\)\|")

Line = tuple[int, str]


def read_markdown(path: Path) -> Document:
    """The lines and tables of a Markdown file. Raises UnreadableFile as for any text."""
    lines: list[Line] = []
    start = 0
    for line in text_of(path).split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    return Document(path.stem, tuple(_blocks(lines)))


def _blocks(lines: list[Line]) -> Iterator[Block]:
    number = 0
    while number < len(lines):
        start, line = lines[number]
        if "|" in line and number + 1 < len(lines) and _is_rule(lines[number + 1][1]):
            last = number + 2
            while last < len(lines) and "|" in lines[last][1]:
                last += 1
            yield _table(lines[number], lines[number + 2 : last])
            number = last
            continue
        number += 1
        if not line.strip() or _BREAK.fullmatch(line):
            continue
        lead = _LEAD.match(line)
        at = lead.end() if lead else 0
        spans = tuple(_spans(line, start, at, len(line)))
        if spans:
            yield Paragraph((Sentence(spans),))


def _is_rule(line: str) -> bool:
    return "|" in line and _RULE.fullmatch(line) is not None


def _table(head: Line, body: list[Line]) -> Table:
    headers = ["".join(span.text for span in spans) for spans in _cells(head)]
    rows = tuple(Row(tuple(Cell(spans) for spans in _cells(line)[: len(headers)])) for line in body)
    return Table(tuple(Column(header) for header in headers), rows)


def _cells(line: Line) -> list[tuple[Span, ...]]:
    """The cells between the pipes of a line."""
    start, text = line
    bounds = [-1, *(pipe.start() for pipe in _PIPE.finditer(text)), len(text)]
    pieces = [(low + 1, high) for low, high in pairwise(bounds)]
    if text.lstrip().startswith("|"):
        pieces = pieces[1:]
    if text.rstrip().endswith("|"):
        pieces = pieces[:-1]
    found = []
    for low, high in pieces:
        words = text[low:high]
        first = low + len(words) - len(words.lstrip())
        found.append(tuple(_spans(text, start, first, max(first, low + len(words.rstrip())))))
    return found


def _spans(text: str, start: int, at: int, end: int) -> Iterator[Span]:
    """The words of a stretch of a line without marks, each piece with its place in the file."""
    for mark in _MARK.finditer(text, at, end):
        if at < mark.start():
            yield Span(text[at : mark.start()], place=TextPlace(start + at))
        at = mark.start() + 1 if mark[1] else mark.end()
    if at < end:
        yield Span(text[at:end], place=TextPlace(start + at))

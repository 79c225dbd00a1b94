"""Markdown (CommonMark with the tables of GitHub): for mail, wikis and comparing two drafts line by line.

Text prints as it is, whatever marks it holds. What Markdown cannot say is said in words or left out:
a picture becomes the text that stands for it, a cell that spans others leaves blank ones behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jixiao.document.grid import body_rows, header_rows, placed
from jixiao.document.layout import Layout
from jixiao.document.model import (
    Align,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Span,
    Table,
)
from jixiao.document.writers.printable import printable
from jixiao.document.writers.word_package import replace_file

_MARKS = re.compile(r"([\\`*_\[\]<>&|~$@#])")
_LINK = re.compile(r"(?i)\b(https?|ftp|www)(?=://|\.)")  # would become a link even without brackets
_AT_LINE_START = re.compile(r"(?m)^([ ]*)(?:([+=-])|(\d+)([.)]))")
_RULES = {Align.LEFT: ":---", Align.CENTER: ":---:", Align.RIGHT: "---:"}
_HARD_BREAK = "\\\n"


def write_markdown(document: Document, path: Path, layout: Layout | None = None) -> None:
    """Write the document as Markdown, whole or not at all; a layout changes nothing."""
    del layout
    replace_file(path, render_markdown(document).encode())


def render_markdown(document: Document) -> str:
    """The document as Markdown."""
    return "\n\n".join(_blocks(document.blocks)) + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    has_title = False
    for block in blocks:
        match block:
            case Heading():
                level = max(block.level, 1 if has_title or block.level else 0)
                has_title = True
                yield f"{'#' * (level + 1)} {_escaped(block.text.replace(chr(10), ''), starts_line=False)}"
                if block.body:
                    yield _text(block.spans)
            case Paragraph():
                if block.text.strip():
                    yield _text(block.spans)
            case Table():
                yield from _table(block)
            case Picture():
                caption = [f"**{_escaped(block.caption)}**"] if block.caption else []
                yield "\n\n".join([*caption, _escaped(block.alternative).replace("\n", _HARD_BREAK)])
            case PageBreak():
                yield "---"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"**{_escaped(table.caption)}**"
    if table.unit_note:
        yield _escaped(table.unit_note)
    head, body = header_rows(table), body_rows(table)
    columns = len(table.columns)
    rows = [*_rows(head, columns), *_rows(body, columns)]
    if not head:
        rows.insert(0, [""] * columns)
    rows.insert(1, [_RULES[column.align] for column in table.columns])
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    for note in table.notes:
        yield _text(note.spans)


def _rows(rows: Sequence[Row], columns: int) -> Iterator[list[str]]:
    """Every row with a cell in each column, blank where another reaches over it."""
    for places in placed(rows, columns):
        cells = [""] * columns
        for place in places:
            text = "".join(span.text for span in place.cell.spans)
            cells[place.column] = _escaped(text, starts_line=False).replace("\n", "<br>")
        yield cells


def _text(spans: Iterable[Span]) -> str:
    return _escaped("".join(span.text for span in spans)).replace("\n", _HARD_BREAK)


def _escaped(text: str, *, starts_line: bool = True) -> str:
    r"""The text so that every mark in it is a character and none is a command.

    >>> print(_escaped("1.市级资金*见 http://x"))
    1\.市级资金\*见 http\://x
    """
    text = _MARKS.sub(r"\\\1", printable(text).strip())
    text = _LINK.sub(r"\1\\", text)
    if not starts_line:
        return text
    return _AT_LINE_START.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", text)

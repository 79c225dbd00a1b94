"""Marked text (带标记的正文): the report as the proof read it, in HTML, with its marks."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from jixiao.document.writers.printable import printable
from jixiao.facts.facts import Facts
from jixiao.facts.flow.blocks import Headline, Loose, Prose
from jixiao.facts.flow.grid import Grid, GridCell, GridRow, RowKind
from jixiao.findings import Severity
from jixiao.proof import Proof
from jixiao.reporting.checked import Noted

_SEVERITIES = tuple(Severity)
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of a finding: which, and whether it is the one accused."""

    number: int
    order: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text in which the same places are marked."""

    start: int
    end: int
    places: tuple[_Place, ...]
    is_sound: bool
    begins: tuple[_Place, ...]
    ends: tuple[_Place, ...]


@dataclass
class Marks:
    """The marks of a text, in stretches that do not overlap; `shown` are the places that were printed."""

    noted: Sequence[Noted]
    proof: Proof
    shown: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._pieces = list(self._cut())
        self._starts = [piece.start for piece in self._pieces]

    def _cut(self) -> Iterator[_Piece]:
        opens: dict[int, list[_Place]] = defaultdict(list)
        closes: dict[int, list[_Place]] = defaultdict(list)
        for noted in self.noted:
            for order, place in enumerate(noted.finding.places):
                if place.flow and place.flow[0] < place.flow[1]:
                    each = _Place(noted.number, order, noted.finding.severity)
                    opens[place.flow[0]].append(each)
                    closes[place.flow[1]].append(each)
        sound_from: set[int] = set()
        sound_to: set[int] = set()
        for mention in self.proof.facts.mentions:
            if mention.start in self.proof.verified and mention.end > mention.start:
                sound_from.add(mention.start)
                sound_to.add(mention.end)
        active: list[_Place] = []
        depth, before = 0, 0
        begins: tuple[_Place, ...] = ()
        points = sorted({*opens, *closes, *sound_from, *sound_to})
        for point in points:
            if (active or depth) and before < point:
                yield _Piece(before, point, tuple(active), depth > 0, begins, tuple(closes[point]))
            for each in closes[point]:
                active.remove(each)
            depth -= point in sound_to
            depth += point in sound_from
            begins = tuple(opens[point])
            active += begins
            before = point

    def html(self, text: str, start: int, end: int) -> tuple[str, bool]:
        """The characters of a range with their marks, and whether a finding accuses any of them."""
        parts: list[str] = []
        at, is_accused = start, False
        number = max(bisect_right(self._starts, start) - 1, 0)
        while number < len(self._pieces) and self._pieces[number].start < end:
            piece = self._pieces[number]
            number += 1
            low, high = max(piece.start, start), min(piece.end, end)
            if low >= high:
                continue
            parts.append(escaped(text[at:low]))
            parts.append(self._marked(piece, text[low:high]))
            is_accused |= any(each.order == 0 for each in piece.places)
            at = high
        parts.append(escaped(text[at:end]))
        return "".join(parts), is_accused

    def _marked(self, piece: _Piece, words: str) -> str:
        anchors = ""
        for each in piece.begins:
            if (each.number, each.order) not in self.shown:
                self.shown.add((each.number, each.order))
                anchors += f'<a id="p{each.number}-{each.order}" class="anchor"></a>'
        accusing = [each for each in piece.places if each.order == 0]
        inner = escaped(words)
        if accusing:
            worst = min(accusing, key=lambda each: _SEVERITIES.index(each.severity))
            kind = f"accused {worst.severity.value}"
        elif piece.places:
            kind = "operand sound" if piece.is_sound else "operand"
        else:
            return f'{anchors}<span class="sound">{inner}</span>'
        numbers = " ".join(str(number) for number in dict.fromkeys(each.number for each in piece.places))
        tags = "".join(
            f'<a class="tag {each.severity.value}" href="#f{each.number}" data-n="{each.number}" '
            f'aria-label="第{each.number}处：{each.severity.chinese}">{each.number}</a>'
            for each in piece.ends
            if each.order == 0
        )
        return f'{anchors}<mark class="{kind}" data-n="{numbers}">{inner}</mark>{tags}'


def text_of(facts: Facts, marks: Marks) -> Iterator[str]:
    """The blocks of the text, each with the class `found` where a finding accuses something in it."""
    for block in facts.flow.blocks:
        match block:
            case Headline():
                yield _headline(facts.text, block, marks)
            case Prose() | Loose():
                inner, is_accused = marks.html(facts.text, block.start, block.end)
                kind = "loose" if isinstance(block, Loose) else "prose"
                yield f'<p class="block {kind}{_found(is_accused)}">{inner}</p>\n'
            case Grid():
                yield from _table(facts.text, block, marks)


def _headline(text: str, block: Headline, marks: Marks) -> str:
    inner, is_accused = marks.html(text, block.start, block.end)
    level = min(block.level, _DEEPEST)
    return f'<h{level + 2} class="block level-{level}{_found(is_accused)}">{inner}</h{level + 2}>\n'


def _table(text: str, grid: Grid, marks: Marks) -> Iterator[str]:
    rows: list[str] = []
    any_accused = False
    taken: set[tuple[int, int]] = set()
    for row in grid.rows:
        cells, is_accused = _cells(text, grid, row, marks, taken)
        any_accused |= is_accused
        if cells:
            kind = row.kind.value + _found(is_accused)
            rows.append(f'<tr class="{kind}">{cells}</tr>\n')
    notes: list[str] = []
    for start, end in grid.notes:
        inner, is_accused = marks.html(text, start, end)
        any_accused |= is_accused
        notes.append(f'<p class="note">{inner}</p>')
    title = f"<caption>{escaped(grid.title)}</caption>" if grid.title and not _says(grid, text) else ""
    unit = f'<p class="unit">单位：{escaped(grid.unit)}</p>' if grid.unit else ""
    table = f"<table>{title}{''.join(rows)}</table>"
    kind = f"block grid{_found(any_accused)}"
    yield f'<div class="{kind}">{unit}<div class="scroll">{table}</div>{"".join(notes)}</div>\n'


def _says(grid: Grid, text: str) -> bool:
    """Whether the title stands in the table, or right above it, anyway."""
    captions = (cell for row in grid.rows if row.kind is RowKind.CAPTION for cell in row.cells if cell)
    return (
        any(grid.title in text[cell.start : cell.end] for cell in captions)
        or grid.title in (text[max(0, grid.start - len(grid.title) - 40) : grid.start])
    )


def _cells(
    text: str, grid: Grid, row: GridRow, marks: Marks, taken: set[tuple[int, int]]
) -> tuple[str, bool]:
    parts: list[str] = []
    any_accused = False
    tag = "th" if row.kind is RowKind.HEADER else "td"
    for column, cell in enumerate(row.cells):
        if (row.index, column) in taken:
            continue
        if cell is None:
            parts.append("" if (row.index, column) in grid.covered else "<td></td>")
            continue
        taken |= {
            (row.index + down, column + right) for down in range(cell.rows) for right in range(cell.columns)
        }
        inner, is_accused = marks.html(text, cell.start, cell.end)
        any_accused |= is_accused
        parts.append(f"<{tag}{_span(cell)}{_align(text, cell)}>{inner}</{tag}>")
    for cell in row.unplaced:
        inner, is_accused = marks.html(text, cell.start, cell.end)
        any_accused |= is_accused
        parts.append(f'<td class="unplaced">{inner}</td>')
    return "".join(parts), any_accused


def _span(cell: GridCell) -> str:
    across = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return across + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")


def _align(text: str, cell: GridCell) -> str:
    words = text[cell.start : cell.end].strip()
    return ' class="number"' if words and all(each in "0123456789.,，-−—%％+ " for each in words) else ""


def _found(is_accused: bool) -> str:  # noqa: FBT001 - a class or none
    return " found" if is_accused else ""


def escaped(text: str) -> str:
    """The text as HTML can hold it."""
    return escape(printable(text))

"""What stands in the body of a Word file: its paragraphs in order, and the bound figures in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from jixiao.document.readers.word_runs import W, live_runs, run_text, shows_placeholder
from jixiao.measure import Key


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands, counted from 1: among those outside tables, or in a cell of a table.

    `column` counts columns of the table's grid, `paragraph` the paragraphs of the cell.
    """

    paragraph: int
    table: int = 0
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.table:
            return f"第{self.table}张表第{self.row}行第{self.column}列"
        return f"第{self.paragraph}段"


@dataclass(frozen=True, slots=True)
class Control:
    """A bound figure as it stands in the file: the tag and alias of its control, and what it now says.

    Either name may be empty: LibreOffice drops tags. `start` is where it begins in its paragraph; a
    control that holds whole paragraphs or a whole cell begins at 0.
    """

    tag: str
    alias: str
    text: str
    place: Place
    start: int
    element: Element = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The tag of the key to which the figure is bound, from whichever of the two is left."""
        return self.tag or self.alias

    @property
    def end(self) -> int:
        """Where it ends in its paragraph."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it stands in the file: its words and its bound figures.

    `around` is the control that holds the paragraph, whole, and maybe more.
    """

    text: str
    place: Place
    controls: tuple[Control, ...]
    element: Element = field(repr=False, compare=False)
    around: Element | None = field(default=None, repr=False, compare=False)


def survey(body: Element, recorded: Iterable[str] = ()) -> list[Passage]:
    """Return the paragraphs of the body in order.

    A content control is taken for a bound figure where its tag or alias spells a key, or is among the
    recorded tags; others are the user's own.
    """
    return list(_Survey(frozenset(recorded)).passages(body))


def read_again(passage: Passage, recorded: Iterable[str] = ()) -> Passage:
    """Return a paragraph as it stands after an edit within it."""
    return _Survey(frozenset(recorded)).passage(passage.element, passage.place, passage.around)


@dataclass(slots=True)
class _Survey:
    recorded: frozenset[str]
    paragraphs: int = 0
    tables: int = 0

    def passages(self, container: Element, within: Place | None = None) -> Iterator[Passage]:
        """Yield the paragraphs in a body, cell or control; `within` is the cell's place."""
        wrapper: Element | None = None  # a control around whole paragraphs belongs to the first of them
        inside = 0
        for child, control in blocks_within(container):
            if child.tag == f"{W}tbl":
                yield from self._table(child, within)
                continue
            inside += 1
            self.paragraphs += within is None
            place = (
                Place(self.paragraphs)
                if within is None
                else Place(inside, within.table, within.row, within.column)
            )
            first = control if control is not wrapper else None
            wrapper = control
            yield self.passage(child, place, first)

    def _table(self, table: Element, within: Place | None) -> Iterator[Passage]:
        self.tables += within is None
        number = self.tables if within is None else within.table
        for row_number, (row, _) in enumerate(children_within(table, f"{W}tr"), start=1):
            column = 1
            for cell, control in children_within(row, f"{W}tc"):
                place = Place(0, number, row_number, column) if within is None else within
                for number_in_cell, passage in enumerate(self.passages(cell, place)):
                    is_first = control is not None and number_in_cell == 0
                    yield self.passage(passage.element, passage.place, control) if is_first else passage
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                column += int(span.get(f"{W}val", "1")) if span is not None else 1

    def passage(self, paragraph: Element, place: Place, around: Element | None) -> Passage:
        """Return what a paragraph says."""
        text = "".join(run_text(run) for run in live_runs(paragraph))
        found = list(self._controls(paragraph, place, 0))
        if around is not None and (control := self._control(around, text, place, 0)):
            found.insert(0, control)
        return Passage(text, place, tuple(found), paragraph, around)

    def _controls(self, container: Element, place: Place, start: int) -> Iterator[Control]:
        for child in container:
            if child.tag == f"{W}r":
                start += len(run_text(child))
                continue
            words = "".join(map(run_text, live_runs(child))) if not shows_placeholder(child) else ""
            if child.tag == f"{W}sdt" and (control := self._control(child, words, place, start)):
                yield control
            elif child.tag not in _UNREAD:
                yield from self._controls(child, place, start)
            if child.tag not in _UNREAD:
                start += len(words)

    def _control(self, element: Element, text: str, place: Place, start: int) -> Control | None:
        tag, alias = (_value(element, f"{W}sdtPr/{W}{name}") for name in ("tag", "alias"))
        if not any(name in self.recorded or _is_key(name) for name in (tag, alias)):
            return None
        return Control(tag, alias, "" if shows_placeholder(element) else text, place, start, element)


# What a paragraph may hold beside runs and what holds runs: its properties, and what changes took away.
_UNREAD = {f"{W}{name}" for name in ("pPr", "del", "moveFrom")}


def blocks_within(
    container: Element, control: Element | None = None
) -> Iterator[tuple[Element, Element | None]]:
    """Yield paragraphs and tables, each with the control that holds it, if any."""
    for child in container:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child, control
        elif child.tag == f"{W}sdt":
            for content in child.iterfind(f"{W}sdtContent"):
                yield from blocks_within(content, child)
        elif child.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from blocks_within(child, control)


def children_within(
    container: Element, tag: str, control: Element | None = None
) -> Iterator[tuple[Element, Element | None]]:
    """Yield the rows of a table or the cells of a row, each with the control that holds it, if any."""
    for child in container:
        if child.tag == tag:
            yield child, control
        elif child.tag == f"{W}sdt":
            for content in child.iterfind(f"{W}sdtContent"):
                yield from children_within(content, tag, child)
        elif child.tag == f"{W}customXml":
            yield from children_within(child, tag, control)


def _value(element: Element, path: str) -> str:
    found = element.find(path)
    return found.get(f"{W}val", "") if found is not None else ""


def _is_key(name: str) -> bool:
    try:
        Key.parse(name)
    except ValueError:
        return False
    return True

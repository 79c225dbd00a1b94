"""Reading a document into a flow (成流): its blocks in order, written one after the other."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from jixiao.document.model import Document, Heading, PageBreak, Paragraph, Picture, Span, Table
from jixiao.document.place import TextPlace
from jixiao.facts.flow.blocks import Headline, Loose, Prose
from jixiao.facts.flow.flow import Block, Flow, Pieces, Stretch
from jixiao.facts.flow.grid import Range
from jixiao.facts.flow.lines.segments import blocks_of, taken_from
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.flow.pieces import Fragment, Line, Part, glue, joined, lines_of, whole, without_blanks
from jixiao.facts.flow.raw import Fragments, RawBlock, RawHeadline, RawLoose, RawProse, RawTable
from jixiao.facts.flow.tables.built import built_table
from jixiao.facts.flow.tables.forms import parts_of
from jixiao.facts.flow.tables.grids import Written, grids_of
from jixiao.facts.flow.tables.matrix import Placed


def flow_of(document: Document) -> Flow:
    """The document as checks see it."""
    dropped: list[Fragment] = []
    blocks: list[RawBlock] = []
    lines: list[Line] = []
    for block in document.blocks:
        match block:
            case Paragraph():
                spans = block.spans
                if lines and spans and _stands_apart(lines[-1], spans[0]):
                    lines.append(Line("", ()))
                lines += lines_of(spans, block.style)
            case PageBreak():
                if lines:
                    lines[-1].breaks_page = True
            case _:
                found, furniture = blocks_of(lines)
                blocks += found
                dropped += furniture
                lines = []
                blocks += _built(block, blocks)
    found, furniture = blocks_of(lines)
    return _Writer().written([*blocks, *found], [*dropped, *furniture])


def _stands_apart(before: Line, first: Span) -> bool:
    """Whether blank lines, which the reader of a text leaves out, stand between the line and the next."""
    last = before.parts[-1].span if before.parts else None
    if last is None or not isinstance(last.place, TextPlace) or not isinstance(first.place, TextPlace):
        return False
    return first.place.start > last.place.start + len(last.text) + 1


def _built(block: Heading | Table | Picture, before: list[RawBlock]) -> Iterator[RawBlock]:
    """The raw blocks of what the document itself says is a heading, a table or a picture."""
    match block:
        case Heading():
            heading = _whole((Span(block.text, place=block.place),))
            if heading:
                yield RawHeadline(heading, block.level, ordinal_of(block.text.strip()), _whole(block.spans))
        case Table():
            table = built_table(block)
            table.above = taken_from(before) + table.above
            yield from parts_of(table)
        case Picture():
            if caption := _whole((Span(block.caption),)):
                yield RawProse(caption)


def _whole(spans: Sequence[Span]) -> Fragments:
    return tuple(whole(line) for line in lines_of(spans) if line.body)


class _Writer:
    """The text of the flow as it grows, and where its characters come from."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.starts = array("q")
        self.lengths = array("q")
        self.offsets = array("q")
        self.spans: list[Span] = []
        self.chain: tuple[Headline, ...] = ()
        self.item: Prose | None = None

    def written(self, blocks: Sequence[RawBlock], dropped: Sequence[Fragment]) -> Flow:
        """The flow of the blocks."""
        done: list[Block | Written] = []
        for block in blocks:
            match block:
                case RawHeadline():
                    done += self._headline(block)
                case RawProse():
                    done.append(self._paragraph(block))
                case RawLoose():
                    start = self.length
                    ranges = [self._line(fragments) for fragments in block.lines]
                    end = ranges[-1][1] if ranges else start
                    done.append(Loose(start, end, self.chain, block.is_contents))
                case RawTable():
                    done += self._table(block)
        text = "".join(self.parts)
        finished: list[Block] = []
        for each in done:
            finished += grids_of(each, text) if isinstance(each, Written) else [each]
        furniture = tuple(stretch for fragment in dropped for stretch in _stretches(*fragment))
        return Flow(
            text, tuple(finished), Pieces(self.starts, self.lengths, self.spans, self.offsets), furniture
        )

    def _paragraph(self, block: RawProse) -> Prose:
        start, end = self._line([each for part in block.fragments for each in without_blanks(part)])
        if block.ordinal:
            self.item = Prose(start, end, self.chain, block.ordinal)
            return self.item
        if block.fragments and block.fragments[-1].text.endswith(("：", ":")):
            self.item = None
        return Prose(start, end, self.chain, item=self.item)

    def _headline(self, block: RawHeadline) -> Iterator[Block]:
        self.item = None
        higher = tuple(each for each in self.chain if each.level < block.level)
        ordinal = block.ordinal.text if block.ordinal else ""
        text = joined(block.fragments)
        title = text[len(ordinal) :].strip() or text
        start, end = self._fragments(block.fragments)
        headline = Headline(start, end, block.level, title, block.ordinal, higher)
        self.chain = (*higher, headline)
        yield headline
        if block.body:
            start, end = self._fragments([each for part in block.body for each in without_blanks(part)])
            yield Prose(start, end, self.chain)
        self._put("\n")

    def _table(self, table: RawTable) -> Iterator[Block | Written]:
        start = self.length
        for fragments in table.above:
            self._line(fragments)
        rows = []
        for number, row in enumerate(table.rows):
            placed = []
            for cell in row.cells:
                first, last = self._line(cell.fragments)
                placed.append(
                    Placed(
                        first,
                        last,
                        number,
                        cell.column,
                        cell.rows,
                        cell.columns,
                        cell.text,
                        cell.indent,
                        cell.content,
                        row.is_header,
                    )
                )
            rows.append(placed)
        end = max(self.length - 1, start)
        notes = [Prose(*self._line(fragments), self.chain) for fragments in table.notes]
        ranges: tuple[Range, ...] = tuple((note.start, note.end) for note in notes)
        above = [joined(fragments) for fragments in table.above]
        yield Written(
            start,
            end,
            rows,
            table.width,
            above,
            ranges,
            self.chain,
            table.is_listing,
            table.leading,
            table.cuts,
        )
        yield from notes

    def _line(self, fragments: Sequence[Fragment]) -> Range:
        """Write the fragments as a line of the flow; where they stand in it."""
        found = self._fragments(fragments)
        self.parts.append("\n")
        self.length += 1
        return found

    def _fragments(self, fragments: Sequence[Fragment]) -> Range:
        start, last = self.length, ""
        for line, begins, ends in fragments:
            text = line.text[begins:ends]
            if not text:
                continue
            if last:
                self._put(glue(last, text))
            if len(line.parts) == 1:
                at, span, offset = line.parts[0]
                self._take(span, offset + begins - at, text)
            else:
                for stretch in _stretches(line, begins, ends):
                    self._take(stretch.span, stretch.start, stretch.text)
            last = text
        return start, self.length

    def _take(self, span: Span, offset: int, text: str) -> None:
        """Write what stands in a span from an offset on."""
        self.starts.append(self.length)
        self.lengths.append(len(text))
        self.offsets.append(offset)
        self.spans.append(span)
        self.parts.append(text)
        self.length += len(text)

    def _put(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)


def _stretches(line: Line, start: int, end: int) -> Iterator[Stretch]:
    """The stretches of spans that a fragment of a line is made of."""
    parts = line.parts
    number = max(bisect_right(parts, start, key=_beginning) - 1, 0)
    while number < len(parts) and parts[number].at < end:
        at, span, offset = parts[number]
        stop = parts[number + 1].at if number + 1 < len(parts) else len(line.text)
        first, last = max(start, at), min(end, stop)
        if first < last:
            yield Stretch(span, offset + first - at, offset + last - at)
        number += 1


def _beginning(part: Part) -> int:
    return part.at

"""Lines of a Word file (Word 段落): a paragraph as spans, with its list number, and what else it tells.

Tracked changes are read as if they were accepted, hidden words are left out; each run is a span with its
place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from lxml.etree import _Element as Element

from jixiao.document.model import Binding, Heading, Paragraph, ParagraphStyle, Sentence, Span
from jixiao.document.place import WordPlace
from jixiao.document.readers.word_bindings import Bindings
from jixiao.document.readers.word_numbering import Numbering
from jixiao.document.readers.word_places import BODY, boxes, shown_runs
from jixiao.document.readers.word_runs import W, run_text
from jixiao.document.readers.word_styles import BODY_LEVEL, Styles, is_on, outline_level

PART, NUMBER = "part", "number"
"""Attributes by which the reader has marked where a paragraph stands."""

_LONGEST_HEADING = 80
_SDT = f"{W}sdt"
_LOOK = f"{W}rPr"
_TAKEN_AWAY = (f"{W}del", f"{W}moveFrom")
_REFERENCES = (f"{W}footnoteReference", f"{W}endnoteReference")
_PLAIN = frozenset({f"{W}t", f"{W}tab", f"{W}br", _LOOK})


@dataclass(slots=True)
class Line:
    """A paragraph: its spans, its level as a heading, if it is one, and how many of its spans are run in.

    `notes` are the references to its footnotes and endnotes, `boxes` the text boxes that are anchored in it.
    """

    spans: tuple[Span, ...] = ()
    level: int = BODY_LEVEL
    run_in: int = 0
    style: ParagraphStyle = ParagraphStyle.BODY
    breaks_before: bool = False
    breaks_after: bool = False
    is_contents: bool = False
    is_merged: bool = False  # a tracked change took away its end: it goes on in the next
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def block(self) -> Heading | Paragraph | None:
        """The line as a block; none where it is blank."""
        text = "".join(span.text for span in self.spans)
        if not text.strip() or self.is_contents:
            return None
        if self.run_in:
            lead = "".join(span.text for span in self.spans[: self.run_in])
            body = (Sentence(self.spans[self.run_in :]),)
            return Heading(self.level, lead, body, self.spans[0].place)
        if self.level < BODY_LEVEL and len(text) <= _LONGEST_HEADING and "。" not in text.rstrip()[:-1]:
            bound = next((at for at, span in enumerate(self.spans) if span.binding), len(self.spans))
            lead = "".join(span.text for span in self.spans[:bound]).rstrip("\n")
            if lead.strip():
                rest = self.spans[bound:]
                return Heading(self.level, lead, (Sentence(rest),) if rest else (), self.spans[0].place)
        return Paragraph((Sentence(self.spans),), self.style)


class Lines:
    """Reads paragraphs, in the order of the file."""

    def __init__(self, styles: Styles, numbering: Numbering, bindings: Bindings) -> None:
        self.styles = styles
        self._numbering = numbering
        self._bindings = bindings

    def line(self, paragraph: Element, around: Element | None = None) -> Line:
        """The paragraph; `around` is a content control that begins with it."""
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.of(paragraph)
        line = Line(is_contents=self.styles.is_contents(style), style=self.styles.look(style, paragraph))
        runs = list(shown_runs(paragraph, self.styles))
        spans = list(self._spans(paragraph, runs, around))
        mark = properties.find(_LOOK) if properties is not None else None
        line.is_merged = mark is not None and any(mark.find(each) is not None for each in _TAKEN_AWAY)
        is_unseen = not spans and bool(is_on(mark, "vanish"))
        number = "" if line.is_merged or is_unseen else self._numbering.next(paragraph, style)
        if number:
            first = runs[0][0] if runs else 1
            spans.insert(0, Span(number, place=_place(paragraph, first, -len(number))))
        line.spans = tuple(_without_breaks(spans))
        line.level = self._level(paragraph, properties, style)
        if line.level == BODY_LEVEL:
            self._run_in(line, runs, numbered=bool(number))
        self._breaks(line, properties, style, runs)
        for _, run in runs:
            if all(each.tag in _PLAIN for each in run):
                continue
            line.notes += [each for name in _REFERENCES for each in run.iterfind(name)]
            line.boxes += boxes(run)
        return line

    def _spans(
        self,
        paragraph: Element,
        runs: Sequence[tuple[int, Element]],
        around: Element | None,
    ) -> Iterator[Span]:
        """The words of each run, those of a bound figure together."""
        has_controls = around is not None or next(paragraph.iter(_SDT), None) is not None
        known: dict[Element, Binding | None] = {}
        waiting: Span | None = None
        held: Element | None = None
        for number, run in runs:
            text = run_text(run)
            if not text:
                continue
            control, binding = self._binding(run, paragraph, around, known) if has_controls else (None, None)
            if waiting and control is not None and control is held:
                waiting = replace(waiting, text=waiting.text + text)
                continue
            if waiting:
                yield waiting
            waiting, held = Span(text, binding, place=_place(paragraph, number)), control
        if waiting:
            yield waiting

    def _binding(
        self, run: Element, paragraph: Element, around: Element | None, known: dict[Element, Binding | None]
    ) -> tuple[Element | None, Binding | None]:
        """The innermost control around a run that binds it."""
        within = takewhile(lambda each: each is not paragraph, run.iterancestors(_SDT, f"{W}p"))
        for control in (*within, around):
            if control is None:
                continue
            if control not in known:
                known[control] = self._bindings.of(control)
            if known[control]:
                return control, known[control]
        return None, None

    def _level(self, paragraph: Element, properties: Element | None, style: str) -> int:
        """The level of a heading, 0 for the title; `BODY_LEVEL` for what is none."""
        if self.styles.is_title(style):
            return 0
        own = properties.find(f"{W}outlineLvl") if properties is not None else None
        level = outline_level(own) if own is not None else self.styles.level(style)
        return min(level + 1, BODY_LEVEL)

    def _run_in(self, line: Line, runs: Sequence[tuple[int, Element]], *, numbered: bool) -> None:
        """Take note of a heading that shares its line with the text (段首标题)."""
        level, count = BODY_LEVEL, 0
        for _, run in runs:
            if not run_text(run):
                continue
            named = run.find(f"{W}rPr/{W}rStyle")
            found = self.styles.linked_level(named.get(f"{W}val", "")) if named is not None else BODY_LEVEL
            if found == BODY_LEVEL or (count and found != level):
                break
            level, count = found, count + 1
        if count and any(span.text.strip() for span in line.spans[count + numbered :]):
            line.level, line.run_in = min(level + 1, BODY_LEVEL), count + numbered

    def _breaks(
        self, line: Line, properties: Element | None, style: str, runs: Iterable[tuple[int, Element]]
    ) -> None:
        """Take note of where a page ends."""
        own = is_on(properties, "pageBreakBefore")
        line.breaks_before = self.styles.breaks_page(style) if own is None else own
        has_words = False
        for _, run in runs:
            for each in run:
                if each.tag == f"{W}br" and each.get(f"{W}type") == "page":
                    line.breaks_before |= not has_words
                    line.breaks_after |= has_words
                has_words |= each.tag == f"{W}t" and bool(each.text)


def _place(paragraph: Element, run: int, offset: int = 0) -> WordPlace:
    """A place in a paragraph that the reader has marked."""
    return WordPlace(int(paragraph.get(NUMBER, "0")), run, offset, paragraph.get(PART, BODY))


def _without_breaks(spans: list[Span]) -> list[Span]:
    """The spans without line breaks at their ends, which part pages or nothing."""
    if spans and not (spans[0].text.startswith("\n") or spans[-1].text.endswith("\n")):
        return spans  # as nearly all are
    while spans and not spans[-1].text.rstrip("\n"):
        spans.pop()
    while spans and not spans[0].text.lstrip("\n"):
        spans.pop(0)
    if spans:
        first = spans[0]
        text = first.text.lstrip("\n")
        place = first.place
        if isinstance(place, WordPlace) and len(text) < len(first.text):
            place = replace(place, offset=place.offset + len(first.text) - len(text))
        spans[0] = replace(first, text=text, place=place)
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip("\n"))
    return spans

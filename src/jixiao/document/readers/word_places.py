"""Places in a Word file (Word 中的位置): how its paragraphs are counted, and the runs that a place names.

The reader counts with `counted`; whoever writes into the file finds the same paragraphs by `WordText`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml.etree import _Element as Element

from jixiao.document.place import WordPlace
from jixiao.document.readers.word_runs import W, live_runs, run_text
from jixiao.document.readers.word_styles import Styles, is_on
from jixiao.document.writers.word_xml import NAMESPACES

BODY, FOOTNOTES, ENDNOTES, TEXTBOX = "body", "footnotes", "endnotes", "textbox"

_ALTERNATIVES = f"{{{NAMESPACES['mc']}}}AlternateContent"
_BOX = f"{W}txbxContent"
_LOOK = f"{W}rPr"


class RunRange(NamedTuple):
    """Characters `start` to `end` of a run."""

    run: Element
    start: int
    end: int


def counted(root: Element, part: str = BODY) -> Iterator[tuple[str, int, Element]]:
    """The paragraphs below `root` in their order, each with its part and its number there.

    Those of a text box are a part of their own; of what a file says twice, for programs old and new
    (mc:AlternateContent), the first counts.
    """
    passed = _paragraphs(other for each in root.iter(_ALTERNATIVES) for other in list(each)[1:])
    boxed = _paragraphs(root.iter(_BOX)) if part == BODY else set()
    numbers = {part: 0, TEXTBOX: 0}
    for paragraph in root.iter(f"{W}p"):
        if paragraph not in passed:
            where = TEXTBOX if paragraph in boxed else part
            numbers[where] += 1
            yield where, numbers[where], paragraph


def boxes(run: Element) -> Iterator[Element]:
    """The text boxes that are anchored in a run, each once."""
    waiting = list(reversed(run))
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            yield element
        elif element.tag == _ALTERNATIVES:
            waiting += list(element)[:1]
        else:
            waiting += reversed(element)


def shown_runs(paragraph: Element, styles: Styles) -> Iterator[tuple[int, Element]]:
    """The runs of a paragraph that are not hidden, each with its number among all that are read."""
    is_hidden = styles.hides(styles.of(paragraph))
    for number, run in enumerate(live_runs(paragraph), 1):
        if not _hides(run, styles, otherwise=is_hidden):
            yield number, run


def hidden_characters(root: Element, styles: Styles) -> int:
    """How many characters of the paragraphs below `root` are hidden."""
    hidden = 0
    for _, _, paragraph in counted(root):
        shown = {number for number, _ in shown_runs(paragraph, styles)}
        hidden += sum(
            len(run_text(run)) for number, run in enumerate(live_runs(paragraph), 1) if number not in shown
        )
    return hidden


class WordText:
    """The paragraphs of a Word file by their places.

    `roots` are the trees of the parts `body` (with its text boxes), `footnotes` and `endnotes`; `styles` is
    that of the styles, which may hide words. An edit within a paragraph changes what its places mean: ask for
    all ranges first.
    """

    def __init__(self, roots: Mapping[str, Element], styles: Element | None = None) -> None:
        self._paragraphs = {
            (where, number): paragraph
            for part, root in roots.items()
            for where, number, paragraph in counted(root, part)
        }
        self._styles = Styles(styles)

    def paragraph(self, place: WordPlace) -> Element | None:
        """The paragraph that a place names; none where the file has no such one."""
        return self._paragraphs.get((place.part, place.paragraph))

    def ranges(self, place: WordPlace, length: int) -> list[RunRange]:
        """The characters from a place on, run by run.

        What Word itself puts before the run, the number of a list, stands in no run: where nothing else is
        asked for, the first run stands for it.
        """
        paragraph = self.paragraph(place)
        runs = list(shown_runs(paragraph, self._styles)) if paragraph is not None else []
        runs = [(number, run) for number, run in runs if number >= place.run]
        found: list[RunRange] = []
        at = 0
        for _, run in runs:
            size = len(run_text(run))
            start = max(place.offset - at, 0)
            end = min(place.offset + length - at, size)
            if start < end:
                found.append(RunRange(run, start, end))
            at += size
        if not found and place.offset < 0:
            found = [RunRange(run, 0, len(run_text(run))) for _, run in runs[:1]]
        return found


def _paragraphs(elements: Iterator[Element]) -> set[Element]:
    return {paragraph for element in elements for paragraph in element.iter(f"{W}p")}


def _hides(run: Element, styles: Styles, *, otherwise: bool) -> bool:
    properties = run.find(_LOOK)
    if properties is None:
        return otherwise
    hides = is_on(properties, "vanish")
    if hides is None:
        named = properties.find(f"{W}rStyle")
        hides = named is not None and styles.hides(named.get(f"{W}val", ""))
        return hides or otherwise
    return hides

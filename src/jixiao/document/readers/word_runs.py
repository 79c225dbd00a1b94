"""The words of a paragraph in a Word file, and where in the file each stands.

Word cuts a sentence into runs as it pleases. Here a paragraph is one text; a range of it can be cut out of
the runs, put into a new content control, or marked by a comment, and every run keeps how it is set. What
tracked changes deleted, what a placeholder says and what stands in a text box is no text of the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml.etree import _Element as Element

from jixiao.document.writers.word_package import parsed
from jixiao.document.writers.word_xml import MAIN, ROOT_ATTRIBUTES

W = f"{{{MAIN}}}"

_CONTAINERS = {
    f"{W}{name}"
    for name in (
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "customXml",
        "fldSimple",
        "dir",
        "bdo",
    )
}
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a paragraph that is read, its words, and where they start."""

    run: Element
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.start + len(self.text)


def fragment(xml: str) -> Element:
    """Return a piece of WordprocessingML that the writer made, as a tree."""
    return parsed(f"<w:x {ROOT_ATTRIBUTES}>{xml}</w:x>".encode())[0]


def pieces(paragraph: Element) -> list[Piece]:
    """Return the runs that are read, in order; also those without words."""
    found: list[Piece] = []
    place = 0
    for run in live_runs(paragraph):
        text = run_text(run)
        found.append(Piece(run, text, place))
        place += len(text)
    return found


def paragraph_text(paragraph: Element) -> str:
    """Return the words of a paragraph."""
    return "".join(run_text(run) for run in live_runs(paragraph))


def live_runs(container: Element) -> Iterator[Element]:
    """Yield the runs that are read: not those deleted, in a text box, or holding a placeholder's words."""
    for child in container:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _CONTAINERS and not shows_placeholder(child):
            yield from live_runs(child)


def run_text(run: Element) -> str:
    """Return the words of a run."""
    return "".join(_text_of(child) for child in run)


def shows_placeholder(element: Element) -> bool:
    """Whether this is a content control that Word fills with its own words, because it is empty."""
    return element.tag == f"{W}sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def set_run_text(run: Element, text: str) -> None:
    """Give a run these words and nothing else but how it is set."""
    for child in list(run):
        if child.tag != f"{W}rPr":
            run.remove(child)
    _add_text(run, text)


def cut(paragraph: Element, place: int) -> None:
    """Make a run end at that place, if one goes across it."""
    for piece in pieces(paragraph):
        if piece.start < place < piece.end:
            _cut_run(piece.run, place - piece.start)
            return


def runs_between(paragraph: Element, start: int, end: int) -> list[Element]:
    """Return the runs that hold the words from `start` to `end`, cut to fit."""
    cut(paragraph, start)
    cut(paragraph, end)
    return [
        piece.run for piece in pieces(paragraph) if piece.text and start <= piece.start and piece.end <= end
    ]


def _text_of(child: Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    return _MARKS.get(child.tag, "")


def _add_text(run: Element, text: str) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number:
            run.append(run.makeelement(f"{W}br", {}, {}))
        for place, words in enumerate(line.split("\t")):
            if place:
                run.append(run.makeelement(f"{W}tab", {}, {}))
            if words:
                run.append(_text_element(run, words))


def _text_element(run: Element, words: str) -> Element:
    element = run.makeelement(f"{W}t", {}, {})
    element.text = words
    if words != words.strip() or "  " in words:
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _cut_run(run: Element, place: int) -> None:
    """Move what stands behind that place into a run of its own, set alike."""
    behind = run.makeelement(run.tag, {}, {})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        behind.append(deepcopy(properties))
    passed = 0
    for child in list(run):
        if child is properties:
            continue
        text = _text_of(child)
        if passed >= place:
            behind.append(child)
        elif passed + len(text) > place:
            words = child.text or ""
            run.replace(child, _text_element(run, words[: place - passed]))
            behind.append(_text_element(run, words[place - passed :]))
        passed += len(text)
    run.addnext(behind)

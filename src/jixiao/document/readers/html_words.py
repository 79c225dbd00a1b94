"""Words of a page (网页文字) as spans: white space as browsers show it, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from jixiao.document.model import Span
from jixiao.document.place import HtmlPlace
from jixiao.document.readers.html_tree import KEPT, RAISED, Words

_UNEVEN = re.compile(
    "[ \t\n\f\r]{2,}+|[\t\n\f\r]|[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff]++"
)
"""White space that is not shown as it stands in the source, and signs that are not shown."""

_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def count(words: Iterable[Words]) -> int:
    """How many characters are no white space."""
    return sum(len("".join(each.text.split())) for each in words)


class Source:
    """The source of a page, of which words become spans."""

    def __init__(self, source: str) -> None:
        self._line_ends = [found.start() for found in re.finditer("\n", source)]

    def place(self, start: int) -> HtmlPlace:
        """The place of what begins at that offset."""
        return HtmlPlace(start, bisect_left(self._line_ends, start) + 1)

    def spans(self, words: Sequence[Words]) -> tuple[Span, ...]:
        """The words of one line, without white space at its ends; none where they are blank."""
        if len(words) == 1 and not words[0].marks and not _UNEVEN.search(words[0].text):  # most cells
            text = words[0].text.lstrip()
            start = words[0].start + len(words[0].text) - len(text)
            return (Span(text, place=self.place(start)),) if (text := text.rstrip()) else ()
        pieces = [piece for each in words for piece in _pieces(each)]
        kept: list[tuple[str, int]] = []
        for number, (text, start) in enumerate(pieces):
            if text.isspace() and (len(text) == 1 and text in " \n"):
                before = kept[-1][0][-1:] if kept else ""
                after = pieces[number + 1][0][:1] if number + 1 < len(pieces) else ""
                if not before or not after or before in " \n" or after in " \n":
                    continue
                if text == "\n" and _WIDE.match(before) and _WIDE.match(after):
                    continue  # CSS Text 3, 4.1.3: a line that the source breaks between ideographs
                kept.append((" ", start))
                continue
            kept.append((text, start))
        while kept and not kept[-1][0].rstrip():
            kept.pop()
        first = next((number for number, (text, _) in enumerate(kept) if text.lstrip()), len(kept))
        if first == len(kept):
            return ()
        kept = kept[first:]
        text, start = kept[0]
        kept[0] = text.lstrip(), start + len(text) - len(text.lstrip())
        kept[-1] = kept[-1][0].rstrip(), kept[-1][1]
        return tuple(Span(text, place=self.place(start)) for text, start in kept)


def _pieces(words: Words) -> Iterator[tuple[str, int]]:
    """The words cut where what is shown is not what the source has; one white space stands for several.

    It is a line feed where the source breaks the line.
    """
    text = words.text
    if words.marks & RAISED and text.strip().isdecimal():
        text = text.translate(_RAISED_DIGITS)  # 5.2% with a note is not 5.2%1
    if words.marks & KEPT:
        yield text, words.start
        return
    at = 0
    for uneven in _UNEVEN.finditer(text):
        if uneven.start() > at:
            yield text[at : uneven.start()], words.start + at
        space = uneven.group()
        if space[0] in " \t\n\f\r":
            yield "\n" if "\n" in space else " ", words.start + uneven.start()
        at = uneven.end()
    if at < len(text):
        yield text[at:], words.start + at

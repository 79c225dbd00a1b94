"""Plain text (纯文本) as a document: a paragraph a line, nothing interpreted.

Tables that were flattened into lines, lines that a page wrapped and page furniture are put right by those who
read the document; here a line is a line, so that every offset is that of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jixiao.containers.limits import MB
from jixiao.document.model import Document, Paragraph, Sentence, Span
from jixiao.document.place import TextPlace
from jixiao.document.readers.decoding import decoded
from jixiao.document.readers.refusals import content_of, too_large
from jixiao.undisturbed import undisturbed

LARGEST_TEXT = 64 * MB
MOST_LINES = 1_000_000  # a table of 100,000 rows, its cells one a line


@undisturbed()
def read_text(path: Path) -> Document:
    """The lines of a text that are not blank, each a paragraph of one span.

    A place counts characters from the start of the file after decoding, a line end (CRLF, CR or LF) as one.
    Raises UnreadableFile where the file is missing, empty, no text, or larger than any report.
    """
    return Document(path.stem, tuple(_paragraphs(text_of(path))))


def text_of(path: Path) -> str:
    """The text of a file, decoded. Raises UnreadableFile as `read_text` does."""
    data = content_of(path)
    if len(data) > LARGEST_TEXT:
        limit = LARGEST_TEXT // MB
        raise too_large(path.name, f"超过文本上限 {limit} MB", f"more than {limit} MB of text")
    text = decoded(data, path.name)
    if text.count("\n") > MOST_LINES:
        raise too_large(path.name, f"超过 {MOST_LINES // 10_000} 万行", f"more than {MOST_LINES:,} lines")
    return text


def _paragraphs(text: str) -> Iterator[Paragraph]:
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield Paragraph((Sentence((Span(line, place=TextPlace(start)),)),))
        start += len(line) + 1

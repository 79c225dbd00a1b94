"""The pieces of WordprocessingML that everything is made of: runs, bound figures, paragraphs.

They are made as text, which is several times faster than building trees; every word of the document
passes through `escaped`, and the tests parse what comes out and hold it against the order that the schema
asks for (ECMA-376 part 1, wml.xsd; Word refuses a file whose elements are out of order).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jixiao.document.writers.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.document.model import Span

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
NAMESPACES = {
    "w": MAIN,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w15": WORD_2012,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": DRAWING,
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
# mc:Ignorable: what came after 2007 and may be passed over by a program that does not know it.
ROOT_ATTRIBUTES = (
    " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items()) + ' mc:Ignorable="w15"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}

# A paragraph one point high: after the last table, between two tables, to end a section after a table.
SPACER = (
    '<w:p><w:pPr>{before}<w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{after}'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
)


def escaped(text: str) -> str:
    """Return the text as XML can hold it; line breaks stay.

    >>> escaped("甲 & 乙<丙>")
    '甲 &amp; 乙&lt;丙&gt;'
    """
    return printable(text).translate(_ESCAPES)


def spacer(*, page_break: bool = False, section: str = "") -> str:
    """Return a paragraph that nobody sees; it may start a page or end a section."""
    before = "<w:pageBreakBefore/>" if page_break else ""
    return SPACER.format(
        before=before, after='<w:ind w:firstLineChars="0" w:firstLine="0"/>', section=section
    )


def run(text: str, *, style: str = "", gap: bool = False) -> str:
    """Return a run of text; a line break in it becomes Word's own."""
    words = escaped(text)
    properties = run_properties(style=style, gap=gap, chinese=not text.isascii())
    content = "<w:br/>".join(map(_text, words.split("\n"))) if "\n" in words else _text(words)
    return f"<w:r>{properties}{content}</w:r>"


@lru_cache(maxsize=64)
def run_properties(*, style: str, gap: bool, chinese: bool) -> str:
    """Return the properties of a run; empty where it is as its paragraph's style says.

    Quotation marks, dashes and dots are set in the Chinese font only where the run asks for it (w:hint);
    a gap is highlighted in yellow.
    """
    properties = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + ('<w:rFonts w:hint="eastAsia"/>' if chinese else "")
        + ('<w:highlight w:val="yellow"/>' if gap else "")
    )
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def control(tag: str, content: str, *, number: int) -> str:
    """Return a content control around runs: a bound figure, which nobody sees and anybody may edit.

    Plain text, because LibreOffice keeps the alias of such controls alone, and because Enter cannot split
    them. The alias repeats the tag, which LibreOffice drops.
    """
    name = escaped(tag)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/><w:id w:val="{number}"/>'
        f'<w15:appearance w15:val="hidden"/><w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def runs(spans: tuple[Span, ...], numbers: Iterator[int], *, style: str = "") -> str:
    """Return spans as runs and bound figures; neighboring words share a run."""
    pieces: list[str] = []
    words = ""
    for span in spans:
        if span.binding is None and not span.is_gap:
            words += span.text
            continue
        if words:
            pieces.append(run(words, style=style))
            words = ""
        content = run(span.text, style=style, gap=span.is_gap)
        if span.binding is not None:
            content = control(span.binding.key.tag, content, number=next(numbers))
        pieces.append(content)
    if words:
        pieces.append(run(words, style=style))
    return "".join(pieces)


def bookmark(name: str, content: str, *, number: int) -> str:
    """Return runs inside a bookmark, by which a later version of the program finds them again."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
        if name
        else content
    )


def paragraph(
    style: str,
    content: str,
    *,
    keep_next: bool = False,
    page_break: bool = False,
    spacing: str = "",
    align: str = "",
) -> str:
    """Return a paragraph in the style of that id; what else it sets departs from the style."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>'
        + ("<w:keepNext/>" if keep_next else "")
        + ("<w:pageBreakBefore/>" if page_break else "")
        + spacing
        + (f'<w:jc w:val="{align}"/>' if align else "")
        + f"</w:pPr>{content}</w:p>"
    )


def _text(words: str) -> str:
    if not words:
        return ""
    space = ' xml:space="preserve"' if words[0] == " " or words[-1] == " " or "  " in words else ""
    return f"<w:t{space}>{words}</w:t>"

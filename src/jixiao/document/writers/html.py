"""HTML (网页): one page that carries everything it needs, to be read, printed and asked for its sources.

No script, no link to another file. A bound figure is a `<data>` element with its exact value and its key;
the key shows when the pointer rests on it. `document.css` ships beside this module; fonts, paper and
printed sizes come from the layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import count
from pathlib import Path

from lxml import etree

from jixiao.document.grid import PlacedCell, body_rows, column_shares, header_rows, placed
from jixiao.document.layout import Layout
from jixiao.document.line_breaks import title_lines
from jixiao.document.model import (
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
from jixiao.document.writers.html_style import layout_css
from jixiao.document.writers.picture import SVG, sound_svg, svg_text
from jixiao.document.writers.printable import printable
from jixiao.document.writers.word_package import replace_file

_MANY_COLUMNS = 6  # a wider table is scrolled sideways on a phone
_DEEPEST_IN_CONTENTS = 2


def write_html(document: Document, path: Path, layout: Layout) -> None:
    """Write the document as one self-contained page, whole or not at all.

    Raises BrokenPicture where a picture is not sound SVG.
    """
    replace_file(path, render_html(document, layout).encode())


def render_html(document: Document, layout: Layout) -> str:
    """The document as a page of HTML."""
    return _Page(document, layout).html()


class _Page:
    """A page while it is being written; headings are numbered as they come, for the table of contents."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self._document = document
        self._layout = layout
        self._tables = count(1)
        self._widths: list[str] = []
        self._headings: list[tuple[int, str, str]] = []  # level, id, text

    def html(self) -> str:
        """The whole page."""
        article = "".join(self._sections())
        css = (files(__package__) / "document.css").read_text("utf-8")
        style = f"{css}\n{layout_css(self._layout)}\n{''.join(self._widths)}"
        author = self._document.author
        return (
            '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{_text(self._document.title.replace(chr(10), ''))}</title>\n"
            + (f'<meta name="author" content="{_attribute(author)}">\n' if author else "")
            + f'<link rel="icon" href="data:,">\n<style>\n{style}</style>\n</head>\n<body>\n'
            f'<a class="skip" href="#text">跳到正文</a>\n<div class="desk">\n{self._contents()}'
            f'<main id="text">\n<article>\n{article}</article>\n</main>\n</div>\n</body>\n</html>\n'
        )

    @property
    def _title_width(self) -> float:
        """How many characters of a title stand on a line of the upright sheet."""
        page = self._layout.page
        return (
            (page.width_mm - page.left_mm - page.right_mm) * 72 / 25.4 / self._layout.styles["title"].size_pt
        )

    def _sections(self) -> Iterator[str]:
        open_section = False
        for block in self._document.blocks:
            if isinstance(block, PageBreak):
                turned = " landscape" if block.landscape else ""
                yield f'{"</section>" if open_section else ""}<section class="new-page{turned}">\n'
                open_section = True
            else:
                yield self._block(block) + "\n"
        if open_section:
            yield "</section>\n"

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return _paragraph(block)
            case Table():
                return self._table(block)
            case Picture():
                return _picture(block)
            case PageBreak():
                raise AssertionError("sections hold no page breaks")

    def _heading(self, heading: Heading) -> str:
        """Level 0 is h1 once, then h2 as the titles of annexes; the others follow."""
        is_first = not self._headings
        identity = f"part-{len(self._headings) + 1}"
        self._headings.append((heading.level, identity, heading.text))
        tag = "h1" if heading.level == 0 and is_first else f"h{min(max(heading.level, 1) + 1, 6)}"
        style = "title" if heading.level == 0 else f"heading-{heading.level}"
        lines = [heading.text] if heading.level else title_lines(heading.text, self._title_width)
        text = (
            _text(lines[0])
            if len(lines) == 1
            else "".join(f'<span class="line">{_text(line)}</span>' for line in lines)
        )
        head = f'<{tag} id="{identity}" class="{style}">{text}</{tag}>'
        if not heading.body:
            return head
        return f'<div class="run-in body">{head}<p>{_spans(heading.spans)}</p></div>'

    def _contents(self) -> str:
        """The headings down to （一）, each a link; a form that is repeated is listed once."""
        listed: list[tuple[int, str, str]] = []
        for each in self._headings[1:]:
            if each[0] <= _DEEPEST_IN_CONTENTS and (not listed or each[2] != listed[-1][2]):
                listed.append(each)
        if len(listed) < 2:
            return ""
        items = "".join(
            f'<li class="level-{max(level, 1)}"><a href="#{identity}">'
            f"{_text(text.replace(chr(10), '').rstrip('。'))}</a></li>\n"
            for level, identity, text in listed
        )
        return f'<nav aria-label="目录">\n<p class="contents">目录</p>\n<ul>\n{items}</ul>\n</nav>\n'

    def _table(self, table: Table) -> str:
        number = next(self._tables)
        columns = len(table.columns)
        for column, share in enumerate(column_shares(table), start=1):
            self._widths.append(f"#table-{number} col:nth-child({column}){{width:{share:.2%}}}\n")
        caption = f'<span class="caption">{_text(table.caption)}</span>' if table.caption else ""
        unit = f'<span class="unit-note">{_text(table.unit_note)}</span>' if table.unit_note else ""
        head, body = header_rows(table), body_rows(table)
        name = f' aria-label="{_attribute(table.caption or "表")}"'
        many = ' class="wide"' if columns > _MANY_COLUMNS else ""
        return (
            f'<div class="scroll" role="region" tabindex="0"{name}>\n<table id="table-{number}"{many}>'
            + (f"<caption>{caption}{unit}</caption>" if caption or unit else "")
            + f"<colgroup>{'<col>' * columns}</colgroup>\n"
            + (f"<thead>\n{_rows(table, head)}</thead>\n" if head else "")
            + f"<tbody>\n{_rows(table, body)}</tbody>\n</table>\n</div>"
            + "".join(f"\n{_paragraph(note)}" for note in table.notes)
        )


def _paragraph(paragraph: Paragraph) -> str:
    return f'<p class="{paragraph.style.value}">{_spans(paragraph.spans)}</p>'


def _rows(table: Table, rows: Sequence[Row]) -> str:
    printed = []
    for row, places in zip(rows, placed(rows, len(table.columns)), strict=True):
        total = ' class="total"' if row.is_total else ""
        printed.append(f"<tr{total}>{''.join(_cell(table, row, each) for each in places)}</tr>\n")
    return "".join(printed)


def _cell(table: Table, row: Row, place: PlacedCell) -> str:
    cell = place.cell
    align = (cell.align or table.columns[place.column].align).value
    reach = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (
        f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    )
    tag, scope = "td", ""
    if row.is_header:
        tag, scope = "th", ' scope="colgroup"' if cell.columns > 1 else ' scope="col"'
    elif cell.is_label or (row.is_total and place.column == 0):
        tag, scope = "th", ' scope="rowgroup"' if cell.rows > 1 else ' scope="row"'
    style = "table-header" if tag == "th" or row.is_total else "table"
    return f'<{tag} class="{style} to-{align}"{scope}{reach}>{_spans(cell.spans)}</{tag}>'


def _picture(picture: Picture) -> str:
    """The drawing in line, with the words that stand for it, as wide as its page allows."""
    root = sound_svg(picture.svg)
    root.set("role", "img")
    root.set("class", "picture")
    if root.get("viewBox"):
        for name in ("width", "height"):
            root.attrib.pop(name, "")
    for position, name in enumerate(("title", "desc")):
        if root.find(f"{{{SVG}}}{name}") is None:
            words = etree.Element(f"{{{SVG}}}{name}")
            words.text = printable(picture.alternative)
            root.insert(position, words)
    caption = f'<figcaption class="caption">{_text(picture.caption)}</figcaption>' if picture.caption else ""
    return f'<figure tabindex="0">{svg_text(root)}{caption}</figure>'


def _spans(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    text = _text(span.text)
    if span.is_gap:
        return f'<mark class="gap">{text}</mark>'
    if span.binding is None:
        return text
    key, exact, unit = str(span.binding.key), span.binding.exact, span.binding.unit
    value = f' value="{_attribute(exact)}"' if exact else ""
    tag = "data" if exact else "span"
    told = f"可查出处：{key}" + (f"（{unit}）" if unit else "")
    return (
        f'<{tag} class="figure"{value} data-key="{_attribute(key)}" title="{_attribute(told)}">{text}</{tag}>'
    )


def _text(text: str) -> str:
    return escape(printable(text), quote=False).replace("\n", "<br>")


def _attribute(text: str) -> str:
    return escape(printable(text))

"""Lines to blocks (由行到段): what a text, one line after the other, says as headings, paragraphs and tables.

Page furniture is dropped first, then wrapped lines are joined. What is prose then is told from what is
short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.document.model import ParagraphStyle
from jixiao.facts.flow.cells import width
from jixiao.facts.flow.lines.furniture import Pages, pages_of
from jixiao.facts.flow.lines.items import Item, Kind
from jixiao.facts.flow.lines.leaders import has_leaders
from jixiao.facts.flow.lines.paragraphs import prose_blocks, without_lists
from jixiao.facts.flow.lines.score_lines import scored_stretches
from jixiao.facts.flow.lines.short_lines import segment_blocks
from jixiao.facts.flow.lines.spacing import single_spaced
from jixiao.facts.flow.lines.tabs import tabbed_stretches
from jixiao.facts.flow.lines.unwrap import unwrapped
from jixiao.facts.flow.pieces import Fragment, Line, joined, whole
from jixiao.facts.flow.raw import (
    Fragments,
    RawBlock,
    RawHeadline,
    RawLoose,
    RawProse,
    RawTable,
)
from jixiao.facts.flow.tables.words import is_about, is_title, units_in

_SENTENCE_END = re.compile(r"[。；！？]")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_PUNCTUATED = re.compile(r"[，。；！？]|[:：]$")
_LONGEST_CELL = 60  # characters; longer lines are sentences
_MOST_ABOVE = 4
_WITHIN_CONTENTS = 6  # lines between lines of a table of contents that belong to it


def blocks_of(lines: Sequence[Line]) -> tuple[list[RawBlock], list[Fragment]]:
    """The blocks in order, and what was dropped as furniture of pages."""
    lines = single_spaced(lines)
    pages = pages_of(lines)
    tables = dict(scored_stretches(lines, pages)) | dict(tabbed_stretches(lines, pages))
    dropped = [whole(lines[n]) for n in sorted(pages.furniture) if lines[n].body]
    items = _items(lines, pages, {n for stretch, _ in tables.values() for n in stretch})
    _mark_contents(items)
    blocks: list[RawBlock] = []
    segment: list[Item] = []
    for item in items:
        if item.kind is Kind.SHORT:
            segment.append(item)
            continue
        if segment:
            blocks += segment_blocks(segment, before=item.kind)
            segment = []
        match item.kind:
            case Kind.PROSE:
                blocks += prose_blocks(item.fragments, item.text)
            case Kind.CONTENTS:
                _add_contents(blocks, item.fragments)
            case Kind.TABLE if item.number in tables:
                _, block = tables[item.number]
                if isinstance(block, RawTable):
                    block.above = taken_from(blocks) + block.above
                blocks.append(block)
    blocks += segment_blocks(segment, before=None)
    return without_lists(blocks), dropped


def _items(lines: Sequence[Line], pages: Pages, in_tables: set[int]) -> list[Item]:
    found = []
    spoken = False
    for chain in unwrapped(lines, pages):
        if len(chain) == 1:
            line = lines[chain[0]]
            fragments: Fragments = (whole(line),)
            text = line.body
        else:
            fragments = tuple([whole(lines[n]) for n in chain])
            text = joined(fragments)
        if chain[0] in in_tables:
            kind = Kind.TABLE
        elif has_leaders(text):
            kind = Kind.CONTENTS
        else:
            kind = Kind.PROSE if _is_prose(text, is_joined=len(chain) > 1) else Kind.SHORT
        starts_page = chain[0] in pages.starts
        is_top = not spoken or starts_page
        found.append(Item(chain[0], fragments, text, kind, is_top=is_top, starts_page=starts_page))
        spoken = spoken or kind is Kind.PROSE
    return found


def _is_prose(text: str, *, is_joined: bool) -> bool:
    """Whether the text is sentences rather than a cell, a label or a heading."""
    if _SENTENCE_END.search(text) or (len(text) > 2 * _LONGEST_CELL and _WORD.search(text)):
        return True
    return "，" in text and (is_joined or width(text) > _LONGEST_CELL)


def _mark_contents(items: Sequence[Item]) -> None:
    """Take what stands between lines of a table of contents for part of it."""
    latest = None
    for number, item in enumerate(items):
        if item.kind is not Kind.CONTENTS:
            continue
        if latest is not None and number - latest <= _WITHIN_CONTENTS:
            for between in items[latest + 1 : number]:
                if between.kind is Kind.SHORT:
                    between.kind = Kind.CONTENTS
        latest = number


def _add_contents(blocks: list[RawBlock], fragments: Fragments) -> None:
    if not blocks or not isinstance(blocks[-1], RawLoose) or not blocks[-1].is_contents:
        blocks.append(RawLoose([], is_contents=True))
    last = blocks[-1]
    if isinstance(last, RawLoose):
        last.lines.append(fragments)


def taken_from(blocks: list[RawBlock]) -> list[Fragments]:
    """The title and unit that the last blocks turn out to be, now that a table follows; taken off them."""
    above: list[Fragments] = []
    titled = False
    while blocks and len(above) < _MOST_ABOVE:
        last = blocks[-1]
        if not isinstance(last, RawProse | RawHeadline) or (isinstance(last, RawHeadline) and last.body):
            break
        text = joined(last.fragments)
        if units_in(text) is None and not is_about(text):
            if titled and last.ordinal:
                break  # a numbered heading above the title heads more than this table
            styled = last.fragments[0].line.style in (ParagraphStyle.CAPTION, ParagraphStyle.UNIT_NOTE)
            is_bare = not last.ordinal and len(text) <= _LONGEST_CELL and not _PUNCTUATED.search(text)
            if not (styled or is_title(text) or (is_bare and not titled)):
                break
            titled = True
        above.insert(0, last.fragments)
        blocks.pop()
    return above

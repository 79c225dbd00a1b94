"""Blocks (段落): what a flow is made of besides grids.

Each knows its range in the text of the flow and the headings above it, from the highest down.
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.facts.flow.ordinals import Ordinal


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading (标题).

    Level 0 is a title or 第一部分, 1 一、 2 （一） 3 1. 4 （1）, and 9 a line that heads what follows and has
    no number. A heading that shares its line with what it heads (段首标题) ends where its sentence does.
    """

    start: int
    end: int
    level: int
    title: str
    ordinal: Ordinal | None = None
    headings: tuple[Headline, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph (段落), or what follows a heading on its line.

    `ordinal` is that of a numbered item; `item` is the numbered paragraph that this one goes on with: what a
    report says of project 3 may take several paragraphs.
    """

    start: int
    end: int
    headings: tuple[Headline, ...] = ()
    ordinal: Ordinal | None = None
    item: Prose | None = None


@dataclass(frozen=True, slots=True)
class Loose:
    """Lines whose order says nothing (散落的文字): cells of a table that cannot be put together, a chart.

    Their numbers are numbers, but nothing ties them to each other or to the words beside them. Where
    `is_contents` they are a table of contents (目录), and the numbers are those of pages.
    """

    start: int
    end: int
    headings: tuple[Headline, ...] = ()
    is_contents: bool = False

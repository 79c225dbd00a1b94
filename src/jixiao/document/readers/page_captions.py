"""What stands above a table (表题和单位): its caption and its note of units, among the lines before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jixiao.document.readers.page_lines import Line, pieces_of
from jixiao.document.readers.page_paragraphs import PlacedLine
from jixiao.document.readers.page_tables import InkTable

_UNIT = re.compile(
    r"[(（\[【]?(?:金额|计量|货币|计价|数量)?单\s*位\s*[:：]\s*"
    r"(?:人民币)?(?:[百千万亿]*元|[百千万亿]*[人户个件辆张台套间次册宗家幢吨亩%％‰]|平方|公里|公顷|千米)[^:：]*"
)
_NUMBERED = re.compile(r"(?:附?表|续表)\s*[\d一二三四五六七八九十]")
_DETAIL = re.compile(r"[^：:。]{2,10}[：:][^。]{0,30}$")  # 编制部门：某局
_CONTINUED = re.compile(r"[（(]?续表?\s*[\d一二三四五六七八九十]*[）)]?")
_STOPS = "。；;！？，,"
_LONGEST = 60
_MOST_LINES = 4
_LONGEST_ASIDE = 16
_OFF_CENTER = 0.05  # of the table's width
_NEAREST = 3.2  # lines apart, in sizes


@dataclass(frozen=True, slots=True)
class Lead:
    """The lines before a table, those that name it marked, and what they say of it."""

    lines: tuple[PlacedLine, ...]
    unit_note: str
    words: frozenset[str]  # of the lines that belong to the table, spaces and "续表" aside


def lead_of(lines: Sequence[PlacedLine], table: InkTable) -> Lead:
    """What the last lines before the table say of it; the note of units is taken out of them."""
    kept = list(lines)
    unit_note = ""
    words = []
    below = table.top
    for index in range(len(kept) - 1, max(len(kept) - 1 - _MOST_LINES, -1), -1):
        each = kept[index]
        line = each.line
        if below - line.base > _NEAREST * line.size or line.text[-1:] in _STOPS:
            break
        below = line.base
        note, rest = _unit(line)
        if note and not unit_note:
            unit_note = note
            if rest is None:
                del kept[index]
                continue
            each = kept[index] = replace(each, line=rest)
        text = plain(each.line.text)
        if _is_caption(each, table):
            kept[index] = replace(each, is_caption=True)
        elif not (_DETAIL.match(text) or _CONTINUED.fullmatch(text) or _is_aside(each, table)):
            break
        words.append(text)
    return Lead(tuple(kept), unit_note, frozenset(filter(None, words)))


def plain(text: str) -> str:
    """A caption without spaces and without the words that say that it goes on."""
    return re.sub(r"[（(]续表?[）)]|^续表?|\s", "", text)


def _unit(line: Line) -> tuple[str, Line | None]:
    """The note of units in the line, and the line without it."""
    pieces = pieces_of(line, 1.0)
    for number, piece in enumerate(pieces):
        text = piece.text
        if _UNIT.fullmatch(text.replace(" ", "")):
            others = pieces[:number] + pieces[number + 1 :]
            glyphs = tuple(glyph for other in others for glyph in other.glyphs)
            return text, Line(glyphs) if glyphs else None
    return "", line


def _is_caption(each: PlacedLine, table: InkTable) -> bool:
    """Whether the line names the table: it has its number, or stands in the middle above it."""
    text = each.line.text
    if len(text) > _LONGEST or "…" in text or "。" in text or ("：" in text and not _NUMBERED.match(text)):
        return False
    left, right = table.xs[0], table.xs[-1]
    middle = (each.line.x0 + each.line.x1) / 2
    above = abs(middle - (left + right) / 2) < _OFF_CENTER * (right - left)
    return bool(_NUMBERED.match(text)) or each.is_centered or above


def _is_aside(each: PlacedLine, table: InkTable) -> bool:
    """Whether the line is a short remark at the edge of the table, such as its base: 以上年为100."""
    text = each.line.text
    return (
        len(text) <= _LONGEST_ASIDE
        and table.xs[-1] - each.line.x1 < 3 * each.line.size < each.line.x0 - table.xs[0]
    )

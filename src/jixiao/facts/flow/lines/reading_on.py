"""Reading on (接行): whether a line goes on with the paragraph that the lines before it began.

A line is a piece of what the next goes on with where the next one's first unit would not have fitted behind
it; some lines are plainly cut from each other, however wide they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jixiao.facts.flow.cells import width
from jixiao.facts.flow.lines.zones import ABOVE, INDENT, MeasuredLine, Zone
from jixiao.facts.flow.ordinals import ordinal_of

_SLACK = 4  # columns that justification takes or gives
_HEADINGS = 2  # levels whose lines are more often headings than pieces of prose

_NEVER_FIRST = frozenset("，、。；：！？）”％%,;:!?)")
_COMMAS = "，、,"
_CUT_NUMBER = re.compile(r"\d[.,，]?$")
_REST_OF_NUMBER = re.compile(r"(?:\d+|[.,，]\d+)(?:[.,]\d+)*(?:[%％‰]|个百分点|[万亿]?元|[万亿])")
_OPEN, _CLOSED = re.compile(r"[（(][^（()）]*$"), re.compile(r"[^（()）]*[）)]")
_GOES_ON = re.compile(r"的|[和与及至得为达]\s?\d")
_SPOKEN = re.compile(r"[，。；！？：“”]|[,;](?![\dA-Za-z])|(?<![一二三四五六七八九十\d])、")
_FIRST_UNIT = re.compile(
    r"[（“《〈【「(]*(?:[0-9A-Za-z.,%％‰+\-]+|[^\s])[，。、；：！？）”》〉】」,.;:!?)%％‰…]*"
)
_ABOVE_A_TABLE = re.compile(r"[（(]?(?:金额)?单位[:：]|[附续]?[表件]\s?[\d一二三四五六七八九十]")
_ITEM = re.compile("[—●○◆◇■□▪•·★※]")
_FOOTNOTE = re.compile(r"(?:\d{1,2}|\[\d{1,2}\]|[①-⑳])\s\S|[备附]?注\s?[:：]|[*＊]")


def reads_on(
    measured: Mapping[int, MeasuredLine], chain: Sequence[int], this: MeasuredLine, *, is_apart: bool
) -> bool:
    """Whether the line goes on with the paragraph so far; `is_apart` where a blank line stands between."""
    last = measured.get(chain[-1])
    if last and is_cut(last, this):
        return True
    if not last or not last.zone or not _is_full(last, this, is_first=len(chain) == 1):
        return False
    if _begins(this, last.zone) or _is_footnote(this, last.zone) or _ABOVE_A_TABLE.match(this.text):
        return False
    spoken = any(_SPOKEN.search(each.text) for each in (measured[chain[0]], last, this))
    ended = last.ends_sentence
    if ended and (not this.is_spoken or ordinal_of(this.text)):
        return False
    if (ordinal_of(this.text) or _ITEM.match(this.text)) and (not spoken or last.is_closed):
        return False
    if ended and not last.zone.indents and (is_apart or last.zone.characters):
        return False
    if ended and not last.zone.indents and _is_short_by_an_indent(measured, this):
        return False
    return spoken or len(chain) > 1


def is_cut(last: MeasuredLine, this: MeasuredLine) -> bool:
    """Whether a sentence is plainly cut between the lines, however wide they are.

    What a parenthesis opens is closed. Nothing begins with a comma or a full stop, nor with 的 or 和12个, and
    nothing ends with a comma; and no paragraph begins with an amount, nor with what another line left of one.
    """
    if not last.is_wide:
        return False
    if _SPOKEN.search(last.text) and _OPEN.search(last.text) and _CLOSED.match(this.text):
        return True
    if last.is_closed or not (last.is_spoken or this.is_spoken):
        return False
    if this.text[0] in _NEVER_FIRST:
        return True
    if last.is_spoken and (last.text[-1] in _COMMAS or _GOES_ON.match(this.text)):
        return True
    is_number = _REST_OF_NUMBER.match(this.text) is not None
    return is_number and (last.is_spoken or _CUT_NUMBER.search(last.text) is not None)


def begins_footnote(text: str) -> bool:
    """Whether a line begins as footnotes do: ① 按…, 注：…."""
    return _FOOTNOTE.match(text) is not None


def _is_full(last: MeasuredLine, this: MeasuredLine, *, is_first: bool) -> bool:
    """Whether the next line's first unit would not have fitted behind the last line."""
    zone = last.zone
    if zone and zone.characters:
        return last.length == zone.characters
    if not zone or (last.width > zone.width + 4 * ABOVE and last.is_closed):
        return False
    unit = _FIRST_UNIT.match(this.text)
    wanted = last.width + (width(unit.group()) if unit else 2)
    if zone.indents:
        wanted += max(last.indent - zone.margin, 0)
    elif is_first:
        wanted += INDENT
    if last.text[-1] in _COMMAS and 2 * last.width > zone.width:
        return True
    ordinal = ordinal_of(last.text) if is_first and "。" not in last.text else None
    slack = 0 if ordinal and ordinal.level <= _HEADINGS else _SLACK
    return wanted > zone.width - slack


def _begins(this: MeasuredLine, zone: Zone) -> bool:
    """Whether the line is indented as the first of a paragraph, or set further in."""
    return this.indent - zone.margin >= 2


def _is_footnote(this: MeasuredLine, zone: Zone) -> bool:
    """Whether the line begins a footnote: it has its number, and a smaller type puts more in a line."""
    return begins_footnote(this.text) and (this.width > zone.width + ABOVE or not this.text[0].isdigit())


def _is_short_by_an_indent(measured: Mapping[int, MeasuredLine], this: MeasuredLine) -> bool:
    """Whether the line, full itself, is narrower than the others by the indent that the text lost."""
    following = measured.get(this.number + 1)
    if not following or not this.zone:
        return True
    unit = _FIRST_UNIT.match(following.text)
    return this.width + (width(unit.group()) if unit else 2) <= this.zone.width + 1

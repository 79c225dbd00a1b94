"""Unwrapping (折行还原): which lines of a text are pieces of one paragraph.

A text that was taken from pages has a line end after every 15 to 60 characters. A line is a piece of what
the next goes on with where the next one's first unit would not have fitted behind it. Whether the text is
wrapped at all, and how wide, shows in its unfinished lines: they are of one width. Where they are not,
every line is a paragraph. The evidence is weighed in one place: hence its length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from jixiao.facts.flow.cells import blank_width, width
from jixiao.facts.flow.lines.furniture import Pages
from jixiao.facts.flow.lines.leaders import has_leaders
from jixiao.facts.flow.ordinals import ordinal_of
from jixiao.facts.flow.pieces import Line

_NARROWEST = 26  # columns; the narrowest columns of newspapers hold 14 characters
_ZONE = 48  # lines that are measured together: layout changes within a document
_EVIDENCE = 4  # unfinished lines of one width that show that a zone is wrapped
_BELOW, _ABOVE = 8, 3  # columns by which wrapped lines miss the width: units that did not fit, justification
_CUT = Fraction(9, 10)  # of the unfinished lines have as many characters where a program cut them there
_FEW = 12  # lines of a passage that someone took out of a page
_PAGE_NARROWEST, _PAGE_WIDEST = 40, 120  # columns of pages
_SLACK = 4  # columns that justification takes or gives
_INDENT = 4  # columns: the first line of a paragraph is two characters shorter
_HEADINGS = 2  # levels whose lines are more often headings than pieces of prose
_LOOK_BACK = 80  # lines of a page in which a table or footnote may part a sentence from its rest

_NEVER_FIRST = frozenset("，、。；：！？）”％%,;:!?)")
_COMMAS = "，、,"
_CUT_NUMBER = re.compile(r"\d[.,，]?$")
_REST_OF_NUMBER = re.compile(r"(?:\d+|[.,，]\d+)(?:[.,]\d+)*(?:[%％‰]|个百分点|[万亿]?元|[万亿])")
_OPEN, _CLOSED = re.compile(r"[（(][^（()）]*$"), re.compile(r"[^（()）]*[）)]")
_GOES_ON = re.compile(r"的|[和与及至得为达]\s?\d")
_ENDS = re.compile(r"[。！？!?][”’）)》」]*(?:（[^（）]{1,20}）)?$")
_CLOSES = re.compile(r"[。；：！？!?;:][”’）)》」]*(?:（[^（）]{1,20}）)?$")
_SENTENCE = re.compile(r"[，。；！？]|[,;](?![\dA-Za-z])")
_SPOKEN = re.compile(r"[，。；！？：“”]|[,;](?![\dA-Za-z])|(?<![一二三四五六七八九十\d])、")
_FIRST_UNIT = re.compile(
    r"[（“《〈【「(]*(?:[0-9A-Za-z.,%％‰+\-]+|[^\s])[，。、；：！？）”》〉】」,.;:!?)%％‰…]*"
)
_ABOVE_A_TABLE = re.compile(r"[（(]?(?:金额)?单位[:：]|[附续]?[表件]\s?[\d一二三四五六七八九十]")
_ITEM = re.compile("[—●○◆◇■□▪•·★※]")
_FOOTNOTE = re.compile(r"(?:\d{1,2}|[\u2460-\u2473]|\[\d{1,2}\]|[①-⑳])\s\S|[备附]?注\s?[:：]|[*＊]")


@dataclass(frozen=True, slots=True)
class _Zone:
    """How a stretch of lines is set: how wide, from which column on, and whether paragraphs are indented.

    `characters` is their number in a line where a program cut them there, whatever their width.
    """

    width: int
    margin: int
    indents: bool
    characters: int = 0


@dataclass(slots=True)
class _Measured:
    number: int
    text: str
    width: int
    indent: int
    length: int
    zone: _Zone | None = None


def unwrapped(lines: Sequence[Line], pages: Pages) -> list[list[int]]:
    """The numbers of the lines in paragraphs, in order; blank lines and furniture left out.

    A paragraph that a table or a footnote interrupts comes whole, before what interrupts it.
    """
    measured = {each.number: each for each in _measured(lines, pages)}
    _give_zones(list(measured.values()))
    chains: list[list[int]] = []
    chain: list[int] = []
    blank = False
    for number, line in enumerate(lines):
        if number in pages.furniture:
            continue
        if not line.body:
            blank = True
            continue
        starts_page = number in pages.starts
        this = measured.get(number)
        may_join = starts_page or not blank
        if this and chain and may_join and _reads_on(measured, chain, this, is_apart=blank):
            chain.append(number)
        else:
            parted = _parted(measured, chains, this, lines) if this and starts_page else None
            if parted is None:
                parted = []
                chains.append(parted)
            chain = parted
            chain.append(number)
        blank = False
    return list(_proven(chains, measured))


def _proven(chains: Sequence[list[int]], measured: dict[int, _Measured]) -> Iterator[list[int]]:
    """The paragraphs; those of a zone taken apart where they do not end as paragraphs do: it is no prose."""
    tally: dict[_Zone | None, list[int]] = {}
    for chain in chains:
        if len(chain) > 1:
            count = tally.setdefault(measured[chain[0]].zone, [0, 0])
            count[bool(_CLOSES.search(measured[chain[-1]].text))] += 1
    for chain in chains:
        if len(chain) == 1:
            yield chain
            continue
        open_ends, closed = tally[measured[chain[0]].zone]
        if open_ends > max(closed, 1) or _end_alike([measured[number] for number in chain]):
            yield from _cut_only(chain, measured)
        else:
            yield chain


def _end_alike(lines: Sequence[_Measured]) -> bool:
    """Whether all lines end without a mark and in the same character: a list of items, …执行率98.09%."""
    ends = {each.text[-1] for each in lines}
    return len(ends) == 1 and not _CLOSES.search(lines[-1].text)


def _cut_only(chain: Sequence[int], measured: dict[int, _Measured]) -> Iterator[list[int]]:
    """The lines of a chain one by one, but those that are plainly cut from each other."""
    group = [chain[0]]
    for number in chain[1:]:
        if _is_cut(measured[group[-1]], measured[number]):
            group.append(number)
            continue
        yield group
        group = [number]
    yield group


def _measured(lines: Sequence[Line], pages: Pages) -> Iterator[_Measured]:
    """The lines that may be pieces of wrapped prose."""
    for number, line in enumerate(lines):
        text = line.body
        if not text or not line.is_physical or number in pages.furniture:
            continue
        if "\t" in text or text[0] in "|｜│" or line.content.is_value or has_leaders(text):
            continue
        indent = blank_width(line.text[: line.lead]) if line.lead else 0
        yield _Measured(number, text, width(text), indent, line.lead + len(text))


def _give_zones(measured: Sequence[_Measured]) -> None:
    """Give each line the zone of the lines around it; else one of the text whose width it has; else none."""
    wide = [each for each in measured if each.width >= _NARROWEST]
    known: dict[int, _Zone] = {}
    for stretch, zone in _stretches(wide):
        for each in stretch:
            each.zone = zone
        if zone:
            known[zone.width] = zone
    throughout = _zone(wide) or _zone_of_few(measured)
    for each in wide:
        if not each.zone:
            near = min(known, key=lambda wanted: abs(wanted - each.width), default=0)
            each.zone = known[near] if near and abs(near - each.width) <= _INDENT else throughout
    for before, each in pairwise(measured):
        if not each.zone and each.number == before.number + 1:
            each.zone = before.zone


def _stretches(wide: Sequence[_Measured]) -> Iterator[tuple[Sequence[_Measured], _Zone | None]]:
    """The lines in stretches that are set alike: runs without a gap that show it, and what lies between."""
    between: list[_Measured] = []
    start = 0
    for end in range(1, len(wide) + 1):
        if end < len(wide) and wide[end].number == wide[end - 1].number + 1:
            continue
        run = wide[start:end]
        start = end
        whole = _zone(run) if len(run) >= _EVIDENCE else None
        if whole:
            for part in range(0, len(run), _ZONE):
                yield run[part : part + _ZONE], _zone(run[part : part + _ZONE]) or whole
            continue
        between += run
        if len(between) >= _ZONE:
            yield between, _zone(between)
            between = []
    yield between, _zone(between)


def _zone(lines: Sequence[_Measured]) -> _Zone | None:
    """How the lines are set, where their unfinished ones agree on a width."""
    unfinished = [each for each in lines if _is_unfinished(each)]
    if len(unfinished) < _EVIDENCE:
        return None
    margin = min(each.indent for each in unfinished)
    indented = sum(2 <= each.indent - margin <= 8 for each in lines)
    counted = Counter(each.width + min(each.indent - margin, 8) for each in unfinished)
    (length, alike), *_ = Counter(each.length for each in unfinished).most_common(1)
    narrow = sum(count for width, count in counted.items() if width < max(counted) - _BELOW)
    if narrow > 1 and alike >= max(_CUT * len(unfinished), Fraction(_EVIDENCE)):
        return _Zone(max(counted), margin, indented >= 2, length)
    best = max(counted, key=lambda each: (sum(counted[each + step] for step in (-1, 0, 1)), each))
    longer = {width: counted[width] for width in counted if best + _ABOVE <= width <= best + _BELOW}
    if not indented and sum(longer.values()) > 1:  # most lines are the first ones of paragraphs
        best = max(longer, key=lambda each: (longer[each], each))
    near = sum(count for width, count in counted.items() if best - _BELOW <= width <= best + _ABOVE)
    if near < _EVIDENCE or 5 * near < 3 * len(unfinished):
        return None
    spoken = [each.width for each in lines if _SENTENCE.search(each.text)]
    if 5 * sum(width > best + 4 * _ABOVE for width in spoken) > len(spoken):
        return None
    return _Zone(best, margin, indented >= 2)


def _zone_of_few(measured: Sequence[_Measured]) -> _Zone | None:
    """How a passage of few lines is set: as wide as its widest if all unfinished ones are nearly so.

    One whose last line is unfinished as well may be a list, no passage.
    """
    lines = [each for each in measured if each.width >= _NARROWEST]
    unfinished = [each.width for each in lines if _is_unfinished(each)]
    if not unfinished or len(lines) > _FEW or not _CLOSES.search(measured[-1].text):
        return None
    widest = max(each.width for each in lines)
    if min(unfinished) < widest - _BELOW or max(unfinished) < widest - _INDENT:
        return None
    if not _PAGE_NARROWEST <= widest <= _PAGE_WIDEST:
        return None
    return _Zone(widest, min(each.indent for each in lines), indents=len({each.indent for each in lines}) > 1)


def _is_unfinished(line: _Measured) -> bool:
    return not _CLOSES.search(line.text) and _SENTENCE.search(line.text) is not None


def _reads_on(
    measured: dict[int, _Measured], chain: Sequence[int], this: _Measured, *, is_apart: bool
) -> bool:
    """Whether the line goes on with the paragraph so far; `is_apart` where a blank line stands between."""
    last = measured.get(chain[-1])
    if last and _is_cut(last, this):
        return True
    if not last or not last.zone or not _is_full(last, this, is_first=len(chain) == 1):
        return False
    if _begins(this, last.zone) or _is_footnote(this, last.zone) or _ABOVE_A_TABLE.match(this.text):
        return False
    spoken = any(_SPOKEN.search(each.text) for each in (measured[chain[0]], last, this))
    ended = bool(_ENDS.search(last.text))
    if ended and (not _SENTENCE.search(this.text) or ordinal_of(this.text)):
        return False
    if (ordinal_of(this.text) or _ITEM.match(this.text)) and (not spoken or _CLOSES.search(last.text)):
        return False
    if ended and not last.zone.indents and (is_apart or last.zone.characters):
        return False
    if ended and not last.zone.indents and _is_short_by_an_indent(measured, this):
        return False
    return spoken or len(chain) > 1


def _is_cut(last: _Measured, this: _Measured) -> bool:
    """Whether a sentence is plainly cut between the lines, however wide they are.

    What a parenthesis opens is closed. Nothing begins with a comma or a full stop, nor with 的 or 和12个, and
    nothing ends with a comma; and no paragraph begins with an amount, nor with what another line left of one.
    """
    if last.width < _NARROWEST:
        return False
    if _SPOKEN.search(last.text) and _OPEN.search(last.text) and _CLOSED.match(this.text):
        return True
    is_spoken = _SENTENCE.search(last.text) is not None
    if _CLOSES.search(last.text) or not (is_spoken or _SENTENCE.search(this.text)):
        return False
    if this.text[0] in _NEVER_FIRST or (is_spoken and last.text[-1] in _COMMAS):
        return True
    if is_spoken and _GOES_ON.match(this.text):
        return True
    is_number = _REST_OF_NUMBER.match(this.text) is not None
    return is_number and (is_spoken or _CUT_NUMBER.search(last.text) is not None)


def _is_full(last: _Measured, this: _Measured, *, is_first: bool) -> bool:
    """Whether the next line's first unit would not have fitted behind the last line."""
    zone = last.zone
    if zone and zone.characters:
        return last.length == zone.characters
    if not zone or (last.width > zone.width + 4 * _ABOVE and _CLOSES.search(last.text)):
        return False
    unit = _FIRST_UNIT.match(this.text)
    wanted = last.width + (width(unit.group()) if unit else 2)
    if zone.indents:
        wanted += max(last.indent - zone.margin, 0)
    elif is_first:
        wanted += _INDENT
    if last.text[-1] in _COMMAS and 2 * last.width > zone.width:
        return True
    ordinal = ordinal_of(last.text) if is_first and "。" not in last.text else None
    slack = 0 if ordinal and ordinal.level <= _HEADINGS else _SLACK
    return wanted > zone.width - slack


def _begins(this: _Measured, zone: _Zone) -> bool:
    """Whether the line is indented as the first of a paragraph, or set further in."""
    return this.indent - zone.margin >= 2


def _is_footnote(this: _Measured, zone: _Zone) -> bool:
    """Whether the line begins a footnote: it has its number, and a smaller type puts more in a line."""
    return bool(_FOOTNOTE.match(this.text)) and (
        this.width > zone.width + _ABOVE or not this.text[0].isdigit()
    )


def _is_short_by_an_indent(measured: dict[int, _Measured], this: _Measured) -> bool:
    """Whether the line, full itself, is narrower than the others by the indent that the text lost."""
    following = measured.get(this.number + 1)
    if not following or not this.zone:
        return True
    unit = _FIRST_UNIT.match(following.text)
    return this.width + (width(unit.group()) if unit else 2) <= this.zone.width + 1


def _parted(
    measured: dict[int, _Measured], chains: Sequence[list[int]], this: _Measured, lines: Sequence[Line]
) -> list[int] | None:
    """The paragraph of the page before that goes on with this line, parted from it by a table or footnote."""
    for back in range(2, len(chains) + 1):
        chain = chains[-back]
        if this.number - chain[-1] > _LOOK_BACK:
            return None
        last = measured.get(chain[-1])
        if not last or not _SENTENCE.search(last.text) or _FOOTNOTE.match(lines[chain[0]].body):
            continue
        if _ENDS.search(last.text) or last.text[-1] in "；：" or ordinal_of(this.text):
            return None
        found = _reads_on(measured, chain, this, is_apart=True) and _interrupts(chains[-back + 1 :], lines)
        return chain if found else None
    return None


def _interrupts(chains: Sequence[Sequence[int]], lines: Sequence[Line]) -> bool:
    """Whether the lines are a footnote, or cells of a table or chart, rather than prose."""
    first = [lines[chain[0]] for chain in chains]
    return bool(_FOOTNOTE.match(first[0].body)) or any(line.content.is_value for line in first)

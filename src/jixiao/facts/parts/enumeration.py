"""Enumerations (列举): a count and the names that it counts, “三家公司：甲公司、乙公司、丙公司”.

The names stand after the count, announced by a colon, a parenthesis or 分别为, or right before it, the list
summed up by 共计 or by nothing. How sure it is that the list is whole is told by `is_closed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind

Range = tuple[int, int]

_MOST_COUNTED = 60
_LONGEST_ITEM = 30
_SHORTEST_NAME = 3
"""Shorter ones are kinds, not names: 33个镇（街道、园区）."""
_SHORTEST_TOLD = 2
_ONE_BY_ONE = re.compile("分别[为是在]|依次为")
"""What announces each of those that were counted: 7个，分别是北京、上海、广州…."""
_AFTER = re.compile(
    r"(?P<noun>[^，。；：:（）()、\d“”《》]{0,16}?)"
    r"(?:（(?P<inner>[^（）()]{3,800}?)）|\((?P<ascii>[^（）()]{3,800}?)\)"
    r"|[，,]?(?P<open>包括|包含|主要有|涵盖|涉及|如|有)(?P<listed>[^。；;\n]{3,800})"
    r"|(?:[，,]?(?:发文字号|文件号|文号|名称)?(?:分别为|分别是|分别在|依次为|即|名称为)[：:]?|[：:])"
    r"(?P<closed>[^。；;\n]{3,800}))"
)
_NAMELIKE = re.compile(
    r"(?:文件号|文号|函|批复|通知|社区|街道|镇|乡|村|县|区|市|省|州|旗|部门|单位|科室|处室|办公室|学校|小学|中学|医院|公司|企业|机构|中心|"
    r"委员会|协会|集团|银行|文件|办法|制度|项目|场馆|站点|驿站|园区|景区|国家|城市|地区|片区|支队|大队|科目|课题|标段|品种|税种|模块|区域|展区|厅|栏目|系统|平台|节点|路段|小区|楼栋|班级|机构|岗位|品牌|专题)$"
)
_ENCLOSED = re.compile(r"（[^（）\n]*）|\([^()\n]*\)|“[^“”\n]*”|《[^《》\n]*》|【[^【】\n]*】")
_INCLUDING = re.compile(r"不?含|包括|包含|其中|如|主要|原|详见|见")
_PARTIAL = re.compile(r"等|其他|其余|之一|以及相关|及其他|…|为代表|例如|诸如|\.\.\.")
_DIVIDING = re.compile(r"划分为|分为|分成|共设|设有|下设|设立|内设|包括|包含")
_DIVIDES = frozenset(["划分为", "分为", "分成"])
_LONGEST_LIST = 400
_NEARLY_ALL = Decimal("0.75")
"""The share of a count that a list before 等 reaches if it means to be whole."""
_LONGEST_SUM = 2
_SUMMED = re.compile(r"(?:共计|共|合计|总计|一共|累计)$")
_COUNTED = re.compile(
    r"(?:单位|部门|科室|社区|学校|医院|公司|企业|机构|项目|文件|函|制度|办法|园区|小区)(?:共有|共计|合计|共|有|为)$"
)
"""What is counted where it stands before its count: 二级预算单位共3个，分别为."""
_NUMBERED = re.compile("字号|文件号|文号|名称")
_PREPOSITION = re.compile(r"[在对向由为]")
_LAST = re.compile(r"以及|和|及|与|暨")
_PARTING = ("、", "和", "及", "与")
"""A count behind one of these is of the next item: 16台服务器、3台投影仪、9台网络设备."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A count and the names listed with it.

    `fewest` is how many names there are if words such as 和 stand within a name, `most` if they part two.
    `is_closed` says that the words promise the whole list; else it may name only some.
    """

    count: Mention
    names: tuple[Range, ...]
    fewest: int
    most: int
    is_closed: bool
    is_partial: bool


def enumerations_of(sentence: Sentence) -> Iterator[Enumeration]:
    """The enumerations of a sentence."""
    for mention in sentence.mentions:
        if (
            mention.kind is not Kind.COUNT
            or not mention.is_exact
            or not 2 <= mention.mantissa <= _MOST_COUNTED
        ):
            continue
        found = _before(sentence, mention) or _after(sentence, mention)
        if found:
            yield found


def _after(sentence: Sentence, count: Mention) -> Enumeration | None:
    text = sentence.source
    match = _AFTER.match(text, count.end, min(sentence.end, count.end + 900))
    if not match:
        return None
    group = match.lastgroup or ""
    start, end = match.span(group)
    listed = _outside(text[start:end])
    if "、" not in listed and not (group == "listed" and "，" in listed):
        return None
    if group in ("closed", "listed"):
        end = start + _list_end(listed)
        listed = listed[: end - start]
    names = _split(text, start, end, "、") if "、" in listed else _short_names(text, start, end)
    if len(names) < 2 or any(_has_figure(sentence, each) for each in names):
        return None
    most = _most(text, names)
    partial = bool(_PARTIAL.search(listed)) or "等" in text[end : end + 1]
    noun = match["noun"] + count.token.printed_unit
    is_told_one_by_one = _ONE_BY_ONE.search(text, match.end("noun"), start) is not None
    shortest = _SHORTEST_TOLD if is_told_one_by_one else _SHORTEST_NAME
    is_named = (
        _NAMELIKE.search(match["noun"] or noun)
        or (group == "closed" and not match["noun"] and _COUNTED.search(count.lead))
        or _NUMBERED.search(text, count.end, start)
        or is_told_one_by_one
    )
    closed = (
        group in ("closed", "inner", "ascii")
        and "、" in listed
        and "，" not in listed
        and "；" not in listed
        and bool(is_named)
        and all(shortest <= b - a <= _LONGEST_ITEM for a, b in names)
        and not _INCLUDING.match(listed)
        and len(names) * 2 >= count.mantissa
    )
    return Enumeration(count, tuple(names), len(names), max(most, len(names)), closed, partial)


def _most(text: str, names: Sequence[Range]) -> int:
    """How many names there are if every 和 parts two; none does within names that all end alike otherwise."""
    ends = {text[b - 1 : b] for _, b in names}
    most = len(names)
    for a, b in names:
        for found in _LAST.finditer(text, a, b):
            if len(ends) > 1 or text[found.start() - 1] in ends:
                most += 1
    return most


def _list_end(listed: str) -> int:
    """Where a list ends that its sentence goes on behind: at a comma once names are parted by 、."""
    if "、" not in listed:
        return len(listed)
    comma = re.search(r"[，,]", listed[listed.index("、") :])
    return listed.index("、") + comma.start() if comma else len(listed)


def _before(sentence: Sentence, count: Mention) -> Enumeration | None:
    """The names right before the count: 甲社区、乙社区共计2个社区, 分为甲、乙、丙等3个区域."""
    text = sentence.source
    noun = re.match(r"[一-龥]{2,6}", text[count.end : count.end + 6])
    if not noun:
        return None
    summed = _SUMMED.search(text, max(sentence.start, count.start - _LONGEST_SUM), count.start)
    stop = summed.start() if summed else count.start
    if not summed and text.endswith(_PARTING, sentence.start, stop):
        return None
    partial = text[stop - 1 : stop] == "等"
    stop -= partial
    names: list[Range] = []
    for length in range(min(4, len(noun.group())), 1, -1):
        suffix = noun.group()[:length]
        found = suffixed(text, sentence.start, stop, suffix)
        if len(found) >= 3:
            names = found
            break
    if names:
        closed = bool(summed) and not partial
        return Enumeration(count, tuple(names), len(names), len(names), closed, partial)
    return _divided(text, sentence.start, stop, count, is_summed=bool(summed))


def _divided(text: str, start: int, stop: int, count: Mention, *, is_summed: bool) -> Enumeration | None:
    """Names parted by 、 between a word that divides or sets up and the count.

    等 closes such a list where it falls little short of the count; where it falls far short, 等 means others.
    """
    openings = list(_DIVIDING.finditer(text, max(start, stop - _LONGEST_LIST), stop))
    opening = openings[-1] if openings else None
    if opening is None or "、" not in text[opening.end() : stop]:
        return None
    listed = text[opening.end() : stop]
    names = _split(text, opening.end(), stop, "、")
    if "，" in listed or "；" in listed or len(names) < 3 or any(b - a > _LONGEST_ITEM for a, b in names):
        return None
    most = _most(text, names)
    is_near = text[stop] != "等" or len(names) >= _NEARLY_ALL * count.mantissa
    is_closed = is_summed or (opening.group() in _DIVIDES and is_near)
    return Enumeration(count, tuple(names), len(names), most, is_closed, is_partial=not is_closed)


def suffixed(text: str, start: int, stop: int, suffix: str) -> list[Range]:
    """The unbroken run of names that end in `suffix`, up to `stop`."""
    found: list[Range] = []
    end = stop
    while end > start and text.endswith(suffix, start, end):
        cuts = [
            match.end()
            for match in re.finditer(r"[、，,]|以及|和|及|与", text[max(start, end - 40) : end - 1])
        ]
        begin = max(start, end - 40) + cuts[-1] if cuts else start
        begin = max(begin, end - _LONGEST_ITEM)
        before = [match.end() for match in _PREPOSITION.finditer(text, begin, end - len(suffix))]
        found.append((before[-1] if before else begin, end))
        if before:
            break
        if not cuts:
            break
        end = begin
        while end > start and text[end - 1] in "、，,和及与以":
            end -= 1
    return found[::-1]


def _split(text: str, start: int, end: int, separator: str) -> list[Range]:
    """The names between separators; one within brackets or quotes parts none: 甲公司（北京、上海）."""
    names = []
    at = start
    for piece in _outside(text[start:end]).split(separator):
        bare = piece.strip(" \n：:")
        if bare:
            offset = at + piece.index(bare)
            names.append((offset, offset + len(bare)))
        at += len(piece) + 1
    return names


def _outside(words: str) -> str:
    """The words with all that stands within brackets and quotes blotted out, character by character."""
    return _ENCLOSED.sub(lambda found: "□" * len(found.group()), words)


def _short_names(text: str, start: int, end: int) -> list[Range]:
    """Names parted by commas: as many as are short and alike before something longer follows."""
    names = []
    for a, b in _split(text, start, end, "，"):
        if b - a > 6 or any(character.isdigit() for character in text[a:b]):
            break
        names.append((a, b))
    return names if len(names) >= 3 else []


def _has_figure(sentence: Sentence, name: Range) -> bool:
    """Whether a figure in digits stands in the name; 二区 and 三里 are parts of names."""
    return any(
        name[0] <= mention.start < name[1] and any(character.isdecimal() for character in mention.text)
        for mention in sentence.mentions
    )


_TITLES = re.compile(r"《[^《》\n]{2,80}》(?:[、，和及与]《[^《》\n]{2,80}》)+")
_TITLE = re.compile(r"《[^《》\n]{2,80}》")


def titles_listed(text: str) -> Iterator[list[Range]]:
    """The lists of titles in book-title marks, joined by 、 or ，: the range of each title."""
    for run in _TITLES.finditer(text):
        yield [match.span() for match in _TITLE.finditer(text, *run.span())]

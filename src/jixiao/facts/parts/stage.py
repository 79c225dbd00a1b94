"""Totals of stages and places (分期、分处之和): halves, quarters, before and now, what several places did.

“上半年支出230万元，下半年支出270万元，全年共支出500万元”; “前期已支付45万元，本期支付30万元，累计支付75万元”;
“甲站服务1,200人次、乙站服务980人次，共服务2,180人次”. The words of the total go back over all of the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import VALUES

_STAGES = (
    (0, "上半年|1[-—–~至到]6月份?"),
    (1, "下半年|7[-—–~至到]12月份?"),
    (2, "第?[一1]季度"),
    (3, "第?[二2]季度"),
    (4, "第?[三3]季度"),
    (5, "第?[四4]季度"),
    (6, "前期|此前|上期|以前年度|往年|历年|截[至止]上年[末底]|上年(?:末|底)(?:前)?"),
    (7, "本期|此次|本次|本年度?|当年|今年"),
    (9, "全年|年度|合计|共计|总计|累计|总共|一共|共"),
)
_STAGE = re.compile("|".join(f"(?P<s{number}>{words})" for number, words in _STAGES))
_TOLD = re.compile("半年|1[-—–~至到]6月|季度|前期|上期|此前|以前|往年|历年|上年|分别|共")
_RUNS = ((0, 1), (2, 3, 4, 5), (6, 7))
_OF_A_YEAR = frozenset(range(6))
_TOTAL = 9
_FILLERS = re.compile(
    r"(?:19|20)\d\d年|其中|分别|全年|年度|合计|共计|总计|累计|总共|一共|共|已经?|实际|各|约|为|是|达到?|了|[，,、：:；;（）()\s]"
)
_PLANNED = re.compile("计划|预计|目标|拟|预算|平均|均|每|同比|上年同期|去年同期|余额|结余|在册|现有|剩余")
_ALL_TOLD = re.compile("^(?:以上|上述)?(?:合计|共计|总计|累计|总共|一共|共)(?P<verb>[一-龥]{0,6})$")
_EVERYWHERE = re.compile("全年|全市|全区|全县|全省|本年|年度")
_WITH_OTHERS = re.compile("[^，。；（(]{0,6}[（(，](?:不?含|包括|另|其中含|加上)")
_COUNTED = frozenset(
    [
        "季度",
        "个",
        "家",
        "处",
        "所",
        "站",
        "村",
        "社区",
        "街道",
        "镇",
        "乡镇",
        "年",
        "标段",
        "批次",
        "期",
        "个月",
    ]
)
_FEWEST, _MOST = 2, 24


@dataclass(frozen=True, slots=True)
class StageTotal:
    """A total and the stages or places that make it (分期合计); `is_sure` says that these are all."""

    total: Mention
    parts: tuple[Mention, ...]
    name: str
    is_sure: bool


def stage_totals_of(sentences: Iterable[Sentence]) -> Iterator[StageTotal]:
    """The totals that stand behind their stages or places in a sentence."""
    for sentence in sentences:
        if len(sentence.mentions) <= _FEWEST or not _TOLD.search(
            sentence.source, sentence.start, sentence.end
        ):
            continue
        values = [each for each in sentence.mentions if _is_value(each)]
        if len(values) > _FEWEST:
            for it in (*_of_stages(values), *_listed(values), *_of_places(values)):
                if not _WITH_OTHERS.match(sentence.source, it.total.end):
                    yield it


def _is_value(mention: Mention) -> bool:
    clause = mention.clause
    if mention.kind not in VALUES or mention.slack or clause is None or clause.depth:
        return False
    return change_of(mention) is None


@lru_cache(maxsize=8192)
def _read(lead: str) -> tuple[int, str]:
    """The stage that the words before a value name first, −1 where none, and the rest of the words."""
    found = _STAGE.search(lead)
    if not found or found.lastgroup is None or _PLANNED.search(lead):
        return -1, lead
    return int(found.lastgroup[1:]), _FILLERS.sub("", lead[: found.start()] + lead[found.end() :])


def _of_stages(values: Sequence[Mention]) -> Iterator[StageTotal]:
    """Halves and quarters with the year behind or before them, before and now with what has come together."""
    read = [_read(each.lead) for each in values]
    for at, (stage, words) in enumerate(read):
        run = next((run for run in _RUNS if run[0] == stage), None)
        count = len(run) if run else 0
        if not run or tuple(each for each, _ in read[at : at + count]) != run:
            continue
        parts = values[at : at + count]
        others = [rest for _, rest in read[at + 1 : at + count]]
        for number in (at + count, at - 1):
            if not 0 <= number < len(values) or read[number][0] != _TOTAL:
                continue
            total, rest = values[number], read[number][1]
            if len({_unit(each) for each in (*parts, total)}) != 1:
                continue
            if stage not in _OF_A_YEAR and (number < at or ("累计" not in total.lead and not rest)):
                continue
            if number < at:
                is_alike = bool(rest) and words in ("", rest) and all(each in ("", rest) for each in others)
            else:
                is_alike = all(each in ("", words) for each in (rest, *others))
            if is_alike:
                yield StageTotal(total, tuple(parts), total.lead[-8:], is_sure=True)
                break


def _listed(values: Sequence[Mention]) -> Iterator[StageTotal]:
    """So many of a kind with a value for each, and the total: 四个季度分别为a、b、c、d，全年共计e."""
    for at, told in enumerate(values[:-_FEWEST]):
        count = told.mantissa if told.is_exact and told.unit in _COUNTED else 0
        if not _FEWEST <= count <= _MOST or at + count + 1 >= len(values):
            continue
        parts, total = values[at + 1 : at + count + 1], values[at + count + 1]
        if "分别" not in parts[0].lead or any(each.lead.strip("、和及") for each in parts[1:]):
            continue
        stage, rest = _read(total.lead)
        words = _FILLERS.sub("", parts[0].lead.rpartition("分别")[2])
        if stage == _TOTAL and rest in ("", words) and len({_unit(each) for each in (*parts, total)}) == 1:
            yield StageTotal(total, tuple(parts), total.lead[-8:], is_sure=True)


def _of_places(values: Sequence[Mention]) -> Iterator[StageTotal]:
    """What several places did and all of them together, in the same words."""
    for at in range(_FEWEST, len(values)):
        total = values[at]
        found = _ALL_TOLD.match(total.lead)
        if not found:
            continue
        verb = found["verb"]
        parts: list[Mention] = []
        for each in reversed(values[max(0, at - _MOST) : at]):
            ends = each.lead.endswith(verb) if verb else bool(each.lead)
            if _unit(each) != _unit(total) or not ends or _ALL_TOLD.match(each.lead):
                break
            if _PLANNED.search(each.lead):
                break
            parts.insert(0, each)
            if "其中" in each.lead or "分别" in each.lead:
                break
        if len(parts) < _FEWEST or not verb:
            continue
        told = values[at - len(parts) - 1] if at > len(parts) else None
        is_sure = bool(
            told
            and told.is_exact
            and told.place == 0
            and told.mantissa == len(parts)
            and told.unit not in (_unit(total), "")
            and not _EVERYWHERE.search(total.lead)
        )
        yield StageTotal(total, tuple(parts), total.lead[-8:], is_sure)


def _unit(figure: Mention) -> str:
    return "人" if figure.unit in ("名", "位") else figure.unit

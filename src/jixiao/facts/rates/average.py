"""Averages (平均数) and samples (样本): amounts per head, and rates of those who were asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import Kind

_AVERAGE = re.compile(
    r"(?P<by>人均|户均|平均每[人户]|每[人户]平均|人平均|户平均)(?P<of>[^，。；]{0,6}?)(?:为|达到?|是|约)?$"
)
_BY_UNIT = {"人": frozenset("人名位") | {"人次"}, "户": frozenset(["户", "家"])}
_PLAIN = frozenset(
    ["", "补助", "补贴", "发放", "标准", "领取", "资助", "救助", "投入", "支出", "费用", "成本", "受益"]
)
_COST = re.compile("(?:费|费用|经费|成本|补贴|补助|支出)$")
_ASKED = re.compile(
    r"(?:问卷|有效|受访|参加|参与|测评|调查|抽查|抽样|评价|考核|考试|培训|访谈|评议|投票)[^，。；]{0,12}$|^(?:共有?|有|对)?$"
)
_SAMPLE_AFTER = re.compile("[^，。；]{0,8}(?:参加|参与|受访|测评|调查|问卷|评价|考核|考试|评议|投票|填写)")
_RATE = re.compile(
    r"(?:满意率|好评率|知晓率|合格率|通过率|及格率|优秀率|优良率|支持率|认可率|赞成率|满意的?占|到课率|到会率)(?:为|达到?|是)?$"
)
_SAMPLE_UNITS = frozenset(["人", "名", "位", "份", "户", "家", "张"])


@dataclass(frozen=True, slots=True)
class Average:
    """An amount per head, the total and the count right before it (平均数)."""

    average: Mention
    total: Mention
    count: Mention
    words: str


def averages_of(sentences: Iterable[Sentence]) -> Iterator[Average]:
    """The averages whose total and count are the two figures before them, in either order."""
    for sentence in sentences:
        mentions = sentence.mentions
        for number in range(2, len(mentions)):
            mention = mentions[number]
            if mention.kind not in (Kind.AMOUNT, Kind.RATE) or "均" not in mention.lead:
                continue
            found = _AVERAGE.search(mention.lead[-30:])
            if not found or change_of(mention) is not None:
                continue
            units = _BY_UNIT["户" if "户" in found["by"] else "人"]
            pair = mentions[number - 2 : number]
            totals = [each for each in pair if each.kind is Kind.AMOUNT and change_of(each) is None]
            counts = [each for each in pair if each.kind is Kind.COUNT and each.unit in units]
            if len(totals) != len(counts) or len(totals) != 1:
                continue
            is_of = found["of"] in _PLAIN or (
                _COST.search(found["of"]) and totals[0].lead.endswith(found["of"])
            )
            if is_of and _are_joined(pair, mention) and not _is_part(counts[0]):
                yield Average(mention, totals[0], counts[0], found["by"] + found["of"])


def averages_told_first(sentences: Iterable[Sentence]) -> Iterator[Average]:
    """The averages before or between their total and count, where a sentence has no other amount or count."""
    for sentence in sentences:
        if not sentence.mentions or sentence.source.find("均", sentence.start, sentence.end) < 0:
            continue
        values = [each for each in sentence.mentions if each.kind in (Kind.AMOUNT, Kind.RATE, Kind.COUNT)]
        if len(values) != _THREE or sum("均" in each.lead for each in values) != 1:
            continue
        for average in values[:-1]:
            found = _AVERAGE.search(average.lead[-30:]) if average.kind is not Kind.COUNT else None
            if not found or found["of"] not in _PLAIN or change_of(average) is not None:
                continue
            units = _BY_UNIT["户" if "户" in found["by"] else "人"]
            others = [each for each in values if each is not average]
            totals = [each for each in others if each.kind is Kind.AMOUNT and _WHOLE.search(each.lead)]
            counts = [each for each in others if each.kind is Kind.COUNT and each.unit in units]
            if len(totals) == len(counts) == 1 and change_of(totals[0]) is None:
                yield Average(average, totals[0], counts[0], found["by"] + found["of"])


_THREE = 3
_WHOLE = re.compile("(?:合计|共计|总计|总额|总数|总支出|共支出|共发放|共投入|总投入|支出总额)(?:为|是|达)?$")


def named_averages_of(sentences: Iterable[Sentence]) -> Iterator[Average]:
    """The averages of vehicles and of guests, whose totals and counts a paragraph names in its own words.

    “运行维护费18.42万元，公务用车保有量7辆，平均每辆2.63万元”: these may be sentences apart.
    """
    told: dict[tuple[int, str], Mention] = {}
    for sentence in sentences:
        block = sentence.block.start
        if not _EACH.search(sentence.source, block, sentence.block.end):
            continue
        for mention in sentence.mentions:
            lead = mention.lead[-30:]
            for kind, (total, count, units, average) in _NAMED.items():
                if mention.kind is Kind.COUNT and mention.unit in units and count.search(lead):
                    told[block, kind + "count"] = mention
                elif mention.kind not in (Kind.AMOUNT, Kind.RATE):
                    continue
                elif average.search(lead):
                    whole, number = told.get((block, kind + "total")), told.get((block, kind + "count"))
                    is_one = whole and number and number.mantissa and whole.unit == mention.unit
                    if whole and number and is_one and change_of(mention) is None:
                        yield Average(mention, whole, number, "平均")
                elif total.search(lead) and not _BEFORE.search(lead) and change_of(mention) is None:
                    told[block, kind + "total"] = mention


_NAMED = {
    "车": (
        re.compile(r"运行(?:维护)?费(?:用)?(?:\d{4}年)?(?:支出|决算数?)?(?:为)?$"),
        re.compile(r"保有量(?:为|共)?$"),
        frozenset(["辆"]),
        re.compile(r"(?:车均(?:运行(?:维护)?费)?|平均每辆|每辆平均|每车平均)[^，。；]{0,8}$"),
    ),
    "客": (
        re.compile(r"公务接待费(?:用)?(?:\d{4}年)?(?:支出|决算数?)?(?:为)?$"),
        re.compile(r"(?:来宾|接待|共计|，)$|^$"),
        frozenset(["人次"]),
        re.compile(r"人均(?:接待)?(?:费用?|标准)?(?:支出)?为?$"),
    ),
}
_EACH = re.compile("[均每]")
"""A character without which a paragraph tells no average."""
_BEFORE = re.compile("预算|上年|去年|比|较")


@dataclass(frozen=True, slots=True)
class Sample:
    """A rate of those asked and how many they were (样本比率)."""

    rate: Mention
    asked: Mention
    words: str


def samples_of(sentences: Iterable[Sentence]) -> Iterator[Sample]:
    """The rates of small samples whose number is printed in the same sentence."""
    for sentence in sentences:
        asked: Mention | None = None
        counted = 0
        for mention in sentence.mentions:
            if mention.is_exact and mention.unit in _SAMPLE_UNITS:
                counted += 1
                after = sentence.source[mention.end : min(mention.end + 16, sentence.end)]
                lead = mention.lead[-30:]
                if (_ASKED.search(lead) and lead) or _SAMPLE_AFTER.match(after):
                    asked = mention
                continue
            if asked and counted == 1 and mention.kind is Kind.PERCENT and not mention.slack:
                found = _RATE.search(mention.lead[-20:])
                if found:
                    yield Sample(mention, asked, found.group())


def _is_part(count: Mention) -> bool:
    """Whether a count stands in a list behind 其中, so that the average may be that of all."""
    clause = count.clause
    return clause is not None and "其中" in clause.sentence.source[clause.sentence.start : count.start]


def _are_joined(pair: list[Mention], average: Mention) -> bool:
    """Whether the three figures stand in clauses that follow each other."""
    clauses = [each.clause for each in (*pair, average)]
    numbers = [clause.number for clause in clauses if clause]
    return len(numbers) == 3 and numbers[2] - numbers[0] <= 3 and all(c and c.depth == 0 for c in clauses)

"""Standard ratios (共性指标): the rates that the frameworks of evaluation define, with their two terms.

“编制数45人，在职人员42人，在职人员控制率93.33%”; “总投资1,200万元，完成投资850万元，投资完成率70.83%”. The
definitions are those of the annexes to 财预〔2013〕53号 and 财预〔2020〕10号.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import VALUES, Kind

_PERSONS = {"名": "人", "位": "人"}
_END = "(?:分别)?(?:为|达到?|是)?$"
_AMOUNT = r"(?:总?金额|总额|数额|总数|人数|数|额|资金|为|是|达|共计?|有|的|了|合计|[：:“”])*$"


@dataclass(frozen=True, slots=True)
class _Definition:
    """What a rate is called, how its terms are called, and whether it tells what was saved instead."""

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    is_saving: bool = False


def _defined(rate: str, part: str, whole: str, *, is_saving: bool = False) -> _Definition:
    return _Definition(
        re.compile(f"(?:{rate}){_END}"),
        re.compile(f"(?:{part}){_AMOUNT}"),
        re.compile(f"(?:{whole}){_AMOUNT}"),
        is_saving,
    )


_DEFINITIONS = (
    _defined("投资完成率|投资完成比例", "(?<!未)完成投资|投资完成", "总投资|计划(?:总)?投资|投资计划|概算"),
    _defined("(?:在职)?人员控制率", "在职(?:人员|职工)?|实有(?:在职)?(?:人员)?", "(?:核定)?编制(?:人员)?"),
    _defined("经费”?控制率", "(?:实际)?(?:支出|发生)|决算", "经费”?(?:年初|调整)?预算|预算(?:安排)?"),
    _defined("(?:固定)?资产利用率", "在用(?:固定)?资产|实际在用", "(?:固定)?资产"),
    _defined("采购执行率", "实际(?:政府)?采购", "采购(?:预算|计划)|计划采购"),
    _defined(
        "(?<!投资)(?<!及时)(?<!预算)(?<!支出)(?<!资金)完成率",
        "(?<!未)(?:已?完成|实际(?!新?开工|启动|推进|在建)[一-龥]{2,6})",
        "(?:任务|目标|计划|指标|工作|事项)(?:为|共|数)?[一-龥]{0,6}|目标值",
    ),
    _defined("有效率", "有效(?:调查)?(?:问卷)?", "(?:回收|收回|发放)(?:调查)?(?:问卷)?"),
    _defined("(?:合格|达标)率", "(?<!不)(?:合格|达标)", "验收[一-龥]{0,6}|抽[查检]"),
    _defined("(?<!不)满意度", "(?<!不)满意的?", "(?:收回|回收|有效|受访|调查|回访|访谈|测评)[一-龥]{0,6}"),
    _defined(
        "节约率|节支率",
        "实际采购|中标|成交|合同|审定|采购",
        "(?:采购)?(?:预算|计划)|控制价",
        is_saving=True,
    ),
)
_NAMED = re.compile("率|比例|满意度")
_OF_A_YEAR = re.compile(r"年度|当年|本年|(?:19|20)\d\d年")
_UNLIKE = re.compile("新增|其中|另|本月|本季")


@dataclass(frozen=True, slots=True)
class StandardRatio:
    """A rate of the frameworks and its two terms (共性指标); `is_saving` where 1 − part ÷ whole is told."""

    rate: Mention
    part: Mention
    whole: Mention
    words: str
    is_saving: bool


def standard_ratios_of(sentences: Iterable[Sentence]) -> Iterator[StandardRatio]:
    """The standard rates whose whole and part are the two values right before them in their sentence."""
    for sentence in sentences:
        for number, mention in enumerate(sentence.mentions):
            if number > 1 and mention.kind is Kind.PERCENT and _NAMED.search(mention.lead[-8:]):
                found = _ratio(mention, sentence, number)
                if found:
                    yield found


def _ratio(rate: Mention, sentence: Sentence, number: int) -> StandardRatio | None:
    lead = rate.lead[-24:]
    definition = next((each for each in _DEFINITIONS if each.rate.search(lead)), None)
    if definition is None or rate.text.endswith(("以上", "以下", "以内")) or change_of(rate) is not None:
        return None
    if "其中" in lead:
        return None
    depth = rate.clause.depth if rate.clause else 0
    row = []
    for each in reversed(sentence.mentions[:number]):
        if each.is_percent:
            break
        if each.kind in VALUES and not each.slack and each.clause and each.clause.depth <= depth:
            row.append(each)
    if len(row) < 2:
        return None
    part, whole = row[0], row[1]
    words = lead.rpartition("，")[2]
    if _OF_A_YEAR.search(part.lead + words) and not _OF_A_YEAR.search(whole.lead):
        return None
    if _unit(part) != _unit(whole) or _UNLIKE.search(whole.lead + part.lead.removeprefix("其中")):
        return None
    if not definition.part.search(part.lead) or not definition.whole.search(whole.lead):
        return None
    return StandardRatio(rate, part, whole, words, definition.is_saving)


def _unit(figure: Mention) -> str:
    return _PERSONS.get(figure.unit, figure.unit)

"""Spending of a unit (部门支出): its whole, basic and project spending, and the budgets for each.

“部门整体预算39,433.42万元，其中基本支出安排…，项目支出安排…” and “部门整体支出38,768.14万元，其中基本支出…，
项目支出…” stand paragraphs apart; a rate of execution names both by part: “基本支出执行率”.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.rates.basis import rate_words
from jixiao.facts.rates.completion import is_condition
from jixiao.numerals.token import Kind

_LONGEST = 60
_FILLERS = re.compile(
    r"(?:19|20)\d\d年|(?:我|本)?(?:部门|单位|街道|局|委|办|中心|院|校)|整体|财政|拨款|资金|支出|预算|安排|批复|下达|核定|全年|年初|年末"
    r"|年度|当年|本年|今年|总|合计|共计|实际|完成|执行|金额|数额|数|额|经费|调整|变动|后|前|为|是|共|达|的|率|进度|比例|其中|和|及|截至|累计|已|[\s“”：:、]"
)
_BUDGETED = re.compile("预算|安排|批复|下达|核定")
_SPENT = re.compile("实际|决算|已支|支付|完成|执行数|执行金额|支出数")
_ALTERED = re.compile("追加|追减|调减|调增|核减|调剂|上年结转|结转结余|年中下达|压减")
_FINAL = re.compile("调整|全年|变动|追加后")
_PARTS = ("基本", "项目", "整体")
_UNIT = re.compile("整体|部门|单位|总|全年|合计")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_HEAD = 200
"""So far into its sentence the year of a figure is looked for."""
_SPENDING = re.compile("支出|预算|执行")
_NO_SPENDING = re.compile(
    "追加|追减|调减|调增|核减|结转|结余|收入|公共预算|三公|采购|[人户]均|占|占比|未|剩余|压减|增|减"
)


@dataclass(frozen=True, slots=True)
class Spending:
    """A rate of execution of a part of a unit's spending (部门支出执行率), and its two terms."""

    rate: Mention
    actual: Mention
    budgets: tuple[Mention, ...]
    part: str
    words: str
    is_sure: bool
    """Whether nothing tells that the budget was altered after it was told."""


@lru_cache(maxsize=8192)
def part_of(words: str) -> str | None:
    """Which part of a unit's spending words name: 基本, 项目, or 整体, all of it; else none."""
    words = words[-_LONGEST:]
    if not _SPENDING.search(words) or _NO_SPENDING.search(words):
        return None
    rest = _FILLERS.sub("", words)
    if rest in ("基本", "项目"):
        return rest
    if "整体" in words:
        return "项目" if "项目支出" in words else "基本" if "基本支出" in words else "整体"
    return "整体" if not rest else None


def spendings_of(sentences: Iterable[Sentence]) -> Iterator[Spending]:
    """The rates of execution of a unit's whole, basic and project spending."""
    budgets: dict[str, list[Mention]] = defaultdict(list)
    spent: dict[str, Mention] = {}
    is_budget = False
    altered: set[str] = set()  # the parts of which the budget in force was not told since it was altered
    for sentence in sentences:
        told: str | None = None
        is_final = False
        if budgets and _ALTERED.search(sentence.source, sentence.start, sentence.end):
            altered.update(_PARTS)
        for number, mention in enumerate(sentence.mentions):
            lead = mention.lead
            last = told if number and sentence.mentions[number - 1].kind is Kind.AMOUNT else None
            if mention.kind is Kind.AMOUNT:
                told = None
            if mention.kind is Kind.AMOUNT:
                part = part_of(lead)
                if part is None or change_of(mention) is not None:
                    continue
                if _SPENT.search(lead):
                    is_budget = False
                elif _BUDGETED.search(lead):
                    is_budget = True
                elif part == "整体":
                    is_budget = False
                if is_budget:
                    is_final = is_final or _FINAL.search(lead) is not None
                    if is_final:
                        altered.discard(part)
                    budgets[part].append(mention)
                else:
                    spent[part] = mention
                    told = part if part != "整体" else None
            elif mention.kind is Kind.PERCENT:
                said = rate_words(lead)
                if said is None or is_condition(mention, sentence.source):
                    continue
                subject, _, _, words = said
                part = part_of(subject) or part_of(subject + words)
                if part == "项目" and "项目支出" not in lead and "占" not in lead:
                    continue
                if not subject and part != "项目" and last is not None:
                    part = last
                elif part is None or (not subject and "整体" not in words and "部门" not in words):
                    continue
                actual = spent.get(part)
                if actual is None or not budgets[part] or sentence.number - _number(actual) > 3:
                    continue
                own = tuple(reversed(budgets[part][-4:]))
                is_sure = part not in altered and is_of_one_year(actual, own[0], mention)
                if part == "整体" and not (_UNIT.search(actual.lead) and _UNIT.search(own[0].lead)):
                    is_sure = False
                yield Spending(mention, actual, own, part, lead, is_sure)


def _number(mention: Mention) -> int:
    return mention.clause.sentence.number if mention.clause else -9


def is_of_one_year(*figures: Mention) -> bool:
    """Whether the sentences of the figures do not name different years."""
    years = {_year(each) for each in figures} - {0}
    return len(years) < 2


def _year(mention: Mention) -> int:
    """The first year that the words before a figure name, up to the beginning of its sentence."""
    if mention.clause is None:
        return 0
    sentence = mention.clause.sentence
    found = _YEAR.search(sentence.source, sentence.start, min(mention.start, sentence.start + _HEAD))
    return int(found[1]) if found else 0

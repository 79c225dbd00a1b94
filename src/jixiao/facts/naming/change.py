"""Changes (增减): figures that say by how much something rose or fell, and against what.

“比上年增加20亿元” is a change of +20亿元 against 上年; “下降3.1%” one of −3.1 % against whatever the sentence
compares with. “增至”, “提高到” give the new value and are no change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from jixiao.facts.flow.mention import Mention, kept
from jixiao.facts.naming.turn import has_turned
from jixiao.numerals.token import Kind

_LONGEST = 80
"""Words further before a figure than this say nothing of it."""

_UP = """
增加 增长 增幅 增收 增支 增 上升 提高 提升 上涨 扩大 多 涨 高 上浮 新增 净增加 净增长 净增 增多 增速 高于 多于
增长率 涨幅 追加 调增 增产 增幅达 多增 增速达 上调 增量 多收 多支 多产 多销 多完成 多投入 多用
"""
_DOWN = """
减少 下降 降低 减收 减支 减 下滑 降 回落 少 下跌 跌 低 缩减 压减 压缩 收窄 净减少 净减 净下降 降幅 减幅 负增长
低于 少于 缩小 精简 核减 下调 调减 减产 削减 少增 降幅达 减幅达 下降率 少收 少支 少产 少销 少用 少亏
"""
_SIGNS = dict.fromkeys(_UP.split(), 1) | dict.fromkeys(_DOWN.split(), -1)
_DIRECTION = re.compile(
    rf"(?P<word>{'|'.join(sorted(_SIGNS, key=len, reverse=True))})(?:了|额|数|额为|额达|幅度?)?"
    r"(?:为|是|达到?|约为?|近|将近|超过?|逾|不足|共计?|合计)?$"
)
_PAIRS = """
增加 减少 增长 下降 增幅 降幅 增收 减收 增支 减支 增 减 提高 降低 上涨 下跌 扩大 缩小 多 少 涨 跌 高 低
追加 调减 增产 减产 净增 净减 净增加 净减少 高于 低于 多收 少收 多支 少支
"""
_WORDS = _PAIRS.split()
OPPOSITES = {
    **dict(zip(_WORDS[1::2], _WORDS[::2], strict=True)),
    **dict(zip(_WORDS[::2], _WORDS[1::2], strict=True)),
    "上升": "下降",
    "提升": "下降",
    "调增": "调减",
    "下滑": "增长",
    "回落": "提高",
    "减幅": "增幅",
}
"""The word for the other direction (反义的增减词), for what a message proposes."""

_QUALIFIER = re.compile(
    r"(?:同比|环比|名义|实际|分别|平均|每年|年均|年平均|两年|三年|五年|[均也都各仍又再约共将已略净]|预计|累计|继续"
    r"|自然口径|(?:[按以]?(?:照|可比|同|相同)(?:口径|价格?)|按?不变价格?|剔除[^，。；]{1,20}?|扣除[^，。；]{1,20}?)(?:计算|核算|比较|后|因素)*)$"
)
_COMPARATOR = re.compile(
    r"(?:同比(?=[上去前]一?年|\d{4}年)|(?<![占同环可对相])比(?![重例率值])|(?<![为比])较(?![大多好快高低少])|[与和同](?=.{0,36}(?:相比|比较|对比)$))"
    r"(?P<with>.{1,40})$"
)
_REAL = re.compile("可比|同口径|相同口径|不变价|实际[增下提]|扣除|剔除|还原")
_YEARLY = re.compile("年均|年平均|平均|每年|年度?复合|翻")
_IN_NAME = re.compile(
    "[稳保促]增[长收]$|(?:^|其中|[、，])(?:用于)?(?:支持|促进|推[进动])(?:(?!支出|经费|投入|收入|[比较同])[一-龥])+$"
)
"""What money is for may be a change by its name: 支持服务能力提升80万元."""
_LAST = re.compile(r"^\d{4}年度?(?!末|底)")
_NEW = frozenset(
    ["新增", "净增", "净增加", "净增长", "净减", "净减少", "增量", "追加", "调增", "调减", "压减", "核减"]
)
_SCHEDULE = (
    ("年初", ("年初", "上年末", "上年底", "去年末", "去年底", "上年年末", "上年年底")),
    ("上月", ("环比", "上月", "上季", "上一季")),
    ("上年", ("同比", "上年", "去年", "同期", "上一年")),
    ("预算", ("预算", "计划", "任务", "目标")),
    ("平均", ("平均", "全国", "全省", "全市", "全区", "省均")),
)


class Comparand(Enum):
    """What a change is against (比较对象), as far as words that differ can mean the same."""

    UNSAID = ""
    YEAR_START = "年初"
    MONTH = "上月"
    BUDGET = "预算"
    OTHERS = "平均"
    LAST_YEAR = "上年"
    NAMED = "其他"


@dataclass(frozen=True, slots=True)
class Change:
    """By how much something changed (增减): the figure, its sign, what it is compared with, and of what.

    `comparator` is the phrase without 比, “上年同期”, empty where the clause names none; `subject` what
    stands before it, empty where the change is of what was spoken of before. `is_adjusted` says that the
    comparison is not that of the printed figures: 可比口径, 不变价; `is_yearly` that it is spread over
    years, 年均; `is_new` that what is added may be gross: 新增.
    """

    figure: Mention
    sign: int
    word: str
    comparator: str
    against: Comparand
    subject: str
    is_adjusted: bool
    is_yearly: bool
    is_new: bool
    back: int
    """How many characters before the figure its direction word begins."""

    def is_of(self, first: Change) -> bool:
        """Whether it is against the same as one told before it: 比年初增加…，同比增长… are not."""
        if self.against in (Comparand.UNSAID, first.against):
            return True
        if first.against is not Comparand.UNSAID:
            return False
        return self.against not in (Comparand.OTHERS, Comparand.YEAR_START)

    def is_net_of(self, rate: Change) -> bool:
        """Whether an amount is net, against what its rate is: 增长25.8%，净增6400万元."""
        return self.word.startswith("净") and not (self.comparator or rate.comparator)


@lru_cache(maxsize=16384)
def _read(lead: str) -> tuple[int, str, str, Comparand, str, bool, bool, bool, int] | None:
    lead = lead[-_LONGEST:]
    found = _DIRECTION.search(lead)
    if not found:
        return None
    head = lead[: found.start()].rstrip("，,、 ")
    before, comparator = _parted(head)
    qualifiers = head[len(before) :] if not comparator else head[head.find(comparator, len(before)) :]
    return (
        _SIGNS[found["word"]],
        found["word"],
        comparator,
        _against(comparator, qualifiers),
        before,
        bool(_REAL.search(lead)),
        bool(_YEARLY.search(lead[len(before) :])),
        found["word"] == "新增" or (found["word"] in _NEW and not comparator),
        len(lead) - found.start(),
    )


def _parted(head: str) -> tuple[str, str]:
    """The words before a direction word: the subject, and what is compared with."""
    while found := _QUALIFIER.search(head):
        head = head[: found.start()].rstrip("，,、 ")
    found = _COMPARATOR.search(head)
    if not found:
        return head, ""
    comparator = re.sub(r"(?:相比|比较|对比)?(?:同口径)?$", "", found["with"])
    before = head[: found.start()].rstrip("，,、 ")
    while found := _QUALIFIER.search(before):
        before = before[: found.start()].rstrip("，,、 ")
    return before, comparator


def _against(comparator: str, qualifiers: str) -> Comparand:
    words = comparator or qualifiers
    if comparator and _LAST.search(comparator):
        return Comparand.LAST_YEAR
    for name, signs in _SCHEDULE:
        if any(sign in words for sign in signs):
            return Comparand(name)
    return Comparand.NAMED if comparator else Comparand.UNSAID


@kept
def change_of(mention: Mention) -> Change | None:
    """The change that a figure of prose says, by the words right before it; none where it says none."""
    read = _read(mention.lead)
    if read is None or has_turned(mention):
        return None
    sign, word, comparator, against, subject, is_adjusted, is_yearly, is_new, back = read
    is_money = mention.kind is Kind.AMOUNT or (mention.scale and not mention.unit)
    if is_money and not comparator and _IN_NAME.search(mention.lead):
        return None
    is_adjusted = is_adjusted or _was_announced(mention)
    if mention.mantissa < 0:
        sign = -sign
    return Change(mention, sign, word, comparator, against, subject, is_adjusted, is_yearly, is_new, back)


def _was_announced(mention: Mention) -> bool:
    """Whether the clause before says how the comparison was made: “按可比价格计算，增长7.7%”."""
    clause = mention.clause
    if clause is None or not clause.number or clause.mentions[0] is not mention:
        return False
    before = clause.sentence.clauses[clause.number - 1]
    return not before.mentions and before.end - before.start < 30 and _REAL.search(before.text) is not None

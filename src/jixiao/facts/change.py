"""Changes (增减): figures that say by how much something rose or fell, and against what.

“比上年增加20亿元” is a change of +20亿元 against 上年; “下降3.1%” one of −3.1 % against whatever the sentence
compares with. “增至”, “提高到” give the new value and are no change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jixiao.facts.mention import Mention

_UP = """
增加 增长 增幅 增收 增支 增 上升 提高 提升 上涨 扩大 多 涨 高 上浮 新增 净增加 净增 增多 增速 高于
增长率 涨幅
"""
_DOWN = """
减少 下降 降低 减收 减支 减 下滑 降 回落 少 下跌 跌 低 缩减 压减 压缩 收窄 净减少 净减 降幅 减幅 负增长
低于 缩小 核减 下调
"""

_SIGNS = dict.fromkeys(_UP.split(), 1) | dict.fromkeys(_DOWN.split(), -1)
_DIRECTION = re.compile(
    rf"(?P<word>{'|'.join(sorted(_SIGNS, key=len, reverse=True))})(?:了|额|数|额为|额达|幅度)?"
    r"(?:为|是|达到?|约为?|近|将近|超过?|逾|不足|共计?|合计)?$"
)
_COMPARATOR = re.compile(
    r"(?P<subject>.*?)(?P<comparator>(?:同比|环比|同期|[比较与](?![重例])[^，。；]{1,40}?|同口径|可比口径|按[^，。；]{2,20}?(?:计算|口径)|名义|实际"
    r"|相比|分别|[均也都各仍又再共约已将]){0,4})$"
)
_REAL = re.compile("可比|同口径|不变价|实际增|扣除|剔除|还原|年均|平均每年|翻")


@dataclass(frozen=True, slots=True)
class Change:
    """By how much something changed (增减): the figure, its sign, what it is compared with, and of what.

    `comparator` is the phrase, “比上年同期”, empty where the clause names none; `subject` what stands before
    it, empty where the change is of what was spoken of before. `is_adjusted` says that the comparison is not
    that of the printed figures: 可比口径, 不变价, 年均.
    """

    figure: Mention
    sign: int
    word: str
    comparator: str
    subject: str
    is_adjusted: bool


@lru_cache(maxsize=8192)
def _read(lead: str) -> tuple[int, str, str, str, bool] | None:
    found = _DIRECTION.search(lead)
    if not found:
        return None
    before = lead[: found.start()].rstrip("，,、 ")
    parts = _COMPARATOR.fullmatch(before)
    subject, comparator = (parts["subject"], parts["comparator"]) if parts else (before, "")
    return _SIGNS[found["word"]], found["word"], comparator, subject, bool(_REAL.search(lead))


def change_of(mention: Mention) -> Change | None:
    """The change that a figure of prose says, by the words right before it; none where it says none."""
    read = _read(mention.lead)
    if read is None:
        return None
    sign, word, comparator, subject, is_adjusted = read
    if mention.mantissa < 0:
        sign = -sign
    return Change(mention, sign, word, comparator, subject, is_adjusted)

"""Levels (水平数): the figures of a paragraph that say how much there is, and how each joins the one before.

A level has a name (基本支出) and follows the level before by a mark (、 ， ； 。); where the words say so, as
the first of its parts: 其中, 包括, a parenthesis right behind the figure. Changes, rates, shares, prices,
averages and the figures that another one is merely compared with are no levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import groupby

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.naming.naming import named
from jixiao.facts.naming.turn import stands_beside
from jixiao.numerals.token import Kind, Slack

_KINDS = frozenset([Kind.AMOUNT, Kind.COUNT])
_NOT_ADDED = frozenset(
    [
        "年",
        "月",
        "日",
        "天",
        "周",
        "岁",
        "周岁",
        "个月",
        "小时",
        "分钟",
        "周年",
        "季度",
        "度",
        "摄氏度",
        "毫米",
    ]
)
_OF_AIR = re.compile("(?:优|良|污染|达标)(?:天数)?[为达共有是]*$")
"""Days that are counted, not lasting: 优良天数320天，其中优112天."""
_NET = re.compile("[顺逆]差|净|结余|差额|利润|盈|亏|增量|增减")
_PER_HEAD = "元/人"
_INCOMES = re.compile("人均(?:可支配收入|工资性收入|经营净?收入|财产净?收入|转移净?收入)(?:为|达到?)?$")
"""What people live on per head, and the four kinds of it."""
_PERSONS = frozenset(["人", "名", "位"])
_NO_LEVEL = re.compile(
    "人均|均[^衡]{0,6}$|平均|每|单价|标准为?$|占|比重|(?:比率|比例|率)[为达是]?$"
    "|[比较由从自](?:上年|去年|年初|同期|预算)?的?$|同期|去年(?:同期)?的?$|上年(?:同期|的|完成|执行)?数?的?$"
    "|提高到|下降到|降到|升至|降至|增至|增加到|减少到|扩大到|调整[为到]|不低于|不少于|不超过|最[高低多少大小]"
    "|[比较][^，。；]{0,14}(?:节约|节省|节支)[^，。；]{0,4}$|短收|超收|减收|增收|欠收|超过了?$|[零〇○一二三四五六七八九十百千]点$|[零〇○]$|目标|任务|限价|起点|折合|相当于|翻|突破"
)
_AWARDED = re.compile(r"[，,（(、]?(?:实际|自评|评价)?得(?!分率)")
"""Behind full marks: what was awarded of them, 投入15分得14.5分."""
_BASE = re.compile(r"(?:的|[，、（(]?(?:占|完成|为))?(?:百分之|\d)")
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
"""What parentheses say between two figures takes nothing apart: 其他投资（包括移民补偿等）."""
_AMONG = re.compile("其\n?中|这(?:其中|里面)")
_INTO = re.compile("包括|包含|分为|(?<![包内])含")
BY_KIND = re.compile("[按从分][^，。；：]{1,8}(?:[分看]|统计|划分|分类(?:科目)?|分组)(?=[，：,:])")
"""What opens a list of kinds: 分产业看, 按经营地分."""
_JOINING = re.compile("[中里包含分看计：:]")
"""A sign that all words hold by which parts join their whole, told by what they say of it."""
_FLOWS = frozenset(["新增", "提升", "增"])
_BEHIND = re.compile("[^，。；、：（(\\n]{1,8}")
_TOLD = re.compile(r"[\s\d—－.-]*(?:在?这?其\n?中|[^。，]{0,12}其中)")
_RIGHT_BEHIND = re.compile("[^、，；。：占（(]{0,6}[（(]")
_TOTAL = re.compile("合计|总计|共计|总量|总财力|总收入|总支出|一共|共办结|奖牌总数")
_TRIM = re.compile(
    r"^(?:其中|包括|包含|含|另外?|分别为|分别是|一是|二是|三是|四是|五是|六是|以及|和|及|与|[、，,：:；;\s“”\"（(]|\d{1,2}[.．、])+"
)
_SAID = re.compile(
    r"(?:拟|预计|共|约|累计|实际|全年|当年)*(?:安排|完成|实现|下达|发行|达到?|为|是|有|分配|[:：\s])*$"
)


class Joined(IntEnum):
    """How a level follows the one before (与前一数的关系)."""

    BESIDE = 0
    """As its neighbour."""
    AMONG = 1
    """As the first of what is 其中."""
    INTO = 2
    """As the first of what it 包括, 分为, 由…组成."""
    APART = 3
    """As the first in a parenthesis right behind it."""
    LISTED = 4
    """As the first behind a colon right behind it."""
    LATER = 5
    """As the first of what is 其中, but of something that was said without a figure in between."""
    KINDS = 6
    """As the first of the kinds that a sentence tells apart: 分产业看, 按经营地分."""


@dataclass(slots=True, eq=False)
class Level:
    """A figure that says how much there is (水平数); `mark` 1 to 4: the strongest of 、，；。 before it."""

    figure: Mention
    words: str
    joined: Joined
    mark: int
    depth: int
    between: str
    unit: str
    """Its unit, one word for all words that count persons; 元 where 万 stands alone among amounts."""
    number: int
    """Which one of its paragraph it is, from 0."""
    after: str
    """What follows the figure up to a mark: “5件正在办理”."""
    is_total: bool
    """Whether its words say that it adds up what stands around it: 合计, 共计, 收入总计."""

    @property
    def paragraph(self) -> int:
        """Where its paragraph begins."""
        clause = self.figure.clause
        assert clause, "levels stand in sentences"
        return clause.sentence.block.start

    @property
    def name(self) -> str:
        """What it is the amount of, without verbs and list words."""
        return named(self.words)

    @property
    def told(self) -> str:
        """Its name as a reader is told it: with 额 and 数, and with both quotation marks."""
        words = _TRIM.sub("", self.words)
        is_cut = words.count("”") > words.count("“") and self.words.removesuffix(words).endswith("“")
        return _SAID.sub("", f"“{words}" if is_cut else words)

    @property
    def may_be_net(self) -> bool:
        """Whether it is a difference or an average, of which a part may be more than all: 顺差."""
        return self.is_average or _NET.search(self.words) is not None

    @property
    def is_average(self) -> bool:
        """Whether it is one per head, which only what it consists of adds up to: 人均可支配收入."""
        return self.unit == _PER_HEAD


@lru_cache(maxsize=8192)
def _says_total(words: str) -> bool:
    return _TOTAL.search(words) is not None


def _mark_in(between: str) -> int:
    """How strong the strongest mark is that parts two figures: 4 a full stop, 1 、, 0 none."""
    if "。" in between or "\n" in between or "！" in between:
        return 4
    if "；" in between or ";" in between:
        return 3
    if "，" in between or "：" in between or "," in between or ":" in between:
        return 2
    return 1 if "、" in between else 0


@lru_cache(maxsize=8192)
def _says_no_level(lead: str) -> bool:
    return _NO_LEVEL.search(lead) is not None


def fitting(whole: Level, readings: Sequence[tuple[Level, ...]]) -> tuple[Level, ...] | None:
    """The first reading that adds up."""
    return next((each for each in readings if adds_up(whole, each)), None)


def adds_up(whole: Level, parts: Sequence[Level]) -> bool:
    """Whether two parts or more may add up to the whole, by the digits that are printed."""
    if len(parts) < 2:
        return False
    figure = whole.figure
    low = high = 0
    exact = figure.is_exact
    for part in parts:
        least, most = part.figure.denoted
        low, high = low + least, high + most
        exact = exact and part.figure.is_exact
    wanted = figure.denoted if exact else figure.allowed
    return low <= wanted.high and wanted.low <= high


def paragraphs_of(sentences: Sequence[Sentence], text: str) -> Iterator[list[Level]]:
    """The levels of each paragraph that has any, in order."""
    for _, own in groupby(sentences, key=lambda each: id(each.block)):
        levels = list(_levels(own, text))
        if levels:
            yield levels


def _levels(sentences: Iterable[Sentence], text: str) -> Iterator[Level]:
    last: Mention | None = None
    was_money = False
    number = 0
    for sentence in sentences:
        for mention in sentence.mentions:
            if not _is_level(mention, text):
                continue
            assert mention.clause
            start = last.end if last else sentence.start
            between = text[start : mention.start]
            depth = mention.clause.depth
            mark = _mark_in(between) if last else 4
            behind = _BEHIND.match(text, mention.end)
            after = behind.group() if behind else ""
            unit = "人" if mention.unit in _PERSONS else mention.unit
            if not unit and mention.scale and (mention.kind is Kind.AMOUNT or was_money):
                unit = "元"
            was_money = unit == "元"
            if mention.unit == "元" and _INCOMES.search(mention.lead):
                unit = _PER_HEAD
            if unit == "个" and text.startswith("人次", mention.end):
                unit = "人次"
            yield Level(
                mention,
                mention.lead,
                _joined(last, mention, between),
                mark,
                depth,
                between,
                unit,
                number,
                after,
                _says_total(mention.lead),
            )
            number += 1
            last = mention


def _is_level(mention: Mention, text: str) -> bool:
    if mention.kind not in _KINDS:
        return False
    if mention.unit in _NOT_ADDED and not (mention.unit == "天" and _OF_AIR.search(mention.lead)):
        return False
    if mention.unit == "分" and _AWARDED.match(text, mention.end):
        return False
    if mention.slack and mention.slack & Slack.MORE and mention.text.endswith("以上"):
        return False
    if _INCOMES.search(mention.lead):
        return change_of(mention) is None
    lead = mention.lead.removesuffix("率") if mention.unit == "分" else mention.lead
    if _says_no_level(lead) or stands_beside(mention):
        return False
    change = change_of(mention)
    if change and (mention.kind is not Kind.COUNT or change.word not in _FLOWS or change.comparator):
        return False
    return not _BASE.match(text, mention.end) or text[mention.end] not in "的占完为"


def _joined(last: Mention | None, mention: Mention, between: str) -> Joined:
    if last is None or mention.clause is None or last.clause is None:
        return Joined.BESIDE
    if "（" in between or "(" in between:
        between = _ASIDE.sub("", between)
    if not _JOINING.search(between):
        return Joined.APART if _is_apart(last, mention, between) else Joined.BESIDE
    if _opens(_AMONG, between, "；;。"):
        _, stop, rest = between.rpartition("。")
        return Joined.AMONG if not stop or _TOLD.match(rest) else Joined.LATER
    if _is_apart(last, mention, between):
        return Joined.APART
    if _opens(BY_KIND, between, "；;。"):
        return Joined.KINDS
    if "。" not in between and _opens(_INTO, between, "；;。，"):
        return Joined.INTO
    if between[:1] in ("：", ":") and not re.search("[；;。，]", between):
        return Joined.LISTED
    return Joined.BESIDE


def _is_apart(last: Mention, mention: Mention, between: str) -> bool:
    """Whether a parenthesis right behind the figure before takes it apart."""
    first, then = last.clause, mention.clause
    return bool(first and then and then.depth > first.depth and _RIGHT_BEHIND.match(between))


def _opens(word: re.Pattern[str], between: str, marks: str) -> bool:
    """Whether the words open the parts: they stand there with none of the marks behind them."""
    found = word.search(between)
    if not found:
        return False
    after = between[found.end() :].lstrip("：:，, \n")
    return not any(mark in after for mark in marks)

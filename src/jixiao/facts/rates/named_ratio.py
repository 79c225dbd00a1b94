"""Ratios with a name of their own (专名比率): 城镇化率, 审减率, 节约率, 资产负债率, 办结率, 合格率.

Each name says what is divided by what; the figures are found by their own words, nearby.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import VALUES, Kind

_NAMED = re.compile("率|面(?:为|达到?)?$|存贷比|贷存比|税收?占?比")
_BIRTHS = re.compile("(?<!新)出生率(?:为|是)?$")
_DEATHS = re.compile("(?<!婴儿)(?<!新生儿)(?<!儿童)死亡率(?:为|是)?$")
_NATURAL = re.compile("自然增长率(?:为|是)?$")
_VERB = re.compile(r"(?P<verb>[一-龥]{2,4})率(?:为|达到?|是)?")
_SPREAD = re.compile("(?:增长|盈利|亏损|下降|上涨|达标|增产)面(?:为|达到?)?")
_WITHIN = re.compile("[^，。；]{0,12}中(?:，|,|有)")
_PERSONS = frozenset(["人", "名", "位"])
_TERMS = 2
_ADVERB = 3
"""Characters before a verb that hold no subject of its own: 已办结, 经审查立案; not 高考一本上线."""
_AT_TIMES = re.compile("新增|累计|当年|本年|按期|及时|一次")
_IN_TIME = re.compile("按期|按时|及时|限时|一次|首次|当日|当场|提前")
_OF_EACH = re.compile("每|人均|户均|平均")
"""Words before a figure that is told of each one, and so is no whole: 每村发放问卷15份."""
_LEFT = frozenset(["结转", "结余", "剩余", "节余"])
_SPENT = re.compile("(?:支出|支付|执行数?|使用)[^，。；]{0,4}$")
_NOT = ("未", "不", "没", "没有", "尚未", "非")
_AMOUNT = (
    r"(?:金额|总额|数额|总数|数|额|资金|总值|总计|合计|案件|事项|问题|隐患|样品|批次|为|是|达到?|共计?|约)*$"
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    is_sure: bool


def _pattern(name: str, rate: str, part: str, whole: str, *, is_sure: bool = True) -> _Pattern:
    ending = r"(?:分别)?(?:为|达到?|是|约|仅为)?$"
    return _Pattern(
        name,
        re.compile(rf"(?:{rate}){ending}"),
        re.compile(rf"(?:{part}){_AMOUNT}"),
        re.compile(rf"(?:{whole}){_AMOUNT}"),
        is_sure,
    )


_PATTERNS = (
    _pattern(
        "城镇化率",
        "(?<!户籍)(?<!户籍人口)城[镇市]化率(?:水平)?(?:（[^）]*）)?",
        "城镇(?:常住)?人口|居住在城镇的?人口|城镇(?=为|$)",
        "(?<!城镇)(?<!乡村)(?<!农村)常住(?:总)?人口|(?<!户籍)总人口",
    ),
    _pattern("审减率", "[审核]减率|综合审减率", "[审核]减", "送审|报审|申报|评审"),
    _pattern(
        "节约率",
        "节约率|节支率|节资率",
        "节约|节支|节省",
        "预算(?:规模|执行)?|控制价|计划采购|采购计划",
    ),
    _pattern("资产负债率", "资产负债率", "负债", "(?<!净)(?<!固定)资产"),
    _pattern(
        "办结率",
        "办结率",
        "办结(?!率)(?:完成)?",
        "(?:受理|接收|收到|接到|交办|转办)[^，。；]{0,12}",
        is_sure=False,
    ),
    _pattern(
        "整改率",
        "整改率|整改完成率",
        "(?<!限期)(?<!正在)(?<!未)(?:完成)?整改(?:完成|到位)?",
        "发现的?|查出的?|排查(?:出)?的?",
        is_sure=False,
    ),
    _pattern(
        "回收率",
        "(?:有效)?回收率",
        "(?:收回|回收)(?:有效)?(?:调查)?(?:问卷)?|有效问卷",
        "(?:发放|发出)[^，。；]{0,10}",
    ),
    _pattern(
        "满意率",
        "(?<!不)满意率",
        "(?<!不)满意的?(?:有|为)?",
        "(?:收回|回收|参加|参与|发放)[^，。；]{0,10}",
        is_sure=False,
    ),
    _pattern(
        "税收占比",
        "税收?占?比|税收收入占比",
        "(?<!非)税收(?:收入)?",
        "(?:一般|公共)?(?:公共)?(?:财政)?预算收入|财政收入|地方级?收入",
        is_sure=False,
    ),
    _pattern("结案率", "(?<!限内)结案率", "审?执?结案?|审结|结案", "受理[^，。；]{0,8}", is_sure=False),
    _pattern("亏损面", "亏损面", "亏损企业", "规模以上工业企业|规上(?:工业)?企业"),
    _pattern("存贷比", "(?<!新增)(?<!增量)(?:存贷比|贷存比)", "贷款余额", "存款余额"),
    _pattern("赔付率", "赔付率", "赔付支出|赔款支出|赔付", "保费收入"),
    _pattern(
        "支付率",
        "(?:支付|拨付|兑付|资金使用)率",
        "(?:支付|拨付|兑付|支出|使用)",
        "(?:安排|下达|到位)[^，。；]{0,8}",
        is_sure=False,
    ),
    _pattern("到位率", "到位率", "到位(?:财政|项目|专项)?", "预算(?:安排)?|计划|应到位|下达"),
    _pattern("得分率", "得分率", "得分?", "满分|分值|标准分|权重", is_sure=False),
    _pattern("问卷有效率", "有效率", "有效(?:调查)?问卷", "(?:收回|回收)(?:调查)?(?:问卷)?"),
    _pattern("营业收入利润率", "营业收入利润率", "利润总", "营业收入"),
    _pattern("合格率", "合格率", "(?<!不)合格", "(?:抽检|抽查|检测|抽样|监测)[^，。；]{0,6}"),
)


@dataclass(frozen=True, slots=True)
class NaturalGrowth:
    """The rate of natural increase with the rates of births and deaths (人口自然增长率)."""

    rate: Mention
    births: Mention
    deaths: Mention


def natural_growths_of(sentences: Iterable[Sentence]) -> Iterator[NaturalGrowth]:
    """Where a sentence tells births, deaths and natural increase, all in the same unit."""
    for sentence in sentences:
        births: Mention | None = None
        deaths: Mention | None = None
        for mention in sentence.mentions:
            if mention.kind not in (Kind.PERMILLE, Kind.PERCENT):
                continue
            lead = mention.lead[-16:]
            if _BIRTHS.search(lead):
                births, deaths = mention, None
            elif _DEATHS.search(lead):
                deaths = mention
            elif births and deaths and _NATURAL.search(lead) and births.unit == deaths.unit == mention.unit:
                yield NaturalGrowth(mention, births, deaths)


@dataclass(frozen=True, slots=True)
class NamedRatio:
    """A ratio with a name and its two terms (专名比率); `is_sure` says that nothing else could be meant."""

    rate: Mention
    part: Mention
    whole: Mention
    name: str
    is_sure: bool


def named_ratios_of(sentences: Iterable[Sentence]) -> Iterator[NamedRatio]:
    """The ratios with a name of a document whose terms are printed in the same paragraph."""
    values: list[Mention] = []
    block: object = None
    for sentence in sentences:
        if sentence.block is not block:
            block = sentence.block
            values.clear()
        for mention in sentence.mentions:
            if mention.kind in VALUES:
                if change_of(mention) is None:
                    values.append(mention)
            elif mention.kind is Kind.PERCENT and _NAMED.search(mention.lead[-12:]):
                for it in _ratio(mention, values[-12:], sentence):
                    if not _is_of_a_part(it, sentence):
                        yield replace(it, is_sure=it.is_sure and _are_alike_in_time(it))


def _ratio(rate: Mention, values: list[Mention], sentence: Sentence) -> Iterator[NamedRatio]:
    if rate.text.endswith(("以上", "以下", "以内")):
        return
    lead = rate.lead[-40:]
    pattern = next((each for each in _PATTERNS if each.rate.search(lead)), None)
    if pattern is None:
        yield from _by_verb(rate, sentence)
        return
    values = [each for each in values if not _OF_EACH.search(each.lead[-12:])]
    parts = [each for each in values if pattern.part.search(each.lead[-40:])]
    wholes = [each for each in values if pattern.whole.search(each.lead[-40:]) and each not in parts]
    parts = [each for each in parts if any(each.unit == whole.unit for whole in wholes)]
    if not parts:
        yield from _by_verb(rate, sentence)
        return
    part = parts[-1]
    fitting = [each for each in wholes if each.unit == part.unit]
    whole = fitting[-1]
    near = part.clause is not None and part.clause.sentence.number >= sentence.number - 1
    is_sure = pattern.is_sure and len(parts) == len(fitting) == 1 and near
    is_one = len(parts) == len(fitting) == 1 and _is_in(sentence, whole)
    is_sure = is_sure or (not pattern.is_sure and (is_one or _are_told_together(whole, part, rate, sentence)))
    yield NamedRatio(rate, part, whole, pattern.name, is_sure)


def _by_verb(rate: Mention, sentence: Sentence) -> Iterator[NamedRatio]:
    """A rate that is called by what was done with its part: “提出建议96条，被采纳91条，采纳率94.8%”."""
    found = _VERB.fullmatch(rate.lead)
    if found:
        verb = found["verb"]
        row = _done_before(rate, sentence, verb)
        if row:
            whole, part = row
            is_bare = len(part.lead) - len(verb) <= _ADVERB and not _AT_TIMES.search(part.lead)
            is_bare = is_bare and part.clause is not None and part.clause.mentions[0] is part
            yield NamedRatio(rate, part, whole, f"{verb}率", is_sure=is_bare)
    elif _SPREAD.fullmatch(rate.lead):
        values = _row_before(rate, sentence)
        if len(values) > 1 and _WITHIN.match(sentence.source, values[-2].end, values[-1].start):
            yield NamedRatio(rate, values[-1], values[-2], rate.lead, is_sure=True)


def _done_before(rate: Mention, sentence: Sentence, verb: str) -> tuple[Mention, Mention] | None:
    """Of how many something was done and to how many, where no others of their unit stand before."""
    values = _values_before(rate, sentence)
    part = next((each for each in reversed(values) if _was_done(each.lead, verb)), None)
    if part is None or any(
        each.is_percent and part.end < each.start < rate.start for each in sentence.mentions
    ):
        return None
    start = sentence.source.rfind("；", sentence.start, part.start)
    row = [each for each in values if _counted(each) == _counted(part) and each.start <= part.start]
    row = [each for each in row if each is part or not each.lead.startswith("其中")]
    if len([each for each in row if each.start > start]) > 1:
        row = [each for each in row if each.start > start]
    if len(row) != _TERMS or row[0].lead.endswith(verb):
        return None
    if verb.startswith(_NOT) and verb[-1] in row[0].lead and "应" not in row[0].lead:
        return None  # 逮捕25人，不捕24人，不捕率: of both together
    if verb in _LEFT and _SPENT.search(row[0].lead):  # what is left is no part of what was spent
        return None
    return row[0], part


def _counted(figure: Mention) -> str:
    """Its unit, one word for all words that count persons: 编制3,486名, 缺编184人."""
    return "人" if figure.unit in _PERSONS else figure.unit


def _was_done(lead: str, verb: str) -> bool:
    """Whether the words before a figure say that it is what was done, not what was left undone: 未整改."""
    return lead.endswith(verb) and not lead.removesuffix(verb).endswith(_NOT)


def _is_of_a_part(it: NamedRatio, sentence: Sentence) -> bool:
    """Whether a rate is that of what is 其中 and told behind its part, or of what was done in time alone."""
    if _IN_TIME.search(it.rate.lead) and not _IN_TIME.search(it.part.lead):
        return True
    return _is_in(sentence, it.part) and sentence.source.find("其中", it.part.end, it.rate.start) >= 0


def _are_alike_in_time(it: NamedRatio) -> bool:
    """Whether part and rate both say that all of it was done in time, or neither does."""
    return bool(_IN_TIME.search(it.part.lead)) == bool(_IN_TIME.search(it.rate.lead))


def _is_in(sentence: Sentence, figure: Mention) -> bool:
    return figure.clause is not None and figure.clause.sentence is sentence


def _are_told_together(whole: Mention, part: Mention, rate: Mention, sentence: Sentence) -> bool:
    """Whether whole, part and rate are three figures in a row: “发现问题120个，整改到位93个，整改率77.5%”."""
    row = _row_before(rate, sentence)
    return len(row) > 1 and row[-1] is part and row[-2] is whole


def _row_before(rate: Mention, sentence: Sentence) -> list[Mention]:
    """The values before a rate, without what parentheses hold, in the unit of the last count."""
    values = _values_before(rate, sentence)
    counts = [each for each in values if each.kind is Kind.COUNT]
    unit = (counts or values)[-1].unit if values else ""
    return [each for each in values if each.unit == unit]


def _values_before(rate: Mention, sentence: Sentence) -> list[Mention]:
    """The values of a sentence before a rate, without what parentheses hold."""
    depth = rate.clause.depth if rate.clause else 0
    return [
        each
        for each in sentence.mentions
        if each.start < rate.start
        and each.kind in VALUES
        and each.clause
        and each.clause.depth <= depth
        and change_of(each) is None
    ]

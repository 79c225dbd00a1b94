"""Ratios of what is and what should be (应有与实有之比): 参训率, 收缴率, 满意率 and others without a list.

“应参加60人，实际参加54人，参训率90%”: words say which figure is due and which is so. “收回问卷190份……。其中
满意180份，满意率94.74%”: the whole stands in the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.rates.named_ratio import NamedRatio
from jixiao.numerals.token import VALUES, Kind

_MOST = 12
"""Figures before a rate among which its terms are looked for."""
_PERSONS = {"名": "人", "位": "人"}
_NAME = re.compile(
    r"(?:其中|总体|整体|综合|群众|居民|服务对象|问卷|预算|资金|培训|会议|人员)*(?P<verb>[一-龥]{2,4})率(?:为|达到?|是)?"
)
_OTHER_RATES = re.compile(
    "执行|完成|增长|下降|进度|利用|占有|覆盖|平均|贡献|得分|周转|报酬|收益|负债|税|毛利|利|汇|检出|发现|违|超标|不合格|阳性|破"
    "|发病|事故|逾期|投诉|差错|退|流失|欠|未|漏|缺|空置|失业|淘汰|拒"
)
_ATTENDED = re.compile("出席|出勤|到会|到课|到岗|到场|参训|参会|参与|签到")
_ATTENDS = re.compile("到|参|出席|出勤")
_DUE = re.compile("^[^，。]{0,12}?(?:应|须|需要?|计划|核定|报名|登记在册|在册)")
_SO = re.compile("实际|^实|已经?|实[到缴收检查参交有付]|完成")
_PARTLY = re.compile("新增|累计|当年|本年|按期|及时|一次|其中|另有|未|不")
_RETURNED = re.compile("收回|回收|有效")
_BASES = (
    (re.compile("满意|好评|知晓|支持|认可"), re.compile("收回|回收|有效|受访|调查|回访|参加|参与|访谈|测评")),
    (re.compile("合格|达标|优良"), re.compile("抽查|抽检|检查|检测|监测|抽样")),
    (
        re.compile("办结|解决|整改|处置|答复|化解|审结|结案"),
        re.compile("受理|接到|办理|收到|交办|发现|排查出|查出"),
    ),
    (re.compile("回收|收回|有效"), re.compile("发放|发出|收回")),
    (re.compile("就业|结业|取证|通过|上岗"), re.compile("培训|参加|参训|考试|学员")),
)
"""Of which whole a rate is, by its name: those who answered, not those who were asked."""
_VERB_AFTER = 3
_AMONG = re.compile("[^，。；]{0,8}[中里内][，,]?(?:有|其中)?")
_TRIMMED = re.compile(
    "(?:人数|户数|天数|件数|份数|数量|面积|总数|金额|总额|数|额|的|了|有|为|达|共|是|约|的有)+$"
)


def due_ratios_of(sentences: Iterable[Sentence]) -> Iterator[NamedRatio]:
    """The ratios whose terms say 应 and 实, or whose whole stands in the sentence before."""
    before: Sentence | None = None
    for sentence in sentences:
        if sentence.mentions:
            for number, mention in enumerate(sentence.mentions):
                if number and mention.kind is Kind.PERCENT and (verb := _verb(mention.lead)):
                    own = sentence.mentions[max(0, number - _MOST) : number]
                    yield from _ratio(mention, verb, own, before)
            before = sentence


@lru_cache(maxsize=4096)
def _verb(lead: str) -> str:
    """What a rate is the rate of, by its name; empty where it is no such rate."""
    if "率" not in lead[-4:]:
        return ""
    found = _NAME.fullmatch(lead)
    return found["verb"] if found and not _OTHER_RATES.search(found["verb"]) else ""


def _ratio(rate: Mention, verb: str, own: Sequence[Mention], before: Sentence | None) -> Iterator[NamedRatio]:
    if rate.text.endswith(("以上", "以下", "以内")) or change_of(rate) is not None:
        return
    row = _values(own)
    last = max((each.end for each in own if each.is_percent), default=0)
    if not row or row[-1].end < last:
        return
    part = row[-1]
    wholes = [each for each in row[:-1] if _unit(each) == _unit(part)]
    name = f"{verb}率"
    if wholes:
        whole = wholes[-1]
        are_due = _DUE.search(whole.lead) and _SO.search(part.lead) and not _PARTLY.search(part.lead)
        if are_due and _names(verb, whole.lead + part.lead):
            yield NamedRatio(rate, part, whole, name, is_sure=whole is row[-2])
        elif _is_of(verb, part.lead) and not _is_of(verb, whole.lead):
            yield NamedRatio(rate, part, whole, name, is_sure=False)
        elif _is_told_behind(verb, part, rate) and _is_of_them(whole, part):
            yield NamedRatio(rate, part, whole, name, is_sure=whole is row[-2])
        return
    block = rate.clause.sentence.block if rate.clause else None
    if before is None or before.block is not block or not _is_of(verb, part.lead):
        return
    if len(row) > 1 or _PARTLY.search(part.lead.removeprefix("其中")):
        return
    told = [each for each in _values(before.mentions[-_MOST:]) if _unit(each) == _unit(part)]
    returned = [each for each in told if _RETURNED.search(each.lead)]
    if len(told) == 1 or len(returned) == 1:
        whole = (returned or told)[0]
        is_sure = any(rate_of.search(verb) and of.search(whole.lead) for rate_of, of in _BASES)
        yield NamedRatio(rate, part, whole, name, is_sure)


def _is_told_behind(verb: str, part: Mention, rate: Mention) -> bool:
    """Whether what a rate is called by stands behind its part, before its own name: 114名表示满意，满意率."""
    source = part.clause.sentence.source if part.clause else ""
    after = source[part.end : min(part.end + len(verb) + _VERB_AFTER, rate.start - len(rate.lead))]
    return verb in after and not _PARTLY.search(after.partition(verb)[0])


def _is_of_them(whole: Mention, part: Mention) -> bool:
    """Whether words behind the whole say that the part is one of it: 120名居民中，."""
    source = part.clause.sentence.source if part.clause else ""
    return _AMONG.match(source, whole.end, part.start) is not None


def _names(verb: str, words: str) -> bool:
    """Whether a rate is called by what its terms say: 参训率 of 参加培训, 出席率 of 应到 and 实到."""
    if _ATTENDED.search(verb) and _ATTENDS.search(words):
        return True
    return any(character in words for character in verb)


def _values(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The values among figures, without those in parentheses, changes and approximate ones."""
    return [
        each
        for each in mentions
        if each.kind in VALUES
        and not each.slack
        and each.clause
        and not each.clause.depth
        and change_of(each) is None
    ]


def _unit(figure: Mention) -> str:
    return _PERSONS.get(figure.unit, figure.unit)


def _is_of(verb: str, lead: str) -> bool:
    """Whether the words before a value end with what the rate is called by: 优良天数 of 优良率."""
    return _TRIMMED.sub("", lead).endswith(verb)

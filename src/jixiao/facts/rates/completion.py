"""Completion (完成率): rates that say how much of a budget, plan or task was done, and of which one.

“年初预算100亿元，实际完成98亿元，为预算的98%”: the words before the rate name the denominator, the figures
before it are told apart by their own words. A budget that stands in a name alone (一般公共预算收入) is none.

One vocabulary of budgets serves rates and orderings alike: hence its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import groupby

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.naming.naming import named
from jixiao.numerals.token import Kind

_VALUES = frozenset([Kind.AMOUNT, Kind.COUNT])
_RATES = frozenset([Kind.PERCENT, Kind.PERMILLE, Kind.MULTIPLE])
_LONGEST = 60


class Basis(Enum):
    """Which denominator words name (分母口径)."""

    ORIGINAL = "年初预算"
    ADJUSTED = "调整后预算"
    BUDGET = "预算"
    PLAN = "计划"
    FUNDS = "到位资金"


_AMOUNT = (
    r"(?:数额|总额|总数|金额|额度|数|额|资金|总量|量|值|合计|总计|指标|安排|批复|下达|核定"
    r"|为|是|共计?|达|约|即|[：:“”])*"
)
_ADJUSTED = re.compile(
    rf"(?:(?:调整|变动|变更|修正)后?(?:的)?[^，。；]{{0,16}}?(?:预算|资金|支出|收入|金额|指标){_AMOUNT}(?:支出|收入)?{_AMOUNT}"
    rf"|预算(?:支出|收入|数|总额|金额)?(?:调整|变动|变更)(?:数|后)?(?:的)?{_AMOUNT}[至到]?|预算数?调整[为至到]|^(?:执行中|年中|后)?[^，。；]{{0,12}}?调整(?:后)?(?:为|至|到)|全年预算{_AMOUNT})$"
)
_ORIGINAL = re.compile(
    rf"(?:批准的[^，。；]{{0,40}}预算(?:收入|支出){_AMOUNT}|年初(?:的|部门|单位)?[^，。；]{{0,14}}?(?:预算|批复|安排)(?:支出|收入)?{_AMOUNT}|年初数{_AMOUNT}|初始预算{_AMOUNT})$"
)
_FUNDS = re.compile(rf"(?:到位(?:的)?(?:财政|项目|专项)?(?:资金|金额|数|经费)?{_AMOUNT}|资金到位{_AMOUNT})$")
_PLANNED = re.compile(r"计划(?!生育|单列)(?:新|改|建|完|实|安|培|治|种|修|整|清|拆|发)[^，。；完率]{0,14}$")
_INSIDE = re.compile(
    r"(?:完成了?|为|占|达到?|相当于)(?P<base>[^，。；为占]{0,16}?(?:预算|计划|任务|目标|指标)(?:数额|总额|数|额|量|值)?)$"
)
_PLAN = re.compile(
    rf"(?:计划|任务|目标)(?:完成|投资|投入|实施|改造|建设|新建|安排|新增|任务)?(?:改造|建设)?{_AMOUNT}(?:不[低少]于)?$"
)
_BUDGET = re.compile(
    rf"预算{_AMOUNT}$|预算(?:资金|金额)?(?:安排|支出安排){_AMOUNT}$|(?:批复|核定|下达|批准)(?:的)?预算(?:支出|收入)?{_AMOUNT}$"
)
_NO_BUDGET = re.compile(
    "追加|追减|调减|调增|核减|增加|减少|收回|完成|实现|执行数?|决算|实际|支付|超|高于|低于|比|较|结余|剩余"
)
_OF = re.compile(
    r"(?P<subject>[^，。；]*?)(?P<verb>完成了?|为|占|达到?|相当于|是|实现|执行)(?P<base>[^，。；为占]{1,24}?)"
    r"(?P<ink>的(?:比例|比重|比率)?|(?:的)?(?:比例|比重|比率))(?:为|达到?|是|约|近|超过?)?$"
)
_DONE = re.compile(r"(?P<subject>[^，。；]*?)(?P<verb>完成了?)(?P<base>[^，。；的]{1,16})$")
_RATE = re.compile(
    r"(?P<subject>[^，。；]*?)(?P<base>年初预算|调整后?预算|全年预算|年度预算|部门预算|预算|到位资金|任务|计划|目标|年度目标|年度计划|年度任务)?"
    r"(?P<ink>(?:资金|经费|支出|总体|平均|综合|整体)?(?:执行率|完成率|完成比例|执行进度|支出进度|支出率|完成进度|支付率|执行比例|使用率|支付进度"
    r"|支出完成率|支出执行率|执行完成率|完成百分比))(?:为|达到?|是|约|分别为|仅为|仅|超过?)?$"
)
_BASE_ENDS = re.compile(
    r"(?:预算|计划|任务|目标|指标|调整数|年初数|到位资金|到位数|到位|预算安排|预算调整|预算支出|预算收入)"
    r"(?:数额|总额|总数|金额|额度|数|额|资金|总量|量|值|任务)*$"
)
_NAME = re.compile(
    r"(?:公共|基金|经营|保险|财政|财政拨款|保障|企业)预算(?:支出|收入)?(?:数额|总额|总数|金额|额度|数|额|资金)*$"
)
_QUALIFIED = re.compile("年初|调整|变动|全年|年度|当年|本年|批复|批准|核定|通过")
_AVERAGE = re.compile("平均|综合|分别|各")
_ALTERED = re.compile(
    "(?:追加|追减|调减|调增|核减|压减|增加|减少|收回|新增|上缴|缺口|结余|结转|剩余)[^，。；]{0,12}$"
)
_CARRIED = re.compile("结转")
_ALTERED_AFTER = re.compile("(?:进行|予以|的)?(?:调减|追加|核减|调增|收回)")
_SIZES = {"大于": 1, "高于": 1, "多于": 1, "小于": -1, "低于": -1, "少于": -1, "等于": 0}
_ORDERED = re.compile(
    r"(?<![的、])(?:支出)?(?P<words>决算数(?P<size>大于|高于|多于|小于|低于|少于|等于)(?:年初|调整后?|全年)?预算数?)"
)
_LISTED = re.compile(r"^[、和及与]?$")
_REMEMBERED = 40
_NAMED_AGAIN = 4
"""Characters from which a subject said again is taken for the one said before: 部门整体支出."""
_NEAR = 5
_FAR = 10
"""How many clauses before its rate an actual figure may stand, with no other one between."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A rate of completion with what it may be the rate of (完成率).

    `budgets` are the printed denominators in reach, the one that the words name first; `is_named` says that
    the first is of the basis that they name, `is_close` that nothing stands between budget, actual and rate.
    """

    rate: Mention
    actual: Mention
    budgets: tuple[tuple[Mention, Basis], ...]
    basis: Basis
    words: str
    is_named: bool
    is_close: bool


@lru_cache(maxsize=16384)
def basis_of(lead: str) -> Basis | None:
    """Which denominator the words before an amount make it; none where it is no budget."""
    lead = lead[-_LONGEST:]
    if _ADJUSTED.search(lead):
        return Basis.ADJUSTED
    if _ORIGINAL.search(lead):
        return Basis.ORIGINAL
    if _FUNDS.search(lead):
        return Basis.FUNDS
    found = _BUDGET.search(lead)
    if found and not _NO_BUDGET.search(lead[max(0, found.start() - 6) :]):
        if not _NAME.search(lead) or (
            lead.endswith(("预算为", "预算数为", "预算数", "预算")) and "完成" not in lead
        ):
            return Basis.BUDGET
        return None
    found = _PLANNED.search(lead)
    if found and not _NO_BUDGET.search(lead):
        return Basis.PLAN
    found = _PLAN.search(lead)
    if found and not _NO_BUDGET.search(lead[max(0, found.start() - 6) : found.start() + 2]):
        return Basis.PLAN
    return None


@lru_cache(maxsize=16384)
def rate_words(lead: str) -> tuple[str, Basis, bool, str] | None:
    """Of the words before a percentage: the subject, the basis that they name, whether they do, their ink."""
    lead = lead[-_LONGEST:]
    if not lead or lead[-1] not in "的为达到是约近超过率例重度仅比算划务标数量":
        return None
    found = _DONE.search(lead)
    if found and _BASE_ENDS.search(found["base"]) and not _NAME.search(found["base"]):
        return found["subject"], _basis_in(found["base"]), True, lead[found.start("verb") :]
    found = _OF.search(lead)
    if found and _BASE_ENDS.search(found["base"]):
        base = found["base"]
        if _NAME.search(base) and not _QUALIFIED.search(base):
            return None
        if base.endswith(("预算支出", "预算收入", "预算支出金额", "预算收入金额")) and found["verb"] != "占":
            return None
        if found["verb"] == "占" and "预算" in found["subject"]:  # a budget's share of another
            return None
        return found["subject"], _basis_in(base), True, lead[found.start("verb") :]
    found = _RATE.search(lead)
    if found and not _AVERAGE.search(found["ink"]):
        base = found["base"] or ""
        return (
            found["subject"],
            _basis_in(base),
            base not in ("", "预算"),
            lead[found.start("ink") - len(base) :],
        )
    return None


def _basis_in(words: str) -> Basis:
    if "调整" in words or "变动" in words or "变更" in words or "全年预算" in words:
        return Basis.ADJUSTED
    if "年初" in words or "初始" in words:
        return Basis.ORIGINAL
    if "到位" in words:
        return Basis.FUNDS
    if "预算" in words:
        return Basis.BUDGET
    return Basis.PLAN if words else Basis.BUDGET


def completions_of(sentences: Iterable[Sentence]) -> Iterator[Completion]:
    """The rates of completion whose numerator and denominator are printed, paragraph by paragraph."""
    for _, own in groupby(sentences, key=lambda each: id(each.block)):
        seen: list[tuple[Mention, Basis | None]] = []
        altered = 0
        for sentence in own:
            del seen[:-_REMEMBERED]
            for number, mention in enumerate(sentence.mentions):
                if mention.kind in _RATES and mention.lead in ("的", "") and number > 0:
                    found = _around(mention, sentence.mentions[number - 1], seen)
                    if found:
                        yield found
                elif mention.kind in _RATES:
                    said = rate_words(mention.lead)
                    if said and not _is_condition(sentence, mention, number):
                        found = _completion(mention, said, seen[-_REMEMBERED:], sentence)
                        if found and _was_altered(found, altered):
                            found = replace(found, is_close=False)
                        if found:
                            yield found
                elif mention.kind in _VALUES:
                    basis = basis_of(mention.lead)
                    if basis is None and _is_altering(sentence, mention):
                        if mention.kind is Kind.AMOUNT:
                            altered = sentence.end if _CARRIED.search(mention.lead[-8:]) else mention.start
                        continue
                    seen.append((mention, basis))


@dataclass(frozen=True, slots=True)
class Ordering:
    """Words that say which of outturn and budget is larger (决算数与预算数的大小), and the two just printed.

    `sign` is 1 for 大于, −1 for 小于, 0 for 等于.
    """

    start: int
    end: int
    sign: int
    actual: Mention
    budgets: tuple[Mention, ...]


def orderings_of(sentences: Iterable[Sentence]) -> Iterator[Ordering]:
    """Where a document says that the outturn is above or below the budget, with the figures before it."""
    for _, own in groupby(sentences, key=lambda each: id(each.block)):
        actual: Mention | None = None
        budgets: list[Mention] = []
        for sentence in own:
            fresh = [each for each in sentence.mentions if each.kind is Kind.AMOUNT]
            if fresh:
                actual, budgets = None, []
            for mention in fresh:
                if basis_of(mention.lead):
                    budgets.append(mention)
                elif not _is_altering(sentence, mention) and (actual is None or "决算" in mention.lead):
                    actual = mention
            if "决算数" not in sentence.text:
                continue
            found = _ORDERED.search(sentence.source, sentence.start, sentence.end)
            if found and actual and budgets and actual.end <= found.start():
                fit = tuple(each for each in budgets if each.unit == actual.unit)
                if fit and "决算" in actual.lead:
                    yield Ordering(*found.span("words"), _SIZES[found["size"]], actual, fit)


def _is_altering(sentence: Sentence, mention: Mention) -> bool:
    """Whether an amount is one that a budget was altered by, or a change."""
    if change_of(mention) is not None:
        return True
    if mention.kind is Kind.AMOUNT and _ALTERED.search(mention.lead[-_LONGEST:]):
        return True
    return _ALTERED_AFTER.match(sentence.source, mention.end) is not None


def _was_altered(found: Completion, altered: int) -> bool:
    """Whether the budget was altered after it was told, so that the rate may be that of the altered one."""
    budget, basis = found.budgets[0]
    if basis is Basis.ADJUSTED or found.basis is Basis.ORIGINAL:
        return False
    return altered > min(budget.start, found.actual.start)


def _is_condition(sentence: Sentence, mention: Mention, number: int) -> bool:
    """Whether a rate sorts things instead of measuring one: “执行率100%的项目”, “90%以上”, “98%、99%”."""
    after = sentence.source[mention.end : mention.end + 2]
    if after[:1] in ("的", "以", "、", "和", "及", "（") and after[:1] != "（":
        return True
    return mention.text.endswith(("以上", "以下", "以内"))


def _around(rate: Mention, base: Mention, seen: list[tuple[Mention, Basis | None]]) -> Completion | None:
    """A rate whose denominator stands within its words: “完成目标任务4.8万人的106.7%”."""
    words = _INSIDE.search(base.lead[-_LONGEST:])
    if rate.lead != "的" or not words or base.clause is not rate.clause or len(seen) < 2:
        return None
    actual, kind = seen[-2]
    if seen[-1][0] is not base or base.clause is None:
        return None
    basis = _basis_in(words["base"])
    subject = base.lead[: base.lead.index(words.group())]
    if len(subject) >= _NAMED_AGAIN:
        for said, kind in reversed(seen[:-1]):
            if kind is None and said.unit == base.unit and said.lead.endswith(subject):
                return Completion(
                    rate, said, ((base, basis),), basis, words.group(), is_named=True, is_close=True
                )
    if kind is not None or actual.unit != base.unit or actual.clause is None:
        return None
    if actual.clause.sentence is not base.clause.sentence:
        return None
    if not 0 <= base.clause.number - actual.clause.number <= _NEAR:
        return None
    return Completion(rate, actual, ((base, basis),), basis, words.group(), is_named=True, is_close=True)


def _completion(
    rate: Mention,
    said: tuple[str, Basis, bool, str],
    seen: list[tuple[Mention, Basis | None]],
    sentence: Sentence,
) -> Completion | None:
    subject, basis, is_said, words = said
    clause = rate.clause
    assert clause
    own = [each for each in seen if each[0].start >= sentence.start]
    actual: Mention | None = None
    at = -1
    for number in range(len(own) - 1, -1, -1):
        mention, kind = own[number]
        if kind is None and mention.clause and mention.clause.depth <= clause.depth:
            if _LISTED.match(mention.lead) and mention.clause.mentions[0] is not mention:
                return None
            actual, at = mention, number
            break
    if actual is None or actual.clause is None or clause.number - actual.clause.number > _FAR:
        return None
    name = named(subject)
    if name and not _is_verbal(name) and name not in actual.lead:
        return None
    inner = own[-1][0] if own else None
    if (
        inner
        and inner is not actual
        and inner.clause
        and inner.clause.host is clause
        and inner.end + 2 >= rate.start - 12
        and inner.unit == actual.unit
    ):
        return Completion(rate, actual, ((inner, basis),), basis, words, is_named=True, is_close=True)
    after = [each for each in own[at + 1 :] if each[1] is not None]
    before: list[tuple[Mention, Basis | None]] = []
    is_close = True
    reach = seen[: len(seen) - len(own) + at]
    for mention, kind in reversed(reach[-6:]):
        if mention.start < sentence.start and (before or after):
            break
        if kind is None:
            if mention.unit == actual.unit and not after:
                if before:
                    break
                is_close = False
            continue
        if (mention.start < sentence.start and not after) or _has_own_rate(mention):
            is_close = False
        before.append((mention, kind))
    found = [
        (mention, kind)
        for mention, kind in (*reversed(after), *before)
        if kind is not None and mention.unit == actual.unit
    ]
    if not found:
        return None
    fit = [each for each in found if each[1] is basis] or []
    if not fit and basis is Basis.BUDGET:
        fit = [each for each in found if each[1] is Basis.ADJUSTED] or [
            each for each in found if each[1] is not Basis.PLAN
        ]
    if not fit and not is_said:
        fit = found
    rest = [each for each in found if each not in fit]
    if basis is not Basis.BUDGET and not fit and len(found) == 1 and found[0][1] is Basis.BUDGET:
        fit, rest = found, []
    return Completion(rate, actual, tuple(fit + rest), basis, words, bool(fit), is_close)


def _has_own_rate(budget: Mention) -> bool:
    """Whether a budget stands within the words of another rate: “占年度计划160亿元的108%”."""
    clause = budget.clause
    return clause is not None and _OWN_RATE.match(clause.sentence.source, budget.end) is not None


_OWN_RATE = re.compile(r"的\s?(?:百分之|\d)")
_VERBAL = re.compile(
    r"^(?:已|共|累计|全年|实际|项目|资金|预算|支出|收入|总体|整体|部门|单位|任务|工作|计划|当年|本年|占|完成|率)*$"
)


def _is_verbal(name: str) -> bool:
    return _VERBAL.match(name) is not None

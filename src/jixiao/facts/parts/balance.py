"""Balances (差额): figures that are by their names the difference of two others: 顺差, 逆差, 节约资金."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import Kind

_END = r"(?:金额|总额|总值|造价|资金|额|值)?(?:完成|实现)?(?:为|达到?)?$"
_EXPORTS = re.compile(f"(?<!进)出口{_END}")
_IMPORTS = re.compile(f"(?<![出进])进口{_END}")
_SURPLUS = re.compile(f"(?:顺差|进出口差额|贸易差额){_END}")
_DEFICIT = re.compile(f"逆差{_END}")
_SUBMITTED = re.compile(f"(?:送审|报审){_END}")
_SETTLED = re.compile(f"(?:审定|审核确认){_END}")
_CUT = re.compile(f"(?<!综合)[审核]减{_END}")
_ASSETS = re.compile(f"(?<![净定动形融])资产(?:总计|合计|总计额)?{_END}")
_DEBTS = re.compile(f"负债(?:总计|合计)?{_END}")
_EQUITY = re.compile(f"(?:所有者权益|净资产)(?:总计|合计)?{_END}")
_INCOME = re.compile(f"(?:收入总[计额]|总收入){_END}")
_SPENDING = re.compile(f"(?:支出总[计额]|总支出){_END}")
_CARRIED = re.compile(f"(?:结转(?:下年(?:使用|支出)?|结余)|(?:年终|年末)结[余转](?:结余)?){_END}")
_EVENED = re.compile("(?<![当本]年)收支相抵后?，?[^，。；]{0,16}$")
"""Words before what is left of the income and the spending told before, however many sentences ago."""
_OFFERED = re.compile(f"(?:(?:采购|招标|项目)预算|(?<!决算)预算金额|控制价|最高限价|采购计划){_END}")
_BOUGHT = re.compile(f"(?:中标|成交|合同|实际采购)(?:总)?(?:价|价款)?{_END}")
_SAVED = re.compile(f"(?<!共)(?<!计)(?:节约|节省|节支)(?:财政|采购|项目|预算)?{_END}")
_COST = re.compile(f"固定资产(?:账面)?原值{_END}")
_WORN = re.compile(f"累计折旧{_END}")
_BOOK = re.compile(f"(?:^|[，、,]|固定资产)(?:账面)?净值{_END}")
_KINDS = (
    (_BOOK, _COST, _WORN, "固定资产净值"),
    (_SAVED, _OFFERED, _BOUGHT, "节约资金"),
    (_CARRIED, _INCOME, _SPENDING, "结转下年"),
    (_EQUITY, _ASSETS, _DEBTS, "所有者权益"),
    (_SURPLUS, _EXPORTS, _IMPORTS, "贸易顺差"),
    (_DEFICIT, _IMPORTS, _EXPORTS, "贸易逆差"),
    (_CUT, _SUBMITTED, _SETTLED, "核减金额"),
)
_TERMS = (
    _EXPORTS,
    _IMPORTS,
    _SUBMITTED,
    _SETTLED,
    _DEBTS,
    _ASSETS,
    _INCOME,
    _SPENDING,
    _OFFERED,
    _BOUGHT,
    _COST,
    _WORN,
)
_NAMES = re.compile("|".join(each.pattern for each in (*_TERMS, *(balance for balance, *_ in _KINDS))))
"""All the names of terms and balances in one: few figures have any of them."""
_NEAR = 2
"""Sentences from the two terms to their balance."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What one figure exceeds another by (差额), under the name that says so."""

    stated: Mention
    more: Mention
    less: Mention
    name: str
    is_sure: bool = True


def balances_of(sentences: Iterable[Sentence]) -> Iterator[Balance]:
    """The balances whose two terms were told just before, in the same unit."""
    told: dict[re.Pattern[str], Mention] = {}
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.kind is not Kind.AMOUNT or mention.slack:
                continue
            lead = mention.lead[-16:]
            if not _NAMES.search(lead):
                continue
            term = next((each for each in _TERMS if each.search(lead)), None)
            if term and change_of(mention) is None:
                told[term] = mention
                continue
            for balance, more, less, name in _KINDS:
                terms = (told.get(more), told.get(less))
                if terms[0] and terms[1] and balance.search(lead):
                    is_evened = more is _INCOME and _EVENED.search(
                        sentence.source, sentence.start, mention.start
                    )
                    near = _are_of_one_block if is_evened else _are_told_together
                    if not near(terms[0], terms[1], mention):
                        continue
                    yield Balance(mention, terms[0], terms[1], name)


def _are_of_one_block(more: Mention, less: Mention, balance: Mention) -> bool:
    """Whether three figures of the same unit stand in one paragraph."""
    told = [(each.unit, id(each.clause.sentence.block)) for each in (more, less, balance) if each.clause]
    return len(told) == 3 and len(set(told)) == 1


def _are_told_together(more: Mention, less: Mention, balance: Mention) -> bool:
    clauses = [each.clause for each in (more, less, balance)]
    if len({each.unit for each in (more, less, balance)}) > 1 or more.denoted.meets(less.denoted):
        return False
    first, then, last = (each.sentence for each in clauses if each)
    return first is then and last.block is first.block and last.number - first.number <= _NEAR

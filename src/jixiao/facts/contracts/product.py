"""Products (乘积关系): figures of a sentence or a paragraph of which one is the others multiplied.

“每户500元，共120户，合计6万元”; “每周打扫240栋，全年共打扫12520次”; “各建立3人一组的小组，共42人”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.numerals.token import Kind

_PERSONS = {"名": "人", "位": "人"}
_PRICE = re.compile(r"每(?:个|一)?(?P<unit>[户人名位家次场套台件份亩])[^，。；每\d]{0,8}$")
_MONTHLY = re.compile(r"每[人名位]每月[^，。；\d]{0,12}$")
_UNIT_PRICE = re.compile("单价(?:为|是)?$")
_AMOUNT = re.compile(
    "(?:合计|共计|总计|小计|共|总)?(?:金额|价款?|额|费用|支出|花费)(?:共计|合计|为|是|共)?$|^[，,]?[即计]$"
)
_TOTAL = re.compile("(?:共计|合计|总计|共)[^，。；每]{0,8}$")
_EACH = re.compile(r"每(?P<unit>[户人名位家])(?:补助|补贴|发放|奖励|慰问|标准|给予)?(?:标准)?(?:为)?$")
_PAID = re.compile("^(?:共|共计|合计|总计|计|已)?(?:发放|支出|拨付|兑付|支付|奖励|需|计)[^，。；每\\d]{0,8}$")
_EVERY = re.compile("每(?P<span>周|月|日|天|季度)[^，。；每\\d]{0,12}$")
_YEARLY = re.compile("(?:全年|年度|一年)[^，。；\\d]{0,6}(?:共|累计|合计)[^，。；\\d]{0,6}$")
_TIMES = {"周": 52, "月": 12, "季度": 4}
_HIRED = re.compile("(?:聘用|招聘|配备|聘请|共有)[^，。；\\d]{0,6}$")
_SPENT = re.compile("(?:实际支出|支出|支付)(?:金额|总额|数)?(?:为|共计)?$")
_ONE_YEAR = re.compile("期限?(?:为|是)?(?:一年|1年|12个月|十二个月)|全年|四个季度")
_EACH_TIME = re.compile(
    r"每(?P<unit>[人户名位辆台车间处])每(?P<span>天|日|月|次|期|年|周|季度)[^，。；每\d]{0,8}$"
)
_SPANS = {"月": ("个月", "月"), "天": ("天", "日"), "日": ("天", "日")}
_OF_YEAR = re.compile("^[，,]?(?:全年|年度)[^，。；\\d]{0,8}$")
_GROUPED = re.compile("各[^，。；\\d]{0,8}$")
_AT_END = re.compile("年[末底]|月[末底]|期末|年初|期初|截[至止]|现有|目前")
_GROUP = re.compile("人?(?:为|一|组成)?(?:为一|一)组")


@dataclass(frozen=True, slots=True)
class Multiplied:
    """A figure that others multiplied must give, with constants and their words (乘积)."""

    total: Mention
    factors: tuple[Mention, ...]
    constants: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grouped:
    """So many groups of several kinds, each of the same size, and all their members (分组)."""

    total: Mention
    groups: tuple[Mention, ...]
    size: Mention


def priced(sentences: Sequence[Sentence]) -> Iterator[Multiplied]:
    """Price, count and amount that stand one behind the other: 每户500元，120户，共计6万元."""
    for sentence in sentences:
        figures = sentence.mentions
        for first, second, total in zip(figures, figures[1:], figures[2:], strict=False):
            if total.unit != "元" or not _TOTAL.search(total.lead):
                continue
            for price, count in ((first, second), (second, first)):
                found = _PRICE.search(price.lead) if price.unit == "元" else None
                if found and count.kind is Kind.COUNT and _same(count.unit, found["unit"]):
                    yield Multiplied(total, (price, count))
        yield from _paid_each(figures)


def unit_priced(sentences: Sequence[Sentence]) -> Iterator[Multiplied]:
    """Unit price, quantity and amount that stand one behind the other: 单价120元，数量300套，金额3.6万元."""
    items = (
        item
        for sentence in sentences
        if sentence.source.find("单价", sentence.start, sentence.end) >= 0
        for item in _items(sentence)
    )
    for figures in items:
        prices = [number for number, each in enumerate(figures) if _UNIT_PRICE.search(each.lead)]
        if len(prices) != 1:
            continue
        at = prices[0]
        price = figures[at]
        if 0 < at < len(figures) - 1 and figures[at - 1].kind is figures[at + 1].kind is Kind.COUNT:
            continue
        for count, total in ((at + 1, at + 2), (at - 1, at + 1)):
            if count < 0 or total >= len(figures):
                continue
            quantity, amount = figures[count], figures[total]
            if quantity.kind is not Kind.COUNT or amount.unit != "元" or not _is_price_of(price, quantity):
                continue
            if _AMOUNT.search(amount.lead) or _TOTAL.search(amount.lead):
                yield Multiplied(amount, (price, quantity))
                break


def _items(sentence: Sentence) -> Iterator[list[Mention]]:
    """The figures of a sentence, item by item where semicolons part them."""
    ends = [each.end for each in sentence.clauses if not each.depth and each.closed_by in ("；", ";")]
    for start, end in pairwise([sentence.start, *ends, sentence.end]):
        yield [each for each in sentence.mentions if start <= each.start < end]


def _is_price_of(price: Mention, quantity: Mention) -> bool:
    """Whether an amount may be the price of one of them: 元, or 元/套 for so many 套."""
    if price.unit == "元":
        return True
    return price.kind is Kind.RATE and price.unit == f"元/{quantity.unit}"


def _paid_each(figures: Sequence[Mention]) -> Iterator[Multiplied]:
    """Heads, what each gets and what was paid, one clause each: 困难党员126人，每人500元，发放6.3万元."""
    for heads, price, total in zip(figures, figures[1:], figures[2:], strict=False):
        if heads.kind is not Kind.COUNT or price.unit != "元" or total.unit != "元":
            continue
        every = _EACH.match(price.lead)
        clauses = [each.clause for each in (heads, price, total)]
        numbers = [clause.number for clause in clauses if clause]
        if not every or not _PAID.search(total.lead) or len(numbers) < len(clauses):
            continue
        if not _same(heads.unit, every["unit"]) or numbers != [*range(numbers[0], numbers[0] + 3)]:
            continue
        yield Multiplied(total, (heads, price))


def timed(sentences: Sequence[Sentence]) -> Iterator[Multiplied]:
    """A price for each of them and each time: 每人每天50元，120人、22天，合计13.2万元."""
    for sentence in sentences:
        figures = sentence.mentions
        if len(figures) < 3 or sentence.source.find("每", sentence.start, sentence.end) < 0:
            continue
        prices = [(each, found) for each in figures if (found := _EACH_TIME.search(each.lead))]
        if len(prices) != 1 or prices[0][0].unit != "元":
            continue
        price, each = prices[0]
        counts = [figure for figure in figures if figure.kind is Kind.COUNT and not figure.slack]
        heads = [figure for figure in counts if _same(figure.unit, each["unit"])]
        if any(_AT_END.search(figure.lead) for figure in heads):
            continue  # those of the last day, not those of all months
        times = [figure for figure in counts if figure.unit in _SPANS.get(each["span"], (each["span"],))]
        amounts = [figure for figure in figures if figure.unit == "元" and figure is not price]
        if len(heads) != 1 or len(amounts) != 1 or amounts[0].start < price.start or len(counts) > 2:
            continue
        total = amounts[0]
        if len(counts) == 2 and len(times) == 1 and (_TOTAL.search(total.lead) or _AMOUNT.search(total.lead)):
            yield Multiplied(total, (price, heads[0], times[0]))
        elif len(counts) == 1 and each["span"] == "月" and _OF_YEAR.match(total.lead):
            yield Multiplied(total, (price, heads[0]), ((12, "12个月"),))


def repeated(sentences: Sequence[Sentence]) -> Iterator[Multiplied]:
    """So many every week and so many in the year: 每周打扫240栋，全年共打扫12520次."""
    for sentence in sentences:
        for first, total in zip(sentence.mentions, sentence.mentions[1:], strict=False):
            every = _EVERY.search(first.lead)
            times = _TIMES.get(every["span"]) if every else None
            if times and first.kind is total.kind is Kind.COUNT and _YEARLY.search(total.lead):
                yield Multiplied(total, (first,), ((times, f"{times}{every['span'] if every else ''}"),))


def wages(sentences: Sequence[Sentence], text: str) -> Iterator[Multiplied]:
    """Heads, monthly pay and the spending of a year in the paragraphs of one project."""
    for _, own in groupby(sentences, key=_project):
        spent = heads = pay = None
        for sentence in own:
            for mention in sentence.mentions:
                if mention.unit == "元" and _MONTHLY.search(mention.lead):
                    pay = mention
                    if spent and heads and _ONE_YEAR.search(text, sentence.start, mention.end + _NEAR):
                        yield Multiplied(spent, (heads, pay), ((12, "12个月"),))
                elif mention.unit == "元" and spent is None and _SPENT.search(mention.lead):
                    spent = mention
                elif _same(mention.unit, "人") and _HIRED.search(mention.lead):
                    heads = mention


def grouped(sentences: Sequence[Sentence], text: str) -> Iterator[Grouped]:
    """Groups of one size and their members: 5个单位和9个社区各建立的3人为一组的小组共42人."""
    for sentence in sentences:
        figures = [each for each in sentence.mentions if each.text[:1] != "一"]
        for at in range(1, len(figures) - 1):
            size, total = figures[at], figures[at + 1]
            if not (_same(size.unit, "人") and _same(total.unit, "人") and _GROUPED.search(size.lead)):
                continue
            if not _GROUP.match(text, size.end) or not _TOTAL.search(total.lead):
                continue
            groups = [each for each in figures[max(0, at - _MOST_KINDS) : at] if each.clause is size.clause]
            if groups and len({each.unit for each in groups}) == 1:
                yield Grouped(total, tuple(groups), size)


_NEAR = 40
"""Characters behind a monthly pay within which its term is said."""
_MOST_KINDS = 4


def _project(sentence: Sentence) -> int:
    block = sentence.block
    item = getattr(block, "item", None)
    return item.start if item else block.start


def _same(unit: str, other: str) -> bool:
    return _PERSONS.get(unit, unit) == _PERSONS.get(other, other)

"""Rules on growth (增减变动): what a change and its rate must be, given the value and what it was before.

Seven rules ask the same comparisons and tell of them in the same words: hence its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.checks.claim import Claim, DocumentRule, Said, document_rule
from jixiao.checks.equation import Quotient, Total
from jixiao.checks.growth_equation import Compound, CompoundRate, Growth, GrowthByChange
from jixiao.checks.judge import holds, verdict_on
from jixiao.facts.changes.comparison import Comparison
from jixiao.facts.changes.whole_growth import whole_growths_of
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.change import OPPOSITES, Change
from jixiao.facts.rates.explained_rate import explained_growths_of
from jixiao.findings import Severity, Verdict
from jixiao.quantity.bounds import ONE

_BOUNDLESS = 1 << 400
"""A rate above all that can be printed."""
_STATISTICS = "国家统计局《统计指标解释》：增长速度＝（报告期水平－基期水平）÷基期水平×100%"


@document_rule(
    "GRO001",
    "growth-rate",
    "增减率与增减额或上年数不符",
    Severity.ERROR,
    message="{name}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对本期数、增减额和增减率三个数中哪一个是旧数。",
    reference=_STATISTICS,
)
def growth_rate(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A rate of change does not follow from the value and the change, or from the value and its base."""
    for told in explained_growths_of(facts.figured):
        rate = told.rate
        accuses = None if rate.is_adjusted or rate.is_yearly else Severity.ERROR
        yield this.claim(Growth(rate.figure, told.now, told.base, rate.sign), accuses=accuses, name=rate.word)
    for it in facts.comparisons:
        if it.now is None and (claim := _of_base_alone(this, it)):
            yield claim
        if it.rate is None or it.now is None or it.rate.is_yearly or it.may_begin_at_zero:
            continue
        if it.rate.figure.mantissa < 0 or (it.delta and it.delta.figure.mantissa < 0):
            continue  # “增长-20%” is written both ways
        stated, sign = it.rate.figure, it.rate.sign
        if it.delta and it.delta.sign == sign and it.delta.figure.unit == it.now.unit:
            is_nominal = not (it.rate.is_adjusted or it.delta.is_adjusted or it.is_real)
            first, then = (it.delta, it.rate) if it.is_reversed else (it.rate, it.delta)
            is_one = first.is_of(then) and not it.is_doubtful
            is_sure = is_nominal and is_one and (not it.delta.is_new or it.delta.is_net_of(it.rate))
            growth = GrowthByChange(stated, it.now, it.delta.figure, sign)
            if it.taken_from and it.taken_from.unit == it.now.unit and not holds(growth):
                of_whole = replace(growth, now=it.taken_from)
                growth = of_whole if holds(of_whole) else growth
            yield this.claim(growth, accuses=Severity.ERROR if is_sure else None, name=it.rate.word)
        if it.base and it.base.unit == it.now.unit:
            rising = it.now.denoted.low >= it.base.denoted.high
            falling = it.now.denoted.high <= it.base.denoted.low
            if (sign > 0 and falling) or (sign < 0 and rising):
                continue
            is_sure = it.is_named and not it.rate.is_adjusted and not it.is_real
            yield this.claim(
                Growth(stated, it.now, it.base, sign),
                accuses=Severity.ERROR if is_sure else None,
                name=it.rate.word,
            )


@document_rule(
    "GRO002",
    "change-amount",
    "增减额与前后两数不符",
    Severity.ERROR,
    message="{name}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对本期数、上年数和增减额。",
    reference="增减额＝报告期数－基期数",
)
def change_amount(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """An amount of change is not the difference of the two values beside it."""
    for it in facts.comparisons:
        if it.now is None or it.base is None or it.delta is None or it.delta.is_yearly:
            continue
        stated = it.delta.figure
        if stated.unit != it.now.unit or it.base.unit != it.now.unit:
            continue
        sign = it.delta.sign
        if it.runs_against(sign):
            continue
        is_sure = it.is_named and not it.delta.is_adjusted and it.delta.word != "新增"
        yield this.claim(
            Total(stated, (it.now, it.base), (sign, -sign)),
            accuses=Severity.ERROR if is_sure else None,
            name=it.delta.word,
        )


@document_rule(
    "GRO003",
    "direction",
    "增减方向与数字相反",
    Severity.ERROR,
    message="“{stated}”与{against}方向相反，{proof}。",
    hint="请核对是增减的用词写反，还是前后两个数写错。",
    reference="增减用词应与报告期数、基期数的大小关系一致",
)
def direction(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A word says that something rose where the figures beside it say that it fell, or the other way."""
    for it in facts.comparisons:
        against = next((each for each in (it.delta, it.rate) if each and it.contradicts(each)), None)
        if against:
            yield _opposite(this, facts, against, _way(it), _order(it), _values(it))
            continue
        if it.turn and it.runs_against(it.sign):
            yield this.slip(
                [it.turn, *((each.start, each.end) for each in (it.now, it.base) if each)],
                against=_way(it),
                proof=_order(it),
            )
        if it.delta and it.rate and it.delta.sign != it.rate.sign and it.goes_one_way(it.delta, it.rate):
            yield from _crossed(this, facts, it, it.delta, it.rate)
    for step in facts.steps:
        it = Comparison(step.now, step.delta, base=step.base, is_named=True)
        if it.contradicts(step.delta):
            yield _opposite(this, facts, step.delta, _way(it), _order(it), _values(it))


@document_rule(
    "GRO004",
    "zero-base",
    "基数为零却写增减百分比",
    Severity.ERROR,
    message="{name}{stated}没有意义：{proof}，基数为零不能计算增减百分比。",
    hint="上年无此项的，通常写“上年无此项支出”或“不作百分比比较”。",
    reference=_STATISTICS + "；基期水平为零时无增长速度",
)
def zero_base(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A percentage of change is printed where what it is compared with was nothing."""
    for it in facts.comparisons:
        if it.rate is None or it.rate.figure.is_zero or not it.may_begin_at_zero:
            continue
        now, stated = it.now, it.rate.figure
        assert now
        if it.base is not None and it.base.is_zero:
            least = _least_rate(now, it.base)
            proof, others = f"基数为{it.base.text}", [it.base, now]
        else:
            assert it.delta
            least = _least_rate(it.delta.figure, None, also=now)
            proof, others = f"{it.delta.word}{it.delta.figure.text}后即为{now.text}", [it.delta.figure, now]
        value = stated.denoted.high // (100 if stated.unit == "%" else 1)
        if value >= least:
            continue
        yield this.slip(
            [(each.start, each.end) for each in (stated, *others)],
            name=it.rate.word,
            proof=proof,
        )


@document_rule(
    "GRO005",
    "compound-growth",
    "年均增长率与首末两年的数不符",
    Severity.ERROR,
    message="年均{name}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对首末两年的数、间隔的年数和年均增长率。",
    reference="国家统计局《统计指标解释》：平均增长速度＝（末年水平÷基年水平）的n次方根－1",
)
def compound_growth(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A rate of yearly growth does not lead from the first year to the last, by values or by growth."""
    for it in facts.comparisons:
        rate = it.rate
        if not (rate and rate.is_yearly and it.now and it.base and 1 < it.years <= 40):
            continue
        if it.now.unit != it.base.unit:
            continue
        is_sure = it.is_named and not (rate.is_adjusted or it.is_real or it.is_of_survey)
        chains = [Compound(rate.figure, it.now, it.base, it.years, rate.sign)]
        if not it.are_years_told:
            chains += [replace(chains[0], years=it.years + by) for by in (1, -1) if it.years + by > 1]
        chain = next((each for each in chains if holds(each)), chains[0])
        yield this.claim(chain, accuses=Severity.ERROR if is_sure else None, name=rate.word)
    for told in whole_growths_of(facts.figured):
        yearly = told.yearly
        equation = CompoundRate(yearly.figure, told.whole.figure, told.years, yearly.sign)
        yield this.claim(equation, accuses=Severity.ERROR, name=yearly.word)


@document_rule(
    "GRO006",
    "percentage-points",
    "百分点与前后两个比率不符",
    Severity.ERROR,
    message="{name}{stated}，按{arithmetic}应为{expected}（{gap}{difference}）。",
    hint="两个百分比之差用“百分点”表示；请核对前后两个比率和它们的差。",
    reference="国家统计局《统计指标解释》：百分点是不同时期以百分数表示的指标的变动幅度",
)
def percentage_points(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A difference in percentage points is not that of the two rates beside it, or is said in percent."""
    for it in facts.steps:
        sign, stated = it.delta.sign, it.delta.figure
        if Comparison(it.now, base=it.base, is_named=True).contradicts(it.delta):
            continue
        equation = Total(stated, (it.now, it.base), (sign, -sign))
        if not stated.is_percent:
            yield this.claim(equation, accuses=Severity.ERROR, name=it.delta.word, gap="差")
            continue
        relative = Growth(stated, it.now, it.base, sign)
        if holds(relative):
            yield this.claim(relative, accuses=None, name=it.delta.word, gap="差")
        elif verdict_on(equation) is Verdict.SOUND:
            places = [(each.start, each.end) for each in (stated, it.now, it.base)]
            yield this.slip(
                places,
                severity=Severity.WARNING,
                repair=stated.text.rstrip("%％") + "个百分点",
                expected=stated.text.rstrip("%％") + "个百分点",
                name=it.delta.word,
                arithmetic=equation.arithmetic(),
                difference="比率之差的单位是百分点",
                gap="",
            )


@document_rule(
    "GRO007",
    "change-above-value",
    "增加额大于本期数",
    Severity.ERROR,
    message="{stated}比上期{word}{change}，增加额大于本期数，上期就成了负数。",
    hint="请核对两个数的单位（亿、万）和位数。",
    reference="增减额＝报告期数－基期数",
)
def change_above_value(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Something grew by more than it is, and by a percentage: what it was before would be below zero."""
    for it in facts.comparisons:
        now, delta, rate = it.now, it.delta, it.rate
        if not (now and delta and rate) or delta.sign < 0 or delta.figure.unit != now.unit or delta.is_new:
            continue
        if it.may_be_negative or it.is_doubtful or delta.figure.denoted.low <= now.allowed.high:
            continue
        yield this.slip(
            [(each.start, each.end) for each in (now, delta.figure, rate.figure)],
            word=delta.word,
            change=delta.figure.text,
        )


def _of_base_alone(this: DocumentRule, it: Comparison) -> Claim | None:
    """The rate of a change against a base that is printed beside it: 比上年5.2万元减少1.3万元，下降25%."""
    if not (it.base and it.delta and it.rate) or it.rate.is_yearly or it.base.is_zero or not it.is_named:
        return None
    if it.delta.sign != it.rate.sign or it.delta.figure.unit != it.base.unit or not it.rate.is_of(it.delta):
        return None
    is_sure = not (it.rate.is_adjusted or it.delta.is_adjusted or it.delta.is_new)
    return this.claim(
        Quotient(it.rate.figure, it.delta.figure, it.base),
        accuses=Severity.ERROR if is_sure else None,
        name=it.rate.word,
    )


def _least_rate(change: Mention, base: Mention | None, *, also: Mention | None = None) -> int:
    """The smallest rate that a change can be of a base that prints as zero, in steps."""
    if base is not None:
        most = base.denoted.high
    else:
        assert also
        most = also.denoted.high - change.denoted.low
    if most <= 0:
        return _BOUNDLESS
    least: int = max(0, change.denoted.low) * ONE // most
    return least


def _way(it: Comparison) -> str:
    assert it.now
    assert it.base
    return f"{it.base.text}→{it.now.text}"


def _order(it: Comparison) -> str:
    assert it.now
    assert it.base
    is_more = it.now.denoted.low > it.base.denoted.high
    return f"{it.now.text}{'大' if is_more else '小'}于{it.base.text}"


def _crossed(this: DocumentRule, facts: Facts, it: Comparison, delta: Change, rate: Change) -> Iterator[Said]:
    """An amount that rose and its rate that fell: which of them the value agrees with is accused last."""
    wrong, right = rate, delta
    if it.now and delta.figure.unit == it.now.unit:
        by_delta = GrowthByChange(rate.figure, it.now, delta.figure, delta.sign)
        by_rate = GrowthByChange(rate.figure, it.now, delta.figure, rate.sign)
        if holds(by_rate) and not holds(by_delta):
            wrong, right = delta, rate
    if it.base and it.now and it.runs_against(right.sign):
        wrong, right = right, wrong
    others = [right.figure, *_values(it)]
    yield _opposite(this, facts, wrong, f"“{_ink(facts, right)}”", f"应与“{right.word}”一致", others)


def _values(it: Comparison) -> list[Mention]:
    return [each for each in (it.now, it.base) if each]


def _opposite(
    this: DocumentRule, facts: Facts, change: Change, against: str, proof: str, others: Sequence[Mention]
) -> Said:
    figure = change.figure
    start = figure.start - change.back
    ink = facts.text[start : figure.end]
    word = OPPOSITES.get(change.word, "")
    repair = word + ink[len(change.word) :] if word and ink.startswith(change.word) else ""
    return this.slip(
        [(start, figure.end), *((each.start, each.end) for each in others)],
        expected=repair,
        repair=repair,
        against=against,
        proof=proof,
    )


def _ink(facts: Facts, change: Change) -> str:
    return "".join(facts.text[change.figure.start - change.back : change.figure.end].split())


RULES = (
    growth_rate,
    change_amount,
    direction,
    zero_base,
    compound_growth,
    percentage_points,
    change_above_value,
)

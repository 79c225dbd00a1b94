"""Rules on rates (比率): completion, shares, structure, ratios with a name, averages and payments."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.another_whole import ratio_of_another
from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import PartOfSum, Quotient, Total
from jixiao.checks.growth_equation import Growth
from jixiao.checks.judge import holds, printed_like, unit_ink
from jixiao.facts.contracts.payment import payments_of
from jixiao.facts.facts import Facts
from jixiao.facts.rates.average import averages_of, averages_told_first, named_averages_of, samples_of
from jixiao.facts.rates.due_ratio import due_ratios_of
from jixiao.facts.rates.formula import formulas_of
from jixiao.facts.rates.income_ratio import income_ratios_of
from jixiao.facts.rates.named_ratio import named_ratios_of, natural_growths_of
from jixiao.facts.rates.standard_ratio import standard_ratios_of
from jixiao.findings import Severity
from jixiao.quantity.bounds import ONE, Bounds


@document_rule(
    "RAT007",
    "named-ratio",
    "专名比率与其两项不符",
    Severity.ERROR,
    message="{name}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对分子、分母和比率三个数。",
    reference="城镇化率＝城镇人口÷常住人口×100%；审减率＝审减金额÷送审金额×100%；节约率＝节约资金÷预算×100%",
)
def named_ratio(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A ratio with a name of its own is not the quotient that its name says."""
    settled: set[int] = set()
    for it in (*named_ratios_of(facts.figured), *due_ratios_of(facts.figured)):
        ratio = Quotient(it.rate, it.part, it.whole)
        if it.is_sure and not holds(ratio):
            ratio = ratio_of_another(ratio, facts) or ratio
        if it.rate.start not in settled:
            yield this.claim(ratio, accuses=Severity.ERROR if it.is_sure else None, name=it.name)
        if it.is_sure or holds(ratio):
            settled.add(it.rate.start)
    for each in standard_ratios_of(facts.figured):
        if each.rate.start not in settled:
            terms = each.rate, each.part, each.whole
            level = Severity.WARNING if "满意度" in each.words else Severity.ERROR
            equation = Growth(*terms, sign=-1) if each.is_saving else Quotient(*terms)
            yield this.claim(equation, accuses=level, name=each.words)
    for income in income_ratios_of(facts.figured):
        quotient = Quotient(income.ratio, income.towns, income.villages)
        firm = Severity.ERROR if income.is_sure else None
        yield this.claim(quotient, accuses=firm, name="城乡居民收入比", difference=_apart(quotient))
    for growth in natural_growths_of(facts.figured):
        yield this.claim(
            Total(growth.rate, (growth.births, growth.deaths), (1, -1)),
            accuses=Severity.ERROR,
            name="自然增长率",
        )


def _apart(quotient: Quotient) -> str:
    """By how much a ratio to one is off, without the one: 0.63, not 0.63∶1."""
    computed = quotient.computed()
    stated = quotient.stated
    if computed is None:
        return ""
    gap = abs(computed.middle - Bounds.exactly(stated.mantissa, stated.place).low)
    return printed_like(Bounds(gap, gap), stated).removesuffix(unit_ink(stated))


@document_rule(
    "RAT008",
    "contract-payment",
    "付款额与合同金额乘付款比例不符",
    Severity.ERROR,
    message="付款{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对合同金额、约定的付款比例和实际付款；分期付款的，写明各期金额。",
    reference="合同约定付款额＝合同金额×约定比例",
)
def contract_payment(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A payment is not the stipulated percentage of the contract."""
    for it in payments_of(facts.figured):
        yield this.claim(PartOfSum(it.paid, it.rate, it.contracts), accuses=Severity.ERROR)


@document_rule(
    "RAT009",
    "average",
    "人均、户均数与总数、人数不符",
    Severity.WARNING,
    message="{words}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对总数、人（户）数和平均数；人数另有口径的请写明。",
    reference="平均数＝总量÷单位数",
)
def average(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """An amount per head is not total divided by count, the two figures right before it."""
    for it in (*averages_of(facts.figured), *averages_told_first(facts.figured)):
        yield this.claim(Quotient(it.average, it.total, it.count), accuses=Severity.WARNING, words=it.words)
    for it in named_averages_of(facts.figured):
        yield this.claim(Quotient(it.average, it.total, it.count), accuses=Severity.WARNING, words=it.words)


@document_rule(
    "RAT010",
    "impossible-rate",
    "样本数得不出这个比率",
    Severity.WARNING,
    message="{words}{stated}在{asked}中不可能出现：最接近的是{below}和{above}。",
    hint="请核对样本数和比率；如为加权得分，请写“得分”或“满意度”并说明算法。",
    reference="比率＝人数÷样本数，人数为整数（GRIM检验）",
)
def impossible_rate(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """No whole number of those asked gives the rate that is stated of them."""
    for it in samples_of(facts.figured):
        asked, rate = it.asked.mantissa, it.rate
        window = 2 * asked * 10 ** max(rate.place, 0)
        if asked <= 0 or window * 4 > 10 ** (2 - min(rate.place, 0)):
            continue
        allowed = rate.allowed
        below = rate.denoted.middle * asked // (100 * ONE)
        ratios = [Bounds.exactly(each * 100).low // asked for each in (below, below + 1)]
        if any(allowed.low <= each <= allowed.high for each in ratios):
            continue
        words = [
            f"{each}/{asked}＝{printed_like(Bounds(ratio, ratio), rate)}"
            for each, ratio in zip((below, below + 1), ratios, strict=True)
        ]
        yield this.slip(
            [(rate.start, rate.end), (it.asked.start, it.asked.end)],
            words=it.words,
            asked=it.asked.text,
            below=words[0],
            above=words[1],
        )


@document_rule(
    "RAT012",
    "printed-formula",
    "写出的算式与结果不符",
    Severity.ERROR,
    message="算式的结果写为{stated}%，按{arithmetic}×100%应为{expected}%。",
    hint="请按算式重新计算，并核对正文和附表中的同一比率。",
    reference="比率＝分子÷分母×100%",
)
def printed_formula(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A quotient that the text writes out does not give the percentage behind its sign of equality."""
    for it in formulas_of(facts.figured, facts.text):
        yield this.claim(Quotient(it.rate, it.part, it.whole), accuses=Severity.ERROR)


RULES = (
    named_ratio,
    contract_payment,
    average,
    impossible_rate,
    printed_formula,
)

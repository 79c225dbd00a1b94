"""Rules on rates (比率): completion, shares, structure, ratios with a name, averages and payments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Equation, Growth, PartOfSum, Quotient, Remainder, Total
from jixiao.checks.judge import printed_like, verdict_on
from jixiao.facts.budgets.spending import spendings_of
from jixiao.facts.contracts.payment import payments_of
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.rates.average import averages_of, averages_told_first, named_averages_of, samples_of
from jixiao.facts.rates.basis import Basis
from jixiao.facts.rates.completion import Completion
from jixiao.facts.rates.due_ratio import due_ratios_of
from jixiao.facts.rates.explained_rate import explained_rates_of
from jixiao.facts.rates.formula import formulas_of
from jixiao.facts.rates.named_ratio import named_ratios_of, natural_growths_of
from jixiao.facts.rates.ordering import orderings_of
from jixiao.facts.rates.share import shares_of
from jixiao.facts.rates.share_words import Share
from jixiao.facts.rates.standard_ratio import standard_ratios_of
from jixiao.findings import Severity, Verdict
from jixiao.quantity.bounds import ONE, Bounds

_SEVERAL = 3
_LIST = 40
"""So many shares are held together as one list; longer lists are cut."""


@document_rule(
    "RAT001",
    "completion",
    "执行率或完成率与两数之比不符",
    Severity.ERROR,
    message="{words}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对实际数、预算（任务）数和比率，并看清分母是年初数还是调整后数。",
    reference="预算执行率＝实际支出÷调整后预算×100%；完成率＝实际完成数÷计划（任务）数×100%",
)
def completion(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A rate of execution or completion is not what was done divided by the budget, plan or task."""
    settled: set[int] = set()
    for it in facts.completions:
        if it.budgets[0][0].is_zero or _other_denominator(it):
            continue
        equations = [Quotient(it.rate, it.actual, budget) for budget, _ in it.budgets]
        choice = equations[0]
        if not it.is_named:
            choice = next((each for each in equations if holds(each)), choice)
        is_sure = it.is_named and it.is_close
        if is_sure or holds(choice):
            settled.add(it.rate.start)
        yield this.claim(choice, accuses=Severity.ERROR if is_sure else None, words=it.words)
    for it in facts.completions_apart:
        if it.rate.start in settled or it.budgets[0][0].is_zero:
            continue
        ratios = [Quotient(it.rate, it.actual, budget) for budget, _ in it.budgets]
        ratio = next((each for each in ratios if holds(each)), ratios[0])
        yield this.claim(ratio, accuses=Severity.ERROR if it.is_close else None, words=it.words)
    for told in explained_rates_of(facts.sentences):
        if told.rate.start not in settled and not told.whole.is_zero:
            ratio = Quotient(told.rate, told.part, told.whole)
            yield this.claim(ratio, accuses=Severity.ERROR, words=told.words)
    for part in spendings_of(facts.sentences):
        ratios = [Quotient(part.rate, part.actual, budget) for budget in part.budgets]
        ratio = next((each for each in ratios if holds(each)), ratios[0])
        yield this.claim(ratio, accuses=Severity.ERROR if part.is_sure else None, words=part.words)


@document_rule(
    "RAT002",
    "no-denominator",
    "分母为零却写完成率",
    Severity.ERROR,
    message="{words}{stated}没有意义：{basis}印为{zero}，不能作分母{instead}。",
    hint="年初无预算的，通常按调整后（全年）预算计算执行率，并写明口径。",
    reference="完成率＝实际完成数÷预算（任务）数×100%，预算数为零时无完成率",
)
def no_denominator(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A rate of completion is said of a budget that is printed as nothing."""
    for it in facts.completions:
        budget, basis = it.budgets[0]
        if not (it.is_named and budget.is_zero) or it.rate.is_zero:
            continue
        other = next((each for each in it.budgets[1:] if holds(Quotient(it.rate, it.actual, each[0]))), None)
        if other:
            yield this.claim(Quotient(it.rate, it.actual, other[0]), words=it.words)
        instead = f"；{it.rate.text}是按{other[1].value}{other[0].text}算出的" if other else ""
        others = [it.actual, budget, *([other[0]] if other else [])]
        yield this.slip(
            [(each.start, each.end) for each in (it.rate, *others)],
            words=it.words,
            basis=basis.value,
            zero=budget.text,
            instead=instead,
        )


@document_rule(
    "RAT003",
    "wrong-denominator",
    "比率的分母与所写口径不同",
    Severity.ERROR,
    message="{words}{stated}，按{named}{budget}应为{expected}；{stated}是按{basis}{other}算出的。",
    hint="改写分母的名称，或按所写的分母重新计算。",
    reference=(
        "《项目支出绩效评价管理办法》（财预〔2020〕10号）附件："
        "预算执行率＝（实际支出资金÷实际到位资金）×100%；各表口径以所写为准"
    ),
)
def wrong_denominator(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The rate does not follow from the denominator that its words name, but from another one beside it."""
    for it in facts.completions:
        other = _other_denominator(it)
        budget, basis = it.budgets[0]
        if other is None or budget.is_zero:
            continue
        wanted = Quotient(it.rate, it.actual, budget).computed()
        if wanted is None:
            continue
        yield this.slip(
            [(each.start, each.end) for each in (it.rate, it.actual, budget, other[0])],
            expected=printed_like(wanted, it.rate),
            words=it.words,
            named=basis.value,
            budget=budget.text,
            basis=other[1].value,
            other=other[0].text,
        )


@document_rule(
    "RAT004",
    "share",
    "占比与部分、总量之比不符",
    Severity.ERROR,
    message="{words}{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对部分、总量和占比三个数，并看清是占哪个总量。",
    reference="结构相对数＝部分÷总体×100%",
)
def share(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A share is not its part of the whole that the words or the list name."""
    lists: dict[tuple[str, int], list[Share]] = defaultdict(list)
    for it in shares_of(facts.sentences):
        if not it.is_close:
            clause = it.rate.clause
            lists[it.words, -1].append(it)
            if clause:
                lists[it.words, clause.sentence.number].append(it)
        if it.is_open:
            continue
        ratios = [Quotient(it.rate, it.part, whole) for whole in it.wholes]
        ratio = next((each for each in ratios if holds(each)), ratios[0])
        yield this.claim(ratio, accuses=Severity.ERROR if it.is_close else None, words=it.words)
    for (_, number), shares in lists.items():
        yield from _list_of_shares(this, shares, enough=3 if number < 0 else 2)


def _agree_on_another(shares: Sequence[Share]) -> bool:
    """Whether three shares and more, all of the whole that their words name, are of another amount of it."""
    whole = shares[0].wholes[0]
    if len(shares) < _SEVERAL or any(each.is_open or each.wholes[0] is not whole for each in shares):
        return False
    if not all(each.is_named for each in shares) and not _make_all(shares):
        return False
    implied = [Quotient(each.rate, each.part, whole).solved(1) for each in shares]
    bounds = [each for each in implied if each]
    return len(bounds) == len(shares) and max(each.low for each in bounds) <= min(
        each.high for each in bounds
    )


def _make_all(shares: Sequence[Share]) -> bool:
    """Whether shares make 100 together: the list leaves nothing out."""
    total = Bounds.total(each.rate.denoted for each in shares)
    return bool(total.low <= 100 * ONE <= total.high)


def _list_of_shares(this: DocumentRule, shares: Sequence[Share], *, enough: int) -> Iterator[Said]:
    """Shares in the same words: where most of them, and `enough`, are of one whole, so are the others."""
    for start in range(0, len(shares), _LIST):
        own = shares[start : start + _LIST]
        votes: Counter[int] = Counter()
        wholes = {whole.start: whole for each in own for whole in each.wholes}
        for each in own:
            for whole in each.wholes:
                votes[whole.start] += holds(Quotient(each.rate, each.part, whole))
        found, count = max(votes.items(), key=lambda vote: vote[1], default=(0, 0))
        if count < enough or count * 2 <= len(own):
            if not count and _agree_on_another(own):
                found = own[0].wholes[0].start
            else:
                continue
        for each in own:
            if each.part.unit == wholes[found].unit and each.part.start > found:
                ratio = Quotient(each.rate, each.part, wholes[found])
                others = [whole for whole in each.wholes if votes[whole.start] > 1 and whole.start > found]
                is_of_other = any(holds(Quotient(each.rate, each.part, whole)) for whole in others)
                yield this.claim(ratio, accuses=None if is_of_other else Severity.ERROR, words=each.words)


@document_rule(
    "RAT005",
    "structure",
    "结构比例与各部分、总量之比不符",
    Severity.ERROR,
    message="三次产业结构中的{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="各产业比重＝各产业增加值÷地区生产总值×100%；末位可为凑足100作调整。",
    reference="国家统计局《国民经济行业分类》《三次产业划分规定》；结构相对数＝部分÷总体×100%",
)
def structure(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A share of the three industries is not its value added divided by the gross product."""
    for it in facts.structures:
        if it.whole is None:
            continue
        for stated, part in zip(it.shares, it.parts, strict=True):
            yield this.claim(Quotient(stated, part, it.whole), accuses=Severity.ERROR)


@document_rule(
    "RAT006",
    "structure-total",
    "结构比例之和不是100",
    Severity.ERROR,
    message="结构比例{ratio}相加为{total}，不是100；按{arithmetic}，{stated}应为{expected}。",
    hint="请核对各项比重；四舍五入造成的末位差由最大的一项调整。",
    reference="结构相对数之和等于100%",
)
def structure_total(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The shares of a structure do not make 100."""
    for it in facts.structures:
        *others, last = it.shares
        place = min(each.place for each in it.shares)
        total = sum(each.mantissa * 10 ** (each.place - place) for each in it.shares)
        yield this.claim(
            Remainder(last, tuple(others)),
            accuses=Severity.ERROR,
            ratio="∶".join(each.text for each in it.shares),
            total=_decimal(total, place),
        )


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
    for it in (*named_ratios_of(facts.sentences), *due_ratios_of(facts.sentences)):
        ratio = Quotient(it.rate, it.part, it.whole)
        if it.rate.start not in settled:
            yield this.claim(ratio, accuses=Severity.ERROR if it.is_sure else None, name=it.name)
        if it.is_sure or holds(ratio):
            settled.add(it.rate.start)
    for each in standard_ratios_of(facts.sentences):
        if each.rate.start not in settled:
            terms = each.rate, each.part, each.whole
            level = Severity.WARNING if "满意度" in each.words else Severity.ERROR
            equation = Growth(*terms, sign=-1) if each.is_saving else Quotient(*terms)
            yield this.claim(equation, accuses=level, name=each.words)
    for growth in natural_growths_of(facts.sentences):
        yield this.claim(
            Total(growth.rate, (growth.births, growth.deaths), (1, -1)),
            accuses=Severity.ERROR,
            name="自然增长率",
        )


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
    for it in payments_of(facts.sentences):
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
    for it in (*averages_of(facts.sentences), *averages_told_first(facts.sentences)):
        yield this.claim(Quotient(it.average, it.total, it.count), accuses=Severity.WARNING, words=it.words)
    for it in named_averages_of(facts.sentences):
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
    for it in samples_of(facts.sentences):
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
    "RAT011",
    "outturn-and-budget",
    "决算数与预算数的大小与所说相反",
    Severity.ERROR,
    message="“{stated}”与数字相反：决算数{actual}{relation}预算数{budget}。",
    hint="请核对大于、小于是否写反，后面的原因也要相应改写。",
    reference="部门决算公开说明：决算数与年初预算数的差异应与所列数字一致",
)
def outturn_and_budget(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The words say that the outturn is above the budget where the figures say below, or the other way."""
    for it in orderings_of(facts.sentences):
        orders = [_order(it.actual, budget) for budget in it.budgets]
        if it.sign in orders:
            yield this.tie((it.start, it.end), (it.actual.start, it.actual.end))
            continue
        budget, order = it.budgets[0], orders[0]
        word = facts.text[it.start : it.end]
        yield this.slip(
            [(it.start, it.end), *((each.start, each.end) for each in (it.actual, *it.budgets))],
            actual=it.actual.text,
            relation=_RELATIONS[order],
            budget=budget.text,
            expected=f"决算数{_RELATIONS[order]}{word[5:]}",
            repair=f"决算数{_RELATIONS[order]}{word[5:]}",
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
    for it in formulas_of(facts.sentences, facts.text):
        yield this.claim(Quotient(it.rate, it.part, it.whole), accuses=Severity.ERROR)


_RELATIONS = {1: "大于", -1: "小于", 0: "等于"}


def _order(actual: Mention, budget: Mention) -> int:
    """Which of two printed figures is larger."""
    first, other = actual.denoted.middle, budget.denoted.middle
    return (first > other) - (first < other)


def _decimal(mantissa: int, place: int) -> str:
    if place >= 0:
        return str(mantissa * 10**place)
    digits = str(mantissa).rjust(1 - place, "0")
    return f"{digits[:place]}.{digits[place:]}"


def _other_denominator(it: Completion) -> tuple[Mention, Basis] | None:
    """The printed denominator that the rate follows from, where it is not the one that the words name."""
    if not it.is_named or not it.is_close or holds(Quotient(it.rate, it.actual, it.budgets[0][0])):
        return None
    basis = it.budgets[0][1]
    for budget, kind in it.budgets[1:]:
        if kind is not basis and holds(Quotient(it.rate, it.actual, budget)):
            return budget, kind
    return None


def holds(equation: Equation) -> bool:
    """Whether the figures agree."""
    return verdict_on(equation) in (Verdict.SOUND, Verdict.NOTICE)


RULES = (
    completion,
    no_denominator,
    wrong_denominator,
    share,
    structure,
    structure_total,
    named_ratio,
    contract_payment,
    average,
    impossible_rate,
    outturn_and_budget,
    printed_formula,
)

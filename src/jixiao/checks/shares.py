"""Rules on shares (占比): parts of a whole, alone, in lists, and as the structure of three industries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from jixiao.checks.another_whole import ratio_of_another
from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Proportion, Quotient, Remainder, Total
from jixiao.checks.judge import holds
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.rates.share_series import Pair, Series, share_series_of
from jixiao.facts.rates.share_words import Share
from jixiao.findings import Severity
from jixiao.quantity.bounds import ONE, Bounds

_SEVERAL = 3
_LIST = 40
"""So many shares are held together as one list; longer lists are cut."""


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
    for it in facts.shares:
        if not it.is_close:
            clause = it.rate.clause
            if it.is_named:
                lists[it.words, -1].append(it)
            if clause:
                lists[it.words, clause.sentence.number].append(it)
        if it.is_open:
            continue
        ratios = [Quotient(it.rate, it.part, whole) for whole in it.wholes]
        ratio = next((each for each in ratios if holds(each)), ratios[0])
        if it.is_close and not it.is_named and not holds(ratio):
            ratio = ratio_of_another(ratio, facts) or ratio
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


def _are_all_of(shares: Sequence[Share], whole: Mention) -> bool:
    """Whether the parts, two or more, add up to the whole."""
    parts = [each.part for each in shares]
    alike = len(parts) > 1 and all(part.unit == whole.unit and part.start > whole.start for part in parts)
    return alike and holds(Total(whole, tuple(parts)))


def _make_all(shares: Sequence[Share | Pair]) -> bool:
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
        if (count < enough or count * 2 <= len(own)) and not (count and _are_all_of(own, wholes[found])):
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


def _decimal(mantissa: int, place: int) -> str:
    if place >= 0:
        return str(mantissa * 10**place)
    digits = str(mantissa).rjust(1 - place, "0")
    return f"{digits[:place]}.{digits[place:]}"


@document_rule(
    "RAT013",
    "shares-of-one-whole",
    "同一总量的几个占比互相不符",
    Severity.ERROR,
    message="占比{stated}，按同一总量的其他占比{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对这几项的数和占比；不是占同一个总量的，请写明各占什么。",
    reference="结构相对数＝部分÷总体×100%，同一总体的各部分按同一总数计算",
)
def shares_of_one_whole(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A share is not what the other shares of the same whole make it."""
    settled = {it.rate.start for it in facts.shares if it.is_close}
    for series in share_series_of(facts.figured):
        pairs = series.pairs[:_LIST]
        if any(pair.rate.start in settled for pair in pairs):
            continue
        if whole := _printed_whole(series):
            for pair in pairs:
                ratio = Quotient(pair.rate, pair.part, whole)
                yield this.claim(ratio, accuses=Severity.ERROR)
            continue
        if _make_all(pairs):
            *others, last = (pair.rate for pair in pairs)
            yield this.claim(Remainder(last, tuple(others)), accuses=None)
        at, agreeing = _reference(pairs)
        level = Severity.ERROR if _is_proven(pairs, agreeing) else None
        for number, pair in enumerate(pairs):
            if number != at:
                yield this.claim(_proportion(pair, pairs[at]), accuses=level)


def _printed_whole(series: Series) -> Mention | None:
    """The figure told before the parts to which they add up."""
    parts = tuple(pair.part for pair in series.pairs)
    return next((each for each in reversed(series.wholes) if holds(Total(each, parts))), None)


def _reference(pairs: Sequence[Pair]) -> tuple[int, int]:
    """The number of the pair with which most others agree, and how many do; the largest share of these."""
    counted = [
        (
            sum(holds(_proportion(other, pair)) for other in pairs if other is not pair),
            pair.rate.denoted.low,
            number,
        )
        for number, pair in enumerate(pairs)
    ]
    agreeing, _, number = max(counted)
    return number, agreeing


def _is_proven(pairs: Sequence[Pair], agreeing: int) -> bool:
    """Whether all are shares of one whole: most agree, or together they are all of it."""
    return (agreeing > 1 and agreeing == len(pairs) - 2) or _make_all(pairs)


def _proportion(pair: Pair, other: Pair) -> Proportion:
    return Proportion(pair.rate, pair.part, other.rate, other.part)


RULES = (
    share,
    structure,
    structure_total,
    shares_of_one_whole,
)

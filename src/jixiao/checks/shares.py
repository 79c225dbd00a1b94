"""Rules on shares (占比): parts of a whole, alone, in lists, and as the structure of three industries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Quotient, Remainder
from jixiao.checks.judge import holds
from jixiao.facts.facts import Facts
from jixiao.facts.rates.share import shares_of
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
    for it in shares_of(facts.figured):
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


def _decimal(mantissa: int, place: int) -> str:
    if place >= 0:
        return str(mantissa * 10**place)
    digits = str(mantissa).rjust(1 - place, "0")
    return f"{digits[:place]}.{digits[place:]}"


RULES = (
    share,
    structure,
    structure_total,
)

"""Completion (完成率): rates that say how much of a budget, plan or task was done, and of which one.

“年初预算100亿元，实际完成98亿元，为预算的98%”: the words before the rate name the denominator, the figures
before it are told apart by their own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.naming import named
from jixiao.facts.rates.altered import is_altering
from jixiao.facts.rates.basis import LONGEST, Basis, basis_in, basis_of, rate_words
from jixiao.numerals.token import VALUES, Kind

_RATES = frozenset([Kind.PERCENT, Kind.PERMILLE, Kind.MULTIPLE])
_INSIDE = re.compile(
    r"(?:完成了?|为|占|达到?|相当于)(?P<base>[^，。；为占]{0,16}?(?:预算|计划|任务|目标|指标)(?:数额|总额|数|额|量|值)?)$"
)
_CARRIED = re.compile("结转")
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
                    if said and not is_condition(mention, sentence.source):
                        found = _completion(mention, said, seen[-_REMEMBERED:], sentence)
                        if found and _was_altered(found, altered):
                            found = replace(found, is_close=False)
                        if found:
                            yield found
                elif mention.kind in VALUES:
                    basis = basis_of(mention.lead)
                    if basis is None and is_altering(sentence, mention):
                        if mention.kind is Kind.AMOUNT:
                            altered = sentence.end if _CARRIED.search(mention.lead[-8:]) else mention.start
                        continue
                    seen.append((mention, basis))


def _was_altered(found: Completion, altered: int) -> bool:
    """Whether the budget was altered after it was told, so that the rate may be that of the altered one."""
    budget, basis = found.budgets[0]
    if basis is Basis.ADJUSTED or found.basis is Basis.ORIGINAL:
        return False
    return altered > min(budget.start, found.actual.start)


def is_condition(mention: Mention, source: str) -> bool:
    """Whether a rate sorts things instead of measuring one: “执行率100%的项目”, “90%以上”, “98%、99%”."""
    after = source[mention.end : mention.end + 2]
    if after[:1] in ("的", "以", "、", "和", "及", "（") and after[:1] != "（":
        return True
    return mention.text.endswith(("以上", "以下", "以内"))


def _around(rate: Mention, base: Mention, seen: list[tuple[Mention, Basis | None]]) -> Completion | None:
    """A rate whose denominator stands within its words: “完成目标任务4.8万人的106.7%”."""
    words = _INSIDE.search(base.lead[-LONGEST:])
    if rate.lead != "的" or not words or base.clause is not rate.clause or len(seen) < 2:
        return None
    if seen[-1][0] is not base or base.clause is None:
        return None
    actual, kind = next((it for it in reversed(seen[:-1]) if not _is_inside(*it)), seen[-2])
    basis = basis_in(words["base"])
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
    whole = _whole_of(actual, [each for each, _ in seen[:-2]])
    is_close = whole is None
    actual = whole or actual
    return Completion(rate, actual, ((base, basis),), basis, words.group(), is_named=True, is_close=is_close)


def _is_inside(figure: Mention, basis: Basis | None) -> bool:
    """Whether a figure is the base within the words of another rate: “完成年初预算5万元的90%，完成…”."""
    return basis is not None and _INSIDE.search(figure.lead[-LONGEST:]) is not None


def _whole_of(last: Mention, before: list[Mention]) -> Mention | None:
    """Of what several parts were told up to the last: 新增就业5.36万人，其中一季度1.28万人、二季度…"""
    clause = last.clause
    assert clause
    sentence = clause.sentence
    opened = sentence.source.rfind("其中", sentence.start, last.start)
    if opened < 0:
        return None
    same = [each for each in before if each.unit == last.unit and each.start >= sentence.start]
    heads = [each for each in same if each.start < opened]
    return heads[-1] if heads and same[-1].start > opened else None


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
    if own and own[-1][1] is not None and is_share(rate, own[-1][0], sentence):
        return None
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
    told = _told_behind(rate, sentence)
    if told and told[0].unit == actual.unit:
        return Completion(rate, actual, (told,), basis, words, is_named=True, is_close=True)
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
        if _is_told_behind_rate(mention):
            continue
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


def is_share(rate: Mention, before: Mention, sentence: Sentence) -> bool:
    """Whether a rate is the share that the figure right before it has: “预算合计1,400万元，占…预算的17%”."""
    between = sentence.source[before.end : rate.start]
    return between.lstrip("，,（( ").startswith("占")


def _told_behind(rate: Mention, sentence: Sentence) -> tuple[Mention, Basis] | None:
    """The budget in a parenthesis right behind the rate: “执行率99.12%（调整后预算3,341.88万元）”."""
    if sentence.source[rate.end : rate.end + 1] not in ("（", "("):
        return None
    behind = next((each for each in sentence.mentions if each.start > rate.end), None)
    if behind is None or behind.clause is None or behind.clause.opens_after is not rate:
        return None
    basis = basis_of(behind.lead) if behind.kind in VALUES and not behind.slack else None
    return (behind, basis) if basis and not is_altering(sentence, behind) else None


def _is_told_behind_rate(mention: Mention) -> bool:
    """Whether a figure stands in a parenthesis behind another rate: it is that one's denominator."""
    opened = mention.clause.opens_after if mention.clause else None
    return opened is not None and opened.kind in _RATES


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

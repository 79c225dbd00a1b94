"""Rules on lists (列举): the number that a sentence announces and the names that it lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Tally, Total
from jixiao.facts.facts import Facts
from jixiao.facts.parts.enumeration import Enumeration, titles_listed
from jixiao.facts.text.roll import Roll, divided_of, rolls_of
from jixiao.findings import Severity

_NEAR = 6
"""Sentences between two lists of one subject."""
_SHARED = 4
"""Characters in a row that make a word which two passages share."""
_REPORTING = "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条：内容简洁，主题突出，表述准确"


@document_rule(
    "LST001",
    "listed-names",
    "列出的名称与个数不符",
    Severity.ERROR,
    message="写明{stated}，列出的是{names}个：{first}……{last}。",
    hint="请核对是个数写错，还是漏列、多列了名称。",
    reference=_REPORTING,
)
def listed_names(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A count differs from the number of names that are listed with it."""
    for _, it in facts.enumerations:
        yield from _compared(this, it, facts.text)


def _compared(this: DocumentRule, it: Enumeration, text: str) -> Iterator[Said]:
    announced = it.count.mantissa
    is_whole = it.is_closed and (not it.is_partial or it.fewest > announced)
    first, last = it.names[0], it.names[-1]
    yield this.claim(
        Tally(it.count, it.fewest, it.most),
        accuses=Severity.ERROR if is_whole else None,
        witnesses=it.names,
        names=str(it.fewest),
        first=text[slice(*first)],
        last=text[slice(*last)],
    )
    if not is_whole and not it.fewest <= announced <= it.most:
        yield this.unchecked("列举不全（等、包括），个数无从核对", (it.count.start, it.count.end))


@document_rule(
    "LST002",
    "listed-twice",
    "同一列举中重复出现",
    Severity.ERROR,
    message="{stated}在同一列举中出现了两次。",
    hint="请删去重复的一项，或改为漏列的那一项。",
    reference=_REPORTING,
)
def listed_twice(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A title or a name stands twice in one list."""
    for titles in titles_listed(facts.text):
        yield from _repeated(this, titles, facts.text)
    for _, it in facts.enumerations:
        if it.is_closed:
            yield from _repeated(this, it.names, facts.text)


def _repeated(this: DocumentRule, names: Sequence[tuple[int, int]], text: str) -> Iterator[Said]:
    first: dict[str, tuple[int, int]] = {}
    for name in names:
        words = "".join(text[slice(*name)].split())
        if words in first:
            yield this.slip([name, first[words]])
        first.setdefault(words, name)


@document_rule(
    "LST003",
    "roll-differs",
    "同一名单前后不一致",
    Severity.WARNING,
    message="这里有“{stated}”而没有“{other}”，前面的名单正相反，其余{same}个都相同。",
    hint="请核对两处是不是同一名单；是的，改为一致。",
    reference=_REPORTING,
)
def roll_differs(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Two lists of the same subject, near each other, differ in one name."""
    last: Roll | None = None
    for roll in rolls_of(facts):
        if last and roll.sentence - last.sentence <= _NEAR and _share_a_word(last.before, roll.before):
            only, other = roll.words - last.words, last.words - roll.words
            if len(only) == len(other) == 1:
                yield this.slip(
                    [_place(facts, roll, only), _place(facts, last, other)],
                    other=next(iter(other)),
                    same=str(len(roll.words) - 1),
                )
            elif not only and not other:
                yield this.tie(*last.names, *roll.names)
        last = roll


@document_rule(
    "LST004",
    "divided-roll",
    "分组名单与总个数不符",
    Severity.ERROR,
    message="写明共{stated}，分组列出的不同名称有{names}个。",
    hint="请核对是总个数写错，还是分组名单有误。",
    reference=_REPORTING,
)
def divided_roll(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The groups of a count, listed by name, hold more names than the count says."""
    for it in divided_of(facts):
        yield this.claim(
            Tally(it.whole, it.different, it.different),
            accuses=Severity.ERROR if it.different > it.whole.mantissa else None,
            witnesses=it.names,
            names=str(it.different),
        )
        yield this.claim(Total(it.whole, tuple(each.count for each in it.groups)), names=str(it.different))


def _place(facts: Facts, roll: Roll, words: frozenset[str]) -> tuple[int, int]:
    """Where the one name stands in the list."""
    word = next(iter(words))
    return next(at for at in roll.names if facts.text[slice(*at)].startswith(word))


def _share_a_word(one: str, other: str) -> bool:
    """Whether four characters in a row stand in both."""
    return any(one[at : at + _SHARED] in other for at in range(len(one) - _SHARED + 1))


RULES = (listed_names, listed_twice, roll_differs, divided_roll)

"""Slots of sentences (文中的栏目): the totals that reports on budgets and accounts all name, by heading.

“2024年度‘三公’经费支出预算为7.50万元，支出决算为6.80万元”: the second figure is of what the first one named.
Only what is known to add up over units is read; what is compared, per head or of another level is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.facts.department.slot import Slot, alike, year_named
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.naming.measured import Measure
from jixiao.numerals.token import Kind

_NAMES = re.compile(
    r"收入总计|支出总计|收支总计|收入支出总计|本?年?收入合计|本?年?支出合计|总收入|总支出"
    r"|(?:一般公共预算|政府性基金预算|国有资本经营预算)?财政拨款(?:收入支出|收入|支出|收支)?(?:总计|合计)?"
    r"|(?:一般公共预算财政拨款)?(?:基本支出|项目支出)|人员经费|公用经费|三公经费(?:支出|合计|总额)*"
    r"|因公出国境?费用?|公务用车购置及运行维?护?费|公务用车购置费|公务用车运行维?护?费|公务接待费"
    r"|机关运行经费(?:支出)?|政府采购(?:支出)?总额|政府采购(?:货物|工程|服务)支出|会议费|培训费"
    r"|事业收入|经营收入|其他收入|上级补助收入|(?:年初|年末)?(?:财政拨款)?结转和结余"
)
_BARE = frozenset(["", "支出", "收入"])
_CLOSER = re.compile(r"(?:安排|完成|实现|为|达到?|是|共|有|数额?|总额|[:：])+$")
_MEASURE = re.compile(
    r"(?:(?P<ORIGINAL>年初的?预算|年初预算安排)|(?P<SPENT>(?:支出|收入)?(?:决算|执行)|实际支出)|(?P<BUDGET>(?:支出|收入)?预算))$"
)
_ELSEWHERE = re.compile(
    r"上年|去年|上一年|[比较占均增减]|其余|剩余|追加|调整|主要|上级(?!补助)|下级|所属|本级|机关本部|每|单价"
)
_LEADING = re.compile(r"^(?:其中|一是|二是|三是|[一二三四五六七八九十]是|我[局委办部]|包括|按照|安排)+")
_LONGEST = 40


def spoken_slots(facts: Facts, year: int) -> Iterator[tuple[Slot, Mention]]:
    """The figures of prose that stand in a slot."""
    for sentence in facts.sentences:
        if sentence.mentions:
            yield from _of_sentence(sentence, year)
    for statement in facts.statements.spoken:
        figure = statement.figure
        if statement.is_item and statement.is_firm and figure.kind is Kind.AMOUNT and not figure.slack:
            line = "·".join(name.removesuffix("支出") for name in statement.path)
            yield Slot("功能分类", line, statement.measure.value, statement.year or year), figure


def _of_sentence(sentence: Sentence, year: int) -> Iterator[tuple[Slot, Mention]]:
    headings = sentence.block.headings
    form = alike(headings[-1].title[:_LONGEST]) if headings else ""
    thing, when = "", year
    for mention in sentence.mentions:
        if mention.kind is not Kind.AMOUNT or mention.slack or change_of(mention):
            continue
        told = _read(mention.lead)
        if told is None:
            thing = ""
            continue
        name, measure, named = told
        if name:
            thing, when = name, named or year
        elif not measure or (named and named != when):
            thing = ""
        if thing:
            yield Slot(form, thing, measure, when), mention


@lru_cache(maxsize=8192)
def _read(lead: str) -> tuple[str, str, int] | None:
    """The thing, the measure and the year that a lead names; no thing where it is the one named before."""
    words = "".join(lead.split())
    if len(words) > _LONGEST or _ELSEWHERE.search(words):
        return None
    named = year_named(words)
    words = alike(_LEADING.sub("", words))
    words = _CLOSER.sub("", words)
    found = _MEASURE.search(words)
    measure = Measure[found.lastgroup].value if found and found.lastgroup else ""
    rest = _CLOSER.sub("", words[: found.start()]) if found else words
    if rest in _BARE:
        return ("", measure, named) if measure else None
    return (rest, measure, named) if _NAMES.fullmatch(rest) else None

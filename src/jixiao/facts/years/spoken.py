"""What prose says of projects (正文中的项目): figures, who carries them out, why their budgets changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.facts.naming.subject import Named

Range = tuple[int, int]

_DOING = re.compile(
    r"(?:^|[，。；：、\s\d.．）)由])(?P<office>[^，。；：“”\s\d.．、（）()由]{3,24}?)"
    r"(?:负责|牵头|组织|承担|具体|实施|执行|开展|管理|申报)+的$"
)
_REACH = 40
_BECAUSE = re.compile(r"因(?!此|素|地|人|而)为?|由于|根据|鉴于|受")
_CHANGED = re.compile(
    r"[，,]?\s?(?:故|因此|因而|从而|所以)?(?:年中|年内)?(?:相应|予以|申请)?(?:将[^，。；]{0,14})?"
    r"(?:追加|调增|增加|调减|追减|核减|压减)?(?:了|项目|部门|预算|经费|资金|金额|共|合计)*$"
)
_TIME = re.compile(r"^(?:年中|年内|本年度?|全年|上半年|下半年)")
_LONGEST_REASON = 60
_CHANGES = (Measure.INCREASE, Measure.REDUCTION)


@dataclass
class Spoken:
    """What prose says of one project: the firm figures by measure, offices, reasons of changes."""

    name: str
    place: Range
    figures: dict[Measure, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    offices: list[Range] = field(default_factory=list)
    reasons: dict[Measure, tuple[str, Range]] = field(default_factory=dict)

    @property
    def is_told(self) -> bool:
        """Whether prose alone tells enough of it to be taken for a project: a budget and what was spent."""
        budget = {Measure.ORIGINAL, Measure.ADJUSTED, Measure.BUDGET} & self.figures.keys()
        return bool(budget) and Measure.SPENT in self.figures


def spoken_of(facts: Facts, fiscal_year: int) -> Mapping[str, Spoken]:
    """What prose says of each project, by the name under which names are compared."""
    found: dict[str, Spoken] = {}
    for named, sentence in facts.statements.names:
        if named.is_item or named.code:
            continue
        said = found.setdefault(
            named.path[-1], Spoken(_plain_name(facts.text, named), (named.start, named.end))
        )
        start = max(sentence.start, named.start - _REACH)
        doing = _DOING.search(facts.text[start : named.start])
        if doing:
            said.offices.append((start + doing.start("office"), start + doing.end("office")))
    for each in facts.statements.spoken:
        known = found.get(each.path[-1])
        if known is None or each.is_item or each.year not in (0, fiscal_year):
            continue
        if each.is_firm:
            known.figures[each.measure].append(each.figure)
        if each.measure in _CHANGES and each.measure not in known.reasons:
            reason = _reason(facts, each.figure)
            if reason:
                known.reasons[each.measure] = reason
    return found


def _plain_name(text: str, named: Named) -> str:
    """The name as it is printed, without the quotes around it."""
    words = text[named.start : named.end].strip()
    inner = words[words.find("“") + 1 : words.rfind("”")] if "“" in words and "”" in words else words
    return inner.replace("‘", "“").replace("’", "”").strip()


def _reason(facts: Facts, figure: Mention) -> tuple[str, Range] | None:
    """Why a budget changed, as the sentence says before it, without 因 and the words of the change."""
    clause = figure.clause
    if clause is None:
        return None
    sentence = clause.sentence
    before = [each.end for each in sentence.mentions if each.end <= figure.start and each.unit == "元"]
    start = max(before, default=sentence.start)
    words = facts.text[start : figure.start]
    because = _BECAUSE.search(words)
    if because is None:
        return None
    told = words[because.end() :]
    changed = _CHANGED.search(told)
    reason = _TIME.sub("", (told[: changed.start()] if changed else told).strip("，, 、"))
    if not 2 <= len(reason) <= _LONGEST_REASON or "。" in reason or set(reason) & set("{}｛｝"):
        return None
    at = start + because.end() + told.find(reason)
    return reason, (at, at + len(reason))

"""Paid parts (分项支付): what a project paid for, item by item, beside what it spent in all.

“支付了甲站房租42万元，乙站房租50万元，丙站房租32万元” in the passage of a project whose first sentence says
what it spent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.facts.budgets.statement import Statement
from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.measured import Measure

_PAID = re.compile(r"(?:支付|拨付|发放|支出)了?(?!.*(?:比例|其中|每))")
_ALIKE = 2
"""Characters before the amounts that all of them share: 房租."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class PaidParts:
    """What a project spent, and the payments of one kind that its passage lists."""

    spent: Mention
    parts: tuple[Mention, ...]


def paid_parts_of(sentences: Iterable[Sentence], spoken: Iterable[Statement]) -> Iterator[PaidParts]:
    """The payments listed in the passage of each project, with its spending."""
    spent: dict[int, Mention] = {}
    for statement in spoken:
        clause = statement.figure.clause
        if statement.measure is Measure.SPENT and statement.is_firm and clause:
            spent.setdefault(_passage(clause.sentence.block), statement.figure)
    for sentence in sentences if spent else ():
        whole = spent.get(_passage(sentence.block))
        parts = _listed(sentence) if whole and len(sentence.mentions) >= _FEWEST else []
        if whole and len(parts) >= _FEWEST and whole not in parts:
            yield PaidParts(whole, tuple(parts))


def _passage(block: Headline | Prose) -> int:
    """Where the numbered item begins to which the paragraph belongs."""
    item = block.item if isinstance(block, Prose) else None
    return item.start if item else block.start


def _listed(sentence: Sentence) -> list[Mention]:
    """The amounts of neighboring clauses behind 支付了 whose words end alike."""
    found: list[Mention] = []
    for mention in sentence.mentions:
        if mention.unit != "元" or mention.slack:
            continue
        if not found:
            if _PAID.search(mention.lead):
                found.append(mention)
        elif mention.lead[-_ALIKE:] == found[0].lead[-_ALIKE:]:
            found.append(mention)
        else:
            break
    return found

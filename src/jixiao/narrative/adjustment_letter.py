"""Adjustment letter (预算调整函): what a unit asks the finance bureau to change, with the table of its lines.

The budget before the change is what counts without the letter's own lines, so the letter reads the same
before and after it was approved. What is asked for is printed, not what was granted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from jixiao.document.model import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Row,
    Sentence,
    Span,
    Table,
)
from jixiao.errors import UnknownReference
from jixiao.measure import Key
from jixiao.narrative.composer import Composer, Slot
from jixiao.narrative.fact import Fact
from jixiao.narrative.facts import Facts
from jixiao.narrative.letters import load_letter, write_letter
from jixiao.narrative.outline import load_outline
from jixiao.narrative.report import Draft, full_year
from jixiao.numerals.printing import ABSENT
from jixiao.quantity import Money
from jixiao.tracking.budget import AdjustmentLine, Change, ExpenditureKind
from jixiao.tracking.ledger import Account, Ledger
from jixiao.tracking.policy import load_policy
from jixiao.tracking.position import NOTHING
from jixiao.tracking.year import Year

LETTER = "adjustment-request"

_BASIC = "基本支出"
_WHERE = "预算调整明细表"
_STOPS = "。；，;, \n"


@dataclass(slots=True)
class Asked:
    """What is asked for one project, or for basic expenditure (申请调整)."""

    name: str
    subject: str  # that its texts speak of: a project's code, or "unit"
    before: Money
    increases: Money = NOTHING
    reductions: Money = NOTHING
    reasons: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    lacks_amount: bool = False

    @property
    def after(self) -> Money:
        """The budget as it would be."""
        return self.before + self.increases - self.reductions


def adjustment_letter(
    year: Year,
    code: str,
    *,
    number: str = "",
    dated: dt.date | None = None,
    meeting: str = "",
) -> Draft:
    """The letter that asks for the adjustment of that code (申请调整预算的函).

    Number and date are those of the adjustment where none are given; `meeting` is where it was agreed upon
    (主任办公会第12次会议). Raises UnknownReference where the year has no such adjustment.
    """
    letter = next((each for each in year.adjustments if each.code == code), None)
    if letter is None:
        raise UnknownReference(f"台账里没有预算调整“{code}”。", english=f"There is no adjustment {code!r}.")
    lines = [each for each in year.adjustment_lines if each.adjustment == code]
    dated = dated or letter.requested
    asked = asked_for(year, lines, dated or dt.date(year.fiscal_year, 12, 31))
    period = full_year(year)
    facts = Facts(year, period, load_policy(year.unit.policy), period.end)
    composer = Composer(facts, load_outline(period.outline).patterns)
    draft = write_letter(
        load_letter(LETTER),
        year,
        period,
        number=number or letter.request_number,
        dated=dated,
        more={**_sums(lines), **_words(composer, letter.reason, asked, meeting)},
    )
    rows = _rows(composer, asked)
    kept = tuple(each for each in draft.document.blocks if not _is_empty(each))
    document = replace(draft.document, blocks=(*kept, *_annex(year, rows)))
    return replace(draft, document=document, gaps=(*draft.gaps, *composer.gaps))


def asked_for(year: Year, lines: Iterable[AdjustmentLine], as_of: dt.date) -> list[Asked]:
    """What the lines ask for, one row a project, in the order in which they name them.

    A reallocation takes from its giver what it gives to its receiver.
    """
    lines = list(lines)
    others = tuple(each for each in year.adjustment_lines if all(each is not line for line in lines))
    ledger = Ledger(replace(year, adjustment_lines=others), as_of)
    found: dict[Account, Asked] = {}

    def row(kind: ExpenditureKind, project: str) -> Asked:
        account = (kind, project)
        if account not in found:
            known = year.project_by_code.get(project)
            name = known.name if known else project or _BASIC
            position = ledger.positions.get(account)
            found[account] = Asked(
                name, project if known else "unit", position.adjusted if position else NOTHING
            )
        return found[account]

    for line in lines:
        amount = abs(line.requested) if line.requested is not None else NOTHING
        sides = []
        if line.change is Change.TRANSFER and line.giver:
            giver = row(line.kind, line.giver)
            giver.reductions += amount
            sides.append(giver)
        taken = line.change in (Change.REDUCTION, Change.RECOVERY)
        own = row(line.kind, line.project)
        if taken:
            own.reductions += amount
        else:
            own.increases += amount
        for side in (*sides, own):
            side.lacks_amount |= line.requested is None
            _note(side.reasons, line.reason)
            _note(side.effects, line.effect)
    return list(found.values())


def _note(words: list[str], text: str) -> None:
    told = text.strip(_STOPS)
    if told and told not in words:
        words.append(told)


def _sums(lines: Iterable[AdjustmentLine]) -> dict[str, Slot]:
    """What all lines of each kind come to; what comes to nothing is not mentioned."""
    sums = dict.fromkeys(Change, NOTHING)
    for line in lines:
        sums[line.change] += abs(line.requested) if line.requested is not None else NOTHING
    up, down = sums[Change.INCREASE], sums[Change.REDUCTION] + sums[Change.RECOVERY]
    both = bool(up) and bool(down)
    told = {
        "追加": up,
        "追减": sums[Change.REDUCTION],
        "调剂": sums[Change.TRANSFER],
        "收回": sums[Change.RECOVERY],
        "净增": up - down if both and up > down else NOTHING,
        "净减": down - up if both and down > up else NOTHING,
    }
    return {name: Fact(Key("adjustment", name), amount) if amount else None for name, amount in told.items()}


def _words(composer: Composer, reason: str, asked: list[Asked], meeting: str) -> dict[str, Slot]:
    projects = sum(each.name != _BASIC for each in asked)
    parts = [f"{projects}个项目" if projects else "", _BASIC if projects < len(asked) else ""]
    reason = reason.strip(_STOPS)
    return {
        "年度": str(composer.facts.year.fiscal_year),
        "事由": composer.words(reason, "unit", "事由") if reason else None,
        "调整范围": "和".join(each for each in parts if each) or None,
        "会议": meeting or None,
    }


def _rows(composer: Composer, asked: list[Asked]) -> list[Row]:
    rows = []
    for number, each in enumerate(asked, start=1):
        name = [Span(each.name)]
        if each.lacks_amount:
            name.append(composer.gap(f"{each.name}的申请金额", _WHERE))
        reason = _told(composer, each, each.reasons) or [composer.gap(f"{each.name}的调整原因", _WHERE)]
        effect = _told(composer, each, each.effects) or [Span(ABSENT)]
        rows.append(
            Row(
                (
                    Cell((Span(str(number)),)),
                    Cell(tuple(name), align=Align.LEFT),
                    *(Cell((span,), align=Align.RIGHT) for span in _amounts(f"asked.{number}", each)),
                    Cell(tuple(reason), align=Align.LEFT),
                    Cell(tuple(effect), align=Align.LEFT),
                )
            )
        )
    if len(asked) > 1:
        rows.append(_total(asked))
    return rows


def _told(composer: Composer, asked: Asked, texts: list[str]) -> list[Span]:
    return composer.words("；".join(texts), asked.subject, _WHERE) if texts else []


def _amounts(subject: str, asked: Asked) -> tuple[Span, ...]:
    told = {
        "before": asked.before,
        "increases": asked.increases or None,
        "reductions": asked.reductions or None,
        "after": asked.after,
    }
    return tuple(Fact(Key(subject, name), amount).cell_span() for name, amount in told.items())


def _total(asked: list[Asked]) -> Row:
    whole = Asked(
        "合计",
        "unit",
        Money.total(each.before for each in asked),
        Money.total(each.increases for each in asked),
        Money.total(each.reductions for each in asked),
    )
    cells = (Cell((span,), align=Align.RIGHT) for span in _amounts("asked.total", whole))
    return Row((Cell(), Cell((Span("合计"),)), *cells, Cell(), Cell()), is_total=True)


def _annex(year: Year, rows: list[Row]) -> list[Block]:
    columns = (
        Column("序号", 1),
        Column("项目", 4, Align.LEFT),
        Column("现预算", 2.2, Align.RIGHT),
        Column("申请追加", 2, Align.RIGHT),
        Column("申请追减", 2, Align.RIGHT),
        Column("调整后预算", 2.2, Align.RIGHT),
        Column("调整原因", 5, Align.LEFT),
        Column("对绩效目标的影响", 4, Align.LEFT),
    )
    return [
        PageBreak(landscape=True),
        Paragraph((Sentence((Span("附件"),)),), ParagraphStyle.ANNEX_LABEL),
        Heading(0, f"{year.fiscal_year}年度预算调整明细表"),
        Table(columns, tuple(rows), unit_note="单位：万元", key="adjustment/lines"),
    ]


def _is_empty(block: Block) -> bool:
    """Whether nothing is left of a paragraph whose words were all optional; an empty line has a space."""
    return isinstance(block, Paragraph) and not block.text

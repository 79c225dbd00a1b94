"""The table of focus projects (重点项目预算支出明细), and the summary of all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.document.model import Align, Block, Cell, Column, Paragraph, ParagraphStyle, Row, Span, Table
from jixiao.narrative.composer import Slot, listed, paragraph, plain
from jixiao.narrative.fact import Fact
from jixiao.narrative.writing import Writing
from jixiao.numerals import printing
from jixiao.quantity import WAN, Money
from jixiao.tracking.position import Position
from jixiao.tracking.problem import Section

COLUMNS = (
    Column("序号", 5),
    Column("项目执行\n部门", 12),
    Column("项目名称", 22, Align.LEFT),
    Column("年初预算", 10, Align.RIGHT),
    Column("年中\n追加", 9, Align.RIGHT),
    Column("年中\n追减", 9, Align.RIGHT),
    Column("调整后\n预算", 10, Align.RIGHT),
    Column("实际支出", 10, Align.RIGHT),
    Column("执行率", 9, Align.RIGHT),
)
_MEASURES = ("original", "increases", "reductions", "adjusted", "spent", "execution_rate")
_CHANGES = ("increases", "reductions")


def focus_table(writing: Writing) -> Iterator[Block]:
    """Share and totals of the focus projects, then their table of nine columns in 万元."""
    composer, facts = writing.composer, writing.facts
    focus = facts.focus
    if not focus.projects:
        return
    total = facts.position("focus")
    holds = {
        "share": facts.position("project_own").original,
        "advance": facts.position("advance").original,
        "adjusted": total.is_adjusted,
        "year-ended": facts.is_year_ended,
    }
    conditions = {name for name, held in holds.items() if held}
    yield from _selection(writing)
    yield from paragraph(composer.sentence("share", "focus", conditions, where="重点项目总体"))
    yield from paragraph(composer.sentence("focus_total", "focus", conditions, where="重点项目总体"))
    yield _table(writing)


def ordinary(writing: Writing) -> Iterator[Block]:
    """One sentence on all projects that are not focus projects, so that every project is covered."""
    facts = writing.facts
    if not facts.ordinary.projects:
        return
    total = facts.position("ordinary")
    holds = {"spent": total.spent, "adjusted": total.is_adjusted}
    conditions = {name for name, held in holds.items() if held}
    yield from paragraph(writing.composer.sentence("ordinary", "ordinary", conditions, where="其他项目"))


def _selection(writing: Writing) -> list[Paragraph]:
    """How the focus projects were chosen: in the unit's own words, or else by the reasons it noted."""
    composer, facts = writing.composer, writing.facts
    told = [
        line
        for passage in facts.visible.passages
        if passage.section is Section.SELECTION
        for line in composer.paragraphs(passage.text, "focus", "重点项目选取")
    ]
    reasons = list(dict.fromkeys(each.selected_for for each in facts.focus.projects if each.selected_for))
    slots: dict[str, Slot] = {"选取原因": listed(reasons)}
    holds = {"reasons": reasons, "others": facts.ordinary.projects}
    conditions = {name for name, held in holds.items() if held}
    return told or paragraph(composer.sentence("selection", "focus", conditions, slots, where="重点项目选取"))


def _table(writing: Writing) -> Table:
    facts, composer = writing.facts, writing.composer
    rows = []
    for number, project in enumerate(facts.focus.projects, start=1):
        party = Span(project.party) if project.party else composer.gap("执行部门", project.name)
        measures = [facts.measure(project.code, each) for each in _MEASURES]
        rows.append(
            Row((_cell(Span(str(number))), _cell(party), _cell(Span(project.name)), *_amounts(measures)))
        )
    codes = [each.code for each in facts.focus.projects]
    plain_sum = facts.ledger.rows_total(codes)
    total = [_total(writing, plain_sum, each) for each in _MEASURES]
    rows.append(Row((Cell((Span("合计"),), columns=3, align=Align.CENTER), *_amounts(total)), is_total=True))
    return Table(
        columns=COLUMNS,
        rows=tuple(rows),
        caption="重点跟踪项目预算支出明细表",
        unit_note="单位：万元",
        notes=tuple(_notes(facts.position("focus"), plain_sum, list(facts.focus.positions.values()))),
        key="focus/table",
    )


def _total(writing: Writing, plain_sum: Position, name: str) -> Fact:
    """The total of a column: the group's measure, or the plain sum where inner reallocations part them."""
    facts = writing.facts
    fact = facts.measure("focus", name)
    value = getattr(plain_sum, name)
    return fact if name not in _CHANGES or value == fact.value else Fact(facts.key("focus-rows", name), value)


def _cell(span: Span) -> Cell:
    return Cell((span,))


def _amounts(measures: Sequence[Fact]) -> list[Cell]:
    """Cells of a row; a change of nothing is "-", every other zero is 0.00."""
    return [
        _cell(Span(printing.ABSENT))
        if fact.key.measure in _CHANGES and not fact.value
        else _cell(fact.cell_span())
        for fact in measures
    ]


def _notes(total: Position, plain_sum: Position, positions: Sequence[Position]) -> Iterator[Paragraph]:
    """One note where rounded rows do not add up, one where reallocations stand in both columns."""
    sums = {
        name: sum((getattr(each, name).rounded_in(WAN) for each in positions), Decimal())
        for name in _MEASURES[:-1]
    }
    if any(value != getattr(plain_sum, name).rounded_in(WAN) for name, value in sums.items()):
        yield _note("注：表中数据按元计算后四舍五入，部分合计数与分项之和的尾差系四舍五入形成。")
    moved: Money = plain_sum.increases - total.increases
    if moved:
        text = printing.money_in_words(moved)
        yield _note(f"注：重点项目之间调剂{text}，同时计入调入项目的追加和调出项目的追减。")


def _note(text: str) -> Paragraph:
    return Paragraph((plain(text),), ParagraphStyle.NOTE)

"""Weekly page (例会一页纸): for the leader's weekly meeting, by office: budget, spent, unpaid, due, behind.

Everything stands on one page of A4; its figures are bound like those of a report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao.document.model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Sentence,
    Span,
    Table,
)
from jixiao.measure import Key
from jixiao.narrative.composer import plain
from jixiao.narrative.fact import Fact, Value
from jixiao.numerals import printing
from jixiao.quantity import Money
from jixiao.tracking.glance import Glance, Standing
from jixiao.tracking.outlook import Outlook, paid_by_contract
from jixiao.tracking.pace import Pace
from jixiao.tracking.policy import Policy, load_policy
from jixiao.tracking.project import Project
from jixiao.tracking.year import Year

LAYOUT = "one-page"
"""The layout in which it fits one page."""

MOST_NAMED = 10
"""Projects behind that the page names; it says how many more there are."""

_OFFICES = (
    Column("部门", 17, Align.LEFT),
    Column("年初预算", 11, Align.RIGHT),
    Column("调整后\n预算", 11, Align.RIGHT),
    Column("支出", 11, Align.RIGHT),
    Column("执行率", 9, Align.RIGHT),
    Column("对年初", 9, Align.RIGHT),
    Column("已签\n未付", 10, Align.RIGHT),
    Column("本月\n预计", 9, Align.RIGHT),
    Column("落后\n（个）", 7, Align.RIGHT),
)
_BEHIND = (
    Column("序号", 5),
    Column("项目", 28, Align.LEFT),
    Column("部门", 17, Align.LEFT),
    Column("调整后\n预算", 11, Align.RIGHT),
    Column("支出", 11, Align.RIGHT),
    Column("执行率", 9, Align.RIGHT),
    Column("应达到", 10.5, Align.RIGHT),
    Column("相差\n百分点", 9, Align.RIGHT),
)


@dataclass(frozen=True)
class WeeklyRow:
    """An office on the weekly page (一个部门); `name` is empty for projects of no office.

    `lacks_amounts` says that a contract of it has no amount, so that more may be unpaid than is told.
    """

    name: str
    standing: Standing
    unpaid: Money
    expected: Money
    lacks_amounts: bool
    behind: Sequence[tuple[Project, Pace]]


@dataclass(frozen=True)
class Weekly:
    """What the weekly page says (例会一页纸): the offices, all others money, the unit, and who is behind."""

    glance: Glance
    rows: Sequence[WeeklyRow]
    basic: Standing | None
    unit: Standing
    behind: Sequence[tuple[Project, Pace]]

    @property
    def unpaid(self) -> Money:
        """What the unit has signed and not paid."""
        return Money.total(each.unpaid for each in self.rows)

    @property
    def expected(self) -> Money:
        """What the unit is expected to pay in the month."""
        return Money.total(each.expected for each in self.rows)


def weekly(glance: Glance, outlook: Outlook) -> Weekly:
    """The weekly page at a glance; offices in the order of the register."""
    rows = []
    for name, group in glance.by_party.items():
        codes = [each.code for each in group.projects]
        rows.append(
            WeeklyRow(
                name=name,
                standing=glance.standing_of(group),
                unpaid=Money.total(outlook.unpaid.get(code, Money()) for code in codes),
                expected=Money.total(outlook.expected.get(code, Money()) for code in codes),
                lacks_amounts=any(code in outlook.unsaid for code in codes),
                behind=glance.behind([each for each in group.projects if not each.is_remainder]),
            )
        )
    behind = sorted((each for row in rows for each in row.behind), key=lambda each: each[1].points or 0)
    return Weekly(glance, rows, glance.totals.get("basic"), glance.totals["unit"], behind)


def write_weekly(
    year: Year, as_of: dt.date, *, policy: Policy | None = None, paid: Mapping[str, Money] | None = None
) -> Document:
    """The weekly page of a year as a document.

    `paid` is what each contract was paid by the date, where a database did the adding.
    """
    glance = Glance(year, as_of, policy or load_policy(year.unit.policy))
    told = paid_by_contract(year.entries, as_of) if paid is None else paid
    return weekly_document(weekly(glance, Outlook.of(glance, told)))


def weekly_document(page: Weekly) -> Document:
    """The weekly page as a document."""
    glance = page.glance
    unit = glance.year.unit
    title = f"{unit.short_name}{glance.year.fiscal_year}年预算执行情况"
    return Document(
        title=title,
        blocks=tuple(_blocks(page, title)),
        author=unit.name,
        properties={"as_of": glance.as_of.isoformat(), "letter": "weekly"},
    )


def _blocks(page: Weekly, title: str) -> Iterator[Block]:
    yield Heading(0, title)
    day = printing.date(page.glance.as_of)
    yield Paragraph((plain(f"（截至{day}，例会用）"),), ParagraphStyle.CENTERED)
    yield Paragraph(tuple(_conclusion(page)))
    yield _offices(page)
    if page.behind:
        yield _behind(page)


def _conclusion(page: Weekly) -> Iterator[Sentence]:
    """The sentence that is said first: the unit, the focus projects, what is signed, what is expected."""
    it, subject = page.unit, "unit"
    spans = [Span(f"截至{printing.date(page.glance.as_of)}，调整后预算")]
    spans += _fact(page, subject, "adjusted", it.position.adjusted).spans()
    if it.spent is None:
        spans.append(Span("，支出尚无截至当日的数"))
    else:
        spans.append(Span("，支出"))
        spans += _fact(page, subject, "spent", it.spent).spans()
        for words, measure, value in (
            ("，执行率", "execution_rate", it.execution_rate),
            ("，为年初预算的", "outturn_ratio", it.outturn_ratio),
        ):
            if value is not None:
                spans += (Span(words), *_fact(page, subject, measure, value).spans())
        spans.append(Span("，超出预算" if it.position.is_overspent else "，结余"))
        spans += _fact(page, subject, "balance", abs(it.position.balance)).spans()
    yield Sentence((*spans, Span("。")))
    focus = page.glance.totals.get("focus")
    count = page.glance.focus.count
    if focus is not None and focus.execution_rate is not None:
        rate = _fact(page, "focus", "execution_rate", focus.execution_rate)
        yield Sentence(
            (*_fact(page, "focus", "count", count).spans(), Span("重点项目执行率"), *rate.spans(), Span("。"))
        )
    told = [
        (words, _fact(page, subject, measure, amount))
        for words, measure, amount in (
            ("已签合同未付", "unpaid", page.unpaid),
            ("本月预计支付", "expected", page.expected),
        )
        if amount
    ]
    if told:
        parts: list[Span] = []
        for words, fact in told:
            parts += [Span(words if not parts else f"，{words}"), *fact.spans()]
        yield Sentence((*parts, Span("。")))


def _offices(page: Weekly) -> Table:
    rows = [
        _row(page, each.name or "未定部门", f"party.{each.name or '-'}", each.standing, each)
        for each in page.rows
    ]
    if page.basic is not None:
        rows.append(_row(page, "基本支出", "basic", page.basic, None))
    whole = WeeklyRow("", page.unit, page.unpaid, page.expected, lacks_amounts=False, behind=page.behind)
    rows.append(_row(page, "部门整体", "unit", page.unit, whole, is_total=True))
    return Table(
        columns=_OFFICES,
        rows=tuple(rows),
        caption="各部门预算执行情况",
        unit_note="单位：万元",
        notes=tuple(_notes(page)),
        key="weekly/offices",
    )


def _row(
    page: Weekly,
    name: str,
    subject: str,
    standing: Standing,
    row: WeeklyRow | None,
    *,
    is_total: bool = False,
) -> Row:
    it = standing.position
    values: list[tuple[str, Value | None]] = [
        ("original", it.original),
        ("adjusted", it.adjusted),
        ("spent", standing.spent),
        ("execution_rate", standing.execution_rate),
        ("outturn_ratio", standing.outturn_ratio),
    ]
    cells = [Cell((Span(name + ("*" if row and row.lacks_amounts else "")),), is_label=is_total)]
    cells += [Cell((_fact(page, subject, measure, value).cell_span(),)) for measure, value in values]
    for measure, amount in (("unpaid", row and row.unpaid), ("expected", row and row.expected)):
        fact = _fact(page, subject, measure, amount or None)
        cells.append(Cell((fact.cell_span(),)))
    behind = len(row.behind) if row else 0
    cells.append(Cell((_fact(page, subject, "behind", behind or None).cell_span(),)))
    return Row(tuple(cells), is_total=is_total)


def _notes(page: Weekly) -> Iterator[Paragraph]:
    yield _note(
        "注：执行率＝支出÷调整后预算，对年初＝支出÷年初预算。已签未付＝合同金额－已付；"
        "本月预计按付款条款的约定日期，没有条款的按用款计划。"
    )
    if any(each.lacks_amounts for each in page.rows):
        yield _note("带*的部门有合同没有登记金额，已签未付可能更多。")


def _behind(page: Weekly) -> Table:
    rows = []
    for number, (project, pace) in enumerate(page.behind[:MOST_NAMED], start=1):
        standing, subject = page.glance.standing(project), f"project.{project.code}"
        planned = f"{printing.percent(pace.planned)}" if pace.planned is not None else printing.ABSENT
        points = "" if pace.points is None else f"{pace.points:f}"
        rows.append(
            Row(
                (
                    Cell((Span(str(number)),)),
                    Cell((Span(project.name),)),
                    Cell((Span(project.party or "未定部门"),)),
                    Cell((_fact(page, subject, "adjusted", standing.position.adjusted).cell_span(),)),
                    Cell((_fact(page, subject, "spent", standing.spent).cell_span(),)),
                    Cell((_fact(page, subject, "execution_rate", standing.execution_rate).cell_span(),)),
                    Cell((Span(planned + ("▲" if pace.has_plan else "")),)),
                    Cell((Span(points),)),
                )
            )
        )
    notes = ["注：应达到的比例，标▲的按项目自己的用款计划，其余按序时进度。"]
    if len(page.behind) > MOST_NAMED:
        notes.append(f"另有{len(page.behind) - MOST_NAMED}个项目也落后于进度，未列出。")
    return Table(
        columns=_BEHIND,
        rows=tuple(rows),
        caption="落后于进度的项目",
        unit_note="单位：万元",
        notes=tuple(map(_note, notes)),
        key="weekly/behind",
    )


def _fact(page: Weekly, subject: str, measure: str, value: Value | None) -> Fact:
    return Fact(Key(subject, measure, page.glance.as_of), value)


def _note(text: str) -> Paragraph:
    return Paragraph((plain(text),), ParagraphStyle.NOTE)

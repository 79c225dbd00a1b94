"""Years of a project or two, to hold one situation at a time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from jixiao.document.model import Document, Heading, Paragraph, Table
from jixiao.narrative.report import Draft, full_year, write_report
from jixiao.quantity import WAN, Money
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import AdjustmentLine, Approval, ApprovalLine, Change
from jixiao.tracking.execution import Entry
from jixiao.tracking.project import Attention, Project
from jixiao.tracking.results import Output
from jixiao.tracking.unit import Party, PartyKind, Unit
from jixiao.tracking.year import Year

YEAR_END = dt.date(2024, 12, 31)
HALF_YEAR = Period(
    code="half-year", name="上半年", start=dt.date(2024, 1, 1), end=dt.date(2024, 6, 30), outline="half-year"
)


def wan(amount: str) -> Money:
    return Money.of(amount, WAN)


def project(code: str = "P01", name: str = "保洁经费", **more: Any) -> Project:
    told: dict[str, Any] = {
        "purpose": "保障街巷整洁。",
        "content": "日常清扫。",
        "results": "全年无中断。",
    } | more
    placed: dict[str, Any] = {"party": "城市管理办公室", "attention": Attention.FOCUS}
    return Project(code=code, name=name, **(placed | told | more))


def granted(amount: str, code: str = "P01", **more: Any) -> ApprovalLine:
    return ApprovalLine(approval="B01", project=code, amount=wan(amount), **more)


def changed(change: Change, amount: str, code: str = "P01", **more: Any) -> AdjustmentLine:
    dated: dict[str, Any] = {"seen": YEAR_END}
    return AdjustmentLine(change=change, project=code, approved=wan(amount), **(dated | more))


def paid(amount: Money, code: str = "P01", date: dt.date = YEAR_END, **more: Any) -> Entry:
    return Entry(date=date, project=code, amount=amount, **more)


def year(
    *,
    projects: tuple[Project, ...] = (),
    approval_lines: tuple[ApprovalLine, ...] = (),
    outputs: tuple[Output, ...] | None = None,
    **more: Any,
) -> Year:
    """A year of one subdistrict, 2024, with whatever tables are given."""
    chosen = projects or (project(),)
    shown = tuple(Output(subject=each.code, name="清扫", amount=Decimal(120), unit="次") for each in chosen)
    return Year(
        fiscal_year=2024,
        unit=Unit(name="某区某街道办事处", short_name="某街道", self_reference="我街道"),
        parties=(Party(name="城市管理办公室", kind=PartyKind.OFFICE),),
        approvals=(Approval(code="B01", title="关于批复预算的通知", number="某财预〔2024〕1号"),),
        projects=chosen,
        approval_lines=approval_lines,
        outputs=shown if outputs is None else outputs,
        **more,
    )


def report(of: Year, period: Period | None = None, **more: Any) -> Draft:
    return write_report(of, period or full_year(of), **more)


def text(document: Document) -> str:
    """The words of a document, a line a block; table rows with bars between cells."""
    lines = []
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                lines.append(block.text)
            case Table():
                lines += ["|".join(cell.text for cell in row.cells) for row in block.rows]
                lines += [note.text for note in block.notes]
            case _:
                pass
    return "\n".join(lines)


def sentence(document: Document, group: str, subject: str = "project.P01") -> tuple[str, str]:
    """The pattern and the words of the sentence of a group about a subject."""
    found = [each for each in document.sentences() if each.key == f"{subject}/{group}"]
    assert len(found) == 1, f"{len(found)} sentences of {subject}/{group}"
    return found[0].pattern, found[0].text

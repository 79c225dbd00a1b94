"""A year as large as one likes, the same each time: no chance is involved, only arithmetic.

`python -m benchmarks.large_year 2000 100 100000 year.xlsx` writes one, in a process of its own.
"""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal

from jixiao.exchange import write_workbook
from jixiao.quantity import WAN, Money
from jixiao.tracking.budget import Adjustment, AdjustmentLine, AdjustmentState, Approval, ApprovalLine, Change
from jixiao.tracking.execution import Entry
from jixiao.tracking.project import Attention, Duration, Project
from jixiao.tracking.results import Evaluation, ObjectiveState, Output
from jixiao.tracking.unit import Party, PartyKind, Unit
from jixiao.tracking.year import Year

FISCAL_YEAR = 2024
OFFICES = (
    "综合办公室",
    "党群工作办公室",
    "城市管理办公室",
    "平安建设办公室",
    "社区建设办公室",
    "民生保障办公室",
)


def large_year(*, projects: int, focus: int, payments: int) -> Year:
    """A consistent year: every project is budgeted, each third one adjusted, none overspent."""
    codes = [f"P{number:05d}" for number in range(1, projects + 1)]
    paid_each = payments // projects
    return Year(
        fiscal_year=FISCAL_YEAR,
        unit=Unit(name="某市某区大型街道办事处", short_name="大型街道", self_reference="我街道"),
        parties=tuple(Party(name=name, kind=PartyKind.OFFICE) for name in OFFICES),
        approvals=(
            Approval(
                code="B01",
                title="关于批复2024年部门预算的通知",
                number="某财预〔2024〕8号",
                issued=dt.date(2024, 2, 5),
            ),
        ),
        projects=tuple(_project(number, code, focus) for number, code in enumerate(codes, 1)),
        approval_lines=tuple(
            ApprovalLine(approval="B01", project=code, amount=_original(number))
            for number, code in enumerate(codes, 1)
        ),
        adjustments=(
            Adjustment(
                code="A01",
                title="关于申请调整2024年度预算的函",
                requested=dt.date(2024, 9, 10),
                request_number="某办函〔2024〕21号",
                approved=dt.date(2024, 9, 30),
                approval_number="某财预〔2024〕96号",
                state=AdjustmentState.APPROVED,
            ),
        ),
        adjustment_lines=tuple(
            AdjustmentLine(
                adjustment="A01",
                change=Change.INCREASE if number % 2 else Change.REDUCTION,
                project=code,
                requested=Money.of(number % 7 + 1, WAN),
                approved=Money.of(number % 7 + 1, WAN),
                reason="服务范围变化",
            )
            for number, code in enumerate(codes, 1)
            if number % 3 == 0
        ),
        entries=tuple(
            _payment(number, code, turn, paid_each)
            for number, code in enumerate(codes, 1)
            for turn in range(paid_each)
        ),
        outputs=tuple(
            Output(
                subject=code,
                name="巡查",
                amount=Decimal(100 + number),
                unit="次",
                as_of=dt.date(2024, 12, 31),
            )
            for number, code in enumerate(codes[:focus], 1)
        ),
        evaluations=tuple(Evaluation(project=code, objectives=ObjectiveState.MET) for code in codes[:focus]),
    )


def _project(number: int, code: str, focus: int) -> Project:
    is_focus = number <= focus
    return Project(
        code=code,
        number=number,
        name=f"第{number}号片区环境维护服务",
        party=OFFICES[number % len(OFFICES)],
        attention=Attention.FOCUS if is_focus else Attention.ORDINARY,
        duration=Duration.CONTINUING,
        purpose="改善片区环境，方便居民生活。" if is_focus else "",
        content="委托专业单位按月开展巡查、清理和维护，街道逐月考核。" if is_focus else "",
        results="全年开展巡查{成果.巡查}，支付{实际支出}。" if is_focus else "",
    )


def _original(number: int) -> Money:
    return Money.of(50 + number % 400, WAN)


def _payment(number: int, code: str, turn: int, turns: int) -> Entry:
    """Nine tenths of the original budget less the largest reduction, in even parts through the year."""
    fen = (_original(number) - Money.of(7, WAN)).fen * 9 // 10 // turns
    day = dt.date(FISCAL_YEAR, 1, 2) + dt.timedelta(days=(turn * 363 // turns))
    return Entry(
        date=day, project=code, amount=Money(fen), voucher=f"记-{number:05d}-{turn:03d}", payee="服务商甲"
    )


if __name__ == "__main__":
    *counts, target = sys.argv[1:]
    number, focused, paid = map(int, counts)
    write_workbook(large_year(projects=number, focus=focused, payments=paid), target)

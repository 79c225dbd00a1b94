"""States of an adjustment (调整状态): which may follow which.

| from | to |
|---|---|
| 已申请 | 系统已调、文未到 · 已批复 · 未批准 |
| 系统已调、文未到 | 已批复 · 未批准 |
| 已批复 | 已批复 (its letter came, or was corrected) |
| 未批准 | 已申请 (asked for again) |
"""

from __future__ import annotations

from jixiao.tracking.budget import AdjustmentState

NEXT: dict[AdjustmentState, tuple[AdjustmentState, ...]] = {
    AdjustmentState.REQUESTED: (
        AdjustmentState.APPROVED,
        AdjustmentState.IN_SYSTEM,
        AdjustmentState.REFUSED,
    ),
    AdjustmentState.IN_SYSTEM: (AdjustmentState.APPROVED, AdjustmentState.IN_SYSTEM, AdjustmentState.REFUSED),
    AdjustmentState.APPROVED: (AdjustmentState.APPROVED,),
    AdjustmentState.REFUSED: (AdjustmentState.REFUSED, AdjustmentState.REQUESTED),
}
"""The likeliest first."""

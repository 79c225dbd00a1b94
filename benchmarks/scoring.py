"""How long scoring and lights of many projects take in the core: 10,000 projects with 15 indicators each.

    python -m benchmarks.scoring [projects]

The year holds targets of every kind and what was reached; each run makes the goals, scores and lights anew.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from decimal import Decimal

from jixiao.quantity import Money
from jixiao.tracking.attainment import Attainment, Tier
from jixiao.tracking.budget import Approval, ApprovalLine
from jixiao.tracking.execution import Entry
from jixiao.tracking.glance import Glance
from jixiao.tracking.indicator import Indicator
from jixiao.tracking.monitoring import Monitoring
from jixiao.tracking.policy import load_policy
from jixiao.tracking.project import Project
from jixiao.tracking.self_evaluation import SelfEvaluation
from jixiao.tracking.unit import Unit
from jixiao.tracking.year import Year

END = dt.date(2023, 12, 31)
RUNS = 3
TARGETS = (
    ("产出指标", "数量指标", "≥1200人次", "4"), ("产出指标", "数量指标", "＝58万㎡", "4"),
    ("产出指标", "数量指标", "不少于3000册", "4"), ("产出指标", "质量指标", "≥95%", "6"),
    ("产出指标", "质量指标", "100%", "6"), ("产出指标", "时效指标", "12月底前完成", "8"),
    ("产出指标", "时效指标", "≤20天", "8"), ("成本指标", "经济成本指标", "≤1956.24万元", "10"),
    ("成本指标", "社会成本指标", "≤0起", "10"), ("效益指标", "社会效益指标", "明显改善", "5"),
    ("效益指标", "经济效益指标", "≥5%", "5"), ("效益指标", "生态效益指标", "2～4次", "5"),
    ("效益指标", "可持续影响指标", "健全", "5"), ("满意度指标", "服务对象满意度指标", "≥90%", "5"),
    ("满意度指标", "服务对象满意度指标", "≥85%", "5"),
)  # fmt: skip


def year(projects: int) -> Year:
    """A year of so many projects, each with fifteen indicators and what they reached."""
    codes = [f"P{number}" for number in range(projects)]
    indicators, attainments = [], []
    for number, code in enumerate(codes):
        for place, (first, second, target, weight) in enumerate(TARGETS):
            key = f"{code}-{place}"
            indicators.append(
                Indicator(
                    code=key,
                    subject=code,
                    first=first,
                    second=second,
                    name=f"指标{place}",
                    target=target,
                    weight=Decimal(weight),
                )
            )
            attainments.append(
                Attainment(
                    indicator=key,
                    as_of=END,
                    actual=Decimal(number % 100 + place),
                    tier=Tier.MET,
                    score=Decimal(5) if second in ("社会效益指标", "可持续影响指标") else None,
                    reached=END,
                )
            )
    return Year(
        fiscal_year=2023,
        unit=Unit(name="某街道办事处", short_name="某街道"),
        projects=tuple(Project(code=code, name=code) for code in codes),
        approvals=(Approval(code="A"),),
        approval_lines=tuple(
            ApprovalLine(approval="A", project=code, amount=Money(100_000_00)) for code in codes
        ),
        entries=tuple(Entry(project=code, date=END, amount=Money(98_000_00)) for code in codes),
        indicators=tuple(indicators),
        attainments=tuple(attainments),
    )


def main(projects: int) -> None:
    """Print the best of some runs."""
    whole, policy = year(projects), load_policy("national")
    scores, lights = [], []
    for _ in range(RUNS):
        glance = Glance(whole, END, policy)
        started = time.perf_counter()
        totals = [each.total for each in SelfEvaluation(glance).projects.values()]
        scores.append(time.perf_counter() - started)
        started = time.perf_counter()
        found = Monitoring(glance).projects
        lights.append(time.perf_counter() - started)
        assert len(totals) == len(found) == projects
    told = f"scores {min(scores):.2f} s, lights {min(lights):.2f} s"
    print(f"{projects} projects × {len(TARGETS)} indicators: {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

"""Objectives and indicators (绩效目标、绩效指标): what was promised for the money, and how it was changed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum

from jixiao.tracking.noun import Noun, column, noun
from jixiao.tracking.target import Target, target


class Horizon(Enum):
    """For how long an objective is set (目标期限)."""

    ANNUAL = "年度"
    MEDIUM_TERM = "中长期"


class Accumulation(Enum):
    """How values of an indicator follow each other in the year (累计方式); fixed once data exist."""

    FLOW = "累计"
    STOCK = "时点"
    LATEST = "最新"


class Method(Enum):
    """How an indicator earns its points (赋分方式); without one its target decides (财预〔2021〕101号)."""

    DIRECT = "直接赋分"
    PROPORTION = "完成比例赋分"
    TIERS = "评判等级赋分"
    SATISFACTION = "满意度赋分"


class ChangeKind(Enum):
    """What an approved change does to an indicator (调整类型)."""

    MODIFIED = "修改"
    REMOVED = "删除"
    ADDED = "新增"


@noun(
    "绩效目标",
    "Objectives",
    "单位或项目的绩效目标，年度的和中长期的各一行；调整后的目标另起一行，写明批准文件和日期。",
    appears="since",
)
class Objective(Noun):
    """An objective as approved (绩效目标); of several of one subject and horizon the latest counts."""

    subject: str = column(
        "所属",
        "Subject",
        refers="Project|Unit",
        help="项目名称，或“单位”",
        synonyms=("项目", "项目名称"),
    )
    horizon: Horizon = column("期限", "Horizon", default=Horizon.ANNUAL)
    text: str = column("目标内容", "Text", is_prose=True, synonyms=("年度总体目标", "总体目标", "预期目标"))
    approval: str = column("批准文件", "Approved by", default="", help="随预算批复的写批复文号")
    since: dt.date | None = column("批准日期", "Approved on", default=None, help="随年初预算批复的可留空")
    note: str = column("备注", "Note", default="")


@noun(
    "绩效指标",
    "Indicators",
    "年初批复的绩效指标，一条三级指标一行。年中的调整填在“指标调整”，不改这里。",
    appears="since",
)
class Indicator(Noun):
    """An indicator as first approved (绩效指标); what it is now follows from its approved changes.

    `first` and `second` are the names of its levels as the unit's rule pack has them. `target` is kept as
    written and read by `tracking.target`. `weight` is in points of the hundred; the execution rate has the
    rest. A percentage keeps what it is a share of in `numerator` and `denominator`.
    """

    code: str = column("指标编号", "Code", is_key=True, help="本台账内的编号，如 K01")
    subject: str = column(
        "所属",
        "Subject",
        refers="Project|Unit",
        help="项目名称，或“单位”",
        synonyms=("项目", "项目名称"),
    )
    horizon: Horizon = column("期限", "Horizon", default=Horizon.ANNUAL)
    first: str = column("一级指标", "First level", help="如 产出指标")
    second: str = column("二级指标", "Second level", help="如 数量指标")
    name: str = column("三级指标", "Indicator", is_name=True, synonyms=("指标名称", "具体指标"))
    target: str = column(
        "指标值",
        "Target",
        default="",
        help="连同比较符和单位，如 ≥95%、≤72元/㎡、12月底前完成；定性的写文字",
        synonyms=("年度指标值", "目标值", "预期值"),
    )
    weight: Decimal | None = column("权重", "Weight", default=None, synonyms=("分值", "分值权重"))
    accumulation: Accumulation | None = column(
        "累计方式", "Accumulation", default=None, help="留空时百分比按“最新”，其余按“累计”"
    )
    method: Method | None = column("赋分方式", "Method", default=None, help="留空时按指标值确定")
    standard: str = column(
        "评分标准", "Scoring standard", default="", synonyms=("评（扣）分标准", "评扣分标准")
    )
    numerator: str = column("分子", "Numerator", default="", help="百分比指标的分子是什么，如 满意人数")
    denominator: str = column("分母", "Denominator", default="", help="百分比指标的分母是什么，如 有效问卷数")
    source: str = column("数据来源", "Data source", default="", help="如 业务记录、问卷调查报告")
    evidence: str = column("佐证要求", "Evidence required", default="", help="要有哪些材料，如 验收单")
    basis: str = column("指标值依据", "Basis", default="", help="计划、行业或历史标准")
    meaning: str = column("指标解释", "Meaning", default="")
    is_fixed: bool = column("固化指标", "Fixed", default=False, help="财政部门固定、单位不能改的填“是”")
    since: dt.date | None = column("设立日期", "Since", default=None, help="年中新增的填批准日期")
    note: str = column("备注", "Note", default="")

    @property
    def goal(self) -> Target:
        """The target read."""
        return target(self.target)

    @property
    def accumulated(self) -> Accumulation:
        """How its values follow each other: a share is the latest one, anything else adds up."""
        return self.accumulation or (Accumulation.LATEST if self.goal.unit == "%" else Accumulation.FLOW)


@noun(
    "指标调整",
    "Indicator changes",
    "经批准的指标调整，一次一行：原值和新值都写。没有批准文件的不算。",
    appears="approved",
)
class IndicatorChange(Noun):
    """An approved change of an indicator (指标调整): what it was, what it is from then on."""

    indicator: str = column("指标", "Indicator", refers="Indicator", is_parent=True, synonyms=("三级指标",))
    kind: ChangeKind = column("调整类型", "Kind", default=ChangeKind.MODIFIED)
    old_target: str = column("原指标值", "Old target", default="")
    new_target: str = column("新指标值", "New target", default="")
    old_weight: Decimal | None = column("原权重", "Old weight", default=None)
    new_weight: Decimal | None = column("新权重", "New weight", default=None)
    reason: str = column("调整原因", "Reason", default="", is_prose=True)
    approval: str = column("批准文件", "Approved by", default="", help="文号或会议纪要号")
    approved: dt.date | None = column("批准日期", "Approved on", default=None)

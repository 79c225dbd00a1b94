"""What the money achieved (成果): themes, outputs, evaluations, shortcomings, planned events."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from jixiao.quantity import Money, Precision, Quantity, Rate
from jixiao.tracking.noun import Noun, column, noun


class ObjectiveState(Enum):
    """Whether the year's objectives were met (目标完成情况)."""

    MET = "已实现"
    PARTLY = "部分实现"
    NOT_MET = "未实现"


class BalanceReason(Enum):
    """Why money was left over (结余原因)."""

    PROCUREMENT = "采购节约"
    SETTLEMENT = "结算审计节约"
    UNPAID_TAIL = "尾款未到支付条件"
    HEADCOUNT = "人数变动"
    DELAY = "进度滞后"
    OTHER = "其他"


class BalanceUse(Enum):
    """What becomes of the balance (结余去向)."""

    RECOVERED = "财政收回"
    CARRIED_OVER = "结转下年"


class ShortcomingKind(Enum):
    """What a shortcoming or problem is about (问题类别)."""

    BUDGETING = "预算编制"
    OBJECTIVES = "绩效目标"
    PLANNING = "实施方案与制度"
    CONTRACT = "采购合同"
    PROGRESS = "执行进度"
    EFFECT = "产出效益"
    SATISFACTION = "满意度"
    RECORDS = "资料档案"
    COMPLIANCE = "合规"
    DATA = "数据质量"


@noun("整体成效", "Themes", "部门整体绩效目标完成情况，每个主题一行。")
class Theme(Noun):
    """A theme under which the whole unit's results are told (整体成效主题)."""

    code: str = column("主题编号", "Code", is_key=True, help="如 T1")
    heading: str = column("主题", "Heading", is_name=True)
    text: str = column(
        "内容", "Text", default="", is_prose=True, help="换行分段；数字写成引用，如 {成果.巡视}"
    )


@noun("成果", "Outputs", "项目或主题做成的事，一事一行：数量、范围、截至日期。", appears="as_of")
class Output(Noun):
    """An output with its quantity (成果): what was done, how much, in what scope, as of when."""

    subject: str = column(
        "所属",
        "Subject",
        refers="Project|Theme|Unit",
        help="项目名称、主题，或“单位”",
        synonyms=("项目", "主题", "项目名称"),
    )
    name: str = column("成果名称", "Name", help="在文字中引用的名字，如 巡视")
    amount: Decimal = column("数量", "Amount", help="只填数")
    unit: str = column("计量单位", "Unit", default="")
    precision: Precision = column("精确程度", "Precision", default=Precision.EXACT, help="准确、约、余、近")
    planned: Decimal | None = column("计划数", "Planned", default=None)
    scope: str = column("范围", "Scope", default="", help="口径，如 全街道、三个站点")
    as_of: dt.date | None = column("截至日期", "As of", default=None)
    note: str = column("备注", "Note", default="")

    @property
    def quantity(self) -> Quantity:
        """The amount with its unit and precision."""
        return Quantity(self.amount, self.unit, self.precision)

    @property
    def completion(self) -> Rate | None:
        """Done ÷ planned (完成率); none where nothing was planned, or the amount is only about right.

        >>> Output(subject="P01", name="清扫", amount=Decimal(120), planned=Decimal(100)).completion.percent()
        Decimal('120.00')
        """
        if not self.planned or self.precision is not Precision.EXACT:
            return None
        share = Fraction(self.amount) / Fraction(self.planned)
        return Rate(share.numerator, share.denominator)

    @property
    def deviation(self) -> Quantity | None:
        """Done − planned (偏差); none where nothing was planned, or the amount is only about right."""
        if self.planned is None or self.precision is not Precision.EXACT:
            return None
        return Quantity(self.amount - self.planned, self.unit)


@noun(
    "评价", "Evaluations", "每个项目目标是否实现、结余为什么、去哪里；半年和全年各填一行。", appears="as_of"
)
class Evaluation(Noun):
    """How a project did by a date (评价); of several the latest visible one counts."""

    project: str = column("项目", "Project", refers="Project", is_parent=True, synonyms=("项目名称",))
    objectives: ObjectiveState | None = column("目标完成情况", "Objectives", default=None)
    balance_reason: BalanceReason | None = column("结余原因", "Why a balance", default=None)
    balance_use: BalanceUse | None = column("结余去向", "Use of the balance", default=None)
    explanation: str = column("原因说明", "Explanation", default="", is_prose=True)
    forecast: Money | None = column("预计全年支出", "Forecast for the year", default=None)
    as_of: dt.date | None = column("截至日期", "As of", default=None, help="评价的是到哪一天为止的情况")


@noun("不足", "Shortcomings", "项目的不足，一条一行。只供内部的填“是”。", appears="as_of")
class Shortcoming(Noun):
    """A shortcoming of a project (不足); internal ones never stand in an external report."""

    project: str = column("项目", "Project", refers="Project", is_parent=True, synonyms=("项目名称",))
    kind: ShortcomingKind = column("类别", "Kind")
    text: str = column("不足", "Text", is_prose=True)
    is_internal: bool = column("仅供内部", "Internal only", default=False)
    as_of: dt.date | None = column("截至日期", "As of", default=None, help="从哪一天起看到")


@noun("计划节点", "Planned events", "计划何时做到、累计支付到多少；实际何时做到。")
class PlannedEvent(Noun):
    """A milestone (计划节点): when it was planned and reached, and how much should be spent by then."""

    project: str = column("项目", "Project", refers="Project", is_parent=True, synonyms=("项目名称",))
    name: str = column("节点", "Event")
    planned: dt.date | None = column("计划日期", "Planned", default=None)
    actual: dt.date | None = column("实际日期", "Actual", default=None)
    planned_spent: Money | None = column("计划累计支出", "Planned spending by then", default=None)
    cause: str = column("推迟原因", "Cause of delay", default="", is_prose=True)

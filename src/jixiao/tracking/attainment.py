"""What indicators reached, how it is explained, and what checks saw (完成情况、情况说明、跟踪检查)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum

from jixiao.quantity import Rate
from jixiao.tracking.noun import Noun, column, noun


class Tier(Enum):
    """How far a qualitative indicator was met (定性指标的三档, 财预〔2020〕10号)."""

    MET = "达成年度指标"
    PARTLY = "部分达成年度指标并具有一定效果"
    NOT_MET = "未达成年度指标且效果较差"


class Cause(Enum):
    """Why an indicator deviates (偏差原因), in the order of the form of 财预〔2019〕136号."""

    FUNDS = "经费保障"
    RULES = "制度保障"
    STAFF = "人员保障"
    EQUIPMENT = "硬件条件保障"
    OTHER = "其他"


class Likelihood(Enum):
    """Whether the target will be met by the year's end (完成目标可能性)."""

    CERTAIN = "确定能"
    POSSIBLE = "有可能"
    IMPOSSIBLE = "完全不可能"


_TIERS = {
    "达成": Tier.MET.value,
    "达成预期指标": Tier.MET.value,
    "部分达成": Tier.PARTLY.value,
    "部分达成预期指标并具有一定效果": Tier.PARTLY.value,
    "未达成": Tier.NOT_MET.value,
    "未达成预期指标且效果较差": Tier.NOT_MET.value,
}


@noun(
    "指标完成情况",
    "Attainments",
    "每条指标到某一天为止完成了多少。监控的每个期间一行，全年的一行也是自评的依据。0 是数，没有数的留空。",
    appears="as_of",
)
class Attainment(Noun):
    """What an indicator has reached by a date, and what is expected of the year (指标完成情况).

    `actual` and `forecast` count the unit of the target (95 for 95%); a forecast is a forecast and never
    printed as a result. `score` stands only where people award it: tiers, or points taken off with a reason.
    """

    indicator: str = column("指标", "Indicator", refers="Indicator", is_parent=True, synonyms=("三级指标",))
    as_of: dt.date = column("截至日期", "As of", is_in_year=True)
    actual: Decimal | None = column(
        "完成值", "Actual", default=None, help="只填数", synonyms=("实际完成值", "执行情况")
    )
    numerator: Decimal | None = column("分子数", "Numerator", default=None)
    denominator: Decimal | None = column("分母数", "Denominator", default=None)
    reached: dt.date | None = column("完成日期", "Reached on", default=None, help="期限类指标实际完成的日期")
    tier: Tier | None = column("达成程度", "Tier", default=None, help="定性指标三档选一", words=_TIERS)
    words: str = column("完成情况", "In words", default="", help="不是数的完成情况", is_prose=True)
    forecast: Decimal | None = column("全年预计值", "Forecast for the year", default=None)
    forecast_words: str = column("全年预计完成情况", "Forecast in words", default="")
    causes: tuple[Cause, ...] = column("偏差原因", "Causes", default=(), help="可多选，用顿号隔开")
    explanation: str = column(
        "原因说明", "Explanation", default="", is_prose=True, synonyms=("偏差原因分析及改进措施",)
    )
    likelihood: Likelihood | None = column("完成目标可能性", "Likelihood", default=None)
    remark: str = column("监控备注", "Remark", default="", help="年底完不成的原因和拟采取的措施")
    evidence: str = column("佐证材料", "Evidence", default="", help="文件名，或纸质材料存放处")
    score: Decimal | None = column("评定得分", "Awarded score", default=None, help="由公式得分的留空")

    @property
    def share(self) -> Rate | None:
        """Numerator ÷ denominator, exact; none where they are not both known."""
        if self.numerator is None or not self.denominator:
            return None
        scale = max(-exponent(self.numerator), -exponent(self.denominator), 0)
        return Rate(int(self.numerator.scaleb(scale)), int(self.denominator.scaleb(scale)))


@noun(
    "情况说明",
    "Statements",
    "项目（或单位）到某一天为止的文字说明：监控分析、管理情况、自评结论。一期一行。",
    appears="as_of",
)
class Statement(Noun):
    """What a filing says in words of a project or the unit by a date (情况说明)."""

    subject: str = column("所属", "Subject", refers="Project|Unit", synonyms=("项目", "项目名称"))
    as_of: dt.date = column("截至日期", "As of", is_in_year=True)
    completion: str = column("实际完成情况", "Completion", default="", is_prose=True)
    regulations: str = column("制度建设", "Regulations", default="", is_prose=True)
    management: str = column("项目管理", "Management", default="", is_prose=True)
    finance: str = column("财务管理", "Finance", default="", is_prose=True)
    deviation: str = column("绩效目标执行出现的偏差", "Deviation", default="", is_prose=True)
    problems: str = column("项目实施存在的问题", "Problems", default="", is_prose=True)
    measures: str = column("纠偏整改措施", "Measures", default="", is_prose=True)
    suggestions: str = column(
        "整改建议", "Suggestions", default="", is_prose=True, synonyms=("结果应用建议",)
    )


@noun("跟踪检查", "Checks", "跟踪检查记录：哪天、谁、查了哪个节点、看到什么、有什么凭据。", appears="date")
class Inspection(Noun):
    """A check on the spot (跟踪检查)."""

    project: str = column("项目", "Project", refers="Project", is_parent=True, synonyms=("项目名称",))
    date: dt.date = column("检查日期", "Date", is_in_year=True)
    who: str = column("检查人", "Who")
    node: str = column("检查节点", "Node", default="", help="如 进场、中期、验收")
    seen: str = column("检查情况", "What was seen", default="", is_prose=True)
    evidence: str = column("凭据", "Evidence", default="", help="照片、签到表等放在哪里")


def exponent(value: Decimal) -> int:
    """The power of ten of a finite decimal's last digit."""
    power = value.as_tuple().exponent
    assert isinstance(power, int)
    return power

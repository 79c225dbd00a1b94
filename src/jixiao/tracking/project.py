"""Projects (项目), their parts and the standards by which they were costed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from jixiao.tracking.noun import Noun, column, noun


class Attention(Enum):
    """How closely a project is tracked (跟踪类别)."""

    FOCUS = "重点"
    ORDINARY = "一般"


class Duration(Enum):
    """Whether a project comes back each year (项目属性)."""

    ONE_OFF = "一次性"
    CONTINUING = "延续性"


class ProjectKind(Enum):
    """The kind of a project in the state's budget system (项目类别)."""

    PERSONNEL = "人员类"
    OPERATION = "运转类"
    SPECIFIC = "特定目标类"


class PartState(Enum):
    """How far a sub-project has come (子项目状态)."""

    APPROVED = "已立项"
    UNDER_WAY = "实施中"
    COMPLETED = "已完成"
    CANCELED = "已取消"


@noun(
    "项目",
    "Projects",
    "每个项目一行。钱数不在这里填：年初预算填在“批复明细”，调整填在“调整明细”，支出填在“支出”。",
)
class Project(Noun):
    """A project of the unit (项目).

    A remainder (`is_remainder`) stands for the other projects together, where only their sum is known;
    it counts in totals, never as one project. Texts hold words; figures in them are references.
    """

    code: str = column("项目编号", "Code", is_key=True, help="本台账内的编号，如 P01", synonyms=("编号",))
    number: int | None = column("序号", "Number", default=None, help="报告表格中的顺序")
    name: str = column("项目名称", "Name", is_name=True, synonyms=("名称", "项目"))
    party: str = column(
        "执行部门", "Party", default="", refers="Party", synonyms=("项目执行部门", "部门", "实施科室")
    )
    attention: Attention = column("跟踪类别", "Attention", default=Attention.ORDINARY, synonyms=("项目类型",))
    duration: Duration | None = column("项目属性", "Duration", default=None)
    kind: ProjectKind | None = column("项目类别", "Kind", default=None)
    official_code: str = column("项目编码", "Official code", default="", help="一体化系统的项目编码")
    person_in_charge: str = column("项目负责人", "Person in charge", default="")
    citations: tuple[str, ...] = column("依据文件", "Basis documents", default=(), refers="Citation")
    implementers: tuple[str, ...] = column("实施单位", "Implementers", default=(), help="可多个，用顿号隔开")
    beneficiaries: str = column("受益对象", "Beneficiaries", default="")
    selected_for: str = column("列为重点的原因", "Why focus", default="", help="如 金额较大、社会关注度高")
    purpose: str = column(
        "立项目的", "Purpose", default="", is_prose=True, help="为什么做；数字写成引用，如 {成果.站点}"
    )
    content: str = column("实施内容", "Content", default="", is_prose=True, help="做什么、怎么做")
    results: str = column("完成情况", "Results", default="", is_prose=True, help="做成了什么；换行分段")
    evaluation: str = column(
        "评价", "Evaluation", default="", is_prose=True, help="空白时按“评价”表和执行情况生成"
    )
    is_remainder: bool = column(
        "汇总行", "Remainder", default=False, help="只有合计数的其余项目合成一行时填“是”"
    )
    predecessors: tuple[str, ...] = column(
        "上年项目", "Predecessors", default=(), help="上年度项目名称，可多个"
    )
    note: str = column("备注", "Note", default="")


def predecessors(project: Project, before: Iterable[Project]) -> list[Project]:
    """What the project was in the year before: by the names that it gives, else by its official code, else
    by its own name."""
    projects = list(before)
    told = [each for each in projects if each.name in project.predecessors]
    coded = [
        each for each in projects if project.official_code and each.official_code == project.official_code
    ]
    return told or coded or [each for each in projects if each.name == project.name]


@noun("子项目", "Sub-projects", "项目下分的子项目。")
class SubProject(Noun):
    """A part of a project with a state of its own (子项目)."""

    project: str = column("项目", "Project", refers="Project", is_parent=True, synonyms=("项目名称",))
    name: str = column("子项目名称", "Name")
    state: PartState = column("状态", "State")
    text: str = column("说明", "Text", default="", is_prose=True)


@noun("测算标准", "Cost standards", "预算测算的单价和数量，如 72元/㎡/年 × 面积。")
class CostStandard(Noun):
    """A rate and the base it applies to (测算标准), e.g. 4,000元/人·月 × 35人 × 12月.

    `base` absent means that only the rate is known.
    """

    project: str = column("项目", "Project", refers="Project", is_parent=True, synonyms=("项目名称",))
    item: str = column("测算内容", "Item")
    rate: Decimal = column("标准", "Rate", help="只填数")
    rate_unit: str = column("标准单位", "Rate unit", help="如 元/㎡/年")
    base: Decimal | None = column("数量", "Base", default=None)
    base_unit: str = column("数量单位", "Base unit", default="")
    times: Decimal = column("次数", "Times", default=Decimal(1), help="如 12（个月）")
    citations: tuple[str, ...] = column("依据文件", "Basis documents", default=(), refers="Citation")
    as_of: dt.date | None = column("截至日期", "As of", default=None)
    note: str = column("备注", "Note", default="")

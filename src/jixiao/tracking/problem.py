"""Problems (问题), the measures that answer them, and the other texts and annexes of the report."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from jixiao.tracking.noun import Noun, column, noun
from jixiao.tracking.results import ShortcomingKind


class Section(Enum):
    """Where a passage of the unit's own words stands in the report (章节)."""

    ORGANIZATION = "组织实施概述"
    ORGANIZATION_STEP = "组织实施"
    RESULTS = "整体成效概述"
    SELECTION = "重点项目选取"


class Statistic(Enum):
    """A count over the focus projects that a problem is stated with (问题附带的统计)."""

    ADJUSTED = "预算调整的项目"
    LARGE_CHANGE = "大幅调整的项目"
    LOW_RATE = "执行率偏低的项目"
    MISSED = "指标未完成的项目"


@noun("问题", "Problems", "报告第四部分。对外文字不点名；点名的写在内部说明。")
class Problem(Noun):
    """A problem that the report admits (存在的问题).

    `statistics` is a count that is stated with it; where it is zero the problem is not printed.
    """

    code: str = column("问题编号", "Code", is_key=True, help="如 Q1")
    kind: ShortcomingKind = column("类别", "Kind")
    heading: str = column("问题", "Heading", is_name=True, help="小标题")
    text: str = column("表现", "Text", default="", is_prose=True)
    statistics: Statistic | None = column(
        "统计", "Statistics", default=None, help="写问题时附上的个数；个数为零时该问题不写入报告"
    )
    internal: str = column("内部说明", "Internal remark", default="", is_prose=True)


@noun("措施", "Measures", "报告第五部分：回应哪些问题，谁来做，何时做到。")
class Measure(Noun):
    """A measure that answers problems (改进措施)."""

    code: str = column("措施编号", "Code", is_key=True, help="如 M1")
    problems: tuple[str, ...] = column("回应问题", "Answers", default=(), refers="Problem")
    heading: str = column("措施", "Heading", help="小标题，动宾结构")
    text: str = column("内容", "Text", default="", is_prose=True)
    lead: str = column("牵头部门", "Lead", default="", refers="Party")
    partners: tuple[str, ...] = column("配合部门", "Partners", default=(), refers="Party")
    due: dt.date | None = column("完成期限", "Due", default=None)
    deliverable: str = column("完成标准", "Deliverable", default="", is_prose=True)


@noun("章节文字", "Passages", "报告中由单位自己写的段落，如组织实施的各项工作。")
class Passage(Noun):
    """A passage of the unit's own words (章节文字); `heading` is its run-in heading, where it has one."""

    section: Section = column("章节", "Section")
    heading: str = column("小标题", "Heading", default="")
    text: str = column("内容", "Text", is_prose=True, help="换行分段；数字写成引用")


@noun("附件", "Annexes", "报告附件的顺序和名称。")
class Annex(Noun):
    """An annex of the report (附件); `form` names the layout of the form that it holds."""

    title: str = column("附件名称", "Title")
    form: str = column("表样", "Form", default="", help="tracking-list、tracking-analysis 或本单位的表样")


@noun("存疑", "Remarks", "来源互相矛盾等不写入报告的说明。")
class Remark(Noun):
    """Something to keep in mind that is never printed (存疑备注)."""

    subject: str = column("所属", "Subject")
    text: str = column("说明", "Text")
    source: str = column("出处", "Source", default="")

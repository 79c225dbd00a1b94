"""Documents that the year rests on (依据文件), and the periods that are reported."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from jixiao.tracking.noun import Noun, column, noun


class Rank(Enum):
    """The rank of a document (效力层级), highest first: the order in which a report cites."""

    LAW = "法律"
    REGULATION = "行政法规"
    CENTRAL = "中央文件"
    MUNICIPAL = "市级文件"
    DISTRICT = "区级文件"
    NOTICE = "通知"
    INTERNAL = "单位制度"


@noun(
    "依据文件",
    "Basis documents",
    "报告和项目依据的文件。报告只引用报告日已施行、未废止的文件。",
    appears="issued",
    ends="in_force_to",
)
class Citation(Noun):
    """A document that reports or projects cite (依据文件); `for_report` puts it into the basis paragraph."""

    code: str = column("文件编号", "Code", is_key=True, help="本台账内的编号，如 D01")
    title: str = column("文件名称", "Title", is_name=True, default="", help="不带书名号；只知道文号的留空")
    number: str = column("文号", "Document number", default="", help="如 西财预〔2014〕273号")
    issuer: str = column("发文机关", "Issuer", default="")
    rank: Rank = column("层级", "Rank")
    issued: dt.date | None = column("发文日期", "Issued", default=None)
    in_force_to: dt.date | None = column("失效日期", "In force to", default=None)
    for_report: bool = column("报告依据", "Cited by the report", default=False, help="写入报告依据段的填“是”")
    is_call: bool = column(
        "布置通知", "Calls for the report", default=False, help="财政部门布置本期报告的通知填“是”"
    )
    note: str = column("备注", "Note", default="")


@noun("期间", "Periods", "要报告的期间：半年、1—7月、全年等。")
class Period(Noun):
    """A span of the year that is reported (跟踪期间)."""

    code: str = column("期间编号", "Code", is_key=True, help="如 full-year、half-year")
    name: str = column("期间名称", "Name", help="如 全年、半年、1—7月")
    start: dt.date = column("开始日期", "Start", is_in_year=True)
    end: dt.date = column("截止日期", "End", is_in_year=True)
    due: dt.date | None = column("报送日期", "Due", default=None)
    outline: str = column(
        "报告提纲", "Outline", default="full-year", help="full-year、half-year 或本单位的提纲文件"
    )

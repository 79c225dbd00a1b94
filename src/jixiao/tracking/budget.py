"""The budget (预算): what was approved, and how it was adjusted in the year."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from jixiao.quantity import Money
from jixiao.tracking.noun import Noun, column, noun


class ExpenditureKind(Enum):
    """Basic or project expenditure (支出类型); 条例 article 5."""

    __hash__ = object.__hash__  # part of the key of every account; Enum's own is Python

    BASIC = "基本支出"
    PROJECT = "项目支出"


class Fund(Enum):
    """The kind of fund (资金性质)."""

    __hash__ = object.__hash__  # part of the key of every account; Enum's own is Python

    GENERAL = "一般公共预算"
    GOVERNMENT = "政府性基金预算"
    STATE_CAPITAL = "国有资本经营预算"
    SPECIAL_ACCOUNT = "财政专户"
    OTHER = "其他资金"


class Source(Enum):
    """Where budgeted money comes from (资金来源).

    Transfers allocated in advance belong to the original budget (预算法 article 38), though a report may
    print them beside it; those allocated in the year are increases; carry-over is neither.
    """

    __hash__ = object.__hash__

    OWN = "本级"
    ADVANCE = "提前下达"
    IN_YEAR = "年中下达"
    CARRIED_OVER = "上年结转"


class Change(Enum):
    """What an adjustment does (调整方式)."""

    INCREASE = "追加"
    REDUCTION = "追减"
    TRANSFER = "调剂"
    RECOVERY = "收回"


class AdjustmentState(Enum):
    """How far an adjustment has come (调整状态)."""

    REQUESTED = "已申请"
    IN_SYSTEM = "系统已调、文未到"
    APPROVED = "已批复"
    REFUSED = "未批准"


@noun("预算批复", "Approvals", "财政部门批复预算的文件。", appears="issued")
class Approval(Noun):
    """A document that approves budget (预算批复)."""

    code: str = column("批复编号", "Code", is_key=True, help="本台账内的编号，如 B01")
    title: str = column("文件名称", "Title", default="", is_name=True, help="不带书名号")
    number: str = column("文号", "Document number", default="")
    issuer: str = column("发文机关", "Issuer", default="")
    issued: dt.date | None = column("批复日期", "Issued", default=None)
    note: str = column("备注", "Note", default="")


@noun(
    "批复明细",
    "Approval lines",
    "批复的每一笔：项目支出逐个项目，基本支出合计。金额是批复到该行的数，不另填总数。",
)
class ApprovalLine(Noun):
    """An amount that an approval grants (批复明细)."""

    approval: str = column("批复", "Approval", refers="Approval", is_parent=True, synonyms=("批复编号",))
    kind: ExpenditureKind = column("支出类型", "Kind", default=ExpenditureKind.PROJECT)
    project: str = column(
        "项目", "Project", default="", refers="Project", synonyms=("项目名称",), help="基本支出留空"
    )
    fund: Fund = column("资金性质", "Fund", default=Fund.GENERAL)
    source: Source = column("资金来源", "Source", default=Source.OWN)
    amount: Money = column("金额", "Amount", synonyms=("年初预算", "年初预算数", "批复金额", "预算金额"))
    note: str = column("备注", "Note", default="")


@noun("预算调整", "Adjustments", "每次申请调整的函和财政部门的批复，一行一次。", appears="requested")
class Adjustment(Noun):
    """A request to adjust the budget and what became of it (预算调整)."""

    code: str = column("调整编号", "Code", is_key=True, help="本台账内的编号，如 A01")
    title: str = column("函件名称", "Title", default="", is_name=True, help="不带书名号")
    requested: dt.date | None = column("申请日期", "Requested", default=None, is_in_year=True)
    request_number: str = column("申请文号", "Request number", default="", help="如 月办函〔2019〕33号")
    approved: dt.date | None = column("批复日期", "Approved", default=None)
    approval_number: str = column("批复文号", "Approval number", default="")
    state: AdjustmentState = column("状态", "State")
    reason: str = column("事由", "Reason", default="", is_prose=True)
    note: str = column("备注", "Note", default="")


@noun(
    "调整明细",
    "Adjustment lines",
    "调整的每一笔。不知道属于哪份函的，调整编号留空并填见于日期。",
    appears="seen",
)
class AdjustmentLine(Noun):
    """One line of an adjustment (调整明细).

    `approved` absent means not decided or as requested; zero means refused. A line without an adjustment
    is one that no letter is known for: it counts from `seen`, the date of the statement that shows it.
    Amounts are positive; the change says their sign.
    """

    adjustment: str = column(
        "调整编号", "Adjustment", default="", refers="Adjustment", is_parent=True, synonyms=("函件",)
    )
    change: Change = column(
        "调整方式",
        "Change",
        synonyms=("增减", "调整类型"),
        words={
            "调增": "追加",
            "增加": "追加",
            "调减": "追减",
            "减少": "追减",
            "核减": "追减",
            "上缴": "收回",
        },
    )
    kind: ExpenditureKind = column("支出类型", "Kind", default=ExpenditureKind.PROJECT)
    project: str = column(
        "项目",
        "Project",
        default="",
        refers="Project",
        synonyms=("项目名称", "调入项目"),
        help="调剂填调入项目",
    )
    giver: str = column("调出项目", "From project", default="", refers="Project", help="只有调剂填")
    fund: Fund = column("资金性质", "Fund", default=Fund.GENERAL)
    source: Source = column("资金来源", "Source", default=Source.OWN)
    requested: Money | None = column("申请金额", "Requested amount", default=None)
    approved: Money | None = column(
        "批准金额", "Approved amount", default=None, synonyms=("金额", "批复金额")
    )
    seen: dt.date | None = column(
        "见于日期", "Seen on", default=None, is_in_year=True, help="没有函件时，显示这笔调整的报表日期"
    )
    reason: str = column("原因", "Reason", default="", is_prose=True, help="短语，不带“因”字和句号")
    effect: str = column("对绩效目标的影响", "Effect on objectives", default="", is_prose=True)
    note: str = column("备注", "Note", default="")

"""Contracts (合同) and what they say about payment."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from jixiao.quantity import Money
from jixiao.tracking.noun import Noun, column, noun


@noun("合同", "Contracts", "项目签订的合同。", appears="signed")
class Contract(Noun):
    """A contract of a project (合同)."""

    code: str = column("合同编号", "Code", is_key=True)
    project: str = column("项目", "Project", refers="Project", is_parent=True, synonyms=("项目名称",))
    subject: str = column("合同内容", "Subject", is_name=True, synonyms=("合同名称",))
    supplier: str = column("供应商", "Supplier", default="", synonyms=("乙方", "承接单位"))
    procurement: str = column("采购方式", "Procurement method", default="")
    amount: Money | None = column("合同金额", "Amount", default=None)
    signed: dt.date | None = column("签订日期", "Signed", default=None)
    starts: dt.date | None = column("开始日期", "Starts", default=None)
    ends_on: dt.date | None = column("结束日期", "Ends", default=None)
    has_incentives: bool | None = column(
        "有无奖惩条款", "Reward and penalty clause", default=None, help="是、否；空白表示不清楚"
    )
    note: str = column("备注", "Note", default="")


@noun("付款条款", "Payment terms", "合同约定的每次付款。")
class PaymentTerm(Noun):
    """A payment that a contract provides for (付款条款), and what is known to have been paid under it."""

    contract: str = column("合同", "Contract", refers="Contract", is_parent=True, synonyms=("合同编号",))
    name: str = column("款项", "Payment", help="如 首付款、进度款、尾款")
    share: Decimal | None = column(
        "比例", "Share in percent", default=None, unit="%", help="百分数，80%填80", synonyms=("付款比例",)
    )
    amount: Money | None = column("约定金额", "Agreed amount", default=None)
    condition: str = column("付款条件", "Condition", default="")
    due: dt.date | None = column("约定日期", "Due", default=None)
    paid: Money | None = column("实付金额", "Paid", default=None)
    note: str = column("备注", "Note", default="")

"""Execution (预算执行): payments, refunds and cumulative statements."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from jixiao.quantity import Money
from jixiao.tracking.budget import ExpenditureKind, Fund, Source
from jixiao.tracking.noun import Noun, column, noun


class Nature(Enum):
    """What an entry of execution is (记录性质)."""

    PAYMENT = "支付"
    REFUND = "退回"
    CUMULATIVE = "累计"


@noun("支出", "Execution", "支付逐笔填；只有累计数的，填“累计”，日期为截至日期。", appears="date")
class Entry(Noun):
    """An entry of execution (支出记录).

    A payment adds, a refund takes away (whatever sign it was typed with). A cumulative statement says what
    had been spent up to and including its date, for its project, fund and source: earlier entries are
    contained in it, later ones add to it.
    """

    date: dt.date = column(
        "日期",
        "Date",
        is_in_year=True,
        synonyms=(
            "支付日期",
            "记账日期",
            "凭证日期",
            "截至日期",
            "业务日期",
            "付款日期",
            "入账日期",
            "支付时间",
        ),
    )
    nature: Nature = column(
        "性质",
        "Nature",
        default=Nature.PAYMENT,
        help="支付、退回，或截至该日的累计数",
        words={"付款": "支付", "支出": "支付", "退款": "退回", "退票": "退回", "冲回": "退回"},
    )
    kind: ExpenditureKind = column("支出类型", "Kind", default=ExpenditureKind.PROJECT)
    project: str = column(
        "项目",
        "Project",
        default="",
        refers="Project",
        synonyms=("项目名称", "预算项目", "预算项目名称"),
        help="基本支出留空",
    )
    fund: Fund = column("资金性质", "Fund", default=Fund.GENERAL)
    source: Source = column("资金来源", "Source", default=Source.OWN)
    amount: Money = column(
        "金额",
        "Amount",
        synonyms=("支付金额", "实际支出", "支出金额", "累计支出", "付款金额", "本次支付金额", "发生额"),
    )
    voucher: str = column(
        "凭证号",
        "Voucher",
        default="",
        synonyms=("凭证编号", "支付凭证", "支付凭证号", "支付凭证编号", "支付令号", "单据编号", "单据号"),
    )
    payee: str = column(
        "收款人",
        "Payee",
        default="",
        synonyms=("收款单位", "收款人名称", "收款人全称", "收款单位名称", "往来单位"),
    )
    contract: str = column("合同", "Contract", default="", refers="Contract", synonyms=("合同编号",))
    purpose: str = column("用途", "Purpose", default="", synonyms=("摘要", "资金用途", "支付用途", "事由"))
    note: str = column("备注", "Note", default="")

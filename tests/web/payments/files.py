"""Exports as finance systems write them, made for tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

HEAD = ("支付日期", "支付凭证号", "项目编码", "项目名称", "收款人名称", "摘要", "支付金额（元）")
PRINTING = ("2019-03-05", "Z0001", "", "宣传经费", "某印刷公司", "印刷费", "12,000.00")
RENT = ("2019-04-18", "Z0002", "", "“无围墙”站点年租金", "某物业公司", "房租", "86000.50")
STRANGE = ("2019-05-06", "Z0003", "", "文明创建宣传", "某广告公司", "条幅", "3300")
BROKEN = ("2019-02-30", "Z0004", "", "宣传经费", "某公司", "印刷", "一万")
REFUND = ("2019-06-01", "Z0005", "", "宣传经费", "某印刷公司", "退回", "-500")
BASIC = ("2019-06-02", "Z0006", "", "基本支出", "职工", "工资", "900000")


def export(*rows: Sequence[str], head: Sequence[str] = HEAD, encoding: str = "gbk") -> bytes:
    """The rows as the system exports them."""
    written = io.StringIO()
    csv.writer(written).writerows([head, *rows])
    return written.getvalue().encode(encoding)

"""What can go wrong with payments."""

from __future__ import annotations

from jixiao.errors import JixiaoError


class NotAllowed(JixiaoError):
    """支付由财务和综合办公室登记。"""


class BatchMoved(JixiaoError):
    """这个批次已经不在这一步。"""


class CannotUndoBatch(JixiaoError):
    """批次里的支付之后又改过，不能整批撤销。"""


class BadColumns(JixiaoError):
    """栏目对照不全。"""

"""What can go wrong with rounds and the calendar."""

from __future__ import annotations

from jixiao.errors import JixiaoError


class RoundMoved(JixiaoError):
    """这个批次刚才被别人改过。"""


class WrongState(JixiaoError):
    """批次现在的状态不能这样办。"""


class NothingToImport(JixiaoError):
    """文件里没有认得出的节假日。"""

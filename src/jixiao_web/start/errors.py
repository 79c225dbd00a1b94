"""What can go wrong at the start of an installation or of a year."""

from __future__ import annotations

from jixiao.errors import JixiaoError


class BegunAlready(JixiaoError):
    """已经有人完成了首次设置，请直接登录。"""

    def __init__(self) -> None:
        super().__init__(english="This installation has been set up already. Please sign in.")


class NotReady(JixiaoError):
    """这个工作簿现在不能换入。"""


class YearThere(JixiaoError):
    """这个年度已经有了。"""

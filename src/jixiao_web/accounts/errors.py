"""What can go wrong with accounts."""

from __future__ import annotations

from jixiao.errors import JixiaoError


class AccountRefused(JixiaoError):
    """这个账号不能这样改。"""


class LastCoordinator(JixiaoError):
    """这是最后一个综合办公室账号，停用以后没有人能管理系统。"""

    def __init__(self) -> None:
        super().__init__(
            hint="先给别人加上“综合办公室”。",
            english="This is the last coordinator: make somebody else one first.",
        )

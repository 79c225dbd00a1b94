"""What can go wrong at the proofing desk."""

from __future__ import annotations

from jixiao.errors import JixiaoError


class ReasonMissing(JixiaoError):
    """判为无误要写理由。"""


class NotDone(JixiaoError):
    """还没有核完。"""


class LedgerChanged(JixiaoError):
    """核完以后台账又改过，批注对不上了。"""

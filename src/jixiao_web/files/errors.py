"""What can be wrong with a file that somebody brings."""

from __future__ import annotations

from jixiao.errors import JixiaoError


class FileRefused(JixiaoError):
    """这个文件不能收。"""

"""Faults of the operator or of the code; faults of a document or of data are findings instead.

Every error says what went wrong, where, what was expected and how to mend it. The class docstring is
the message when none is given.
"""

from __future__ import annotations


class JixiaoError(Exception):
    """Something went wrong in Jixiao. / 绩效系统出错。

    `message` and `hint` speak Chinese; `english` says the same for a reader of English, where given.
    """

    def __init__(self, message: str = "", *, hint: str = "", english: str = "") -> None:
        self.message = message or (type(self).__doc__ or "").strip().splitlines()[0]
        self.hint = hint
        self.english = english
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip() if self.hint else self.message


class UnreadableFile(JixiaoError):
    """The file cannot be read. / 文件无法读取。"""


class UnwritableFile(JixiaoError):
    """The file cannot be written. / 文件无法写入。"""


class UnknownReference(JixiaoError):
    """A reference in a text field names nothing in the year. / 文字栏中的引用在年度数据里找不到。"""


class PolicyError(JixiaoError):
    """A policy, outline or layout file is not as expected. / 政策、提纲或版式文件不符合要求。"""


class IncompleteReport(JixiaoError):
    """A clean copy was asked for, but the ledger lacks what it must say. / 台账缺少内容，不能生成定稿。"""

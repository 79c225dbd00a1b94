"""Fault (读不通): why a value could not be read as it stands, to become a finding at its place."""

from __future__ import annotations

from typing import Any

from jixiao.findings import Severity


class Fault(Exception):
    """A value could not be read as it stands. / 该处内容无法照原样读取。

    `message` is part of a Chinese sentence, `english` a sentence of its own. Where the value could be read
    after all, but somebody should look, `value` is what was read and the severity a warning or a notice.
    """

    def __init__(
        self,
        message: str,
        *,
        english: str,
        expected: str = "",
        hint: str = "",
        severity: Severity = Severity.ERROR,
        value: Any = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.english = english
        self.expected = expected
        self.hint = hint
        self.severity = severity
        self.value = value

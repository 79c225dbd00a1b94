"""What can go wrong when the ledger is written."""

from __future__ import annotations

from typing import Any

from jixiao.errors import JixiaoError
from jixiao_web.ledger.models import Row


class YearIsClosed(JixiaoError):
    """这个年度已经结账，不能再改。"""


class ChangedMeanwhile(JixiaoError):
    """这一行刚才被别人改过。

    `row` is what stands there now, none where it was removed; `before` is what the editor had seen, `mine`
    what they wanted to write.
    """

    def __init__(self, row: Row | None, before: dict[str, Any], mine: dict[str, Any]) -> None:
        self.row, self.before, self.mine = row, before, mine
        super().__init__(english="Somebody else has changed this row in the meantime.")


class CannotUndo(JixiaoError):
    """之后又有改动，不能撤销。"""


class DoubleKey(JixiaoError):
    """这个编号已经有了。"""

"""What can go wrong with a report."""

from __future__ import annotations

from jixiao.errors import JixiaoError
from jixiao_web.reports.models import Edit


class NotNow(JixiaoError):
    """报告现在不在这一步。"""


class StillOpen(JixiaoError):
    """报告还有待补的内容，不能送签或印发。"""


class EditedMeanwhile(JixiaoError):
    """这一段刚才被别人改过。 `edit` is what stands there now; none where it was taken back."""

    def __init__(self, edit: Edit | None) -> None:
        self.edit = edit
        super().__init__(english="Somebody else has changed this paragraph in the meantime.")


class DigitsTyped(JixiaoError):
    """原来取自台账的数，改成了手写的数。 `pairs` are the references and the digits in their place."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs
        super().__init__(english="Digits were typed in the place of figures of the ledger.")

"""What can go wrong with what the offices report."""

from __future__ import annotations

from jixiao.errors import JixiaoError
from jixiao_web.results.models import Form


class FormMoved(JixiaoError):
    """这份填报刚才被别人改过。"""

    def __init__(self, form: Form) -> None:
        self.form = form
        super().__init__(english="Somebody else has changed this form in the meantime.")


class NotNow(JixiaoError):
    """这份填报现在的状态不能这样办。"""


class Incomplete(JixiaoError):
    """还有没填或要改的地方。"""


class Unsettled(Incomplete):
    """规则检查还有没改、没说明或没放行的。"""


class NotThisRound(JixiaoError):
    """这不是本批次的填报工作簿。"""


class ReviewMoved(JixiaoError):
    """核对之后又有改动，没有写入；下面是现在的对照。"""

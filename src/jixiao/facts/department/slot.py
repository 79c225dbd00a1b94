"""Slots (栏目): the lines of forms and sentences that a department and its units all fill alike.

“表2 支出决算表”, 2080505, 基本支出 is one slot; “2024年度‘三公’经费支出预算为” under its heading is another.
What stands in a slot of the department's document is the sum of what stands in those of its units'.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年度?")
_OWN = re.compile(
    r"^[第表附件]{1,2}[一二三四五六七八九十\d]+|[（(][^（）()]*[）)]|公开\d+表|本年度?|年度|当年|预算单位|本?(?:部门|单位)|本级"
    r"|情况的?(?:说明|概述)|[“”\"‘’《》：:.．、，,\-\s]"
)
_NET = re.compile(r"结[转余]|余额|差额|[盈亏净]|增减|收支")
_FISCAL = re.compile(r"财政拨款|三公|因公出国|公务用车|公务接待|机关运行|政府采购")


class Slot(NamedTuple):
    """A line of a form, or of the sentences under a heading (栏目).

    `form` is the title of the table or the heading, `line` the code or the labels of the row or what the
    sentence names, `column` the header or the measure: all without what a department and its units print
    differently. The year is told apart; 0 where nothing names one.
    """

    form: str
    line: str
    column: str
    year: int

    @property
    def may_be_net(self) -> bool:
        """Whether what stands there may be less than nothing: 结余."""
        return any(_NET.search(words) for words in (self.line, self.column))

    @property
    def is_fiscal(self) -> bool:
        """Whether all of it is money of the treasury, which no unit pays to another: 财政拨款, 三公经费."""
        return any(_FISCAL.search(words) for words in (self.form, self.line, self.column))


@lru_cache(maxsize=8192)
def alike(words: str) -> str:
    """The words of a title or header without what differs between a department and its units.

    >>> alike("表2  2024年度部门支出决算表（公开03表）"), alike("支出决算表")
    ('支出决算表', '支出决算表')
    """
    return _OWN.sub("", _OWN.sub("", _YEAR.sub("", "".join(words.split()))))


@lru_cache(maxsize=8192)
def year_named(words: str) -> int:
    """The last year that the words name; 0 where they name none."""
    years = _YEAR.findall(words)
    return int(years[-1]) if years else 0

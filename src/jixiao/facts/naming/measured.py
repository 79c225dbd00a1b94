"""Measures (度量): what a figure of a budget says of its subject: 年初预算, 追加, 调整后预算, 支出, 执行率.

Prose says it in the words right before the figure (“调减预算14万元”), seldom behind (“将75万元进行调减”);
a table in the header of the column, or in its title where the header says only 合计 or 金额.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from jixiao.facts.flow.grid import Grid, GridColumn
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.change import change_of
from jixiao.numerals.token import Kind


class Measure(Enum):
    """What is measured (度量)."""

    ORIGINAL = "年初预算"
    INCREASE = "追加"
    REDUCTION = "调减"
    ADJUSTED = "调整后预算"
    SPENT = "支出"
    RATE = "执行率"
    BUDGET = "预算"
    AMOUNT = "金额"

    __hash__ = object.__hash__

    @property
    def told_once(self) -> Measure:
        """Under which measure it is compared within prose: an amount without a word is that of the budget."""
        return Measure.BUDGET if self is Measure.AMOUNT else self


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure as words say it; `year` is 0 where they name none.

    `is_plain` says that they name no subject of their own: 项目年初预算 is plain, 人员经费年初预算 is not.
    """

    measure: Measure
    year: int
    is_plain: bool


_WORDS = (
    (Measure.RATE, r"(?:预算|资金|支出)?执行率|(?:预算|支出)完成(?:比例|率)|支出率|支出进度"),
    (
        Measure.ADJUSTED,
        r"(?:年中|中期)?调整(?:后|以后)的?(?:全年|年度)?(?:部门|整体|项目)*(?:预算|资金|经费|金额)+|预算调整后|调整(?:后)?预算数?|全年预算(?!支出|执行)|调整后",
    ),
    (
        Measure.ORIGINAL,
        r"年初(?:部门|整体|项目|支出|批复|安排|财政|的)*预算|年初(?:批复|安排)|年初核定|期初预算",
    ),
    (
        Measure.SPENT,
        r"实际(?:支出|执行|使用|完成)(?:项目预算资金|预算资金|项目资金)?|支出(?:决算|执行|完成)|决算|预算执行|执行数|(?<!预算)支出(?:金额|总额|数额)|累计支出|全年执行",
    ),
    (Measure.INCREASE, r"(?:追加|调增)(?:了|项目|部门|预算|经费|资金)*"),
    (Measure.REDUCTION, r"(?:调减|追减|核减|压减)(?:了|项目|部门|预算|经费|资金)*"),
    (Measure.BUDGET, r"预算"),
)
_PATTERN = re.compile("|".join(f"(?P<{measure.name}>{words})" for measure, words in _WORDS))
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")
_TIME = re.compile(
    r"截[至止]|(?:19|20)\d\d\s?年(?:度|末|底|初)?|\d{1,2}\s?月(?:份|末|底)?|\d{1,2}\s?日|全年|当年|本年度?|年中|年内|年底|年末|上半年|下半年|至今"
)
_FILLERS = (
    *(
        "该",
        "本",
        "其",
        "项目",
        "经费",
        "资金",
        "金额",
        "总额",
        "数额",
        "合计",
        "总计",
        "共计",
        "共",
        "为",
        "是",
        "数",
    ),
    *(
        "的",
        "了",
        "已",
        "约",
        "故",
        "因此",
        "安排",
        "批复",
        "核定",
        "下达",
        "指标",
        "总",
        "达到",
        "达",
        "财政",
        "予以",
    ),
    *("进行", "年度", "预算", "支出", "“", "”", "、", "，", "：", ":", " "),
)
_FILLER = re.compile(f"(?>(?:{'|'.join(sorted(_FILLERS, key=len, reverse=True))})*)")
_REASONED = re.compile(r"^(?:因|由于|根据|按|结合|经|随|为|受|鉴于)")
_BEHIND = re.compile(
    r"[^，。；,;\d“”]{0,6}?(?:予以|进行|被|作)?(?:(?P<less>调减|追减|核减|压减)|(?P<more>追加|调增))"
)
_AMOUNTS = frozenset([Measure.ORIGINAL, Measure.ADJUSTED, Measure.SPENT, Measure.BUDGET])

_HEADERS = (
    (Measure.RATE, r"执行率|完成率|支出进度|完成(?:年初|调整|全年)?预算.{0,4}%|为(?:年初|调整)?预算.{0,4}%"),
    (Measure.INCREASE, r"追加|调增"),
    (Measure.REDUCTION, r"追减|调减|核减"),
    (Measure.ADJUSTED, r"调整后|调整预算|全年预算|变动预算|预算调整数"),
    (Measure.ORIGINAL, r"年初预算|年初批复|年初安排"),
    (Measure.SPENT, r"决算|实际支出|执行数|完成数|支出数|支出金额|实际执行|预计数|已支出"),
    (Measure.BUDGET, r"预算|批复"),
)
_HEADER = re.compile("|".join(f"(?P<{measure.name}>{words})" for measure, words in _HEADERS))
_PLAIN_HEADER = re.compile(r"^(?:合计|总计|金额|资金|数额|小计|本年收入合计|本年支出合计)?$")
_OTHER = re.compile(r"增[长减]|比重|占比|同比|增速|差额|结余|结转|上年|去年|其中|得分|分值|单价|数量|比例")


def measure_of(mention: Mention, lead: str, text: str) -> Measured | None:
    """What a figure of prose measures, by the words before and behind it; none where they name no measure.

    `lead` is its lead, or what of it stands behind the name of the subject.
    """
    if mention.kind is Kind.AMOUNT or mention.is_percent:
        behind = text[mention.end : mention.end + 12] if lead[:1] == "将" else ""
        read = _read_percent(lead) if mention.is_percent else _read_amount(lead, behind)
        if read and read.measure in _AMOUNTS and _is_change(mention):
            return None
        return read
    return None


def _is_change(mention: Mention) -> bool:
    return change_of(mention) is not None


@lru_cache(maxsize=8192)
def _read_percent(lead: str) -> Measured | None:
    read = _read(lead)
    return read if read and read.measure is Measure.RATE else None


@lru_cache(maxsize=8192)
def _read_amount(lead: str, behind: str) -> Measured | None:
    found = _BEHIND.match(behind) if behind else None
    if found:
        measure = Measure.REDUCTION if found["less"] else Measure.INCREASE
        return Measured(measure, year_of(lead), is_plain=True)
    read = _read(lead)
    return read if read and read.measure is not Measure.RATE else None


def _read(lead: str) -> Measured | None:
    found = list(_PATTERN.finditer(lead))
    last = found[-1] if found else None
    if last is None or last.lastgroup is None or not _is_filler(lead[last.end() :]):
        return None
    measure = Measure[last.lastgroup]
    before = _TIME.sub("", lead[: last.start()])
    plain = _is_filler(before) or (
        measure in (Measure.INCREASE, Measure.REDUCTION) and bool(_REASONED.match(before.lstrip("，、 故")))
    )
    return Measured(measure, year_of(lead), is_plain=plain)


def _is_filler(words: str) -> bool:
    found = _FILLER.match(words)
    return found is not None and found.end() == len(words)


@lru_cache(maxsize=8192)
def year_of(words: str) -> int:
    """The last year that the words name; 0 where they name none.

    >>> year_of("2023年当年预算执行数为")
    2023
    """
    years = _YEAR.findall(words)
    return int(years[-1]) if years else 0


def measure_of_column(grid: Grid, column: GridColumn) -> Measured | None:
    """What a column of a table measures, by its header, else by the title.

    None where it holds parts, rates of change, or where one of several columns has no header.
    """
    header = "".join(column.header.split())
    if not header and len(grid.values) > 1:
        return None
    measured = _of_header(header, grid.title)
    is_rate = measured is not None and measured.measure is Measure.RATE
    return measured if is_rate == (column.unit == "%") else None


@lru_cache(maxsize=4096)
def _of_header(header: str, title: str) -> Measured | None:
    found = _HEADER.search(header)
    if found and found.lastgroup and not _OTHER.search(header):
        return Measured(Measure[found.lastgroup], year_of(header) or year_of(title), is_plain=True)
    if not _PLAIN_HEADER.match(header.replace("/", "").strip()):
        return None
    if "决算" in title or "执行" in title:
        return Measured(Measure.SPENT, year_of(title), is_plain=False)
    if "预算" in title:
        return Measured(Measure.BUDGET, year_of(title), is_plain=False)
    return Measured(Measure.AMOUNT, year_of(title), is_plain=False)

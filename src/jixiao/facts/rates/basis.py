"""Bases (分母口径): which budget, plan or funds words mean, before an amount or before a rate.

A budget that stands in a name alone (一般公共预算收入) is none.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

LONGEST = 60


class Basis(Enum):
    """Which denominator words name (分母口径)."""

    ORIGINAL = "年初预算"
    ADJUSTED = "调整后预算"
    BUDGET = "预算"
    PLAN = "计划"
    FUNDS = "到位资金"


_AMOUNT = (
    r"(?:数额|总额|总数|金额|额度|数|额|资金|总量|量|值|合计|总计|指标|安排|批复|下达|核定"
    r"|为|是|共计?|达|约|即|[：:“”])*"
)
_ADJUSTED = re.compile(
    rf"(?:(?:调整|变动|变更|修正)后?(?:的)?[^，。；]{{0,16}}?(?:预算|资金|支出|收入|金额|指标){_AMOUNT}(?:支出|收入)?{_AMOUNT}"
    rf"|预算(?:支出|收入|数|总额|金额)?(?:调整|变动|变更)(?:数|后)?(?:的)?{_AMOUNT}[至到]?|预算数?调整[为至到]|^(?:执行中|年中|后)?[^，。；]{{0,12}}?调整(?:后)?(?:为|至|到)|全年预算{_AMOUNT})$"
)
_ORIGINAL = re.compile(
    rf"(?:批准的[^，。；]{{0,40}}预算(?:收入|支出){_AMOUNT}|年初(?:的|部门|单位)?[^，。；]{{0,14}}?(?:预算|批复|安排)(?:支出|收入)?{_AMOUNT}|年初数{_AMOUNT}|初始预算{_AMOUNT})$"
)
_FUNDS = re.compile(rf"(?:到位(?:的)?(?:财政|项目|专项)?(?:资金|金额|数|经费)?{_AMOUNT}|资金到位{_AMOUNT})$")
_PLANNED = re.compile(r"计划(?!生育|单列)(?:新|改|建|完|实|安|培|治|种|修|整|清|拆|发)[^，。；完率]{0,14}$")
_PLAN = re.compile(
    rf"(?:计划|任务|目标)(?:完成|投资|投入|实施|改造|建设|新建|安排|新增|任务)?(?:改造|建设)?{_AMOUNT}(?:不[低少]于)?$"
)
_BUDGET = re.compile(
    rf"预算{_AMOUNT}$|预算(?:资金|金额)?(?:安排|支出安排){_AMOUNT}$|(?:批复|核定|下达|批准)(?:的)?预算(?:支出|收入)?{_AMOUNT}$"
)
_NO_BUDGET = re.compile(
    "追加|追减|调减|调增|核减|增加|减少|收回|完成|实现|执行数?|决算|实际|支付|超|高于|低于|比|较|结余|剩余"
)
_OF = re.compile(
    r"(?P<subject>[^，。；]*?)(?P<verb>完成了?|为|占|达到?|相当于|是|实现|执行)(?P<base>[^，。；为占]{1,24}?)"
    r"(?P<ink>的(?:比例|比重|比率)?|(?:的)?(?:比例|比重|比率))(?:为|达到?|是|约|近|超过?)?$"
)
_DONE = re.compile(r"(?P<subject>[^，。；]*?)(?P<verb>完成了?)(?P<base>[^，。；的]{1,16})$")
_TAKEN = re.compile(
    r"(?P<subject>[^，。；]*?)(?P<verb>占)(?P<base>(?:年初|调整后?|变动后?|全年|年度)[^，。；的占]{0,6}?预算(?:数额|总额|数|额)?)$"
)
"""Of a budget that no 的 follows: 完成11,136万元，占调整预算90.75%."""
_RATE = re.compile(
    r"(?P<subject>[^，。；]*?)(?P<base>年初预算|调整后?预算|全年预算|年度预算|部门预算|预算|到位资金|任务|计划|目标|年度目标|年度计划|年度任务)?"
    r"(?P<ink>(?:资金|经费|支出|总体|平均|综合|整体)?(?:执行率|完成率|完成比例|执行进度|支出进度|支出率|完成进度|支付率|执行比例|使用率|支付进度"
    r"|支出完成率|支出执行率|执行完成率|完成百分比))(?:为|达到?|是|约|分别为|仅为|仅|超过?)?$"
)
_BASE_ENDS = re.compile(
    r"(?:预算|计划|任务|目标|指标|调整数|年初数|到位资金|到位数|到位|预算安排|预算调整|预算支出|预算收入)"
    r"(?:数额|总额|总数|金额|额度|数|额|资金|总量|量|值|任务)*$"
)
_NAME = re.compile(
    r"(?:公共|基金|经营|保险|财政|财政拨款|保障|企业)预算(?:支出|收入)?(?:数额|总额|总数|金额|额度|数|额|资金)*$"
)
_FUND = re.compile("(?:调[出入]到?|转入|补充|[列纳计]入|缴入)[^，。；]{0,8}预算$")
"""Money goes into a fund whose name ends so: 调出到一般公共预算3,430万元."""
_QUALIFIED = re.compile("年初|调整|变动|全年|年度|当年|本年|批复|批准|核定|通过")
_AVERAGE = re.compile("平均|综合|分别|各")


@lru_cache(maxsize=16384)
def basis_of(lead: str) -> Basis | None:
    """Which denominator the words before an amount make it; none where it is no budget."""
    lead = lead[-LONGEST:]
    if _FUND.search(lead):
        return None
    if _ADJUSTED.search(lead):
        return Basis.ADJUSTED
    if _ORIGINAL.search(lead):
        return Basis.ORIGINAL
    if _FUNDS.search(lead):
        return Basis.FUNDS
    found = _BUDGET.search(lead)
    if found and not _NO_BUDGET.search(lead[max(0, found.start() - 6) :]):
        if not _NAME.search(lead) or (
            lead.endswith(("预算为", "预算数为", "预算数", "预算")) and "完成" not in lead
        ):
            return Basis.BUDGET
        return None
    found = _PLANNED.search(lead)
    if found and not _NO_BUDGET.search(lead):
        return Basis.PLAN
    found = _PLAN.search(lead)
    if found and not _NO_BUDGET.search(lead[max(0, found.start() - 6) : found.start() + 2]):
        return Basis.PLAN
    return None


@lru_cache(maxsize=16384)
def rate_words(lead: str) -> tuple[str, Basis, bool, str] | None:
    """Of the words before a percentage: the subject, the basis that they name, whether they do, their ink."""
    lead = lead[-LONGEST:]
    if not lead or lead[-1] not in "的为达到是约近超过率例重度仅比算划务标数量额":
        return None
    found = _DONE.search(lead)
    if found and _BASE_ENDS.search(found["base"]) and not _NAME.search(found["base"]):
        return found["subject"], basis_in(found["base"]), True, lead[found.start("verb") :]
    found = _OF.search(lead) or _TAKEN.search(lead)
    if found and _BASE_ENDS.search(found["base"]):
        base = found["base"]
        if _NAME.search(base) and not _QUALIFIED.search(base):
            return None
        if base.endswith(("预算支出", "预算收入", "预算支出金额", "预算收入金额")) and found["verb"] != "占":
            return None
        if found["verb"] == "占" and "预算" in found["subject"]:  # a budget's share of another
            return None
        return found["subject"], basis_in(base), True, lead[found.start("verb") :]
    found = _RATE.search(lead)
    if found and not _AVERAGE.search(found["ink"]):
        base = found["base"] or ""
        return (
            found["subject"],
            basis_in(base),
            base not in ("", "预算"),
            lead[found.start("ink") - len(base) :],
        )
    return None


def basis_in(words: str) -> Basis:
    """Which denominator the words for it name."""
    if "调整" in words or "变动" in words or "变更" in words or "全年预算" in words:
        return Basis.ADJUSTED
    if "年初" in words or "初始" in words:
        return Basis.ORIGINAL
    if "到位" in words:
        return Basis.FUNDS
    if "预算" in words:
        return Basis.BUDGET
    return Basis.PLAN if words else Basis.BUDGET

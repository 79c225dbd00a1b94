"""Rules on products in prose (文字中的乘积): unit price × quantity × months, groups × size, times a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Equation, Product, bracketed, total_of
from jixiao.facts.contracts.product import Multiplied, grouped, priced, repeated, timed, unit_priced, wages
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.findings import Severity
from jixiao.quantity.bounds import Bounds

_COSTING = "项目支出预算测算：单价×数量×频次"


@dataclass(frozen=True, slots=True)
class Members(Equation):
    """stated = (groups + groups …) × size: 分组人数."""

    stated: Mention
    groups: tuple[Mention, ...]
    size: Mention

    @property
    def operands(self) -> tuple[Mention, ...]:
        """The groups, and last their size."""
        return (*self.groups, self.size)

    def computed(self) -> Bounds:
        """All groups times their size."""
        return total_of(self.groups).times(self.size.denoted)

    def solved(self, operand: int) -> Bounds | None:
        """What a number of groups, or their size, must be."""
        if operand == len(self.groups):
            return self.stated.denoted.over(total_of(self.groups))
        every = self.stated.denoted.over(self.size.denoted)
        others: Sequence[Mention] = [each for number, each in enumerate(self.groups) if number != operand]
        return every.minus(total_of(others)) if every else None

    def arithmetic(self) -> str:
        """The groups added up, times their size."""
        groups = "＋".join(bracketed(each) for each in self.groups)
        return f"（{groups}）×{bracketed(self.size)}"


@document_rule(
    "PRO001",
    "price-and-quantity",
    "金额与单价乘数量不符",
    Severity.WARNING,
    message="金额{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对单价、数量与金额；如中途有增减，请说明。",
    reference=_COSTING,
)
def price_and_quantity(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """An amount is not the price times the quantity that stand beside it."""
    several = (it for it in timed(facts.figured) if not it.constants)
    for it in (*priced(facts.figured), *unit_priced(facts.figured), *several):
        yield this.claim(_product(it), accuses=Severity.WARNING)


@document_rule(
    "PRO002",
    "yearly-times",
    "全年次数与每周、每月次数不符",
    Severity.NOTICE,
    message="全年{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对；如有停歇或加班，请说明。",
    reference=_COSTING,
)
def yearly_times(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The number of a year is not that of a week or a month as often as there are in a year."""
    for it in repeated(facts.figured):
        yield this.claim(_product(it), accuses=Severity.NOTICE)


@document_rule(
    "PRO003",
    "yearly-wages",
    "支出与人数、月标准的乘积不符",
    Severity.NOTICE,
    message="支出{stated}，按人数、月标准和月数{arithmetic}应为{expected}（差{difference}）。",
    hint="如年内人员有增减、扣款或结算时间不同，请说明。",
    reference=_COSTING,
)
def yearly_wages(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The spending of a project is not its heads times their monthly pay times twelve."""
    yearly = (it for it in timed(facts.figured) if it.constants)
    for it in (*wages(facts.figured, facts.text), *yearly):
        yield this.claim(_product(it), accuses=Severity.NOTICE)


@document_rule(
    "PRO004",
    "members-of-groups",
    "分组人数与总人数不符",
    Severity.ERROR,
    message="共{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对组数、每组人数与总人数。",
    reference="各组人数之和等于总人数",
)
def members_of_groups(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The members of groups of one size are not as many as the groups times their size."""
    for it in grouped(facts.figured, facts.text):
        yield this.claim(Members(it.total, it.groups, it.size), accuses=Severity.ERROR)


def _product(it: Multiplied) -> Product:
    return Product(it.total, it.factors, it.constants)


RULES = (price_and_quantity, yearly_times, yearly_wages, members_of_groups)

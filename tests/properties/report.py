"""A small consistent report (小报告) of any amounts: prose and a table, each figure tied to others."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

PROJECTS = ("河道清淤", "绿化养护", "公厕维护", "路灯更新", "社区食堂", "书屋建设", "养老驿站", "防汛物资")
OFFICES = ("城建科", "民政科", "文化科", "水务科")


@dataclass(frozen=True)
class Line:
    """A project of the report; amounts in fen of 万元."""

    name: str
    office: str
    original: int
    increase: int
    reduction: int
    spent: int

    @property
    def adjusted(self) -> int:
        """The budget after its changes."""
        return self.original + self.increase - self.reduction


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    """Four projects and more, each spending part of its budget, and all that it was given in the year."""
    names = draw(st.permutations(PROJECTS))[: draw(st.integers(4, 7))]
    found = []
    for name in names:
        original = draw(st.integers(50_00, 900_00))
        change = draw(st.sampled_from(("none", "increase", "reduction")))
        moved = draw(st.integers(original // 20, original // 4))
        increase, reduction = moved * (change == "increase"), moved * (change == "reduction")
        adjusted = original + increase - reduction
        least = original + 1_00 if increase else adjusted * 7 // 10
        spent = draw(st.integers(min(least, adjusted - 20), adjusted - 10))
        found.append(Line(name, draw(st.sampled_from(OFFICES)), original, increase, reduction, spent))
    return found


def amount(fen: int) -> str:
    """The amount with two decimals and commas."""
    return f"{fen // 100:,}.{fen % 100:02}"


def percent(part: int, whole: int) -> str:
    """The quotient in percent with two decimals, rounded half up."""
    return amount(int(Fraction(part * 10_000, whole) + Fraction(1, 2))).replace(",", "") + "%"


def report(projects: list[Line]) -> str:
    """The report as text."""
    original = sum(each.original for each in projects)
    increase, reduction = (
        sum(each.increase for each in projects),
        sum(each.reduction for each in projects),
    )
    adjusted, spent = sum(each.adjusted for each in projects), sum(each.spent for each in projects)
    last = spent * 9 // 10
    rows = [
        "\t".join(
            (
                str(number),
                each.office,
                each.name,
                amount(each.original),
                amount(each.increase) if each.increase else "-",
                amount(each.reduction) if each.reduction else "-",
                amount(each.adjusted),
                amount(each.spent),
                percent(each.spent, each.adjusted),
            )
        )
        for number, each in enumerate(projects, 1)
    ]
    total = [amount(it) for it in (original, increase, reduction, adjusted, spent)]
    return "\n".join(
        (
            "柳河街道2023年度绩效跟踪报告",
            "一、预算执行情况",
            (
                f"2023年项目支出{amount(spent)}万元，比上年增加{amount(spent - last)}万元，"
                f"增长{percent(spent - last, last)}。"
            ),
            (
                f"{len(projects)}个重点项目实际支出金额合计{amount(spent)}万元，"
                f"调整后预算资金总额为{amount(adjusted)}万元，"
                f"预算执行率{percent(spent, adjusted)}。重点项目支出明细见下表："
            ),
            "单位：万元",
            "序号\t执行部门\t项目名称\t年初预算\t追加\t追减\t调整后预算\t实际支出\t执行率",
            *rows,
            "\t".join(("合计", *total, percent(spent, adjusted))),
            "二、各项目完成情况",
            *(_told(number, each) for number, each in enumerate(projects, 1)),
            "",
        )
    )


def _told(number: int, project: Line) -> str:
    change = ""
    if project.increase:
        change = f"年中追加{amount(project.increase)}万元，调整后预算{amount(project.adjusted)}万元，"
    if project.reduction:
        change = f"年中调减{amount(project.reduction)}万元，调整后预算{amount(project.adjusted)}万元，"
    return (
        f"{number}.{project.office}组织实施的“{project.name}项目”，截至2023年12月31日"
        f"实际支出{amount(project.spent)}万元，年初预算{amount(project.original)}万元，"
        f"{change}预算执行率{percent(project.spent, project.adjusted)}。"
    )

"""A department with its own office and two units, whose documents are printed from one set of figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Row = tuple[Decimal, Decimal]
"""What was spent on an item: basic, on projects."""

ITEMS = {
    "205": "教育支出",
    "20508": "进修及培训",
    "2050803": "培训支出",
    "207": "文化旅游体育与传媒支出",
    "20701": "文化和旅游",
    "2070101": "行政运行",
    "2070104": "图书馆",
    "2070109": "群众文化",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
}
NAME = "南屏市江北区文化和旅游局"
LIBRARY, HALL = "南屏市江北区图书馆", "南屏市江北区文化馆"


@dataclass(frozen=True)
class Accounts:
    """The accounts of a unit: items by code, other income, its cars and guests, budget."""

    items: Mapping[str, Row]
    other_income: Decimal
    opening: Decimal
    cars: tuple[Decimal, Decimal]
    guests: tuple[Decimal, Decimal]
    budget: Decimal = field(default=Decimal())

    @property
    def spent(self) -> Decimal:
        return sum((basic + project for basic, project in self.items.values()), Decimal())

    @property
    def fiscal(self) -> Decimal:
        """What the treasury gave: what was spent less other income."""
        return self.spent - self.other_income

    def plus(self, other: Accounts) -> Accounts:
        none = (Decimal(), Decimal())
        items = {
            code: added(self.items.get(code, none), other.items.get(code, none))
            for code in {**self.items, **other.items}
        }
        return Accounts(
            items,
            self.other_income + other.other_income,
            self.opening + other.opening,
            added(self.cars, other.cars),
            added(self.guests, other.guests),
            self.budget + other.budget,
        )


def added(one: Row, other: Row) -> Row:
    return one[0] + other[0], one[1] + other[1]


def decimals(first: str, second: str) -> Row:
    return Decimal(first), Decimal(second)


OFFICE = Accounts(
    {
        "2050803": decimals("8.60", "0"),
        "2070101": decimals("486.32", "92.40"),
        "2080505": decimals("58.92", "0"),
        "2210201": decimals("62.18", "0"),
    },
    Decimal("5.50"),
    Decimal("4.20"),
    decimals("6.00", "5.60"),
    decimals("1.50", "1.20"),
    Decimal("730.00"),
)
READERS = Accounts(
    {
        "2050803": decimals("2.15", "0"),
        "2070104": decimals("188.40", "96.30"),
        "2080505": decimals("23.46", "0"),
        "2210201": decimals("20.88", "0"),
    },
    Decimal("12.75"),
    Decimal("1.80"),
    decimals("2.00", "1.85"),
    decimals("0.30", "0.12"),
    Decimal("340.00"),
)
CULTURE = Accounts(
    {
        "2070109": decimals("142.36", "138.75"),
        "2080505": decimals("17.20", "0"),
        "2210201": decimals("15.41", "0"),
    },
    Decimal("3.25"),
    Decimal("0.80"),
    decimals("0", "0"),
    decimals("0.20", "0.08"),
    Decimal("320.00"),
)
WHOLE = OFFICE.plus(READERS).plus(CULTURE)

LISTED = """
二、部门决算单位构成

从决算单位构成看，本部门决算包括局本级决算和所属事业单位决算。纳入2024年度部门决算编制范围的单位共3个，包括：
1.南屏市江北区文化和旅游局本级
2.南屏市江北区图书馆
3.南屏市江北区文化馆
"""


def money(value: Decimal) -> str:
    return f"{value:,.2f}"


def blank(value: Decimal) -> str:
    return money(value) if value else ""


def document(name: str, accounts: Accounts, *, kind: str = "单位", listed: str = "", year: int = 2024) -> str:
    """The text of final accounts with the tables and sentences that all units print."""
    return "\n".join(
        [
            f"{name}{year}年度{kind}决算",
            f"\n第一部分 {kind}概况\n\n一、主要职能\n\n负责全区公共文化服务。",
            listed,
            f"第二部分 {year}年度{kind}决算表\n",
            *_balance(accounts),
            *_spending(accounts, kind),
            *_official(accounts, year),
            f"第三部分 {year}年度{kind}决算情况说明\n",
            *_words(accounts, year),
        ]
    )


def _balance(it: Accounts) -> Iterable[str]:
    income = it.fiscal + it.other_income
    yield "表1 收入支出决算总表\n单位：万元\n收入\t\t支出\n项目\t决算数\t项目\t决算数"
    left = [("一、一般公共预算财政拨款收入", it.fiscal), ("二、其他收入", it.other_income)]
    right = [
        (f"{number}、{ITEMS[code]}", sum(_sum(it, code), Decimal()))
        for number, code in zip("一二三四", ("205", "207", "208", "221"), strict=True)
    ]
    for number in range(4):
        name, value = left[number] if number < len(left) else ("", Decimal())
        yield f"{name}\t{blank(value)}\t{right[number][0]}\t{blank(right[number][1])}"
    yield f"本年收入合计\t{money(income)}\t本年支出合计\t{money(it.spent)}"
    yield f"年初结转和结余\t{money(it.opening)}\t年末结转和结余\t{money(it.opening)}"
    yield f"总计\t{money(income + it.opening)}\t总计\t{money(it.spent + it.opening)}\n"


def _sum(it: Accounts, code: str) -> Row:
    rows = [row for key, row in it.items.items() if key.startswith(code)]
    return sum((row[0] for row in rows), Decimal()), sum((row[1] for row in rows), Decimal())


def _spending(it: Accounts, kind: str) -> Iterable[str]:
    yield f"表2 {kind}支出决算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出"
    for code, name in ITEMS.items():
        basic, project = _sum(it, code)
        if basic or project:
            yield f"{code}\t{name}\t{money(basic + project)}\t{blank(basic) or '-'}\t{blank(project) or '-'}"
    basic, project = _sum(it, "")
    yield f"合计\t{money(basic + project)}\t{blank(basic) or '-'}\t{blank(project) or '-'}\n"


def _official(it: Accounts, year: int) -> Iterable[str]:
    yield f"表3 “三公”经费支出决算表\n单位：万元\n项目\t{year}年预算数\t{year}年决算数"
    yield "因公出国（境）费\t0.00\t0.00"
    yield f"公务用车运行维护费\t{money(it.cars[0])}\t{money(it.cars[1])}"
    yield f"公务接待费\t{money(it.guests[0])}\t{money(it.guests[1])}"
    yield f"合计\t{money(it.cars[0] + it.guests[0])}\t{money(it.cars[1] + it.guests[1])}\n"


def _words(it: Accounts, year: int) -> Iterable[str]:
    income = it.fiscal + it.other_income
    basic, project = _sum(it, "")
    yield "一、收入支出决算总体情况说明\n"
    yield (
        f"{year}年度收入总计{money(income + it.opening)}万元，支出总计{money(it.spent + it.opening)}万元。"
    )
    yield "\n二、支出决算情况说明\n"
    yield (
        f"本年支出合计{money(it.spent)}万元，其中：基本支出{money(basic)}万元，占{basic / it.spent:.2%}；"
        f"项目支出{money(project)}万元，占{project / it.spent:.2%}。"
    )
    yield "\n三、“三公”经费支出决算情况说明\n"
    budget, spent = it.cars[0] + it.guests[0], it.cars[1] + it.guests[1]
    yield (
        f"{year}年度“三公”经费支出预算为{money(budget)}万元，支出决算为{money(spent)}万元，"
        f"完成预算的{spent / budget:.2%}。其中：公务接待费支出预算为{money(it.guests[0])}万元，"
        f"支出决算为{money(it.guests[1])}万元，完成预算的{it.guests[1] / it.guests[0]:.2%}。"
    )
    yield "\n四、部门整体支出绩效自评情况\n"
    yield "整体支出绩效自评表\n单位：万元\n年度资金\t全年预算数\t全年执行数\t执行率"
    yield f"年度资金总额\t{money(it.budget)}\t{money(it.spent)}\t{it.spent / it.budget:.2%}\n"


def department(listed: str = LISTED) -> str:
    return document(NAME, WHOLE, kind="部门", listed=listed)


def units() -> dict[str, str]:
    """The documents of the three units by the names of their files."""
    return {
        "局本级": document(f"{NAME}（本级）", OFFICE),
        "图书馆": document(LIBRARY, READERS),
        "文化馆": document(HALL, CULTURE),
    }

"""The columns of the list of projects (列): what each holds, how it is shown, sorted and added up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jixiao.quantity import Money, MoneyUnit, Rate
from jixiao.tracking.position import Position
from jixiao_web.accounts.models import User
from jixiao_web.projects.lines import Line

Value = str | int | Decimal | Money | Rate | Enum | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column (列). `total` names what of a position its total is; columns without one are not added up."""

    name: str
    word: str | Promise
    kind: str  # text, number, money, change, rate, points, light, state
    value: Callable[[Line], Value]
    total: str = ""
    width: int = 14
    is_usual: bool = True
    phone: str = "extra"  # what of a row on a phone it is: lead, aside, plain, extra
    is_added: bool = False  # whether its numbers are added up

    @property
    def is_figure(self) -> bool:
        """Whether it holds figures, which stand on the right."""
        return self.kind not in ("text", "light", "state")


def _of(name: str) -> Callable[[Line], Value]:
    def value(line: Line) -> Value:
        found: Value = getattr(line.position, name)
        return found

    return value


COLUMNS: tuple[Column, ...] = (
    Column("number", _("序号"), "number", lambda line: line.project.number, width=6),
    Column("code", _("项目编号"), "text", lambda line: line.project.code, width=10, is_usual=False),
    Column("name", _("项目名称"), "text", lambda line: line.project.name, width=36, phone="lead"),
    Column("party", _("执行部门"), "text", lambda line: line.project.party, width=20, phone="plain"),
    Column("attention", _("跟踪类别"), "text", lambda line: line.project.attention, is_usual=False),
    Column("duration", _("项目属性"), "text", lambda line: line.project.duration, is_usual=False),
    Column("kind", _("项目类别"), "text", lambda line: line.project.kind, is_usual=False),
    Column("official_code", _("项目编码"), "text", lambda line: line.project.official_code, is_usual=False),
    Column("person", _("项目负责人"), "text", lambda line: line.project.person_in_charge, is_usual=False),
    Column("original", _("年初预算"), "money", _of("original"), "original"),
    Column("carried_over", _("上年结转"), "change", _of("carried_over"), "carried_over", is_usual=False),
    Column("increases", _("追加"), "change", _of("increases"), "increases"),
    Column("reductions", _("追减"), "change", _of("reductions"), "reductions"),
    Column("net_change", _("净调整"), "change", _of("net_change"), "net_change", is_usual=False),
    Column("adjusted", _("调整后预算"), "money", _of("adjusted"), "adjusted", phone="plain"),
    Column("change_ratio", _("调整幅度"), "rate", _of("change_ratio"), "change_ratio", is_usual=False),
    Column("spent", _("支出"), "money", lambda line: line.standing.spent, "spent", phone="plain"),
    Column("rate", _("执行率"), "rate", lambda line: line.rate, "execution_rate", 10, phone="aside"),
    Column("ratio", _("对年初"), "rate", lambda line: line.standing.outturn_ratio, "outturn_ratio", 10),
    Column(
        "balance",
        _("结余"),
        "money",
        lambda line: line.position.balance if line.standing.is_known else None,
        "balance",
    ),
    Column("points", _("进度差"), "points", lambda line: line.pace.points, width=10),
    Column("objectives", _("目标灯"), "light", lambda line: line.objectives, width=10, phone="plain"),
    Column("contracts", _("合同"), "number", lambda line: line.contracts or None, is_usual=False),
    Column("contracted", _("合同金额"), "money", lambda line: line.contracted, is_usual=False),
    Column("outputs", _("成果"), "number", lambda line: line.outputs or None, width=8, is_usual=False),
    Column("progress", _("跟踪状态"), "state", lambda line: line.progress, width=12),
    Column("findings", _("发现"), "number", lambda line: line.findings, width=8, is_added=True),
)
BY_NAME = {each.name: each for each in COLUMNS}
NEEDED = "name"
PREFERENCE = "projects.columns"
"""Where a person's choice of columns is kept."""


def chosen_columns(user: User) -> list[Column]:
    """The columns that the person chose, in their order; the usual ones where they chose none."""
    names = user.preferences.get(PREFERENCE)
    if not isinstance(names, list):
        return [each for each in COLUMNS if each.is_usual]
    found = [BY_NAME[name] for name in dict.fromkeys(map(str, names)) if name in BY_NAME]
    return found if any(each.name == NEEDED for each in found) else [BY_NAME[NEEDED], *found]


def all_in_order(chosen: Sequence[Column]) -> list[tuple[Column, bool]]:
    """Every column, those that are shown first, in their order."""
    shown = {each.name for each in chosen}
    return [(each, True) for each in chosen] + [(each, False) for each in COLUMNS if each.name not in shown]


def sort_key(column: Column) -> Callable[[Line], Any]:
    """By what the lines are sorted: within a column all values are of one type, choices in their order."""

    def key(line: Line) -> Any:
        value = column.value(line)
        return list(type(value)).index(value) if isinstance(value, Enum) else value

    return key


def total_of(
    column: Column, lines: Sequence[Line], total: Position, *, is_known: bool
) -> Money | Rate | int | None:
    """The total of a column; none where it has none, or where spending is not known of every line."""
    if column.is_added:
        return sum(value for each in lines if isinstance(value := column.value(each), int))
    if not column.total or (column.total in _SPENDING and not is_known):
        return None
    found: Money | Rate | None = getattr(total, column.total)
    return found


_SPENDING = frozenset({"spent", "execution_rate", "outturn_ratio", "balance"})


def tail(line: Line, unit: MoneyUnit) -> str:
    """Why a line's rounded terms do not add up to its rounded adjusted budget; nothing where they do."""
    it = line.position
    terms = (it.original, it.carried_over, it.increases, -it.reductions)
    return _difference(sum((each.rounded_in(unit) for each in terms), Decimal()), it.adjusted, unit)


def column_tail(column: Column, lines: Sequence[Line], total: Position, unit: MoneyUnit) -> str:
    """Why the rounded cells of a column do not add up to its rounded total; nothing where they do."""
    if column.kind not in ("money", "change") or not column.total:
        return ""
    cells = (column.value(each) for each in lines)
    rounded = sum((each.rounded_in(unit) for each in cells if isinstance(each, Money)), Decimal())
    return _difference(rounded, getattr(total, column.total), unit)


def _difference(rounded: Decimal, exact: Money, unit: MoneyUnit) -> str:
    difference = rounded - exact.rounded_in(unit)
    if not difference:
        return ""
    return gettext("尾差：以元核算，取整后相加差 %s") % f"{abs(difference):f}"

"""Tables of one row: placed where the numbers are as many as the columns, else left loose."""

from __future__ import annotations

from jixiao.facts import Loose
from tests.facts.telling import flow, headers, only_grid, rows

EXPENSES = ["合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"]
VEHICLES = ["小计", "公务用车购置费", "公务用车运行费"]


def test_a_header_and_one_labelled_row_are_a_table() -> None:
    grid = only_grid(
        "\n".join(["项目", "预算数", "决算数", "执行率", "保洁经费", "12.50", "11.00", "88.00%"])
    )
    assert headers(grid) == ["项目", "预算数", "决算数", "执行率(%)"]
    assert rows(grid) == ["保洁经费 | 12.50 | 11.00 | 88.00%"]


def test_the_row_of_expenses_has_its_kinds_of_vehicles_in_place() -> None:
    numbers = ["12.50", "0.00", "10.00", "0.00", "10.00", "2.50"]
    grid = only_grid("\n".join(["“三公”经费支出表", "单位：万元", "决算数", *EXPENSES, *VEHICLES, *numbers]))
    assert headers(grid) == [
        "合计",
        "因公出国（境）费",
        *(f"公务用车购置及运行费 / {kind}" for kind in VEHICLES),
        "公务接待费",
    ]
    assert grid.title == "“三公”经费支出表 决算数"


def test_budget_and_final_account_are_two_sets_of_columns() -> None:
    numbers = [f"{n}.00" for n in range(12)]
    grid = only_grid("\n".join(["预算数", "决算数", *EXPENSES, *EXPENSES, *VEHICLES, *VEHICLES, *numbers]))
    assert [column.parts[0] for column in grid.columns] == ["预算数"] * 6 + ["决算数"] * 6
    assert grid.columns[9].parts[1:] == ("公务用车购置及运行费", "公务用车购置费")
    assert rows(grid) == [" | ".join(numbers)]


def test_what_has_a_column_of_its_own_stands_behind() -> None:
    numbers = ["12.50", "0", "10.00", "0", "10.00", "2.50", "30.00"]
    head = ["“三公”经费预算数", "机关运行经费预算", "数", *EXPENSES, *VEHICLES]
    assert headers(only_grid("\n".join([*head, *numbers])))[-1] == "机关运行经费预算数"


def test_where_blanks_are_missing_the_numbers_are_loose() -> None:
    numbers = ["12.50", "10.00", "10.00", "2.50"]
    read = flow("\n".join(["“三公”经费支出决算表", "决算数", *EXPENSES, *VEHICLES, *numbers]))
    assert read.grids == ()
    assert any(isinstance(block, Loose) for block in read.blocks)


def test_groups_that_have_the_same_headers_below_reach_over_them() -> None:
    kinds = ["合计", "一般债务", "专项债务"]
    numbers = ["95.10", "68.00", "27.10", "129.03", "69.50", "59.53"]
    grid = only_grid("\n".join(["地区", "上年限额", "今年限额", *kinds, *kinds, "本级", *numbers]))
    assert headers(grid) == [
        "地区",
        *(f"上年限额 / {kind}" for kind in kinds),
        *(f"今年限额 / {kind}" for kind in kinds),
    ]
    assert rows(grid) == [" | ".join(["本级", *numbers])]


def test_headers_that_each_name_one_expense_need_no_lines_of_their_own() -> None:
    kinds = ["合计", "因公出国（境）费", "公务用车购置及运行费小计", *VEHICLES[1:], "公务接待费"]
    numbers = ["12.50", "0.00", "10.00", "0.00", "10.00", "2.50"]
    grid = only_grid("\n".join(["“三公”经费支出表", *kinds, *numbers]))
    assert headers(grid) == kinds
    assert rows(grid) == [" | ".join(numbers)]


def test_the_numbers_of_the_columns_are_no_figures_of_the_row() -> None:
    numbers = ["12.50", "0.00", "10.00", "0.00", "10.00", "2.50"]
    counted = [str(n) for n in range(1, 7)]
    grid = only_grid("\n".join(["“三公”经费支出表", *EXPENSES, *VEHICLES, *counted, *numbers]))
    assert rows(grid) == [" | ".join(numbers)]

"""Cells one a line are a table again: rows, columns, header, total; what has no place is unplaced."""

from __future__ import annotations

from jixiao.facts import ColumnKind, RowKind
from tests.facts.telling import flow, headers, only_grid, prose, rows, told

SENTENCE = "截至2023年12月31日，六个重点项目合计支出612.40万元，各项目明细见下表："
PROJECTS = [
    ["1", "城建科", "路灯改造", "120.00", "-", "-", "120.00", "118.60", "98.83%"],
    ["2", "城建科", "公园养护", "86.50", "4.50", "-", "91.00", "91.00", "100.00%"],
    ["3", "民政科", "居家养老", "210.00", "-", "12.00", "198.00", "190.10", "96.01%"],
    ["4", "党建办", "社区服务", "60.00", "-", "-", "60.00", "48.20", "80.33%"],
    ["5", "平安办", "巡逻防控", "95.00", "6.00", "-", "101.00", "101.00", "100.00%"],
    ["6", "综合办", "办公设备", "70.00", "-", "5.00", "65.00", "63.50", "97.69%"],
]
HEADER = [
    "序号",
    "执行部门",
    "项目名称",
    "年初预算",
    "年中追加",
    "年中追减",
    "调整后预算",
    "实际支出",
    "执行率",
]
TOTAL = ["合计", "641.50", "10.50", "17.00", "635.00", "612.40", "96.44%"]


def stacked(*parts: list[str]) -> str:
    return "\n".join(cell for part in parts for cell in part)


def test_a_table_of_projects_is_put_together() -> None:
    read = flow(f"{SENTENCE}\n{stacked(['单位：万元'], HEADER, *PROJECTS, TOTAL)}\n{SENTENCE}")
    (grid,) = read.grids
    assert [row.cells[0] and row.label for row in grid.body] == [*(row[2] for row in PROJECTS), "合计"]
    assert rows(grid)[:6] == [" | ".join(row) for row in PROJECTS]
    assert rows(grid)[6] == "合计 | · | · | 641.50 | 10.50 | 17.00 | 635.00 | 612.40 | 96.44%"
    assert headers(grid) == [*HEADER[:8], "执行率(%)"]
    assert grid.unit == "万元"
    assert grid.body[-1].kind is RowKind.TOTAL
    kinds = [column.kind for column in grid.columns]
    assert kinds == [ColumnKind.ORDINAL, *[ColumnKind.LABEL] * 2, *[ColumnKind.VALUE] * 6]
    assert prose(read) == [SENTENCE, SENTENCE]


def test_a_table_without_ordinals_is_put_together() -> None:
    grid = only_grid(stacked(["项目", "预算数", "决算数"], *(row[2:3] + row[6:8] for row in PROJECTS)))
    assert rows(grid) == [" | ".join(row[2:3] + row[6:8]) for row in PROJECTS]


def test_a_table_goes_on_over_a_page() -> None:
    table = stacked(HEADER, *PROJECTS[:3], ["- 7 -"], HEADER, *PROJECTS[3:], TOTAL)
    grid = only_grid(f"{SENTENCE}\n{table}\n{SENTENCE}")
    assert [row.label for row in grid.body] == [*(row[2] for row in PROJECTS), "合计"]


def test_a_number_of_a_row_with_blanks_has_no_column() -> None:
    lines = [["项目", "预算数", "追加数", "决算数"]]
    lines += [[name, "12.00", "3.00", "15.00"] for name in ("路灯", "公园", "河道", "街巷")]
    lines += [["社区食堂", "8.00", "7.50"]]
    grid = only_grid(stacked(*lines))
    assert rows(grid)[-1].startswith("社区食堂 | ")
    assert [grid.text_of(cell) for cell in grid.rows[-1].unplaced] in (["8.00", "7.50"], ["7.50"])
    assert grid.rows[-1].is_ragged


def test_codes_before_labels_are_no_amounts() -> None:
    lines = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    lines += [
        ["201", "一般公共服务支出", "900.00", "600.00", "300.00"],
        ["20103", "政府办公厅（室）及相关机构事务", "900.00", "600.00", "300.00"],
        ["2010301", "行政运行", "600.00", "600.00", "-"],
        ["2010302", "一般行政管理事务", "300.00", "-", "300.00"],
        ["208", "社会保障和就业支出", "80.50", "80.50", "-"],
        ["20805", "行政事业单位养老支出", "80.50", "80.50", "-"],
    ]
    grid = only_grid(stacked(*lines))
    assert [row.code for row in grid.body] == ["201", "20103", "2010301", "2010302", "208", "20805"]
    assert grid.columns[0].kind is ColumnKind.CODE
    labels = [grid.rows[row.parent].label if row.parent is not None else "" for row in grid.body]
    assert labels == [
        "",
        "一般公共服务支出",
        *["政府办公厅（室）及相关机构事务"] * 2,
        "",
        "社会保障和就业支出",
    ]


def test_a_label_broken_over_lines_is_one() -> None:
    lines = [["项目", "预算数", "决算数"]]
    lines += [[name, "12.00", "15.00"] for name in ("道路照明设施改造", "公园绿地日常养护", "河道清淤与护岸")]
    lines += [["老旧小区综合整治", "（二期）", "8.00", "7.50"]]
    grid = only_grid(stacked(*lines))
    assert grid.rows[-1].label == "老旧小区综合整治（二期）"


def test_words_without_numbers_are_no_table() -> None:
    assert flow(stacked(["路灯", "公园", "河道", "街巷"])).grids == ()


def test_a_note_stands_below_the_table() -> None:
    read = flow(stacked(HEADER, *PROJECTS, TOTAL, ["注：本表金额单位为万元。"]))
    (grid,) = read.grids
    assert [read.text[start:end] for start, end in grid.notes] in ([], ["注：本表金额单位为万元。"])
    assert rows(grid)[-1].startswith("合计")


def test_a_wide_table_with_broken_labels_is_put_together() -> None:
    towns = [f"{name}镇" for name in "东西南北中上下前后左右内外新旧大小高低长"] + ["开发区", "其他"]
    labels = [
        ["一、税收返", "还支出"],
        ["二、一般性", "转移支付"],
        ["其中：教育", "补助经费"],
        ["三、调出"],
    ]
    lines = [["项目", *towns]]
    lines += [[*label, *(f"{n}.{m:02}" for m in range(len(towns)))] for n, label in enumerate(labels, 1)]
    grid = only_grid(stacked(*lines))
    assert headers(grid) == ["项目", *towns]
    assert [row.label for row in grid.body] == ["".join(label) for label in labels]
    assert all(not row.unplaced for row in grid.body)


def test_where_blanks_are_noughts_full_rows_have_their_columns() -> None:
    lines = [["项目", "收入预算", "合计", "财政拨款收入", "事业收入", "附属单位", "上缴收入", "其他收入"]]
    lines += [[name, "9.00", "9.00", "0", "0", "0"] for name in ("教育支出", "卫生支出", "住房支出")]
    grid = only_grid(stacked(*lines))
    assert rows(grid)[0] == "教育支出 | 9.00 | 9.00 | 0 | 0 | 0"
    assert headers(grid)[1:] == ["合计", "财政拨款收入", "事业收入", "附属单位上缴收入", "其他收入"]


def test_where_blanks_are_not_printed_only_the_total_is_certain() -> None:
    lines = [["项目", "合计", "财政拨款收入", "事业收入", "经营收入", "其他收入"]]
    lines += [[name, "9.00", "9.00"] for name in ("教育支出", "卫生支出", "住房支出")]
    grid = only_grid(stacked(*lines))
    assert [told(grid, row) for row in grid.body[:1]] == ["教育支出 | 9.00 | · ?? 9.00"]


def test_years_head_columns_of_their_own() -> None:
    lines = [["地区", "余额", "2026年", "2027年", "2028年"]]
    lines += [[name, "9.00", "4.00", "3.00", "2.00"] for name in ("东镇", "西镇", "南镇")]
    assert headers(only_grid(stacked(*lines))) == ["地区", "余额", "2026年", "2027年", "2028年"]


def test_a_full_total_shows_that_full_rows_have_its_columns() -> None:
    lines = [["项目", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出"]]
    lines += [
        ["教育支出", "9.00", "5.00", "4.00"],
        ["卫生支出", "2.00", "2.00"],
        ["住房支出", "3.00", "1.00", "2.00"],
    ]
    lines += [["合计", "14.00", "8.00", "6.00"]]
    grid = only_grid(stacked(*lines))
    assert rows(grid) == [
        "教育支出 | 9.00 | 5.00 | 4.00",
        "卫生支出 | 2.00 | · | · ?? 2.00",
        "住房支出 | 3.00 | 1.00 | 2.00",
        "合计 | 14.00 | 8.00 | 6.00",
    ]
    assert headers(grid)[2:] == ["", ""]


def test_a_row_that_numbers_the_columns_is_no_data() -> None:
    lines = [["项目", "本年收入合计", "财政拨款收入", "其他收入"], ["栏次", "1", "2", "3"]]
    lines += [
        ["合计", "9.00", "8.00", "1.00"],
        ["教育支出", "5.00", "4.00", "1.00"],
        ["卫生支出", "4.00", "4.00", "0.00"],
    ]
    grid = only_grid(stacked(*lines))
    assert rows(grid)[0] == "合计 | 9.00 | 8.00 | 1.00"


def test_headers_of_a_complete_table_may_follow_on_what_is_no_header() -> None:
    lines = [["绩效自评表", "项目名称", "河道养护", "主管部门", "水务局", "项目资金（万元）"]]
    lines += [["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]]
    lines += [["年度资金总额", "35.00", "34.00", "33.15", "10", "97.50%", "9.75"]]
    lines += [["其中：当年财政拨款", "35.00", "34.00", "33.15", "—", "97.50%", "—"]]
    lines += [["其他资金", "0", "0", "0", "—", "—", "—"]]
    grid = only_grid(stacked(*lines))
    assert headers(grid)[1:4] == ["年初预算数(万元)", "全年预算数(万元)", "全年执行数(万元)"]
    assert headers(grid)[4:] == ["分值(分)", "执行率(%)", "得分(分)"]
    assert grid.rows[2].parent == 1


def test_a_unit_of_percent_is_that_of_the_table() -> None:
    lines = [
        ["表1 价格涨跌幅度"],
        ["单位：%"],
        ["指标", "全市", "城市"],
        ["居民消费价格", "0.3", "0.4"],
        ["衣着", "1.2", "1.3"],
    ]
    assert only_grid(stacked(*lines)).unit == "%"


def test_groups_of_columns_and_their_formulas_are_header() -> None:
    kinds = ["小计", "一般债务", "专项债务"]
    lines = [["地区", "债务限额", "债务余额", *kinds, *kinds, "公式", "A=B+C", "B", "C", "D=E+F", "E", "F"]]
    lines += [[name, "9.00", "4.00", "5.00", "8.00", "3.00", "5.00"] for name in ("全市", "本级")]
    grid = only_grid(stacked(*lines))
    assert headers(grid)[1:3] == ["债务限额 / 小计", "债务限额 / 一般债务"]
    assert headers(grid)[-1] == "债务余额 / 专项债务"
    assert rows(grid)[0] == "全市 | 9.00 | 4.00 | 5.00 | 8.00 | 3.00 | 5.00"


def test_a_number_that_a_line_end_cut_in_a_cell_is_whole() -> None:
    lines = [["项目", "预算数", "决算数"], ["路灯", "1,234.00", "308,37", "2"], ["公园", "1.00", "2.00"]]
    lines += [["河道", "3.00", "4.00"]]
    assert rows(only_grid(stacked(*lines)))[0] == "路灯 | 1,234.00 | 308,372"


def test_a_row_of_nothing_but_code_and_label_is_kept() -> None:
    lines = [["科目编码", "科目名称", "预算数"], ["205", "教育支出", "9.00"], ["20508", "进修及培训", "9.00"]]
    lines += [["2050802", "干部教育"], ["2050803", "培训支出", "9.00"], ["208", "社会保障支出", "3.00"]]
    grid = only_grid(stacked(*lines))
    assert rows(grid)[2:4] == ["2050802 | 干部教育 | ·", "2050803 | 培训支出 | 9.00"]

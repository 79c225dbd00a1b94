"""How pages become a document; the pages are written by hand, so that each case shows one thing."""

from __future__ import annotations

import time

from jixiao.document.model import Heading, Paragraph, ParagraphStyle
from jixiao.document.place import PagePlace
from jixiao.document.readers.page_ink import Rule
from tests.document.readers.paper import LEADING, LEFT, RIGHT, SIZE, Paper, lines, read, rows_of, tables_of

BUDGET = (
    "年初预算38038.35万元，年中追加1395.07万元，调整后预算39433.42万元，全年支出38768.14万元，执行率98.31%。"
)
TALK = (
    "街道党工委会同各社区居民委员会研究部署年度重点工作并逐项抓好落实，群众满意度持续提高，各项任务按期完成。"
)
HEADER = ["项目", "预算数", "支出数", "执行率"]
ROWS = [
    HEADER,
    ["保洁经费", "1,200.00", "1,180.50", "98.38%"],
    ["教育经费", "125.00", "124.10", "99.28%"],
    ["合计", "1,325.00", "1,304.60", "98.46%"],
]
XS = [80.0, 200.0, 300.0, 400.0, 500.0]


class TestParagraphs:
    def test_lines_that_the_width_of_the_page_parted_are_one_paragraph(self):
        paper = Paper()
        end = paper.prose(100, BUDGET + TALK)
        paper.prose(end, TALK)
        assert lines(read(paper)) == [BUDGET + TALK, TALK]

    def test_a_figure_that_was_broken_at_the_end_of_a_line_is_whole(self):
        paper = Paper()
        paper.write(LEFT + 24, 100, "一" * 30 + "执行数为1,3").write(LEFT, 120, "04.60万元。")
        paper.prose(140, TALK * 2)
        assert "执行数为1,304.60万元。" in lines(read(paper))[0]

    def test_lines_without_indent_are_parted_where_the_line_before_had_room(self):
        paper = Paper()
        y = paper.prose(100, TALK * 2, indent=0)
        paper.prose(y, BUDGET, indent=0)
        assert lines(read(paper)) == [TALK * 2, BUDGET]

    def test_a_paragraph_goes_on_over_the_page(self):
        one, other = Paper(), Paper()
        for number in range(30):
            one.write(
                LEFT if number else LEFT + 2 * SIZE, 100 + number * LEADING, "行" * (36 if number else 34)
            )
        other.prose(100, "续" * 50 + "。", indent=0)
        assert lines(read(one, other)) == ["行" * (34 + 29 * 36) + "续" * 50 + "。"]

    def test_a_line_that_is_set_apart_begins_a_paragraph(self):
        paper = Paper()
        y = paper.prose(100, "满" * (wide := 36 * 2), indent=0)
        paper.prose(y + LEADING, "另" * wide, indent=0)
        assert lines(read(paper)) == ["满" * wide, "另" * wide]

    def test_small_raised_figures_stay_in_their_line(self):
        paper = (
            Paper()
            .write(LEFT, 100, "面积10293.47m")
            .write(LEFT + 78, 96, "2", 6)
            .write(LEFT + 81, 100, "，下降。")
        )
        assert lines(read(paper)) == ["面积10293.47m2，下降。"]

    def test_latin_words_keep_the_space_between_them(self):
        paper = (
            Paper()
            .write(LEFT, 100, "Gross")
            .write(LEFT + 34, 100, "domestic")
            .write(LEFT + 86, 100, "product")
        )
        assert lines(read(paper)) == ["Gross domestic product"]

    def test_the_small_gap_between_characters_and_figures_is_no_space(self):
        paper = Paper().write(LEFT, 100, "完成").write(LEFT + 27, 100, "98.31").write(LEFT + 60, 100, "万元")
        assert lines(read(paper)) == ["完成98.31万元"]

    def test_radicals_and_ligatures_read_as_the_characters_they_show(self):
        assert lines(read(Paper().write(LEFT, 100, "⽤⼯⻓期ﬁ项"))) == ["用工长期fi项"]

    def test_entries_of_a_table_of_contents_stay_apart(self):
        paper = Paper().center(80, "目录", 18)
        paper.write(LEFT, 120, "一、主要职能" + "…" * 26 + "1").write(
            LEFT, 140, "二、收支情况" + "…" * 26 + "12"
        )
        assert lines(read(paper))[1:] == ["一、主要职能" + "…" * 26 + "1", "二、收支情况" + "…" * 26 + "12"]


class TestHeadings:
    def test_the_title_and_numbered_lines_are_headings_by_their_level(self):
        paper = Paper().center(80, "2023年度预算执行情况", 20).center(108, "的报告", 20)
        paper.write(LEFT + 24, 150, "一、收支情况").write(LEFT + 24, 170, "（一）收入").write(
            LEFT + 24, 190, "1.税收"
        )
        paper.prose(210, BUDGET)
        document = read(paper)
        assert [(each.level, each.text) for each in document.blocks if isinstance(each, Heading)] == [
            (0, "2023年度预算执行情况的报告"),
            (1, "一、收支情况"),
            (2, "（一）收入"),
            (3, "1.税收"),
        ]
        assert document.title == "2023年度预算执行情况的报告"

    def test_a_numbered_sentence_is_a_paragraph(self):
        paper = Paper()
        y = paper.prose(100, "一、" + BUDGET)
        paper.prose(y, "（一）" + TALK)
        assert lines(read(paper)) == ["一、" + BUDGET, "（一）" + TALK]

    def test_a_heading_knows_its_place(self):
        heading = read(Paper().write(LEFT, 100, "一、收支情况")).blocks[0]
        assert isinstance(heading, Heading)
        assert heading.place == PagePlace(1, (80.0, 89.7, 152.0, 101.7))

    def test_without_a_title_on_the_page_the_file_names_the_document(self):
        paper = Paper()
        paper.prose(100, TALK)
        assert read(paper).title == "文件名"


class TestPlaces:
    def test_every_figure_has_a_box_of_its_own(self):
        spans = list(read(Paper().write(LEFT, 100, "支出38.14万元，增长5%。")).spans())
        assert [span.text for span in spans] == ["支出", "38.14", "万元，增长", "5%", "。"]
        assert spans[1].place == PagePlace(1, (104.0, 89.7, 134.0, 101.7))

    def test_pieces_of_a_paragraph_on_two_pages_know_their_pages(self):
        one, other = Paper(), Paper()
        one.prose(100, "行" * 36 * 20, indent=0)
        other.prose(100, "续" * 50 + "。", indent=0)
        assert {
            span.place.page for span in read(one, other).spans() if isinstance(span.place, PagePlace)
        } == {1, 2}

    def test_boxes_on_a_page_turned_on_its_side_are_those_of_the_page_as_shown(self):
        paper = Paper().write(300, 100, "支出38.14万元", turn=1)
        span = list(read(paper).spans())[1]
        assert span.text == "38.14"
        assert span.place == PagePlace(1, (298.3, 124.0, 310.3, 154.0))


class TestFurniture:
    def written(self, pages: int, foot: str, head: str = "") -> list[str]:
        papers = []
        for number in range(1, pages + 1):
            paper = Paper()
            paper.prose(100, f"第{number}段" + TALK)
            paper.center(800, foot.format(number))
            if head:
                paper.write(LEFT, 50, head.format(number), 9)
            papers.append(paper)
        return lines(read(*papers))

    def test_page_numbers_are_dropped_by_their_form(self):
        texts = [f"第{number}段{TALK}" for number in (1, 2)]
        for foot in ("— {} —", "- {} -", "第{}页 共2页", "{}/2", "－{}－"):
            assert self.written(2, foot) == texts, foot

    def test_the_same_first_line_on_each_page_is_no_running_head(self):
        papers = []
        for number in range(4):
            paper = Paper()
            paper.prose(90, f"项目{number}" + TALK * 3)
            papers.append(paper)
        assert len(lines(read(*papers))) == 4

    def test_bare_numbers_are_dropped_where_they_count_along(self):
        assert self.written(3, "{}") == [f"第{number}段{TALK}" for number in (1, 2, 3)]

    def test_a_bare_number_that_does_not_count_along_is_kept(self):
        paper = Paper()
        paper.prose(100, TALK)
        paper.center(800, "2023")
        assert lines(read(paper)) == [TALK, "2023"]

    def test_running_heads_are_dropped_although_their_figures_change(self):
        assert self.written(3, "{}", "某市人民政府公报 2026年第{}期") == [f"第{n}段{TALK}" for n in (1, 2, 3)]

    def test_a_paragraph_goes_on_through_the_furniture_between_its_pages(self):
        one, other = Paper(), Paper()
        one.prose(100, "行" * 36 * 30, indent=0)
        one.center(800, "— 1 —")
        other.prose(100, "续。", indent=0)
        other.center(800, "— 2 —")
        assert lines(read(one, other)) == ["行" * 36 * 30 + "续。"]

    def test_the_unit_above_the_table_of_each_page_is_no_running_head(self):
        papers = []
        for number in range(3):
            paper = Paper().right(RIGHT, 60, "单位：万元", 10)
            paper.table(70, [HEADER, [f"项目{number}", "1.00", "1.00", "100%"]], [x + number for x in XS])
            papers.append(paper)
        assert {table.unit_note for table in tables_of(read(*papers))} == {"单位：万元"}


class TestRuledTables:
    def test_cells_between_lines_are_rows_under_their_header(self):
        paper = Paper()
        paper.table(100, ROWS, XS)
        [table] = tables_of(read(paper))
        assert rows_of(table) == ["|".join(row) for row in ROWS]
        assert [row.is_header for row in table.rows] == [True, False, False, False]
        assert [row.is_total for row in table.rows] == [False, False, False, True]
        assert [column.header for column in table.columns] == HEADER

    def test_a_cell_without_lines_inside_reaches_over_its_columns_and_rows(self):
        paper = Paper()
        paper.table(100, [["项目", "2023年", "", ""], ["", "预算", "支出", "执行率"], *ROWS[1:]], XS)
        paper.rules = [
            rule
            for rule in paper.rules
            if rule != Rule(80, 124, 500, 124) and not (rule.x0 == rule.x1 and rule.x0 in (300, 400))
        ]
        paper.rules += [Rule(200, 124, 500, 124), *(Rule(x, 124, x, 220) for x in (300.0, 400.0))]
        [table] = tables_of(read(paper))
        assert [(cell.text, cell.rows, cell.columns) for cell in table.rows[0].cells] == [
            ("项目", 2, 1),
            ("2023年", 1, 3),
        ]
        assert [row.is_header for row in table.rows[:3]] == [True, True, False]
        assert [column.header for column in table.columns] == [
            "项目",
            "2023年/预算",
            "2023年/支出",
            "2023年/执行率",
        ]

    def test_a_row_that_numbers_the_columns_belongs_to_the_header(self):
        paper = Paper()
        paper.table(100, [HEADER, ["栏次", "1", "2", "3"], *ROWS[1:]], XS)
        assert [row.is_header for row in tables_of(read(paper))[0].rows[:3]] == [True, True, False]

    def test_the_caption_and_the_unit_belong_to_the_table(self):
        paper = Paper()
        paper.prose(60, TALK)
        paper.center(130, "部门支出预算表").write(LEFT, 150, "编制部门：某街道").right(
            RIGHT, 150, "单位：万元"
        )
        paper.table(160, ROWS, XS)
        document = read(paper)
        assert tables_of(document)[0].unit_note == "单位：万元"
        assert [each.style for each in document.blocks if isinstance(each, Paragraph)] == [
            ParagraphStyle.BODY,
            ParagraphStyle.CAPTION,
            ParagraphStyle.BODY,
        ]

    def test_notes_below_a_table_are_its_notes(self):
        paper = Paper()
        y = paper.table(100, ROWS, XS)
        paper.write(LEFT, y + 20, "注：尾差系四舍五入形成。")
        paper.prose(y + 60, TALK)
        document = read(paper)
        assert [note.text for note in tables_of(document)[0].notes] == ["注：尾差系四舍五入形成。"]
        assert lines(document)[-1] == TALK

    def test_a_figure_broken_in_a_narrow_cell_is_whole(self):
        paper = Paper()
        xs = [80.0, 200.0, 236.0, 300.0, 340.0]
        paper.table(
            100,
            [HEADER, ["保洁经费", "1,956.\n24", "100.00\n%", "-"], ["教育", "12345\n6", "1", "2"]],
            xs,
            40,
        )
        assert rows_of(tables_of(read(paper))[0])[1:] == ["保洁经费|1,956.24|100.00%|-", "教育|123456|1|2"]

    def test_figures_below_each_other_in_a_wide_cell_are_never_joined(self):
        paper = Paper()
        paper.table(100, [["项目", "户数"], ["甲村\n及乙村等三个地方", "12\n34\n56"]], [80, 200, 400], 60)
        assert "123456" not in "".join(rows_of(tables_of(read(paper))[0]))

    def test_rows_that_no_line_parts_are_parted_by_their_figures(self):
        paper = Paper()
        paper.table(
            100,
            [["年份", "收入", "支出"], ["2021年\n2022年\n2023年", "18.26\n20.34\n21.23", "1.5\n2.5\n3.5"]],
            XS[:4],
            60,
        )
        assert rows_of(tables_of(read(paper))[0])[1:] == [
            "2021年|18.26|1.5",
            "2022年|20.34|2.5",
            "2023年|21.23|3.5",
        ]

    def test_a_table_open_at_its_sides_keeps_its_outer_columns(self):
        paper = Paper()
        paper.table(100, ROWS, XS)
        paper.rules = [rule for rule in paper.rules if not (rule.x0 == rule.x1 and rule.x0 in (80, 500))]
        assert rows_of(tables_of(read(paper))[0])[1] == "保洁经费|1,200.00|1,180.50|98.38%"

    def test_lines_drawn_in_pieces_and_twice_are_one(self):
        paper = Paper()
        paper.table(100, ROWS, XS)
        paper.rules = [
            piece
            for rule in paper.rules
            for piece in (
                Rule(rule.x0, rule.y0, (rule.x0 + rule.x1) / 2, (rule.y0 + rule.y1) / 2),
                Rule((rule.x0 + rule.x1) / 2, (rule.y0 + rule.y1) / 2, rule.x1, rule.y1),
                Rule(rule.x0 + 1, rule.y0 + 1, rule.x1, rule.y1 + (rule.y1 == rule.y0)),
            )
        ]
        assert rows_of(tables_of(read(paper))[0]) == ["|".join(row) for row in ROWS]

    def test_a_frame_around_text_is_no_table(self):
        paper = Paper()
        paper.prose(100, TALK)
        paper.rules += [
            Rule(70, 80, 530, 80),
            Rule(70, 200, 530, 200),
            Rule(70, 80, 70, 200),
            Rule(530, 80, 530, 200),
        ]
        assert lines(read(paper)) == [TALK]

    def test_rows_without_ink_are_left_out(self):
        paper = Paper()
        paper.table(100, [*ROWS[:2], [""] * 4, [""] * 4, ROWS[3]], XS)
        assert len(tables_of(read(paper))[0].rows) == 3


class TestTablesOverPages:
    def test_a_table_that_goes_on_is_one_table_with_its_header_once(self):
        one, other = Paper(), Paper()
        one.center(80, "部门支出预算表").right(RIGHT, 96, "单位：万元", 10)
        one.table(100, ROWS[:2], XS)
        other.center(80, "部门支出预算表（续）").right(RIGHT, 96, "单位：万元", 10)
        other.table(100, [HEADER, *ROWS[2:]], XS)
        [table] = tables_of(read(one, other))
        assert rows_of(table) == ["|".join(row) for row in ROWS]

    def test_it_goes_on_without_any_header_and_through_page_numbers(self):
        one, other = Paper(), Paper()
        one.table(100, ROWS[:2], XS)
        one.center(800, "— 1 —")
        other.table(60, ROWS[2:], XS)
        assert len(tables_of(read(one, other))) == 1

    def test_a_last_row_whose_first_columns_are_one_goes_on_too(self):
        one, other = Paper(), Paper()
        one.table(100, ROWS[:3], XS)
        other.table(60, [["合计", "1,304.60", "98.46%"]], [80, 300, 400, 500])
        [table] = tables_of(read(one, other))
        assert next((cell.text, cell.columns) for cell in table.rows[-1].cells) == ("合计", 2)

    def test_words_of_a_cell_that_the_page_cut_are_whole(self):
        one, other = Paper(), Paper()
        one.table(
            100, [["项目", "说明", "金额"], ["保洁", "对大街和背街小巷实行", "10.00"]], [80, 160, 300, 400]
        )
        other.table(60, [["", "日常清扫", ""], ["教育", "讲座", "2.00"]], [80, 160, 300, 400])
        [table] = tables_of(read(one, other))
        assert rows_of(table)[1:] == ["保洁|对大街和背街小巷实行日常清扫|10.00", "教育|讲座|2.00"]

    def test_another_table_on_the_next_page_is_another_table(self):
        one, other = Paper(), Paper()
        one.center(80, "部门收入预算表")
        one.table(100, ROWS[:2], XS)
        other.center(80, "部门支出预算表")
        other.table(100, [HEADER, *ROWS[2:]], XS)
        assert len(tables_of(read(one, other))) == 2

    def test_text_between_them_parts_two_tables(self):
        one, other = Paper(), Paper()
        y = one.table(100, ROWS[:2], XS)
        one.prose(y + 40, TALK)
        other.table(60, ROWS[2:], XS)
        assert len(tables_of(read(one, other))) == 2


class TestTablesWithoutLines:
    def test_rows_of_figures_in_columns_are_a_table(self):
        paper = Paper()
        y = paper.prose(60, TALK * 2)
        y = paper.table(y, ROWS, XS, 20, ruled=False)
        paper.prose(y + 30, TALK)
        document = read(paper)
        [table] = tables_of(document)
        assert rows_of(table) == ["|".join(row) for row in ROWS]
        assert lines(document)[0] == TALK * 2

    def test_blank_cells_stay_in_their_columns(self):
        paper = Paper()
        paper.table(100, [*ROWS[:3], ["其他经费", "", "15.00", ""], ROWS[3]], XS, 20, ruled=False)
        assert rows_of(tables_of(read(paper))[0])[3] == "其他经费||15.00|"

    def test_a_list_of_names_in_columns_is_no_table(self):
        paper = Paper()
        paper.table(100, [["张三", "李四", "王五", "赵六"]] * 4, XS, 20, ruled=False)
        assert tables_of(read(paper)) == []

    def test_a_table_of_contents_is_no_table(self):
        paper = Paper()
        for number, name in enumerate(("主要职能", "机构设置", "预算收支", "其他情况")):
            paper.write(LEFT, 100 + number * 20, name).right(RIGHT, 100 + number * 20, str(number * 3 + 1))
        assert tables_of(read(paper)) == []

    def test_two_figures_in_one_cell_are_never_joined(self):
        paper = Paper()
        paper.table(100, ROWS, XS, 20, ruled=False)
        paper.write(360, 114, "12", 10)
        assert not any("12支出数" in row or "支出数12" in row for row in rows_of(tables_of(read(paper))[0]))


class TestColumnsOfText:
    def test_a_page_in_columns_is_read_column_by_column(self):
        paper = Paper().center(60, "报纸的大标题横跨两栏", 24)
        left = "左" * 16 * 10 + "完。"
        right = "右" * 16 * 10 + "毕。"
        paper.prose(120, left, LEFT, LEFT + 16 * SIZE, indent=0)
        paper.prose(120, right, LEFT + 18 * SIZE, LEFT + 34 * SIZE, indent=0)
        assert lines(read(paper))[1:] == [left, right] or lines(read(paper))[1:] == [left + right]

    def test_a_paragraph_goes_on_from_column_to_column(self):
        paper = Paper()
        paper.prose(120, "左" * 16 * 10, LEFT, LEFT + 16 * SIZE, indent=0)
        paper.prose(120, "右" * 16 * 10, LEFT + 18 * SIZE, LEFT + 34 * SIZE, indent=0)
        assert lines(read(paper)) == ["左" * 160 + "右" * 160]


class TestCharts:
    def test_labels_come_after_the_text_in_the_order_of_their_drawing(self):
        paper = Paper()
        paper.prose(80, TALK)
        paper.prose(400, TALK)
        paper.center(160, "2021—2023年收入", 16)
        for number, figure in enumerate(("253.18", "285.71", "309.26")):
            paper.write(150 + number * 80, 300 - number * 40, figure, 9)
        for number, figure in enumerate(("0", "100", "200", "300")):
            paper.write(100, 320 - number * 40, figure, 9)
        for number, year in enumerate(("2021", "2022", "2023")):
            paper.write(150 + number * 80, 340, year, 9)
        paper.write(250, 356, "收入（亿元）", 9)
        assert lines(read(paper)) == [
            TALK,
            TALK,
            "2021—2023年收入",
            "253.18 285.71 309.26 0 100 200 300 2021 2022 2023",
            "收入（亿元）",
        ]

    def test_a_paragraph_goes_on_over_the_page_past_a_chart(self):
        one, other = Paper(), Paper()
        for number, figure in enumerate(("10.5", "20.5", "30.5")):
            one.write(150 + number * 80, 300 - number * 40, figure, 9)
        one.prose(400, "行" * 36 * 10, indent=0)
        other.prose(100, "续。", indent=0)
        assert lines(read(one, other)) == ["行" * 36 * 10 + "续。", "10.5 20.5 30.5"]


class TestText:
    def test_watermarks_askew_are_left_out(self):
        paper = Paper().write(LEFT, 100, "正文。").write(200, 300, "内部资料", 40, turn=4)
        assert lines(read(paper)) == ["正文。"]

    def test_words_that_run_down_the_margin_are_a_paragraph_of_their_own(self):
        paper = Paper()
        paper.prose(100, TALK * 3)
        paper.write(550, 300, "装订线", 10, turn=1)
        assert lines(read(paper)) == [TALK * 3, "装订线"]


class TestHostilePages:
    def seconds(self, paper: Paper) -> float:
        started = time.process_time()
        read(paper)
        return time.process_time() - started

    def test_a_thousand_rows_that_are_nearly_columns_or_tables_take_no_quadratic_time(self):
        strips, figures = Paper(), Paper()
        for number in range(1_400):
            y = number * 0.6
            strips.write(50, y, "12 34", 0.5).write(300, y, "甲乙丙丁戊己庚辛", 0.5)
            figures.write(50, y, "甲", 0.5).write(300, y, "12.5", 0.5)
            figures.write(400 + number % 7 * 10, y, "12.5", 0.5)
        assert self.seconds(strips) < 10
        assert self.seconds(figures) < 10

    def test_a_grid_of_a_million_cells_is_a_drawing(self):
        paper = Paper()
        paper.prose(100, TALK)
        for number in range(1_200):
            paper.rules += [
                Rule(0, number * 0.7, 595, number * 0.7),
                Rule(number * 0.5, 0, number * 0.5, 842),
            ]
        assert self.seconds(paper) < 10

    def test_glyphs_strewn_at_random_are_read_somehow(self):
        paper = Paper()
        for number in range(20_000):
            paper.write(number * 7919 % 590, number * 104_729 % 840, "7", 10)
        assert self.seconds(paper) < 10

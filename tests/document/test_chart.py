from __future__ import annotations

import itertools
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from jixiao.document.chart import grouped_bars, rate_distribution, waterfall
from jixiao.document.svg import WIDTH, text_width

SVG = "{http://www.w3.org/2000/svg}"
SERIES = ("年初预算", "调整后预算", "实际支出")
WORDS = {"title": "各部门预算与支出", "description": "三个部门，单位万元"}


def amounts(*values: str | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(value) for value in values]


def bars(rows: list[tuple[str, list[Decimal | None]]]) -> ElementTree.Element:
    return ElementTree.fromstring(grouped_bars(rows, SERIES, **WORDS))


def texts(picture: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}text")]


def drawn(picture: ElementTree.Element, element: str = "rect") -> list[dict[str, float]]:
    return [
        {
            name: float(value)
            for name, value in each.attrib.items()
            if name in {"x", "y", "width", "height", "cx", "cy", "r"}
        }
        for each in picture.iter(SVG + element)
    ]


def every_chart() -> list[str]:
    return [
        grouped_bars([("综合办公室", amounts("10.00", "9.50", "0.10"))], SERIES, **WORDS),
        rate_distribution([("执行率100%", [("1", Decimal("100.00"))])], **WORDS),
        waterfall(
            original=Decimal("14692.74"),
            increases=Decimal("147.48"),
            reductions=Decimal("1472.19"),
            adjusted=Decimal("13368.03"),
            spent=Decimal("13112.03"),
            **WORDS,
        ),
    ]


class TestGroupedBars:
    def test_every_value_stands_beside_its_bar_as_the_table_prints_it(self):
        picture = bars([("综合办公室", amounts("1956.24", "1850.00", "1850.00"))])
        assert texts(picture)[-3:] == ["1,956.24", "1,850.00", "1,850.00"]

    def test_bars_are_as_long_as_their_values(self):
        picture = bars([("甲", amounts("200.00", "100.00", "50.00"))])
        longest, half, quarter = (bar["width"] for bar in drawn(picture)[3:])
        assert half == pytest.approx(longest / 2, abs=0.1)
        assert quarter == pytest.approx(longest / 4, abs=0.1)

    def test_zero_is_a_label_without_a_bar_and_absent_is_a_dash(self):
        picture = bars([("甲", amounts("10.00", "0.00", None))])
        assert texts(picture)[-2:] == ["0.00", "-"]
        assert len(drawn(picture)) == len(SERIES) + 1

    def test_a_negative_value_lies_left_of_the_axis_and_touches_it(self):
        picture = bars([("甲", amounts("10.00", "-4.00", "2.00"))])
        positive, negative, _ = drawn(picture)[3:]
        assert negative["x"] + negative["width"] == pytest.approx(positive["x"], abs=0.1)

    def test_series_are_told_apart_without_color(self):
        picture = bars([("甲", amounts("3.00", "2.00", "1.00"))])
        fills = [each.get("fill") for each in picture.iter(f"{SVG}rect")][3:]
        assert len(set(fills)) == 3
        assert len(list(picture.iter(f"{SVG}path"))) == 2, "the hatch of the legend and of the bar"

    @pytest.mark.parametrize("count", range(1, 13))
    def test_groups_do_not_overlap_and_nothing_leaves_the_picture(self, count: int):
        label = "社区建设办公室、居民自治指导与社会工作协调办公室联合工作组"
        picture = bars(
            [(f"{label}{number}", amounts("12345.67", "-9.10", "0.00")) for number in range(count)]
        )
        _, _, width, height = map(float, picture.attrib["viewBox"].split())
        assert width == WIDTH
        edges = [(bar["y"], bar["y"] + bar["height"]) for bar in drawn(picture)[3:]]
        assert all(below[0] >= above[1] for above, below in itertools.pairwise(edges))
        assert all(bar["x"] >= 0 and bar["x"] + bar["width"] <= width for bar in drawn(picture))
        lines = [float(each.attrib["y"]) for each in picture.iter(f"{SVG}text")]
        assert max(lines) < height
        assert height < 640, "the picture fits the type area"

    def test_a_long_label_is_wrapped_not_shortened(self):
        label = "社区建设办公室、居民自治指导与社会工作协调办公室联合工作组"
        picture = bars([(label, amounts("1.00", "1.00", "1.00"))])
        assert label in "".join(texts(picture))

    def test_a_value_label_does_not_run_over_the_edge(self):
        picture = bars([("甲", amounts("123456789.12", "1.00", "1.00"))])
        last = next(each for each in picture.iter(f"{SVG}text") if each.text == "123,456,789.12")
        assert float(last.attrib["x"]) + text_width(last.text or "", 8.5) <= WIDTH


class TestRateDistribution:
    BANDS = (
        ("执行率100%", [(f"第{number}项目", Decimal("100.00")) for number in range(1, 8)]),
        ("90%（含）以上不足100%", [(f"第{number}项目", Decimal("98.10")) for number in range(8, 20)]),
        ("不足90%", [("第20项目", Decimal("85.28"))]),
    )
    CROWD = (
        ("执行率100%", [(f"第{number}项目", Decimal("100.00")) for number in range(1, 151)]),
        ("不足90%", [(f"第{number}项目", Decimal("85.28")) for number in range(0)]),
    )

    def test_there_is_one_dot_a_project_with_its_name_and_its_rate(self):
        picture = ElementTree.fromstring(rate_distribution(self.BANDS, **WORDS))
        assert len(drawn(picture, "circle")) == 20
        assert {"7个", "12个", "1个", "第20项目", "85.28%"} <= set(texts(picture))

    def test_a_higher_rate_lies_further_right(self):
        dots = drawn(ElementTree.fromstring(rate_distribution(self.BANDS, **WORDS)), "circle")
        full, high, low = dots[0]["cx"], dots[7]["cx"], dots[-1]["cx"]
        assert low < high < full

    def test_a_crowd_is_counted_and_each_project_keeps_its_dot(self):
        picture = ElementTree.fromstring(rate_distribution(self.CROWD, **WORDS))
        assert len(drawn(picture, "circle")) == 150
        assert {"150个", "0个"} <= set(texts(picture))

    @pytest.mark.parametrize("bands", [BANDS, CROWD])
    def test_dots_neither_overlap_nor_leave_the_picture(self, bands):
        picture = ElementTree.fromstring(rate_distribution(bands, **WORDS))
        height = float(picture.attrib["height"])
        dots = drawn(picture, "circle")
        assert height < 640, "the picture fits the type area"
        assert all(dot["cx"] + dot["r"] <= WIDTH and dot["cy"] + dot["r"] < height for dot in dots)
        for one, other in itertools.combinations(dots, 2):
            apart = (one["cx"] - other["cx"]) ** 2 + (one["cy"] - other["cy"]) ** 2
            assert apart >= (one["r"] + other["r"]) ** 2

    def test_a_project_without_a_rate_prints_a_dash_and_no_dot(self):
        picture = ElementTree.fromstring(rate_distribution([("不计算执行率", [("甲项目", None)])], **WORDS))
        assert "-" in texts(picture)
        assert not drawn(picture, "circle")


class TestWaterfall:
    def test_its_columns_bear_the_six_amounts_with_signs_on_changes_only(self):
        picture = ElementTree.fromstring(every_chart()[2])
        printed = [each for each in texts(picture) if re.search(r"\d", each)]
        assert printed == ["14,692.74", "+147.48", "-1,472.19", "13,368.03", "13,112.03", "256.00"]

    def test_a_change_starts_where_the_column_before_it_ends(self):
        original, increase, reduction, adjusted, spent, balance = drawn(
            ElementTree.fromstring(every_chart()[2])
        )
        assert increase["y"] + increase["height"] == pytest.approx(original["y"], abs=0.11)
        assert reduction["y"] == pytest.approx(increase["y"], abs=0.11)
        assert adjusted["y"] == pytest.approx(reduction["y"] + reduction["height"], abs=0.11)
        assert balance["y"] + balance["height"] == pytest.approx(spent["y"], abs=0.11)

    def test_more_spent_than_budgeted_is_named_and_not_a_negative_balance(self):
        picture = waterfall(
            original=Decimal("10.00"),
            increases=Decimal("0.00"),
            reductions=Decimal("0.00"),
            adjusted=Decimal("10.00"),
            spent=Decimal("12.00"),
            **WORDS,
        )
        assert "超支" in picture
        assert "2.00" in texts(ElementTree.fromstring(picture))
        assert "结余" not in picture

    def test_a_year_without_money_is_drawn_without_failing(self):
        zero = Decimal("0.00")
        picture = waterfall(
            original=zero, increases=zero, reductions=zero, adjusted=zero, spent=zero, **WORDS
        )
        assert not drawn(ElementTree.fromstring(picture))


@pytest.mark.parametrize("chart", every_chart())
class TestEveryChart:
    def test_it_says_in_words_what_it_shows(self, chart: str):
        picture = ElementTree.fromstring(chart)
        assert picture.get("role") == "img"
        assert [picture[0].text, picture[1].text] == [WORDS["title"], WORDS["description"]]

    def test_it_has_no_noise_of_floating_point(self, chart: str):
        assert not re.search(r"\d\.\d\d", re.sub(r"<(text|title|desc)[^>]*>[^<]*</", "", chart))

    def test_it_needs_nothing_from_outside_and_shares_no_names(self, chart: str):
        assert not re.search(r"<(script|style|image|use|pattern)|\bid=|href|url\(", chart)


def test_charts_are_the_same_every_time():
    assert every_chart() == every_chart()


def test_hostile_words_stay_words():
    words = "</text><script>alert(1)</script>&"
    chart = grouped_bars([(words, amounts("1.00", "1.00", "1.00"))], SERIES, title=words, description=words)
    picture = ElementTree.fromstring(chart)
    assert not list(picture.iter(f"{SVG}script"))
    assert picture[0].text == words

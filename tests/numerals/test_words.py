"""What is read in Chinese numerals, and what is passed over."""

from __future__ import annotations

import pytest

from tests.numerals.telling import told

READ = [
    # Counts
    ("从五个方面着手，形成三份函", ["COUNT 五个 = 5个", "COUNT 三份 = 3份"]),
    ("涉及三千四百二十四人、二十家单位", ["COUNT 三千四百二十四人 = 3424人", "COUNT 二十家 = 20家"]),
    (
        "服务一千余平方米，百余名志愿者，近百条建议",
        [
            "COUNT 一千余平方米 = 1000平方米 or more",
            "COUNT 百余名 = 100名 or more",
            "COUNT 百条 = 100条 or less",
        ],
    ),
    (
        "数百家企业、几十个小区、上百场活动",
        ["COUNT 百家 = 100家 about", "COUNT 十个 = 10个 about", "COUNT 百场 = 100场 or more"],
    ),
    (
        "两三家单位，七八个小区，三至五个项目",
        ["RANGE 两三家 = 2..3家", "RANGE 七八个 = 7..8个", "RANGE 三至五个 = 3..5个"],
    ),
    ("两个半月", ["COUNT 两个半月 = 2个半月"]),
    # Amounts
    ("壹佰元整，叁万伍仟元整", ["AMOUNT 壹佰元整 = 100元", "AMOUNT 叁万伍仟元整 = 35000元"]),
    (
        "补助二百余万元，争取数十亿元，上千万元",
        [
            "AMOUNT 二百余万元 = 2000000元 or more",
            "AMOUNT 十亿元 = 1000000000元 about",
            "AMOUNT 千万元 = 10000000元 or more",
        ],
    ),
    ("三亿五千万元", ["AMOUNT 三亿五千万元 = 350000000元"]),
    ("一百点零五亿元，三点五倍", ["AMOUNT 一百点零五亿元 = 10005000000元", "MULTIPLE 三点五倍 = 3.5倍"]),
    ("五点三十分开会，平安问候9046个人次", ["COUNT 9046个人次 = 9046人次"]),
    # Shares
    (
        "百分之三十，百分之三点五，千分之二",
        ["PERCENT 百分之三十 = 30%", "PERCENT 百分之三点五 = 3.5%", "PERMILLE 千分之二 = 2‰"],
    ),
    ("近三成，五成以上", ["PERCENT 三成 = 30% or less", "PERCENT 五成以上 = 50% or more"]),
    ("三分之一，一半以上", ["RATIO 三分之一 (1, 0, 3, 0)", "RATIO 一半以上 (1, 0, 2, 0) or more"]),
    ("增长两倍，翻一番", ["MULTIPLE 两倍 = 2倍", "MULTIPLE 一番 = 1番"]),
    # Dates, periods, times
    ("二〇一九年十二月三十一日", ["DATE 二〇一九年十二月三十一日 (2019, 12, 31)"]),
    ("二O二四年，十二月三十一日", ["DATE 二O二四年 (2024, 0, 0)", "DATE 十二月三十一日 (0, 12, 31)"]),
    (
        "上半年，一季度，前三季度，第三季度",
        [
            "PERIOD 上半年 (0, 1, 0, 0, 6, 0)",
            "PERIOD 一季度 (0, 1, 0, 0, 3, 0)",
            "PERIOD 前三季度 (0, 1, 0, 0, 9, 0)",
            "PERIOD 第三季度 (0, 7, 0, 0, 9, 0)",
        ],
    ),
    (
        "十四五时期，“十五五”规划",
        ["PERIOD 十四五 (2021, 0, 0, 2025, 0, 0)", "PERIOD 十五五 (2026, 0, 0, 2030, 0, 0)"],
    ),
    ("三年行动", ["COUNT 三年 = 3年"]),
    # Ordinals
    ("第三届，第一产业，第二次会议", ["ORDINAL 第三届 (3,)", "ORDINAL 第一 (1,)", "ORDINAL 第二次 (2,)"]),
    (
        "区第十七届人大五次会议，全年召开三次会议",
        ["ORDINAL 第十七届 (17,)", "ORDINAL 五次 (5,)", "COUNT 三次 = 3次"],
    ),
    # Headings and list items
    ("一、总体情况\n（二）主要做法", ["HEADING 一、 (1,)", "HEADING （二） (2,)"]),
    ("一是加强领导。二是强化措施；三要落实", ["HEADING 一是 (1,)", "HEADING 二是 (2,)", "HEADING 三要 (3,)"]),
    # Names
    ("“六个一”工程，八个一活动", ["NAME 六个一", "NAME 八个一"]),
    ("三会一课、一带一路、一村一策", ["NAME 三会一课", "NAME 一带一路", "NAME 一村一策"]),
    ("十九届四中全会，两个一百年，四个意识", ["NAME 十九届四中全会", "NAME 两个一百年", "NAME 四个意识"]),
    ("“两不愁”，三次产业", ["NAME 三次"]),
    # Words that only begin like numbers
    ("三里河、三元区、五台山、下陆区", []),
    ("统一、一般、十分、万一、百姓、进一步", []),
    ("一次性，一条龙，唯一，上一年", []),
]


@pytest.mark.parametrize(("sentence", "expected"), READ, ids=[sentence for sentence, _ in READ])
def test_a_number_in_words_is_told_from_words_that_look_like_one(sentence: str, expected: list[str]):
    assert told(sentence) == expected

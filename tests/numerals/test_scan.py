"""What is read in a sentence: one table, each line a sentence of ours and every number in it."""

from __future__ import annotations

import pytest

from jixiao.numerals.scan import counted_noun, scan
from jixiao.numerals.token import Kind, Style
from tests.numerals.telling import told

READ = [
    # Amounts
    ("投入1,956.20万元", ["AMOUNT 1,956.20万元 = 19562000元"]),
    ("下达12.5亿元、支付883920元", ["AMOUNT 12.5亿元 = 1250000000元", "AMOUNT 883920元 = 883920元"]),
    ("本年安排300千元，另有2百万元", ["AMOUNT 300千元 = 300000元", "AMOUNT 2百万元 = 2000000元"]),
    ("进口额4.2亿美元", ["AMOUNT 4.2亿美元 = 420000000美元"]),
    ("资金３８７６８．１４万元", ["AMOUNT ３８７６８．１４万元 = 387681400元"]),
    ("共计3亿5000万元", ["AMOUNT 3亿5000万元 = 350000000元"]),
    ("结余1万2千元", ["AMOUNT 1万2千元 = 12000元"]),
    ("财政资金1.2 亿元", ["AMOUNT 1.2 亿元 = 120000000元"]),
    ("争取资金12.7 亿\n元。", ["AMOUNT 12.7 亿\n元 = 1270000000元"]),
    ("拨付1,234. 56万元", ["AMOUNT 1,234. 56万元 = 12345600元"]),
    ("合计3, 156,077元", ["AMOUNT 3, 156,077元 = 3156077元"]),
    ("面积3，518.85平方米", ["COUNT 3，518.85平方米 = 3518.85平方米"]),
    ("补助1，234，567元", ["AMOUNT 1，234，567元 = 1234567元"]),
    ("投入3 156 077元", ["AMOUNT 3 156 077元 = 3156077元"]),
    ("追加经费28.41，调整后更多", ["AMOUNT 28.41 = 28.41"]),
    ("投入资金138万，其余自筹", ["AMOUNT 138万 = 1380000"]),
    ("全市人口突破100万。", ["COUNT 100万 = 1000000 or more"]),
    ("投入3萬元，增長2.5個百分點", ["AMOUNT 3萬元 = 30000元", "POINTS 2.5個百分點 = 2.5百分点"]),
    ("增长12\ue0015%", ["PERCENT 12\ue0015% = 12.5%"]),
    # Counts
    ("走访7146户、清运37800车次", ["COUNT 7146户 = 7146户", "COUNT 37800车次 = 37800车次"]),
    ("惠及2.31万人次", ["COUNT 2.31万人次 = 23100人次"]),
    ("保洁面积401,402.57㎡", ["COUNT 401,402.57㎡ = 401402.57平方米"]),
    (
        "新建公路1,208公里、发电2.4亿千瓦时",
        ["COUNT 1,208公里 = 1208公里", "COUNT 2.4亿千瓦时 = 240000000千瓦时"],
    ),
    (
        "小区26个、楼房291栋、路灯5100盏",
        ["COUNT 26个 = 26个", "COUNT 291栋 = 291栋", "COUNT 5100盏 = 5100盏"],
    ),
    ("保持在90个工作日以内", ["COUNT 90个工作日以内 = 90工作日 or less"]),
    ("检查5千余家", ["COUNT 5千余家 = 5000家 or more"]),
    ("服务人次200左右", ["COUNT 200左右 = 200 about"]),
    # Shares and changes
    ("完成率98.31%，提高1.2个百分点", ["PERCENT 98.31% = 98.31%", "POINTS 1.2个百分点 = 1.2百分点"]),
    ("出生率6.45‰，增长3.6倍", ["PERMILLE 6.45‰ = 6.45‰", "MULTIPLE 3.6倍 = 3.6倍"]),
    (
        "下降−5%，同比-0.3%，为负2.1%",
        ["PERCENT −5% = -5%", "PERCENT -0.3% = -0.3%", "PERCENT 负2.1% = -2.1%"],
    ),
    ("增长５．２％", ["PERCENT ５．２％ = 5.2%"]),
    ("约占百分之30", ["PERCENT 百分之30 = 30%"]),
    ("执行率100 %", ["PERCENT 100 % = 100%"]),
    ("提高5个百\n分点", ["POINTS 5个百\n分点 = 5百分点"]),
    # Words of precision
    (
        "近500人、约30处、逾200场、超20亿元、不足5%",
        [
            "COUNT 500人 = 500人 or less",
            "COUNT 30处 = 30处 about",
            "COUNT 200场 = 200场 or more",
            "AMOUNT 20亿元 = 2000000000元 or more",
            "PERCENT 5% = 5% or less",
        ],
    ),
    (
        "280余万元、100多家、20来个、50几户",
        [
            "AMOUNT 280余万元 = 2800000元 or more",
            "COUNT 100多家 = 100家 or more",
            "COUNT 20来个 = 20个 about",
            "COUNT 50几户 = 50户 or more",
        ],
    ),
    (
        "不超过10%、不低于3次、超过1/3、至少2名",
        [
            "PERCENT 10% = 10% or less",
            "COUNT 3次 = 3次 or more",
            "RATIO 1/3 (1, 0, 3, 0) or more",
            "COUNT 2名 = 2名 or more",
        ],
    ),
    (
        "5万元以下、90%以上、3000元左右",
        [
            "AMOUNT 5万元以下 = 50000元 or less",
            "PERCENT 90%以上 = 90% or more",
            "AMOUNT 3000元左右 = 3000元 about",
        ],
    ),
    ("近5年，最近3年", ["COUNT 5年 = 5年", "COUNT 3年 = 3年"]),
    ("≥95%，≤5个工作日", ["PERCENT 95% = 95% or more", "COUNT 5个工作日 = 5工作日 or less"]),
    # Prices and rates
    ("保洁费4.35元/㎡/年", ["RATE 4.35元/㎡/年 = 4.35元/平方米/年"]),
    (
        "补贴2.5万元/户·年，单价3.5元每平方米",
        ["RATE 2.5万元/户·年 = 25000元/户/年", "RATE 3.5元每平方米 = 3.5元/平方米"],
    ),
    (
        "浓度31微克/立方米，能耗0.5吨标准煤/万元",
        ["RATE 31微克/立方米 = 31微克/立方米", "RATE 0.5吨标准煤/万元 = 0.5吨标准煤/万元"],
    ),
    # Ratios and ranges
    (
        "按1：1配套，三产之比为5.8:41.6:52.6，占1/3左右",
        [
            "RATIO 1：1 (1, 0, 1, 0)",
            "RATIO 5.8:41.6:52.6 (58, -1, 416, -1, 526, -1)",
            "RATIO 1/3左右 (1, 0, 3, 0) about",
        ],
    ),
    (
        "占20%~40%，派3-5个，补1300万～1500万元",
        ["RANGE 20%~40% = 20..40%", "RANGE 3-5个 = 3..5个", "RANGE 1300万～1500万元 = 13000000..15000000元"],
    ),
    ("每次2-3亿元，60—69岁", ["RANGE 2-3亿元 = 200000000..300000000元", "RANGE 60—69岁 = 60..69岁"]),
    ("投资5000-1万元", ["RANGE 5000-1万元 = 5000..10000元"]),
    ("占5%-10%，由-5%至-3%", ["RANGE 5%-10% = 5..10%", "RANGE -5%至-3% = -5..-3%"]),
    ("最低3到5名", ["RANGE 3到5名 = 3..5名"]),
    ("居民收入比为1.84:1", ["RATIO 1.84:1 (184, -2, 1, 0)"]),
    # Rows that share a unit
    ("分别为12、15和20个", ["COUNT 12 = 12个", "COUNT 15 = 15个", "COUNT 20个 = 20个"]),
    (
        "增长9.1、8.2、7.3个百分点",
        ["POINTS 9.1 = 9.1百分点", "POINTS 8.2 = 8.2百分点", "POINTS 7.3个百分点 = 7.3百分点"],
    ),
    (
        "9、10月份，2023、2024年",
        ["DATE 9 (0, 9, 0)", "DATE 10月份 (0, 10, 0)", "DATE 2023 (2023, 0, 0)", "DATE 2024年 (2024, 0, 0)"],
    ),
    ("见附件1、2、3", ["ORDINAL 附件1 (1,)", "ORDINAL 2 (2,)", "ORDINAL 3 (3,)"]),
    # Dates, periods, times
    ("截至2019年12月31日，自8月21日起", ["DATE 2019年12月31日 (2019, 12, 31)", "DATE 8月21日 (0, 8, 21)"]),
    ("自2025 年 1 月 5 日", ["DATE 2025 年 1 月 5 日 (2025, 1, 5)"]),
    ("2019年10月底、6月上旬", ["DATE 2019年10月底 (2019, 10, 0)", "DATE 6月上旬 (0, 6, 0)"]),
    (
        "1-10月，2019年1—10月，8月21日至25日",
        [
            "PERIOD 1-10月 (0, 1, 0, 0, 10, 0)",
            "PERIOD 2019年1—10月 (2019, 1, 0, 2019, 10, 0)",
            "PERIOD 8月21日至25日 (0, 8, 21, 0, 8, 25)",
        ],
    ),
    (
        "2017-2019年，2024年12月至2025年2月",
        [
            "PERIOD 2017-2019年 (2017, 0, 0, 2019, 0, 0)",
            "PERIOD 2024年12月至2025年2月 (2024, 12, 0, 2025, 2, 0)",
        ],
    ),
    (
        "2019年上半年、2020年一季度、2021年前三季度、第2季度",
        [
            "PERIOD 2019年上半年 (2019, 1, 0, 2019, 6, 0)",
            "PERIOD 2020年一季度 (2020, 1, 0, 2020, 3, 0)",
            "PERIOD 2021年前三季度 (2021, 1, 0, 2021, 9, 0)",
            "PERIOD 第2季度 (0, 4, 0, 0, 6, 0)",
        ],
    ),
    ("2023-2024学年", ["PERIOD 2023-2024学年 (2023, 0, 0, 2024, 0, 0)"]),
    (
        "发布于2023-06-30，实施期2025.1.1-2025.12.31",
        ["DATE 2023-06-30 (2023, 6, 30)", "PERIOD 2025.1.1-2025.12.31 (2025, 1, 1, 2025, 12, 31)"],
    ),
    ("历时3年，98年，36月", ["COUNT 3年 = 3年", "COUNT 98年 = 98年", "COUNT 36月 = 36月"]),
    (
        "9:00-17:00，8时30分，上午9点20分",
        ["TIME 9:00-17:00 (9, 0, 17, 0)", "TIME 8时30分 (8, 30)", "TIME 9点20分 (9, 20)"],
    ),
    ("2019年13月45日", ["DATE 2019年13月45日 (2019, 13, 45)"]),
    # Document numbers and ordinals
    (
        "依据西财预〔2019〕32号、月办函[2019]第42号、国办发（2020）5号",
        [
            "DOCUMENT_NUMBER 〔2019〕32号 (2019, 32)",
            "DOCUMENT_NUMBER [2019]第42号 (2019, 42)",
            "DOCUMENT_NUMBER （2020）5号 (2020, 5)",
        ],
    ),
    (
        "国务院令第649号、第3届、1号线、33号院",
        ["ORDINAL 第649号 (649,)", "ORDINAL 第3届 (3,)", "ORDINAL 1号 (1,)", "ORDINAL 33号 (33,)"],
    ),
    (
        "附件3、图2、表1-2、2#楼、[4]",
        [
            "ORDINAL 附件3 (3,)",
            "ORDINAL 图2 (2,)",
            "ORDINAL 表1-2 (1,)",
            "ORDINAL 2# (2,)",
            "ORDINAL [4] (4,)",
        ],
    ),
    # Headings and list items
    ("1.2025年工作", ["HEADING 1. (1,)", "DATE 2025年 (2025, 0, 0)"]),
    ("1.总体情况\n2．主要做法\n（3）其他", ["HEADING 1. (1,)", "HEADING 2． (2,)", "HEADING （3） (3,)"]),
    ("1、组织领导。2、资金保障", ["HEADING 1、 (1,)", "HEADING 2、 (2,)"]),
    ("3.2.1 预算批复", ["HEADING 3.2.1 (3, 2, 1)"]),
    (
        "完成：1.培训20人；2.检查5次",
        ["HEADING 1. (1,)", "COUNT 20人 = 20人", "HEADING 2. (2,)", "COUNT 5次 = 5次"],
    ),
    # Page numbers
    ("\n- 5 -\n", ["PAGE 5 (5,)"]),
    ("\n— 32 —\n", ["PAGE 32 (32,)"]),
    ("目录……12", ["PAGE 12 (12,)"]),
    # Telephones and codes
    (
        "电话010-68012345，手机13800138000，热线电话：68012345",
        ["PHONE 010-68012345", "PHONE 13800138000", "PHONE 68012345"],
    ),
    ("2010301 行政运行", ["CODE 2010301"]),
    ("“12345”热线、12345市民热线、派驻110指挥中心", ["CODE 12345", "CODE 12345", "CODE 110"]),
    ("邮编100045，编号0012", ["CODE 100045", "CODE 0012"]),
    ("执行GB/T 9704-2012", ["CODE 9704-2012"]),
    ("网址http://a.gov.cn/2019/1/t2.html，信箱a2019@b.cn", ["CODE 2019", "CODE 1", "CODE t2", "CODE a2019"]),
    # Names
    ("“1+3”体系、20＋8产业、1+N方案、7×24小时", ["NAME 1+3", "NAME 20＋8", "NAME 1+N", "NAME 7×24小时"]),
    (
        "5G基站、A4纸、PM2.5浓度、PM10年均浓度、COVID-19",
        ["NAME 5G", "NAME A4", "NAME PM2.5", "NAME PM10", "NAME COVID-19"],
    ),
    ("3A级景区、世界500强、90后青年", ["NAME 3A", "NAME 500强", "NAME 90后"]),
    ("“9·11”、双11、充电之城2.0", ["NAME 9·11", "NAME 11", "NAME 2.0"]),
    ("4050人员", ["NAME 4050"]),
    # Figures without a unit
    (
        "居民消费价格指数为101.2，比值为1.73，缩小0.01",
        ["INDEX 101.2 = 101.2", "INDEX 1.73 = 1.73", "INDEX 0.01 = 0.01"],
    ),
    ("以上年为100", ["INDEX 100 = 100"]),
    # Digits or units that cannot be meant
    ("完成预算的93.55%万元", ["MALFORMED 93.55%万元"]),
    ("合计1,23,4.5", ["MALFORMED 1,23,4.5"]),
    ("合计14,69.74万元", ["MALFORMED 14,69.74万元"]),
    ("增长3..5%", ["MALFORMED 3..5%"]),
    ("共1.2.3万元", ["MALFORMED 1.2.3万元"]),
    ("投入100万元元", ["MALFORMED 100万元元"]),
    ("投入5万万元", ["MALFORMED 5万万元"]),
    ("增长5%%", ["MALFORMED 5%%"]),
    ("支出28.41，万元", ["MALFORMED 28.41，万元"]),
    # Cells
    (
        "合计\n14,692.74\n-\n1,472.19\n98.08%\n",
        ["CELL 14,692.74 = 14692.74", "CELL 1,472.19 = 1472.19", "PERCENT 98.08% = 98.08%"],
    ),
    ("收入 1,234.5 2,345.6 -3.2\n", ["CELL 1,234.5 = 1234.5", "CELL 2,345.6 = 2345.6", "CELL -3.2 = -3.2"]),
    ("预算\t124.00\t100\n", ["CELL 124.00 = 124.00", "CELL 100 = 100"]),
    ("比例 | 37.11 | -2.6 |", ["CELL 37.11 = 37.11", "CELL -2.6 = -2.6"]),
    ("收入\n308,37\n2\n", ["CELL 308,37\n2 = 308372"]),
    ("6600（据实列支）\n", ["CELL 6600 = 6600"]),
]


@pytest.mark.parametrize(("sentence", "expected"), READ, ids=[sentence for sentence, _ in READ])
def test_every_number_is_read_for_what_it_is(sentence: str, expected: list[str]):
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("ink", "style"),
    [
        ("1956.24万元", Style.PLAIN),
        ("1,956.24万元", Style.COMMA),
        ("1，956.24万元", Style.WIDE_COMMA),
        ("1, 956,240元", Style.COMMA | Style.SPACED),
        ("１９５６．２４万元", Style.WIDE),
        ("12.5 亿元", Style.UNIT_APART),
        ("12·5%", Style.GLYPH),
        ("二十个", Style.CHINESE),
    ],
)
def test_the_way_digits_are_written_is_told(ink: str, style: Style):
    (token,) = scan(f"共计{ink}")
    assert token.style == style


def test_value_amount_and_last_place_keep_what_ink_says():
    (token,) = scan("安排12.50亿元")
    assert str(token.value) == "12.50"
    assert token.amount == 1_250_000_000
    assert token.last_place == 6
    assert token.printed_unit == "亿元"


def test_long_digits_lose_nothing():
    (token,) = scan("共计123456789012345678901234567890.12元")
    assert str(token.value) == "123456789012345678901234567890.12"


def test_offsets_count_the_characters_that_were_given():
    text = "　　资金３，５１８．８５万元，增长\u00a012.5％。"
    assert [text[token.start : token.end] for token in scan(text)] == ["３，５１８．８５万元", "12.5％"]


def test_only_a_number_that_nothing_tells_counts_as_unclassified():
    (token,) = scan("其余13暂缓")
    assert token.kind is Kind.NUMBER
    assert not token.is_classified


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("选取20个重点项目进行跟踪", "重点项目"),
        ("覆盖13个社区，受益良多", "社区"),
        ("走访7146户。", ""),
    ],
)
def test_a_count_knows_the_noun_after_it(text: str, noun: str):
    assert counted_noun(text, scan(text)[0]) == noun

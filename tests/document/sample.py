"""A document with everything that a writer must print; the unit and its figures are made up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from jixiao.document.chart import grouped_bars, rate_distribution, waterfall
from jixiao.document.model import (
    Align,
    Binding,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Picture,
    Row,
    Sentence,
    Span,
    Table,
)
from jixiao.measure import Key

YEAR_END = dt.date(2023, 12, 31)
HOSTILE = '<script>alert(1)</script> #panic("停") *星* _线_ $x$ `码` [链](http://例) | \\n & @引 ~ 〔2023〕'
RARE = "刘㛃、李䶮、王堃，绿地3,700㎡"


def words(text: str) -> Span:
    return Span(text)


def figure(printed: str, subject: str, measure: str, exact: str, unit: str = "万元") -> Span:
    return Span(printed, Binding(Key(subject, measure, YEAR_END), unit, exact))


def sentence(*spans: Span | str) -> Sentence:
    return Sentence(tuple(Span(each) if isinstance(each, str) else each for each in spans))


def paragraph(*spans: Span | str, style: ParagraphStyle = ParagraphStyle.BODY) -> Paragraph:
    return Paragraph((sentence(*spans),), style)


PROJECTS = [
    row.split("|")
    for row in (
        "城市管理办公室|河湖周边环境综合整治|2,084.22|-|127.97|1,956.25|1,956.25|100.00%",
        "城市管理办公室|背街小巷清扫保洁与垃圾分类驿站运行维护|883.00|12.50|-|895.50|880.06|98.28%",
        "社区建设办公室|社区议事厅改造|300.00|-|60.00|240.00|204.67|85.28%",
        "民生保障办公室|养老助餐点运营补贴（含“爱心卡”充值服务）|117.94|-|5.02|112.91|112.33|99.49%",
        "平安建设办公室|流动人口和出租房屋综合管理|981.88|10.28|-|992.17|992.17|100.00%",
        "综合行政执法队|协助执法勤务服务|0.00|45.60|-|45.60|-|0.00%",
    )
]
TOTAL = ("合计", "4,367.04", "68.38", "192.99", "4,242.43", "4,145.48", "97.71%")


def focus_table(times: int = 1) -> Table:
    rows = []
    for number, (party, name, *amounts) in enumerate(PROJECTS * times, start=1):
        cells = [Cell((words(str(number)),)), Cell((words(party),)), Cell((words(name),))]
        cells += [Cell((figure(each, f"project.P{number:02}", "spent", "10000"),)) for each in amounts]
        rows.append(Row(tuple(cells)))
    heading, *totals = TOTAL
    total = [Cell((words(heading),), columns=3, align=Align.CENTER)]
    total += [Cell((figure(each, "focus", "spent", "41454800"),)) for each in totals]
    return Table(
        columns=(
            Column("序号", 4),
            Column("项目执行部门", 12),
            Column("项目名称", 22, Align.LEFT),
            Column("年初预算", 10, Align.RIGHT),
            Column("年中追加", 9, Align.RIGHT),
            Column("年中追减", 9, Align.RIGHT),
            Column("调整后预算", 10, Align.RIGHT),
            Column("实际支出", 10, Align.RIGHT),
            Column("执行率", 9, Align.RIGHT),
        ),
        rows=(*rows, Row(tuple(total), is_total=True)),
        caption="重点跟踪项目预算支出明细表",
        unit_note="单位：万元",
        notes=(
            paragraph(
                "注：表中数据按元计算后四舍五入，部分合计数与分项之和的尾差系四舍五入形成。",
                style=ParagraphStyle.NOTE,
            ),
        ),
        key="focus/table",
    )


def label(text: str, *, rows: int = 1) -> Cell:
    return Cell((words(text),), rows=rows, align=Align.CENTER, is_label=True)


def long_cell(*spans: Span, columns: int) -> Cell:
    return Cell(spans, columns=columns, align=Align.LEFT)


def amount(printed: str, measure: str, exact: str) -> Cell:
    return Cell((figure(printed, "project.P01", measure, exact),), align=Align.RIGHT)


def form() -> Table:
    """A form with spanning cells and labels, as annexes have it."""
    target = "完成河湖周边环境整治，拆除破损设施，补植绿化，居民满意度达到预期。" * 3
    name, office = Cell((words("河湖周边环境综合整治"),), columns=2), Cell((words("城市管理办公室"),))
    original, adjusted = (
        amount("2,084.22", "original", "20842151"),
        amount("1,956.25", "adjusted", "19562446"),
    )
    spent, rate = amount("1,956.25", "spent", "19562446"), amount("100.00%", "execution_rate", "1")
    missing = Span("【待补：未完成原因】", is_gap=True)
    rows = (
        (label("项目名称"), name, label("执行部门"), office),
        (label("资金情况\n（万元）", rows=3), label("年初预算"), original, label("调整后预算"), adjusted),
        (label("实际支出"), spent, label("执行率"), rate),
        (label("资金来源"), long_cell(words("区级财政拨款"), columns=3)),
        (label("绩效目标"), long_cell(words(target), columns=4)),
        (label("未完成原因"), long_cell(missing, columns=4)),
    )
    columns = tuple(Column("", width) for width in (3, 3, 4, 3, 4))
    return Table(columns, tuple(Row(cells) for cells in rows), headed=False)


SERIES = ("年初预算", "调整后预算", "实际支出")


def row_of_band(band: str, *projects: tuple[str, str]) -> tuple[str, list[tuple[str, Decimal | None]]]:
    return band, [(name, Decimal(rate)) for name, rate in projects]


def pictures() -> list[Picture]:
    def row(label: str, *values: str) -> tuple[str, list[Decimal | None]]:
        return label, [Decimal(each) for each in values]

    offices = [
        row("城市管理办公室", "2967.22", "2851.75", "2836.31"),
        row("平安建设办公室", "981.88", "992.17", "992.17"),
        row("社区建设办公室", "300.00", "240.00", "204.67"),
        row("民生保障办公室", "117.94", "112.91", "112.33"),
        row("综合行政执法队", "0.00", "45.60", "0.00"),
    ]
    bands = [
        row_of_band(
            "执行率100%", ("河湖周边环境综合整治", "100.00"), ("流动人口和出租房屋综合管理", "100.00")
        ),
        row_of_band(
            "执行率90%（含）以上不足100%", ("养老助餐点运营补贴", "99.49"), ("背街小巷清扫保洁", "98.28")
        ),
        row_of_band("执行率不足90%", ("社区议事厅改造", "85.28")),
    ]
    told = "五个部门中城市管理办公室支出2,836.31万元，为最多"
    return [
        Picture(
            grouped_bars(offices, SERIES, title="各部门预算与支出", description=told),
            told,
            "图1  各部门预算与支出",
        ),
        Picture(
            rate_distribution(bands, title="执行率分布", description="两个项目执行率100%，一个不足90%"),
            "两个项目执行率100%，一个不足90%",
            "图2  重点项目执行率分布",
        ),
        Picture(
            waterfall(
                original=Decimal("4367.04"),
                increases=Decimal("68.38"),
                reductions=Decimal("192.99"),
                adjusted=Decimal("4242.43"),
                spent=Decimal("4145.48"),
                title="预算变动",
                description="年初预算4,367.04万元，结余96.95万元",
            ),
            "年初预算4,367.04万元，结余96.95万元",
            "图3  重点项目预算变动",
        ),
    ]


def sample(*, table_times: int = 4) -> Document:
    """A report with its annexes, some eight pages long."""
    long = (
        "各部门按照年初确定的任务分工推进工作，每月核对支付进度，每季度召开一次调度会，"
        "对进度偏慢的项目逐一了解原因、商定措施，确保资金支付与工作进展相匹配。"
    )
    blocks: tuple[Block, ...] = (
        Heading(0, "清河区柳荫街道办事处\n2023年度财政支出绩效跟踪报告"),
        paragraph(
            "为加强预算绩效管理，按照《清河区财政支出绩效跟踪管理办法》（清财绩〔2021〕15号）和区财政局关于报送"
            "全年绩效跟踪材料的通知要求，柳荫街道办事处（以下简称“我街道”）对2023年度财政支出开展了绩效跟踪。"
            "现将有关情况报告如下："
        ),
        Heading(1, "一、绩效跟踪工作组织实施情况"),
        Heading(2, "（一）健全工作机制。", (sentence("我街道成立由主要负责同志任组长的工作小组。", long),)),
        Heading(2, "（二）全过程留痕。", (sentence(long, "资料按项目归档，", RARE, "等资料齐全。"),)),
        Heading(1, "二、预算批复、调整和执行情况"),
        Heading(2, "（一）预算执行总体情况"),
        paragraph(
            "截至2023年12月31日，重点项目年初预算",
            figure("4,367.04", "focus", "original", "43670400"),
            "万元，调整后预算",
            figure("4,242.43", "focus", "adjusted", "42424300"),
            "万元，实际支出",
            figure("4,145.48", "focus", "spent", "41454800"),
            "万元，预算执行率",
            figure("97.71%", "focus", "execution_rate", "0.97714659", "%"),
            "。",
            long,
        ),
        Heading(3, "1.市级转移支付资金"),
        paragraph(long, long),
        Heading(4, "（1）提前下达部分"),
        paragraph("市级提前下达资金", Span("【待补：提前下达资金】", is_gap=True), "，已全部列入年初预算。"),
        paragraph(long),
        Heading(2, "（二）重点项目支出明细"),
        focus_table(table_times),
        Heading(1, "三、存在的问题"),
        paragraph(HOSTILE),
        *[paragraph(long * 3) for _ in range(6)],
        paragraph("清河区柳荫街道办事处", style=ParagraphStyle.RIGHT),
        paragraph("2024年1月8日", style=ParagraphStyle.RIGHT),
        PageBreak(),
        paragraph("附图", style=ParagraphStyle.ANNEX_LABEL),
        *pictures(),
        PageBreak(landscape=True),
        paragraph("附件1", style=ParagraphStyle.ANNEX_LABEL),
        Heading(0, "项目支出绩效跟踪清单"),
        focus_table(2),
        PageBreak(landscape=False),
        paragraph("附件2", style=ParagraphStyle.ANNEX_LABEL),
        Heading(0, "项目支出绩效跟踪分析表"),
        form(),
    )
    return Document(
        title="清河区柳荫街道办事处2023年度财政支出绩效跟踪报告",
        blocks=blocks,
        author="清河区柳荫街道办事处",
        digest="0f3a",
        properties={"as_of": "2023-12-31"},
    )

"""A report with everything that a Word file must carry: bound figures, tables, a turned page, a chart."""

from __future__ import annotations

import datetime as dt

from jixiao.document.model import (
    Align,
    Binding,
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

YEAR_END = dt.date(2024, 12, 31)
MEASURES = ("original", "increases", "reductions", "adjusted", "spent", "execution_rate")

PROJECTS = [
    ("市民服务中心", "“一站通办”窗口运行维护", "118.00", "-", "-", "118.00", "118.00", "100.00%"),
    ("城市管理办公室", "背街小巷环境整治提升", "1,904.50", "-", "120.30", "1,784.20", "1,784.20", "100.00%"),
    ("民生保障办公室", "老年助餐点运营补贴", "240.00", "36.00", "-", "276.00", "249.07", "90.24%"),
]
TOTALS = ("2,262.50", "36.00", "120.30", "2,178.20", "2,151.27", "98.76%")

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="442" height="{height}" viewBox="0 0 442 {height}">'
    '<rect x="60" y="20" width="300" height="40" fill="#dbe7f3" stroke="#17212b"/>'
    '<text x="60" y="80" font-size="12">年初预算</text></svg>'
)


def figure(printed: str, subject: str, measure: str, *, unit: str = "万元", exact: str = "") -> Span:
    return Span(printed, Binding(Key(subject, measure, YEAR_END), unit, exact))


def sentence(*spans: Span | str, key: str = "", pattern: str = "") -> Sentence:
    return Sentence(tuple(Span(each) if isinstance(each, str) else each for each in spans), key, pattern)


def paragraph(*sentences: Sentence | str, style: ParagraphStyle = ParagraphStyle.BODY) -> Paragraph:
    return Paragraph(tuple(sentence(each) if isinstance(each, str) else each for each in sentences), style)


def focus_table(*, times: int = 7, totals: tuple[str, ...] = TOTALS) -> Table:
    rows = []
    for number, (party, name, *amounts) in enumerate(PROJECTS * times, start=1):
        printed = zip(MEASURES, amounts, strict=True)
        rows.append(
            Row(
                (
                    Cell((Span(str(number)),)),
                    Cell((Span(party),)),
                    Cell((Span(name),)),
                    *(
                        Cell(
                            (Span(each),)
                            if each == "-"
                            else (figure(each, f"project.P{number:02}", measure),)
                        )
                        for measure, each in printed
                    ),
                )
            )
        )
    total = (
        Cell((Span("合计"),), columns=3, align=Align.CENTER),
        *(Cell((figure(each, "focus", measure),)) for measure, each in zip(MEASURES, totals, strict=True)),
    )
    headers = (
        "序号",
        "项目执行\n部门",
        "项目名称",
        "年初预算",
        "年中\n追加",
        "年中\n追减",
        "调整后\n预算",
        "实际支出",
        "执行率",
    )
    aligns = (Align.CENTER, Align.CENTER, Align.LEFT, *[Align.RIGHT] * 6)
    widths = (8, 19, 31, 18, 15, 16, 18, 18, 16)
    return Table(
        columns=tuple(map(Column, headers, widths, aligns)),
        rows=(*rows, Row(total, is_total=True)),
        caption="重点项目预算支出明细表",
        unit_note="单位：万元",
        notes=(
            paragraph(
                sentence("注：合计按元计算，与分项之和相差", figure("0.01", "focus", "tail"), "万元。",
                         key="focus/tail", pattern="R1"),
                style=ParagraphStyle.NOTE,
            ),
        ),
        key="focus",
    )  # fmt: skip


def form() -> Table:
    """A form in which cells reach over columns and rows."""
    return Table(
        columns=tuple(Column("", width) for width in (3, 3, 4, 3, 4)),
        rows=(
            Row((Cell((Span("项目名称"),), is_label=True), Cell((Span("老年助餐点运营补贴"),), columns=4))),
            Row((Cell((Span("资金情况\n（万元）"),), rows=3, is_label=True),
                 Cell((Span("年初预算"),), is_label=True),
                 Cell((figure("240.00", "project.P03", "original"),)), Cell((Span("执行率"),), rows=2),
                 Cell((figure("90.24%", "project.P03", "execution_rate"),), rows=2))),
            Row((Cell((Span("调整后预算"),), is_label=True),
                 Cell((figure("276.00", "project.P03", "adjusted"),)))),
            Row((Cell((Span("实际支出"),), is_label=True),
                 Cell((figure("249.07", "project.P03", "spent"),), columns=3))),
            Row((Cell((Span("未完成原因"),), is_label=True),
                 Cell((Span("【待补：未完成原因】", is_gap=True),), columns=4, align=Align.LEFT))),
        ),
        key="form.P03",
        headed=False,
    )  # fmt: skip


def chart(height: int = 100) -> Picture:
    return Picture(
        SVG.format(height=height),
        "年初预算2,262.50万元，支出2,151.27万元",
        "图1　各部门预算与支出",
        key="offices",
    )


def sample(*, title: str = "南桥街道办事处\n2024年度财政支出绩效跟踪报告") -> Document:
    talk = "各办公室按月核对支付进度，遇有偏差先查原因、再定办法，把“花钱”和“办事”放在一张表里看。"
    blocks = (
        Heading(0, title),
        paragraph("区财政局：", style=ParagraphStyle.BODY_FLUSH),
        paragraph(
            sentence("本单位对", figure("3", "focus", "count", unit="个"), "个重点项目开展了跟踪，",
                     key="focus/count", pattern="C1"),
            sentence("调整后预算", figure("2,178.20", "focus", "adjusted", exact="21782000"), "万元，",
                     "实际支出", figure("2,151.27", "focus", "spent", exact="21512700"), "万元，预算执行率",
                     figure("98.76%", "focus", "execution_rate", unit="%", exact="0.98763658"), "。",
                     key="focus/money", pattern="M5"),
            "现将有关情况报告如下。",
        ),
        Heading(1, "一、跟踪工作组织情况"),
        Heading(2, "（一）按月核对进度。", (sentence(talk * 3),)),
        Heading(2, "（二）全程留存资料。", (sentence("资料按项目归档——合同、验收单一项不缺……", talk),)),
        Heading(1, "二、预算执行情况"),
        Heading(2, "（一）重点项目总体情况"),
        Heading(3, "1.批复与调整"),
        paragraph(
            sentence("年初预算", figure("2,262.50", "focus", "original"), "万元，",
                     Span("【待补：批复文号】", is_gap=True), "。", key="focus/approval", pattern="A1"),
            talk * 2,
        ),
        Heading(4, "（1）调整的依据"),
        paragraph(talk),
        Heading(2, "（二）重点项目支出明细"),
        paragraph("截至2024年12月31日，各项目支出情况见下表。"),
        focus_table(),
        paragraph(talk * 2),
        paragraph("南桥街道办事处\n2025年1月6日", style=ParagraphStyle.RIGHT),
        PageBreak(),
        paragraph("附件1", style=ParagraphStyle.ANNEX_LABEL),
        Heading(0, "项目支出绩效跟踪分析表"),
        form(),
        PageBreak(landscape=True),
        paragraph("附件2", style=ParagraphStyle.ANNEX_LABEL),
        Heading(0, "项目支出绩效跟踪清单"),
        focus_table(times=9),
        PageBreak(),
        paragraph("附图", style=ParagraphStyle.ANNEX_LABEL),
        chart(),
        paragraph("本图数据与明细表一致。", style=ParagraphStyle.CENTERED),
    )  # fmt: skip
    return Document(
        title="南桥街道办事处2024年度财政支出绩效跟踪报告",
        blocks=blocks,
        author="南桥街道办事处",
        digest="5f1d",
        properties={"as_of": "2024-12-31", "subject": "绩效跟踪"},
    )

"""Charts (附图): original, adjusted and spent by office; where the execution rates lie."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.document.chart import grouped_bars, rate_distribution
from jixiao.document.model import Block, PageBreak, Paragraph, ParagraphStyle, Picture
from jixiao.narrative.composer import plain
from jixiao.narrative.writing import Writing
from jixiao.numerals import printing
from jixiao.quantity import WAN, Money
from jixiao.tracking.position import Position

_SERIES = ("年初预算", "调整后预算", "实际支出")


def charts(writing: Writing) -> Iterator[Block]:
    """Both pictures on a page of their own; nothing where there are no focus projects."""
    if not writing.facts.focus.projects:
        return
    yield PageBreak()
    yield Paragraph((plain("附图"),), ParagraphStyle.ANNEX_LABEL)
    yield _by_office(writing)
    yield _rates(writing)


def _by_office(writing: Writing) -> Picture:
    facts = writing.facts
    offices: dict[str, Position] = {}
    for project in facts.focus.projects:
        position = facts.ledger.of(project.code)
        office = project.party or "未定部门"
        offices[office] = offices[office] + position if office in offices else position
    rows = [
        (office, (_wan(each.original), _wan(each.adjusted), _wan(each.spent)))
        for office, each in sorted(offices.items(), key=lambda item: -item[1].original.fen)
    ]
    told = "；".join(
        f"{office}年初预算{values[0]:,f}、调整后预算{values[1]:,f}、实际支出{values[2]:,f}"
        for office, values in rows
    )
    caption = "重点项目年初预算、调整后预算与实际支出（按部门）"
    description = f"{caption}，单位：万元。{told}。"
    svg = grouped_bars(rows, _SERIES, title=caption, description=description)
    return Picture(svg, description, f"图1  {caption}", key="focus/chart-by-office")


def _rates(writing: Writing) -> Picture:
    focus = writing.facts.focus
    bands: list[tuple[str, list[tuple[str, Decimal | None]]]] = []
    for band, projects in focus.by_band.items():
        rates = [(each.name, focus.positions[each.code].execution_rate) for each in projects]
        if rates:
            bands.append((band.label, [(name, rate.percent() if rate else None) for name, rate in rates]))
    told = "；".join(f"{label}的{len(rows)}个" for label, rows in bands)
    caption = f"重点项目预算执行率分布（截至{printing.date(writing.facts.as_of)}）"
    description = f"{caption}：{told}。"
    svg = rate_distribution(bands, title=caption, description=description)
    return Picture(svg, description, f"图2  {caption}", key="focus/chart-rates")


def _wan(amount: Money) -> Decimal:
    return amount.rounded_in(WAN)

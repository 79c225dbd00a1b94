"""Charts (附图): what became of the budget by office, where the rates lie, and how the year's budget moved.

Pure functions from printed numbers to SVG. A value is the Decimal that the text prints (万元 with two
decimals, a rate in percent), so chart and table cannot differ; only lengths on paper are computed in
floating point. Nothing is told by color alone: fills differ in a black-and-white copy, and every bar and
dot bears its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.document.svg import MUTED, WIDTH, Drawing, Fill, text_width, wrapped
from jixiao.numerals.printing import ABSENT

_LINE = 12.0
_GAP = 5.0
_FILLS = (Fill.OUTLINE, Fill.HATCHED, Fill.SOLID, Fill.PALE)


def grouped_bars(
    rows: Sequence[tuple[str, Sequence[Decimal | None]]],
    series: Sequence[str],
    *,
    title: str,
    description: str,
    unit: str = "万元",
) -> str:
    """Horizontal bars, a group a row and a bar a series (分组条形图), e.g. 年初、调整后、支出 by office.

    A row is its label and one value a series; None prints as absent, zero as a label without a bar, and a
    negative value to the left of the axis. At most four series; the picture grows with the rows.
    """
    drawing = Drawing(title, description)
    bar = 11.0 if len(rows) <= 8 else 9.0
    values = [value for _, each in rows for value in each if value is not None]
    highest, lowest = max([*values, Decimal(0)]), min([*values, Decimal(0)])
    label_width = min(max((text_width(label) for label, _ in rows), default=0), 126)
    value_width = max((text_width(_printed(value)) for value in values), default=0) + _GAP
    left = label_width + 2 * _GAP + (value_width if lowest < 0 else 0)
    room = WIDTH - left - value_width
    scale = room / float(highest - lowest or 1)
    zero = left - float(lowest) * scale

    _legend(drawing, series, unit)
    top = y = 22.0
    for label, each in rows:
        lines = wrapped(label, label_width)
        bars = len(series) * (bar + 1)
        height = max(bars, len(lines) * _LINE)
        for number, line in enumerate(lines):
            base = y + (height - len(lines) * _LINE) / 2 + number * _LINE + 9
            drawing.text(label_width, base, line, anchor="end")
        at = y + (height - bars) / 2
        for value, fill in zip(each, _FILLS, strict=False):
            length = abs(float(value or 0)) * scale
            is_negative = value is not None and value < 0
            if length:
                drawing.bar(zero - length if is_negative else zero, at, max(length, 0.5), bar, fill)
            end = zero - length - _GAP + 2 if is_negative else zero + length + _GAP - 2
            drawing.text(
                end, at + bar - 2, _printed(value), size=8.5, anchor="end" if is_negative else "start"
            )
            at += bar + 1
        y += height + 9
    drawing.line((zero, top - 4), (zero, y - 5))
    return drawing.svg(y)


def rate_distribution(
    bands: Sequence[tuple[str, Sequence[tuple[str, Decimal | None]]]],
    *,
    title: str,
    description: str,
    counted: str = "个",
) -> str:
    """One dot a project in the row of its band, with its mark inside and its rate below (执行率分布图).

    A band is its label and its projects, each a short mark (the number under which the table lists it)
    and the rate in percent, None where there is none to print. Above sixty projects the rates are left
    out. Bands are cut by the caller, on exact values.
    """
    drawing = Drawing(title, description)
    is_dense = sum(len(projects) for _, projects in bands) > 60
    label_width = min(max((text_width(label) for label, _ in bands), default=0), 117)
    counts = [f"{len(projects):,}{counted}" for _, projects in bands]
    start = label_width + 2 * _GAP + max((text_width(count) for count in counts), default=0) + 2 * _GAP
    longest = max((len(mark) for _, projects in bands for mark, _ in projects), default=1)
    radius = max(8.5, 2.6 * longest + 2)
    across = 2 * radius + 3 if is_dense else max(36.0, 2 * radius + 3)
    down = 2 * radius + (4 if is_dense else 14)
    a_line = max(1, int((WIDTH - start) // across))

    y = 4.0
    drawing.line((0, y), (WIDTH, y), color=MUTED)
    for (label, projects), count in zip(bands, counts, strict=True):
        lines = wrapped(label, label_width)
        dot_lines = -(-len(projects) // a_line) or 1
        height = max(dot_lines * down, len(lines) * _LINE) + 8
        middle = y + height / 2
        for number, line in enumerate(lines):
            drawing.text(0, middle - len(lines) * _LINE / 2 + number * _LINE + 9, line)
        drawing.text(start - 2 * _GAP, middle + 3, count, anchor="end")
        first = y + (height - dot_lines * down) / 2 + radius + 1
        for number, (mark, rate) in enumerate(projects):
            x = start + across * (number % a_line) + across / 2
            center = first + down * (number // a_line)
            drawing.disc(x, center, radius, Fill.OUTLINE)
            drawing.text(x, center + 3, mark, size=8.5, anchor="middle")
            if not is_dense:
                words = ABSENT if rate is None else f"{rate:,f}%"
                drawing.text(x, center + radius + 9, words, size=8, anchor="middle", color=MUTED)
        y += height
        drawing.line((0, y), (WIDTH, y), color=MUTED)
    return drawing.svg(y + 4)


def waterfall(
    *,
    original: Decimal,
    increases: Decimal,
    reductions: Decimal,
    adjusted: Decimal,
    spent: Decimal,
    title: str,
    description: str,
    unit: str = "万元",
) -> str:
    """From the original budget to what is left of it in six columns (预算变动图).

    `reductions` is the amount taken away, as a positive number. The last column is adjusted less spent:
    结余, or 超支 where more was spent than the adjusted budget.
    """
    drawing = Drawing(title, description)
    balance = adjusted - spent
    columns = (
        ("年初预算", Decimal(0), original, _printed(original), Fill.OUTLINE),
        ("追加", original, original + increases, _change(increases), Fill.PALE),
        ("追减", original + increases, original + increases - reductions, _change(-reductions), Fill.HATCHED),
        ("调整后预算", Decimal(0), adjusted, _printed(adjusted), Fill.OUTLINE),
        ("实际支出", Decimal(0), spent, _printed(spent), Fill.SOLID),
        ("超支" if balance < 0 else "结余", spent, adjusted, _printed(abs(balance)), Fill.HATCHED),
    )
    ends = [end for _, start, stop, _, _ in columns for end in (start, stop)]
    highest, lowest = max(ends), min(*ends, Decimal(0))
    top, tall = 34.0, 130.0
    scale = tall / float(highest - lowest or 1)
    zero = top + (float(highest) * scale if highest > lowest else tall)
    slot = WIDTH / len(columns)
    broad = slot * 0.56

    drawing.text(WIDTH, 9, f"单位：{unit}", anchor="end", color=MUTED)
    level = Decimal(0)
    for number, (label, start, stop, words, fill) in enumerate(columns):
        left = slot * number + (slot - broad) / 2
        if number and level in {start, stop}:
            at = zero - float(level) * scale
            drawing.line((left - slot + broad, at), (left, at), color=MUTED, dashed=True)
        head, foot = (zero - float(end) * scale for end in (max(start, stop), min(start, stop)))
        if start != stop:
            drawing.bar(left, head, broad, max(foot - head, 0.5), fill)
        drawing.text(left + broad / 2, head - 4, words, anchor="middle")
        drawing.text(left + broad / 2, zero + max(0.0, -float(lowest) * scale) + 13, label, anchor="middle")
        level = stop
    drawing.line((0, zero), (WIDTH, zero))
    return drawing.svg(top + tall + 20)


def _legend(drawing: Drawing, series: Sequence[str], unit: str) -> None:
    """The fills in the order of the bars, and the unit at the right."""
    x = 0.5
    for name, fill in zip(series, _FILLS, strict=False):
        drawing.bar(x, 1, 14, 9, fill)
        drawing.text(x + 18, 9, name)
        x += 18 + text_width(name) + 14
    drawing.text(WIDTH, 9, f"单位：{unit}", anchor="end", color=MUTED)


def _printed(value: Decimal | None) -> str:
    """The value as it stands, with separators."""
    return ABSENT if value is None else f"{value:,f}"


def _change(value: Decimal) -> str:
    """A change with its sign; none where nothing changed."""
    return f"+{value:,f}" if value > 0 else _printed(value)

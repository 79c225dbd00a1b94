"""Charts (附图): what became of the budget by office, where the rates lie, and how the year's budget moved.

Pure functions from printed numbers to SVG. A value is the Decimal that the text prints (万元 with two
decimals, a rate in percent), so chart and table cannot differ; only lengths on paper are computed in
floating point. Nothing is told by color alone: fills differ in a black-and-white copy, and every bar and
dot bears its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor

from jixiao.document.svg import FAINT, MUTED, WIDTH, Drawing, Fill, text_width, wrapped
from jixiao.numerals.printing import ABSENT

_LINE = 12.0
_GAP = 5.0
_INDENT = 9.0
_MOST_NAMED = 40
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
    """One dot a project under its band, on a common axis of rates (执行率分布图).

    A band is its label and its projects, each with its name and its rate in percent; None where there is
    none to print. Bands are cut by the caller, on exact values. Above forty projects names and axis give
    way to one plain dot a project, so that the picture still fits a page.
    """
    drawing = Drawing(title, description)
    if sum(len(projects) for _, projects in bands) <= _MOST_NAMED:
        return drawing.svg(_named_dots(drawing, bands, counted))
    return drawing.svg(_plain_dots(drawing, bands, counted))


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


def _named_dots(
    drawing: Drawing, bands: Sequence[tuple[str, Sequence[tuple[str, Decimal | None]]]], counted: str
) -> float:
    """A line a project: name, dot at its rate, rate. Returns the height."""
    rates = [float(rate) for _, projects in bands for _, rate in projects if rate is not None]
    ticks = _ticks(min([*rates, 100.0]), max([*rates, 100.0]))
    names = max((text_width(name) for _, projects in bands for name, _ in projects), default=0)
    name_width = min(names, 189)
    left, right = _INDENT + name_width + 2 * _GAP + 4, WIDTH - 52.0
    scale = (right - left) / (ticks[-1] - ticks[0])

    y = 4.0
    strips: list[tuple[float, float]] = []
    dots: list[tuple[float, float]] = []
    for label, projects in bands:
        drawing.line((0, y), (WIDTH, y), color=MUTED)
        drawing.text(0, y + 11, label, bold=True)
        drawing.text(WIDTH, y + 11, f"{len(projects):,}{counted}", anchor="end", bold=True)
        top = y = y + 16
        for name, rate in projects:
            lines = wrapped(name, name_width)
            for line in lines:
                y += _LINE
                drawing.text(_INDENT, y - 3, line)
            middle = y - _LINE * len(lines) / 2
            drawing.text(WIDTH, middle + 3, ABSENT if rate is None else f"{rate:,f}%", anchor="end")
            if rate is not None:
                dots.append((left + (float(rate) - ticks[0]) * scale, middle))
        strips.append((top, y))
        y += 3
    for tick in ticks:
        at = left + (tick - ticks[0]) * scale
        for start, end in strips:
            drawing.line((at, start), (at, end), color=FAINT)
        drawing.text(at, y + 11, f"{tick}%", size=8, anchor="middle", color=MUTED)
    for at, middle in dots:
        drawing.line((left, middle), (at, middle), color=MUTED, dashed=True)
        drawing.disc(at, middle, 3.2, Fill.SOLID)
    drawing.line((0, y), (WIDTH, y), color=MUTED)
    return y + 16


def _plain_dots(
    drawing: Drawing, bands: Sequence[tuple[str, Sequence[tuple[str, Decimal | None]]]], counted: str
) -> float:
    """A row a band, a dot a project. Returns the height."""
    label_width = min(max((text_width(label) for label, _ in bands), default=0), 117)
    counts = [f"{len(projects):,}{counted}" for _, projects in bands]
    start = label_width + 4 * _GAP + max((text_width(count) for count in counts), default=0)
    step = 10.0
    across = int((WIDTH - start) // step)

    y = 4.0
    drawing.line((0, y), (WIDTH, y), color=MUTED)
    for (label, projects), count in zip(bands, counts, strict=True):
        lines = wrapped(label, label_width)
        dots = -(-len(projects) // across)
        height = max(dots * step, len(lines) * _LINE) + 10
        middle = y + height / 2
        for number, line in enumerate(lines):
            drawing.text(0, middle - len(lines) * _LINE / 2 + number * _LINE + 9, line)
        drawing.text(start - 2 * _GAP, middle + 3, count, anchor="end")
        for number in range(len(projects)):
            x = start + step * (number % across) + step / 2
            drawing.disc(x, middle + step * (number // across - dots / 2 + 0.5), 3.6, Fill.SOLID)
        y += height
        drawing.line((0, y), (WIDTH, y), color=MUTED)
    return y + 4


def _ticks(lowest: float, highest: float) -> list[int]:
    """At most seven round percentages that enclose all rates; dots may leave zero out, bars may not.

    >>> _ticks(85.28, 100), _ticks(3.1, 126.7), _ticks(100, 100)
    ([85, 90, 95, 100], [0, 50, 100, 150], [98, 100])
    """
    for step in (2, 5, 10, 20, 50, 100, 200, 500, 1_000):
        first, last = floor(lowest / step) * step, ceil(highest / step) * step
        if first == last:
            first -= step
        if (last - first) // step <= 6:
            return list(range(first, last + 1, step))
    return [0, ceil(highest)]


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

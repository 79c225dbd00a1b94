"""The example years (示例年度): a real street office's 2019, and an invented unit's 2023, as reviewable text.

The first carries what the unit's own printed report knows. Suppliers bear made-up names; whatever the report
left out is absent, and where it contradicts itself one value is held and the other kept as a remark.

The report tells little of objectives and indicators. `shifan-2023` is invented, and says so: it carries a
whole round of monitoring and self-evaluation, lights of every kind, an approved change, a removed indicator.
"""

from __future__ import annotations

from pathlib import Path

from jixiao.errors import UnreadableFile
from jixiao.exchange.package import read_package
from jixiao.tracking.year import Year

FOLDER = Path(__file__).parent


def example_year(name: str = "yuetan-2019") -> Year:
    """The example of that name (示例年度).

    Raises UnreadableFile where there is none of that name, or where its files hold errors.

    >>> example_year().unit.short_name
    '月坛街道'
    """
    known = sorted(each.name for each in FOLDER.iterdir() if any(each.glob("*.toml")))
    if name not in known:
        raise UnreadableFile(f"没有名为“{name}”的示例。", hint=f"现有：{'、'.join(known)}。")
    reading = read_package(FOLDER / name)
    if reading.year is None:
        raise UnreadableFile(str(reading))
    return reading.year

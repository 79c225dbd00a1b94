"""Policy (政策包): what differs by region, read from a file with its source and effective date."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from jixiao.errors import PolicyError
from jixiao.policies import read_policy_file
from jixiao.quantity import Rate
from jixiao.tracking.basis import Period

_BOUNDS = frozenset({"code", "label", "all", "above", "from", "to", "below", "from_pro_rata"})


@dataclass(frozen=True, slots=True)
class Band:
    """A band of execution rates (执行率档次): all bounds hold; 1 is one hundred percent.

    `from_pro_rata` is a share of the time-proportional progress instead of a rate of its own.
    """

    code: str
    label: str
    all_words: str = ""  # how the rates of projects that are all of this band are told
    above: Fraction | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    below: Fraction | None = None
    from_pro_rata: Fraction | None = None

    @property
    def is_unrated(self) -> bool:
        """Whether the band takes what has no rate."""
        return self.holds(None)

    @property
    def is_lowest(self) -> bool:
        """Whether the band has no lower bound of its own: the one that wants explaining."""
        return self.below is not None and self.at_least is None and self.above is None

    def holds(self, rate: Rate | None, pro_rata: Fraction = Fraction(1)) -> bool:
        """Whether the exact rate falls into the band; only a band without bounds takes "no rate"."""
        bounds = (self.above, self.at_least, self.at_most, self.below, self.from_pro_rata)
        if rate is None:
            return all(bound is None for bound in bounds)
        value = rate.value
        return (
            any(bound is not None for bound in bounds)
            and (self.above is None or value > self.above)
            and (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
            and (self.from_pro_rata is None or value >= self.from_pro_rata * pro_rata)
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """A region's rules (政策包). `bands` are kept by period code, "*" for every other period."""

    name: str
    title: str
    source: str
    effective: dt.date
    bands: dict[str, tuple[Band, ...]]
    large_change: Fraction  # 调整幅度 above which a change wants an explanation
    first_payment: Fraction  # 首付款 share above which it is called high

    def bands_for(self, period: Period) -> tuple[Band, ...]:
        """The bands that a report of that period counts by, in the order of the policy file."""
        return self.bands.get(period.code) or self.bands["*"]

    def band(self, rate: Rate | None, period: Period) -> Band:
        """The band of an exact rate at the end of the period (cut before any rounding)."""
        pro_rata = time_share(period)
        for band in self.bands_for(period):
            if band.holds(rate, pro_rata):
                return band
        raise PolicyError(f"政策包 {self.name} 的档次没有覆盖执行率 {rate}。", hint="各档应首尾相接。")


def time_share(period: Period) -> Fraction:
    """The share of the year that has passed at the end of the period (序时进度).

    Every month is a twelfth of it; of a month that has begun its days count.

    >>> time_share(Period(code="h", name="半年", start=dt.date(2019, 1, 1), end=dt.date(2019, 6, 30)))
    Fraction(1, 2)
    """
    end = period.end
    begun = Fraction(end.day, calendar.monthrange(end.year, end.month)[1])
    return (end.month - 1 + begun) / 12


def load_policy(name_or_path: str | Path = "national") -> Policy:
    """The policy pack of that name that ships, or the one in the given file.

    Raises PolicyError where the file is missing or not a policy pack.
    """
    data = _read(name_or_path)
    bands = {
        period: tuple(_band(row, name_or_path) for row in table["bands"])
        for table in data["bands"]
        for period in table["periods"]
    }
    try:
        return Policy(
            name=data["name"],
            title=data["title"],
            source=data["source"],
            effective=data["effective"],
            bands=bands,
            large_change=Fraction(data["limits"]["large_change"]),
            first_payment=Fraction(data["limits"]["first_payment"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise PolicyError(f"政策文件 {name_or_path} 不完整：{fault}") from fault


def _read(name_or_path: str | Path) -> dict[str, Any]:
    data = read_policy_file("packs", name_or_path, "政策包")
    if "extends" in data:
        base = _read(data["extends"])
        data = base | data | {"bands": base["bands"] + data.get("bands", [])}
        data["limits"] = base.get("limits", {}) | data.get("limits", {})
    return data


def _band(row: dict[str, str], name: str | Path) -> Band:
    unknown = row.keys() - _BOUNDS
    if unknown:
        raise PolicyError(f"政策文件 {name} 的档次里有不认识的项：{'、'.join(sorted(unknown))}")
    bound = {key: Fraction(value) for key, value in row.items() if key not in ("code", "label", "all")}
    return Band(
        code=row["code"],
        label=row["label"],
        all_words=row.get("all", f"均{row['label']}"),
        above=bound.get("above"),
        at_least=bound.get("from"),
        at_most=bound.get("to"),
        below=bound.get("below"),
        from_pro_rata=bound.get("from_pro_rata"),
    )

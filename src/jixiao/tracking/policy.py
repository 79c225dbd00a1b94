"""Policy (政策包): what differs by region, read from a file with its source and effective date."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from jixiao.errors import PolicyError
from jixiao.policies import read_policy_file, shipped
from jixiao.quantity import Rate
from jixiao.tracking import pack_data
from jixiao.tracking.basis import Period
from jixiao.tracking.hierarchy import Hierarchy, Weighting
from jixiao.tracking.lights import Light, LightRules
from jixiao.tracking.scoring import ScoringRules

FULL_YEAR, OTHER = "full-year", "*"
"""What bands are declared for: every period that ends with the year; any period that has none of its own."""

_LIMITS = ("large_change", "largest_change", "first_payment")
_TABLES = ("limits", "scoring", "lights", "filing")
"""What an extending pack overrides entry by entry; lists it replaces, but adds to bands."""

_ITS_OWN = ("name", "title", "source", "effective", "bands")

_WORDS = frozenset({"code", "label", "all"})
_BOUNDS = frozenset({"above", "from", "to", "below", "from_pro_rata"})


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
class ReportKind:
    """What a unit hands in (报送种类): its period, and the outline or forms it is made by."""

    code: str
    title: str
    period: str
    outline: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A region's rules (政策包).

    `bands` are kept by the period's code or name: "full-year" holds for every period that ends with the
    year, "*" for every other.
    """

    name: str
    title: str
    source: str
    effective: dt.date
    bands: dict[str, tuple[Band, ...]]
    large_change: Fraction  # 调整幅度 above which a change wants an explanation
    largest_change: Fraction  # 调整幅度 above which it belongs into the register of problems
    first_payment: Fraction  # 首付款 share above which it is called high
    hierarchies: tuple[Hierarchy, ...]
    weightings: tuple[Weighting, ...]
    scoring: ScoringRules
    lights: LightRules
    reasoned: frozenset[Light]  # lights that want a cause and an explanation
    kinds: tuple[ReportKind, ...]

    def hierarchy(self, fiscal_year: int) -> Hierarchy:
        """The levels of indicators in that budget year."""
        return next(each for each in self.hierarchies if each.holds_in(fiscal_year))

    def bands_for(self, period: Period) -> tuple[Band, ...]:
        """The bands that a report of that period counts by, in the order of the policy file."""
        ends_year = (period.end.month, period.end.day) == (12, 31)
        for name in (period.code, period.name, FULL_YEAR if ends_year else OTHER):
            if name in self.bands:
                return self.bands[name]
        return self.bands[OTHER]

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

    Raises PolicyError where the file is missing or not a policy pack, or where its bands leave a rate out.
    """
    data = _completed(_read(name_or_path, ()))
    try:
        policy = Policy(
            name=pack_data.words(data["name"]),
            title=pack_data.words(data["title"]),
            source=pack_data.words(data["source"]),
            effective=pack_data.date("effective", data["effective"]),
            bands={
                period: tuple(_band(row) for row in pack_data.rows("bands", table["bands"]))
                for table in pack_data.rows("bands", data["bands"])
                for period in table["periods"]
            },
            **{name: pack_data.share(name, data["limits"][name]) for name in _LIMITS},
            hierarchies=tuple(map(Hierarchy.read, pack_data.rows("hierarchies", data["hierarchies"]))),
            weightings=tuple(map(Weighting.read, pack_data.rows("weights", data["weights"]))),
            scoring=ScoringRules.read(data["name"], data["scoring"]),
            lights=LightRules.read(data["name"], data["lights"]),
            reasoned=frozenset(
                pack_data.choice("reasoned", each, Light)
                for each in pack_data.texts("reasoned", data["filing"]["reasoned"])
            ),
            kinds=tuple(map(_kind, pack_data.rows("kinds", data["kinds"]))),
        )
        _hold_every_rate(policy.bands)
        _hold_every_year(policy.hierarchies)
    except KeyError as missing:
        raise PolicyError(f"政策包“{name_or_path}”缺少“{missing.args[0]}”。") from None
    except (TypeError, ValueError) as fault:
        raise PolicyError(f"政策包“{name_or_path}”的写法不对：{fault}") from None
    return policy


def policy_of(unit: str) -> str:
    """The name of the policy pack that ships for the region with which a unit's name begins; else none.

    >>> policy_of("北京市西城区某某局"), policy_of("某某局")
    ('beijing-xicheng', '')
    """
    titles = {
        pack_data.words(read_policy_file("packs", name, "政策包")["title"]): name for name in shipped("packs")
    }
    return next(
        (titles[title] for title in sorted(titles, key=len, reverse=True) if unit.startswith(title)), ""
    )


def _completed(data: dict[str, Any]) -> dict[str, Any]:
    """The content of a pack with what it does not say as the national one says it, but for its bands."""
    national = read_policy_file("packs", "national", "政策包")
    whole = {name: value for name, value in national.items() if name not in _ITS_OWN} | data
    if not all(isinstance(whole.get(name), dict) for name in _TABLES):
        raise PolicyError(f"政策包的写法不对：{'、'.join(_TABLES)} 应为表。")
    return whole | {name: national[name] | whole[name] for name in _TABLES}


def _read(name_or_path: str | Path, below: tuple[str, ...]) -> dict[str, Any]:
    """The content of the pack together with what it extends; `below` are the packs that extend it."""
    if str(name_or_path) in below:
        raise PolicyError(f"政策包“{name_or_path}”辗转扩展了自己：{' → '.join((*below, str(name_or_path)))}")
    data = read_policy_file("packs", name_or_path, "政策包")
    if "extends" not in data:
        return data
    extended = data["extends"]
    if not isinstance(extended, str):
        raise PolicyError(f"政策包“{name_or_path}”的 extends 写作“{extended}”，应为另一个政策包的名称。")
    if extended.endswith(".toml"):
        extended = str(Path(name_or_path).parent / extended)
    try:
        base = _read(extended, (*below, str(name_or_path)))
        merged = base | data | {"bands": base.get("bands", []) + data.get("bands", [])}
        return merged | {name: base.get(name, {}) | data.get(name, {}) for name in _TABLES}
    except PolicyError as fault:
        raise PolicyError(
            f"政策包“{name_or_path}”扩展的政策包有误：{fault.message}", hint=fault.hint
        ) from None
    except TypeError:
        raise PolicyError(
            f"政策包“{name_or_path}”的写法不对：bands 应为表的列表，{'、'.join(_TABLES)} 应为表。"
        ) from None


def _band(row: dict[str, Any]) -> Band:
    unknown = row.keys() - _BOUNDS - _WORDS
    if unknown:
        raise ValueError(f"档次里有不认识的项：{'、'.join(sorted(unknown))}")
    bound = {key: pack_data.share(key, value) for key, value in row.items() if key in _BOUNDS}
    return Band(
        code=pack_data.words(row["code"]),
        label=pack_data.words(row["label"]),
        all_words=row.get("all", f"均{row['label']}"),
        above=bound.get("above"),
        at_least=bound.get("from"),
        at_most=bound.get("to"),
        below=bound.get("below"),
        from_pro_rata=bound.get("from_pro_rata"),
    )


def _kind(row: dict[str, Any]) -> ReportKind:
    known = pack_data.table("kinds", row, ("code", "title", "period", "outline", "forms"))
    return ReportKind(
        pack_data.words(known["code"]),
        pack_data.words(known["title"]),
        pack_data.words(known["period"]),
        pack_data.words(known.get("outline", "")),
        pack_data.texts("forms", known.get("forms", [])),
    )


def _hold_every_year(hierarchies: Sequence[Hierarchy]) -> None:
    """Check that every year has one hierarchy. Raises ValueError where it has none or several."""
    edges = {each.since for each in hierarchies} | {each.until + 1 for each in hierarchies if each.until}
    for year in sorted(edges | {0, 9999}):
        if (number := sum(each.holds_in(year) for each in hierarchies)) != 1:
            raise ValueError(f"hierarchies 对 {year} 年{'没有' if not number else '不止一种'}指标体系")


def _hold_every_rate(bands: Mapping[str, Sequence[Band]]) -> None:
    """Check that every rate falls into a band, in every period. Raises ValueError where one does not."""
    if OTHER not in bands:
        raise ValueError(f'bands 里没有适用于其他期间（"{OTHER}"）的档次')
    for period, row in bands.items():
        codes = [band.code for band in row]
        if double := {code for code in codes if codes.count(code) > 1}:
            raise ValueError(f"“{period}”有不止一个档次的 code 是 {'、'.join(sorted(double))}")
        if not any(band.is_unrated for band in row):
            raise ValueError(f"“{period}”没有收纳没有执行率的项目的档次：应有一档不写界限")
        for pro_rata in (Fraction(1, 12), Fraction(1)):
            for value in _telling(row, pro_rata):
                rate = Rate(value.numerator, value.denominator)
                if not any(band.holds(rate, pro_rata) for band in row):
                    raise ValueError(f"“{period}”的各档没有覆盖执行率 {rate.percent()}%，应首尾相接")


def _telling(bands: Sequence[Band], pro_rata: Fraction) -> list[Fraction]:
    """The bounds of the bands, a value between each two, and one beyond either end."""
    bounds = {
        bound
        for band in bands
        for bound in (band.above, band.at_least, band.at_most, band.below)
        if bound is not None
    }
    bounds |= {band.from_pro_rata * pro_rata for band in bands if band.from_pro_rata is not None}
    edges = sorted(bounds) or [Fraction(0)]
    between = [(low + high) / 2 for low, high in pairwise(edges)]
    return [edges[0] - 1, *edges, *between, edges[-1] + 1]

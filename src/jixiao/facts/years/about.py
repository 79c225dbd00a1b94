"""What a report is about (报告的单位、年度和期间), as its title and first sentences say."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.facts.facts import Facts
from jixiao.facts.flow.blocks import Headline, Prose

Range = tuple[int, int]

_BODY = (
    "街道办事处|办事处|管理委员会|委员会|人民政府|管理局|管理处|研究院|服务中心|中心|学校|中学|小学|大学|医院"
    "|人民法院|检察院|图书馆|博物馆|总队|支队|大队|[局厅部处委办院馆所站会]"
)
_CALLED = re.compile(
    r"[（(]\s?以下(?:统一)?简?称(?:为)?\s?[“\"「]?(?P<short>[\u4e00-\u9fff]{2,20}?)[”\"」]?\s?[)）]"
)
_BEFORE = re.compile(rf"[\u4e00-\u9fff（）()]{{2,40}}(?:{_BODY})\s?$")
_NAME = re.compile(
    rf"[\s\d]*(?:关于)?(?P<name>[\u4e00-\u9fff]{{2,40}}?(?:{_BODY}))"
    r"(?=\s?(?:关于)?\s?(?:20\d\d|[二〇○零一二三四五六七八九]{4})\s?年|关于|\s?[（(](?:本级|部门|单位))"
)
_ALONE = re.compile(
    r"\s*(?P<name>[\u4e00-\u9fff]{2,30}(?:街道办事处|办事处|委员会|人民政府|[^管]局|医院|学校|人民法院|检察院))\s*"
)
_FILLED = re.compile(
    r"(?:填报|编制|预算|部门|公开)?(?:单位|部门)(?:名称)?(?:[（(]盖?章?[）)])?\s?[:：]\s?(?P<name>[\u4e00-\u9fff（）()]{4,40})"
)
_SELF = re.compile(r"我(?:街道|单位|局|委|办|中心|院|镇|乡|区|校|部门|处|厅|馆|所|站)")
_BUREAU = re.compile(r"(?:[市区县省州旗]|自治区)财政[局厅]")

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?年(?P<whole>度)?")
_UNTIL = re.compile(
    r"截[至止]到?\s?(?:(?P<year>20\d\d)\s?年)?\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?日|[底末])"
)
_SUBJECT = re.compile(r"报告|绩效|预算|决算|执行|总结|自评")
_HALF, _WHOLE = re.compile(r"半年"), re.compile(r"全年|年度")
_REACH = 44
_HEAD = 600
"""Characters from the start within which a report says whose and of which year it is."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that were read, and where they stand; nowhere where they were concluded."""

    text: str
    place: Range | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Whose report it is, of which year and up to which day (报告的归属)."""

    fiscal_year: int | None
    as_of: dt.date | None
    as_of_place: Range | None
    name: Said | None
    short_name: Said | None
    self_reference: str
    bureau: str
    speaks_of_half: bool


def about(facts: Facts, fiscal_year: int | None = None, as_of: dt.date | None = None) -> About:
    """What the report is about; `fiscal_year` and `as_of` go before what it says."""
    text = facts.text
    year = fiscal_year or (as_of.year if as_of else None) or _fiscal_year(facts)
    place: Range | None = None
    if as_of is None and year is not None:
        as_of, place = _as_of(text, year)
    name, short = _unit(facts)
    calls = Counter(_SELF.findall(text)).most_common(1)
    bureaus = Counter(_BUREAU.findall(text)).most_common(1)
    return About(
        year,
        as_of,
        place,
        name,
        short,
        calls[0][0] if calls else "",
        bureaus[0][0] if bureaus else "",
        bool(_HALF.search(_titles(facts))) and not _WHOLE.search(_titles(facts)),
    )


def _titles(facts: Facts) -> str:
    return "\n".join(text for text, _ in _first_lines(facts))


def _first_lines(facts: Facts) -> Iterator[tuple[str, int]]:
    """The lines at the head of the document, with where they begin."""
    for block in facts.flow.blocks:
        if block.start > _HEAD:
            return
        if (isinstance(block, Headline) and block.level in (0, 9)) or block.end - block.start < 60:
            yield facts.text[block.start : block.end], block.start


def _fiscal_year(facts: Facts) -> int | None:
    """The year of the title, else the one of which the text says 年度 most often."""
    for line, _ in _first_lines(facts):
        found = _YEAR.search(line)
        if found and _SUBJECT.search(line):
            return int(found[1])
    counts: Counter[int] = Counter()
    for found in _YEAR.finditer(facts.text):
        counts[int(found[1])] += 3 if found["whole"] else 1
    return counts.most_common(1)[0][0] if counts else None


def _as_of(text: str, year: int) -> tuple[dt.date | None, Range | None]:
    """The day up to which the figures are: the one that the text names most often, of several the last."""
    dates: Counter[dt.date] = Counter()
    first: dict[dt.date, Range] = {}
    for found in _UNTIL.finditer(text):
        if found["year"] is None or int(found["year"]) != year:
            continue
        month = int(found["month"])
        try:
            date = dt.date(year, month, int(found["day"])) if found["day"] else _month_end(year, month)
        except ValueError:
            continue  # a date that does not exist dates nothing
        dates[date] += 1
        first.setdefault(date, found.span())
    if not dates:
        return None, None
    best = max(dates, key=lambda date: (dates[date], date))
    return best, first[best]


def _month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _unit(facts: Facts) -> tuple[Said | None, Said | None]:
    """The unit's full name and its short name, as far as the report says them."""
    text = facts.text
    for called in _CALLED.finditer(text):
        before = _BEFORE.search(text, max(0, called.start() - _REACH), called.start())
        if before:
            name = _without_lead(before[0].strip())
            start = text.find(name, before.start())
            return Said(name, (start, start + len(name))), Said(called["short"], called.span("short"))
    for line, start in _first_lines(facts):
        found = _NAME.match(line) or _ALONE.fullmatch(line)
        if found:
            return Said(found["name"], (start + found.start("name"), start + found.end("name"))), None
    for grid in facts.flow.grids:
        filled = _FILLED.search(grid.title)
        if filled:
            at = text.find(filled["name"], grid.start, grid.end)
            return Said(filled["name"], (at, at + len(filled["name"])) if at >= 0 else None), None
    for block in facts.flow.blocks:
        if isinstance(block, Prose) and block.start < _HEAD:
            filled = _FILLED.search(text, block.start, block.end)
            if filled:
                return Said(filled["name"], filled.span("name")), None
    return None, None


def _without_lead(name: str) -> str:
    """The name without words of the sentence before it: 由, 根据, 文件规定."""
    for lead in ("规定", "要求", "通知", "由", "是", "为", "对"):
        at = name.rfind(lead)
        if at >= 0 and len(name) - at - len(lead) >= 4:
            name = name[at + len(lead) :]
    return name

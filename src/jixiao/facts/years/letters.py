"""Letters (文件): the document that approved the budget, and the letters that asked to adjust it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.facts.facts import Facts

Range = tuple[int, int]

_NUMBER = r"[\u4e00-\u9fff]{2,16}[〔\[［（(]\s?20\d\d\s?[〕\]］）)]\s?(?:第\s?)?\d{1,5}\s?号"
_NUMBERS = re.compile(rf"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[为是号])){_NUMBER}|{_NUMBER}")
_LEAD = re.compile(
    r"^(?:.*?(?:分别为|分别是|文件?号为?|编号为?|号为|[为是])|[和及与据])(?=[\u4e00-\u9fff]{2})"
)
_TITLED = re.compile(rf"《(?P<title>[^《》]{{6,80}})》\s?(?:[（(]\s?(?P<number>{_NUMBER})\s?[）)])?")
_APPROVES = re.compile(r"批复.{0,16}预算|预算.{0,8}批复")
_ASKS = re.compile(
    r"(?:申请|请示|报请|调整|追加|调减).{0,16}预算.{0,10}(?:函|请示|申请|报告)$|预算.{0,6}调整.{0,10}(?:函|请示|申请|报告)$"
)
_DATE = re.compile(r"(?:(?P<year>20\d\d)\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日")
_GRANTED = re.compile(r"批复|同意|批准|下达")
_REFUSED = re.compile(r"未(?:获|予)?(?:批复|批准|同意)|尚未批复|不同意")


@dataclass(frozen=True, slots=True)
class ApprovalSaid:
    """The document that approved the budget (批复文件), as the report names it."""

    title: str
    number: str
    issuer: str
    place: Range


@dataclass(frozen=True, slots=True)
class LetterSaid:
    """A letter that asked for an adjustment (调整函); what the report does not say of it is empty."""

    title: str
    number: str
    requested: dt.date | None
    is_granted: bool
    place: Range


def approvals_said(facts: Facts) -> Sequence[ApprovalSaid]:
    """The documents that approved the budget, each once."""
    found: dict[str, ApprovalSaid] = {}
    for match in _TITLED.finditer(facts.text):
        title = match["title"]
        if _APPROVES.search(title) and not _ASKS.search(title) and "调整" not in title:
            issuer, apart, _ = title.partition("关于")
            said = ApprovalSaid(title, _plain(match["number"] or ""), issuer if apart else "", match.span())
            known = found.get(title)
            if known is None or (said.number and not known.number):
                found[title] = said
    return tuple(found.values())


def letters_said(facts: Facts, fiscal_year: int) -> Sequence[LetterSaid]:
    """The letters that asked for adjustments: of a sentence with as many dates as numbers in their order."""
    for sentence in facts.sentences:
        text = sentence.text
        titles = [match["title"] for match in _TITLED.finditer(text) if _ASKS.search(match["title"])]
        if not titles:
            continue
        after = facts.text[sentence.start : sentence.end]
        outside = _TITLED.sub(lambda match: " " * len(match[0]) if not match["number"] else match[0], after)
        numbers = [_bare_number(each[0]) for each in _NUMBERS.finditer(outside)]
        dates = _dates(outside, fiscal_year)
        count = max(len(numbers), len(dates), len(titles))
        matched = [each if len(each) == count else [] for each in (numbers, dates)]
        granted = bool(_GRANTED.search(outside)) and not _REFUSED.search(outside)
        place = (sentence.start, sentence.end)
        return tuple(
            LetterSaid(
                titles[number] if len(titles) == count else titles[0],
                str(matched[0][number]) if matched[0] else "",
                dates[number] if matched[1] else None,
                granted,
                place,
            )
            for number in range(count)
        )
    return ()


def _dates(words: str, fiscal_year: int) -> list[dt.date]:
    """The days that the words name; one without a year is of the year before it."""
    found: list[dt.date] = []
    year = fiscal_year
    for match in _DATE.finditer(words):
        if words[max(0, match.start() - 3) : match.start()].endswith(("截至", "截止", "截止到")):
            continue
        year = int(match["year"] or year)
        try:
            found.append(dt.date(year, int(match["month"]), int(match["day"])))
        except ValueError:
            continue  # a date that does not exist dates nothing
    return found


def _bare_number(words: str) -> str:
    """The number without words of the sentence before it: 分别为月办函〔2019〕33号 is 月办函〔2019〕33号."""
    while found := _LEAD.match(words):
        words = words[found.end() :]
    return _plain(words)


def _plain(number: str) -> str:
    return "".join(number.split())

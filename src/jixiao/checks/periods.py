"""Rules on periods (期间): which year a figure is of, and up to when it counts."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.facts.facts import Facts
from jixiao.facts.text.numbering import numbered_like_dates
from jixiao.facts.text.period import as_of_phrases, reported_year, years_against_themselves
from jixiao.findings import Severity

_DISCLOSURE = (
    "《财政部关于印发〈地方预决算公开操作规程〉的通知》（财预〔2016〕143号）：公开内容应当真实、准确"
)
_DECEMBER = 12


@document_rule(
    "PER001",
    "year-against-itself",
    "同一年度与自身比较",
    Severity.WARNING,
    message="{year}年的数与{year}年相比，基年与本年相同。",
    hint="基年多半应为上一年，请核对是否沿用了旧稿。",
    reference=_DISCLOSURE,
)
def year_against_itself(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A figure of a year is compared with the same year."""
    for base, own, year in years_against_themselves(facts):
        yield this.slip([base, own], expected=str(year - 1), year=str(year))


@document_rule(
    "PER002",
    "counted-until-earlier",
    "全年报告引用了年中的数",
    Severity.NOTICE,
    message="{year}年全年的报告，“{stated}”的数只到{month}月；文中共{count}处。",
    hint="能取得年末数的请更新；确属年中统计的，可以不改。",
    reference=_DISCLOSURE,
)
def counted_until_earlier(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A report of a whole year quotes figures that count up to an earlier month."""
    year = reported_year(facts)
    if not year:
        return
    found = [each for each in as_of_phrases(facts) if each.year == year and each.month < _DECEMBER]
    if found:
        yield this.slip(
            [each.place for each in found], year=str(year), month=str(found[0].month), count=str(len(found))
        )


@document_rule(
    "PER003",
    "numbers-out-of-order",
    "文号次序与日期先后不符",
    Severity.WARNING,
    message="{dates}先后印发的文件，文号依次为{numbers}，其中{stated}的次序与日期不符。",
    hint="请核对文号和日期；确属当时这样编号的，可以不改。",
    reference="GB/T 9704—2012《党政机关公文格式》7.2.5：发文字号由发文机关代字、年份、发文顺序号组成",
)
def numbers_out_of_order(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Documents of one office are numbered in another order than that of the dates listed with them."""
    for each in numbered_like_dates(facts):
        if each.odd is None:
            yield this.tie(*each.numbers, *each.dates)
            continue
        dates, numbers = (
            "、".join(facts.text[start:end] for start, end in places) for places in (each.dates, each.numbers)
        )
        others = [place for place in each.numbers if place != each.odd]
        yield this.slip([each.odd, *others, *each.dates], dates=dates, numbers=numbers)


RULES = (year_against_itself, counted_until_earlier, numbers_out_of_order)

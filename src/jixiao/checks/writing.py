"""Rules on how numbers, dates and fixed words are written (写法)."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.facts.facts import Facts
from jixiao.facts.text.wording import (
    document_numbers,
    fixed_phrases,
    impossible_dates,
    malformed,
    mixed_commas,
    stops_for_points,
    without_unit,
)
from jixiao.findings import Severity

_NUMERALS = "GB/T 15835—2011《出版物上数字用法》"
_FORMAT = (
    "GB/T 9704—2012《党政机关公文格式》7.2.5：年份、发文顺序号用阿拉伯数字标注；"
    "年份用六角括号“〔〕”括入；发文顺序号不加“第”字，不编虚位"
)


@document_rule(
    "WRI001",
    "contradictory-unit",
    "数字的单位自相矛盾",
    Severity.ERROR,
    message="“{stated}”的单位自相矛盾，一个数不能同时是两种单位。",
    hint="请核对是百分比还是金额，删去多余的单位。",
    reference=_NUMERALS,
)
def contradictory_unit(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A number has two units that exclude each other."""
    for token, better in malformed(facts):
        yield this.slip([(token.start, token.end)], expected=better, repair=better)


@document_rule(
    "WRI002",
    "missing-unit",
    "金额缺少单位",
    Severity.ERROR,
    message="{lead}{stated}没有单位；同一句中其他金额的单位是{unit}。",
    hint="请补上单位。",
    reference=_NUMERALS,
)
def missing_unit(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """An amount of money has no unit, while the others of its sentence have one."""
    for mention, unit in without_unit(facts):
        yield this.slip(
            [(mention.start, mention.end)],
            expected=mention.text + unit,
            repair=mention.text + unit,
            lead=mention.lead[-8:],
            unit=unit,
        )


@document_rule(
    "WRI003",
    "impossible-date",
    "日期不存在",
    Severity.ERROR,
    message="“{stated}”不存在：{reason}。",
    hint="请核对原始文件上的日期。",
    reference=_NUMERALS,
)
def impossible_date(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A date is in no calendar."""
    for place, reason in impossible_dates(facts):
        yield this.slip([place], reason=reason)


@document_rule(
    "WRI004",
    "document-number",
    "发文字号的写法",
    Severity.STYLE,
    message="发文字号“{stated}”按公文格式写作“{expected}”。",
    hint="引用文件时照此改写；原文件如此印发的除外。",
    reference=_FORMAT,
)
def document_number(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A document number is not in the form that official papers use."""
    for phrase in document_numbers(facts):
        yield this.slip([phrase.place], expected=phrase.better, repair=phrase.better)


@document_rule(
    "WRI005",
    "fixed-phrase",
    "固定写法",
    Severity.STYLE,
    message="“{stated}”此处通常写作“{expected}”。",
    hint="请核对原文件名称或规范写法。",
    reference="《现代汉语词典》（第7版）",
)
def fixed_phrase(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A fixed phrase is written with another word."""
    for phrase in fixed_phrases(facts):
        yield this.slip([phrase.place], expected=phrase.better, repair=phrase.better)


@document_rule(
    "WRI006",
    "mixed-commas",
    "千分位写法不一",
    Severity.STYLE,
    message="“{stated}”没有千分位，文中其他金额有，如“{other}”；共{count}处。",
    hint="请统一写法。",
    reference=_NUMERALS,
)
def mixed_separators(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Some amounts part thousands with a comma and others do not."""
    found = mixed_commas(facts)
    if found:
        *without, other = found
        yield this.slip(
            [(mention.start, mention.end) for mention in found], other=other.text, count=str(len(without))
        )


@document_rule(
    "WRI007",
    "stop-for-point",
    "小数点写成句号",
    Severity.WARNING,
    message="“{stated}”的小数点写成了句号，应为{expected}；文中共{count}处。",
    hint="请全文查找替换。",
    reference=_NUMERALS,
)
def stop_for_point(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The decimal point of a number is written as a Chinese full stop."""
    found = stops_for_points(facts)
    if found:
        first = facts.text[slice(*found[0])].replace("。", ".")
        yield this.slip(found, expected=first, repair=first, count=str(len(found)))


RULES = (
    contradictory_unit,
    missing_unit,
    impossible_date,
    document_number,
    fixed_phrase,
    mixed_separators,
    stop_for_point,
)

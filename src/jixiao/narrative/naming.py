"""Naming (称呼): a key of the year in the words of a clerk."""

from __future__ import annotations

from jixiao.measure import Key
from jixiao.narrative.facts import Facts
from jixiao.narrative.goal_facts import INDICATORS
from jixiao.terms import term


def subject_name(facts: Facts, key: Key) -> str:
    """Whose figure it is: the name of a project, theme, contract, measure or band, or of a group."""
    kind, _, code = key.subject.partition(".")
    year = facts.year
    match kind:
        case "project" if code in year.project_by_code:
            return year.project_by_code[code].name
        case "contract":
            return next((each.subject for each in year.contracts if each.code == code), code)
        case "measure":
            return next((each.heading for each in year.measures if each.code == code), code)
        case "band":
            bands = facts.policy.bands_for(facts.period)
            return next((f"执行率{each.label}的项目" for each in bands if each.code == code), code)
        case _:
            theme = next((each.heading for each in year.themes if each.code == key.subject), None)
            known = term(key.subject)
            return theme or (known.label if known else code or key.subject)


def measure_words(key: Key) -> tuple[str, ...]:
    """The words that stand before such a figure: the terms of its measure, or an output's name."""
    name, _, rest = key.measure.partition(".")
    if name in ("outputs", "standards"):
        return (rest,)
    known = term(key.measure) or term(name)
    return known.chinese if known else ()


def described(facts: Facts, key: Key) -> str:
    """The figure in words, e.g. 保洁经费的实际支出."""
    if key.measure.startswith("band."):
        counted = subject_name(facts, Key(key.measure, "-"))
        return f"{subject_name(facts, key)}中{counted}个数"
    if key.measure.startswith(f"{INDICATORS}."):
        return f"{subject_name(facts, key)}的{_indicator_words(facts, key)}"
    words = measure_words(key)
    return f"{subject_name(facts, key)}的{words[0] if words else key.measure}"


def _indicator_words(facts: Facts, key: Key) -> str:
    """What a figure about indicators is called: how many there are, or what one is to reach and has."""
    _name, *rest = key.measure.split(".")
    match rest:
        case [of]:
            return f"{_COUNTED[of]}个数"
        case [code, what]:
            name = next((each.name for each in facts.year.indicators if each.code == code), code)
            return f"“{name}”{'指标值' if what == 'wanted' else '完成值'}"
        case _:
            return key.measure


_COUNTED = {
    "count": "绩效指标",
    "met": "达到的指标",
    "missed": "未达到的指标",
    "pending": "尚未到期的指标",
    "promised": "上期预计能完成的指标",
    "kept": "其中已完成的指标",
}


def sentence_subject(facts: Facts, key: str) -> str:
    """Whom a sentence speaks of, from its key `project.P07/money`."""
    return subject_name(facts, Key(key.rpartition("/")[0] or "unit", "-"))

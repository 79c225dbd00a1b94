"""Naming (称呼): a key of the year in the words of a clerk."""

from __future__ import annotations

from jixiao.measure import Key
from jixiao.narrative.facts import Facts
from jixiao.terms import term


def subject_name(facts: Facts, key: Key) -> str:
    """Whose figure it is: a project's or theme's name, or the group it belongs to."""
    kind, _, code = key.subject.partition(".")
    if kind == "project" and code in facts.year.project_by_code:
        return facts.year.project_by_code[code].name
    theme = next((each.heading for each in facts.year.themes if each.code == key.subject), None)
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
    words = measure_words(key)
    return f"{subject_name(facts, key)}的{words[0] if words else key.measure}"


def sentence_subject(facts: Facts, key: str) -> str:
    """Whom a sentence speaks of, from its key `project.P07/money`."""
    return subject_name(facts, Key(key.rpartition("/")[0] or "unit", "-"))

"""References (引用的写法): printed figures as the references that print them, for editors of the words.

    支出38,768.14万元，其中基本支出9,394.84万元  →  支出{实际支出}，其中基本支出{基本支出.实际支出}

A figure whose reference would not print exactly what stands there (a list that says its unit once) stays
as it is printed: nothing that was not edited may change by being looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.document.model import Paragraph, Sentence, Span
from jixiao.errors import UnknownReference
from jixiao.measure import Key
from jixiao.narrative.fact import Fact
from jixiao.narrative.facts import Facts
from jixiao.terms import term
from jixiao.tracking.prose import Reference, references

UNIT = "unit"


def editable_text(sentences: Sequence[Sentence], facts: Facts) -> str:
    """The words of a paragraph with a reference in the place of each figure (可编辑文字)."""
    subject = subject_of(sentences)
    spans = [span for sentence in sentences for span in sentence.spans]
    return _text(spans, facts, subject)


def subject_of(sentences: Sequence[Sentence]) -> str:
    """Whom the references of a paragraph are about where they do not say: a project's code, a group."""
    key = next((sentence.key for sentence in sentences if sentence.key), "")
    return key.rpartition("/")[0].removeprefix("project.") or UNIT


def reference_to(key: Key, subject: str) -> str:
    """The reference to a fact, in Chinese words, in a text about `subject`.

    >>> reference_to(Key("project.P07", "spent"), "P07")
    '{实际支出}'
    >>> reference_to(Key("project.P07", "outputs.巡视.planned"), "unit")
    '{成果.P07.巡视.计划数}'
    """
    kind, _, code = key.subject.partition(".")
    name, _, rest = key.measure.partition(".")
    owner = code if kind == "project" else key.subject
    path: list[str]
    match kind, name:
        case _, "outputs":
            parts = rest.split(".")
            path = [_word("outputs"), *([] if owner == subject else [owner]), *parts[:-1], _word(parts[-1])]
        case "contract", _:
            path = [_word("contracts"), code, *map(_word, key.measure.split("."))]
        case _, "standards":
            item, _, what = rest.rpartition(".")
            path = [_word("standards"), item, _word(what)]
            if owner != subject:
                path = [_word("projects"), owner, *path]
        case "project", "indicators":
            *names, last = rest.split(".")
            path = [_word("indicators"), *names, _word(last)]
            if owner != subject:
                path = [_word("projects"), owner, *path]
        case "project", _ if owner != subject:
            path = [_word("projects"), owner, _word(key.measure)]
        case _ if owner == subject and not key.measure.startswith("band."):
            path = [_word(key.measure)]
        case _:
            path = [_word(owner), *map(_word, key.measure.split("."))]
    return "{" + ".".join(path) + "}"


def figures(sentences: Sequence[Sentence]) -> list[Span]:
    """The bound figures of a paragraph, in order."""
    return [span for sentence in sentences for span in sentence.spans if span.binding]


def paragraph_of(spans: Sequence[Span], like: Sequence[Sentence]) -> Paragraph:
    """A paragraph of edited spans that still says whom it speaks of."""
    key = next((sentence.key for sentence in like if sentence.key), "")
    return Paragraph((Sentence(tuple(spans), key),))


def _text(spans: Sequence[Span], facts: Facts, subject: str) -> str:
    text, number = "", 0
    pending = [span.text for span in spans]  # what of each span is still to be said
    while number < len(spans):
        span = spans[number]
        reference = _faithful(span, facts, subject) if span.binding else None
        if reference is None:
            text += pending[number]
            number += 1
            continue
        before, after = _around(reference[1])
        following = pending[number + 1] if number + 1 < len(spans) else ""
        if text.endswith(before) and following.startswith(after):
            text = text.removesuffix(before) + reference[0]
            if after:
                pending[number + 1] = following.removeprefix(after)
        else:
            text += pending[number]
        number += 1
    return text


def _faithful(span: Span, facts: Facts, subject: str) -> tuple[str, Fact] | None:
    """The reference that prints the figure as it stands, and its fact; none where there is none."""
    assert span.binding is not None, "only bound figures are asked for"
    text = reference_to(span.binding.key, subject)
    found: tuple[Reference, ...] = references(text)
    if len(found) != 1:
        return None
    try:
        fact = facts.resolve(found[0], subject)
    except UnknownReference:
        return None
    same = any(each.binding and each.text == span.text for each in fact.spans())
    return (text, fact) if same and _bare(fact.key) == _bare(span.binding.key) else None


def _around(fact: Fact) -> tuple[str, str]:
    """The words that a fact prints before and after its number."""
    spans = fact.spans()
    place = next(number for number, span in enumerate(spans) if span.binding)
    return "".join(each.text for each in spans[:place]), "".join(each.text for each in spans[place + 1 :])


def _bare(key: Key) -> tuple[str, str]:
    return key.subject, key.measure


def _word(name: str) -> str:
    known = term(name)
    return known.label if known else name

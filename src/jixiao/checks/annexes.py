"""Rules on annexes (附表): what prose repeats of the accounts and of the self-evaluation form behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Same
from jixiao.checks.judge import agree, are_one, is_telling
from jixiao.facts.budgets.budget_line import Line, LineFigure, is_one_line
from jixiao.facts.budgets.form import funds_of_form, told_of_form
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.findings import Confidence, Severity
from jixiao.numerals.token import Kind

_PRACTICE = "《预算法》第十四条：公开的预算决算应当真实、完整；报告正文与附表应当一致"
_MOST_CELLS = 96
"""How many cells of one name are looked at."""
_MOST_TOLD = 3
"""With how many cells a figure of prose is compared where several tables print the same."""


@document_rule(
    "RST005",
    "text-against-annex",
    "报告正文与附表的同一科目不一致",
    Severity.ERROR,
    message="{line}正文写为{stated}，附表为{other}；其他数字与这张表相同。",
    hint="请核对正文和附表哪一处是旧数，或口径是否不同。",
    reference=_PRACTICE,
    confidence=Confidence.MEDIUM,
)
def text_against_annex(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A line of the budget in prose is not what the table prints with which the sentence agrees otherwise."""
    agreed = _agreed(facts)
    heads = {it.figure.start: it for it in facts.spoken_lines}
    for it in facts.spoken_lines:
        others = _facing(it, facts)
        agreeing = [other for other in others if agree(it.figure, other.figure)]
        related = [other for other in others if agreed[_column(other.figure)] - {it.figure.value}]
        related = [other for other in related if _is_under_head(it, other, heads, agreed)]
        is_wrong = not agreeing and are_one([other.figure for other in related])
        for other in (agreeing or (related if is_wrong else []))[:_MOST_TOLD]:
            yield this.claim(
                Same(it.figure, other.figure),
                accuses=Severity.ERROR if other in related else None,
                line="".join(part for part in (it.line.scope, it.line.name) if part),
                other=other.figure.with_unit,
            )
    yield from _told_twice(this, facts.spoken_lines)


@document_rule(
    "RST006",
    "text-against-form",
    "自评报告正文与自评表不一致",
    Severity.ERROR,
    message="{measure}正文写为{stated}，自评表为{other}；同一段里其他数字与自评表相同。",
    hint="请核对正文和自评表哪一处是旧数。",
    reference=_PRACTICE,
)
def text_against_form(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """Prose says other funds of the project than the one self-evaluation form of the document."""
    funds = funds_of_form(facts.tables)
    if not funds:
        return
    named = {statement.figure.start for statement in facts.statements.spoken}
    for told in told_of_form(facts.sentences, facts.text, named):
        facing = [
            (measure, figure, funds[measure])
            for measure, figure in told
            if measure in funds and funds[measure].unit == figure.unit
        ]
        agreeing = {
            measure
            for measure, figure, cell in facing
            if figure.kind is Kind.AMOUNT and not figure.is_zero and agree(figure, cell)
        }
        for measure, figure, cell in facing:
            yield this.claim(
                Same(figure, cell),
                accuses=Severity.ERROR if agreeing - {measure} else None,
                measure=measure.value,
                other=cell.with_unit,
            )


def _agreed(facts: Facts) -> dict[tuple[int, str], set[tuple[int, int]]]:
    """Which figures of prose agree with which columns: a column that prose repeats is what it speaks of."""
    agreed: dict[tuple[int, str], set[tuple[int, int]]] = defaultdict(set)
    for it in facts.spoken_lines:
        for other in _facing(it, facts):
            if agree(it.figure, other.figure) and is_telling(Same(it.figure, other.figure)):
                agreed[_column(other.figure)].add(it.figure.value)
    return agreed


def _is_under_head(
    it: LineFigure,
    other: LineFigure,
    lines: Mapping[int, LineFigure],
    agreed: Mapping[tuple[int, str], set[tuple[int, int]]],
) -> bool:
    """Whether the sentence speaks of that table: its first amount is the figure, or agrees with the column.

    “企业职工养老保险基金收入12亿元，其中保险费收入10亿元” is not the 保险费收入 of all funds.
    """
    if it.line.name.startswith("其他") or it.figure.clause is None:
        return False
    first = next(each for each in it.figure.clause.sentence.mentions if each.kind is Kind.AMOUNT)
    return first is it.figure or (
        first.start in lines and first.value in agreed.get(_column(other.figure), frozenset())
    )


def _told_twice(this: DocumentRule, spoken: Sequence[LineFigure]) -> Iterator[Said]:
    """Lines that prose tells twice: they tie where they agree, and may differ in what no words say."""
    first: dict[Line, LineFigure] = {}
    for it in spoken:
        earlier = first.setdefault(it.line, it)
        if earlier is not it and it.line.year:
            yield this.claim(Same(it.figure, earlier.figure), line=it.line.name, other=earlier.figure.text)


def _facing(it: LineFigure, facts: Facts) -> list[LineFigure]:
    return [
        other
        for other in facts.table_lines.get(it.line.name, ())[:_MOST_CELLS]
        if other.figure.unit == it.figure.unit and is_one_line(it.line, other.line)
    ]


def _column(figure: Mention) -> tuple[int, str]:
    """The column of a cell: by its header, one for both sides of a table with two."""
    assert figure.column is not None, "cells stand in columns"
    assert figure.grid is not None, "cells stand in grids"
    return figure.grid.start, "".join(figure.column.header.split())


RULES = (
    text_against_annex,
    text_against_form,
)

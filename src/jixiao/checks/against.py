"""Rules of a report against its ledger (与台账核对): every figure that the ledger knows."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.facts.facts import Facts
from jixiao.findings import Severity

_ARTICLE_14 = (
    "《中华人民共和国预算法》第十四条：经批准的预算、预算调整、预算执行情况的报告及报表应当向社会公开"
)


@document_rule(
    "LED001",
    "bound-figure",
    "绑定的数字与台账不符",
    Severity.ERROR,
    message="{name}写为{stated}，台账为{expected}。",
    hint="如台账有误，请改台账后更新报告（jixiao report --refresh）；如报告被改动，请改回。",
    reference=_ARTICLE_14,
)
def bound_figure(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A figure that was printed from the ledger is not what the ledger prints today."""
    for it in facts.ledger:
        if not it.is_bound:
            continue
        if it.is_as_printed:
            yield this.tie(it.place)
        else:
            yield this.slip([it.place], expected=it.expected, repair=it.expected, name=it.name)


@document_rule(
    "LED002",
    "figure-of-the-ledger",
    "数字与台账不符",
    Severity.ERROR,
    message="{name}写为{stated}，台账为{expected}。",
    hint="请核对是报告用了旧数，还是台账有一笔没有登记。",
    reference=_ARTICLE_14,
)
def figure_of_the_ledger(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A figure that names a project and a measure is not that of the ledger."""
    for it in facts.ledger:
        if it.is_bound or it.source or it.figure is None:
            continue
        if it.is_as_printed:
            yield this.tie(it.place)
        else:
            severity = Severity.NOTICE if it.exact.meets(it.figure.allowed) else Severity.ERROR
            yield this.slip(
                [it.place], severity=severity, expected=it.expected, repair=it.expected, name=it.name
            )


@document_rule(
    "LED003",
    "earlier-document",
    "上年数与上年文件不符",
    Severity.WARNING,
    message="{name}，本文{how}，{source}为{expected}。",
    hint="请核对是引用有误，还是口径调整；口径调整的，请加说明。",
    reference="《财政部关于印发〈地方预决算公开操作规程〉的通知》（财预〔2016〕143号）：公开内容应当真实、准确",
)
def earlier_document(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """What is said of an earlier year is not what the document of that year says."""
    for it in facts.ledger:
        if not it.source or it.figure is None or it.printed is None:
            continue
        if it.exact.meets(it.printed):
            yield this.tie(it.place)
        else:
            how = f"按{it.by}推算" if it.by else f"写为{''.join(it.figure.text.split())}"
            yield this.slip([it.place], expected=it.expected, name=it.name, how=how, source=it.source)


RULES = (bound_figure, figure_of_the_ledger, earlier_document)

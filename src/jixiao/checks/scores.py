"""Rules on scores (得分): full marks, deductions, totals and grades in prose, the totals of score forms."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Total
from jixiao.checks.judge import holds
from jixiao.facts.budgets.score import grades_of, marks_of, total_marks_of
from jixiao.facts.facts import Facts
from jixiao.facts.tables.score_form import score_forms_of
from jixiao.findings import Severity

_METHOD = "《项目支出绩效评价管理办法》（财预〔2020〕10号）"


@document_rule(
    "SCO001",
    "score-above-full-marks",
    "得分高于满分",
    Severity.ERROR,
    message="得分{stated}，高于满分{full}。",
    hint="请核对得分和满分（分值、权重）。",
    reference=f"{_METHOD}：绩效评价结果采取评分和评级相结合的方式",
)
def marks_above_full(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A score is above the full marks beside it."""
    for it in marks_of(facts.sentences):
        if it.got.denoted.low > it.full.denoted.high:
            got, full = it.got, it.full
            yield this.slip([(got.start, got.end), (full.start, full.end)], full=full.text)


@document_rule(
    "SCO002",
    "score-after-deduction",
    "得分与满分、扣分不符",
    Severity.ERROR,
    message="得分{stated}，按{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对满分、扣分和得分。",
    reference=f"{_METHOD}：得分＝分值－扣分",
)
def marks_after_deduction(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A score is not its full marks less what was deducted."""
    for it in marks_of(facts.sentences):
        if it.lost and it.got.denoted.low <= it.full.denoted.high:
            yield this.claim(Total(it.got, (it.full, it.lost), (1, -1)), accuses=Severity.ERROR)


@document_rule(
    "SCO003",
    "total-score",
    "总分与各项得分之和不符",
    Severity.ERROR,
    message="总分{stated}，按各项得分{arithmetic}应为{expected}（差{difference}）。",
    hint="请核对总分与各类指标得分中哪一个是旧数。",
    reference=f"{_METHOD}：总分为各项指标得分之和",
)
def total_of_marks(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A total score is not the sum of the scores of all kinds of indicators beside it."""
    for it in total_marks_of(facts.sentences):
        yield this.claim(Total(it.total, it.parts), accuses=Severity.ERROR)


@document_rule(
    "SCO004",
    "score-and-grade",
    "评价等级与得分不符",
    Severity.WARNING,
    message="评价等级写为“{stated}”，得分{score}按{bands}为“{right}”。",
    hint="请核对得分和等级；另有分档标准的，请在文中写明。",
    reference=f"{_METHOD}：90（含）—100分为优、80（含）—90分为良、60（含）—80分为中、60分以下为差",
)
def grade(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The grade is not the one of the score, by the bands of the document, else by the national ones."""
    for it in grades_of(facts.sentences, facts.text):
        words = facts.text[it.start : it.end]
        score = (it.score.start, it.score.end)
        if it.agrees(words):
            yield this.tie((it.start, it.end), score)
            continue
        yield this.slip(
            [(it.start, it.end), score],
            severity=Severity.ERROR if it.is_own else None,
            expected=it.right,
            score=it.score.text,
            right=it.right,
            bands="文中的分档" if it.is_own else "财预〔2020〕10号",
        )


@document_rule(
    "SCO005",
    "form-total-score",
    "自评表总分与各项之和不符",
    Severity.ERROR,
    message="总分{stated}，按预算执行率和各项指标{arithmetic}应为{expected}（差{difference}）；{other}一列相符。",
    hint="请核对总分与各项中哪一个是旧数；预算执行率的10分也计入总分。",
    reference="《项目支出绩效评价管理办法》（财预〔2020〕10号）附件：预算执行率10分，与各项指标合计100分",
)
def total_of_form(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The total of a self-evaluation form is not what execution and indicators score; its other total is."""
    for it in score_forms_of(facts.sheets):
        full, got = Total(it.full, it.fulls), Total(it.got, it.marks)
        for total, other, name in ((full, got, "得分"), (got, full, "分值")):
            yield this.claim(total, accuses=Severity.ERROR if holds(other) else None, other=name)


RULES = (marks_above_full, marks_after_deduction, total_of_marks, grade, total_of_form)

"""Rules on what indicators reached (完成情况): values that can be meant, scores, reasons, forecasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jixiao.checks.books import Books, place
from jixiao.checks.rule import Outcome, Rule, rule
from jixiao.findings import Severity
from jixiao.tracking.attainment import Attainment, Likelihood
from jixiao.tracking.goals import Goal
from jixiao.tracking.hierarchy import plain
from jixiao.tracking.lights import percent
from jixiao.tracking.noun import attributes
from jixiao.tracking.scoring import actual_of, meets
from jixiao.tracking.target import DOWNWARD, Comparator
from jixiao.tracking.year_end import is_met

_MONITORING = "《中央部门预算绩效运行监控管理暂行办法》（财预〔2019〕136号）：分析偏差原因，预计全年完成情况"
_EVALUATION = "《项目支出绩效评价管理办法》（财预〔2020〕10号）"

_EMPTY_WORDS = re.compile(
    r"(?:无|没有|正常|按计划(?:进行|完成|推进)?|已完成|略|同上|如上|见附件|暂无)[。.！!]?"
)
_SHORTEST = 6
_LARGEST_PERCENT = Decimal(100)
_MANY = 5
_MOSTLY_FULL = Fraction(9, 10)
_LOW_EXECUTION = Fraction(4, 5)
_HIGH_TOTAL = Decimal(90)
_FAR_BELOW = Fraction(3, 5)

_DENIED = re.compile(
    r"(?:未|没有|没能|尚未|未能)(?:按期|按时|全部|如期)?(?:完成|达到|实现|达标)|滞后|进展缓慢"
)
_CLAIMED = re.compile(r"(?:全部|超额|圆满|已经|均已|已|如期|按期|按时)(?:完成|达到|实现|达标)")
_ALL_MET = re.compile(
    r"(?:各项|全部|所有)(?:绩效)?(?:目标|指标)(?:值)?(?:均|都|全部)?已?(?:全部)?(?:完成|达到|实现)"
)
"""What is said of all indicators together."""


@rule(
    "ATT001",
    "value-hardly-meant",
    "完成值的写法可疑",
    Severity.WARNING,
    message="指标“{name}”（{target}）的完成值填为{value}，{why}。",
    hint="百分数填百分号前面的数，95%填95；数量按指标值的单位填。",
    reference="指标值和完成值的单位一致",
)
def value_hardly_meant(this: Rule, books: Books) -> Iterator[Outcome]:
    """A percentage is written as a share of one, a value is negative, or it is ten times the target."""
    for goal, said in _told(books):
        if said.actual is None or goal.target.value is None:
            continue
        where = place(said, "actual")
        if why := _why_doubtful(goal, said.actual):
            yield this.wrong(
                [where],
                name=goal.indicator.name,
                target=goal.target.text,
                value=plain(said.actual),
                why=why,
            )
        else:
            yield this.sound(where)


def _why_doubtful(goal: Goal, actual: Decimal) -> str:
    wanted = goal.target.value or Decimal()
    if actual < 0:
        return "是负数"
    if goal.target.unit == "%" and 0 < actual <= 1 < wanted:
        return f"像是把{plain(actual * 100)}%写成了小数"
    if goal.target.unit == "%" and actual > _LARGEST_PERCENT >= wanted and goal.target.comparator in _SHARES:
        return "超过100%"
    if wanted and abs(actual) >= 10 * abs(wanted):
        return "是指标值的十倍以上"
    return ""


_SHARES = frozenset({Comparator.AT_LEAST, Comparator.MORE, Comparator.EQUAL})


@rule(
    "ATT002",
    "score-outside-rules",
    "评定得分不在规则允许的范围里",
    Severity.ERROR,
    message="指标“{name}”的得分有误：{why}。",
    hint="定性指标的得分要在所选档次的区间里；其他指标只能比公式得分低，并说明原因。",
    reference=_EVALUATION,
)
def score_outside_rules(this: Rule, books: Books) -> Iterator[Outcome]:
    """An awarded score lies outside its tier, or above what the formula gives."""
    if not books.year_is_over:
        return
    for evaluated in books.self_evaluation.projects.values():
        for row in evaluated.indicators:
            said = row.goal.attained
            if said is None or said.score is None:
                continue
            if row.score.fault:
                yield this.wrong([place(said, "score")], name=row.goal.indicator.name, why=row.score.fault)
            else:
                yield this.sound(place(said, "score"))


@rule(
    "ATT003",
    "wanted-field-blank",
    "该填的内容没有填",
    Severity.ERROR,
    message="指标“{name}”：{gap}。",
    hint="请在填报里补填；没有开展的填 0 并说明。",
    reference=_MONITORING,
)
def wanted_field_blank(this: Rule, books: Books) -> Iterator[Outcome]:
    """What was filled in of an indicator wants a field that is blank: a cause, a forecast, a remedy."""
    if books.year_is_over:
        rows = [
            (row.goal, row.gaps)
            for each in books.self_evaluation.projects.values()
            for row in each.indicators
        ]
    else:
        rows = [
            (row.goal, row.gaps) for each in books.monitoring.projects.values() for row in each.indicators
        ]
    for goal, gaps in rows:
        if goal.attained is None:
            continue
        if not gaps:
            yield this.sound(place(goal.attained, "actual"))
        for gap in gaps:
            yield this.wrong(
                [place(goal.attained, gap.field)], name=goal.indicator.name, gap=gap.message.rstrip("。")
            )


@rule(
    "ATT004",
    "far-from-target",
    "完成值与指标值相差很大",
    Severity.WARNING,
    message="指标“{name}”完成{value}，指标值{target}，完成率{rate}。",
    hint="请核对完成值，并说明指标值是否定得过低或过高。",
    reference="财预〔2020〕10号：偏离较多的应当说明原因，指标值明显过低的相应扣减得分",
)
def far_from_target(this: Rule, books: Books) -> Iterator[Outcome]:
    """At the year's end an indicator reached far more or far less than its target, unexplained."""
    if not books.year_is_over:
        return
    most = books.policy.scoring.far_over
    for goal, said in _told(books):
        value = actual_of(said)
        wanted = goal.target.value
        if value is None or not wanted or wanted < 0 or goal.target.comparator in DOWNWARD:
            continue
        rate = value / Fraction(wanted)
        where = place(said, "actual")
        if said.explanation or _FAR_BELOW <= rate < most:
            yield this.sound(where)
            continue
        yield this.wrong(
            [where],
            name=goal.indicator.name,
            value=_shown(said, value, goal),
            target=goal.target.text,
            rate=percent(rate),
        )


@rule(
    "ATT005",
    "empty-explanation",
    "原因说明过短或是套话",
    Severity.WARNING,
    message="指标“{name}”的原因说明只写“{words}”，看不出原因。",
    hint="请写明是什么原因、影响多少、采取什么措施。",
    reference=_MONITORING,
)
def empty_explanation(this: Rule, books: Books) -> Iterator[Outcome]:
    """An explanation is a few stock words."""
    for goal, said in _told(books):
        words = said.explanation.strip()
        if not words:
            continue
        where = place(said, "explanation")
        if len(words) < _SHORTEST or _EMPTY_WORDS.fullmatch(words):
            yield this.wrong([where], name=goal.indicator.name, words=words)
        else:
            yield this.sound(where)


@rule(
    "ATT006",
    "certain-but-missed",
    "监控时称确定能完成，年底没有完成",
    Severity.NOTICE,
    message="指标“{name}”在{date}称“确定能”完成，年底完成{value}，没有达到{target}。",
    hint="请在偏差原因里写明当时的预计为什么没有实现。",
    reference=_MONITORING,
)
def certain_but_missed(this: Rule, books: Books) -> Iterator[Outcome]:
    """An indicator that was called certain within the year was not met at its end."""
    if not books.year_is_over:
        return
    for goal, said in _told(books):
        value = actual_of(said)
        last = goal.last
        if (
            value is None
            or goal.target.value is None
            or last is None
            or last.likelihood is not Likelihood.CERTAIN
        ):
            continue
        places = [place(said, "actual"), place(last, "likelihood")]
        if meets(goal.target, value):
            yield this.sound(*places)
        else:
            yield this.wrong(
                places,
                name=goal.indicator.name,
                date=last.as_of.isoformat(),
                value=_shown(said, value, goal),
                target=goal.target.text,
            )


@rule(
    "ATT007",
    "nearly-all-full-marks",
    "自评几乎都是满分",
    Severity.WARNING,
    message="{total}个项目的自评总分，{full}个是满分，占{share}。",
    hint="请抽查完成值和佐证材料；指标值普遍容易达到的，下年调整。",
    reference=_EVALUATION,
)
def nearly_all_full_marks(this: Rule, books: Books) -> Iterator[Outcome]:
    """Nearly all self-evaluations earned all the points."""
    if not books.year_is_over:
        return
    summary = books.self_evaluation.summary
    if summary.total < _MANY:
        return
    share = Fraction(summary.full, summary.total)
    projects = [each.project for each in summary.evaluated if each.project]
    places = [place(each, "name") for each in projects[:_MANY]]
    if share < _MOSTLY_FULL:
        yield this.sound(*places)
    else:
        yield this.wrong(places, total=str(summary.total), full=str(summary.full), share=percent(share))


@rule(
    "ATT008",
    "high-score-low-execution",
    "自评90分以上，执行率不足80%",
    Severity.WARNING,
    message="{who}自评{total}分，执行率只有{rate}。",
    hint="请说明预算没有花完而目标已经实现的原因；目标没有实现的，请核对得分。",
    reference=_EVALUATION,
)
def high_score_low_execution(this: Rule, books: Books) -> Iterator[Outcome]:
    """A project scored 90 or more, but spent less than 80 % of its adjusted budget."""
    if not books.year_is_over:
        return
    for code, each in books.self_evaluation.projects.items():
        rate = each.standing.execution_rate
        if each.total is None or rate is None or each.total < _HIGH_TOTAL:
            continue
        where = [place(each.project, "name")] if each.project else []
        if rate.value >= _LOW_EXECUTION:
            yield this.sound(*where)
        else:
            yield this.wrong(where, who=books.named(code), total=plain(each.total), rate=f"{rate.percent()}%")


@rule(
    "ATT009",
    "evidence-missing",
    "计分的指标没有佐证",
    Severity.WARNING,
    message="指标“{name}”计{weight}分，没有写佐证材料。",
    hint="请写文件名，或纸质材料放在哪里；检查时按这一栏找。",
    reference=_EVALUATION + "：自评应当有依据，资料真实、完整",
)
def evidence_missing(this: Rule, books: Books) -> Iterator[Outcome]:
    """An indicator that counts for the score names nothing that shows what was reached."""
    if not books.year_is_over:
        return
    counted = [(goal, said) for goal, said in _told(books) if goal.weight is not None]
    if not any(said.evidence for _goal, said in counted):
        if counted:
            yield this.abstains("台账里还没有登记佐证材料，没有核对。")
        return
    for goal, said in counted:
        where = place(said, "evidence")
        if said.evidence.strip():
            yield this.sound(where)
        else:
            yield this.wrong([where], name=goal.indicator.name, weight=plain(goal.weight or Decimal()))


@rule(
    "ATT010",
    "words-against-value",
    "文字和完成值相反",
    Severity.WARNING,
    message="{who}{fact}，{field}却写“{words}”。",
    hint="请核对完成值，或改文字；两者说的不是一件事的，写清楚。",
    reference=_MONITORING,
)
def words_against_value(this: Rule, books: Books) -> Iterator[Outcome]:
    """What is said of an indicator, or of all of a project, is the contrary of what was reached."""
    if not books.year_is_over:
        return
    missed: dict[str, int] = {}
    for goal, said in _told(books):
        met = is_met(goal, books.year.fiscal_year, books.as_of)
        if met is None:
            continue
        missed[goal.indicator.subject] = missed.get(goal.indicator.subject, 0) + (not met)
        for field in ("words", "explanation"):
            words = getattr(said, field).strip()
            if not words:
                continue
            if _contradicts(words, met=met):
                who, fact = f"指标“{goal.indicator.name}”", "已经达到指标值" if met else "没有达到指标值"
                label = next(each.column.label for each in attributes(Attainment) if each.name == field)
                yield this.wrong([place(said, field)], who=who, fact=fact, field=label, words=words)
            else:
                yield this.sound(place(said, field))
    for subject, number in missed.items():
        statement = books.goals.statements.get(subject)
        if statement is None or not (found := _ALL_MET.search(statement.completion)):
            continue
        where = place(statement, "completion", found[0])
        if not number:
            yield this.sound(where)
            continue
        fact = f"有{number}条指标没有达到指标值"
        yield this.wrong([where], who=books.named(subject), fact=fact, field="实际完成情况", words=found[0])


def _contradicts(words: str, *, met: bool) -> bool:
    """Whether words say that it was not done where it was, or that it was where it was not."""
    if not met:
        return bool(_CLAIMED.search(words)) and not _DENIED.search(words)
    return bool(_DENIED.search(words)) and "完成" not in _DENIED.sub("", words)


def _shown(said: Attainment, value: Fraction, goal: Goal) -> str:
    """The actual value with the unit of its target."""
    told = plain(said.actual) if said.actual is not None else percent(value / 100).removesuffix("%")
    return f"{told}{goal.target.unit}"


def _told(books: Books) -> Iterator[tuple[Goal, Attainment]]:
    """The indicators of the period of which something was said."""
    for goals in books.goals.of.values():
        for goal in goals:
            if goal.attained is not None and not goal.is_removed:
                yield goal, goal.attained


RULES = (
    value_hardly_meant,
    score_outside_rules,
    wanted_field_blank,
    far_from_target,
    empty_explanation,
    certain_but_missed,
    nearly_all_full_marks,
    high_score_low_execution,
    evidence_missing,
    words_against_value,
)

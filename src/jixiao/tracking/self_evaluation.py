"""Self-evaluation (绩效自评): the hundred points of a project, each opened down to formula and inputs.

Execution has its points, every indicator its weight; total and grade follow where nothing is missing. Across
projects absolute numbers are summed and shares are taken from summed numerators and denominators.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from jixiao.quantity import Money
from jixiao.tracking.attainment import Statement
from jixiao.tracking.glance import Glance, Standing
from jixiao.tracking.goals import Goal, Goals
from jixiao.tracking.hierarchy import Misweighted, Weighting, misweighted, weighting_of
from jixiao.tracking.indicator import Accumulation, Objective
from jixiao.tracking.monitoring import previous_end
from jixiao.tracking.policy import Policy
from jixiao.tracking.project import Project
from jixiao.tracking.requirements import Gap, evaluation_gaps
from jixiao.tracking.scoring import Denominator, Grade, Score, actual_of, execution_score, score
from jixiao.tracking.target import measured
from jixiao.tracking.unit import WHOLE_UNIT
from jixiao.undisturbed import undisturbed


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator with its score and what its row has still to say (自评的一条指标)."""

    goal: Goal
    score: Score
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A project's self-evaluation (项目自评), or the whole unit's, which has no project.

    `total` and `grade` are absent while a score is: then `missing` says how many are.
    """

    project: Project | None
    standing: Standing
    execution: Score
    indicators: tuple[Scored, ...]
    weighting: Weighting
    misweighted: tuple[Misweighted, ...]
    grade: Grade | None
    objective: Objective | None = None
    statement: Statement | None = None

    @property
    def name(self) -> str:
        """The name of the project; empty for the unit."""
        return self.project.name if self.project else ""

    @property
    def scores(self) -> list[Score]:
        """The scores in the order of the form, execution first; removed indicators have none."""
        return [self.execution, *(each.score for each in self.indicators if not each.goal.is_removed)]

    @property
    def total(self) -> Decimal | None:
        """The sum of all points (总分), exact."""
        points = [each.points for each in self.scores]
        return None if None in points else sum((each for each in points if each is not None), Decimal())

    @property
    def missing(self) -> int:
        """How many scores cannot be computed."""
        return sum(each.points is None for each in self.scores)


@dataclass(frozen=True)
class SelfEvaluation:
    """The self-evaluations of a year at its end, or on another date (绩效自评)."""

    glance: Glance

    @cached_property
    def goals(self) -> Goals:
        """The indicators on the date."""
        year = self.glance.year
        hierarchy = self.glance.policy.hierarchy(year.fiscal_year)
        return Goals.at(year, self.glance.as_of, hierarchy, previous_end(year.periods, self.glance.as_of))

    @cached_property
    @undisturbed()
    def projects(self) -> Mapping[str, Evaluated]:
        """The projects that have indicators, by code."""
        return {
            each.code: self.of(each) for each in self.glance.visible.projects if self.goals.of.get(each.code)
        }

    @cached_property
    def unit(self) -> Evaluated | None:
        """The whole unit by its own indicators; none where it has none."""
        if not self.goals.of.get(WHOLE_UNIT):
            return None
        return self._evaluated(WHOLE_UNIT, None, self.glance.totals["unit"])

    def of(self, project: Project) -> Evaluated:
        """One project."""
        return self._evaluated(project.code, project, self.glance.standing(project))

    def _evaluated(self, subject: str, project: Project | None, standing: Standing) -> Evaluated:
        policy = self.glance.policy
        return evaluated(
            project,
            standing,
            self.goals.of.get(subject, ()),
            policy,
            fiscal_year=self.glance.year.fiscal_year,
            objective=self.goals.objective(subject),
            statement=self.goals.statements.get(subject),
        )

    @cached_property
    def summary(self) -> Summary:
        """All projects together."""
        return Summary.of(list(self.projects.values()), self.glance.policy)


def evaluated(
    project: Project | None,
    standing: Standing,
    goals: Sequence[Goal],
    policy: Policy,
    *,
    fiscal_year: int,
    objective: Objective | None = None,
    statement: Statement | None = None,
) -> Evaluated:
    """A project's self-evaluation from where its money stands and its indicators."""
    rules = policy.scoring
    counted = [each for each in goals if not each.is_removed]
    weighting = weighting_of(policy.weightings, {each.indicator.first for each in counted})
    is_original = rules.denominator is Denominator.ORIGINAL
    budget = standing.position.original if is_original else standing.position.adjusted
    execution = execution_score(standing.spent, budget, weighting.execution, rules)
    scored = tuple(_scored(each, policy, fiscal_year) for each in goals)
    weights = [
        (each.indicator.first, each.indicator.name, each.weight)
        for each in counted
        if each.weight is not None
    ]
    points = [execution.points, *(each.score.points for each in scored if not each.goal.is_removed)]
    total = None if None in points else sum((each for each in points if each is not None), Decimal())
    return Evaluated(
        project,
        standing,
        execution,
        scored,
        weighting,
        tuple(misweighted(weights, weighting)),
        None if total is None else rules.grade(total),
        objective,
        statement,
    )


def _scored(goal: Goal, policy: Policy, fiscal_year: int) -> Scored:
    if goal.is_removed:
        return Scored(goal, Score(Decimal(), None, "已删除"), ())
    weight = goal.weight
    if weight is None:
        return Scored(goal, Score(Decimal(), None, "", missing="没有权重"), ())
    found = score(
        goal.target,
        weight,
        goal.attained,
        policy.scoring,
        fiscal_year=fiscal_year,
        method=goal.indicator.method,
    )
    return Scored(goal, found, tuple(evaluation_gaps(goal, found)))


@dataclass(frozen=True, slots=True)
class Combined:
    """One indicator over several projects (合并的指标): sums of what adds up, shares of summed terms.

    `wanted` and `actual` are absent where the parts cannot be put together: a share without its terms.
    """

    name: str
    unit: str
    projects: int
    wanted: Fraction | None
    actual: Fraction | None
    how: str


@dataclass(frozen=True)
class Summary:
    """All self-evaluations together (自评汇总)."""

    evaluated: Sequence[Evaluated]
    grades: Mapping[str, int]
    full: int
    total: int

    @classmethod
    def of(cls, found: Sequence[Evaluated], policy: Policy) -> Summary:
        """The summary; `full` of `total` projects earned all the points."""
        grades = Counter(each.grade.label for each in found if each.grade)
        known = [each.total for each in found if each.total is not None]
        return cls(
            found,
            {each.label: grades[each.label] for each in policy.scoring.grades},
            sum(total == 100 for total in known),
            len(known),
        )

    @property
    def mean(self) -> Fraction | None:
        """The mean of the totals that are known, each project counting alike."""
        known = [Fraction(each.total) for each in self.evaluated if each.total is not None]
        return sum(known, Fraction(0)) / len(known) if known else None

    @cached_property
    def combined(self) -> list[Combined]:
        """The indicators that several projects share by level, name and plain unit."""
        groups: dict[tuple[str, str, str, str], list[tuple[Goal, Money]]] = defaultdict(list)
        for each in self.evaluated:
            for row in each.indicators:
                goal = row.goal
                if goal.is_removed or goal.target.value is None:
                    continue
                unit = measured(goal.target.value, goal.target.unit)[1]
                key = (goal.indicator.first, goal.indicator.second, goal.indicator.name, unit)
                groups[key].append((goal, each.standing.position.adjusted))
        return [_combined(key[2], key[3], rows) for key, rows in groups.items() if len(rows) > 1]


def _combined(name: str, unit: str, rows: Iterable[tuple[Goal, Money]]) -> Combined:
    goals = [goal for goal, _ in rows]
    weights = [Fraction(money.fen) for _, money in rows]
    wanted = [_plain(goal, Fraction(goal.target.value or 0)) for goal in goals]
    actual = [_plain(goal, value) if (value := _actual(goal)) is not None else None for goal in goals]
    told = [each for each in actual if each is not None]
    count = len(goals)
    if all(goal.indicator.accumulated is not Accumulation.LATEST for goal in goals):
        done = sum(told, Fraction(0)) if len(told) == count else None
        return Combined(name, unit, count, sum(wanted, Fraction(0)), done, "各项目相加")
    money = sum(weights, Fraction(0))
    if not money:
        return Combined(name, unit, count, None, None, "没有预算可作权数")
    mean = sum((value * weight for value, weight in zip(wanted, weights, strict=True)), Fraction(0)) / money
    terms = [each.attained for each in goals if each.attained and each.attained.share is not None]
    if len(terms) == count:
        over = sum((Fraction(each.denominator or 0) for each in terms), Fraction(0))
        share = sum((Fraction(each.numerator or 0) for each in terms), Fraction(0)) / over * 100
        return Combined(name, unit, count, mean, share, "分子之和÷分母之和")
    if len(told) < count:
        return Combined(name, unit, count, mean, None, "有项目没有填完成值")
    done = sum((value * weight for value, weight in zip(told, weights, strict=True)), Fraction(0)) / money
    return Combined(name, unit, count, mean, done, "按调整后预算加权")


def _actual(goal: Goal) -> Fraction | None:
    return actual_of(goal.attained) if goal.attained else None


def _plain(goal: Goal, value: Fraction) -> Fraction:
    """The value in the plain unit of its target."""
    scale, _unit = measured(Decimal(1), goal.target.unit)
    return value * Fraction(scale)

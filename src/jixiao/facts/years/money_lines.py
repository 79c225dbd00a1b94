"""Lines of money (项目的钱数): what a project was granted, how it changed, what was spent."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.facts.years.amount import LABELS, differ_by_rounding, ink, printed, told
from jixiao.facts.years.builder import Builder
from jixiao.facts.years.closing import CONCLUDED, check_adjusted, closing_amounts
from jixiao.facts.years.doubt import Mark, Rule
from jixiao.facts.years.merging import ProjectSaid
from jixiao.findings import Severity
from jixiao.quantity import Money
from jixiao.quantity.bounds import Bounds
from jixiao.tracking.budget import AdjustmentLine, ApprovalLine, Change
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.noun import Origin
from jixiao.tracking.project import Attention, Project

Marks = dict[Measure, Mark]

_CHANGES = {Measure.INCREASE: Change.INCREASE, Measure.REDUCTION: Change.REDUCTION}


def add_project(build: Builder, said: ProjectSaid) -> None:
    """Add a project with its lines of approval, adjustment and execution."""
    code = said.code if said.code and said.code not in build.codes() else _code(build, said.number)
    party = said.offices[0][0] if said.offices else ""
    row = build.add(
        "projects",
        Project(
            origin=build.origin(said.place),
            code=code,
            number=said.number,
            name=said.name,
            party=party,
            attention=Attention.FOCUS if said.is_focus else Attention.ORDINARY,
            official_code=said.official_code,
            person_in_charge=said.person,
        ),
    )
    lines = _Lines(build, said, code)
    lines.add()
    marks = {Measure.BUDGET: Mark("projects", row.row, "name"), **lines.marks}
    _doubt_rivals(build, said, code, marks)
    _doubt_offices(build, said, code, Mark("projects", row.row, "party"))
    check_adjusted(build, said, code, marks, lines.closed)
    _check_rate(build, said, code, marks)


def _code(build: Builder, number: int | None) -> str:
    """A code that is free: that of the number in the table, else the next one."""
    taken = build.codes()
    wanted = number if number is not None else len(taken) + 1
    while f"P{wanted:02}" in taken:
        wanted += 1
    return f"P{wanted:02}"


class _Lines:
    """The lines of one project; `marks` tells where each of its figures went."""

    def __init__(self, build: Builder, said: ProjectSaid, code: str) -> None:
        self.build, self.said, self.code = build, said, code
        self.marks: Marks = {}
        self.closed = closing_amounts(build, said)

    def _amount(self, measure: Measure, figure: Mention) -> Money:
        """What the figure is worth; where rounding keeps the figures from closing, what makes them close."""
        return self.closed.get(measure) or self.build.amounts.of(figure)

    def _note(self, measure: Measure) -> str:
        return CONCLUDED if measure in self.closed else ""

    def add(self) -> None:
        """Add them all."""
        self._grant()
        self._change()
        spent = self.said.figures.get(Measure.SPENT)
        if spent is not None:
            amount = self._amount(Measure.SPENT, spent)
            entry = Entry(
                origin=self._origin(spent),
                date=self.build.as_of,
                nature=Nature.CUMULATIVE,
                project=self.code,
                amount=amount,
                note=self._note(Measure.SPENT),
            )
            self.marks[Measure.SPENT] = _field(self.build.add("entries", entry), "amount")
            self.build.spent += amount
        for measure in (Measure.ADJUSTED, Measure.BUDGET):
            changes = [self.marks.get(each) for each in (*_CHANGES, Measure.ORIGINAL)]
            mark = next(filter(None, changes), None)
            if mark is not None:
                self.marks.setdefault(measure, mark)
        if Measure.SPENT in self.marks:
            self.marks[Measure.RATE] = self.marks[Measure.SPENT]

    def _grant(self) -> None:
        figures = self.said.figures
        original, adjusted, budget = (
            figures.get(each) for each in (Measure.ORIGINAL, Measure.ADJUSTED, Measure.BUDGET)
        )
        told_changes = [figures[each] for each in _CHANGES if each in figures]
        if original is not None:
            self._granted(self._amount(Measure.ORIGINAL, original), original, self._note(Measure.ORIGINAL))
        elif budget is not None:
            mark = self._granted(self.build.amounts.of(budget), budget)
            message = f"“{self.said.name}”只写了预算{ink(budget)}，没有写明是年初还是调整后，按年初预算读入"
            self._doubt(Rule.ASSUMED, Severity.NOTICE, message, [budget], mark)
        elif adjusted is not None and told_changes:
            amount = self.build.amounts.of(adjusted) - self._net()
            mark = self._granted(amount, adjusted)
            message = (
                f"“{self.said.name}”没有写年初预算，由调整后预算{ink(adjusted)}和调整倒推为{told(amount)}"
            )
            self._doubt(Rule.DERIVED, Severity.WARNING, message, [adjusted], mark)
        elif adjusted is not None:
            mark = self._granted(self.build.amounts.of(adjusted), adjusted)
            message = f"“{self.said.name}”只有调整后预算{ink(adjusted)}，年初预算和调整不详，暂作年初预算"
            self._doubt(Rule.ASSUMED, Severity.WARNING, message, [adjusted], mark)

    def _net(self) -> Money:
        """The changes that are told, reductions taken off."""
        amounts = {
            each: self.build.amounts.of(figure)
            for each, figure in self.said.figures.items()
            if each in _CHANGES
        }
        return abs(amounts.get(Measure.INCREASE, Money())) - abs(amounts.get(Measure.REDUCTION, Money()))

    def _granted(self, amount: Money, figure: Mention, note: str = "") -> Mark:
        line = ApprovalLine(
            origin=self._origin(figure),
            approval=self.build.approval,
            project=self.code,
            amount=amount,
            note=note,
        )
        mark = _field(self.build.add("approval_lines", line), "amount")
        self.marks[Measure.ORIGINAL] = mark
        self.build.granted += amount
        return mark

    def _change(self) -> None:
        figures = self.said.figures
        for measure, change in _CHANGES.items():
            figure = figures.get(measure)
            if figure is not None and figure.mantissa:
                self._changed(measure, change, abs(self._amount(measure, figure)), figure)
        original, adjusted = figures.get(Measure.ORIGINAL), figures.get(Measure.ADJUSTED)
        if self.said.has_changes or not _CHANGES.keys().isdisjoint(figures) or not (original and adjusted):
            return
        net = self.build.amounts.of(adjusted) - self.build.amounts.of(original)
        if net:
            measure = Measure.INCREASE if net.fen > 0 else Measure.REDUCTION
            mark = self._changed(measure, _CHANGES[measure], abs(net), adjusted)
            message = (
                f"“{self.said.name}”没有写调整，由调整后预算{ink(adjusted)} − 年初预算{ink(original)}"
                f"得净{_CHANGES[measure].value}{told(abs(net))}"
            )
            self._doubt(Rule.DERIVED, Severity.NOTICE, message, [adjusted, original], mark)

    def _changed(self, measure: Measure, change: Change, amount: Money, figure: Mention) -> Mark:
        reason, _ = self.said.reasons.get(measure, ("", None))
        line = AdjustmentLine(
            origin=self._origin(figure),
            change=change,
            project=self.code,
            approved=amount,
            seen=self.build.as_of,
            reason=reason,
            note=self._note(measure),
        )
        mark = _field(self.build.add("adjustment_lines", line), "approved")
        self.marks[measure] = mark
        self.build.changed += amount if change is Change.INCREASE else -amount
        return mark

    def _origin(self, figure: Mention) -> Origin:
        return self.build.origin((figure.start, figure.end))

    def _doubt(
        self, rule: Rule, severity: Severity, message: str, places: Sequence[Mention], mark: Mark
    ) -> None:
        self.build.doubt(rule, severity, message, places, subject=self.code, marks=[mark])


def _field(mark: Mark, name: str) -> Mark:
    return Mark(mark.table, mark.row, name)


def _doubt_rivals(build: Builder, said: ProjectSaid, code: str, marks: Marks) -> None:
    """Tell where another place says something else of the project, and which was taken."""
    for measure, taken, other in said.rivals:
        rule, severity = Rule.CONTRADICTED, Severity.WARNING
        label = LABELS[measure]
        here = f"“{said.name}”的{label}"
        there = "表中另一处" if other.grid is not None else "正文"
        if taken is None:
            message = f"{here}表中为空，正文印作{ink(other)}；按表读作没有"
        else:
            kept = "表" if taken.grid is not None else "正文先说的"
            message = f"{here}取{kept}的{ink(taken)}，{there}印作{ink(other)}"
            if not other.unit and printed(other).scaleb(taken.scale) == printed(taken):
                severity, message = Severity.NOTICE, f"{message}，没有写单位"
            elif differ_by_rounding(taken, other):
                rule, severity, message = (
                    Rule.ROUNDED,
                    Severity.NOTICE,
                    f"{message}，差末位一个数，可能是四舍五入",
                )
            elif _has_digits_of(taken, other):
                message = f"{message}，数字相同、单位不同"
        places = [other] if taken is None else [taken, other]
        mark = marks.get(measure) or marks[Measure.BUDGET]
        build.doubt(rule, severity, message, places, subject=code, marks=[mark])


def _has_digits_of(one: Mention, other: Mention) -> bool:
    """Whether two figures are the same number, each in a unit of its own: 879.78万元, 879.78元."""
    return printed(one).scaleb(-one.scale) == printed(other).scaleb(-other.scale)


def _doubt_offices(build: Builder, said: ProjectSaid, code: str, mark: Mark) -> None:
    if not said.offices:
        return
    name, place = said.offices[0]
    for other, there in said.offices[1:]:
        if other != name:
            message = f"“{said.name}”的执行部门取“{name}”，另一处写作“{other}”"
            build.doubt(
                Rule.CONTRADICTED, Severity.WARNING, message, [place, there], subject=code, marks=[mark]
            )
            return


def _check_rate(build: Builder, said: ProjectSaid, code: str, marks: Marks) -> None:
    """Hold the execution rate that is printed against spending and the adjusted budget."""
    spent, rate = said.figures.get(Measure.SPENT), said.figures.get(Measure.RATE)
    whole = next(
        (
            said.figures[each]
            for each in (Measure.ADJUSTED, Measure.BUDGET, Measure.ORIGINAL)
            if each in said.figures
        ),
        None,
    )
    if spent is None or rate is None or whole is None or spent.unit != whole.unit:
        return
    quotient = spent.denoted.over(whole.denoted)
    if quotient is None or Bounds(quotient.low * 100, quotient.high * 100).meets(rate.allowed):
        return
    due = build.amounts.of(spent).per(build.amounts.of(whole))
    shown = f"{due.percent():f}%" if due is not None else ""
    message = (
        f"“{said.name}”的执行率印作{ink(rate)}，{ink(spent)} ÷ {ink(whole)} = {shown}；台账由支出和预算计算"
    )
    build.doubt(
        Rule.CONTRADICTED,
        Severity.WARNING,
        message,
        [rate, spent, whole],
        subject=code,
        marks=[marks[Measure.RATE]] if Measure.RATE in marks else [],
    )

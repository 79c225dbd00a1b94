"""What remains of the unit's totals (其余项目和基本支出): lines that make the ledger say what they say.

Basic expenditure is a line of its own. What the projects of the report leave of project expenditure becomes
one line for the others together, whose number and names nobody told.
"""

from __future__ import annotations

from decimal import Decimal

from jixiao.facts.flow.mention import Mention
from jixiao.facts.years.amount import agree, ink, told
from jixiao.facts.years.builder import NET, Builder
from jixiao.facts.years.doubt import Mark, Rule
from jixiao.facts.years.unit_totals import Part, Stage, Totals
from jixiao.findings import Severity
from jixiao.quantity import Money
from jixiao.quantity.bounds import Bounds
from jixiao.tracking.budget import AdjustmentLine, ApprovalLine, Change, ExpenditureKind, Source
from jixiao.tracking.execution import Entry, Nature
from jixiao.tracking.project import Attention, Project


def add_unit(build: Builder, totals: Totals, *, is_focus: bool) -> None:
    """Add the lines that the totals of the whole unit ask for, as far as they are told."""
    build.has_totals = bool(totals)
    if totals:
        _Unit(build, totals, is_focus=is_focus).add()


_MOST_OTHERS = 2


class _Unit:
    """The lines of one unit beside those of its projects."""

    def __init__(self, build: Builder, totals: Totals, *, is_focus: bool) -> None:
        self.build = build
        self.totals = totals
        self.is_focus = is_focus
        self.projects = build.counts()["projects"]
        self.code = ""

    def add(self) -> None:
        """Add them, and tell which totals do not fit each other."""
        for (part, stage), total in self.totals.items():
            others = [each for each in total.further if not agree(total.figure, each)]
            if 0 < len(others) <= _MOST_OTHERS:  # more are figures of something else
                words = "、".join(ink(each) for each in others)
                message = f"{part.value}的{stage.value}取先写的{ink(total.figure)}，另有{words}"
                self._doubt(Rule.CONTRADICTED, Severity.WARNING, message, [total.figure, *others])
        self._check_whole(Stage.ADJUSTED)
        self._check_whole(Stage.SPENT)
        self._add_basic()
        self._add_remainder()

    def _figure(self, part: Part, stage: Stage) -> Mention | None:
        total = self.totals.get((part, stage))
        return total.figure if total else None

    def _money(self, part: Part, stage: Stage) -> Money | None:
        figure = self._figure(part, stage)
        return self.build.amounts.of(figure) if figure else None

    def _check_whole(self, stage: Stage) -> None:
        """Tell where basic and project expenditure do not make the whole."""
        whole, basic, project = (self._figure(part, stage) for part in (Part.WHOLE, Part.BASIC, Part.PROJECT))
        if whole and basic and project and not _adds_up(whole, basic, project):
            message = f"{stage.value}：基本支出{ink(basic)} + 项目支出{ink(project)} 不等于整体{ink(whole)}"
            hint = "台账取基本支出和项目支出，整体由两者相加"
            self._doubt(Rule.CONTRADICTED, Severity.WARNING, message, [whole, basic, project], hint=hint)

    # --- basic expenditure ---

    def _add_basic(self) -> None:
        original, adjusted = (self._figure(Part.BASIC, stage) for stage in (Stage.ORIGINAL, Stage.ADJUSTED))
        granted = original or adjusted
        if granted is not None:
            mark = self._grant(self.build.amounts.of(granted), granted, kind=ExpenditureKind.BASIC)
            if original is None:
                message = f"基本支出只有调整后预算{ink(granted)}，暂作年初预算"
                self._doubt(Rule.ASSUMED, Severity.WARNING, message, [granted], mark=mark)
        if original and adjusted:
            net = self.build.amounts.of(adjusted) - self.build.amounts.of(original)
            if net:
                mark = self._change(net, adjusted, kind=ExpenditureKind.BASIC)
                message = f"基本支出{NET}：{ink(adjusted)} − {ink(original)} = {told(net)}"
                self._doubt(Rule.DERIVED, Severity.NOTICE, message, [adjusted, original], mark=mark)
        spent = self._figure(Part.BASIC, Stage.SPENT)
        if spent is not None:
            self._spend(self.build.amounts.of(spent), spent, kind=ExpenditureKind.BASIC)

    # --- the other projects ---

    def _add_remainder(self) -> None:
        figure = self._figure(Part.PROJECT, Stage.ORIGINAL)
        approved = self.build.amounts.of(figure) if figure else None
        advance = self._money(Part.ADVANCE, Stage.ORIGINAL) or Money()
        if figure is not None and approved is not None:
            if self._holds_advance():
                approved -= advance
            rest = approved - self.build.granted
            self._grant_rest(rest, figure)
        advance_figure = self._figure(Part.ADVANCE, Stage.ORIGINAL)
        if advance_figure is not None and advance:
            mark = self._grant(advance, advance_figure, source=Source.ADVANCE)
            message = f"提前下达{ink(advance_figure)}没有分到项目，记在“{self._name}”"
            self._doubt(Rule.ASSUMED, Severity.NOTICE, message, [advance_figure], mark=mark)
        if approved is not None:
            self._change_rest(approved + advance)
        self._spend_rest()

    def _holds_advance(self) -> bool:
        """Whether project expenditure holds the advance: where basic and project alone make the whole."""
        whole, basic, project, advance = (
            self._figure(part, Stage.ORIGINAL)
            for part in (Part.WHOLE, Part.BASIC, Part.PROJECT, Part.ADVANCE)
        )
        if not whole or not basic or not project:
            return False
        if _adds_up(whole, basic, project):
            return True
        if advance is None or not _adds_up(whole, basic, project, advance):
            words = f"基本支出{ink(basic)} + 项目支出{ink(project)}" + (
                f" + 提前下达{ink(advance)}" if advance else ""
            )
            message = f"年初预算：{words} 不等于总数{ink(whole)}"
            figures = [whole, basic, project, *([advance] if advance else [])]
            self._doubt(Rule.CONTRADICTED, Severity.WARNING, message, figures)
        return False

    def _is_nothing(self, rest: Money, figure: Mention) -> bool:
        """Whether what remains is no more than the rounding of the rows explains."""
        last = Money.rounded(Decimal(1).scaleb(figure.place)).fen
        return abs(rest.fen) * 2 <= last * (self.projects + 1) if self.projects else not rest

    def _grant_rest(self, rest: Money, figure: Mention) -> None:
        if self._is_nothing(rest, figure):
            return
        words = f"项目支出{ink(figure)} − {self.projects}个项目{told(self.build.granted)} = {told(rest)}"
        if rest.fen < 0:
            message = f"各项目年初预算之和超过项目支出总数：{words}；总数没有读入"
            self._doubt(Rule.CONTRADICTED, Severity.WARNING, message, [figure])
            return
        mark = self._grant(rest, figure)
        if self.projects:
            message = f"其余项目合成一行“{self._name}”，年初预算 {words}"
            self._doubt(Rule.DERIVED, Severity.NOTICE, message, [figure], mark=mark)

    def _change_rest(self, approved: Money) -> None:
        figure = self._figure(Part.PROJECT, Stage.ADJUSTED)
        if figure is None:
            return
        net = self.build.amounts.of(figure) - approved - self.build.changed
        if self._is_nothing(net, figure) or not self.code:
            return
        mark = self._change(net, figure)
        message = (
            f"“{self._name}”的调整{NET}：项目支出调整后{ink(figure)} − 年初{told(approved)}"
            f" − 各项目净调整{told(self.build.changed)} = {told(net)}"
        )
        self._doubt(Rule.DERIVED, Severity.NOTICE, message, [figure], mark=mark)

    def _spend_rest(self) -> None:
        figure = self._figure(Part.PROJECT, Stage.SPENT)
        if figure is None:
            return
        rest = self.build.amounts.of(figure) - self.build.spent
        words = f"项目支出{ink(figure)} − {self.projects}个项目{told(self.build.spent)} = {told(rest)}"
        if self._is_nothing(rest, figure):
            return
        if rest.fen < 0:
            message = f"各项目支出之和超过项目支出总数：{words}；总数没有读入"
            self._doubt(Rule.CONTRADICTED, Severity.WARNING, message, [figure])
            return
        mark = self._spend(rest, figure)
        if self.projects:
            message = f"“{self._name}”的支出 {words}"
            self._doubt(Rule.DERIVED, Severity.NOTICE, message, [figure], mark=mark)

    @property
    def _name(self) -> str:
        if not self.projects:
            return "全部项目"
        return "其他一般项目" if self.is_focus else "其他项目"

    def _remainder(self) -> str:
        """The code of the line for the other projects, made when it is first needed."""
        if not self.code:
            taken = self.build.codes()
            number = next(each for each in range(99, 10_000) if f"P{each}" not in taken)
            self.code = f"P{number}"
            self.build.add(
                "projects",
                Project(
                    code=self.code,
                    name=self._name,
                    attention=Attention.ORDINARY,
                    is_remainder=True,
                    note="报告只有项目支出总数，其余项目合成一行",
                ),
            )
        return self.code

    # --- lines ---

    def _grant(
        self,
        amount: Money,
        figure: Mention,
        *,
        kind: ExpenditureKind = ExpenditureKind.PROJECT,
        source: Source = Source.OWN,
    ) -> Mark:
        line = ApprovalLine(
            origin=self.build.origin((figure.start, figure.end)),
            approval=self.build.approval,
            kind=kind,
            project=self._project(kind),
            source=source,
            amount=amount,
        )
        return Mark("approval_lines", self.build.add("approval_lines", line).row, "amount")

    def _change(
        self, net: Money, figure: Mention, *, kind: ExpenditureKind = ExpenditureKind.PROJECT
    ) -> Mark:
        line = AdjustmentLine(
            origin=self.build.origin((figure.start, figure.end)),
            change=Change.INCREASE if net.fen > 0 else Change.REDUCTION,
            kind=kind,
            project=self._project(kind),
            approved=abs(net),
            seen=self.build.as_of,
            note=NET,
        )
        return Mark("adjustment_lines", self.build.add("adjustment_lines", line).row, "approved")

    def _spend(
        self, amount: Money, figure: Mention, *, kind: ExpenditureKind = ExpenditureKind.PROJECT
    ) -> Mark:
        entry = Entry(
            origin=self.build.origin((figure.start, figure.end)),
            date=self.build.as_of,
            nature=Nature.CUMULATIVE,
            kind=kind,
            project=self._project(kind),
            amount=amount,
        )
        return Mark("entries", self.build.add("entries", entry).row, "amount")

    def _project(self, kind: ExpenditureKind) -> str:
        return "" if kind is ExpenditureKind.BASIC else self._remainder()

    def _doubt(
        self,
        rule: Rule,
        severity: Severity,
        message: str,
        places: list[Mention],
        *,
        mark: Mark | None = None,
        hint: str = "",
    ) -> None:
        self.build.doubt(rule, severity, message, places, hint=hint, marks=[mark] if mark else [])


def _adds_up(whole: Mention, *parts: Mention) -> bool:
    return Bounds.total(each.denoted for each in parts).meets(whole.allowed)

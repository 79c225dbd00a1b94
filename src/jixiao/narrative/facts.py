"""Facts (事实): what a reference names, looked up in the year as of a date and printed as a bound span.

One class answers every kind of reference, each in a few lines: hence its length.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from jixiao.errors import UnknownReference
from jixiao.measure import Key
from jixiao.narrative.fact import Fact, Value
from jixiao.narrative.goal_facts import INDICATORS, GoalFacts
from jixiao.quantity import Money, Quantity, Rate
from jixiao.terms import GROUPS, MEASURES, STATISTICS, identifier
from jixiao.tracking.basis import Period
from jixiao.tracking.budget import ExpenditureKind, Fund, Source
from jixiao.tracking.contract import Contract, PaymentTerm
from jixiao.tracking.ledger import ALL, WITHOUT_ADVANCE, Basis, CountedChange, Ledger
from jixiao.tracking.pace import Plans
from jixiao.tracking.policy import Policy
from jixiao.tracking.position import Position
from jixiao.tracking.project import CostStandard, Project
from jixiao.tracking.prose import Reference
from jixiao.tracking.results import Output
from jixiao.tracking.statistics import Statistics
from jixiao.tracking.year import Year, fingerprint

UNIT = "unit"
"""The subject that stands for the whole unit; others are project and theme codes."""

_MEASURES = frozenset(each.identifier for each in MEASURES)
_GROUPS = frozenset(each.identifier for each in GROUPS) - {"projects"}
_STATISTICS = frozenset(each.identifier for each in STATISTICS)
_BAND = "band."
"""Before the code of a band (执行率分档) in the measure that counts its projects."""


_OF_OUTPUT = frozenset({"planned", "as_of", "completion", "deviation"})
_SPENDING = frozenset({"spent", "balance", "overspent", "execution_rate", "outturn_ratio"})


@dataclass
class Facts:
    """The facts of a year at the end of a period, as visible on `as_of` (按期取数)."""

    year: Year
    period: Period
    policy: Policy
    as_of: dt.date

    def __post_init__(self) -> None:
        self.visible = self.year.visible_on(self.as_of)
        self.ledger = Ledger(self.year, self.as_of, ALL)

    @cached_property
    def focus(self) -> Statistics:
        """The focus projects (重点项目) and their statistics."""
        return Statistics(self.visible.focus_projects, self.ledger, self.policy, self.period)

    @cached_property
    def ordinary(self) -> Statistics:
        """All other projects (一般项目), a remainder among them."""
        return Statistics(self.visible.ordinary_projects, self.ledger, self.policy, self.period)

    @cached_property
    def goals(self) -> GoalFacts:
        """What is known of indicators (指标)."""
        return GoalFacts(self.year, self.as_of, self.policy, self.key)

    @cached_property
    def _without_advance(self) -> Ledger:
        return Ledger(self.year, self.as_of, WITHOUT_ADVANCE)

    def by_source(self, source: Source) -> Ledger:
        """The ledger of one source of money (资金来源) alone."""
        if source not in self._by_source:
            basis = Basis(source.value, sources=frozenset({source}))
            self._by_source[source] = Ledger(self.year, self.as_of, basis)
        return self._by_source[source]

    @cached_property
    def _by_source(self) -> dict[Source, Ledger]:
        return {}

    def by_fund(self, fund: Fund) -> Ledger:
        """The ledger of one kind of fund (资金性质) alone."""
        if fund not in self._by_fund:
            self._by_fund[fund] = Ledger(self.year, self.as_of, Basis(fund.value, funds=frozenset({fund})))
        return self._by_fund[fund]

    @cached_property
    def _by_fund(self) -> dict[Fund, Ledger]:
        return {}

    @property
    def is_year_ended(self) -> bool:
        """Whether the facts look back on the whole year."""
        return self.as_of >= dt.date(self.year.fiscal_year, 12, 31)

    @cached_property
    def digest(self) -> str:
        """A digest of the year and the date, which tells whether a file was written from this state."""
        text = f"{self.as_of.isoformat()}\n{fingerprint(self.year)}"
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def changes_by_project(self) -> Mapping[str, list[CountedChange]]:
        """The budget changes that touch each project, as receiver or giver, by code."""
        found: dict[str, list[CountedChange]] = {}
        for change in self.ledger.changes:
            for code in {change.line.project, change.line.giver} - {""}:
                found.setdefault(code, []).append(change)
        return found

    @cached_property
    def plans(self) -> Plans:
        """What each project plans to have spent by which date."""
        return Plans.of(self.visible.planned_events)

    @cached_property
    def sources(self) -> Mapping[str, frozenset[Source]]:
        """The sources of money that each project has, by its code."""
        found: dict[str, set[Source]] = {}
        for approved in self.visible.approval_lines:
            found.setdefault(approved.project, set()).add(approved.source)
        for adjusted in self.visible.adjustment_lines:
            found.setdefault(adjusted.project, set()).add(adjusted.source)
        return {code: frozenset(kinds) for code, kinds in found.items()}

    def position(self, subject: str) -> Position:
        """The position of a project (by code) or of a group (`unit`, `basic`, `focus` …)."""
        match subject:
            case "unit":
                return self.ledger.of_unit()
            case "basic":
                return self.ledger.of_kind(ExpenditureKind.BASIC)
            case "project_expenditure":
                return self.ledger.of_kind(ExpenditureKind.PROJECT)
            case "own":
                return self._without_advance.of_unit()
            case "project_own":
                return self._without_advance.of_kind(ExpenditureKind.PROJECT)
            case "advance":
                return self.by_source(Source.ADVANCE).of_unit()
            case "focus":
                return self.focus.total
            case "ordinary":
                return self.ordinary.total
            case _:
                return self.ledger.of(subject)

    def measure(self, subject: str, name: str) -> Fact:
        """A measure of a position, e.g. `measure("P07", "spent")`."""
        position = self._positions.get(subject)
        if position is None:
            position = self._positions[subject] = self.position(subject)
        known = name not in _SPENDING or self.knows_spending(subject)
        return Fact(self.key(subject, name), getattr(position, name) if known else None)

    def knows_spending(self, subject: str) -> bool:
        """Whether the ledger can say what a project or any member of a group had spent by then."""
        unknown = self.ledger.unknown
        match subject:
            case "focus" | "ordinary":
                statistics = self.focus if subject == "focus" else self.ordinary
                return all(self.ledger.knows_spending(each.code) for each in statistics.projects)
            case "basic":
                return not any(kind is ExpenditureKind.BASIC for kind, _ in unknown)
            case "project_expenditure" | "project_own":
                return not any(kind is ExpenditureKind.PROJECT for kind, _ in unknown)
            case "unit" | "own" | "advance":
                return not unknown
            case _:
                return self.ledger.knows_spending(subject)

    @cached_property
    def _positions(self) -> dict[str, Position]:
        return {}

    def key(self, subject: str, measure: str) -> Key:
        """The key of a fact; projects are told from groups by their prefix."""
        named = f"project.{subject}" if subject in self.visible.project_by_code else subject
        return Key(named, measure, self.as_of)

    def statistic(self, group: str, name: str) -> Fact:
        """A count or share over the focus or the ordinary projects."""
        statistics = self.focus if group == "focus" else self.ordinary
        value: Value | None
        counted, _, what = name.rpartition("_")
        rows = self._counted(statistics, counted)
        if rows is not None and what == "count":
            return Fact(self.key(group, name), len(rows))
        if rows is not None:
            share = Rate(len(rows), statistics.count) if statistics.count else None
            return Fact(self.key(group, name), share)
        match name:
            case "count":
                value = statistics.count
            case "share":
                value = statistics.share_of(self.position("project_own"))
            case name if name.startswith(_BAND):
                bands = {band.code: len(rows) for band, rows in statistics.by_band.items()}
                value = bands.get(name.removeprefix(_BAND))
            case _:
                value = statistics.share_of(self.position("project_expenditure"))
        return Fact(self.key(group, name), value)

    def _counted(self, statistics: Statistics, what: str) -> Sequence[Project] | None:
        """The projects of a group that a count and its share are of; none where it is no such count."""
        match what:
            case "adjusted":
                return statistics.adjusted
            case "large_change":
                return statistics.changed_greatly
            case "low_rate":
                return statistics.low
            case "missed":
                return [each for each in statistics.projects if self.goals.missed(each.code)]
            case _:
                return None

    def lookup(self, key: Key) -> Fact | None:
        """The fact of a key that an earlier report printed, if the year still has such a thing."""
        subject = key.subject.removeprefix("project.")
        name, *rest = key.measure.split(".")
        if name == "outputs":
            return self._output(rest, subject)
        if name == "standards" and len(rest) == 2:
            return self._standard(rest[0], rest[1], subject)
        if name == INDICATORS:
            return self.goals.lookup(subject, rest)
        if key.subject.startswith("contract."):
            return self._contract(key.subject.removeprefix("contract."), key.measure.split("."))
        if key.measure in _MEASURES and (subject in self.visible.project_by_code or subject in _GROUPS):
            return self.measure(subject, key.measure)
        counts = key.measure in _STATISTICS or key.measure.startswith(_BAND)
        if counts and subject in ("focus", "ordinary"):
            return self.statistic(subject, key.measure)
        return None

    def resolve(self, reference: Reference, subject: str) -> Fact:
        """The fact that a reference in a text about `subject` names.

        Raises UnknownReference where the year has no such thing.
        """
        fact = self._resolve(reference.path, subject)
        if fact is None:
            raise UnknownReference(
                f"引用{reference.text}在年度数据里找不到。", hint="请核对名称，或在“成果”等表中补上这一项。"
            )
        return fact

    def _resolve(self, path: tuple[str, ...], subject: str) -> Fact | None:
        match path:
            case ("year",):
                return Fact(Key("year", "fiscal_year"), f"{self.year.fiscal_year}年")
            case ("next_year",):
                return Fact(Key("year", "next_year"), f"{self.year.fiscal_year + 1}年")
            case ("as_of",):
                return Fact(Key("period", "as_of"), self.as_of)
            case ("period",):
                return Fact(Key("period", "name"), self.period.name)
            case (name,) if name in _MEASURES:
                return self.measure(subject, name)
            case (name,) if name in _STATISTICS:
                return self.statistic("focus", name)
            case (group, name) if group in _GROUPS and name in _MEASURES:
                return self.measure(group, name)
            case ("focus" | "ordinary" as group, name) if name in _STATISTICS:
                return self.statistic(group, name)
            case ("focus" | "ordinary" as group, "band", band):
                return self.statistic(group, f"{_BAND}{band}")
            case ("projects", project, *rest):
                code = self.project_code(project)
                return self._resolve(tuple(rest), code) if code else None
            case ("outputs", *names):
                return self._output(names, subject)
            case ("contracts", code, *rest):
                return self._contract(code, rest)
            case ("standards", item, name):
                return self._standard(item, name, subject)
            case ("indicators", *rest):
                return self.goals.lookup(subject, rest)
            case _:
                return None

    def project_code(self, name: str) -> str | None:
        """The code of the project of that code or name."""
        if name in self.visible.project_by_code:
            return name
        return next((each.code for each in self.visible.projects if each.name == name), None)

    def _subject(self, name: str) -> str:
        """The subject that a name means: the unit, a project by code or name, or a theme's code."""
        return UNIT if identifier(name) == UNIT else self.project_code(name) or name

    def outputs_of(self, subject: str) -> list[Output]:
        """The outputs of a subject in their order; of one name only the latest visible one."""
        return list(self._outputs.get(subject, {}).values())

    @cached_property
    def _outputs(self) -> dict[str, dict[str, Output]]:
        found: dict[str, dict[str, Output]] = {}
        for output in self.visible.outputs:
            known = found.setdefault(self._subject(output.subject), {})
            before = known.get(output.name)
            if before is None or (before.as_of or dt.date.min) <= (output.as_of or dt.date.max):
                known[output.name] = output
        return found

    def _output(self, names: list[str], subject: str) -> Fact | None:
        of = names[-1] if len(names) > 1 and names[-1] in _OF_OUTPUT else ""
        if of:
            names = names[:-1]
        if len(names) == 2:
            subject, name = self._subject(names[0]), names[1]
        elif len(names) == 1:
            name = names[0]
        else:
            return None
        measure = ".".join(filter(None, ("outputs", name, of)))
        output = self._outputs.get(subject, {}).get(name)
        if output is None:
            later = any(
                (self._subject(each.subject), each.name) == (subject, name) for each in self.year.outputs
            )
            return Fact(self.key(subject, measure), None) if later else None
        key = Key(self.key(subject, measure).subject, measure, output.as_of)
        match of:
            case "planned":
                return Fact(
                    key, Quantity(output.planned, output.unit) if output.planned is not None else None
                )
            case "as_of":
                return Fact(key, output.as_of)
            case "completion":
                return Fact(key, output.completion)
            case "deviation":
                return Fact(key, output.deviation)
            case _:
                return Fact(key, output.quantity)

    def _contract(self, code: str, rest: list[str]) -> Fact | None:
        contract = self._contracts.get(code)
        match rest:
            case ["contract_amount" | "amount"] if contract:
                return Fact(Key(f"contract.{code}", "amount"), contract.amount)
            case [name, what] if contract:
                term = next(
                    (
                        each
                        for each in self.visible.payment_terms
                        if (each.contract, each.name) == (code, name)
                    ),
                    None,
                )
                return _payment(term, what) if term else None
            case _:
                return None

    @cached_property
    def _contracts(self) -> dict[str, Contract]:
        return {each.code: each for each in self.visible.contracts}

    def _standard(self, item: str, name: str, subject: str) -> Fact | None:
        standard = next(
            (each for each in self.visible.cost_standards if (each.project, each.item) == (subject, item)),
            None,
        )
        if standard is None or name not in ("standard_rate", "standard_base", "standard_product"):
            return None
        key = Key(self.key(subject, "").subject, f"standards.{item}.{name}")
        return Fact(key, _standard_value(standard, name))

    def projects_in(self, codes: Iterable[str]) -> list[Project]:
        """The projects of those codes, unknown ones left out."""
        return [self.visible.project_by_code[code] for code in codes if code in self.visible.project_by_code]


def _payment(term: PaymentTerm, what: str) -> Fact | None:
    key = Key(f"contract.{term.contract}", f"{term.name}.{what}")
    match what:
        case "payment_share":
            return Fact(key, Quantity(term.share, "%") if term.share is not None else None)
        case "agreed":
            return Fact(key, term.amount)
        case "paid":
            return Fact(key, term.paid)
        case _:
            return None


def _standard_value(standard: CostStandard, name: str) -> Quantity | Money | None:
    match name:
        case "standard_rate":
            return Quantity(standard.rate, standard.rate_unit)
        case "standard_base":
            return Quantity(standard.base, standard.base_unit) if standard.base is not None else None
        case "standard_product" if standard.base is not None and standard.rate_unit.startswith("元"):
            product = standard.rate * standard.base * standard.times
            return Money.of(product.quantize(Decimal("0.01"), ROUND_HALF_UP))
        case _:
            return None

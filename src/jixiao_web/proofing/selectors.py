"""Reads the proofing desk (核稿): papers, runs, findings with what was decided of them, versions compared."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count, Exists, OuterRef, QuerySet

from jixiao.catalogue import RULES
from jixiao.findings import Confidence, Finding, Place, Severity
from jixiao.proof import Coverage
from jixiao.reporting.checked import Checked, Noted
from jixiao.reporting.difference import difference_of
from jixiao.reporting.versions import Changed, changes_between
from jixiao.reporting.whereabouts import Whereabouts
from jixiao_web.accounts.actor import Actor
from jixiao_web.accounts.permissions import is_coordinator
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.proofing.models import Decision, Item, Paper, Run
from jixiao_web.proofing.permissions import may_see

MOST_JUMPS = 24
LONGEST_JUMP = 22
TITLES = {rule.code: rule for rule in RULES}
_BULKY = ("text", "lines", "jumps")


@dataclass(frozen=True, slots=True)
class Jump:
    """A place of a finding as a button: its words, and its anchor in the text where it is marked there."""

    words: str
    anchor: str
    is_accused: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the desk shows it: with what was decided of it."""

    item: Item
    decision: Decision | None
    jumps: tuple[Jump, ...]
    finding: Finding

    @property
    def state(self) -> str:
        """What was decided."""
        return self.decision.state if self.decision else Decision.State.OPEN

    @property
    def remark(self) -> str:
        """What somebody remarked."""
        return self.decision.remark if self.decision else ""

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.finding.severity

    @property
    def title(self) -> str:
        """The rule's title, in Chinese as the findings are."""
        rule = TITLES.get(self.item.rule)
        return rule.title if rule else self.item.rule

    @property
    def english(self) -> str:
        """The rule's title in English."""
        rule = TITLES.get(self.item.rule)
        return rule.english.rstrip(".") if rule else self.item.rule

    @property
    def difference(self) -> str:
        """What the stated figure lacks."""
        return difference_of(self.finding)

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        return str(self.item.whereabouts[0]) if self.item.whereabouts else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one version to another (版本比较)."""

    new: tuple[Told, ...]
    gone: tuple[Told, ...]
    kept: tuple[Told, ...]
    changes: tuple[Changed, ...]


def runs_of(actor: Actor, year: BudgetYear) -> QuerySet[Run]:
    """The runs of a year that the actor sees, latest first."""
    found = Run.objects.filter(paper__year=year).select_related("paper__owner", "file", "job", "against")
    found = found.defer(*_BULKY)
    return found if is_coordinator(actor) else found.filter(paper__owner=actor.user)


def papers_of(actor: Actor, year: BudgetYear) -> QuerySet[Paper]:
    """The actor's own papers of a year, latest first."""
    return Paper.objects.filter(owner=actor.user, year=year).order_by("-pk")


def run_for(actor: Actor, run_id: int) -> Run | None:
    """The run, where the actor may see it."""
    related = ("paper__owner", "paper__year", "file", "job", "against", "annotated", "annotating")
    run = Run.objects.select_related(*related).filter(pk=run_id).first()
    return run if run and may_see(actor, run.paper) else None


def findings_of(run: Run) -> list[Told]:
    """The findings of a run in their order, with what was decided of them in this or another version."""
    return list(_told(run, run.items.all()))


def finding_of(run: Run, number: int) -> Told | None:
    """One finding of a run."""
    return next(_told(run, run.items.filter(number=number)), None)


def tallies(found: Sequence[Told]) -> dict[str, int]:
    """How many findings there are of each severity that is open, and of each decision."""
    counts = Counter(each.severity.value for each in found if each.state == Decision.State.OPEN)
    counts.update(each.state for each in found)
    return dict(counts) | {"all": len(found)}


def other_versions(run: Run) -> list[Run]:
    """The last finished run of each other version of the paper, latest version first."""
    latest: dict[int, Run] = {}
    for each in run.paper.runs.exclude(finished_at=None).defer(*_BULKY):
        if each.version != run.version:
            latest.setdefault(each.version, each)
    return [latest[version] for version in sorted(latest, reverse=True)]


def comparison(before: Run, after: Run) -> Comparison:
    """What changed from `before` to `after`."""
    old, new = findings_of(before), findings_of(after)
    known, still = ({each.item.fingerprint for each in found} for found in (old, new))
    return Comparison(
        new=tuple(each for each in new if each.item.fingerprint not in known),
        gone=tuple(each for each in old if each.item.fingerprint not in still),
        kept=tuple(each for each in new if each.item.fingerprint in known),
        changes=changes_between(before.lines, after.lines),
    )


def latest_runs(actor: Actor, year: BudgetYear) -> dict[int, int]:
    """The last finished run of each paper that was held to the year's ledger and that the actor sees."""
    runs = Run.objects.filter(paper__year=year, against=year).exclude(finished_at=None)
    if not is_coordinator(actor):
        runs = runs.filter(paper__owner=actor.user)
    return dict(runs.order_by("started_at", "pk").values_list("paper_id", "pk"))


def open_on_projects(actor: Actor, year: BudgetYear) -> QuerySet[Item]:
    """The findings of those runs that are about a project, and that nobody has decided yet."""
    decided = Decision.objects.filter(paper=OuterRef("run__paper"), fingerprint=OuterRef("fingerprint"))
    items = Item.objects.filter(run__in=latest_runs(actor, year).values()).exclude(project="")
    return items.exclude(Exists(decided.exclude(state=Decision.State.OPEN)))


def counts_on_projects(actor: Actor, year: BudgetYear) -> Counter[str]:
    """How many open findings there are on each project, by its code."""
    counted = open_on_projects(actor, year).order_by().values_list("project").annotate(count=Count("pk"))
    return Counter(dict(counted))


def open_on_project(actor: Actor, year: BudgetYear, code: str) -> list[Told]:
    """The open findings on one project, paper by paper in their order."""
    found = open_on_projects(actor, year).filter(project=code).select_related("run__paper")
    bulky = (f"run__{each}" for each in _BULKY)
    return [
        Told(each, None, (), _finding(each)) for each in found.defer(*bulky).order_by("run__paper", "number")
    ]


def decisions_digest(run: Run) -> str:
    """What tells one state of the decisions on a run's findings from another."""
    rows = run.paper.decisions.order_by("fingerprint").values_list("fingerprint", "state", "remark")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def checked_of(run: Run, found: Sequence[Told]) -> Checked:
    """The run as the core's writers want it, without the findings that were judged to be none."""
    coverage = run.coverage
    return Checked(
        path=Path(run.file.name),
        sha256=run.file.sha256,
        title=run.paper.title,
        characters=run.characters,
        coverage=Coverage(
            tokens=0,
            classified=0,
            figures=coverage.get("figures", 0),
            verified=coverage.get("verified", 0),
            single=coverage.get("single", 0),
            uncheckable=coverage.get("uncheckable", 0),
            reasons=coverage.get("reasons", {}),
            doubts=tuple(coverage.get("doubts", ())),
        ),
        noted=tuple(_noted(each) for each in found),
        suppressed=(),
        relations=(),
        at_odds=run.at_odds,
        unread=tuple(run.unread),
    )


def _noted(told: Told) -> Noted:
    where, before, after = told.item.whereabouts or ("", "", "")
    return Noted(told.item.number, told.finding, Whereabouts(where, before, after), told.item.consequence)


def _told(run: Run, items: QuerySet[Item]) -> Iterator[Told]:
    decisions = {each.fingerprint: each for each in run.paper.decisions.select_related("by")}
    shown = set(run.jumps)
    for item in items:
        yield Told(item, decisions.get(item.fingerprint), tuple(_jumps(item, shown)), _finding(item))


def _jumps(item: Item, shown: set[str]) -> Iterator[Jump]:
    for order, place in enumerate(item.places[:MOST_JUMPS]):
        words = " ".join(str(place["quote"]).split()) or str(place["at"])
        if place["file"]:
            words = f"《{Path(place['file']).stem}》{words}"
        if len(words) > LONGEST_JUMP:
            words = words[: LONGEST_JUMP - 1] + "…"
        name = f"{item.number}-{order}"
        yield Jump(words, f"p{name}" if name in shown else "", order == 0)


def _finding(item: Item) -> Finding:
    return Finding(
        rule=item.rule,
        severity=Severity(item.severity),
        message=item.message,
        expected=item.expected,
        hint=item.hint,
        places=tuple(Place(quote=each["quote"], file=each["file"]) for each in item.places),
        confidence=Confidence(item.confidence),
        stated=item.stated,
        arithmetic=item.arithmetic,
        repair=item.repair,
        cause=item.cause,
    )

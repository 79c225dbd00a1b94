"""Reads reports (报告): the draft as ledger and edits make it now, and what differs from before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jixiao.narrative.composer import Composer
from jixiao.narrative.edits import EditablePassage
from jixiao.narrative.facts import Facts
from jixiao.narrative.naming import described
from jixiao.narrative.outline import Outline, load_outline
from jixiao.narrative.report import Draft, chosen_period, full_year, write_report
from jixiao.tracking.basis import Period
from jixiao.tracking.year import Year
from jixiao_web.accounts.models import Role
from jixiao_web.files.models import StoredFile
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import kept, policy_of, year_in_sums, year_of
from jixiao_web.reports.files import ISSUED
from jixiao_web.reports.models import Decision, Report, Signature, State, Step, Version

DEFAULT_CHAIN = (
    ("经办", Role.COORDINATOR),
    ("科室负责人", Role.OFFICE_HEAD),
    ("财务", Role.FINANCE),
    ("分管领导", Role.DEPUTY_LEADER),
    ("主要领导", Role.LEADER),
)


@dataclass(frozen=True, slots=True)
class StepStanding:
    """A step of the chain and how it stands on a version (环节现状)."""

    step: Step
    signature: Signature | None
    is_next: bool


@dataclass(frozen=True, slots=True)
class FigureDrift:
    """A figure that is not what it was in a version (过期数字)."""

    key: str
    name: str
    old: str
    new: str


def periods_of(year: BudgetYear) -> list[Period]:
    """The periods that are reported, in their order; the full year where none is declared."""
    content = year_in_sums(year)
    return sorted(content.periods, key=lambda each: (each.end, each.start)) or [full_year(content)]


def reports_of(year: BudgetYear) -> QuerySet[Report]:
    """The reports of a year, with their versions."""
    return Report.objects.filter(year=year).prefetch_related("versions")


def issued_reports() -> QuerySet[Report]:
    """Every report that was issued, latest first."""
    return Report.objects.filter(state=State.ISSUED).select_related("year").order_by("-issued_at")


def issued_files(reports: Iterable[Report]) -> dict[str, list[StoredFile]]:
    """The files that went out with each report, by its subject: the report itself first, annexes last."""
    found: dict[str, list[StoredFile]] = {each.subject: [] for each in reports}
    for file in StoredFile.objects.filter(kind=ISSUED, subject__in=found, removed_at=None).order_by("pk"):
        found[file.subject].append(file)
    return found


def content_of(report: Report, *, whole: bool = False) -> tuple[Year, Period]:
    """The year and the period of a report; `whole` with every payment, as files want it."""
    period = chosen_period(year_in_sums(report.year), report.period)
    return (year_of(report.year) if whole else year_in_sums(report.year, [period.end])), period


def edits_of(report: Report) -> dict[str, str]:
    """What people wrote, by place."""
    return dict(report.edits.values_list("place", "text"))


def draft_of(report: Report, *, whole: bool = False) -> Draft:
    """The draft as the ledger and the edits make it now (草稿)."""

    def make() -> Draft:
        year, period = content_of(report, whole=whole)
        return write_report(year, period, policy=policy_of(report.year), edits=edits_of(report))

    return kept(report.year, ("draft", report.pk, report.edits_revision, whole), make)


def facts_of(report: Report) -> Facts:
    """The facts that the references of a report are looked up in."""

    def make() -> Facts:
        year, period = content_of(report)
        return Facts(year, period, policy_of(report.year), period.end)

    return kept(report.year, ("facts", report.pk), make)


def composer_of(report: Report) -> Composer:
    """A composer for the words of a report."""
    return Composer(facts_of(report), outline_of(report).patterns)


def outline_of(report: Report) -> Outline:
    """The outline of the report's period."""
    return load_outline(content_of(report)[1].outline)


def passage_of(report: Report, place: str) -> EditablePassage | None:
    """The paragraph at a place, if the report has it."""
    return next((each for each in draft_of(report).passages if each.place == place), None)


def office_of(report: Report, place: str) -> str:
    """The office whose project a paragraph is about; none where it is about the unit."""
    subject = place.partition("#")[0].rpartition("/")[0]
    if not subject.startswith("project."):
        return ""
    project = year_in_sums(report.year).project_by_code.get(subject.removeprefix("project."))
    return project.party if project else ""


def figures_of(report: Report, draft: Draft) -> dict[str, dict[str, str]]:
    """Each bound figure of a draft: as printed, exactly, and in words."""
    facts = facts_of(report)
    return {
        str(span.binding.key): {
            "printed": span.text,
            "exact": span.binding.exact,
            "name": described(facts, span.binding.key),
        }
        for span in draft.document.spans()
        if span.binding
    }


def drift_since(version: Version) -> list[FigureDrift]:
    """The figures of a version that today's draft prints otherwise, or no longer."""
    return _drift(version.figures, figures_of(version.report, draft_of(version.report)))


def drift_between(older: Version, newer: Version) -> list[FigureDrift]:
    """The figures that differ between two versions."""
    return _drift(older.figures, newer.figures)


def _drift(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FigureDrift]:
    found = []
    for key, before in old.items():
        now = new.get(key)
        if now is None or now["exact"] != before["exact"]:
            found.append(FigureDrift(key, before["name"], before["printed"], now["printed"] if now else "—"))
    return found


def paragraphs_of(draft: Draft) -> list[dict[str, str]]:
    """The paragraphs of a draft as a version keeps them."""
    return [
        {"place": each.place, "heading": each.heading, "text": each.text, "printed": each.printed}
        for each in draft.passages
    ]


def chain() -> Sequence[Step]:
    """The steps of the unit's chain of signatures, as it set them, or as is usual."""
    return list(Step.objects.all()) or [
        Step(order=order, name=name, role=role) for order, (name, role) in enumerate(DEFAULT_CHAIN, start=1)
    ]


def standing_of(version: Version) -> list[StepStanding]:
    """How each step of the chain stands on a version; the first without a decision is next."""
    signatures = {
        each.order: each for each in version.signatures.select_related("by", "on_behalf_of", "scan")
    }
    found: list[StepStanding] = []
    is_open = version.report.state == State.SIGNING
    for step in chain():
        signature = signatures.get(step.order)
        is_next = is_open and signature is None
        is_open = is_open and signature is not None and signature.decision == Decision.SIGNED
        found.append(StepStanding(step, signature, is_next))
    return found


def next_step(report: Report) -> Step | None:
    """The step that has to sign now; none where the report is not being signed."""
    version = latest_version(report)
    if report.state != State.SIGNING or version is None:
        return None
    return next((each.step for each in standing_of(version) if each.is_next), None)


def latest_version(report: Report) -> Version | None:
    """The latest version of a report."""
    return report.versions.select_related("made_by", "file").first()


def reports_being_signed() -> QuerySet[Report]:
    """Every report that waits for a signature."""
    return Report.objects.filter(state=State.SIGNING).select_related("year")


def passages_like(
    year: BudgetYear, is_wanted: Callable[[Sequence[str]], bool]
) -> Iterator[tuple[int, str, str, str]]:
    """The paragraphs in which somebody finds what they want: report, place, heading and words.

    Of a report the latest version counts, and what was rewritten since or before there was one.
    """
    reports = list(reports_of(year).prefetch_related("edits"))
    newest = Version.objects.filter(report__in=reports).order_by("report", "-number")
    latest: dict[int, Version] = {}
    for version in newest.defer("figures"):
        latest.setdefault(version.report_id, version)
    for report in reports:
        told: dict[str, tuple[str, str]] = {}
        if report.pk in latest:
            for each in latest[report.pk].paragraphs:
                told[each["place"]] = (each.get("heading", ""), each.get("printed") or each.get("text", ""))
        for edit in report.edits.all():
            told[edit.place] = (told.get(edit.place, ("", ""))[0], edit.text)
        for place, (heading, text) in told.items():
            if is_wanted((heading, text)):
                yield report.pk, place, heading, text

"""Writes at the proofing desk (核稿): papers and runs, decisions, annotated files."""

from __future__ import annotations

from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from jixiao.document.writers.printable import printable
from jixiao.proof import Proof
from jixiao.reporting.checked import Checked, Noted
from jixiao.reporting.concerned import names_of, project_of
from jixiao.reporting.identity import fingerprint_of
from jixiao.reporting.marked_text import Marks, text_of
from jixiao.reporting.versions import lines_of
from jixiao_web.accounts.actor import Actor
from jixiao_web.files.models import StoredFile
from jixiao_web.files.services import keep
from jixiao_web.history.services import record
from jixiao_web.jobs.services import enqueue
from jixiao_web.ledger.models import BudgetYear
from jixiao_web.ledger.selectors import year_in_sums
from jixiao_web.proofing.errors import NotDone, ReasonMissing
from jixiao_web.proofing.files import DOCUMENT
from jixiao_web.proofing.models import Decision, Item, Paper, Run
from jixiao_web.proofing.naming import stem_of
from jixiao_web.proofing.permissions import SUBJECT
from jixiao_web.proofing.selectors import decisions_digest

BATCH = 500
_ACTS = {
    Decision.State.ACCEPTED: "finding.accept",
    Decision.State.DISMISSED: "finding.dismiss",
    Decision.State.OPEN: "finding.reopen",
}


@transaction.atomic
def bring(
    *,
    actor: Actor,
    year: BudgetYear,
    name: str,
    content: bytes | IO[bytes],
    against: BudgetYear | None = None,
    paper: Paper | None = None,
    is_new: bool = False,
) -> Run:
    """Keep a file that somebody brings, and have it proofed. Raises FileRefused."""
    file = keep(actor=actor, name=name, content=content, kind=DOCUMENT, year=year)
    return start(actor=actor, year=year, file=file, against=against, paper=paper, is_new=is_new)


@transaction.atomic
def start(
    *,
    actor: Actor,
    file: StoredFile,
    against: BudgetYear | None = None,
    year: BudgetYear | None = None,
    paper: Paper | None = None,
    is_new: bool = False,
) -> Run:
    """Have a file proofed, held to the ledger of a year where one is named; the work is a job.

    It is another version of `paper`; where none is named, of the paper of the same name that the actor
    brought to this year before, unless `is_new`.
    """
    own_year = year or against or file.year
    assert own_year is not None, "a paper belongs to a year"
    stem = stem_of(file.name)
    paper = paper or (None if is_new else _known(actor, own_year, stem))
    if paper is None:
        paper = Paper.objects.create(title=stem[:300], stem=stem[:200], owner=actor.user, year=own_year)
    run = Run.objects.create(
        paper=paper, version=_version(paper, file), file=file, against=against, started_by=actor.user
    )
    if file.kind == DOCUMENT and not file.subject:
        StoredFile.objects.filter(pk=file.pk).update(subject=f"{SUBJECT}/{paper.pk}")
    run.job = enqueue(actor=actor, kind="proofing.check", arguments={"run_id": run.pk}, year=own_year)
    run.save(update_fields=["job"])
    record(
        actor=actor,
        act="proof.start",
        year=own_year,
        subject=f"{SUBJECT}/{paper.pk}",
        summary=file.name,
    )
    return run


@transaction.atomic
def write_result(*, run: Run, checked: Checked, proof: Proof, revision: str) -> None:
    """Write what came of a run in place of whatever an interrupted worker had written."""
    locked = Run.objects.select_for_update(of=("self",)).select_related("against").get(pk=run.pk)
    locked.items.all().delete()
    marks = Marks(checked.noted, proof)
    coverage = checked.coverage
    locked.text = "".join(text_of(proof.facts, marks))
    locked.jumps = sorted(f"{number}-{order}" for number, order in marks.shown)
    locked.lines = [printable(each) for each in lines_of(proof.facts)]
    locked.coverage = {
        "figures": coverage.figures,
        "verified": coverage.verified,
        "single": coverage.single,
        "uncheckable": coverage.uncheckable,
        "reasons": dict(coverage.reasons),
        "doubts": list(coverage.doubts),
    }
    locked.counts = {severity.value: count for severity, count in checked.counts.items()}
    locked.unread = [printable(each) for each in checked.unread]
    locked.conclusion = checked.conclusion.value
    locked.characters, locked.at_odds = checked.characters, checked.at_odds
    locked.revision, locked.finished_at = revision, timezone.now()
    locked.annotated, locked.annotated_for = None, ""
    locked.save()
    names = names_of(year_in_sums(locked.against).projects) if locked.against else {}
    Item.objects.bulk_create(
        (_item(locked, each, project_of(each.finding, proof.facts, names)) for each in checked.noted),
        batch_size=BATCH,
    )
    title = printable(checked.title).strip()[:300]
    if title and title != checked.path.stem and locked.version == 1:
        Paper.objects.filter(pk=locked.paper_id).update(title=title)


@transaction.atomic
def decide(
    *,
    actor: Actor,
    run: Run,
    item: Item,
    state: Decision.State,
    reason: str = "",
    remark: str | None = None,
) -> Decision:
    """Decide what becomes of a finding, for this version of the paper and those to come.

    Raises ReasonMissing where a finding is to be dismissed without one.
    """
    reason = reason.strip()
    if state is Decision.State.DISMISSED and not reason:
        raise ReasonMissing(
            hint="写一句为什么，如“口径不同，见附注 2”。",
            english="Say in a few words why it is right as it stands.",
        )
    decision, _ = Decision.objects.select_for_update().get_or_create(
        paper=run.paper, fingerprint=item.fingerprint, defaults={"by": actor.user}
    )
    decision.state, decision.by = state, actor.user
    decision.reason = reason if state is Decision.State.DISMISSED else ""
    if remark is not None:
        decision.remark = remark.strip()
    decision.save()
    record(
        actor=actor,
        act=_ACTS[state] if remark is None else "finding.remark",
        year=run.paper.year,
        subject=f"{SUBJECT}/{run.paper_id}",
        summary=f"{item.rule} {item.stated}".strip(),
        reason=decision.reason or (remark or ""),
    )
    return decision


@transaction.atomic
def ask_annotated(*, actor: Actor, run: Run) -> Run:
    """Have the commented Word file made, unless the one that is there tells the same decisions.

    Raises NotDone.
    """
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if locked.finished_at is None:
        raise NotDone(english="The proof is not finished.")
    if locked.annotated_id and locked.annotated_for == decisions_digest(locked):
        return locked
    if locked.annotating is None or locked.annotating.is_over:
        arguments = {"run_id": locked.pk}
        locked.annotating = enqueue(
            actor=actor, kind="proofing.annotate", arguments=arguments, year=locked.paper.year
        )
        locked.save(update_fields=["annotating"])
        record(
            actor=actor,
            act="proof.annotate",
            year=locked.paper.year,
            subject=f"{SUBJECT}/{locked.paper_id}",
            summary=locked.file.name,
        )
    return locked


@transaction.atomic
def keep_annotated(*, run: Run, file: StoredFile, digest: str) -> None:
    """Keep the commented file beside its run."""
    Run.objects.filter(pk=run.pk).update(annotated=file, annotated_for=digest)


def _known(actor: Actor, year: BudgetYear, stem: str) -> Paper | None:
    return Paper.objects.filter(owner=actor.user, year=year, stem=stem[:200]).order_by("-pk").first()


def _version(paper: Paper, file: StoredFile) -> int:
    """The number of the version: that of the same content, or one more than the last."""
    same = paper.runs.filter(file__sha256=file.sha256).first()
    if same:
        return same.version
    return max(paper.runs.values_list("version", flat=True), default=0) + 1


def _item(run: Run, noted: Noted, project: str) -> Item:
    finding, at = noted.finding, noted.at
    places: list[dict[str, Any]] = [
        {"quote": printable(place.quote), "file": printable(place.file), "at": str(place)}
        for place in finding.places
    ]
    return Item(
        run=run,
        number=noted.number,
        fingerprint=fingerprint_of(finding),
        project=project,
        rule=finding.rule,
        severity=finding.severity.value,
        confidence=finding.confidence.value,
        consequence=noted.consequence,
        message=printable(finding.message),
        expected=printable(finding.expected),
        hint=printable(finding.hint),
        stated=printable(finding.stated),
        arithmetic=printable(finding.arithmetic),
        repair=printable(finding.repair),
        cause=printable(finding.cause),
        whereabouts=[printable(each) for each in (at.where, at.before, at.after)],
        places=places,
    )

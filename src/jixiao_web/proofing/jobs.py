"""The long work of the proofing desk: proofing a file, and making its commented copy."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao.proof import Proof
from jixiao.reporting.annotated import annotated
from jixiao.reporting.beside import Beside
from jixiao.reporting.checked import Checked, Step, checked
from jixiao.reporting.identity import fingerprint_of
from jixiao.reporting.settings import Settings
from jixiao_web.files.models import StoredFile
from jixiao_web.files.services import keep
from jixiao_web.jobs.bodies import Running, body
from jixiao_web.ledger.selectors import year_of
from jixiao_web.proofing.errors import LedgerChanged
from jixiao_web.proofing.files import ANNOTATED
from jixiao_web.proofing.models import Decision, Run
from jixiao_web.proofing.permissions import SUBJECT
from jixiao_web.proofing.selectors import decisions_digest, findings_of
from jixiao_web.proofing.services import keep_annotated, write_result

STEPS = {
    Step.READ: gettext_lazy("读文件"),
    Step.UNDERSTAND: gettext_lazy("找数字"),
    Step.PROOF: gettext_lazy("核对"),
    Step.TELL: gettext_lazy("整理结果"),
}
_ORDER = list(STEPS)


@body("proofing.check", title=gettext_lazy("核稿"))
def check(running: Running, *, run_id: int) -> dict[str, Any]:
    """Proof the file of a run."""
    run = Run.objects.select_related("paper__year", "file", "against").get(pk=run_id)
    with _at_hand(run.file) as path:
        found, proof = _checked(running, run, path)
    revision = run.against.revision if run.against else ""
    write_result(run=run, checked=found, proof=proof, revision=revision)
    return {"address": _address(run)}


@body("proofing.annotate", title=gettext_lazy("写批注稿"))
def annotate(running: Running, *, run_id: int) -> dict[str, Any]:
    """Make the commented copy of a run's file.

    What was accepted stands in it as tracked changes; what was dismissed is left out. Raises LedgerChanged
    where the file says other things against the ledger than when the run was made.
    """
    run = Run.objects.select_related("paper__year", "file", "against").get(pk=run_id)
    digest, decided = decisions_digest(run), {each.item.fingerprint: each for each in findings_of(run)}
    with _at_hand(run.file) as path:
        found, proof = _checked(running, run, path)
        if {fingerprint_of(each.finding) for each in found.noted} != decided.keys():
            raise LedgerChanged(
                hint="点“重新核稿”，已有的处理会带过去。",
                english="The ledger has changed since; proof the file again. What was decided is kept.",
            )
        told = [(each, decided[fingerprint_of(each.finding)]) for each in found.noted]
        left = tuple(each for each, its in told if its.state != Decision.State.DISMISSED)
        data = annotated(
            replace(found, noted=left),
            proof,
            accepted={each.number for each, its in told if its.state == Decision.State.ACCEPTED},
            remarks={each.number: its.remark for each, its in told if its.remark},
            date=timezone.now(),
        )
    name = f"{Path(run.file.name).stem}（{_('批注')}）.docx"
    file = keep(
        actor=running.actor,
        name=name,
        content=data,
        kind=ANNOTATED,
        subject=f"{SUBJECT}/{run.paper_id}",
        year=run.paper.year,
    )
    keep_annotated(run=run, file=file, digest=digest)
    return {"address": f"{_address(run)}?annotated"}


def _checked(running: Running, run: Run, path: Path) -> tuple[Checked, Proof]:
    def tell(step: Step) -> None:
        running.progress(_ORDER.index(step), len(_ORDER), str(STEPS[step]))

    beside = Beside(year=year_of(run.against)) if run.against else None
    return checked(path, Settings(), beside=beside, tell=tell)


def _address(run: Run) -> str:
    return reverse("proofing:run", args=[run.paper.year.fiscal_year, run.pk])


@contextmanager
def _at_hand(file: StoredFile) -> Iterator[Path]:
    """The file under its own name, by which readers know what it should be."""
    with tempfile.TemporaryDirectory(prefix="jixiao-proof-") as folder:
        path = Path(folder) / file.name
        with file.content.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        yield path

"""The proofing desk over the API (核稿台接口): past runs, and what was decided of what they found."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from jixiao_web.api.security import year_of_call
from jixiao_web.api.shapes import FindingOut, Limit, Number, Offset, Year, page_shape
from jixiao_web.proofing.models import Run
from jixiao_web.proofing.permissions import may_proof
from jixiao_web.proofing.selectors import findings_of, run_for, runs_of

router = Router(tags=["check"])


class ProofOut(Schema):
    """A version of a document that was proofed (一次核稿)."""

    id: int
    title: str
    version: int
    file: int = Field(description="The number of its file.")
    started_at: dt.datetime
    finished_at: dt.datetime | None
    conclusion: str = Field(description="Empty while it is being proofed, and where it could not be.")
    coverage: dict[str, Any] = Field(description="Figures found, verified, said once, not checkable.")


class DecidedOut(FindingOut):
    """Something that a proof found (发现), and what a person decided of it."""

    number: int
    state: str = Field(description="open, accepted or dismissed")
    reason: str
    remark: str


class WholeProofOut(ProofOut):
    """A proof with its findings."""

    findings: list[DecidedOut]


ProofPage = page_shape("Proof", ProofOut)


@router.get("/years/{fiscal_year}/proofs", response=ProofPage, summary="Past proofs")
def proofs(request: HttpRequest, fiscal_year: Year, limit: Limit = 100, offset: Offset = 0) -> Any:
    """One's own proofs, latest first; the coordinator's are all (历次核稿)."""
    actor, year = year_of_call(request, fiscal_year, may_proof)
    found = runs_of(actor, year)
    return {"count": found.count(), "items": [_proof_out(each) for each in found[offset : offset + limit]]}


@router.get("/years/{fiscal_year}/proofs/{run_id}", response=WholeProofOut, summary="One proof")
def proof(request: HttpRequest, fiscal_year: Year, run_id: Number) -> Any:
    """A proof with its findings in the order of their weight (一次核稿)."""
    actor, year = year_of_call(request, fiscal_year, may_proof)
    found = run_for(actor, run_id)
    if found is None or found.paper.year_id != year.pk:
        raise Http404
    return {
        **_proof_out(found),
        "findings": [
            {
                "number": each.item.number,
                "rule": each.item.rule,
                "severity": each.item.severity,
                "confidence": each.item.confidence,
                "message": each.item.message,
                "expected": each.item.expected,
                "hint": each.item.hint,
                "places": [each.where] if each.where else [],
                "state": each.state,
                "reason": each.decision.reason if each.decision else "",
                "remark": each.remark,
            }
            for each in findings_of(found)
        ],
    }


def _proof_out(found: Run) -> dict[str, Any]:
    return {
        "id": found.pk,
        "title": found.paper.title,
        "version": found.version,
        "file": found.file_id,
        "started_at": found.started_at,
        "finished_at": found.finished_at,
        "conclusion": found.conclusion,
        "coverage": found.coverage,
    }

"""JSON: what the proof found, for programs. `schema/check.schema.json` says what stands where."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from jixiao.findings import Finding, Place
from jixiao.reporting.checked import Checked


def record_of(checked: Checked, *, with_relations: bool = False) -> dict[str, Any]:
    """The record of one document."""
    coverage = checked.coverage
    record: dict[str, Any] = {
        "path": str(checked.path),
        "sha256": checked.sha256,
        "characters": checked.characters,
        "conclusion": checked.conclusion.value,
        "coverage": {
            "tokens": coverage.tokens,
            "classified": coverage.classified,
            "figures": coverage.figures,
            "verified": coverage.verified,
            "single": coverage.single,
            "uncheckable": coverage.uncheckable,
            "reasons": dict(coverage.reasons),
        },
        "findings": [_finding(each.finding) for each in checked.noted],
    }
    if coverage.doubts:
        record["coverage"]["doubts"] = list(coverage.doubts)
    if checked.suppressed:
        record["suppressed"] = [
            {**_finding(each.finding), "reason": each.suppression.reason} for each in checked.suppressed
        ]
    if checked.unread:
        record["unread"] = list(checked.unread)
    if with_relations:
        record["relations"] = [
            {"rule": each.rule, "verdict": each.verdict.value, "places": [_place(at) for at in each.places]}
            for each in checked.relations
        ]
    return record


def line_of(record: dict[str, Any]) -> str:
    """A record in one line (JSON Lines)."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def schema_text() -> str:
    """The JSON Schema of a record."""
    return (files("jixiao.reporting") / "schema" / "check.schema.json").read_text(encoding="utf-8")


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "arithmetic": finding.arithmetic,
        "stated": finding.stated,
        "expected": finding.expected,
        "repair": finding.repair,
        "hint": finding.hint,
        "cause": finding.cause,
        "places": [_place(each) for each in finding.places],
    }


def _place(place: Place) -> dict[str, Any]:
    told: dict[str, Any] = {"start": place.start, "end": place.end, "quote": place.quote}
    if place.file:
        told["file"] = place.file
    if place.paragraph is not None:
        told |= {"part": place.part, "paragraph": place.paragraph, "run": place.run, "offset": place.offset}
    if place.page is not None and place.box is not None:
        told |= {"page": place.page, "box": [round(edge, 2) for edge in place.box]}
    if place.cell:
        told |= {"sheet": place.sheet, "cell": place.cell}
    if place.line is not None:
        told["line"] = place.line
    return told

"""`jixiao check` (核稿): every figure of a report, checked."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    output_format: Annotated[str, typer.Option("--format")] = "text",
    relations: Annotated[bool, typer.Option("--relations")] = False,
) -> None:
    """Check every figure of a report."""
    from jixiao.document.readers.text import read_text
    from jixiao.proof import proof_of

    for path in files:
        proof = proof_of(read_text(path))
        found = {
            "path": str(path),
            "characters": proof.characters,
            "coverage": {
                "tokens": proof.coverage.tokens,
                "classified": proof.coverage.classified,
                "figures": proof.coverage.figures,
                "verified": proof.coverage.verified,
                "single": proof.coverage.single,
                "uncheckable": proof.coverage.uncheckable,
                "reasons": dict(proof.coverage.reasons),
            },
            "findings": [
                {
                    "rule": f.rule,
                    "severity": f.severity.value,
                    "confidence": f.confidence.value,
                    "message": f.message,
                    "arithmetic": f.arithmetic,
                    "stated": f.stated,
                    "expected": f.expected,
                    "repair": f.repair,
                    "places": [{"start": p.start, "end": p.end, "quote": p.quote} for p in f.places],
                }
                for f in proof.findings
            ],
        }
        if relations:
            found["relations"] = [
                {
                    "rule": r.rule,
                    "verdict": r.verdict.value,
                    "places": [{"start": p.start, "end": p.end} for p in r.places],
                }
                for r in proof.relations
            ]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")

"""Documents that are not part of the project: each is answered, and its original says what its text says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from jixiao.document.readers import read_document
from jixiao.findings import Severity
from jixiao.proof import Proof, proof_of


def errors(proof: Proof) -> Counter[tuple[str, str]]:
    """The errors by rule and ink, white space aside."""
    return Counter(
        (each.rule, "".join(each.stated.split()))
        for each in proof.findings
        if each.severity is Severity.ERROR
    )


def test_what_is_found_on_a_text_is_found_on_its_original(reference: Path):
    for original in sorted((reference / "corpus" / "originals").iterdir()):
        found = errors(proof_of(read_document(original)))
        text = reference / "corpus" / f"{original.stem}.txt"
        if text.exists():
            assert not errors(proof_of(read_document(text))) - found, original.stem


def test_every_document_is_answered_and_its_coverage_adds_up(reference: Path):
    for text in sorted((reference / "corpus").glob("*.txt")):
        coverage = proof_of(read_document(text)).coverage
        assert coverage.figures == coverage.verified + coverage.single + coverage.uncheckable
        assert coverage.classified >= coverage.tokens * 98 // 100

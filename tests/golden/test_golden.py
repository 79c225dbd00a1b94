"""The project's own documents: silence where they are sound, and each slip found where it was made."""

from __future__ import annotations

import pytest

from jixiao.findings import Finding, Place, Verdict
from jixiao.proof import Proof
from tests.checks.document_pages import Wanted, proof_of_text
from tests.golden.golden import LOUD, NAMES, Slip, loud, slips, sound_proof, spoiled, told

EVERY = [slip for name in NAMES for slip in slips(name)]
SLIPS = [
    pytest.param(slip, id=str(slip), marks=[pytest.mark.xfail(reason=slip.missed)] if slip.missed else [])
    for slip in EVERY
]
LEVELS = {severity.value for severity in LOUD}
MOSTLY = 85
"""Of a hundred spoiled figures so many are accused; the others stand in the relation that fails."""


def spot(place: Place | Wanted) -> tuple[int, str]:
    assert place.start is not None
    return place.start, place.quote


def rules_against(proof: Proof, finding: Finding) -> set[str]:
    """The rule of a finding, and those of the other relations that fail with it."""
    at = finding.places[0]
    wrong = [each for each in proof.relations if each.verdict is Verdict.WRONG and at in each.places]
    return {finding.rule, *(each.rule for each in wrong)}


def new_findings(slip: Slip, proof: Proof, levels: set[str]) -> list[Finding]:
    """The findings that the sound document does not have."""
    usual = {each.message for each in sound_proof(slip.document).findings}
    return [each for each in proof.findings if each.severity.value in levels and each.message not in usual]


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_document_has_no_finding_above_a_notice(name: str):
    proof = sound_proof(name)
    assert [each.message for each in loud(proof.findings)] == []
    assert sorted(each.rule for each in proof.findings) == sorted(told(name).get("notices", []))


@pytest.mark.parametrize("name", NAMES)
def test_most_figures_of_a_sound_document_are_verified(name: str):
    coverage = sound_proof(name).coverage
    assert coverage.share >= told(name)["verified"], coverage
    assert coverage.classified == coverage.tokens


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found_with_its_relation_and_nothing_else(slip: Slip):
    text, wanted = spoiled(slip.document, [slip])
    proof = proof_of_text(text)
    found = new_findings(slip, proof, {*LEVELS, *(each.severity for each in wanted)})
    marks = {spot(each) for each in wanted}
    assert [each.message for each in found if not marks & set(map(spot, each.places))] == []
    for each in wanted:
        about = [it for it in found if spot(each) in map(spot, it.places)]
        told = [it for it in about if each.code in rules_against(proof, it)]
        assert told, [it.message for it in found]
        assert told[0].severity.value == each.severity
        if spot(told[0].places[0]) == spot(each):
            assert each.expected in ("", told[0].repair, told[0].expected)
            assert each.start not in proof.verified
        assert all(text[place.start : place.end] == place.quote for place in told[0].places)


def test_the_figure_that_was_spoiled_is_mostly_the_one_accused():
    accused = {}
    for slip in EVERY:
        if not slip.missed:
            text, wanted = spoiled(slip.document, [slip])
            firsts = {spot(each.places[0]) for each in proof_of_text(text).findings}
            accused[str(slip)] = {spot(each) for each in wanted} <= firsts
    others = [name for name, is_accused in accused.items() if not is_accused]
    assert len(others) * 100 <= (100 - MOSTLY) * len(accused), others


@pytest.mark.parametrize("name", NAMES)
def test_slips_are_found_together_as_well(name: str):
    several = [slip for slip in slips(name) if not slip.missed and not slip.is_alone]
    text, wanted = spoiled(name, several)
    found = loud(proof_of_text(text).findings)
    marks = {spot(each) for each in wanted if each.severity in LEVELS}
    quoted = {spot(place) for each in found for place in each.places}
    assert {text[at - 12 : at + 12] for at, _ in marks - quoted} == set()
    assert [each.message for each in found if not marks & set(map(spot, each.places))] == []

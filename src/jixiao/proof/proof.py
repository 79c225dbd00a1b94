"""Running the rules over a document (核稿)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from jixiao.catalogue import DOCUMENT_RULES
from jixiao.checks.claim import Claim, DocumentRule, Slip, Tie, Unchecked
from jixiao.document.model import Document
from jixiao.facts.facts import Facts, facts_of
from jixiao.facts.flow.mention import Mention
from jixiao.findings import Confidence, Finding, Relation, Severity, Verdict
from jixiao.proof.coverage import Coverage, coverage_of
from jixiao.proof.settlement import Settlement, settled
from jixiao.proof.telling import finding_of_case, finding_of_notice, finding_of_slip
from jixiao.undisturbed import undisturbed

_SEVERITIES, _CONFIDENCES = tuple(Severity), tuple(Confidence)


@dataclass(frozen=True)
class Proof:
    """What the proof says of a document: findings, gravest first, and what it can vouch for."""

    facts: Facts
    settlement: Settlement
    ties: Sequence[Tie]
    slips: Sequence[Slip]
    unchecked: Sequence[Unchecked]

    @property
    def characters(self) -> int:
        """How long the document is, as it was read."""
        return len(self.facts.text)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What cannot be true or wants a look, errors first, each kind in the order of the document."""
        found = [finding_of_case(case, self.facts) for case in self.settlement.cases]
        found += [finding_of_slip(slip, self.facts) for slip in self.slips]
        accused = {case.accused.start for case in self.settlement.cases}
        for held in self.settlement.held:
            stated = held.claim.equation.stated
            if held.verdict is Verdict.NOTICE and held.claim.accuses and stated.start not in accused:
                accused.add(stated.start)
                found.append(finding_of_notice(held.claim, self.facts))
        return tuple(sorted(found, key=_rank))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every relation that the rules found: which figures, and whether they agree."""
        return tuple(self._relations())

    def _relations(self) -> Iterator[Relation]:
        for held in self.settlement.held:
            yield self._relation(held.claim, held.verdict)
        for tie in self.ties:
            places = (*(self.facts.place(*at) for at in tie.places), *tie.elsewhere)
            yield Relation(tie.rule.code, Verdict.SOUND, places)
        for case in self.settlement.cases:
            for claim in case.claims:
                yield self._relation(claim, Verdict.WRONG)

    def _relation(self, claim: Claim, verdict: Verdict) -> Relation:
        places = [self.facts.place(figure.start, figure.end) for figure in claim.equation.figures]
        places += [self.facts.place(*at) for at in claim.witnesses]
        return Relation(claim.rule.code, verdict, tuple(places))

    @cached_property
    def verified(self) -> frozenset[int]:
        """Where the figures begin that agree with another place and are accused by none."""
        found = {
            figure.start
            for held in self.settlement.held
            if len(held.claim.equation.figures) + len(held.claim.witnesses) > 1
            for figure in held.claim.equation.figures
        }
        for tie in self.ties:
            found |= {mention.start for at in tie.places for mention in self.facts.within(*at)}
        return frozenset(found - {case.accused.start for case in self.settlement.cases})

    @cached_property
    def coverage(self) -> Coverage:
        """How much of the document was verified."""
        doubts = tuple(each.reason for each in self.unchecked if not each.places)
        return coverage_of(self.facts, set(self.verified), self._why_not(), doubts)

    def _why_not(self) -> Iterator[tuple[Mention, str]]:
        for case in self.settlement.cases:
            yield case.accused, "与别处不符，见核对结果"
        for each in self.unchecked:
            for at in each.places:
                for mention in self.facts.within(*at):
                    yield mention, each.reason
        for claim in self.settlement.undefined:
            yield claim.equation.stated, "基数为零，没有百分比"


@undisturbed()
def proof_of(
    document: Document, rules: Sequence[DocumentRule] = DOCUMENT_RULES, *, names: Sequence[str] = ()
) -> Proof:
    """The proof of a document by the rules of the catalogue; no figure is read out of `names`."""
    return proof_of_facts(facts_of(document, names), rules)


@undisturbed()
def proof_of_facts(facts: Facts, rules: Sequence[DocumentRule] = DOCUMENT_RULES) -> Proof:
    """The proof of a document that was read already."""
    claims: list[Claim] = []
    ties: list[Tie] = []
    slips: list[Slip] = []
    unchecked: list[Unchecked] = []
    for rule in rules:
        for said in rule.said(facts):
            match said:
                case Claim():
                    claims.append(said)
                case Slip():
                    slips.append(said)
                case Tie():
                    ties.append(said)
                case Unchecked():
                    unchecked.append(said)
    settlement = settled(claims)
    accused = {case.accused.start for case in settlement.cases}
    told = [slip for slip in slips if not (slip.presumes and any(at in accused for at, _ in slip.places))]
    return Proof(facts, settlement, ties, told, unchecked)


def _rank(finding: Finding) -> tuple[int, int, int]:
    start = finding.places[0].start if finding.places else 0
    return _SEVERITIES.index(finding.severity), _CONFIDENCES.index(finding.confidence), start or 0

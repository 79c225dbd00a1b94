"""Print a consistent report and there is silence; damage one figure and exactly its place is found."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from jixiao.facts.flow.mention import Mention
from jixiao.findings import Finding, Severity
from jixiao.proof import Proof
from tests.checks.document_pages import proof_of_text
from tests.properties.report import Line, lines, report

quick = settings(
    max_examples=80,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

DAMAGES = ("another digit", "swapped digits", "moved point", "one digit more", "no 万")
SLACK = 20
"""A damaged figure differs by more than a twentieth of itself: no rounding explains that."""


def loud(proof: Proof) -> list[Finding]:
    return [each for each in proof.findings if each.severity in (Severity.ERROR, Severity.WARNING)]


def damaged(ink: str, how: str, draw: st.DataObject) -> str:
    """The ink with a slip in its digits; the same ink where that slip cannot be made."""
    number = re.match(r"[\d,.]+", ink)
    assert number
    digits, rest = number.group().replace(",", ""), ink[number.end() :]
    if how == "no 万":
        return number.group() + rest.replace("万", "", 1)
    if how == "another digit":
        other = draw.draw(st.sampled_from([digit for digit in "123456789" if digit != digits[0]]))
        digits = other + digits[1:]
    elif how == "swapped digits":
        digits = digits[1] + digits[0] + digits[2:] if "." not in digits[:2] else digits
    elif how == "moved point":
        whole, _, decimals = digits.partition(".")
        digits = f"{whole[:-1]}.{whole[-1]}{decimals[:1]}" if len(whole) > 1 else digits
    elif how == "one digit more":
        digits = digits[0] + digits
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}{point}{decimals}{rest}"


def differs(one: str, other: str) -> bool:
    """Whether two figures differ by more than rounding, or in their units."""
    values = [float(re.sub(r"[^\d.]", "", each)) for each in (one, other)]
    return abs(values[0] - values[1]) * SLACK > values[0] or ("万" in one) != ("万" in other)


@quick
@given(lines())
def test_a_consistent_report_meets_silence_and_most_of_it_is_verified(projects: list[Line]):
    proof = proof_of_text(report(projects))
    assert [each.message for each in loud(proof)] == []
    assert proof.coverage.share >= 90, proof.coverage


@quick
@given(lines(), st.sampled_from(DAMAGES), st.data())
def test_exactly_the_figure_that_is_damaged_is_found(projects: list[Line], how: str, data: st.DataObject):
    text = report(projects)
    sound = proof_of_text(text)
    figure = data.draw(st.sampled_from(decimals(sound)))
    start = sound.facts.place(figure.start, figure.end).start
    assert start is not None
    ink = damaged(figure.text, how, data)
    assume(differs(figure.text, ink))
    proof = proof_of_text(text[:start] + ink + text[start + len(figure.text) :])
    assert start not in proof.verified
    assert any(each.severity is Severity.ERROR for each in proof.findings), f"{figure.text} → {ink}"
    for each in loud(proof):
        assert (start, ink) in {(it.start, it.quote) for it in each.places}, f"{ink}: {each.message}"


def decimals(proof: Proof) -> list[Mention]:
    """The amounts and rates that agree with others."""
    return [each for each in proof.facts.mentions if each.start in proof.verified and "." in each.text]

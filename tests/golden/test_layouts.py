"""What is found does not depend on how a page sets the text: where lines end, what stands around digits."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from jixiao.document.writers.markdown import render_markdown
from jixiao.example import example_year
from jixiao.narrative.report import chosen_period, write_report
from jixiao.proof import Proof
from tests.checks.document_pages import proof_of_text
from tests.golden.setting import set_in_lines, with_blanks
from tests.golden.test_silences import Silence, silences

LAYOUTS: dict[str, Callable[[str], str]] = {
    "56 columns": lambda text: set_in_lines(text, 56),
    "68 columns": lambda text: set_in_lines(text, 68),
    "80 columns, indented": lambda text: set_in_lines(text, 80, indent="　　"),
    "84 columns with page numbers": lambda text: set_in_lines(text, 84, page_number="— {} —"),
    "70 columns with bare page numbers": lambda text: set_in_lines(text, 70, page_number="{}"),
    "blanks around digits": with_blanks,
    "76 columns, blanks around digits": lambda text: set_in_lines(with_blanks(text), 76),
}


@pytest.mark.parametrize(
    "silence", [pytest.param(each, id=each.name) for each in silences() if not each.missed]
)
def test_nothing_is_said_however_the_text_is_set(silence: Silence) -> None:
    for layout, set_by in LAYOUTS.items():
        found = proof_of_text(set_by(silence.text)).findings
        said = [each.message for each in found if each.severity in silence.levels]
        assert said == [], f"{silence.case}, {layout}"


@pytest.fixture(scope="module")
def report() -> str:
    year = example_year()
    written = render_markdown(write_report(year, chosen_period(year)).document)
    lines = (re.sub(r"[*#]|\\(?=[^\w])", "", line).strip() for line in written.split("\n") if "|" not in line)
    return "\n".join(line for line in lines if line)


WIDE = {"68 columns, wide line spacing": lambda text: set_in_lines(text, 68).replace("\n", "\n\n")}


@pytest.mark.parametrize("layout", [*LAYOUTS, *WIDE])
def test_the_same_holds_in_a_report_however_it_is_set(report: str, layout: str) -> None:
    plain, laid = proof_of_text(report), proof_of_text((LAYOUTS | WIDE)[layout](report))
    assert _said(laid) == _said(plain)
    assert len(_held(laid) & _held(plain)) >= 0.97 * len(_held(plain)) > 0


def _said(proof: Proof) -> set[tuple[str, str]]:
    return {(each.rule, each.stated.replace(" ", "")) for each in proof.findings}


def _held(proof: Proof) -> set[tuple[str, ...]]:
    return {
        (held.claim.rule.code, *("".join(each.text.split()) for each in held.claim.equation.figures))
        for held in proof.settlement.held
    }

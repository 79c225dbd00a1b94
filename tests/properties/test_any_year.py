"""Whatever a year holds, it can be looked at, reported and put into forms: a fault is told, never thrown."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings

from jixiao.narrative.facts import Facts
from jixiao.narrative.forms import form_blocks, load_form
from jixiao.narrative.letters import cover, submission_letter
from jixiao.narrative.outline import load_outline
from jixiao.narrative.patterns import EXTERNAL, INTERNAL
from jixiao.narrative.report import full_year, write_report
from jixiao.tracking.policy import load_policy
from jixiao.tracking.year import Year
from tests.years import years

slow = settings(
    max_examples=25,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@slow
@given(years(most=2))
def test_every_year_gets_its_report(year: Year):
    for outline, tone in (("full-year", EXTERNAL), ("half-year", INTERNAL)):
        draft = write_report(
            year, full_year(year), outline=load_outline(outline), policy=load_policy(), tone=tone
        )
        assert draft.document.blocks
        assert all(span.text for span in draft.document.spans() if span.binding)


@slow
@given(years(most=2))
def test_every_year_gets_its_forms_and_letters(year: Year):
    year = replace(year, unit=replace(year.unit, policy="national"))
    period = full_year(year)
    facts = Facts(year, period, load_policy(), period.end)
    for name in ("tracking-list", "tracking-analysis", "monitoring-136"):
        list(form_blocks(load_form(name), facts))
    assert submission_letter(year, period).document.blocks
    assert cover(year, period).document.blocks

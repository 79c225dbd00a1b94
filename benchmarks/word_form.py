"""`python -m benchmarks.word_form`: milliseconds for one more Word form in a process that has made some."""

from __future__ import annotations

from time import process_time

from jixiao.document.layout import load_layout
from jixiao.document.writers.word import word_package
from jixiao.example import example_year
from jixiao.narrative.facts import Facts
from jixiao.narrative.forms import form_document, load_form
from jixiao.narrative.report import chosen_period
from jixiao.tracking.policy import load_policy

ROUNDS = 5


def milliseconds() -> float:
    """Processor time of a form of annex 2, filled and packed; there is one for each focus project."""
    year, layout = example_year(), load_layout()
    period = chosen_period(year)
    facts = Facts(year, period, load_policy(year.unit.policy), period.end)
    form = load_form("tracking-analysis")
    word_package(form_document(form, facts), layout)
    started = process_time()
    for _ in range(ROUNDS):
        word_package(form_document(form, facts), layout)
    return (process_time() - started) * 1000 / ROUNDS / len(facts.focus.projects)


if __name__ == "__main__":
    print(f"{milliseconds():.1f}")

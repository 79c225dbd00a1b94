"""One file a section of the report; `CONTENTS` says what an outline may name."""

from collections.abc import Callable, Iterator

from jixiao.document.model import Block
from jixiao.narrative.sections import (
    annexes,
    basis,
    budget,
    charts,
    focus_table,
    measures,
    organization,
    passages,
    problems,
    results,
)
from jixiao.narrative.writing import Writing

CONTENTS: dict[str, Callable[[Writing], Iterator[Block]]] = {
    "basis": basis.basis,
    "organization": organization.organization,
    "approval": budget.approval,
    "adjustment": budget.adjustment,
    "execution": budget.execution,
    "results": results.results,
    "themes": results.themes,
    "focus-table": focus_table.focus_table,
    "ordinary": focus_table.ordinary,
    "band-counts": passages.band_counts,
    "passages": passages.passages,
    "passages-behind": passages.passages_behind,
    "problems": problems.problems,
    "measures": measures.measures,
    "charts": charts.charts,
    "annex-list": annexes.annex_list,
    "annexes": annexes.annexes,
}
"""What a section of an outline can hold, by name."""

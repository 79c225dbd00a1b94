"""Vocabulary (表样用词): which references a form may hold, and the words that are no column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jixiao.narrative.fact import Value
from jixiao.narrative.forms.goal_words import INDICATOR_WORDS, PROJECT_WORDS, SCORE_WORDS
from jixiao.narrative.forms.scopes import Scope, columns, nouns_of
from jixiao.quantity import Quantity
from jixiao.terms import GROUPS, MEASURES, STATISTICS
from jixiao.tracking.budget import Fund, Source
from jixiao.tracking.indicator import Indicator
from jixiao.tracking.ledger import Basis
from jixiao.tracking.noun import Noun
from jixiao.tracking.project import Project
from jixiao.tracking.prose import Reference, references
from jixiao.tracking.results import Output

NUMBER = "序号"
PROBLEMS, REMEDIES = "存在问题", "改进措施"

MEASURE_NAMES = frozenset(each.identifier for each in MEASURES)
GROUP_NAMES = frozenset(each.identifier for each in GROUPS) - {"projects"}
_STATISTICS = frozenset(each.identifier for each in STATISTICS)
_DATED = frozenset({"year", "next_year", "as_of", "period"})
_NAMED = frozenset({"projects", "outputs", "contracts", "standards", "indicators"})

CHANGES = frozenset(
    {
        "carried_over",
        "increases",
        "reductions",
        "transferred_in",
        "transferred_out",
        "recovered",
        "late_reductions",
    }
)
"""Measures of which nothing is printed as "-"; a budget or an expenditure of nothing is 0.00."""

_THIS_YEAR = frozenset(Source) - {Source.CARRIED_OVER}

BASES: Mapping[str, Basis] = {
    "当年财政拨款": Basis("当年财政拨款", funds=frozenset(Fund) - {Fund.OTHER}, sources=_THIS_YEAR),
    "本年一般公共预算拨款": Basis("一般公共预算", funds=frozenset({Fund.GENERAL}), sources=_THIS_YEAR),
    "上年结转资金": Basis("上年结转资金", sources=frozenset({Source.CARRIED_OVER})),
    "其他资金": Basis("其他资金", funds=frozenset({Fund.OTHER})),
}
"""The rows into which official forms divide a project's money (财预〔2019〕136号, 财预〔2020〕10号)."""


def planned(output: Output) -> Value | None:
    """The planned amount of an output with its unit (预期值)."""
    return Quantity(output.planned, output.unit) if output.planned is not None else None


OUTPUT_WORDS: Mapping[str, tuple[str, Callable[[Output], Value | None]]] = {
    "完成值": ("", lambda output: output.quantity),
    "预期值": (".planned", planned),
    "完成率": (".completion", lambda output: output.completion),
    "偏差": (".deviation", lambda output: output.deviation),
}
"""Words about an output: what tells their facts from that of the output itself, and their value."""

_DERIVED: Mapping[type[Noun], tuple[str, ...]] = {
    Project: (PROBLEMS, REMEDIES, *PROJECT_WORDS),
    Indicator: (*INDICATOR_WORDS, *SCORE_WORDS),
    Output: tuple(OUTPUT_WORDS),
}


def names_in(scope: Scope) -> tuple[str, ...]:
    """The words by which a cell about a row of the table may name what the row itself says."""
    labels = [each.column.label for each in columns(scope.noun).values()]
    return tuple(dict.fromkeys([NUMBER, *_DERIVED.get(scope.noun, ()), *labels]))


def name_of(reference: Reference) -> str:
    """The words between the braces."""
    return reference.text.strip("{}").strip()


def unknown_references(text: str, *scopes: Scope) -> tuple[Reference, ...]:
    """The references in a cell about rows of `scopes` (none: about the unit) that can name nothing."""
    nouns = [noun for scope in scopes for noun in nouns_of(scope)] or nouns_of(None)
    return tuple(each for each in references(text) if not _is_known(each, nouns))


def _is_known(reference: Reference, nouns: Sequence[type[Noun]]) -> bool:
    name = name_of(reference)
    if name in ("", NUMBER) or any(name in columns(each) or name in _DERIVED.get(each, ()) for each in nouns):
        return True
    match reference.path:
        case (only,):
            return only in MEASURE_NAMES or only in _STATISTICS or only in _DATED
        case (group, measure) if group in GROUP_NAMES:
            return measure in MEASURE_NAMES or measure in _STATISTICS
        case (basis, measure) if basis in BASES:
            return measure in MEASURE_NAMES
        case (kind, *_):
            return kind in _NAMED
        case _:
            return False

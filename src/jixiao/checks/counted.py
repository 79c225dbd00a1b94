"""Rules on counts of a table (按表清点): projects in all, of each band of rates, and changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.checks.claim import DocumentRule, Said, document_rule
from jixiao.checks.equation import Quotient, Tally, Total
from jixiao.facts.budgets.band import Counting, ProjectCount, Range, rate_of
from jixiao.facts.budgets.band_total import band_totals_of
from jixiao.facts.budgets.project import Project, ProjectTable
from jixiao.facts.facts import Facts
from jixiao.facts.flow.mention import Mention
from jixiao.facts.naming.measured import Measure
from jixiao.findings import Severity
from jixiao.quantity.bounds import ONE

_PRACTICE = "《项目支出绩效评价管理办法》（财预〔2020〕10号）第二十四条：绩效报告应当数据真实、前后一致"
_NEAR = 2
"""How many paragraphs before a table may announce it."""


@document_rule(
    "CTT001",
    "project-rows",
    "项目个数与表中行数不符",
    Severity.ERROR,
    message="正文称{stated}项目，表中列有{expected}。",
    hint="请清点表中的项目，或说明没有列入表中的项目。",
    reference=_PRACTICE,
)
def project_rows(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The number of projects that announces a table is not that of its rows."""
    for table, counts in _told(facts):
        rows = len(table.projects)
        for count, is_firm in counts:
            if count.counting is not Counting.ALL:
                continue
            if count.figure.mantissa == rows:
                yield this.tie(_at(count.figure), _last(table))
            elif is_firm:
                yield this.claim(
                    Tally(count.figure, rows, rows), accuses=this.severity, witnesses=[_last(table)]
                )


@document_rule(
    "CTT002",
    "rate-bands",
    "分档个数与表中执行率不符",
    Severity.ERROR,
    message="正文称执行率{band}的项目有{stated}，按表中执行率清点为{expected}。",
    hint="请按表中执行率重新清点；各档是否包含上一档，请写明。",
    reference=_PRACTICE,
)
def rate_bands(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A number of projects of a band of execution rates is not what the rates of the table give."""
    for table, sentences in _banded(facts):
        known: dict[Range, int] = {}
        rates = [_rate(project) for project in table.projects]
        for bands, is_firm in sentences:
            for number, count in enumerate(bands):
                assert count.band is not None, "only bands are looked at"
                before = [each.band for each in bands[:number] if each.band]
                inside = [each for each in rates if count.band.holds(each[1])]
                left = [each for each in inside if not any(other.holds(each[1]) for other in before)]
                recounted = sum(count.band.holds(each[2]) for each in rates)
                right = known.get(count.band, len(left))
                counted = [_at(rate) for rate, _, _ in left or inside]
                if count.figure.mantissa == right or (
                    count.band not in known and count.figure.mantissa in (len(inside), recounted)
                ):
                    known[count.band] = count.figure.mantissa
                    yield this.tie(_at(count.figure), *counted)
                elif is_firm or (count.band in known and len(bands) == 1 and _heads(count, facts.text)):
                    known.setdefault(count.band, right)
                    yield this.claim(
                        Tally(count.figure, right, right),
                        accuses=this.severity,
                        witnesses=[*map(_at, count.limits), *counted],
                        band=_words(count.band),
                    )


@document_rule(
    "CTT003",
    "adjusted-projects",
    "预算调整的项目个数与表中不符",
    Severity.ERROR,
    message="正文称{stated}项目有{kind}，表中有{kind}的项目为{expected}。",
    hint="请按表中追加、追减两列重新清点。",
    reference=_PRACTICE,
)
def adjusted_projects(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A number of projects whose budget was changed is not what the table shows."""
    for table, counts in _told(facts):
        for count, _ in counts:
            if count.counting in _KINDS and _is_whole(table, count, counts):
                changed = [project for project in table.projects if _is_changed(project, count.counting)]
                counted = [_at(_change(project, count.counting)) for project in changed]
                if count.figure.mantissa == len(changed):
                    yield this.tie(_at(count.figure), *counted)
                elif changed:
                    yield this.claim(
                        Tally(count.figure, len(changed), len(changed)),
                        accuses=this.severity,
                        witnesses=counted,
                        kind=f"预算{count.counting.value}",
                    )


@document_rule(
    "CTT004",
    "project-share",
    "项目个数占比不符",
    Severity.ERROR,
    message="占比写为{stated}，按{arithmetic}应为{expected}。",
    hint="请核对项目个数和占比。",
    reference=_PRACTICE,
)
def project_share(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """A share of the projects is not what their numbers give."""
    for _, counts in facts.project_counts:
        for whole, part in pairwise(counts):
            if part.share and whole.counting is Counting.ALL and part.counting in _KINDS:
                yield this.claim(Quotient(part.share, part.figure, whole.figure), accuses=Severity.ERROR)


@document_rule(
    "CTT005",
    "band-total",
    "各档项目个数之和与总数不符",
    Severity.ERROR,
    message="项目共{stated}，各档{arithmetic}为{expected}（差{difference}）。",
    hint="请按执行率重新清点各档；各档是否包含上一档，请写明。",
    reference=_PRACTICE,
)
def band_total(this: DocumentRule, facts: Facts) -> Iterator[Said]:
    """The numbers of projects of bands that leave no rate out do not add up to the number in all."""
    has_table = any(True for _ in _banded(facts))  # against which each band is counted
    for it in band_totals_of(facts.figured, facts.text):
        yield this.claim(Total(it.total, it.bands), accuses=None if has_table else Severity.ERROR)


_KINDS = {
    Counting.ADJUSTED: (Measure.INCREASE, Measure.REDUCTION),
    Counting.INCREASED: (Measure.INCREASE,),
    Counting.REDUCED: (Measure.REDUCTION,),
}


def _told(facts: Facts) -> Iterator[tuple[ProjectTable, list[tuple[ProjectCount, bool]]]]:
    """The one table of projects, and the numbers of projects in prose; whether each announces the table."""
    tables = facts.project_tables
    if len(tables) != 1:
        return
    table = tables[0]
    announcing = _announcing(facts, table)
    counts: list[tuple[ProjectCount, bool]] = []
    for sentence, own in facts.project_counts:
        alone = len([count for count in own if count.counting is Counting.ALL]) == 1
        counts += [(count, alone and sentence.block.start in announcing) for count in own]
    if counts:
        yield table, counts


def _announcing(facts: Facts, table: ProjectTable) -> frozenset[int]:
    """Where the paragraphs begin that announce the table: right before it, with 如下表, 见下表."""
    before = [block for block in facts.flow.blocks if block.start < table.table.grid.start][-_NEAR:]
    return frozenset(
        block.start
        for block in before
        if any(words in facts.text[block.start : block.end] for words in ("下表", "如下", "附表", "见表"))
    )


def _banded(facts: Facts) -> Iterator[tuple[ProjectTable, list[tuple[Sequence[ProjectCount], bool]]]]:
    """The one table of projects with rates, and sentences of bands; firm where they count as many in all."""
    tables = facts.project_tables
    if len(tables) != 1 or any(Measure.RATE not in project.figures for project in tables[0].projects):
        return
    rows = len(tables[0].projects)
    found: list[tuple[Sequence[ProjectCount], bool]] = []
    for _, counts in facts.project_counts:
        bands = [count for count in counts if count.counting is Counting.BAND]
        if bands:
            totals = [count.figure.mantissa for count in counts if count.counting is Counting.ALL]
            all_told = totals[0] if totals else sum(count.figure.mantissa for count in bands)
            found.append((bands, all_told == rows and (bool(totals) or len(bands) > 1)))
    if found:
        yield tables[0], found


def _rate(project: Project) -> tuple[Mention, int, int]:
    """The rate of a project as printed, in 10⁻⁴ percent, and as spending and budget give it."""
    printed = project.figures[Measure.RATE]
    spent, adjusted = project.figures.get(Measure.SPENT), project.figures.get(Measure.ADJUSTED)
    computed = Quotient(printed, spent, adjusted).computed() if spent and adjusted else None
    value = rate_of(printed)
    return printed, value, value if computed is None else (computed.middle + ONE // 20000) * 10000 // ONE


def _is_whole(table: ProjectTable, count: ProjectCount, counts: Sequence[tuple[ProjectCount, bool]]) -> bool:
    """Whether the sentence speaks of all projects of the table: it counts as many in all."""
    clause = count.figure.clause
    return any(
        other.counting is Counting.ALL
        and other.figure.clause is not None
        and clause is not None
        and other.figure.clause.sentence is clause.sentence
        and other.figure.mantissa == len(table.projects)
        for other, _ in counts
    )


def _is_changed(project: Project, counting: Counting) -> bool:
    return any(
        measure in project.figures and not project.figures[measure].is_zero for measure in _KINDS[counting]
    )


def _change(project: Project, counting: Counting) -> Mention:
    return next(
        project.figures[measure]
        for measure in _KINDS[counting]
        if measure in project.figures and not project.figures[measure].is_zero
    )


def _heads(count: ProjectCount, text: str) -> bool:
    """Whether the sentence begins with the band itself, as the heading over its projects does."""
    clause = count.figure.clause
    if clause is None or clause.number:
        return False
    return text[clause.start : count.figure.start].lstrip().startswith(("预算执行率", "执行率"))


def _words(band: Range) -> str:
    low, high = (None if end is None else _percent(end) for end in (band.low, band.high))
    if low and low == high:
        return f"为{low}"
    if low and high:
        return f"{low}至{high}"
    if low:
        return f"{low}以上" if band.with_low else f"高于{low}"
    return f"{high}以下" if band.with_high else f"低于{high}"


def _percent(rate: int) -> str:
    """A rate in 10⁻⁴ percent to its last digit: 97.5%."""
    whole, rest = divmod(rate, 10000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".") + "%"


def _last(table: ProjectTable) -> tuple[int, int]:
    label = table.projects[-1].label
    return label.start, label.end


def _at(figure: Mention) -> tuple[int, int]:
    return figure.start, figure.end


RULES = (project_rows, rate_bands, adjusted_projects, project_share, band_total)

"""The whole unit's figures (部门整体的数): total, basic and project expenditure, at each stage.

A figure is taken where the words before it name its part and words of its sentence, of the sentence that it
goes on with, or of its heading name its stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from jixiao.facts.facts import Facts
from jixiao.facts.flow.grid import RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.naming.measured import year_of
from jixiao.facts.years.amount import Amounts
from jixiao.measure import Key
from jixiao.numerals.token import Kind


class Part(Enum):
    """A part of the unit's expenditure (支出的部分)."""

    WHOLE = "部门整体"
    OWN = "预算内资金"
    BASIC = "基本支出"
    PROJECT = "项目支出"
    ADVANCE = "提前下达"


class Stage(Enum):
    """When it is a figure of: approved, adjusted, spent (阶段)."""

    ORIGINAL = "年初预算"
    ADJUSTED = "调整后预算"
    SPENT = "支出"


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of the whole unit (整体数), `further` being those that say something else of the same."""

    figure: Mention
    further: tuple[Mention, ...] = ()


Totals = Mapping[tuple[Part, Stage], Total]

_PARTS = re.compile(
    r"(?P<ADVANCE>提前下达)|(?P<BASIC>基本支出)|(?P<PROJECT>项目支出|项目预算)|(?P<OWN>预算内)"
    r"|(?P<WHOLE>(?:部门|单位|整体)(?:总|整体|全年|年度){0,4}(?:支出|预算)+|总支出|预算总[额计]|总预算)|(?P<SUM>支出总[额计]|支出合计|支出总决算)"
)
_REST = re.compile(
    r"(?:预算|支出|决算|资金|经费|金额|总额|数额|专项|转移支付|项目|市级|区级|安排|批复|核定|下达|全年|年度|调整后|执行|完成|实际|为|是|共|合计|总计|共计|达|约|[：:，,\s])*"
)
_STRONG = re.compile(
    r"(?P<ADJUSTED>调整(?:后|为|至)|全年预算)|(?P<ORIGINAL>年初)"
    r"|(?P<SPENT>决算|实际(?:支出|执行|完成)|支出执行|执行数|截[至止][^，。；]{0,14}[，,]?[^，。；]{0,14}支出(?!预算|安排))"
)
_WEAK = re.compile(r"(?P<ORIGINAL>批复|安排|支出预算|部门预算|预算总|总预算)")
_HEADINGS = (("调整", Stage.ADJUSTED), ("批复", Stage.ORIGINAL), ("执行情况", Stage.SPENT))
_OTHERS = re.compile(r"重点|一般(?!公共)|其他|其余|单个|每个|上年|去年|人均|预计|结转|结余|三公|采购|基金")
_GOES_ON = re.compile(r"^\s*(?:[（(]?\s?其\s?中|包括|分别)")

_SUBJECTS = {
    "unit": Part.WHOLE,
    "own": Part.OWN,
    "basic": Part.BASIC,
    "project_own": Part.PROJECT,
    "project_expenditure": Part.PROJECT,
    "advance": Part.ADVANCE,
}
_MEASURES = {"original": Stage.ORIGINAL, "adjusted": Stage.ADJUSTED, "spent": Stage.SPENT}


def totals_said(facts: Facts, amounts: Amounts, fiscal_year: int) -> Totals:
    """The figures of the whole unit by part and stage; of several the first, bound ones before all."""
    found: dict[tuple[Part, Stage], Total] = {}
    told = [*_bound(facts, amounts), *_tabled(facts, fiscal_year), *_spoken(facts, fiscal_year)]
    for place, figure in told:
        known = found.get(place)
        if known is None:
            found[place] = Total(figure)
        elif figure.start != known.figure.start:
            found[place] = Total(known.figure, (*known.further, figure))
    return found


def _bound(facts: Facts, amounts: Amounts) -> Iterator[tuple[tuple[Part, Stage], Mention]]:
    """The figures that say themselves what they are. Project expenditure without the advance comes first."""
    keyed: dict[str, tuple[Key, Mention]] = {}
    for start, key in amounts.keys.items():
        if key.subject in _SUBJECTS and key.measure in _MEASURES:
            figure = facts.within(start, start + 1)[0]
            keyed.setdefault(f"{key.subject}/{key.measure}", (key, figure))
    for name, (key, figure) in keyed.items():
        if name == "project_expenditure/original" and "project_own/original" in keyed:
            continue
        yield (_SUBJECTS[key.subject], _MEASURES[key.measure]), figure


def _tabled(facts: Facts, fiscal_year: int) -> Iterator[tuple[tuple[Part, Stage], Mention]]:
    """The last line of the first table whose columns part expenditure into basic and project (支出总表)."""
    for table in facts.tables:
        grid = table.grid
        columns = {"".join(column.header.split()): column for column in grid.values}
        title = "".join(grid.title.split())
        totals = [row for row in grid.body if row.kind is RowKind.TOTAL]
        if not {"基本支出", "项目支出"} <= columns.keys() or not totals:
            continue
        stage = Stage.SPENT if "决算" in title else Stage.ORIGINAL if "预算" in title else None
        if stage is None or year_of(title) not in (0, fiscal_year):
            continue
        wholes = [column for column in grid.values if column.is_total]
        parts = {Part.BASIC: columns["基本支出"], Part.PROJECT: columns["项目支出"]}
        if len(wholes) == 1:
            parts[Part.WHOLE] = wholes[0]
        for part, column in parts.items():
            figure = table.at(totals[-1], column)
            if figure is not None and figure.unit == "元":
                yield (part, stage), figure
        return


def _spoken(facts: Facts, fiscal_year: int) -> Iterator[tuple[tuple[Part, Stage], Mention]]:
    of_projects = {each.figure.start for each in facts.statements.spoken}
    before: Sentence | None = None
    carried: Stage | None = None
    for sentence in facts.sentences:
        if before is None or before.block is not sentence.block or not _GOES_ON.match(sentence.text):
            carried = None
        before = sentence
        for mention in sentence.mentions:
            if mention.kind is not Kind.AMOUNT or mention.slack or mention.start in of_projects:
                continue
            words = facts.text[sentence.start : mention.start]
            part = _part(mention, words)
            stage = _stage(mention.lead, words, carried, sentence)
            carried = stage or carried
            if part is None or stage is None or change_of(mention):
                continue
            if year_of(words) in (0, fiscal_year):
                yield (part, stage), mention


def _part(mention: Mention, words: str) -> Part | None:
    """Of which part of the unit's expenditure the figure is, by the last words before it that name one.

    Where the sentence spoke of others before, 重点项目 or 上年, only words that name the whole unit count.
    """
    lead = mention.lead
    last = None
    for found in _PARTS.finditer(lead):
        last = found
    if last is None or last.lastgroup is None or _OTHERS.search(lead):
        return None
    rest = _REST.match(lead, last.end())
    if not rest or rest.end() < len(lead):
        return None
    if last.lastgroup != "WHOLE" and _OTHERS.search(words):
        return None
    return Part.WHOLE if last.lastgroup == "SUM" else Part[last.lastgroup]


def _stage(lead: str, words: str, carried: Stage | None, sentence: Sentence) -> Stage | None:
    """The stage by plain words, else by the sentence that this one goes on with, else by weaker signs."""
    plain = _last(_STRONG, lead) or _last(_STRONG, words) or carried
    if plain is not None:
        return plain
    heading = _of_heading(sentence)
    weak = _last(_WEAK, words)
    return weak if heading is Stage.SPENT and weak else heading or weak


def _last(stages: re.Pattern[str], words: str) -> Stage | None:
    last = None
    for found in stages.finditer(words):
        last = found
    return Stage[last.lastgroup] if last and last.lastgroup else None


def _of_heading(sentence: Sentence) -> Stage | None:
    for heading in reversed(sentence.block.headings):
        for word, stage in _HEADINGS:
            if word in heading.title:
                return stage
    return None

"""Budget lines (预算口径): whose revenue or spending a figure is, in which account, year and stage.

A report says “全市一般公共预算收入完成15.32亿元，其中税收收入9.34亿元” and prints 153,218 and 93,400 in its
annex “2025年全市一般公共预算收入执行表”. The same line told twice must be the same figure; another scope
(全市, 市本级), account (一般公共预算, 政府性基金 …) or year is another line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from jixiao.facts.flow.blocks import Headline, Prose
from jixiao.facts.flow.grid import RowKind
from jixiao.facts.flow.mention import Mention
from jixiao.facts.flow.sentence import Sentence
from jixiao.facts.naming.change import change_of
from jixiao.facts.naming.measured import Measure, measure_of_column, year_of
from jixiao.facts.naming.naming import label_of, named
from jixiao.facts.tables.table import Table
from jixiao.numerals.token import Kind

_SCOPES = {
    "全国": "全国",
    "中央": "中央",
    "全省": "全省",
    "全自治区": "全省",
    "省本级": "省级",
    "省级": "省级",
    "自治区本级": "省级",
    "自治区级": "省级",
    "全市": "全市",
    "市本级": "市级",
    "市级": "市级",
    "全区": "全区",
    "区本级": "区级",
    "区级": "区级",
    "全县": "全县",
    "县本级": "县级",
    "县级": "县级",
    "本级": "本级",
}
_SCOPE = re.compile(
    "|".join(sorted(_SCOPES, key=len, reverse=True))
    + r"|[一-龥]{2,4}(?:新区|开发区|高新区|经开区|度假区|管理区|示范区|工区|试验区|县)"
)
_ACCOUNT = re.compile(
    r"一般公共预算|公共财政预算|政府性基金|社会保险基金|国有资本经营|社保基金|“?三公”?经费|债务"
)
_PREFIX = re.compile(
    rf"^(?:{'|'.join(sorted(_SCOPES, key=len, reverse=True))}|地方|预计|其中|我[市省区县]|、|\d+[.．])+"
)
_UNIT_ENDS = re.compile(
    r"(?:办事处|[局委院部厅处所站会办校室馆队]|中心|公司|单位|部门|学校|（部门）|本级|（本级）)"
)
_COMPARED = re.compile(r"[比较](?:上年|20\d\d年)[^，。；]*")
_SKIPPED = re.compile(
    r"占|比|增(?!值)|减|超收|短收|下降|提高|调整|上年|年初|预算数|预算为|“|其余|剩余|累计|安排的"
)
_MEASURES = frozenset([Measure.SPENT, Measure.BUDGET])
_ENDS = ("收入", "支出", "总计", "合计", "经费", "预算", "决算")
_ALIASES = ("{}", "{}总计", "{}合计", "本年{}合计")
_FEWEST = 3
_REACH = 300
"""Within how many characters before a figure the words stand that say of which line it is."""


class Line(NamedTuple):
    """A line of a budget (预算口径): name, scope, account and year; what is not said is empty or 0."""

    name: str
    scope: str
    account: str
    year: int


@dataclass(frozen=True, slots=True)
class LineFigure:
    """A figure of a line, as prose or a table prints it."""

    figure: Mention
    line: Line


def lines_of_tables(tables: Sequence[Table]) -> Mapping[str, Sequence[LineFigure]]:
    """The cells of tables that say of which scope, account and year they are, by the label of their row.

    In the row of the total a column of parts has the name that its header says: 基本支出, 项目支出.
    """
    found: dict[str, list[LineFigure]] = defaultdict(list)
    for table in tables:
        grid = table.grid
        title = "".join(grid.title.split())
        scope, account, year = _scope(title), _account(title), year_of(grid.title)
        columns = [(column, measure_of_column(grid, column)) for column in grid.values]
        for row in grid.body:
            if not row.label or row.kind is RowKind.SECTION:
                continue
            label = _PREFIX.sub("", label_of(row.label))
            for column, measured in columns:
                figure = table.at(row, column)
                if figure is None or figure.kind is not Kind.AMOUNT:
                    continue
                name = label
                if measured is None:
                    name = "".join(column.parts[-1].split()) if column.parts else ""
                    if row.kind is not RowKind.TOTAL or not name.endswith(_ENDS):
                        continue
                elif measured.measure not in _MEASURES:
                    continue
                if len(name) >= _FEWEST:
                    when = measured.year if measured and measured.year else year
                    line = Line(name, scope, account or _account(name), when)
                    found[name].append(LineFigure(figure, line))
    return found


def lines_of_prose(
    text: str, sentences: Sequence[Sentence], names: Mapping[str, object]
) -> Iterator[LineFigure]:
    """The figures of prose whose name is that of a line of a table, with what the words before say of it."""
    if not names:
        return
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.kind is not Kind.AMOUNT or mention.slack or mention.clause is None:
                continue
            name = _name(mention.lead, names)
            if name and _is_whole(text, mention) and not change_of(mention):
                yield LineFigure(mention, _line(text, name, mention, sentence))


def _name(lead: str, names: Mapping[str, object]) -> str:
    """The name of the line that a lead names, as tables have it; empty where none has it."""
    spoken = _PREFIX.sub("", named(lead))
    shorter = (_PREFIX.sub("", spoken[found.end() :]) for found in _UNIT_ENDS.finditer(spoken))
    for words in (spoken, *shorter):
        if len(words) < _FEWEST:
            continue
        for stem in (words, words.removesuffix("预算").removesuffix("总")):
            for alias in _ALIASES:
                name = alias.format(stem)
                if name in names:
                    return name
    return ""


def _is_whole(text: str, mention: Mention) -> bool:
    """Whether the lead stands right before the figure, no parenthesis between, and speaks of nothing else."""
    before = text[max(0, mention.start - len(mention.lead) - 2) : mention.start].strip()
    return before.endswith(mention.lead) and not _SKIPPED.search(mention.lead)


def _line(text: str, name: str, mention: Mention, sentence: Sentence) -> Line:
    """What the nearest words before say: those of the sentence, of the paragraph, of the headings above."""
    block = sentence.block
    sources = (
        text[max(sentence.start, mention.start - _REACH) : mention.start],
        text[max(block.start, sentence.start - _REACH) : sentence.start],
        *_titles(block),
    )
    scope = next(filter(None, map(_scope, sources)), "")
    account = _account(name) or next(filter(None, map(_account, sources)), "")
    year = next(filter(None, (year_of(_COMPARED.sub("", words)) for words in sources)), 0)
    return Line(name, scope, account, year)


def _titles(block: Headline | Prose) -> Iterator[str]:
    for heading in reversed(block.headings):
        yield heading.title


@lru_cache(maxsize=4096)
def _scope(words: str) -> str:
    found = _SCOPE.findall(words)
    return _SCOPES.get(found[-1], found[-1]) if found else ""


@lru_cache(maxsize=4096)
def _account(words: str) -> str:
    found = _ACCOUNT.findall(words)
    return (
        found[-1].replace("公共财政预算", "一般公共预算").replace("社保基金", "社会保险基金") if found else ""
    )


def is_one_line(spoken: Line, printed: Line) -> bool:
    """Whether prose and a table may speak of one line: scope, account, and the years where both say one."""
    if spoken.scope != printed.scope or (spoken.year and printed.year and spoken.year != printed.year):
        return False
    return spoken.account == printed.account or not (spoken.account and printed.account)

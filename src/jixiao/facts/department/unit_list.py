"""The units of a department (部门决算单位构成): which ones its document lists, and whose document one is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jixiao.facts.facts import Facts
from jixiao.facts.tables.table import Table
from jixiao.numerals.chinese import read_chinese

_LIST = re.compile(
    r"(?:纳入[^。；\n]{0,50}?编制?范围的?[^。：:\n]{0,16}?单位|(?:所属|下属|二级)(?:预算|行政|事业|二级|行政事业)*单位)"
    r"[^。：:\n]{0,24}?(?:包括|分别[为是]|如下|名单|有)?[：:]"
)
_ENDS = re.compile(r"。|\n")
_PARTING = re.compile(r"[、；;，,]|(?<![\d.])\d{1,2}[.．](?!\d)")
_ITEM = re.compile(
    r"\s*(?:[（(]?\d{1,3}[）)]?[.．、\s]|[（(]?[一二三四五六七八九十]{1,3}[）)、])\s*(?P<name>[^。；;\n]{2,40})[。；;]?\s*"
)
_COUNT = re.compile(
    r"(?:编制?范围的?|所属|下属|二级|预算)[^。；：:\n]{0,24}?单位[^。；：:\n]{0,6}?(?:共|共有|有|合计)?\s?(?P<behind>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?[个家]"
    r"|(?:以及|和|及)?(?:下属|所属)\s?(?P<before>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?[个家][^。；\n]{0,6}单位"
)
_HEADER = re.compile(r"^(?:预算|决算)?单位(?:名称|全称)$")
_NO_NAME = re.compile(r"^(?:序号|单位名称|备注|编号|行政单位|事业单位|无|等|\d+)$")
_BEHIND = re.compile(r"(?:决算|预算|等)$|\s*(?:（(?:行政|参公|公益|事业|财政|二级)[^（）]*）)$")
_OFFICE = re.compile(r"本级|本部|机关(?!事务|服务|后勤|幼儿|党)")
_NAMED = re.compile(
    r"(?:预算|决算|编报|填报)?单位(?:名称|全称)?(?:（盖章）|（公章）)?[：:]\s?(?P<name>[^\n：:，。]{3,40})"
)
_TITLE_LINES = 4
_FIRST = 400
_DROPPED = re.compile(r"[\s（()）“”\"·《》_-]")
_SHORTEST = 3
_TITLED = re.compile(r"(?P<name>[一-龥]{4,40}?)(?:部门|单位)?20\d\d年")
OWN_OFFICE = "本级"
"""How the department's own office is called where its list leaves it out."""
_KINDS = re.compile(
    r"(?:(?P<evaluation>(?:绩效|自评|评价|跟踪)[^\n]{0,8}报告)|(?P<final>决算)|(?P<budget>预算))"
    r"(?:信息|情况|公开|的?说明|报告|草案|文本|报表|[（(][^\n（）()]*[）)])*\s*(?:\n|$)"
)


@dataclass(frozen=True, slots=True)
class UnitList:
    """The units that a department's document lists (单位构成); `count` is how many it says there are.

    Both are empty where it does not say. `has_own_office`: the count leaves out the department's own office.
    """

    names: tuple[str, ...]
    count: int
    has_own_office: bool = False


def unit_list_of(facts: Facts) -> UnitList:
    """The units that the document lists in words, in numbered lines, or in a table."""
    names = next(filter(None, (*map(_of_table, facts.tables), *_of_prose(facts.text))), ())
    found = _COUNT.search(facts.text)
    count = 0
    if found:
        count = _number(found["behind"] or found["before"])
    return UnitList(names, count, bool(found and found["before"]))


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return read_chinese(words.replace("两", "二")) or 0


def _of_table(table: Table) -> tuple[str, ...]:
    grid = table.grid
    for column in grid.columns:
        if column.parts and _HEADER.match("".join(column.parts[-1].split())):
            words = (cell for row in grid.body if (cell := row.cells[column.index]))
            return tuple(_cleaned(map(grid.text_of, words)))
    return ()


def _of_prose(text: str) -> Iterator[tuple[str, ...]]:
    for opening in _LIST.finditer(text):
        end = _ENDS.search(text, opening.end())
        line = text[opening.end() : end.start() if end else len(text)].strip()
        if line:
            names = tuple(_cleaned(_PARTING.split(line)))
        else:
            names = tuple(_cleaned(_lines(text, opening.end())))
        if names:
            yield names


def _lines(text: str, start: int) -> Iterator[str]:
    """The names of numbered lines; of a table that was read as lines, those between its numbers."""
    lines = text[start : start + 4000].split("\n")
    is_table = any(_NO_NAME.match("".join(line.split())) for line in lines[:4] if line.strip())
    for line in lines:
        squeezed = "".join(line.split())
        if not squeezed:
            continue
        item = _ITEM.fullmatch(line)
        if item:
            yield item["name"]
        elif is_table and _NO_NAME.match(squeezed):
            continue
        elif is_table and len(squeezed) <= 40 and "表" not in squeezed and not re.match(r"第.部分", squeezed):
            yield squeezed
        else:
            return


def _cleaned(words: Iterable[str]) -> Iterator[str]:
    for each in words:
        name = "".join(each.split()).strip("。；;，,、：:")
        while (found := _BEHIND.search(name)) and found.start():
            name = name[: found.start()]
        if len(name) >= _SHORTEST and not _NO_NAME.match(name):
            yield name


def is_own_office(name: str) -> bool:
    """Whether the name is that of the department's own office: 局本级, 机关."""
    return _OFFICE.search(name) is not None


def with_own_office(listed: UnitList, department: str) -> tuple[str, ...]:
    """The units with the department's own office, which some lists leave out: “本级” where they do.

    `department` is the name of the department, under which other lists have its own office.
    """
    names = listed.names
    if any(is_own_office(name) for name in names) or any(_plain(name) == department for name in names):
        return names
    return (OWN_OFFICE, *names)


def department_name(facts: Facts) -> str:
    """The name before the year in the title of a document; empty where it has none."""
    for line in _evidence(facts, ""):
        found = _TITLED.match(_plain(line))
        if found:
            return found["name"]
    return ""


def whose(facts: Facts, stem: str, names: Sequence[str], department: str) -> str:
    """Which of the names a document is of, by its file's name, its title and the unit that it says it is of.

    A document under the department's own name is that of its own office. Empty where none or several fit.
    """
    told = _evidence(facts, stem)
    offices = [name for name in names if is_own_office(name) or _plain(name) == department]
    if len(offices) == 1 and (
        any(is_own_office(words) for words in told) or (department and department_name(facts) == department)
    ):
        return offices[0]
    fits = {name for name in names if any(_plain(name) in _plain(words) for words in told)}
    fits -= {name for name in fits if any(name != other and _plain(name) in _plain(other) for other in fits)}
    return next(iter(fits)) if len(fits) == 1 else ""


def _evidence(facts: Facts, stem: str) -> tuple[str, ...]:
    lines = [line for line in facts.text[:_FIRST].split("\n") if line.strip()][:_TITLE_LINES]
    named = (match["name"] for match in _NAMED.finditer(facts.text[:_FIRST]))
    return (stem, *(line for line in lines if len(line) <= 60 and "。" not in line), *named)


def _plain(name: str) -> str:
    return _DROPPED.sub("", name)


def kind_of(facts: Facts) -> str:
    """What the document is, by how its title ends: budget, final, evaluation; empty where it is not told."""
    titles = "\n".join(each.title for each in facts.flow.headlines[:_TITLE_LINES])
    found = _KINDS.search(facts.text[:_FIRST]) or _KINDS.search(titles)
    return found.lastgroup or "" if found else ""

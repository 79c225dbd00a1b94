"""Concerned (涉及的项目): which project of a ledger a finding of a document is about.

As with statements, a cell speaks of its row, and prose of the project that was named last before it in its
paragraph, else by the heading above. Names stand in many spellings; quotes, spaces and widths do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jixiao.facts.facts import Facts
from jixiao.facts.flow.blocks import Prose
from jixiao.facts.naming.naming import label_of
from jixiao.findings import Finding, Place
from jixiao.tracking.project import Project

_SHORTEST = 4
"""Characters of a name; a shorter one, 会议费, stands everywhere."""


def names_of(projects: Sequence[Project]) -> Mapping[str, str]:
    """The codes of projects by their names as they compare; a name that two bear tells nothing."""
    named = [(label_of(each.name), each.code) for each in projects if not each.is_remainder]
    counted = [name for name, _code in named]
    return {name: code for name, code in named if len(name) >= _SHORTEST and counted.count(name) == 1}


def project_of(finding: Finding, facts: Facts, names: Mapping[str, str]) -> str:
    """The code of the project of the accused figure, else of the only one that the other figures are about.

    Empty where there is none, as with totals.
    """
    accused, *others = [project_at(each, facts, names) for each in finding.places if not each.file] or [""]
    if accused:
        return accused
    found = set(others) - {""}
    return found.pop() if len(found) == 1 else ""


def project_at(place: Place, facts: Facts, names: Mapping[str, str]) -> str:
    """The code of the project of which a place of the document speaks; empty where it names none."""
    if place.flow is None:
        return ""
    for words in _words(facts, *place.flow):
        said = label_of(words)
        ends = [
            (said.rfind(name) + len(name), len(name), code) for name, code in names.items() if name in said
        ]
        if ends:
            return max(ends)[2]
    return ""


def _words(facts: Facts, start: int, end: int) -> Iterator[str]:
    """What names the subject of a place, the nearest first."""
    found = facts.flow.cell_at(start)
    if found:
        grid, cell = found
        if 0 <= cell.row < len(grid.rows):
            yield grid.rows[cell.row].label
        return
    block = facts.flow.block_at(start)
    if block is None:
        return
    yield facts.text[block.start : end]
    if isinstance(block, Prose) and block.item is not None:
        yield facts.text[block.item.start : block.item.end]
    for heading in reversed(getattr(block, "headings", ())):
        yield heading.title

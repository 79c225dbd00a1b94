"""The mapping of a blank (空白表对照表): which reference goes into which cell, in a small TOML file.

Its words are those of forms (docs/reference/forms.md). All that is wrong with it is said at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.exchange.cells import LAST_ROW, Place, column_of, place_of
from jixiao.narrative.forms.scopes import PROJECTS, SCOPES, Scope
from jixiao.narrative.forms.vocabulary import unknown_references
from jixiao.quantity import WAN, YUAN, MoneyUnit

_UNITS = {unit.name: unit for unit in (YUAN, WAN)}
_CHOICES = ("focus", "ordinary", "all")


class BlankMismatch(JixiaoError):
    """Blank and mapping do not fit together. / 空白表与对照表对不上。"""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([f"空白表与对照表有{len(problems)}处对不上，没有生成文件：", *problems]))


@dataclass(frozen=True, slots=True)
class RowsMapping:
    """Rows of a blank, one for each project or row of a table, from row `start` down to `last` at most."""

    start: int
    columns: Mapping[int, str]
    scope: Scope = PROJECTS
    last: int | None = None


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What goes into a sheet; `replaced` are cells that may hold something, such as a label with dots."""

    name: str
    cells: Mapping[Place, str]
    rows: tuple[RowsMapping, ...] = ()
    replaced: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class BlankMapping:
    """A mapping file (对照表)."""

    name: str
    sheets: tuple[SheetMapping, ...]
    one_per_project: bool = False
    projects: str = "focus"
    unit: MoneyUnit = WAN
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def load_blank_mapping(path: Path) -> BlankMapping:
    """The mapping in that file. Raises BlankMismatch with everything that is wrong, and UnreadableFile."""
    mapping, problems = read_blank_mapping(path)
    if problems:
        raise BlankMismatch(problems)
    return mapping


def read_blank_mapping(path: Path) -> tuple[BlankMapping, list[str]]:
    """What can be made of the mapping in that file, and everything that is wrong with it.

    Raises UnreadableFile where there is no such file, or it is no TOML.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise UnreadableFile(f"找不到对照表：{path}", english=f"No such file: {path}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UnreadableFile(f"对照表 {path.name} 无法使用：{fault}") from None
    reader = _Reader()
    return reader.mapping(path.name, data), reader.problems


class _Reader:
    """Reads a mapping and keeps all that is wrong with it."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def mapping(self, name: str, data: Mapping[str, Any]) -> BlankMapping:
        self._keys(data, {"unit", "projects", "one_per_project", "words", "sheet"}, "")
        unit, projects = data.get("unit", WAN.name), data.get("projects", "focus")
        if unit not in _UNITS:
            self.problems.append(f"unit 应为“元”或“万元”，读到“{unit}”")
        if projects not in _CHOICES:
            self.problems.append(f"projects 应为 {'、'.join(_CHOICES)} 之一，读到“{projects}”")
        one_per_project = data.get("one_per_project", False)
        if not isinstance(one_per_project, bool):
            self.problems.append("one_per_project 应为 true 或 false")
        words = self._table(data.get("words", {}), "words")
        words = {name: self._table(each, f"words 的“{name}”") for name, each in words.items()}
        sheets = data.get("sheet", [])
        if not isinstance(sheets, list) or not sheets:
            self.problems.append("缺少 [[sheet]]：填哪张工作表")
            sheets = []
        elif not all(isinstance(each, dict) for each in sheets):
            self.problems.append("sheet 应写成 [[sheet]]")
        inside = (PROJECTS,) if one_per_project else ()
        return BlankMapping(
            name=name,
            sheets=tuple(self._sheet(each, inside) for each in sheets if isinstance(each, dict)),
            one_per_project=bool(one_per_project),
            projects=projects if projects in _CHOICES else "focus",
            unit=_UNITS.get(str(unit), WAN),
            words=words,
        )

    def _sheet(self, data: Mapping[str, Any], inside: tuple[Scope, ...]) -> SheetMapping:
        name = str(data.get("name", ""))
        where = f"“{name}”"
        self._keys(data, {"name", "cells", "rows", "replace"}, where)
        if not name:
            self.problems.append("有一个 [[sheet]] 没有写 name")
        cells = {}
        for cell, text in self._table(data.get("cells", {}), f"{where} cells").items():
            if place := self._place(cell, where):
                cells[place] = self._text(text, inside, f"{where} {cell}")
        blocks, named = data.get("rows", []), data.get("replace", [])
        blocks = blocks if isinstance(blocks, list) else [blocks]
        if not all(isinstance(each, dict) for each in blocks):
            self.problems.append(f"{where} rows 应为 [sheet.rows] 或若干个 [[sheet.rows]]")
        if not isinstance(named, list):
            self.problems.append(f'{where} replace 应为若干格，如 ["A2", "B2"]')
            named = []
        replaced = {self._place(str(each), f"{where} replace") for each in named}
        return SheetMapping(
            name=name,
            cells=cells,
            rows=tuple(self._rows(each, inside, where) for each in blocks if isinstance(each, dict)),
            replaced=frozenset(each for each in replaced if each),
        )

    def _rows(self, data: Mapping[str, Any], inside: tuple[Scope, ...], where: str) -> RowsMapping:
        where = f"{where} rows"
        self._keys(data, {"start", "last", "each", "columns"}, where)
        start, last = data.get("start"), data.get("last")
        if not isinstance(start, int) or not 1 <= start <= LAST_ROW:
            self.problems.append(f"{where} 的 start 应为从哪一行写起，如 start = 6")
            start = 1
        if last is not None and (not isinstance(last, int) or last < start):
            self.problems.append(f"{where} 的 last 应为最多写到哪一行，不小于 start")
            last = None
        each = str(data.get("each", PROJECTS.label))
        if each not in SCOPES:
            self.problems.append(f"{where} 的 each 应为一张表的名称，读到“{each}”")
        scope = SCOPES.get(each, PROJECTS)
        columns = {}
        for letters, text in self._table(data.get("columns", {}), f"{where} columns").items():
            number = column_of(letters)
            if number is None:
                self.problems.append(f"{where} 的“{letters}”不是列，应为 A、B、AA 等")
            else:
                columns[number] = self._text(text, (scope, *inside), f"{where} {letters}")
        can_be_used = start == data.get("start") and each in SCOPES
        return RowsMapping(start, columns if can_be_used else {}, scope, last)

    def _keys(self, data: Mapping[str, Any], known: set[str], where: str) -> None:
        self.problems += [f"{where} 不认识的项“{each}”".strip() for each in sorted(data.keys() - known)]

    def _table(self, value: Any, where: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.problems.append(f'{where} 应为若干行“名称 = "内容"”')
        return {}

    def _place(self, cell: str, where: str) -> Place | None:
        place = place_of(cell)
        if place is None:
            self.problems.append(f"{where} 的“{cell}”不是单元格，应为 B3 这样的写法")
        return place

    def _text(self, text: Any, scopes: tuple[Scope, ...], where: str) -> str:
        if not isinstance(text, str):
            self.problems.append(f'{where} 应为文字或引用，如 "{{年初预算}}"')
            return ""
        for reference in unknown_references(text, *scopes):
            self.problems.append(f"{where} 的引用{reference.text}不认识")
        return text

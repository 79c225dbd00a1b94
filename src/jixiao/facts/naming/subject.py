"""Subjects (对象): of what a figure speaks: a project by name, an item of the classification by its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jixiao.facts.flow.grid import GridRow
from jixiao.facts.naming.naming import label_of, name_of

_DEEPEST = 3
_SHORTEST = 4
_PIECE = re.compile(r"(?P<name>[^“”，。；：:,;\n]{2,40}?)[（(](?P<level>[类款项])[）)]\s?")
_CODED = re.compile(r"(?P<name>[^“”，。；：:,;\n（）()\d]{2,40})[（(](?P<code>2\d{2}(?:\d\d){0,2})[）)]")
_DASH = re.compile(r"[-－—–]+")
_QUOTED = re.compile(r"“(?P<name>(?:[^“”\n]|“[^“”\n]{1,20}”){2,48})”(?P<after>\s?(?:项目|科目))?")


_OPENING = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s?)?(?P<name>[^。：:，,；;“”\n]{4,40}?)(?=[。：:，,\n]|$)"
)
_NO_PROJECT = ("收入", "支出", "合计", "总计")


@dataclass(frozen=True, slots=True)
class Named:
    """A subject that prose names (点名的对象), and where its name stands.

    `path` is 类, 款, 项 of the classification as far as they are said, the last one the item itself; of a
    project its name alone.
    """

    start: int
    end: int
    path: tuple[str, ...]
    is_item: bool = False  # an item of the classification (功能分类科目), not a project
    code: str = ""


def named_in(text: str, start: int, end: int, projects: Mapping[str, object]) -> Iterator[Named]:
    """The subjects that a stretch of prose names, in order; `projects` are the names that tables hold.

    Words in quotes are a project where 项目 ends or follows them, or where a table has a row of that name.
    """
    found: list[Named] = []
    if _has(text, start, end, "（类）", "（款）", "（项）", "(类)", "(项)"):
        found += _paths(text, start, end)
    if text.find("（2", start, end) >= 0:
        for coded in _CODED.finditer(text, start, end):
            found.append(Named(coded.start(), coded.end(), (label_of(coded["name"]),), code=coded["code"]))
    if text.find("“", start, end) >= 0:
        for quoted in _QUOTED.finditer(text, start, end):
            found += _quoted(quoted, projects)
    found.sort(key=_start)
    return iter(found)


def named_first(text: str, start: int, end: int, projects: Mapping[str, object]) -> Named | None:
    """The project that opens a paragraph or is its heading, without quotes: “1.道路保洁经费。年初预算…”.

    It must be the name of a row of a table.
    """
    found = _OPENING.match(text, start, end)
    if not found:
        return None
    name = name_of(found["name"])
    if len(name) < _SHORTEST or name not in projects or name.endswith(_NO_PROJECT):
        return None
    return Named(found.start("name"), found.end("name"), (name,))


def _paths(text: str, start: int, end: int) -> Iterator[Named]:
    """Names with （类）, （款）, （项） behind them; those that follow each other are one path."""
    path: list[str] = []
    begins = last = 0
    for piece in _PIECE.finditer(text, start, end):
        if path and (piece.start() != last or piece["level"] == "类"):
            yield Named(begins, last, tuple(path), is_item=True)
            path = []
        if not path:
            begins = piece.start()
        path.append(label_of(piece["name"]))
        last = piece.end()
    if path:
        yield Named(begins, last, tuple(path), is_item=True)


def _quoted(quoted: re.Match[str], projects: Mapping[str, object]) -> Iterator[Named]:
    words = quoted["name"]
    after = (quoted["after"] or "").strip()
    if after == "科目":
        if _has(words, 0, len(words), "（类）", "(类)", "（款）", "（项）"):
            return
        path = tuple(label_of(piece) for piece in _DASH.split(words) if piece.strip())
        yield Named(quoted.start(), quoted.end(), path[-_DEEPEST:], is_item=True)
        return
    name = name_of(words)
    if len(name) > 2 and (after or words.endswith("项目") or name in projects):
        yield Named(quoted.start(), quoted.end(), (name,))


def _has(text: str, start: int, end: int, *marks: str) -> bool:
    return any(text.find(mark, start, end) >= 0 for mark in marks)


def row_path(rows: tuple[GridRow, ...], row: GridRow) -> tuple[str, ...]:
    """The labels from the top down to a row: 类, 款, 项."""
    names = [label_of(row.label)]
    above = row.parent
    while above is not None and len(names) < _DEEPEST:
        names.append(label_of(rows[above].label))
        above = rows[above].parent
    return tuple(reversed(names))


def _start(named: Named) -> int:
    return named.start

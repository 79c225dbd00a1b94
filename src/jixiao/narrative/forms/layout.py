"""The layout of a form (表样): drawn as text in a TOML file, which a unit may replace by its own.

A form is drawn as it is printed, a line a row and `|` between cells; `<` continues the cell to the left,
`^` the cell above. Words without braces are labels; braces hold what the ledger fills in. See
docs/reference/forms.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jixiao.errors import PolicyError
from jixiao.narrative.forms.scopes import PROJECTS, SCOPES, Scope
from jixiao.narrative.forms.vocabulary import unknown_references
from jixiao.policies import read_policy_file
from jixiao.quantity import WAN, YUAN, MoneyUnit
from jixiao.tracking.prose import pieces

LEFT, ABOVE = "<", "^"
"""A cell that continues the one to its left, and one that continues the cell above."""

_DATED = (("year",), ("next_year",), ("as_of",), ("period",))
_UNITS = {unit.name: unit for unit in (YUAN, WAN)}
_CHOICES = ("focus", "ordinary", "all", "unit")
_KEYS = frozenset(
    {
        "name",
        "title",
        "source",
        "one_per_project",
        "projects",
        "landscape",
        "unit",
        "above",
        "below",
        "widths",
        "words",
        "parts",
    }
)
_PART_KEYS = frozenset({"rows", "each", "header", "total", "blank", "lines", "join"})


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong together (表样的一段).

    `each` is the scope of a table whose rows repeat it; without it the part stands once. Where there is
    nothing to repeat it is drawn `blank` times, to be filled in by hand. `lines` is how many lines of text
    a row has room for at least. `join` are the columns, from 0, in which a row that says the same as the one
    above, in all of them up to it, is joined to it.
    """

    rows: tuple[tuple[str, ...], ...]
    each: Scope | None = None
    is_header: bool = False
    is_total: bool = False
    blank: int = 1
    lines: int = 1
    join: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The layout of a form (表样): a list with a row a project, a sheet for each project, or one of the unit.

    `title`, `above` and `below` are texts with references; `widths` are shares of the page's width.
    `words` says, for a reference, how its values are worded in this form.
    """

    name: str
    title: str
    parts: tuple[Part, ...]
    widths: tuple[float, ...]
    source: str = ""
    one_per_project: bool = False
    projects: str = "focus"
    landscape: bool = False
    unit: MoneyUnit = WAN
    above: str = ""
    below: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extent:
    """The cell at a place of a grid: how many rows and columns it takes."""

    rows: int
    columns: int


def load_form(name_or_path: str | Path) -> Form:
    """The layout of that name that ships, or the one in the given file.

    Raises PolicyError, with everything that is wrong, where it is not as expected.
    """
    data = read_policy_file("forms", name_or_path, "表样")
    faults = list(_faults(data))
    if faults:
        raise PolicyError("\n".join([f"表样“{name_or_path}”有{len(faults)}处不对：", *faults]))
    form = Form(
        name=data["name"],
        title=data["title"],
        parts=tuple(_part(each) for each in data["parts"]),
        widths=tuple(data["widths"]),
        source=data.get("source", ""),
        one_per_project=data.get("one_per_project", False),
        projects=data.get("projects", "focus"),
        landscape=data.get("landscape", False),
        unit=_UNITS[data.get("unit", WAN.name)],
        above=data.get("above", ""),
        below=data.get("below", ""),
        words=data.get("words", {}),
    )
    faults = [*_cells_amiss(form), *_references_amiss(form)]
    if faults:
        raise PolicyError("\n".join([f"表样“{name_or_path}”有{len(faults)}处不对：", *faults]))
    return form


def is_label(text: str) -> bool:
    """Whether a drawn cell is a label: words that name no more of the ledger than year, period and date.

    >>> is_label("{期间}执行率"), is_label("{执行率}"), is_label("{}□是　□否"), is_label("")
    (True, False, False, False)
    """
    told = pieces(text)
    return any(isinstance(each, str) for each in told) and all(
        isinstance(each, str) or each.path in _DATED for each in told
    )


def extents(grid: Sequence[Sequence[str]]) -> dict[tuple[int, int], Extent]:
    """The cells of a grid of drawn rows, by row and column of their upper left corner.

    Raises ValueError, naming row and column from 1, where a continued cell is no rectangle.

    >>> extents([["甲", "<"], ["^", "<"], ["", "乙"]])[0, 0]
    Extent(rows=2, columns=2)
    """
    corner: dict[tuple[int, int], tuple[int, int]] = {}
    cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, drawn in enumerate(grid):
        for column, words in enumerate(drawn):
            place = (row, column)
            beside = {LEFT: (row, column - 1), ABOVE: (row - 1, column)}.get(words, place)
            if beside != place and beside not in corner:
                raise ValueError(f"第{row + 1}行第{column + 1}格是“{words}”，但那一边没有格子")
            corner[place] = corner.get(beside, place)
            cells.setdefault(corner[place], []).append(place)
    found = {}
    for (top, left), places in cells.items():
        rows = max(row for row, _ in places) - top + 1
        columns = max(column for _, column in places) - left + 1
        if rows * columns != len(places):
            raise ValueError(f"第{top + 1}行第{left + 1}格合并出来不是长方形")
        found[top, left] = Extent(rows, columns)
    return found


def _part(data: Mapping[str, Any]) -> Part:
    return Part(
        rows=_drawn(data["rows"]),
        each=SCOPES[data["each"]] if "each" in data else None,
        is_header=data.get("header", False),
        is_total=data.get("total", False),
        blank=data.get("blank", 1),
        lines=data.get("lines", 1),
        join=tuple(data.get("join", ())),
    )


def _drawn(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of each drawn row; where it begins with a bar, those at its edges are for the eye."""
    rows = [line.strip() for line in text.splitlines() if line.strip()]
    bare = [row[1:].removesuffix("|") if row.startswith("|") else row for row in rows]
    return tuple(tuple(cell.strip() for cell in row.split("|")) for row in bare)


_KINDS: Mapping[str, tuple[type, str]] = {
    "name": (str, "文字"),
    "title": (str, "文字"),
    "source": (str, "文字"),
    "above": (str, "文字"),
    "below": (str, "文字"),
    "unit": (str, "“元”或“万元”"),
    "projects": (str, "focus、ordinary 或 all"),
    "one_per_project": (bool, "true 或 false"),
    "landscape": (bool, "true 或 false"),
    "widths": (list, "各栏宽度，如 [4, 12, 8]"),
    "words": (dict, "表"),
    "parts": (list, "若干个 [[parts]]"),
    "rows": (str, "画出来的表格行"),
    "each": (str, f"表名：{'、'.join(each.label for each in dict.fromkeys(SCOPES.values()))}"),
    "header": (bool, "true 或 false"),
    "total": (bool, "true 或 false"),
    "blank": (int, "1 以上的整数"),
    "lines": (int, "1 以上的整数"),
    "join": (list, "栏的序号，从 0 起，如 [0, 1]"),
}


def _faults(data: Mapping[str, Any]) -> Iterator[str]:
    """What keeps the file from being read as a layout."""
    yield from _wrong_keys(data, _KEYS, ("name", "title", "widths", "parts"), "")
    if data.get("unit", WAN.name) not in _UNITS:
        yield f"unit 应为“元”或“万元”，读到“{data['unit']}”"
    if data.get("projects", "focus") not in _CHOICES:
        yield f"projects 应为 {'、'.join(_CHOICES)} 之一，读到“{data['projects']}”"
    widths = data.get("widths", [])
    if isinstance(widths, list) and not all(type(each) in (int, float) and each > 0 for each in widths):
        yield "widths 的每一项都应是大于零的数"
    parts = data.get("parts", [])
    for number, part in enumerate(parts if isinstance(parts, list) else (), start=1):
        where = f"第{number}段 "
        if not isinstance(part, dict):
            yield f"{where}应写成 [[parts]]"
            continue
        yield from _wrong_keys(part, _PART_KEYS, ("rows",), where)
        if isinstance(part.get("each"), str) and part["each"] not in SCOPES:
            yield f"{where}each 应为{_KINDS['each'][1]}，读到“{part['each']}”"
        for key in ("blank", "lines"):
            if isinstance(part.get(key), int) and part[key] < 1:
                yield f"{where}{key} 应为1以上的整数"
        if not all(type(each) is int and 0 <= each < len(widths) for each in _listed(part.get("join"))):
            yield f"{where}join 的每一项都应是栏的序号，从 0 起，小于 {len(widths)}"
        if isinstance(widths, list) and isinstance(part.get("rows"), str):
            for row, cells in enumerate(_drawn(part["rows"]), start=1):
                if len(cells) != len(widths):
                    yield f"{where}第{row}行有{len(cells)}格，widths 有{len(widths)}栏"


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _wrong_keys(
    data: Mapping[str, Any], known: frozenset[str], required: Sequence[str], where: str
) -> Iterator[str]:
    for key in sorted(data.keys() - known):
        yield f"{where}不认识的项“{key}”"
    for key in required:
        if key not in data:
            yield f"{where}缺少“{key}”"
    for key in data.keys() & known:
        kind, words = _KINDS[key]
        if not isinstance(data[key], kind) or (kind is int and isinstance(data[key], bool)):
            yield f"{where}{key} 应为{words}"


def _cells_amiss(form: Form) -> Iterator[str]:
    try:
        extents([row for part in form.parts for row in part.rows])
    except ValueError as fault:
        yield str(fault)
    for words in form.words:
        if not all(isinstance(each, str) for each in form.words[words].values()):
            yield f"words 里“{words}”的每一项都应是文字"


def _references_amiss(form: Form) -> Iterator[str]:
    inside = (PROJECTS,) if form.one_per_project or form.projects == "unit" else ()
    texts: list[tuple[str, str, tuple[Scope, ...]]] = [
        ("title", form.title, ()),
        ("above", form.above, inside),
        ("below", form.below, inside),
    ]
    for number, part in enumerate(form.parts, start=1):
        scopes = (part.each, *inside) if part.each else inside
        texts += [(f"第{number}段", cell, scopes) for row in part.rows for cell in row]
    for where, text, scopes in texts:
        for reference in unknown_references(text, *scopes):
            yield f"{where} 的引用{reference.text}不认识"

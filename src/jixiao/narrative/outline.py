"""Outline (提纲): title, sections and their order, read from a file that a unit may replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.errors import PolicyError
from jixiao.narrative.manners import Manners, load_manners
from jixiao.narrative.patterns import Patterns, extended, load_patterns
from jixiao.policies import read_policy_file

_KEYS = frozenset({"name", "extends", "title", "period_name", "patterns", "manners", "sections", "overrides"})
_SECTION_KEYS = frozenset({"heading", "content", "parts", "optional"})


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section (章节): a heading, or none, what fills it, and its parts.

    A section whose content comes to nothing shows a gap, or is left out where it is optional.
    """

    heading: str
    content: tuple[str, ...]
    parts: tuple[OutlineSection, ...] = ()
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a report (提纲). Title and period name are texts with slots."""

    name: str
    title: str
    period_name: str
    sections: tuple[OutlineSection, ...]
    patterns: Patterns
    manners: Manners


def load_outline(name_or_path: str | Path = "full-year") -> Outline:
    """The outline of that name that ships, or the one in the given file.

    A file may say `extends = "full-year"` and give only what differs; the patterns and manners it names lie
    beside it. Raises PolicyError where it is not
    as expected; what may stand in `content` is checked when the report is written.
    """
    data = _read(name_or_path)
    unknown = data.keys() - _KEYS
    if unknown:
        raise PolicyError(f"提纲 {name_or_path} 里有不认识的项：{'、'.join(sorted(unknown))}")
    try:
        base = load_patterns(_beside(name_or_path, data.get("patterns", "default")))
        groups = {group: {each.id: each for each in rows} for group, rows in base.groups.items()}
        overridden = extended(groups, data.get("overrides", {}), f"提纲 {name_or_path}")
        return Outline(
            name=data["name"],
            title=data["title"],
            period_name=data["period_name"],
            sections=tuple(_section(each, name_or_path) for each in data["sections"]),
            patterns=Patterns({group: tuple(rows.values()) for group, rows in overridden.items()}),
            manners=load_manners(Path(name_or_path).parent / data["manners"] if "manners" in data else None),
        )
    except KeyError as fault:
        raise PolicyError(f"提纲 {name_or_path} 缺少 {fault}。") from fault


def _read(name_or_path: str | Path) -> dict[str, Any]:
    data = read_policy_file("outlines", name_or_path, "提纲")
    if "extends" in data:
        data = _read(_beside(name_or_path, data["extends"])) | data
    return data


def _beside(outline: str | Path, name: str) -> str | Path:
    """A file named in an outline lies beside it; other names are of things that ship."""
    if name.endswith(".toml"):
        return Path(outline).parent / name
    return name


def _section(data: Mapping[str, Any], where: str | Path) -> OutlineSection:
    unknown = data.keys() - _SECTION_KEYS
    if unknown:
        raise PolicyError(f"提纲 {where} 的章节里有不认识的项：{'、'.join(sorted(unknown))}")
    return OutlineSection(
        heading=data.get("heading", ""),
        content=tuple(data.get("content", ())),
        parts=tuple(_section(each, where) for each in data.get("parts", ())),
        is_optional=bool(data.get("optional", False)),
    )

"""Sentence patterns (句式): which sentence fits a situation, and how its slots are filled. All of it is data.

A pattern is tried in the order of its file; the first whose conditions all hold is taken. Its text has
slots, `{调整后预算}`, which are references or words that the section supplies, and optional parts in
square brackets, left out where one of their slots is absent or a zero amount. An absent slot outside of
brackets is a gap (待补).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import PolicyError
from jixiao.policies import read_policy_file
from jixiao.tracking.prose import Piece, pieces

EXTERNAL, INTERNAL = "external", "internal"
"""The two tones (口吻): what leaves the unit, and what it tells itself."""

_FIELDS = frozenset({"id", "when", "text", "tone", "stop", "leads"})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern's text; an optional one vanishes where a slot of it is absent."""

    pieces: tuple[Piece, ...]
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with its conditions; a `stop` is no sentence but a reason not to print one."""

    id: str
    when: tuple[str, ...]
    parts: tuple[Part, ...]
    tone: str = ""
    is_stop: bool = False
    leads: tuple[str, ...] = ()

    def fits(self, conditions: Collection[str], tone: str) -> bool:
        """Whether all conditions hold; one written `not x` holds where `x` does not."""
        return self.tone in ("", tone) and all(
            (each[4:] not in conditions) if each.startswith("not ") else (each in conditions)
            for each in self.when
        )

    def lead(self, turn: int) -> str:
        """The words that open the sentence, varied by turn so that twenty do not read alike."""
        return self.leads[turn % len(self.leads)] if self.leads else ""


@dataclass(frozen=True, slots=True)
class Patterns:
    """All sentence patterns of a report, by group."""

    groups: Mapping[str, Sequence[Pattern]]

    def choose(self, group: str, conditions: Collection[str], tone: str = EXTERNAL) -> Pattern | None:
        """The first pattern of the group that fits; none where none does."""
        return next((each for each in self.groups.get(group, ()) if each.fits(conditions, tone)), None)


def load_patterns(name_or_path: str | Path = "default") -> Patterns:
    """The patterns of that name that ship, or those in the given file, which may extend others.

    A pattern of the same group and id replaces the one that it extends, in its place; a new one is tried
    before all others. Raises PolicyError where the file is not as expected.
    """
    groups = _read(name_or_path)
    return Patterns({group: tuple(rows.values()) for group, rows in groups.items()})


def _read(name_or_path: str | Path) -> dict[str, dict[str, Pattern]]:
    if isinstance(name_or_path, Path) or name_or_path.endswith(".toml"):
        return _parsed(name_or_path)
    return _shipped(name_or_path)


@cache
def _shipped(name: str) -> dict[str, dict[str, Pattern]]:
    return _parsed(name)


def _parsed(name_or_path: str | Path) -> dict[str, dict[str, Pattern]]:
    data = read_policy_file("patterns", name_or_path, "句式文件")
    base = _read(data.pop("extends")) if "extends" in data else {}
    return extended(base, data, f"句式文件 {name_or_path}")


def extended(
    base: Mapping[str, Mapping[str, Pattern]], data: Mapping[str, Any], where: str
) -> dict[str, dict[str, Pattern]]:
    """`base` with the groups of `data` laid over it."""
    groups = {group: dict(rows) for group, rows in base.items()}
    for group, rows in data.items():
        known = groups.setdefault(group, {})
        if not isinstance(rows, list):
            raise PolicyError(f"{where} 的 {group} 应为若干句式。")
        made = {pattern.id: pattern for pattern in (_pattern(row, f"{where} {group}") for row in rows)}
        new = {each: pattern for each, pattern in made.items() if each not in known}
        groups[group] = new | {each: made.get(each, pattern) for each, pattern in known.items()}
    return groups


def _pattern(row: Mapping[str, Any], where: str) -> Pattern:
    unknown = row.keys() - _FIELDS
    if unknown or "id" not in row or ("text" in row) == ("stop" in row):
        raise PolicyError(
            f"{where} 的句式 {row.get('id', '')} 不完整。", hint="每条要有 id，和 text 或 stop 之一。"
        )
    return Pattern(
        id=row["id"],
        when=tuple(row.get("when", ())),
        parts=template(row.get("text", row.get("stop", ""))),
        tone=row.get("tone", ""),
        is_stop="stop" in row,
        leads=tuple(row.get("leads", ())),
    )


def template(text: str) -> tuple[Part, ...]:
    """The parts of a pattern's text."""
    return tuple(
        Part(pieces(chunk[1:-1] if (optional := chunk.startswith("[")) else chunk), optional)
        for chunk in re.split(r"(\[[^\[\]]*\])", text)
        if chunk
    )

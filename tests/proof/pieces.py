"""The patterns of modules, and what leads each astray: the pieces of ink that it is made of."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from types import ModuleType
from typing import Any

# How the standard library takes patterns apart; no part of its promise, nor of what type checkers know.
codes: Any = importlib.import_module("re._constants")
_parser: Any = importlib.import_module("re._parser")

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_CLASSES = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_DIGIT: "中",
    codes.CATEGORY_NOT_SPACE: "中",
    codes.CATEGORY_NOT_WORD: "，",
}
_MOST = 8


def patterns_of(*packages: ModuleType) -> Iterator[re.Pattern[str]]:
    """The compiled patterns of all modules of the packages, those within tuples and tables too."""
    for package in packages:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(module.name)).values():
                yield from _compiled(value, 0)


def _compiled(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for each in chain(value.keys(), value.values()):
            yield from _compiled(each, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _compiled(each, depth + 1)
    elif depth < 4 and hasattr(value, "__slots__") and not isinstance(value, type):
        for name in value.__slots__:
            yield from _compiled(getattr(value, name, None), depth + 1)


def is_unbounded(pattern: re.Pattern[str]) -> bool:
    """Whether the pattern may match any length."""
    _, longest = _parser.parse(pattern.pattern, pattern.flags).getwidth()
    return bool(longest >= codes.MAXREPEAT)


def pieces_of(pattern: re.Pattern[str]) -> list[str]:
    """Examples of the parts of a pattern, letters as they stand in it."""
    found: dict[str, None] = {}
    _walk(_parser.parse(pattern.pattern, pattern.flags), found)
    return [each for each in found if each]


def _walk(tree: Iterable[Any], found: dict[str, None]) -> None:
    found.update(dict.fromkeys(_examples(tree)[:4]))
    run = ""
    for code, value in tree:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        found[run] = None
        run = ""
        for inner in _inner(code, value):
            _walk(inner, found)
    found[run] = None


def _inner(code: Any, value: Any) -> list[Any]:
    if code in _REPEATS:
        return [value[2]]
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.ATOMIC_GROUP:
        return [value]
    return [value[1]] if code in (codes.ASSERT, codes.ASSERT_NOT) else []


def _examples(tree: Iterable[Any]) -> list[str]:
    """Some texts that the pattern may match."""
    found = [""]
    for code, value in tree:
        found = [before + each for before in found for each in _signs(code, value) or [""]][:_MOST]
    return found


def _signs(code: Any, value: Any) -> list[str]:
    if code is codes.LITERAL:
        return [chr(value)]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return []
    if code is codes.IN:
        return _of_class(value)
    if code in (codes.ANY, codes.NOT_LITERAL):
        return ["中"]
    return [each for inner in _inner(code, value) for each in _examples(inner)]


def _of_class(members: list[Any]) -> list[str]:
    signs = [
        _CLASSES.get(value, "中")
        if code is codes.CATEGORY
        else chr(value[0] if code is codes.RANGE else value)
        for code, value in members
        if code is not codes.NEGATE
    ]
    if members[0][0] is codes.NEGATE:
        return [each for each in "中一1，a" if each not in signs][:2]
    return signs[:4]

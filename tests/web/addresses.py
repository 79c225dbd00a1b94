"""Every address of the site, with something to put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

_GIVEN = {"fiscal_year": 2019}


@dataclass(frozen=True, slots=True)
class Address:
    """An address as the site declares it: its name, its route and the names of what it takes."""

    name: str
    route: str
    takes: tuple[tuple[str, str], ...]

    def filled(self, number: int = 1, word: str = "x") -> str:
        """The address with each part filled in: the example's year, a number, or a word."""
        path = self.route
        for name, kind in self.takes:
            value = _GIVEN.get(name, number if kind == "int" else word)
            path = path.replace(f"<{kind}:{name}>" if kind else f"<{name}>", str(value))
        return f"/{path}"


def addresses() -> list[Address]:
    """Every address of the site's own apps."""
    return sorted(_found(get_resolver(), "", ()), key=lambda each: each.route)


def _found(resolver: URLResolver, route: str, names: tuple[str, ...]) -> Iterator[Address]:
    for each in resolver.url_patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*names, each.namespace) if each.namespace else names
            yield from _found(each, here, inner)
        elif isinstance(each, URLPattern):
            name = ":".join((*names, each.name or here))
            yield Address(name, here, tuple(_parts(here)))


def _parts(route: str) -> Iterator[tuple[str, Any]]:
    for part in re.findall(r"<([^>]+)>", route):
        kind, _, name = part.rpartition(":")
        yield name, kind

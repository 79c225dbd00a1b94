"""Parts of an OFD (OFD 的部件): found and parsed although producers write paths in many ways."""

from __future__ import annotations

import posixpath

from lxml import etree

from jixiao.containers.archive import Archive
from jixiao.document.readers.xml_parts import root_of


class Package:
    """The parts of an OFD by their names."""

    def __init__(self, archive: Archive) -> None:
        self.name = archive.name
        self._archive = archive
        self._names = {_normal(name): name for name in archive.parts}
        self._folded = {name.casefold(): original for name, original in self._names.items()}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._names)

    def find(self, path: str) -> str | None:
        """The part of that name, whatever its case."""
        normal = _normal(path)
        return self._names.get(normal) or self._folded.get(normal.casefold())

    def load(self, base: str, location: str) -> tuple[str, etree._Element] | None:
        """The name and content of a part as the part `base` refers to it; none where there is none.

        Raises UnreadableFile where the part is not sound XML.
        """
        part = self._resolved(base, location)
        if part is None:
            return None
        return _normal(part), root_of(self._archive, part)

    def _resolved(self, base: str, location: str) -> str | None:
        """Relative to the part that refers to it, as the standard says, or to the root, as some write."""
        location = location.strip().replace("\\", "/")
        if not location:
            return None
        near = posixpath.join(posixpath.dirname(base), location)
        for path in (location,) if location.startswith("/") else (near, location):
            found = self.find(posixpath.normpath(path))
            if found:
                return found
        return None


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").removeprefix("./")
